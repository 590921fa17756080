"""[table.X]: a form's tables, checked as lines are; every mistake told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from cchc.edition import Edition, Indicator, Parameter
from cchc.edition.table import (
    Blank,
    ClosedRow,
    FigureColumn,
    FormTable,
    GivenFigure,
    OpenRows,
    Parents,
    RowKind,
    StubColumn,
    TableRule,
)
from cchc.errors import did_you_mean
from cchc.formula import typecheck
from cchc.formula.address import cell_of, counted
from cchc.formula.syntax import parse
from cchc.formula.tree import mentions_of, names_of
from cchc.load import closed_rows, row_kinds, sections
from cchc.load import table as toml
from cchc.load.addresses import addresses_in, figures_of, mistakes
from cchc.load.base import amendment
from cchc.load.codes import CLASH, CYCLE, MISSING_FIELD, UNKNOWN_NAME
from cchc.load.columns import INHERITED, read_columns, read_stub, with_totals
from cchc.load.contents import Contents
from cchc.load.dimensions import Dimensions
from cchc.load.formulas import NOTHING
from cchc.load.indicators import LineReader
from cchc.load.settled import settled_tables
from cchc.load.standard import Weight, standard_rules
from cchc.load.table_rules import TableRuleReader
from cchc.load.vocabulary import identified
from cchc.record import define, field, frozen


@frozen
class WhereWritten:
    """Where a table, its columns and its rows are written: mistakes in formulas are told there."""

    table: toml.Table
    columns: dict[str, toml.Table] = field(factory=dict)
    rows: dict[str, toml.Table] = field(factory=dict)

    def formula(self, column: FigureColumn, place: int) -> tuple[toml.Table, str]:
        """The key at which one of a column's formulas stands: those that the form prints come first."""
        entry = self.columns.get(column.id, self.table)
        listed = entry.values.get("formula")
        own = len(listed) if isinstance(listed, list) else int("formula" in entry.values)
        return entry, "number" if place < len(column.identities) - own else "formula"

    def speaking_of(self, table: FormTable, name: str) -> tuple[toml.Table, str | None]:
        """The key of the first formula of a column or row that names something."""
        for column in table.columns.values():
            for place, identity in enumerate(column.identities):
                if name in mentions_of(identity.tree):
                    return self.formula(column, place)
        named = (row.id for row in table.rows.values() for each in row.identities if name in mentions_of(each.tree))
        row = next(named, None)
        return (self.table, None) if row is None else (self.rows.get(row, self.table), "formula")


@define(eq=False, repr=False)
class TableReader:
    """Reads the tables of an edition; `lines` knows what figures are."""

    contents: Contents
    lines: LineReader
    prefix: str
    parameters: Mapping[str, Parameter]
    dimensions: Dimensions = field(init=False)

    def read(self) -> dict[str, FormTable]:
        """All tables, in the order of the files."""
        found: dict[str, FormTable] = {}
        self.dimensions = Dimensions.of(self.contents)
        written: dict[str, WhereWritten] = {}
        for id, entry in identified(self.contents.of("table")):
            of = WhereWritten(entry)
            found.setdefault(id, self._table(id, of))
            written.setdefault(id, of)
        found = sections.in_order(found, {id: of.table for id, of in written.items()})
        unsaid = {id: {name: entry.unsaid for name, entry in of.columns.items()} for id, of in written.items()}
        found = settled_tables(found, unsaid, self.parameters)
        rules = TableRuleReader(self.contents, self.lines.formulas, self.prefix, self.parameters).read(found)
        for id, table in found.items():
            found[id] = self._whole(evolve(table, rules=rules[id]), found, written[id])
        for id, columns in _circle(found).items():
            entry, key = written[id].formula(found[id].columns[columns[0]], 0)
            entry.mistake(CYCLE, key, f"the formulas of {', '.join(columns)} are made of each other")
        return found

    def _whole(self, table: FormTable, tables: Mapping[str, FormTable], written: WhereWritten) -> FormTable:
        """A table with what it speaks of elsewhere, once all are known; its formulas checked."""
        names = addresses_in(table.trees)
        elsewhere = figures_of(names, tables, self.parameters, self.contents.languages)
        _check(table, written, {**self.parameters, **elsewhere})
        rules = dict(self.contents.of("rules"))
        for each in table.rules.values():
            _check_rule(table, each, rules[each.id], {**self.parameters, **elsewhere})
        for name in names:
            for error in mistakes(name, tables, self.parameters):
                entry, key = written.speaking_of(table, name)
                entry.mistake(error.code, key, str(error))
        return evolve(table, elsewhere=elsewhere)

    def _table(self, id: str, of: WhereWritten) -> FormTable:
        entry = of.table
        every = read_columns(entry, self.lines, self.dimensions, of.columns)
        columns = {id: column for id, column in every.items() if not column.asks.is_ended}
        rows = closed_rows.read_rows(entry, columns, self.lines.formulas, of.rows)
        after = entry.optional_text("after")
        stub, written = read_stub(entry), closed_rows.read_open(entry, rows)
        columns = with_totals(columns, of.columns, has_totals=_has_totals(rows, written))
        rows, kinds = row_kinds.with_kinds(rows, columns, entry, self.lines, (of.columns, of.rows))
        row_kinds.check_units(rows, kinds, columns, of.rows)
        table = FormTable(
            id=id,
            label=entry.optional_translated("label") or {},  # type: ignore[arg-type]
            stub=stub,
            columns=columns,
            rows=rows,
            open=written,
            synonyms=_synonyms(entry, _printed(columns, rows, stub, written)),
            blank=entry.choice("blank", Blank, Blank.MISSING, required=False),
            file=entry.source.name,
            line=entry.line,
            kinds=kinds,
            ended={id: column for id, column in every.items() if column.asks.is_ended},
            after=after,
            amendment=amendment(entry),
        )
        entry.asked.update(INHERITED)
        if not (table.rows or table.open) and not entry.partial:
            entry.mistake(MISSING_FIELD, None, "'rows' is missing", "or 'open', where the office writes the rows")
        return table


