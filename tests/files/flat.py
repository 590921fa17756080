"""A spreadsheet of the OpenDocument kind in one file, around the rows that a test writes."""

from __future__ import annotations

from collections.abc import Iterable

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def flat_spreadsheet(rows: Iterable[str]) -> bytes:
    """The file, its rows given as what stands between the tags of each."""
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0"'
        f' xmlns:text="{_NAMES}:text:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:body><office:spreadsheet><table:table>{lines}</table:table></office:spreadsheet>"
        "</office:body></office:document>"
    ).encode()
