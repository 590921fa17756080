"""Hypothesis strategies for filled tables: of no form in particular, and of the tables of an edition."""

from __future__ import annotations

from cchc.edition import Edition
from cchc.edition.table import FigureColumn, FormTable, RowRole
from cchc.errors import MissingExtraError
from cchc.reading.tables.printed_rows import figures_of, printed_rows
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.strategies.building import mapping, maybe, member, said, some
from cchc.strategies.records import cells, entries, ids, periods, texts, values
from cchc.value import Cell, Missing, Reason, Reported, Undefined, Value

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error


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
    tables = st.fixed_dictionaries({}, optional={id: _filled(edition, table) for id, table in edition.tables.items()})
    about = {"edition": st.just(edition.id), "office": maybe(texts()), "period": maybe(periods())}
    return st.builds(Report, entries=st.just({}), tables=tables, **about)


def _filled(edition: Edition, table: FormTable) -> SearchStrategy[FilledTable]:
    columns = tuple(column.id for column in table.printed)
    closed = st.tuples(*(_row(edition, table, row) for row in printed_rows(table)))
    if table.open is None:
        return closed.map(lambda rows: FilledTable(table.id, rows, columns))
    fields = st.lists(st.sampled_from(said()["fields"]), max_size=3, unique=True)
    own = fields.flatmap(lambda labels: st.tuples(*(_open(edition, table, label) for label in labels)))
    total = _row(edition, table, FilledRow("total", "", table.open.total or "", RowRole.TOTAL, {}))
    totals = maybe(total) if table.open.total is not None else st.none()
    return st.builds(
        lambda rows, more, last: FilledTable(table.id, (*rows, *more, *([last] if last is not None else [])), columns),
        closed,
        own,
        totals,
    )


def _open(edition: Edition, table: FormTable, label: str) -> SearchStrategy[FilledRow]:
    return _row(edition, table, FilledRow(label, "1", label, RowRole.LEAF, {}))


def _row(edition: Edition, table: FormTable, row: FilledRow) -> SearchStrategy[FilledRow]:
    """The row with figures in the columns that it has."""
    has = figures_of(table, row)
    if not has:
        return st.just(row)
    filled = st.fixed_dictionaries({}, optional={each.id: _entry(edition, each) for each in has})
    return filled.map(
        lambda found: FilledRow(row.key, row.code, row.label, row.role, found, row.parent, row.id, row.stub)
    )


def _entry(edition: Edition, column: FigureColumn) -> SearchStrategy[Entry]:
    figures = values(column.asks).filter(lambda value: not isinstance(value, Undefined))
    answers = figures if column.asks.kind.is_number else st.builds(Missing, st.sampled_from(Reason))
    return answers.map(lambda value: Entry(value, cell=Cell(_text(edition, value), column.id, line=1)))


def _text(edition: Edition, value: Value) -> str:
    """A figure in digits, and what says why there is none in the form's own words, if it has any."""
    if isinstance(value, Reported):
        return str(value.value)
    words = edition.missing[value.reason].words if isinstance(value, Missing) else ()
    return words[0] if words else ""
