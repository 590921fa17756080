"""The lightest sets that have a cell of each of some groups: the combinatorial half of the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cchc.clusters import clusters
from cchc.record import define, field
from cchc.solver.puzzle import CellId

Group = frozenset[CellId]

_MOST_STEPS = 200_000
_MOST_SETS = 2_000
_LOOKED_UP = 50
"""After so many steps it is seen whether there is time for more."""
_MOST_CELLS = 200
"""Cells of one set: nobody changes more."""


@define(eq=False)
class LightestSets:
    """All sets of the least weight that meet each group, in the order of the form.

    `is_whole` says whether the search came to its end; else they may not be all, nor the lightest.
    """

    groups: Sequence[Group]
    weights: Mapping[CellId, int]
    order: Mapping[CellId, int]
    is_over: Callable[[], bool] = lambda: False
    """Whether there is no more time to look."""
    best: int | None = None
    found: list[Group] = field(factory=list)
    steps: int = 0
    is_whole: bool = True

    def __attrs_post_init__(self) -> None:
        self._visit(list(self.groups), (), frozenset(), 0)
        self.found.sort(key=lambda each: sorted(self.order[id] for id in each))

    def _visit(self, rest: list[Group], chosen: tuple[CellId, ...], barred: Group, weight: int) -> None:
        self.steps += 1
        if self.steps % _LOOKED_UP == 1 and self.is_whole and self.is_over():
            self.is_whole = False
        if self.steps > _MOST_STEPS or len(self.found) >= _MOST_SETS or len(chosen) > _MOST_CELLS or not self.is_whole:
            self.is_whole = False
            return
        if self.best is not None and weight + self._least(rest, barred) > self.best:
            return
        if not rest:
            self._take(frozenset(chosen), weight)
            return
        group = min(rest, key=lambda each: len(each - barred))
        for id in sorted(group - barred, key=self.order.__getitem__):
            left = [each for each in rest if id not in each]
            self._visit(left, (*chosen, id), barred, weight + self.weights[id])
            barred |= {id}

    def _take(self, cells: Group, weight: int) -> None:
        if self.best is None or weight < self.best:
            self.best, self.found = weight, []
        self.found.append(cells)

    def _least(self, rest: Iterable[Group], barred: Group) -> int:
        """What meeting groups that share nothing must cost."""
        used: set[CellId] = set()
        least = 0
        for group in sorted(rest, key=len):
            if used.isdisjoint(group):
                used |= group
                least += min((self.weights[id] for id in group - barred), default=0)
        return least


def tangles(groups: Iterable[Group], glue: Iterable[Group] = ()) -> list[tuple[Group, ...]]:
    """Groups that share cells, directly, through others or through what is glued, in the order of their first."""
    own = list(dict.fromkeys(groups))
    found = (tuple(own[place] for place in places if place < len(own)) for places in clusters([*own, *glue]))
    return [members for members in found if members]
