"""[table.X]: a form's tables, checked as lines are; every mistake told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field

from cchc.edition import Edition, Indicator, Parameter
from cchc.edition.table import (
    Blank,
    ClosedRow,
    FigureColumn,
    FormTable,
    GivenFigure,
    OpenRows,
    StubColumn,
    TableRule,
)
from cchc.errors import FormulaError, did_you_mean
from cchc.formula import typecheck
from cchc.formula.address import cell_of, counted
from cchc.formula.syntax import parse
from cchc.formula.tree import mentions_of, names_of
from cchc.load import closed_rows, sections
from cchc.load import table as toml
from cchc.load.addresses import addresses_in, figures_of, mistakes
from cchc.load.codes import CLASH, CYCLE, MISSING_FIELD, UNKNOWN_NAME
from cchc.load.columns import INHERITED, read_columns, read_stub
from cchc.load.contents import Contents
from cchc.load.dimensions import Dimensions
from cchc.load.formulas import NOTHING
from cchc.load.indicators import LineReader
from cchc.load.standard import Weight, standard_rules
from cchc.load.table_rules import TableRuleReader
from cchc.load.vocabulary import identified


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
        entries: dict[str, toml.Table] = {}
        for id, entry in identified(self.contents.of("table")):
            found.setdefault(id, self._table(id, entry))
            entries.setdefault(id, entry)
        found = sections.in_order(found, entries)
        rules = TableRuleReader(self.contents, self.lines.formulas, self.prefix).read(found)
        for id, table in found.items():
            found[id] = self._whole(evolve(table, rules=rules[id]), found, entries[id])
        for id, columns in _circle(found).items():
            entries[id].mistake(CYCLE, None, f"the formulas of {', '.join(columns)} are made of each other")
        return found

    def _whole(self, table: FormTable, tables: Mapping[str, FormTable], entry: toml.Table) -> FormTable:
        """A table with what it speaks of elsewhere, once all are known; its formulas checked."""
        names = addresses_in(table.trees)
        elsewhere = figures_of(names, tables, self.contents.languages)
        _check(table, entry, {**self.parameters, **elsewhere})
        rules = dict(self.contents.of("rules"))
        for each in table.rules.values():
            _check_rule(table, each, rules[each.id], {**self.parameters, **elsewhere})
        for error in (error for name in names for error in mistakes(name, tables)):
            entry.mistake(error.code, None, str(error))
        return evolve(table, elsewhere=elsewhere)

    def _table(self, id: str, entry: toml.Table) -> FormTable:
        columns = read_columns(entry, self.lines, self.dimensions)
        rows = closed_rows.read_rows(entry, columns, self.lines.formulas)
        after = entry.optional_text("after")
        stub, written = read_stub(entry), closed_rows.read_open(entry)
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
            after=after,
        )
        entry.asked.update(INHERITED)
        if not (table.rows or table.open) and not entry.partial:
            entry.mistake(MISSING_FIELD, None, "'rows' is missing", "or 'open', where the office writes the rows")
        return table


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


def _check(table: FormTable, entry: toml.Table, known: Known) -> None:
    """Names, kinds and units of all formulas."""
    columns: dict[str, Indicator | Parameter] = {id: column.asks for id, column in table.columns.items()}
    for column in table.columns.values():
        _check_column(table, entry, column, {**known, **columns})
        given = (row.given[column.id] for row in table.rows.values() if column.id in row.given)
        for figure in dict.fromkeys((*given, *((column.default,) if column.default is not None else ()))):
            _check_given(entry, column, figure, known)
    for row in table.rows.values():
        for name in (name for identity in row.identities for name in names_of(identity.tree)):
            if name not in table.rows and name not in known:
                hint = did_you_mean(name, table.rows)
                entry.mistake(UNKNOWN_NAME, None, f"{row.id}: there is no row {name[:40]!r}", hint)


def _check_column(
    table: FormTable, entry: toml.Table, column: FigureColumn, lines: Mapping[str, Indicator | Parameter]
) -> None:
    for error in _mistakes(column, lines):
        entry.mistake(error.code, None, f"{column.id}: {error}")
    for name in (column.asks.part_of, column.weight):
        if name is not None and name not in table.columns:
            hint = did_you_mean(name, table.columns)
            entry.mistake(UNKNOWN_NAME, None, f"{column.id}: there is no column {name[:40]!r}", hint)


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


def _check_given(entry: toml.Table, column: FigureColumn, figure: GivenFigure, known: Known) -> None:
    """A figure of the catalogue that is a parameter: there is one, a number, of the column's unit."""
    if figure.parameter is None:
        return
    found = known.get(figure.parameter)
    if not isinstance(found, Parameter):
        what = f"{column.id}: there is no parameter {figure.parameter[:40]!r}"
        entry.mistake(UNKNOWN_NAME, None, what, did_you_mean(figure.parameter, known))
    elif typecheck.figure_type(found) != typecheck.figure_type(column.asks):
        what = f"{column.id}: the parameter {found.id!r} is {typecheck.figure_type(found)}"
        entry.mistake(CLASH, None, what, f"the column is {typecheck.figure_type(column.asks)}")


def _mistakes(column: FigureColumn, lines: Known) -> Iterator[FormulaError]:
    for identity in column.identities:
        yield from typecheck.problems(
            identity.tree, lines, text=identity.text, expected=typecheck.figure_type(column.asks)
        )


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
    calendar = evolve(edition.calendar, periods=())
    of_row = evolve(edition, indicators=columns, auxiliaries={}, rules={}, tables={}, calendar=calendar)
    rules = {id: TableRule(rule) for id, rule in standard_rules(of_row, weights).items()}
    return evolve(table, rules={**table.rules, **rules})
