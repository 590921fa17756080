"""The tables of a report from plain values, cell by cell: what these make of each other is computed as of any form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.edition.table import TOTAL, FigureColumn, FormTable, RowRole
from cchc.formula.address import CellAddress, cell_of
from cchc.load.addresses import cell_in
from cchc.reading.tables.printed_rows import figures_of, own_rows, printed_rows
from cchc.report import Entry, FilledRow, FilledTable
from cchc.value import Missing, Reason

Read = Callable[[Indicator, object], Entry]
"""A plain value as it stands in a cell of a figure."""


def is_printed(edition: Edition, name: str) -> bool:
    """Whether an address is that of a cell of the form, be it spoken of by the edition or not."""
    cell = cell_of(name)
    if cell is None or cell_in(edition, name) is None:
        return False
    return any(each.id == cell.column for each in edition.tables[cell.table].of_row(cell.row).printed)


def filled_tables(edition: Edition, values: Mapping[str, object], read: Read) -> dict[str, FilledTable]:
    """The tables that some addresses mean, each as the form prints it, blank but for these cells."""
    cells = {cell: value for name, value in values.items() if (cell := cell_of(name)) is not None}
    tables = (edition.tables[id] for id in dict.fromkeys(cell.table for cell in cells))
    return {table.id: _filled(table, cells, read) for table in tables}


def _filled(table: FormTable, cells: Mapping[CellAddress, object], read: Read) -> FilledTable:
    def entry(row: FilledRow, column: FigureColumn) -> Entry:
        names = (row.id, None if len(table.rows) == 1 else row.id, TOTAL if row.role is RowRole.TOTAL else row.id)
        own = (cell for name in names if (cell := CellAddress(table.id, name, column.id)) in cells)
        found = next(own, None)
        return Entry(Missing(Reason.BLANK)) if found is None else read(column.asks, cells[found])

    rows = (evolve(row, entries={each.id: entry(row, each) for each in figures_of(table, row)}) for row in _rows(table))
    return FilledTable(table.id, tuple(rows), tuple(column.id for column in table.printed))


def _rows(table: FormTable) -> Iterator[FilledRow]:
    """The rows that have an address: those that the form prints, and the total."""
    yield from printed_rows(table)
    yield from (row for row in own_rows(table, ("", "")) if row.role is RowRole.TOTAL)
