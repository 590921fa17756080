"""Where on a written form of tables a finding is shown: found by tables made once, for each row may have a finding."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from cchc.finding import Finding
from cchc.judge.tables.address import figure_at
from cchc.record import define
from cchc.report import Report
from cchc.text.spelling import seen
from cchc.value import Cell
from cchc.writers.looked_up import LookedUp
from cchc.writers.tables.sheet import TableForm

Place = tuple[int, int]
"""A row of the form, and a place in it."""


@define(eq=False)
class FindingPlaces:
    """The places of a report's figures and cells on a form of it."""

    report: Report
    form: TableForm

    def of(self, finding: Finding) -> Place | None:
        """The row and place of the figure that a finding speaks of, or else of its cell."""
        if finding.figure is not None and (at := self.of_address(finding.figure)) is not None:
            return at
        return None if finding.cell is None else self._of_cell(finding.cell)

    def of_address(self, address: str) -> Place | None:
        """The row and place of a figure."""
        figure = figure_at(self.report, address)
        if figure is None:
            return None
        place = self.form.places.get(figure.table.id, {}).get(figure.column)
        row = self._rows.get((figure.table.id, figure.row.key))
        return None if row is None or place is None else (row, place)

    def _of_cell(self, cell: Cell) -> Place | None:
        """Where a cell of the file is now: rows are written in the order of the file."""
        if (cell.text, cell.place) in self._cells:
            return self._cells[cell.text, cell.place]
        text = seen(cell.text)
        if not text:
            return None
        inside = self._texts.place(text)
        return self._boxes.get(text) if inside is None else (self._owners[inside], 0)

    @cached_property
    def _rows(self) -> Mapping[tuple[str | None, str | None], int]:
        found = dict[tuple[str | None, str | None], int]()
        for at, row in enumerate(self.form.rows):
            found.setdefault((row.table, row.key), at)
        return found

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], Place]:
        """The first row that has a cell: the last there that stands outside of the columns, else the first."""
        found = dict[tuple[str, str], Place]()
        for at, row in enumerate(self.report.rows):
            outside = {(each.text, each.place): place for place, each in enumerate(row.cells) if not each.column}
            for place, each in enumerate(row.cells):
                key = each.text, each.place
                found.setdefault(key, (at, outside.get(key, place)))
        return found

    @cached_property
    def _texts(self) -> LookedUp:
        return LookedUp([seen(each.text) for row in self.report.rows for each in row.cells])

    @cached_property
    def _owners(self) -> list[int]:
        """The row of each of these texts."""
        return [at for at, row in enumerate(self.report.rows) for _ in row.cells]

    @cached_property
    def _boxes(self) -> Mapping[str, Place]:
        found = dict[str, Place]()
        for at, row in enumerate(self.form.rows):
            for place, box in enumerate(row.boxes):
                found.setdefault(box.text, (at, place))
        return found
