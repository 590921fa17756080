"""Figures in one cell that is merged over several lines: where no cell can be merged, each line says that it shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.belonging import place
from cchc.reading.shared import said_shared
from cchc.record import frozen
from cchc.report import Entry, KeptRow, Report
from cchc.value import Cell, Wording


@frozen
class SharedFigure:
    """A cell and the lines, two or more, that it lies over."""

    cell: Cell
    ids: frozenset[str]

    def is_in(self, cells: Mapping[str, Cell]) -> bool:
        """Whether the cell itself stands among those of a line."""
        own = cells.get(self.cell.column)
        return own is not None and place(own) == place(self.cell)


def shared_figures(report: Report) -> tuple[SharedFigure, ...]:
    """The figures of a report's lines that share a cell."""
    over: dict[object, list[tuple[str, Cell]]] = {}
    for id, entry in report.entries.items():
        if is_shared(entry) and entry.cell is not None:
            over.setdefault(place(entry.cell), []).append((id, entry.cell))
    return tuple(SharedFigure(found[0][1], frozenset(id for id, _ in found)) for found in over.values() if found[1:])


def is_shared(entry: Entry | None) -> bool:
    """Whether a figure stands in one cell with those of other lines."""
    return entry is not None and entry.wording is Wording.SHARED


def apart(rows: Sequence[KeptRow], report: Report, edition: Edition) -> Sequence[KeptRow]:
    """The rows for a file that merges no cells: each line has the figure that it shares, which says so."""
    figures = shared_figures(report)
    return [_apart(row, figures, edition) for row in rows] if figures else rows


def _apart(row: KeptRow, figures: Sequence[SharedFigure], edition: Edition) -> KeptRow:
    cells = {cell.column: cell for cell in row.cells}
    for figure in figures:
        is_one = row.id in figure.ids and not row.again
        if figure.is_in(cells) or (is_one and figure.cell.column not in cells):
            text = said_shared(figure.cell.text, edition.languages[0])
            cells[figure.cell.column] = evolve(figure.cell, text=text)
            row = evolve(row, cells=tuple(cells.values()))
    return row
