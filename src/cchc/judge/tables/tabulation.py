"""A table of a report computed: rows by their formulas, parents and totals by the rows under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import Blank, ClosedRow, FigureColumn, FormTable, GivenFigure, OverRows
from cchc.formula import reference
from cchc.judge.computation import Computation, Provenance, computation_of_row
from cchc.judge.engine import no_facts
from cchc.judge.facts import Earlier
from cchc.judge.tables.beyond import Alone, Beyond
from cchc.judge.tables.engine import TableEngine, column_of, printed_id
from cchc.judge.tables.figures import datum, entry_of, figure_in, mean, plain_rows
from cchc.judge.tables.hierarchy import Hierarchy, Parts
from cchc.record import define, field
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Cause, Missing, Origin, Reason, Reported, Undefined, Value


class At(NamedTuple):
    """A figure by its row's key, its column and its table."""

    row: str
    column: str
    table: str


Figures = Callable[[FilledRow, str], Fraction | None]
"""The figure of a row and column."""


class FigureSource(Enum):
    """Where the figure of a row and column comes from."""

    ABSENT = auto()
    REPORTED = auto()
    GIVEN = auto()
    FORMULA = auto()
    ROWS = auto()


@define(eq=False, repr=False)
class Tabulation:
    """What an edition makes of one table of a report."""

    engine: TableEngine
    filled: FilledTable
    report: Report
    earlier: Mapping[str, Earlier] = field(factory=dict)
    """What the report before says, by the key of the row."""
    no_earlier: Earlier | None = None
    elsewhere: Beyond = field(factory=Alone)
    _added: dict[At, Fraction | None] = field(factory=dict)
    _sources: dict[tuple[str, str], FigureSource] = field(factory=dict)
    _begun: set[At] = field(factory=set)
    """Figures that are being computed: one that needs itself has none."""
    doubted: dict[str, Sequence[Any]] = field(factory=dict)
    """What was found to be said of rows in doubt, by their keys."""

    @cached_property
    def plain(self) -> Mapping[str, Sequence[int]]:
        """The figures of leaves with a number printed everywhere, in the engine's units, if these alone judge them."""
        if self.engine.plain is None or self.no_earlier is not None:
            return {}
        return dict(plain_rows(self.filled.rows, self.table.printed, self.engine.scale))

    @cached_property
    def clean(self) -> frozenset[str]:
        """The rows of `plain` that keep all that is asked of them."""
        if not self.plain:
            return frozenset()
        keys = list(self.plain)
        wrong = {keys[place] for place, _ in self.engine.judge_plain(self.plain.values())}
        return frozenset(self.plain).difference(wrong)

    def is_clear(self, at: At) -> bool:
        """Whether a figure is right, as far as its row tells, of which all is known to hold."""
        return at.row in self.clean and at.column in self.engine.in_sums

    @cached_property
    def computations(self) -> Mapping[str, Computation]:
        """What the row's engine makes of each row, made when it is first asked for."""
        return _Computations(self)

    @property
    def table(self) -> FormTable:
        return self.engine.table

    @cached_property
    def rows(self) -> Hierarchy:
        """Which rows stand under which, and what totals are made of."""
        return Hierarchy(self.table, self.filled)

    def engine_of(self, row: FilledRow) -> TableEngine:
        """The engine of a row, which may be asked otherwise than the others."""
        return self.engine if row.id is None else self.engine.of_row(row.id)

    def column(self, row: FilledRow, id: str) -> FigureColumn:
        """A column as it is asked in a row."""
        return self.columns(row)[id]

    def columns(self, row: FilledRow) -> Mapping[str, FigureColumn]:
        """The columns as they are asked in a row."""
        return self.engine_of(row).table.columns

    def written(self, row: FilledRow) -> Edition:
        """By which the figures of a row are written out: they are its lines."""
        return self.engine_of(row).rows.edition

    def column_at(self, at: At) -> FigureColumn:
        """What is asked at a place."""
        return self.column(self.filled.by_key[at.row], at.column)

    def definition(self, row: FilledRow) -> ClosedRow | None:
        """The row of the form that it is."""
        return self.rows.definition(row)

    def parts(self, row: FilledRow, column: FigureColumn) -> Parts:
        """What the figure of a total or parent is made of."""
        return self.rows.parts(row, column)

    def at(self, row: FilledRow, column: str) -> At:
        """The place of a figure."""
        return At(row.key, column, self.table.id)

    def of(self, at: At) -> Tabulation:
        """The table that a figure stands in."""
        return self if at.table == self.table.id else self.elsewhere.tabulation(at.table)

    # --- one figure -----------------------------------------------------------------------------

    def source(self, row: FilledRow, column: FigureColumn) -> FigureSource:
        """Where the figure of a row and column comes from; found once, for it is asked again and again."""
        asked = row.key, column.id
        return self._sources.get(asked) or self._sources.setdefault(asked, self._source(row, column))

    def _source(self, row: FilledRow, column: FigureColumn) -> FigureSource:
        if not self.rows.has(row, column):
            return FigureSource.ABSENT
        column = self.column(row, column.id)
        if self.rows.adds(row):
            return _OF_TOTALS[column.over_rows]
        definition = self.definition(row)
        if column.given and (column.default is not None or definition is not None):
            return FigureSource.GIVEN
        is_made = column.identities and self._has_parts(row, definition, column)
        return FigureSource.FORMULA if is_made else FigureSource.REPORTED

    def _has_parts(self, row: FilledRow, definition: ClosedRow | None, column: FigureColumn) -> bool:
        """Whether the form has what a computed figure is made of; else it carries what is reported."""
        if definition is None:
            return True
        parts = self.engine_of(row).inputs[column.id]
        return all(definition.has(part) for part in parts if self.table.columns[part].printed)

    def stated(self, row: FilledRow, column: str) -> Entry | None:
        """What the form says there, if it says anything."""
        entry = row.entries.get(column)
        if entry is not None and self.table.blank is Blank.ZERO and entry.value == _BLANK:
            return evolve(entry, value=Reported(0))
        return entry

    def printed(self, row: FilledRow, column: str) -> Fraction | None:
        """The figure that the form prints, or 0 where a word stands that is worth that."""
        entry = self.stated(row, column)
        return None if entry is None else figure_in(entry.value, self.column(row, column))

    def figure(self, row: FilledRow, column: str) -> Fraction | None:
        """What formulas over rows see: what is printed, else what is computed; of a rate what is computed."""
        asks = self.column(row, column)
        source = self.source(row, asks)
        if source is FigureSource.ABSENT:
            return None
        printed = self.printed(row, column)
        if source is FigureSource.GIVEN:
            return self._given(row, asks)
        if printed is not None and not (asks.is_rate and source is FigureSource.FORMULA):
            return printed
        return self.computed(row, column)

    def figure_at(self, at: At) -> Fraction | None:
        """What formulas see at a place."""
        return self.figure(self.filled.by_key[at.row], at.column)

    def is_computed(self, at: At) -> bool:
        """Whether a figure has a formula over its row."""
        return self.source(self.filled.by_key[at.row], self.column_at(at)) is FigureSource.FORMULA

    def computed(self, row: FilledRow, column: str) -> Fraction | None:
        """The exact computed figure, of one that is computed."""
        match self.source(row, self.column(row, column)):
            case FigureSource.ROWS:
                return self.added(self.at(row, column))
            case FigureSource.FORMULA:
                return self._by_formula(row, column)
            case FigureSource.GIVEN:
                return self._given(row, self.column(row, column))
            case FigureSource.REPORTED | FigureSource.ABSENT:
                return None

    def _by_formula(self, row: FilledRow, column: str) -> Fraction | None:
        """By its row's engine; where formulas look elsewhere cell by cell, for there they may look at their own row."""
        if not self.table.elsewhere:
            return self.computations[row.key].exact(column)
        at = self.at(row, column)
        if at in self._begun:
            return None
        self._begun.add(at)

        def figure(name: str) -> Fraction | None:
            return self.figure(row, name) if name in self.table.columns else self.elsewhere.figure(name)

        value = reference.evaluate(self.column(row, column).identities[0].tree, figure, no_facts)
        self._begun.discard(at)
        return value if isinstance(value, Fraction) else None

    def _given(self, row: FilledRow, column: FigureColumn) -> Fraction | None:
        definition = self.definition(row)
        given = column.default if definition is None else definition.given.get(column.id, column.default)
        return None if given is None else self.known(given)

    def known(self, given: GivenFigure) -> Fraction | None:
        """A figure of the catalogue in the report's period."""
        return None if given.number is None else Fraction(given.number)

    # --- computing ------------------------------------------------------------------------------

    def added(self, at: At) -> Fraction | None:
        """The figure that the rows under a row make, or others that its formula names; made when it is first asked."""
        if at not in self._added:
            if at in self._begun:
                return None
            self._begun.add(at)
            row, column = self.filled.by_key[at.row], self.column_at(at)
            known = self._sums[at.row].get(at.column) if column.over_rows is OverRows.SUM else None
            self._added[at] = self._of_rows(row, column) if known is None else Fraction(known, self.engine.scale)
        return self._added[at]

    def add_up(self) -> None:
        """Make all sums, each after those that it is made of: so none waits for a long chain of others."""
        for row in self.rows.in_order:
            for column in self.table.columns.values():
                if self.source(row, column) is FigureSource.ROWS:
                    self.added(self.at(row, column.id))

    @cached_property
    def _sums(self) -> Mapping[str, Mapping[str, int]]:
        return {row.key: self._plain_sums(row) for row in self.filled.rows if self.rows.adds(row)}

    def _plain_sums(self, row: FilledRow) -> Mapping[str, int]:
        """The sums of the rows under a row, where all of them are plain: in one go for all columns."""
        parts = () if self.filled.is_open else self.rows.under(row)
        if not parts or self.definition(row) is not None or any(part.key not in self.plain for part in parts):
            return {}
        sums = map(sum, zip(*(self.plain[part.key] for part in parts), strict=True))
        return dict(zip([column.id for column in self.table.printed], sums, strict=True))

    def compute(self, row: FilledRow) -> Computation:
        """What the row's engine makes of a row."""
        engine = self.engine_of(row)
        columns = engine.table.columns.values()
        entries = {id: entry for column in columns for id, entry in self._entries(row, column)}
        report = evolve(self.report, entries=entries, tables={}, rows=(), findings=(), settings=None)
        earlier = self.earlier.get(row.key, self.no_earlier)
        known = {id: found for id in self.table.elsewhere if (found := self.elsewhere.figure(id)) is not None}
        return computation_of_row(engine.rows, report, earlier, known)

    def _of_rows(self, row: FilledRow, column: FigureColumn) -> Fraction | None:
        return self.made(self.parts(row, column), column.id, self.figure)

    def made(self, parts: Parts, column: str, seen: Figures) -> Fraction | None:
        """What parts come to in a column, if their figures are these: by their formula, as their mean, as their sum."""
        if not parts.is_whole:
            return None
        if parts.weight is not None:
            return mean([seen(row, column) for row in parts.rows], [seen(row, parts.weight) for row in parts.rows])
        if parts.tree is not None:
            by_id = {row.id: row for row in parts.rows}

            def named(id: str) -> Fraction | None:
                if id in by_id:
                    return seen(by_id[id], column)
                return Fraction(0) if id in parts.lacking else self.elsewhere.figure(id)

            value = reference.evaluate(parts.tree, named, no_facts)
            return value if isinstance(value, Fraction) else None
        known = [found for row in parts.rows if (found := seen(row, column)) is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(parts.rows) else None

    def _entries(self, row: FilledRow, column: FigureColumn) -> Iterator[tuple[str, Entry]]:
        """How the row's engine sees a figure: as it is stated, as it is printed, or as the catalogue gives it."""
        id, source, entry = column.id, self.source(row, column), self.stated(row, column.id)
        if source is FigureSource.ABSENT:
            return
        if id in self.engine_of(row).twice and entry is not None:
            yield printed_id(id), entry
        if source is FigureSource.GIVEN:
            yield from entry_of(id, self._given(row, column), entry)
        elif entry is not None and (source is not FigureSource.ROWS or isinstance(entry.value, Reported)):
            yield id, entry
        elif source is FigureSource.ROWS:
            yield from entry_of(printed_id(id) if column.identities else id, self.added(self.at(row, id)), entry)

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, Fraction]]:
        """What formulas see of every figure that there is, by row and column."""
        columns = tuple(self.table.columns)
        return {
            row.key: {id: figure for id in columns if (figure := self.figure(row, id)) is not None}
            for row in self.filled.rows
        }

    # --- what goes out ---------------------------------------------------------------------------

    def value(self, row: FilledRow, column: FigureColumn) -> Value | None:
        """The value of a figure: of a computed one always the computed value; None where the form has none."""
        source, entry = self.source(row, column), self.stated(row, column.id)
        match source:
            case FigureSource.ABSENT:
                return None
            case FigureSource.REPORTED:
                return _BLANK if entry is None else entry.value
            case FigureSource.FORMULA:
                return self._addressed(row, self.computations[row.key].values[column.id])
            case FigureSource.ROWS | FigureSource.GIVEN:
                exact = self.computed(row, column.id)
                if exact is not None:
                    return Reported(datum(self.column(row, column.id), exact))
                if source is FigureSource.GIVEN:
                    return _BLANK if column.printed else None
                return self._lacking(row, column)

    def provenance(self, row: FilledRow, column: FigureColumn) -> Provenance:
        """How a figure came to be, from which cell, and what is printed where a computed one stands."""
        entry = row.entries.get(column.id)
        cell = None if entry is None else entry.cell
        is_made = self.source(row, column) in (FigureSource.FORMULA, FigureSource.ROWS)
        printed = cell.text if is_made and cell is not None and cell.text.strip() else None
        origin = Origin.DERIVED if is_made else Origin.REPORTED if entry is None else entry.origin
        return Provenance(origin if isinstance(self.value(row, column), Reported) else None, cell, printed, None)

    def _addressed(self, row: FilledRow, value: Value) -> Value:
        """A value of a row by itself, which names what it lacks by its address among all."""
        match value:
            case Undefined(cause, str() as name) if (column := column_of(name)) in self.table.columns:
                return Undefined(cause, self.address(self.at(row, column)))
            case _:
                return value

    def _lacking(self, row: FilledRow, column: FigureColumn) -> Undefined:
        for each in self.parts(row, column).rows:
            if self.figure(each, column.id) is None:
                return Undefined(Cause.MISSING_INPUT, self.address(self.at(each, column.id)))
        return Undefined(Cause.MISSING_INPUT)

    def address(self, at: At) -> str:
        """A figure as texts, formulas and JSON name it: "b06[Đất đai].tiep_nhan"."""
        return f"{self.address_of_row(self.filled.by_key[at.row])}.{at.column}"

    def address_of_row(self, row: FilledRow) -> str:
        """A row as texts and JSON name it: "b06[Đất đai]", "b06[total]"."""
        return f"{self.table.id}[{self.filled.name(row)}]"

    def bound(self, row: FilledRow, bindings: Mapping[str, str]) -> Mapping[str, str]:
        """What a rule is asked of in a row: the row, or those of its figures that the rule is bound to."""
        if not bindings:
            return {"row": self.address_of_row(row)}
        columns = {name: column_of(id) for name, id in bindings.items()}
        return {name: self.address(self.at(row, column)) for name, column in columns.items()}


class _Computations(dict[str, Computation]):
    """Computations by the key of the row, each made when it is first asked for."""

    def __init__(self, tabulation: Tabulation) -> None:
        super().__init__()
        self._tabulation = tabulation

    def __missing__(self, key: str) -> Computation:
        self[key] = found = self._tabulation.compute(self._tabulation.filled.by_key[key])
        return found


_BLANK = Missing(Reason.BLANK)
_OF_TOTALS: Mapping[OverRows, FigureSource] = {
    OverRows.SUM: FigureSource.ROWS,
    OverRows.MEAN: FigureSource.ROWS,
    OverRows.RECOMPUTE: FigureSource.FORMULA,
    OverRows.REPORTED: FigureSource.REPORTED,
    OverRows.NONE: FigureSource.REPORTED,
}
