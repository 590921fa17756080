"""Which cell is wrong: the one that every failing equality shares and no passing one clears.

Found on mistakes of one cell each: with printed figures on the right-hand side the wrong cell is the
only suspect four times in five, and an innocent one never is. Where several cells are left, all are
named; where one mistake does not explain all that fails, the fewest cells that do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.tabulation import At
from cchc.record import frozen

_MOST_CELLS = 40
"""Of more cells than this no combinations are tried."""
_MOST_WRONG = 3
"""More wrong cells than this in equalities that hang together are not told apart."""


@frozen
class WrongCells:
    """Equalities that fail together, and the cells one of which is wrong, for one reason; the only one is certain."""

    failing: tuple[Equality, ...]
    suspects: tuple[At, ...]

    @property
    def only(self) -> At | None:
        """The wrong cell, where nothing else explains all that fails."""
        return self.suspects[0] if len(self.suspects) == 1 else None


def faults(every: Sequence[Equality], is_clear: Callable[[At], bool] = lambda cell: False) -> list[WrongCells]:
    """What fails, each group that hangs together by the cells that explain it; `is_clear` tells what is right."""
    failing = [each for each in every if each.holds is False]
    if not failing:
        return []
    cleared = {cell for each in every if each.holds for cell in each.clears}
    cleared |= {cell for each in failing for cell in each.cells if is_clear(cell)}
    return [fault for group in _groups(failing) for fault in _explained(group, frozenset(cleared))]


def _groups(failing: Sequence[Equality]) -> list[list[Equality]]:
    """Equalities that share cells, directly or through others, in the order in which each group is complete."""
    group_of: dict[At, list[int]] = {}
    for place, each in enumerate(failing):
        groups = {id(group): group for cell in each.cells if (group := group_of.get(cell)) is not None}
        whole, *others = sorted(groups.values(), key=len, reverse=True) or [[]]
        whole.append(place)
        cells = set(each.cells)
        for other in others:
            whole += other
            cells.update(cell for at in other for cell in failing[at].cells)
        group_of |= dict.fromkeys(cells, whole)
    found = {id(group): sorted(group) for group in group_of.values()}
    return [[failing[place] for place in group] for group in sorted(found.values(), key=max)]


def _explained(group: Sequence[Equality], cleared: frozenset[At]) -> Iterable[WrongCells]:
    shared = frozenset.intersection(*(each.cells for each in group))
    suspects = shared - cleared or _left(group, shared)
    if suspects:
        return [WrongCells(tuple(group), _in_order(group, suspects))]
    found = _fewest(group, cleared)
    if len(found) == 1:
        return [WrongCells(tuple(each for each in group if cell in each.cells), (cell,)) for cell in found[0]]
    cells = frozenset(cell for combination in found for cell in combination)
    return [WrongCells(tuple(group), _in_order(group, cells or frozenset(each.target for each in group)))]


def _left(group: Sequence[Equality], shared: frozenset[At]) -> frozenset[At]:
    """The suspects where another equality holds by chance, or by a second mistake: all that one equality speaks of."""
    return shared if len(group) == 1 else frozenset()


def _fewest(group: Sequence[Equality], cleared: frozenset[At]) -> list[tuple[At, ...]]:
    """The smallest sets of cells, none of them cleared, that every failing equality has one of."""
    cells = sorted({cell for each in group for cell in each.cells} - cleared)
    if len(cells) > _MOST_CELLS:
        return []
    for size in range(2, _MOST_WRONG + 1):
        found = [each for each in combinations(cells, size) if all(not one.cells.isdisjoint(each) for one in group)]
        if found:
            return found
    return []


def _in_order(group: Sequence[Equality], cells: frozenset[At]) -> tuple[At, ...]:
    """Targets first, then as the equalities name them."""
    named = dict.fromkeys([each.target for each in group] + [at for each in group for at in each.of])
    rest = sorted(cells - named.keys())
    return tuple([at for at in named if at in cells] + rest)


def is_about_rate(fault: WrongCells) -> bool:
    """Whether nothing but a printed rate is in doubt."""
    return all(each.link is Link.RATE for each in fault.failing)
