"""The address of a figure, read back: "b06[Đất đai].tiep_nhan" is a column of a row of a table."""

from __future__ import annotations

from cchc.record import frozen
from cchc.report import FilledRow, FilledTable, Report


@frozen
class FigurePlace:
    """Where a figure of a report stands: its table, its row, and the id of its column."""

    table: FilledTable
    row: FilledRow
    column: str


def figure_at(report: Report, address: str) -> FigurePlace | None:
    """The figure that an address names; None where the report has none there."""
    head, bracket, column = address.rpartition("].")
    id, opening, key = head.partition("[")
    table = report.tables.get(id)
    if not bracket or not opening or table is None:
        return None
    row = table.named(key)
    return None if row is None else FigurePlace(table, row, column)
