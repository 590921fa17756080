"""The tables of an evaluation as JSON has them: rows in the order of the form, each with its figures by column."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.edition.table import FigureColumn, RowRole
from cchc.evaluation import Evaluation
from cchc.judge.display import display
from cchc.judge.tables import Tabulation
from cchc.record import field, frozen
from cchc.report import FilledRow
from cchc.serialize.figure import Figure, figure_of
from cchc.value import Value


@frozen
class RowRecord:
    """A row of a table: its key among all, what the form prints of it, and the figure of each of its columns."""

    key: str
    code: str
    label: str
    parent: str | None
    role: RowRole
    place: str
    id: str | None
    """The row of the form that it is; None for one that the office wrote."""
    values: Mapping[str, Figure] = field(metadata={"kind": "column"})


@frozen
class TableRecord:
    """A table of a report: the columns in the order of the form, the rows in that of the file, the total apart."""

    columns: tuple[str, ...]
    rows: tuple[RowRecord, ...]
    total: RowRecord | None = None


def table_records(evaluation: Evaluation, language: str) -> Mapping[str, TableRecord]:
    """Every table of an evaluation."""
    return {id: _table(each, language) for id, each in evaluation.computation.tables.items()}


def _table(tabulation: Tabulation, language: str) -> TableRecord:
    rows = [_row(tabulation, row, language) for row in tabulation.filled.rows]
    total = next((row for row in rows if row.role is RowRole.TOTAL), None)
    return TableRecord(tuple(tabulation.table.columns), tuple(row for row in rows if row is not total), total)


def _row(tabulation: Tabulation, row: FilledRow, language: str) -> RowRecord:
    values = {
        column.id: _figure(tabulation, row, column, value, language)
        for column in tabulation.columns(row).values()
        if (value := tabulation.value(row, column)) is not None
    }
    return RowRecord(row.key, row.code, row.label, row.parent, row.role, row.place, row.id, values)


def _figure(tabulation: Tabulation, row: FilledRow, column: FigureColumn, value: Value, language: str) -> Figure:
    shown = display(tabulation.written(row), column.id, value, language)
    return figure_of(column.asks.kind, value, shown, tabulation.provenance(row, column))
