"""A table of an evaluation as its users hold it: rows as records, with the value of each of their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cchc.edition.table import TOTAL, FigureColumn, RowRole
from cchc.errors import UnknownNameError, did_you_mean, unknown
from cchc.judge.tables.tabulation import Tabulation
from cchc.prompt import some
from cchc.record import field, frozen
from cchc.report import FilledRow
from cchc.text.spelling import fold
from cchc.value import Value

if TYPE_CHECKING:
    from cchc.judge.report_computation import ReportComputation


@frozen
class FigureRow:
    """A row of a table: its key among all, what the form prints of it, and the value of each of its figures by column.

    `parent` is the key of the row that it stands under. A figure that the form has not here has no value.
    """

    key: str
    code: str
    label: str
    parent: str | None
    role: RowRole
    values: Mapping[str, Value] = field(metadata={"kind": "column of this row"})

    def __getitem__(self, column: str) -> Value:
        """The value of a column. Raises UnknownNameError for one that the row has not."""
        return self.values[column]

    def __repr__(self) -> str:
        return f"<FigureRow {self.key}: {some(len(self.values), 'value')}>"


@frozen(repr=False)
class FigureTable:
    """The figures of a table, computed: `rows` in the order of the file, the `total` apart, and the columns by id."""

    id: str
    columns: Mapping[str, FigureColumn] = field(metadata={"kind": "column"})
    rows: tuple[FigureRow, ...]
    total: FigureRow | None = None

    def __getitem__(self, key: str) -> FigureRow:
        """A row by its key, the total as "total". Raises UnknownNameError for no row of the table."""
        found = self.total if key == TOTAL else next((row for row in self.rows if row.key == key), None)
        if found is None:
            raise _no_row(self.id, key, [TOTAL if row is self.total else row.key for row in self])
        return found

    def __iter__(self) -> Iterator[FigureRow]:
        """The rows, then the total."""
        return iter(self.rows if self.total is None else (*self.rows, self.total))

    def __len__(self) -> int:
        return len(self.rows) + (self.total is not None)

    def __repr__(self) -> str:
        return f"<FigureTable {self.id}: {some(len(self), 'row')}, {some(len(self.columns), 'column')}>"

    def _repr_html_(self) -> str:
        from cchc.judge.cards import of_table

        return of_table(self)

    def _ipython_key_completions_(self) -> list[str]:
        return [row.key for row in self.rows] + [TOTAL] * (self.total is not None)

    def frame(self, engine: str | None = None) -> Any:
        """A frame with a row a row and a column a figure, of Polars or pandas: `engine`, or the one that is there.

        Counts are integers, all other numbers exact decimals; a figure without a value is null. Raises
        MissingExtraError where neither is installed, UnknownNameError for another engine.
        """
        from cchc.batch.figures import wide_frame

        return wide_frame(self, engine)


def _no_row(table: str, key: str, known: Iterable[str]) -> UnknownNameError:
    """The refusal of a row, with the one that is written without its diacritics, or else the likeliest."""
    known = list(known)
    alike = next((each for each in known if fold(each) == fold(key)), None)
    hint = did_you_mean(key, known) if alike is None else f"did you mean {alike}?"
    return UnknownNameError(f"no such row of {table}", f"$.{key}", hint)


def figure_table(tabulation: Tabulation) -> FigureTable:
    """The values of a table that has been computed."""
    rows = [_row(tabulation, row) for row in tabulation.filled.rows]
    total = next((row for row in rows if row.role is RowRole.TOTAL), None)
    return FigureTable(
        tabulation.table.id, tabulation.table.columns, tuple(row for row in rows if row is not total), total
    )


def _row(tabulation: Tabulation, row: FilledRow) -> FigureRow:
    found = ((column.id, tabulation.value(row, column)) for column in tabulation.columns(row).values())
    values = {id: value for id, value in found if value is not None}
    return FigureRow(row.key, row.code, row.label, row.parent, row.role, values)


def figure_of_address(computation: ReportComputation, address: str) -> tuple[Tabulation, FilledRow, FigureColumn]:
    """The table, the row and the column of a figure. Raises UnknownNameError for what is not there."""
    head, _, column = address.rpartition("].")
    id, _, key = head.partition("[")
    tabulation = computation.tables.get(id)
    if tabulation is None:
        raise unknown("table of this report", id, computation.tables)
    row = tabulation.filled.named(key)
    if row is None:
        raise _no_row(id, key, map(tabulation.filled.name, tabulation.filled.rows))
    if column not in tabulation.table.columns:
        raise unknown(f"column of {id}", column, tabulation.table.columns)
    return tabulation, row, tabulation.column(row, column)


def value_of(computation: ReportComputation, address: str) -> Value:
    """The value of a figure by its address. Raises UnknownNameError for what is not there, or not asked for there."""
    tabulation, row, column = figure_of_address(computation, address)
    value = tabulation.value(row, column)
    if value is None:
        raise UnknownNameError("the form has no figure there", f"$.{address}")
    return value
