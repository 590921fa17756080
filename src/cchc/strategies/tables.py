"""Hypothesis strategies for filled tables: of no form in particular, and of the tables of an edition."""

from __future__ import annotations

from decimal import Decimal

from cchc.batch.samples.rows import figures_of, printed_rows
from cchc.edition import Edition, IndicatorKind
from cchc.edition.table import FigureColumn, FormTable, RowRole
from cchc.errors import MissingExtraError
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.strategies.building import mapping, maybe, member, some
from cchc.strategies.records import cells, entries, ids, periods, texts
from cchc.value import Cell, Measured, Missing, Reason, Reported, Value

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "dev") from error

_FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "=1+1", "Nuôi [con].nuôi")
_LARGEST = 10**9


def filled_tables() -> SearchStrategy[FilledTable]:
    """Tables of no form in particular: rows of every role, some under others, keys that no id could be."""
    row = st.builds(
        FilledRow,
        key=texts(),
        code=texts(),
        label=texts(),
        role=member(RowRole),
        entries=mapping(ids(), entries()),
        parent=maybe(texts()),
        id=maybe(ids()),
        stub=mapping(st.sampled_from(("code", "label")), cells()),
    )
    rows = st.lists(row, max_size=3, unique_by=lambda row: row.key).map(tuple)
    return st.builds(FilledTable, ids(), rows, some(ids()))


def table_reports(edition: Edition) -> SearchStrategy[Report]:
    """Reports on the tables of an edition: its printed rows, or some that an office writes; any figure may lack.

    Figures need not agree. A report has some of the tables, in the order of the form.
    """
    tables = st.fixed_dictionaries({}, optional={id: _filled(table) for id, table in edition.tables.items()})
    about = {"edition": st.just(edition.id), "office": maybe(texts()), "period": maybe(periods())}
    return st.builds(Report, entries=st.just({}), tables=tables, **about)


def _filled(table: FormTable) -> SearchStrategy[FilledTable]:
    columns = tuple(column.id for column in table.printed)
    closed = st.tuples(*(_row(table, row) for row in printed_rows(table)))
    if table.open is None:
        return closed.map(lambda rows: FilledTable(table.id, rows, columns))
    fields = st.lists(st.sampled_from(_FIELDS), max_size=3, unique=True)
    own = fields.flatmap(lambda labels: st.tuples(*(_open(table, label) for label in labels)))
    total = _row(table, FilledRow("total", "", table.open.total or "", RowRole.TOTAL, {}))
    totals = maybe(total) if table.open.total is not None else st.none()
    return st.builds(
        lambda rows, more, last: FilledTable(table.id, (*rows, *more, *([last] if last is not None else [])), columns),
        closed,
        own,
        totals,
    )


def _open(table: FormTable, label: str) -> SearchStrategy[FilledRow]:
    return _row(table, FilledRow(label, "1", label, RowRole.LEAF, {}))


def _row(table: FormTable, row: FilledRow) -> SearchStrategy[FilledRow]:
    """The row with figures in the columns that it has."""
    has = figures_of(table, row)
    if not has:
        return st.just(row)
    filled = st.fixed_dictionaries({}, optional={each.id: _entry(each) for each in has})
    return filled.map(
        lambda found: FilledRow(row.key, row.code, row.label, row.role, found, row.parent, row.id, row.stub)
    )


def _entry(column: FigureColumn) -> SearchStrategy[Entry]:
    return _value(column).map(lambda value: Entry(value, cell=Cell(_text(value), column.id, line=1)))


def _value(column: FigureColumn) -> SearchStrategy[Value]:
    numbers = st.sampled_from((0, 1, 2)) | st.integers(0, _LARGEST)
    missing = st.builds(Missing, st.sampled_from((Reason.BLANK, Reason.NONE, Reason.UNREADABLE)))
    match column.asks.kind:
        case IndicatorKind.COUNT:
            return missing | st.builds(Reported, numbers)
        case kind if kind.is_number:
            scaled = numbers.map(lambda number: Decimal(number).scaleb(-column.asks.decimals))
            return missing | scaled.map(lambda number: Reported(number if kind.is_rate else Measured(number)))
        case _:
            return missing


def _text(value: Value) -> str:
    return str(value.value) if isinstance(value, Reported) else ""
