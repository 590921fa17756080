"""Whose each cell of a file is: the line of the form, or the row and column of a table, by the cell's place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from cchc.edition import Edition, Indicator, label_of
from cchc.record import field, frozen
from cchc.report import Row
from cchc.value import Cell
from cchc.words import Text

_Place = tuple[str | None, str | None, int | None]


class Known(Protocol):
    """The labels of a form."""

    def knows(self, label: str, /) -> bool: ...
    def only(self, label: str, /) -> str | None: ...


@frozen(eq=False, repr=False)
class Belonging:
    """The line or row that each cell belongs to, what its figure is asked to be, and the labels of the form."""

    edition: Edition
    labels: Known
    owners: Mapping[_Place, str]
    asked: Mapping[_Place, Indicator] = field(factory=dict)
    """What the cells of a table's figures are asked to be; those of a line are as the line is."""
    are_lines: bool = True
    added: frozenset[_Place] = frozenset()
    """The cells of a table's figures that are made of other rows, or of others of their own."""

    @classmethod
    def of_lines(cls, edition: Edition, labels: Known, rows: Iterable[tuple[str, Iterable[Cell]]]) -> Belonging:
        """Cells by the lines whose they are."""
        return cls(edition, labels, {place(cell): id for id, cells in rows for cell in cells})

    def of_row(self, row: Row) -> str | None:
        """The line that a row of the file was taken for, or the key of the table's row."""
        return next((owner for cell in row.cells if (owner := self.owners.get(place(cell))) is not None), None)

    def of_cell(self, cell: Cell | None) -> str | None:
        """The line or row that a cell belongs to."""
        return self.owners.get(place(cell)) if cell is not None else None

    def is_computed(self, cell: Cell) -> bool:
        """Whether nothing is lost with a cell: the catalogue makes its figure, or it is nobody's."""
        if place(cell) in self.asked:
            return place(cell) in self.added
        indicator = self.indicator(cell)
        return indicator is None or indicator.formula is not None

    def indicator(self, cell: Cell) -> Indicator | None:
        """What a cell is asked to be."""
        if place(cell) in self.asked:
            return self.asked[place(cell)]
        return self.edition.indicators.get(self.owners.get(place(cell), "")) if self.are_lines else None

    def label(self, cell: Cell) -> Text:
        """What a cell that is asked for a figure is called."""
        indicator = self.asked.get(place(cell))
        return indicator.label if indicator is not None else label_of(self.edition, self.owners[place(cell)])

    def ids(self, owners: Iterable[str]) -> tuple[str, ...]:
        """The lines among owners, each once; rows of tables are none."""
        return tuple(dict.fromkeys(owners)) if self.are_lines else ()


def place(cell: Cell) -> _Place:
    """Where a cell stands in its file."""
    return cell.sheet, cell.ref, cell.line
