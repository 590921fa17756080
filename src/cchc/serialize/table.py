"""The table of a report (.csv): its columns behind those of the form, and texts that must not run there."""

from __future__ import annotations

import re

MACHINE = ("row", "part", "id", "path", "kind", "unit_id", "state", "value", "reason", "origin", "place")
"""Names of columns; by them a table that this library wrote is known again."""
_NUMBER = re.compile(r"-[0-9][0-9.,]*(?: ?%)?")
_RUNS = "=+\\-@\t\r\n＝＋－＠"
_FIRST = re.compile(f"('*)[{_RUNS}].", re.DOTALL)
_BEHIND = re.compile(f"([;|\t])('*)(?=[{_RUNS}])")
_BEHIND_MARKED = re.compile(f"([;|\t])'('*)(?=[{_RUNS}])")


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe goes before what might run.

    It goes to the beginning, and behind what another program may take for the end of a cell (";=1+1"). Codes
    ("-", "+") and negative numbers cannot run and stay as they are. Source: OWASP, CSV injection.
    """
    marked = _BEHIND.sub(r"\1'\2", text)
    return f"'{marked}" if _runs(text) else marked


def readable(text: str) -> str:
    """A text as it is, unless `as_meant` would take an apostrophe of its own away: for texts that no program runs."""
    return text if as_meant(text) == text else harmless(text)


def as_meant(text: str) -> str:
    """A text of such a table without the apostrophes that `harmless` put there."""
    if "'" not in text:
        return text
    meant = text[1:] if text.startswith("'") and _runs(text) else text
    return _BEHIND_MARKED.sub(r"\1\2", meant)


def _runs(text: str) -> bool:
    return _FIRST.match(text) is not None and _NUMBER.fullmatch(text.lstrip("'")) is None
