"""Columns of a spreadsheet that nobody sees: no figure comes from them, and a form written anew keeps them, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cchc.report import KeptRow, Report
from cchc.text.spelling import seen
from cchc.value import Cell

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
HEAD_ROW = -1
"""The row of the headings, where rows are numbered as lines of the table."""

Hidden = tuple[Mapping[int, str], ...]
"""The texts of each hidden column by the row that they are written in."""


def hidden_columns(report: Report, written: Mapping[int, int]) -> Hidden:
    """The hidden columns of a report's sheet in their order; `written` says in which row one of the file is written."""
    shown = [place for row in report.rows for cell in row.cells if (place := _place(cell)) is not None]
    sheets, columns = {sheet for sheet, _, _ in shown}, {column for _, column, _ in shown}
    found: dict[str, dict[int, str]] = {}
    for cell in report.unplaced:
        place = _place(cell)
        if place is None or not seen(cell.text):
            continue
        sheet, column, row = place
        if sheet in sheets and column not in columns and row in written:
            found.setdefault(column, {})[written[row]] = cell.text
    return tuple(found[column] for column in sorted(found, key=lambda name: (len(name), name)))


def row_of(cells: Iterable[Cell]) -> int | None:
    """The row of its sheet that cells stand in."""
    return next((place[2] for cell in cells if (place := _place(cell)) is not None), None)


def numbered(rows: Iterable[KeptRow]) -> Iterator[tuple[int, int]]:
    """The row of the sheet that each row of a report was, with its number among them."""
    for number, row in enumerate(rows):
        place = row_of(row.cells)
        if place is not None:
            yield place, number


def _place(cell: Cell) -> tuple[str | None, str, int] | None:
    match = _REF.fullmatch(cell.ref or "")
    return None if match is None else (cell.sheet, match[1], int(match[2]))