def _has_totals(rows: Mapping[str, ClosedRow], written: OpenRows | None) -> bool:
    """Whether rows are made of others: printed ones that add up, a total, or parents that the office writes."""
    if any(row.adds for row in rows.values()):
        return True
    is_nested = written is not None and len(written.levels) > 1 and written.parents is not Parents.HEADING
    return written is not None and (bool(written.total) or is_nested)


def _printed(
    columns: Mapping[str, FigureColumn],
    rows: Mapping[str, ClosedRow],
    stub: Sequence[StubColumn],
    written: OpenRows | None,
) -> set[str]:
    """Whatever the form prints: headings, labels, and what the total is called."""
    paths = (*(column.heading for column in columns.values()), *(column.heading for column in stub))
    headings = {part for path in paths for part in path}
    labels = {label for row in rows.values() for label in row.label.values()}
    return headings | labels | ({written.total} if written is not None and written.total else set())


def _synonyms(entry: toml.Table, printed: set[str]) -> dict[str, tuple[str, ...]]:
    """Other spellings of what the form prints; of anything else nobody would ask."""
    inner = entry.table("synonyms")
    for text in inner.named():
        if text not in printed:
            inner.note(text, f"the form prints no {text[:60]!r}", did_you_mean(text, printed))
    return {heading: inner.texts(heading) for heading in inner.named(list)}


Known = Mapping[str, Indicator | Parameter]
"""What formulas may name beside columns or rows: parameters, and figures by their addresses."""


def _check(table: FormTable, written: WhereWritten, known: Known) -> None:
    """Names, kinds and units of all formulas."""
    columns: dict[str, Indicator | Parameter] = {id: column.asks for id, column in table.columns.items()}
    for column in table.columns.values():
        _check_column(table, written, column, {**known, **columns})
        _check_in_rows(table, written, column, {**known, **columns})
        _check_all_given(table, written, column, known)
    for row in table.rows.values():
        for name in (name for identity in row.identities for name in names_of(identity.tree)):
            if name not in table.rows and name not in known:
                hint = did_you_mean(name, table.rows)
                entry = written.rows.get(row.id, written.table)
                entry.mistake(UNKNOWN_NAME, "formula", f"{row.id}: there is no row {name[:40]!r}", hint)


def _check_column(
    table: FormTable, written: WhereWritten, column: FigureColumn, lines: Mapping[str, Indicator | Parameter]
) -> None:
    for place, identity in enumerate(column.identities):
        entry, key = written.formula(column, place)
        for error in typecheck.problems(
            identity.tree, lines, text=identity.text, expected=typecheck.figure_type(column.asks)
        ):
            entry.mistake(error.code, key, f"{column.id}: {error}")
    entry = written.columns.get(column.id, written.table)
    for key, name in (("part_of", column.asks.part_of), ("over_rows", column.weight)):
        if name is not None and name not in table.columns:
            hint = did_you_mean(name, table.columns)
            entry.mistake(UNKNOWN_NAME, key, f"{column.id}: there is no column {name[:40]!r}", hint)


def _check_in_rows(
    table: FormTable, written: WhereWritten, column: FigureColumn, lines: Mapping[str, Indicator | Parameter]
) -> None:
    """That a column's formulas hold of rows of another kind or unit, too: else they are left out of it."""
    for id, kind in table.kinds.items():
        here = kind.columns.get(column.id, column)
        asked, row = {**lines, **{name: each.asks for name, each in kind.columns.items()}}, table.rows[id]
        for identity in here.identities if row.has(column.id) else ():
            if not all(row.has(name) for name in names_of(identity.tree) if name in table.columns):
                continue
            for error in typecheck.problems(
                identity.tree, asked, text=identity.text, expected=typecheck.figure_type(here.asks)
            ):
                entry = written.rows.get(id, written.table)
                entry.mistake(error.code, None, f"{column.id}: {error}", f"or except = [{id!r}] of that column")
                break


