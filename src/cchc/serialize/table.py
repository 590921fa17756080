"""The table of a report (.csv): its columns behind those of the form, and texts that must not run there."""

from __future__ import annotations

MACHINE = ("row", "part", "id", "path", "kind", "unit_id", "state", "value", "reason", "origin", "place")
"""Names of columns; by them a table that this library wrote is known again."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe goes before what might run.

    Codes ("-", "+") and numbers cannot run and stay as they are.
    """
    return f"'{text}" if _runs(text.lstrip("'")) else text


def as_meant(text: str) -> str:
    """A text of such a table without the apostrophe that `harmless` put before it."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(text: str) -> bool:
    return text.startswith(_RUNS) and len(text) > 1 and not _is_number(text)


def _is_number(text: str) -> bool:
    return text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal() and text.isascii()
