"""Which cell is wrong: the one that every failing equality shares and no passing one clears.

Found on mistakes of one cell each: with printed figures on the right-hand side the wrong cell is the
only suspect four times in five, and an innocent one never is. A suspect must then be able to say
something with which all that speaks of it holds: a count is whole, so that of the two parts of a rate
often but one can be mended. Where several cells are left, all are named; where one mistake does not
explain all that fails, the fewest cells that do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.tabulation import At
from cchc.record import define, field

OF_FORM = "form"
"""What a rule of the whole form is asked of."""
MOST_CELLS = 40
"""Of more cells than this no combinations are tried, and none is asked what it should be."""
_MOST_WRONG = 3
"""More wrong cells than this in equalities that hang together are not told apart."""


@define(eq=False)
class WrongCells:
    """Equalities that fail together, and the cells one of which is wrong, for one reason; the only one is certain."""

    failing: tuple[Equality, ...]
    suspects: tuple[At, ...]
    group: _Group

    @property
    def only(self) -> At | None:
        """The wrong cell, where nothing else explains all that fails."""
        return self.suspects[0] if len(self.suspects) == 1 else None

    @property
    def own(self) -> Sequence[Equality]:
        """What fails of the tables themselves, not by a rule of the catalogue; where there is nothing else, all."""
        return [each for each in self.failing if each.link is not Link.RULE] or self.failing

    @cached_property
    def is_beside(self) -> bool:
        """Whether what is wrong is a figure of which several rows speak by a rule, and that stands in none of them: it
        is told once, where it stands."""
        return len(self.failing) > 1 and all(_is_beside(each, at) for each in self.failing for at in self.suspects)

    @property
    def lead(self) -> At:
        """The cell by which the finding is called."""
        return self.suspects[0]

    @property
    def wanted(self) -> Fraction | None:
        """What the only wrong cell should say, if all that speaks of it leaves one figure."""
        return None if self.only is None else self.mended(self.only)

    def mended(self, at: At) -> Fraction | None:
        """What a suspect should say, if all that speaks of it leaves one figure."""
        return self.group.mended(at, self.failing)


def faults(every: Sequence[Equality]) -> list[WrongCells]:
    """What fails, each group that hangs together by the cells that explain it."""
    failing = [each for each in every if each.holds is False]
    if not failing:
        return []
    holding = CellLookup([each for each in every if each.holds])
    return [fault for group in _groups(failing) for fault in _Group(group, holding).explained()]


def _groups(failing: Sequence[Equality]) -> list[list[Equality]]:
    """Equalities that share cells, directly or through others, in the order in which each group is complete."""
    led_by = list(range(len(failing)))

    def leader(place: int) -> int:
        while led_by[place] != place:
            led_by[place] = place = led_by[led_by[place]]
        return place

    first: dict[At, int] = {}
    for place, each in enumerate(failing):
        for cell in each.cells:
            led_by[leader(place)] = leader(first.setdefault(cell, place))
    groups: dict[int, list[int]] = {}
    for place in range(len(failing)):
        groups.setdefault(leader(place), []).append(place)
    return [[failing[place] for place in group] for group in sorted(groups.values(), key=max)]


@define(eq=False)
class CellLookup:
    """What holds, looked up by the cells that it speaks of: there are thousands of both."""

    every: Sequence[Equality]
    cleared_columns: dict[tuple[str, str], frozenset[At]] = field(factory=dict)

    def about(self, at: At) -> list[Equality]:
        """What may speak of a cell."""
        return [*self._by_cell.get(at, ()), *self._sums.get((at.table, at.column), ())]

    def clears(self, at: At) -> bool:
        """Whether a figure is right, as far as any of it tells."""
        return any(each.clears(at) for each in self._by_cell.get(at, ())) or at in self._cleared(at.table, at.column)

    def _cleared(self, *column: str) -> frozenset[At]:
        """The figures of a column that sums over rows clear: of each sum they are sought once."""
        table, id = column
        if (table, id) not in self.cleared_columns:
            sums = self._sums.get((table, id), ())
            self.cleared_columns[table, id] = frozenset(at for each in sums for at in each.cells if each.clears(at))
        return self.cleared_columns[table, id]

    @cached_property
    def _by_cell(self) -> Mapping[At, Sequence[Equality]]:
        found = defaultdict[At, list[Equality]](list)
        for each in self.every:
            if not each.is_of_column:
                for at in each.cells | {each.target}:
                    found[at].append(each)
        return found

    @cached_property
    def _sums(self) -> Mapping[tuple[str, str], Sequence[Equality]]:
        """Those of the rows of one column, by it."""
        found = defaultdict[tuple[str, str], list[Equality]](list)
        for each in self.every:
            if each.is_of_column:
                found[each.target.table, each.target.column].append(each)
        return found


@define(eq=False)
class _Group:
    """Equalities that fail together, among those that hold."""

    failing: Sequence[Equality]
    holding: CellLookup

    def explained(self) -> Iterable[WrongCells]:
        """The cells that explain what fails: one, or several of which one is wrong; else the fewest that do."""
        shared = frozenset.intersection(*(each.cells for each in self.failing))
        suspects = self._fitting(shared - self._cleared(shared)) or self._left(shared)
        if suspects:
            return [self._of_all(suspects)]
        found = self._fewest()
        if len(found) == 1:
            return [self._of(cell) for cell in found[0]]
        cells = frozenset(cell for combination in found for cell in combination)
        targets = frozenset(each.target for each in self.failing)
        return [self._of_all(cells or targets)]

    def _of_all(self, suspects: frozenset[At]) -> WrongCells:
        return WrongCells(tuple(self.failing), self._in_order(suspects), self)

    def _of(self, cell: At) -> WrongCells:
        return WrongCells(tuple(each for each in self.failing if cell in each.cells), (cell,), self)

    def mended(self, at: At, failing: Sequence[Equality]) -> Fraction | None:
        """What a cell should say, if all that fails and can tell asks for the same, or leaves one figure."""
        found = {each.expected(at) for each in failing} - {None} or self._figures(at, failing)
        return next(iter(found)) if found is not None and len(found) == 1 else None

    def _cleared(self, cells: Iterable[At]) -> frozenset[At]:
        """Those that something that holds clears."""
        return frozenset(cell for cell in cells if self._is_cleared(cell))

    def _is_cleared(self, at: At) -> bool:
        tabulation = self.failing[0].tabulation.of(at)
        return tabulation.is_clear(at) or self.holding.clears(at)

    def _fitting(self, cells: frozenset[At]) -> frozenset[At]:
        """Of cells those that, mended, leave nothing wrong; all, if that is true of none."""
        if not 1 < len(cells) <= MOST_CELLS:
            return cells
        cells = frozenset(cell for cell in cells if self._is_impossible(cell)) or cells
        return frozenset(cell for cell in cells if self._fits(cell)) or cells

    def _is_impossible(self, at: At) -> bool:
        """Whether what stands there can be no figure of its column, whatever the others say."""
        tabulation = self.failing[0].tabulation.of(at)
        figure = tabulation.figure_at(at)
        return figure is not None and not tabulation.column_at(at).asks.measure.takes(figure)

    def _fits(self, at: At) -> bool:
        """Whether a figure can stand there with which all holds, as far as that can be told."""
        figures = self._figures(at, self.failing)
        return figures is None or bool(figures)

    def _figures(self, at: At, failing: Sequence[Equality]) -> frozenset[Fraction] | None:
        """The figures that can stand there with which all holds; None where they are too many, or not known."""
        measure = self.failing[0].tabulation.of(at).column_at(at).asks.measure
        about = self.holding.about(at)
        for several in (failing, about):
            known = [each.answers(at) for each in several]
            told = min((each for each in known if each is not None), key=len, default=None)
            if told is not None:
                every = [*failing, *about]
                return frozenset(
                    figure
                    for figure in told
                    if measure.takes(figure) and all(each.would_hold(at, figure) is not False for each in every)
                )
        return None

    def _left(self, shared: frozenset[At]) -> frozenset[At]:
        """The suspects where another equality holds by chance, or by a second mistake: all that one speaks of."""
        return shared if len(self.failing) == 1 else frozenset()

    def _fewest(self) -> list[tuple[At, ...]]:
        """The smallest sets of cells, none of them cleared, that every failing equality has one of."""
        every = frozenset(cell for each in self.failing for cell in each.cells)
        cells = sorted(every - self._cleared(every))
        if len(cells) > MOST_CELLS:
            return []
        for size in range(2, _MOST_WRONG + 1):
            tried = combinations(cells, size)
            found = [each for each in tried if all(not one.cells.isdisjoint(each) for one in self.failing)]
            if found:
                return found
        return []

    def _in_order(self, cells: frozenset[At]) -> tuple[At, ...]:
        """Targets first, then as the equalities name them."""
        if len(cells) == 1:
            return tuple(cells)
        named = dict.fromkeys([each.target for each in self.failing] + [at for each in self.failing for at in each.of])
        rest = sorted(cells - named.keys())
        return tuple([at for at in named if at in cells] + rest)


def is_of_rules(fault: WrongCells) -> bool:
    """Whether nothing fails but what rules tell, the library's own included: that of a quotient of nothing."""
    of_rules = all(each.link is Link.RULE or (each.rows is None and each.is_of_nothing) for each in fault.failing)
    return of_rules and not fault.is_beside


def _is_beside(each: Equality, at: At) -> bool:
    """Whether a rule is asked of a row or a column in which a figure does not stand."""
    is_here = at.table == each.target.table and each.scope in (at.row, at.column)
    return each.link is Link.RULE and each.scope != OF_FORM and not is_here
