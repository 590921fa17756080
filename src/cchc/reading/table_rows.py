"""The rows of a table by column; a line that is broken over several rows is made one again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from cchc.reading.columns import CODE, LABEL, UNIT, placed
from cchc.reading.spans import QUANTITY
from cchc.reading.straight import Knows
from cchc.record import frozen
from cchc.text.spelling import key
from cchc.text.wrapped import breaks_word
from cchc.value import Cell

_MOST_PIECES = 4
"""A label broken over more rows than this is no label."""


@frozen
class TableRow:
    """A row of the table: its non-empty cells by column, each knowing its column; and which of the file's rows it is.

    A line that is broken over several rows is where it begins.
    """

    cells: dict[str, Cell]
    place: int = 0
    shifted: bool = False
    """Whether its cells stood a place or more beside their columns."""

    @property
    def code(self) -> str:
        return self._text(CODE)

    @property
    def label(self) -> str:
        return self._text(LABEL)

    def _text(self, column: str) -> str:
        cell = self.cells.get(column)
        return "" if cell is None or cell.is_uncalculated else cell.text


def put(cells: dict[str, Cell], column: str, cell: Cell) -> None:
    """Add a cell; what its column holds already stays before it."""
    before = cells.get(column)
    if before is None:
        cells[column] = placed(cell, column)
    else:
        is_one_row = before.line == cell.line if before.ref is None else before.row == cell.row
        apart = "\t" if is_one_row else "" if breaks_word(before.text, cell.text) else "\n"
        cells[column] = evolve(before, text=f"{before.text}{apart}{cell.text}")


def unbroken(rows: Sequence[TableRow], knows: Knows, units: frozenset[str]) -> Iterable[TableRow]:
    """Rows that are one line broken over several made one again."""
    done: list[TableRow] = []
    place = 0
    while place < len(rows):
        pieces = _pieces(rows, place, knows)
        merged = rows[place]
        for piece in rows[place + 1 : place + pieces]:
            merged = _merged(merged, piece)
        if done and LABEL not in merged.cells and CODE not in merged.cells and not _is_whole(merged, done[-1], units):
            done[-1] = _merged(done[-1], merged)
        else:
            done.append(merged)
        place += pieces
    return done


def _is_whole(row: TableRow, before: TableRow, units: frozenset[str]) -> bool:
    """Whether a row without code and label is a line of its own whose label was lost, and no more of the one before.

    It has a unit and a figure, and the line before it lacks neither for want of these.
    """
    unit, quantity = row.cells.get(UNIT), row.cells.get(QUANTITY)
    if unit is None or key(unit.text) not in units or (quantity and not any(map(str.isdigit, quantity.text))):
        return False
    return not (QUANTITY in before.cells and UNIT not in before.cells)


def _pieces(rows: Sequence[TableRow], place: int, knows: Knows) -> int:
    """How many rows, from this one on, make up one known label."""
    label = rows[place].label
    if not label or knows(label):
        return 1
    for count in range(2, _MOST_PIECES + 1):
        following = rows[place + count - 1 : place + count]
        if not following or following[0].code or not following[0].label or knows(following[0].label):
            return 1
        label = f"{label} {following[0].label}"
        if knows(label):
            return count
    return 1


def _merged(row: TableRow, piece: TableRow) -> TableRow:
    cells = dict(row.cells)
    for column, cell in piece.cells.items():
        put(cells, column, cell)
    return TableRow(cells, row.place, row.shifted or piece.shifted)