def _check_all_given(table: FormTable, written: WhereWritten, column: FigureColumn, known: Known) -> None:
    """The figures of the catalogue in a column, each told where it first stands."""
    places = {
        row.given[column.id]: (written.rows.get(row.id, written.table), column.id)
        for row in reversed([*table.rows.values()])
        if column.id in row.given
    }
    if column.default is not None:
        places[column.default] = (written.columns.get(column.id, written.table), "default")
    for figure, (entry, key) in places.items():
        _check_given(entry, key, column, figure, known)


def _check_rule(table: FormTable, each: TableRule, entry: toml.Table, known: Known) -> None:
    """Names and units of a check: over rows names are columns, over columns rows."""
    rule = each.rule
    for tree in (instance.check for instance in rule.instances if instance.check is not NOTHING):
        if not each.columns:
            lines: dict[str, typecheck.TypedLine] = {**known, **{id: one.asks for id, one in table.columns.items()}}
            for error in typecheck.problems(tree, lines, text=rule.check, expected=typecheck.BOOLEAN):
                entry.mistake(error.code, "check", str(error))
            continue
        for name in names_of(tree):
            if name not in table.rows and name not in known:
                hint = did_you_mean(name, table.rows)
                entry.mistake(UNKNOWN_NAME, "check", f"there is no row {name[:40]!r}", hint)


def _check_given(entry: toml.Table, key: str, column: FigureColumn, figure: GivenFigure, known: Known) -> None:
    """A figure of the catalogue that is a parameter: there is one, a number, of the column's unit."""
    if figure.parameter is None:
        return
    found = known.get(figure.parameter)
    if not isinstance(found, Parameter):
        what = f"{column.id}: there is no parameter {figure.parameter[:40]!r}"
        entry.mistake(UNKNOWN_NAME, key, what, did_you_mean(figure.parameter, known))
    elif typecheck.figure_type(found) != typecheck.figure_type(column.asks):
        what = f"{column.id}: the parameter {found.id!r} is {typecheck.figure_type(found)}"
        entry.mistake(CLASH, key, what, f"the column is {typecheck.figure_type(column.asks)}")


def _circle(tables: Mapping[str, FormTable]) -> dict[str, list[str]]:
    """Columns that are computed from each other, by their tables; none where all is well."""
    waiting = {
        f"{table.id}.{id}": {column for name in names_of(column.identities[0].tree) for column in _meant(table, name)}
        for table in tables.values()
        for id, column in table.columns.items()
        if column.identities
    }
    while True:
        ready = [id for id, names in waiting.items() if not names & waiting.keys()]
        if not ready:
            break
        for id in ready:
            del waiting[id]
    found: dict[str, list[str]] = {}
    for table, _, column in (id.partition(".") for id in waiting):
        found.setdefault(table, []).append(column)
    return found


def _meant(table: FormTable, name: str) -> Iterator[str]:
    """The columns that a name in a column's formula means: of its own row, or at an address."""
    cell, condition = cell_of(name), counted(name)
    if cell is not None:
        yield f"{cell.table}.{cell.column}"
    elif condition is not None:
        cells = (cell_of(id) for id in mentions_of(parse(condition, has_tables=True)))
        yield from (f"{each.table}.{each.column}" for each in cells if each is not None)
    else:
        yield f"{table.id}.{name}"


_OF_IDENTITIES = ("S003", "S004", "S009")
"""Standard rules that the identities of a table say of every row already."""


def with_standard_rules(edition: Edition, weights: Mapping[str, Weight]) -> dict[str, FormTable]:
    """The tables of an edition, each with the standard rules over its rows."""
    own = {**weights, **dict.fromkeys(_OF_IDENTITIES, Weight.OFF)}
    return {id: _with_standard(edition, table, own) for id, table in edition.tables.items()}


def _with_standard(edition: Edition, table: FormTable, weights: Mapping[str, Weight]) -> FormTable:
    columns = {id: column.asks for id, column in table.columns.items() if column.printed}
    kinds = {
        id: evolve(kind, rules=_standard(edition, {**columns, **_printed_in(kind)}, weights))
        for id, kind in table.kinds.items()
    }
    return evolve(table, rules={**table.rules, **_standard(edition, columns, weights)}, kinds=kinds)


def _printed_in(kind: RowKind) -> dict[str, Indicator]:
    return {id: column.asks for id, column in kind.columns.items() if column.printed}


def _standard(
    edition: Edition, columns: Mapping[str, Indicator], weights: Mapping[str, Weight]
) -> dict[str, TableRule]:
    """The standard rules over the columns of a row."""
    calendar = evolve(edition.calendar, periods=())
    of_row = evolve(edition, indicators=columns, auxiliaries={}, rules={}, tables={}, calendar=calendar)
    return {id: TableRule(rule) for id, rule in standard_rules(of_row, weights).items()}
