"""What must agree in a table: a figure with its row's formula, with other rows, with the catalogue, with its whole."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from cchc.formula import reference
from cchc.formula.address import counted
from cchc.formula.tree import Name, Tree, divides, has_quotient, is_linear, made_of
from cchc.judge.curve import Curve, curve_through, is_ratio, unrounded
from cchc.judge.engine import no_facts
from cchc.judge.precision import Match, compare
from cchc.judge.tables.engine import column_of
from cchc.judge.tables.hierarchy import Parts
from cchc.judge.tables.rests import printed_of
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import define, field
from cchc.report import FilledRow


class Link(StrEnum):
    """How the figures hang together that must agree."""

    FORMULA = "formula"
    ROWS = "rows"
    MEAN = "mean"
    RATE = "rate"
    GIVEN = "given"
    PART = "part"
    RULE = "rule"


@define(eq=False, repr=False)
class Equality:
    """A figure that must agree with others: `target` with what `tree` makes of them, over the columns of its row or,
    in one column, over rows. A `PART` may be less; a `RULE` is an equality of two formulas, `tree` their difference.

    `places` are what the names of `tree` mean, each the figures that it rests on.
    """

    name: str
    link: Link
    target: At
    exactly: bool | None
    """Whether it holds to the last digit; None where that cannot be told."""
    tabulation: Tabulation
    tree: Tree | None = None
    said: Tree | None = None
    """The formula as it is printed, where one is told."""
    places: Mapping[str, tuple[At, ...]] = field(factory=dict)
    rows: Parts | None = None
    """The rows that it adds up, of one over rows."""
    pins: Mapping[str, Fraction] = field(factory=dict)
    """The names of `tree` that count in proportion, so that a wrong one cannot go unnoticed: how many times each, or 0
    where that is not known."""
    scope: str = ""
    """Of a rule the row or the column that it is asked of."""

    @cached_property
    def holds(self) -> bool | None:
        """Whether it holds as far as what is printed can tell: decimals stand for an interval, not for a point."""
        if self.exactly is not False or self.link in (Link.PART, Link.RULE):
            return self.exactly
        # How far off it is is not asked where nothing may be off: that would reckon each false sum anew.
        return self.slack > 0 and self._off is not None and abs(self._off) <= self.slack

    @cached_property
    def is_of_nothing(self) -> bool:
        """Whether what it is made of is all there and makes nothing: it is divided by 0, whatever is printed."""
        is_known = self.may_be_of_nothing and all(_figure(self.tabulation, at) is not None for at in self.of)
        return is_known and self._made is None

    @cached_property
    def may_be_of_nothing(self) -> bool:
        """Whether something is divided there, and all that it names is on the form that was filed."""
        tree = self.tree if self.rows is None else self.rows.tree
        if self.link in (Link.RULE, Link.PART, Link.GIVEN) or tree is None or not has_quotient(tree):
            return False
        is_there = all(places or counted(name) is not None for name, places in self.places.items())
        return is_there and bool(self.of) and not (self.rows and not self.rows.is_whole)

    @cached_property
    def of(self) -> tuple[At, ...]:
        """The figures that the target must agree with; of a sum of rows, sought only when they are asked for."""
        rows = self.rows
        if rows is None:
            return tuple(dict.fromkeys(at for places in self.places.values() for at in places))
        column, weight, table = self.target.column, rows.weight, self.target.table
        found = [At(row.key, column, table) for row in rows.rows]
        found += [] if weight is None else [At(row.key, weight, table) for row in rows.rows]
        return (*found, *(at for places in self.places.values() for at in places))

    @cached_property
    def cells(self) -> frozenset[At]:
        """The printed figures that it is about: of one that is not printed those that it is computed from."""
        own = () if self.link is Link.RULE else (self.target,)
        return frozenset().union(own, self._parted[0], self._parted[1])

    @cached_property
    def _parted(self) -> tuple[set[At], set[At]]:
        """Those that it names itself, and those that others which it names rest on."""
        direct, others = set[At](), set[At]()
        if self._is_of_plain_rows:
            return set(self.of), others
        alone = {places[0] for places in self.places.values() if len(places) == 1}
        for each in self.of:
            found = list(printed_of(self.tabulation.of(each), each))
            is_direct = found == [each] and (self.rows is not None or each in alone or each in self._counted)
            (direct if is_direct else others).update(found)
        return direct, others

    @cached_property
    def _counted(self) -> frozenset[At]:
        """The figures of which it only asks whether they keep a condition, by which it counts rows: much else does."""
        return frozenset(at for name, places in self.places.items() if counted(name) is not None for at in places)

    @property
    def is_of_column(self) -> bool:
        """Whether it speaks of the rows of one column alone; which, is sought only when it is asked for."""
        return self.rows is not None and not self.places and self.rows.weight is None

    def clears(self, at: At) -> bool:
        """Whether a figure is right, as far as this tells, where it holds to the last digit.

        A rate, a mean, a part say nothing of what they are made of, for much else gives the same.
        """
        if self.link is Link.PART or not (self.exactly or self.link is Link.MEAN):
            return False
        return at in self._pinned

    @cached_property
    def _pinned(self) -> frozenset[At]:
        if self._is_of_plain_rows:
            return self.cells
        target = frozenset({self.target} if self.link is not Link.RULE else ())
        match self.link:
            case Link.ROWS if self.rows is not None and (self.rows.tree is None or is_linear(self.rows.tree)):
                sure = tuple(at for at in self.of if at not in self._counted)
            case Link.FORMULA | Link.RULE:
                names = (name for name in self.pins if counted(name) is None)
                sure = tuple(at for name in names for at in self.places.get(name, ()))
            case _:
                sure = ()
        return target.union(at for each in sure for at in printed_of(self.tabulation.of(each), each, surely=True))

    # --- what a figure would have to be ------------------------------------------------------------

    def expected(self, at: At) -> Fraction | None:
        """What a figure would have to be for this to hold, all others being right; None where that cannot be told."""
        if self.link in (Link.PART, Link.RATE, Link.GIVEN, Link.MEAN) and at != self.target:
            return None
        if self.link is not Link.RULE and at == self.target:
            return self._made
        off, own = self._off, _figure(self.tabulation, at)
        slope = None if own is None or at not in self._pinned or at in self._parted[1] else self._slope(at, own)
        return None if slope is None or own is None or off is None else own - off / slope

    def answers(self, at: At) -> frozenset[Fraction] | None:
        """All figures with which this would hold, among those that can stand at a printed one; None where they are
        too many, or cannot be told."""
        if self.link in (Link.PART, Link.GIVEN) and at != self.target:
            return None
        expected, untold = self.expected(at), self._parted[1] | self._counted | {self.target}
        if expected is not None or at in untold or at not in self._parted[0]:
            return None if expected is None else frozenset({expected})
        curve = self._curve(at)
        if curve is None and self.is_of_nothing:
            return None if self._makes_something(at) else frozenset()
        measure = self.tabulation.of(at).column_at(at).asks.measure
        return None if curve is None else curve.steps_within(*self._bounds, Fraction(1, 10**measure.decimals))

    def _makes_something(self, at: At) -> bool:
        """Whether there is a value at all where another figure stands there."""
        return any(self._computed({at: Fraction(figure)}) is not None for figure in (1, 2))

    def _curve(self, at: At) -> Curve | None:
        """What the others make of one of them, before that is rounded."""
        if self.rows is None and not is_ratio(self._unrounded[0]):
            return None
        own = _figure(self.tabulation, at)
        return None if own is None else curve_through(lambda figure: self._computed({at: figure}, exactly=True), own)

    @cached_property
    def _unrounded(self) -> tuple[Tree, Fraction]:
        return unrounded(self.tree or Name(""))

    @property
    def _bounds(self) -> tuple[Fraction, Fraction]:
        """Between what the others have to come to, before that is rounded."""
        if self.link is Link.RULE:
            return Fraction(0), Fraction(0)
        stated = _stated(self.tabulation, self.target) or Fraction(0)
        slack = half_place(self.tabulation, self.target) if self.link is Link.RATE else self.slack
        slack += self._unrounded[1]
        return stated - slack, stated + slack

    @cached_property
    def lacking(self) -> At | None:
        """The one printed figure for want of which it cannot be told whether this holds; None where there are more."""
        if self.link not in (Link.FORMULA, Link.ROWS, Link.RULE):
            return None
        found = [at for at in dict.fromkeys(self.of) if _figure(self.tabulation, at) is None]
        return found[0] if len(found) == 1 and found[0] in self._pinned and found[0] in self._parted[0] else None

    def filled(self, at: At) -> Fraction | None:
        """What a figure that is lacking would have to be."""
        first, second = (self._off_with(at, Fraction(figure)) for figure in (0, 1))
        return None if first is None or second is None or first == second else first / (first - second)

    def would_hold(self, at: At, figure: Fraction) -> bool | None:
        """Whether it held if that stood at a printed figure; None where it is not about that, or cannot be told."""
        if at in self._parted[1] or (at not in self._parted[0] and (at != self.target or self.link is Link.RULE)):
            return None
        match self.link:
            case Link.PART:
                more = _figure(self.tabulation, at) if at != self.target else None
                whole = figure if more is not None else _figure(self.tabulation, self.of[0])
                part = figure if at == self.target else _figure(self.tabulation, self.target)
                return None if part is None or whole is None else part <= whole
            case Link.RATE:
                return self._rate_would_hold(at, figure)
            case _:
                off = self._off_with(at, figure)
                if off is None:
                    return False if self.is_of_nothing else None
                return abs(off) <= self.slack

    def _rate_would_hold(self, at: At, figure: Fraction) -> bool | None:
        entry = self.tabulation.filled.by_key[self.target.row].entries.get(self.target.column)
        if entry is None or entry.printed is None:
            return None
        if at == self.target:
            computed = self._made
            return None if computed is None else abs(computed - figure) <= half_place(self.tabulation, at)
        computed = self._computed({at: figure})
        if computed is None:
            return False if self.is_of_nothing else None
        return compare(entry.printed, computed) is Match.AGREES

    @cached_property
    def _off(self) -> Fraction | None:
        """By how much the target is more than what the others make."""
        return self._off_with(None, Fraction(0))

    def _off_with(self, at: At | None, figure: Fraction) -> Fraction | None:
        """The same, if that stood at one of the figures."""
        if at is not None and (slope := self._known_slope(at)) is not None and self._off is not None:
            own = _figure(self.tabulation, at)
            return None if own is None else self._off + slope * (figure - own)
        changed = {} if at is None else {at: figure}
        computed = self._computed(changed) if changed else self._made
        if self.link is Link.RULE or computed is None:
            return computed
        stated = changed.get(self.target, _stated(self.tabulation, self.target))
        return None if stated is None else stated - computed

    @property
    def _is_plain_sum(self) -> bool:
        return self.rows is not None and self.rows.tree is None and self.rows.weight is None

    @cached_property
    def _is_of_plain_rows(self) -> bool:
        """Whether it adds up rows of which every figure is printed."""
        plain = self.tabulation.plain
        return self._is_plain_sum and self.rows is not None and all(row.key in plain for row in self.rows.rows)

    def _slope(self, at: At, own: Fraction) -> Fraction | None:
        """By how much `_off` changes with one of the figures; None unless it is the same everywhere."""
        if (known := self._known_slope(at)) is not None:
            return known
        steps = [] if at in self._counted else [self._off_with(at, own + step) for step in (1, 2)]
        if not steps or self._off is None or None in steps:
            return None
        first, second = (each - self._off for each in steps if each is not None)
        return first if first and second == 2 * first else None

    @cached_property
    def _made(self) -> Fraction | None:
        """What the others make."""
        return self._computed()

    def _known_slope(self, at: At) -> Fraction | None:
        """The same, where it needs no trial."""
        if self._is_plain_sum:
            return None if at == self.target else Fraction(-1)
        return self._slopes.get(at)

    @cached_property
    def _slopes(self) -> Mapping[At, Fraction]:
        """Of figures that the formula names as such and counts in proportion."""
        if self.link not in (Link.FORMULA, Link.RULE):
            return {}
        named = {
            column_of(name): (self.places[name], weight)
            for name, weight in self.pins.items()
            if name in self.places and counted(name) is None
        }
        slopes = dict[At, Fraction]()
        for places, weight in named.values():
            if len(places) == 1 and (self.link is Link.RULE or places[0] != self.target):
                slopes[places[0]] = slopes.get(places[0], Fraction(0)) + (weight if self.link is Link.RULE else -weight)
        return {at: slope for at, slope in slopes.items() if slope and at not in self._counted}

    def _computed(self, changed: Mapping[At, Fraction] | None = None, *, exactly: bool = False) -> Fraction | None:
        """What the others make, some of them changed; `exactly`: before it is rounded."""
        tabulation, changed = self.tabulation, changed or {}

        def seen(row: FilledRow, column: str) -> Fraction | None:
            at = tabulation.at(row, column)
            return changed[at] if at in changed else tabulation.figure(row, column)

        if self.rows is not None:
            if not changed and self.target.row in tabulation.filled.by_key:
                return tabulation.added(self.target)
            return tabulation.made(self.rows, self.target.column, seen)
        if self.tree is None:
            return tabulation.computed(tabulation.filled.by_key[self.target.row], self.target.column)
        tree = self._unrounded[0] if exactly else self.tree
        value = reference.evaluate(tree, lambda name: self._named(name, changed), no_facts)
        return value if isinstance(value, Fraction) else None

    def _named(self, name: str, changed: Mapping[At, Fraction]) -> Fraction | None:
        places = self.places.get(name, ())
        if len(places) == 1 and counted(name) is None:
            return changed[places[0]] if places[0] in changed else _figure(self.tabulation, places[0])
        return self.tabulation.elsewhere.figure(name, changed)

    # --- how exactly it can hold ---------------------------------------------------------------------

    @cached_property
    def slack(self) -> Fraction:
        """By how much the target may differ from what the others make."""
        if self.link is Link.MEAN:  # it is rounded, and so are those that it is made of
            return 2 * half_place(self.tabulation, self.target)
        if self.link in (Link.RULE, Link.GIVEN):
            return Fraction(0)
        own = _places(self.tabulation, self.target)
        if own is None:
            return Fraction(0)
        seen = (at for at in self.of if not (at in self._counted or self._is_seen_exactly(at)))
        places = {at: places for at in seen if (places := _places(self.tabulation, at)) is not None}
        tree = self.tree if self.rows is None else self.rows.tree
        is_rounded = (
            _is_rate(self.tabulation, self.target)
            or own < max(places.values(), default=0)
            or (tree is not None and (divides(tree) or self._is_of_exact_rates(tree)))
        )
        slack = half_place(self.tabulation, self.target) if is_rounded else Fraction(0)
        # A part that is no rate is what it says, however few its decimals: who writes 10 for 10,0 writes no less.
        for at in places:
            if _is_rate(self.tabulation, at):
                slack += half_place(self.tabulation, at) * abs(self._weight(at))
        return slack

    def _is_of_exact_rates(self, tree: Tree) -> bool:
        """Whether it is made of rates as they are computed, which need not end."""
        return any(self._is_seen_exactly(at) for name in made_of(tree) for at in self.places.get(name, ()))

    def _is_seen_exactly(self, at: At) -> bool:
        return _is_rate(self.tabulation, at) and self.tabulation.of(at).is_computed(at)

    def _weight(self, at: At) -> Fraction:
        """How many times a part counts; 0 for one that does not count in proportion."""
        own = _figure(self.tabulation, at)
        slope = None if own is None else self._slope(at, own)
        return slope or Fraction(0)


def _figure(tabulation: Tabulation, at: At) -> Fraction | None:
    return tabulation.of(at).figure_at(at)


def _is_rate(tabulation: Tabulation, at: At) -> bool:
    return tabulation.of(at).column_at(at).is_rate


def _stated(tabulation: Tabulation, at: At) -> Fraction | None:
    """What stands there, or else what formulas see."""
    printed = tabulation.printed(tabulation.filled.by_key[at.row], at.column)
    return tabulation.figure_at(at) if printed is None else printed


def _places(tabulation: Tabulation, at: At) -> int | None:
    """The decimals that a figure is printed with; None of a count, which is exact, and of one that is computed."""
    of = tabulation.of(at)
    row, column = of.filled.by_key[at.row], of.column_at(at)
    if not column.asks.kind.has_decimals:
        return None
    entry = of.stated(row, at.column)
    if entry is None or entry.printed is None or of.printed(row, at.column) is None:
        return None
    return entry.printed.decimals


def half_place(tabulation: Tabulation, at: At) -> Fraction:
    """Half a unit of the last decimal that is printed there."""
    return Fraction(10) ** -(_places(tabulation, at) or 0) / 2
