"""Rows with figures that are in no table of the form: another form's, or a table whose headings nobody can tell."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from attrs import evolve

from cchc.reading.belonging import place
from cchc.record import frozen
from cchc.report import Row
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Cell

_MANY = 3
"""Texts beside each other that are one row, and no letterhead."""
_FEWEST = 2
"""Rows that are a table, and cells that are a row of one."""


@frozen
class ForeignTable:
    """Rows one after the other, of which figures stand in some."""

    rows: tuple[Row, ...]
    figures: int

    @property
    def first(self) -> Cell:
        """Its first cell that says something."""
        return next(cell for row in self.rows for cell in row.cells if seen(cell.text))


def foreign_tables(rows: Sequence[Row], unread: Sequence[Cell]) -> tuple[ForeignTable, ...]:
    """The tables among the rows of a file of which nothing was read."""
    places = {place(cell) for cell in unread}
    return tuple(_tables(rows, places)) if len(places) >= _FEWEST else ()


def without(rows: Sequence[Row], unread: Sequence[Cell], tables: Sequence[ForeignTable]) -> list[Cell]:
    """What else was not understood; many texts of one row are told as one."""
    told = {place(cell) for table in tables for row in table.rows for cell in row.cells}
    left = [cell for cell in unread if place(cell) not in told]
    places = {place(cell) for cell in left}
    for row in rows if len(left) >= _MANY else ():
        said = [cell for cell in row.cells if seen(cell.text) and place(cell) in places]
        if len(said) >= _MANY and all("\n" not in cell.text for cell in said):
            others = {id(cell) for cell in said[1:]}
            whole = evolve(said[0], text=" | ".join(seen(cell.text) for cell in said))
            left = [whole if cell is said[0] else cell for cell in left if id(cell) not in others]
    return left


def _tables(rows: Sequence[Row], places: Container[object]) -> Iterator[ForeignTable]:
    begun: list[Row] = []
    for row in (*rows, None):
        if row is not None and _is_row(row, places):
            begun.append(row)
            continue
        figures = [sum(parse_number(seen(cell.text)) is not None for cell in each.cells) for each in begun]
        if sum(map(bool, figures)) >= _FEWEST:
            yield ForeignTable(tuple(begun), sum(figures))
        begun = []


def _is_row(row: Row, places: Container[object]) -> bool:
    """Whether several cells of a row say something, and none of them was understood."""
    said = [cell for cell in row.cells if seen(cell.text)]
    return len(said) >= _FEWEST and all(place(cell) in places for cell in said)
