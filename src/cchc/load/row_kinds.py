"""What some rows ask otherwise than their columns say: a kind, a unit, decimals, ways of their own; no formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind
from cchc.edition.aggregation import Way
from cchc.edition.table import ClosedRow, FigureColumn, OverRows, RowKind
from cchc.errors import did_you_mean
from cchc.formula.tree import names_of
from cchc.load.codes import CLASH, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.columns import INHERITED, figures_by_default
from cchc.load.indicators import ZERO, LineReader
from cchc.load.table import Table

WORDS = tuple(key for key in INHERITED if key != ZERO)
"""What a row may say of its figures, in the words of columns."""
MOST_KINDS = 50
"""Rows of a table that are asked otherwise, each in a way of its own: every one is compiled by itself."""
_ADDED = (IndicatorKind.COUNT.value, IndicatorKind.NUMBER.value)
_WAYS: Mapping[str, Way] = {"over_time": Way.FLOW, "over_offices": Way.SUM}
"""A row says how its figures go together where its columns add up: the first of months is the first in any row."""
_OF_ANOTHER_KIND = ("unit", "decimals", "sign", "per", *_WAYS)
_FORMULA = ("formula", "example", "examples")


def with_kinds(
    rows: Mapping[str, ClosedRow],
    columns: Mapping[str, FigureColumn],
    table: Table,
    lines: LineReader,
    written: tuple[Mapping[str, Table], Mapping[str, Table]],
) -> tuple[dict[str, ClosedRow], dict[str, RowKind]]:
    """The rows, each with the first that is asked the same, and what those are asked that are asked otherwise.

    `written` are the tables of columns and of rows.
    """
    of_columns, of_rows = written
    _check_excepted(rows, columns, table, of_columns)
    first: dict[tuple[object, ...], str] = {}
    kinds: dict[str, RowKind] = {}
    found = dict(rows)
    for id, row in rows.items():
        excepted = tuple(column.id for column in columns.values() if id in column.excepted)
        if not row.own and not excepted:
            continue
        same = (tuple(row.own.items()), excepted, row.columns)
        if same not in first and len(kinds) == MOST_KINDS:
            of_rows[id].mistake(WRONG_VALUE, None, f"rows of a table may be asked in {MOST_KINDS} ways of their own")
            break
        like = first.setdefault(same, id)
        found[id] = evolve(row, like=like)
        if like == id:
            own = dict(_own(row, columns, of_rows.get(id, table), lines, of_columns, table))
            freed = {name: _without_formula(own.get(name, columns[name])) for name in excepted}
            kinds[id] = RowKind({**own, **freed})
    return found, kinds


def own_words(entry: Table) -> Mapping[str, str]:
    """What a row says of its figures itself, as it is written; looked at together with its columns."""
    entry.asked.update(WORDS)
    return {key: str(entry.values[key]) for key in WORDS if key in entry.values}


def _check_excepted(
    rows: Mapping[str, ClosedRow], columns: Mapping[str, FigureColumn], table: Table, of_columns: Mapping[str, Table]
) -> None:
    for column in columns.values():
        entry = of_columns.get(column.id, table)
        for name in column.excepted:
            if name not in rows:
                what = f"{column.id}: there is no row {name[:40]!r}"
                entry.mistake(UNKNOWN_NAME, "except", what, did_you_mean(name, rows))
        if column.excepted and not column.identities and not entry.partial:
            entry.mistake(WRONG_VALUE, "except", f"{column.id}: there is no formula that rows could be left out of")


def _own(
    row: ClosedRow,
    columns: Mapping[str, FigureColumn],
    entry: Table,
    lines: LineReader,
    of_columns: Mapping[str, Table],
    table: Table,
) -> Iterator[tuple[str, FigureColumn]]:
    """The columns of which a row says something: those of counts and quantities, or of the kind of its table."""
    if not row.own:
        return
    usual = table.values.get("kind", IndicatorKind.COUNT.value)
    reached = [
        column
        for column in columns.values()
        if row.has(column.id) and of_columns[column.id].values.get("kind") in (usual, *_ADDED)
    ]
    if not reached and not entry.partial:
        what = f"{row.id}: no column takes what the row says of its figures"
        entry.mistake(WRONG_VALUE, next(iter(row.own)), what, "they are all of kinds of their own")
    for column in reached:
        yield column.id, evolve(column, asks=_asks(column.asks, of_columns[column.id], entry, lines))


def _asks(asks: Indicator, column: Table, row: Table, lines: LineReader) -> Indicator:
    """What a figure is: as its row says, else as its column does."""
    if column.faulty:
        return asks
    values = {key: value for key, value in column.values.items() if key not in _FORMULA}
    own = {key: row.values[key] for key in WORDS if key in row.values}
    before = values.get("kind")
    kind = own.get("kind", before)
    if kind != before and not (kind in _ADDED and before in _ADDED):
        values = {key: value for key, value in values.items() if key not in _OF_ANOTHER_KIND}
    if kind == IndicatorKind.COUNT:
        values.pop("decimals", None)
    for key, way in _WAYS.items():
        if values.get(key, way.value) != way.value:
            own.pop(key, None)
    values |= own
    figures_by_default(values)
    inner = Table(row.source, values, row.path, row.languages, partial=row.partial)
    found = lines.figure(asks.id, inner)
    row.faulty |= inner.faulty & set(WORDS)
    said = {key: getattr(found, key) for key in ("kind", "unit", "decimals", "sign", "none", "not_arisen")}
    means = {key: Way.MEAN for key in _WAYS if getattr(asks, key) is Way.MEAN and key not in own}
    return evolve(asks, **said, **{key: getattr(found, key) for key in _WAYS} | means)


def _without_formula(column: FigureColumn) -> FigureColumn:
    """A column as it is where its formula does not hold: its figures are reported, or made of other rows."""
    over_rows = OverRows.REPORTED if column.over_rows is OverRows.RECOMPUTE else column.over_rows
    asks = evolve(column.asks, formula=None, formula_text=None)
    return evolve(column, asks=asks, identities=(), over_rows=over_rows)


def check_units(
    rows: Mapping[str, ClosedRow],
    kinds: Mapping[str, RowKind],
    columns: Mapping[str, FigureColumn],
    written: Mapping[str, Table],
) -> None:
    """That rows are added to rows of the same unit alone."""
    if not kinds:
        return

    def unit(row: ClosedRow, column: str) -> tuple[IndicatorKind, str | None]:
        kind = kinds.get(row.like or "")
        asks = (columns if kind is None or column not in kind.columns else kind.columns)[column].asks
        return (IndicatorKind.COUNT if asks.kind in _ADDED else asks.kind), asks.unit

    for row in rows.values():
        for part in _added(row, rows):
            shared = (id for id in columns if row.has(id) and part.has(id))
            other = next((id for id in shared if unit(row, id) != unit(part, id)), None)
            if other is not None:
                of, own = (unit(each, other)[1] or unit(each, other)[0].value for each in (part, row))
                what = f"{row.id}: {part.id} is of another unit ({of}) than the sum that it is part of ({own})"
                key = "formula" if "formula" in written[row.id].values else None
                written[row.id].mistake(CLASH, key, what, "rows of one unit are added; else the formula is no sum")
                break


def _added(row: ClosedRow, rows: Mapping[str, ClosedRow]) -> Iterator[ClosedRow]:
    """The rows that a row is the sum of."""
    if row.adds_children:
        yield from (each for each in rows.values() if each.under == row.id and each.part_of is None)
    yield from (rows[name] for each in row.identities if each.is_sum for name in names_of(each.tree) if name in rows)
