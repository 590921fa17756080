"""Everything that must agree in a table: rows with their formulas, totals with their rows, parts with their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import define

from cchc.edition.table import FigureColumn, OverRows, RowRole
from cchc.formula import reference
from cchc.formula.tree import Tree
from cchc.judge.engine import no_facts
from cchc.judge.outcome import Result
from cchc.judge.tables.engine import RowCheck, column_of
from cchc.judge.tables.hierarchy import Parts
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledRow


class Link(StrEnum):
    """How the figures hang together that must agree."""

    FORMULA = "formula"
    ROWS = "rows"
    MEAN = "mean"
    RATE = "rate"
    GIVEN = "given"
    PART = "part"


@define(eq=False, repr=False)
class Equality:
    """A figure that must agree with others: `target` with what `tree` makes of them, over the columns of its row or,
    in one column, over rows. A `PART` may be less."""

    name: str
    link: Link
    target: At
    exactly: bool | None
    """Whether it holds to the last digit; None where that cannot be told."""
    tabulation: Tabulation
    tree: Tree | None = None
    text: str = ""
    parts: tuple[At, ...] = ()
    rows: Parts | None = None
    """The rows that it adds up, of one over rows."""

    @cached_property
    def holds(self) -> bool | None:
        """Whether it holds as far as what is printed can tell: decimals stand for an interval, not for a point."""
        if self.exactly is not False or self.link is Link.PART:
            return self.exactly
        slack = self._slack
        stated, computed = self._stated, self._computed(None, Fraction(0)) if slack else None
        return stated is not None and computed is not None and abs(stated - computed) <= slack

    @property
    def _stated(self) -> Fraction | None:
        """What stands at the target, or else what formulas see there."""
        return _stated(self.tabulation, self.target)

    @property
    def _slack(self) -> Fraction:
        """By how much the target may differ from what the others make."""
        if self.link is Link.MEAN:  # it is rounded, and so are those that it is made of
            return 2 * half_place(self.tabulation, self.target)
        seen = (at for at in self.of if not (self._is_rate(at) and self.tabulation.is_computed(at)))
        places = {at: places for at in seen if (places := _places(self.tabulation, at)) is not None}
        own = _places(self.tabulation, self.target)
        if own is None:
            return Fraction(0)
        is_rate = self._is_rate(self.target)
        slack = half_place(self.tabulation, self.target) if is_rate or own < max(places.values(), default=0) else 0
        # A part that is no rate is what it says, however few its decimals: who writes 10 for 10,0 writes no less.
        for at in places:
            if self._is_rate(at):
                slack += half_place(self.tabulation, at) * abs(self._weight(at))
        return Fraction(slack)

    def _is_rate(self, at: At) -> bool:
        return self.tabulation.table.columns[at.column].is_rate

    def _weight(self, at: At) -> Fraction:
        """How many times a part counts; 0 for one that does not count in proportion."""
        if self.rows is not None and self.rows.tree is None:
            return Fraction(1)
        own, computed = self.tabulation.figure_at(at), self._computed(None, Fraction(0))
        slope = None if own is None or computed is None else self._slope(at, own, computed)
        return slope or Fraction(0)

    @cached_property
    def of(self) -> tuple[At, ...]:
        """The figures that the target must agree with; of a sum of rows, sought only when they are asked for."""
        if self.rows is None:
            return self.parts
        weights = () if self.rows.weight is None else tuple(At(row.key, self.rows.weight) for row in self.rows.rows)
        return (*(At(row.key, self.target.column) for row in self.rows.rows), *weights)

    @cached_property
    def cells(self) -> frozenset[At]:
        """The printed figures that it is about: of one that is not printed those that it is computed from."""
        return frozenset({self.target, *(cell for at in self.of for cell in _printed(self.tabulation, at))})

    @property
    def clears(self) -> frozenset[At]:
        """The cells that are right, as far as this tells, where it holds: a rate says nothing of its parts, for many
        parts give one rate, nor does a part of its whole."""
        match self.link:
            case Link.PART:
                return frozenset()
            case Link.RATE | Link.MEAN:
                return frozenset({self.target})
            case Link.FORMULA | Link.ROWS | Link.GIVEN:
                return self.cells

    def expected(self, at: At) -> Fraction | None:
        """What a figure would have to be for this to hold, all others being right; None where that cannot be told."""
        stated, computed = self._stated, self._computed(None, Fraction(0))
        if stated is None or computed is None or self.link is Link.PART:
            return None
        if at == self.target:
            return computed
        if self.link in (Link.RATE, Link.MEAN):
            return None
        own = self.tabulation.figure_at(at)
        slope = None if own is None else self._slope(at, own, computed)
        return None if slope is None or own is None else own + (stated - computed) / slope

    def _slope(self, at: At, own: Fraction, computed: Fraction) -> Fraction | None:
        """By how much the sum changes with one of its parts; None unless it is the same everywhere."""
        steps = [self._computed(at, own + step) for step in (1, 2)]
        if None in steps:
            return None
        first, second = (each - computed for each in steps if each is not None)
        return first if first and second == 2 * first else None

    def _computed(self, changed: At | None, figure: Fraction) -> Fraction | None:
        """What the others make, one of them changed."""

        def at(place: At) -> Fraction | None:
            return figure if place == changed else self.tabulation.figure_at(place)

        if self.link is Link.MEAN:
            return self.tabulation.added(self.target)
        if self.rows is not None:
            return self.tabulation.made(self.rows, lambda row: at(At(row.key, self.target.column)))
        if self.tree is None:
            return self.tabulation.computed(self.tabulation.filled.by_key[self.target.row], self.target.column)
        value = reference.evaluate(self.tree, lambda name: at(At(self.target.row, column_of(name))), no_facts)
        return value if isinstance(value, Fraction) else None


def _stated(tabulation: Tabulation, at: At) -> Fraction | None:
    """What stands there, or else what formulas see."""
    printed = tabulation.printed(tabulation.filled.by_key[at.row], at.column)
    return tabulation.figure_at(at) if printed is None else printed


def _places(tabulation: Tabulation, at: At) -> int | None:
    """The decimals that a figure is printed with; None of a count, which is exact, and of one that is computed."""
    row, column = tabulation.filled.by_key[at.row], tabulation.table.columns[at.column]
    if not column.asks.kind.has_decimals:
        return None
    entry = tabulation.stated(row, at.column)
    is_seen = entry is not None and entry.printed is not None and tabulation.printed(row, at.column) is not None
    return entry.printed.decimals if is_seen and entry is not None and entry.printed is not None else None


def half_place(tabulation: Tabulation, at: At) -> Fraction:
    """Half a unit of the last decimal that is printed there."""
    return Fraction(10) ** -(_places(tabulation, at) or 0) / 2


def _printed(tabulation: Tabulation, at: At) -> Iterator[At]:
    """The printed figures that a figure rests on: itself, or those that it is computed from."""
    row = tabulation.filled.by_key[at.row]
    column = tabulation.table.columns[at.column]
    source = tabulation.source(row, column)
    if source is FigureSource.GIVEN:
        return
    if tabulation.printed(row, at.column) is not None or source in (FigureSource.REPORTED, FigureSource.ABSENT):
        yield at
    elif source is FigureSource.ROWS:
        for each in tabulation.parts(row, column).rows:
            yield from _printed(tabulation, At(each.key, at.column))
    else:
        for part in tabulation.engine.inputs[at.column]:
            yield from _printed(tabulation, At(at.row, part))


def equalities(tabulation: Tabulation) -> Iterator[Equality]:
    """All that the form prints and something else tells, row by row."""
    for row in tabulation.filled.rows:
        yield from _of_one(tabulation, row)


def doubtful(tabulation: Tabulation) -> Iterator[Equality]:
    """The same, but of rows of plain figures only those of which something fails."""
    for row in tabulation.filled.rows:
        if row.key not in tabulation.clean:
            yield from _of_one(tabulation, row)


def total_holds(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> bool | None:
    """Whether a printed total is what its rows make; None where that cannot be told."""
    return _of_rows(tabulation, row, column, At(row.key, column.id)).holds


def is_sound(tabulation: Tabulation) -> bool:
    """Whether nothing disagrees with anything: what rows of plain figures keep is known of them."""
    if len(tabulation.clean) < len(tabulation.plain):
        return False
    others = (row for row in tabulation.filled.rows if row.key not in tabulation.clean)
    return not any(each.holds is False for row in others for each in _of_one(tabulation, row))


def _of_one(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    yield from _of_row(tabulation, row)
    for column in tabulation.table.printed:
        if tabulation.printed(row, column.id) is not None:
            yield from _of_figure(tabulation, row, column)


def _of_row(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    """The identities between the columns of a row."""
    computation = tabulation.computations[row.key]
    results = computation.instance_results
    for place, check in tabulation.engine.placed:
        column = tabulation.table.columns[check.column]
        if tabulation.printed(row, check.column) is None or not _applies(tabulation, row, column, check):
            continue
        link = Link.RATE if check.is_rate else Link.FORMULA
        parts = tuple(At(row.key, part) for part in tabulation.engine.named(check.formula))
        yield Equality(
            check.name, link, At(row.key, check.column), _TOLD[results[place]], tabulation, check.formula,
            check.identity.text, parts,
        )  # fmt: skip


def _applies(tabulation: Tabulation, row: FilledRow, column: FigureColumn, check: RowCheck) -> bool:
    source = tabulation.source(row, column)
    if source is FigureSource.ROWS:
        return column.holds_on_totals(check.identity)
    return source is FigureSource.FORMULA


def _of_figure(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> Iterator[Equality]:
    """What other rows, and the catalogue, tell of a figure; and the whole that it is part of."""
    at, table = At(row.key, column.id), tabulation.table
    match tabulation.source(row, column):
        case FigureSource.ROWS:
            yield _of_rows(tabulation, row, column, at)
        case FigureSource.GIVEN:
            known = tabulation.computed(row, column.id)
            holds = None if known is None else known == tabulation.printed(row, column.id)
            yield Equality(f"{table.id}.{column.id}#given", Link.GIVEN, at, holds, tabulation)
        case FigureSource.REPORTED | FigureSource.FORMULA | FigureSource.ABSENT:
            pass
    whole = column.asks.part_of
    if whole is not None:
        yield _part(tabulation, at, At(row.key, whole))
    definition = tabulation.definition(row)
    if definition is not None and definition.part_of is not None and _adds_up(column):
        above = [each for each in tabulation.filled.rows if each.id == definition.part_of]
        yield from (_part(tabulation, at, At(each.key, column.id)) for each in above)


def _adds_up(column: FigureColumn) -> bool:
    """Whether a part of something cannot be more of it: so of what is counted or measured, and never below zero."""
    return column.over_rows is OverRows.SUM and not column.asks.is_signed


def _of_rows(tabulation: Tabulation, row: FilledRow, column: FigureColumn, at: At) -> Equality:
    parts = tabulation.parts(row, column)
    known, printed = tabulation.added(at), tabulation.printed(row, column.id)
    holds = None if known is None or printed is None else known == printed
    name = f"{tabulation.table.id}.{'total' if row.role is RowRole.TOTAL else 'children'}.{column.id}"
    link = Link.ROWS if parts.weight is None else Link.MEAN
    return Equality(name, link, at, holds, tabulation, text=parts.text, rows=parts)


def _part(tabulation: Tabulation, part: At, whole: At) -> Equality:
    less, more = (tabulation.figure(tabulation.filled.by_key[at.row], at.column) for at in (part, whole))
    holds = None if less is None or more is None else less <= more
    name = f"{tabulation.table.id}.{part.column}#part"
    return Equality(name, Link.PART, part, holds, tabulation, parts=(whole,))


_TOLD = {Result.PASS: True, Result.FAIL: False, Result.NOT_EVALUATED: None, Result.ERROR: None}
