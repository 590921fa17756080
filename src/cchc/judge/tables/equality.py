"""Everything that must agree in a table: rows with their formulas, totals with their rows, parts with their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import define

from cchc.edition.table import FigureColumn, OverRows, RowRole
from cchc.formula import reference
from cchc.formula.tree import Tree, names_of
from cchc.judge.engine import no_facts
from cchc.judge.outcome import Result
from cchc.judge.precision import last_place
from cchc.judge.tables.engine import RowCheck, named
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
    holds: bool | None
    tabulation: Tabulation
    tree: Tree | None = None
    text: str = ""
    parts: tuple[At, ...] = ()

    @cached_property
    def of(self) -> tuple[At, ...]:
        """The figures that the target must agree with; of a sum of rows, sought only when they are asked for."""
        return _rows_of(self) if self.link in (Link.ROWS, Link.MEAN) else self.parts

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
        stated = _figure(self.tabulation, self.target)
        computed = self._computed(None, Fraction(0))
        if stated is None or computed is None or self.link is Link.PART:
            return None
        if at == self.target:
            return computed
        if self.link in (Link.RATE, Link.MEAN):
            return None
        own = _figure(self.tabulation, at)
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
        if self.link is Link.MEAN:
            return self.tabulation.added.get(self.target)
        if self.tree is None:
            parts = [figure if at == changed else _figure(self.tabulation, at) for at in self.of]
            return None if None in parts else sum((part or Fraction(0) for part in parts), Fraction(0))
        by_row = self.link is not Link.ROWS

        def get(name: str) -> Fraction | None:
            at = At(self.target.row, named_of(name)) if by_row else self._row(name)
            return None if at is None else figure if at == changed else _figure(self.tabulation, at)

        value = reference.evaluate(self.tree, get, no_facts)
        return value if isinstance(value, Fraction) else None

    def _row(self, id: str) -> At | None:
        rows = self.tabulation.filled.rows
        return next((At(row.key, self.target.column) for row in rows if row.id == id), None)


def named_of(name: str) -> str:
    """The column that a name of a row's engine speaks of."""
    return name.removesuffix("__printed")


def _figure(tabulation: Tabulation, at: At) -> Fraction | None:
    """What stands there, or else what formulas see."""
    row = tabulation.filled.by_key[at.row]
    printed = tabulation.printed(row, at.column)
    return tabulation.figure(row, at.column) if printed is None else printed


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
        for each in tabulation.made_of(row):
            if tabulation.source(each, column) is not FigureSource.ABSENT:
                yield from _printed(tabulation, At(each.key, at.column))
    else:
        for part in tabulation.engine.inputs[at.column]:
            yield from _printed(tabulation, At(at.row, part))


def equalities(tabulation: Tabulation) -> Iterator[Equality]:
    """All that the form prints and something else tells, row by row."""
    for row in tabulation.filled.rows:
        yield from _of_one(tabulation, row)


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
        parts = tuple(At(row.key, part) for part in named(check.formula))
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
    definition = tabulation.definition(row)
    tree, text = None, ""
    if definition is not None and definition.identities:
        tree, text = definition.identities[0].tree, definition.identities[0].text
    known, printed = tabulation.added.get(at), tabulation.printed(row, column.id)
    holds = None if known is None or printed is None else abs(known - printed) <= _slack(tabulation, row, column)
    name = f"{tabulation.table.id}.{'total' if row.role is RowRole.TOTAL else 'children'}.{column.id}"
    link = Link.ROWS if column.weight is None else Link.MEAN
    return Equality(name, link, at, holds, tabulation, tree, text)


def _slack(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> Fraction:
    """By how much a total may differ: a mean is rounded, and so are those that it is made of."""
    entry = tabulation.stated(row, column.id)
    if column.weight is None or entry is None or entry.printed is None:
        return Fraction(0)
    return last_place(entry.printed)


def _rows_of(each: Equality) -> tuple[At, ...]:
    tabulation, column = each.tabulation, each.target.column
    target, asks = tabulation.filled.by_key[each.target.row], tabulation.table.columns[column]
    if each.tree is None:
        rows = tabulation.counted(target, column)
        weights = () if asks.weight is None else tuple(At(row.key, asks.weight) for row in rows)
        return (*(At(row.key, column) for row in rows), *weights)
    wanted = names_of(each.tree)
    named = (row for row in tabulation.made_of(target) if row.id in wanted)
    return tuple(At(row.key, column) for row in named if tabulation.source(row, asks) is not FigureSource.ABSENT)


def _part(tabulation: Tabulation, part: At, whole: At) -> Equality:
    less, more = (tabulation.figure(tabulation.filled.by_key[at.row], at.column) for at in (part, whole))
    holds = None if less is None or more is None else less <= more
    name = f"{tabulation.table.id}.{part.column}#part"
    return Equality(name, Link.PART, part, holds, tabulation, parts=(whole,))


_TOLD = {Result.PASS: True, Result.FAIL: False, Result.NOT_EVALUATED: None, Result.ERROR: None}
