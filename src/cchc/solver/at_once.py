"""The lightest sets of cells of what hangs together in many places, the choice of cells left to the solver.

Where each of several groups that have no cell in common must change in one cell, nothing weighs less than the lightest
cell of each. A set that weighs no more changes exactly one of these in each group and nothing else: so little is left
to choose that all such sets are found in one go, where meeting group after group would try their combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Any

from cchc.clusters import clusters
from cchc.record import define
from cchc.solver.hitting import Group
from cchc.solver.puzzle import ChangeableCell, Constraint, Says

if TYPE_CHECKING:
    from cchc.solver.search import Search

_FEWEST = 6
"""Fewer broken rules are met one after another, which tells apart what need not be mended together."""
_MOST_CELLS = 1_000
"""Cells that may change of one part of a report: more cost too much to put to the solver."""


@define(eq=False)
class AtOnce:
    """Constraints that are broken, of a part of the report that shares no constraint with the others."""

    search: Search
    broken: Sequence[Constraint]

    def sets(self) -> list[list[Group]]:
        """Of each tangle all lightest sets; nothing where they cannot be found at once."""
        if len(self.packed) < _FEWEST or len(self.free) > _MOST_CELLS or not self._can_be_told:
            return []
        if any(each.cells.isdisjoint(self.free) for each in self.broken):
            return []  # these cells alone do not mend all: it takes more than was reckoned
        found = self._found()
        return self._apart(found) if found else []

    @cached_property
    def packed(self) -> list[Group]:
        """The lightest cells of groups that have no cell in common, of each of which one must change."""
        used: set[object] = set()
        packed = []
        for group in sorted((each.cells for each in self.broken), key=len):
            if used.isdisjoint(group):
                used |= group
                least = min(self._cell(id).weight for id in group)
                packed.append(frozenset(id for id in group if self._cell(id).weight == least))
        return packed

    @cached_property
    def free(self) -> Group:
        return frozenset(id for group in self.packed for id in group)

    def _cell(self, id: Any) -> ChangeableCell:
        return self.search.puzzle.cells[id]

    @property
    def _can_be_told(self) -> bool:
        """Whether of all cells among which there is a choice it is known what to leave them as they are means."""
        chosen_from = (self._cell(id) for group in self.packed if len(group) > 1 for id in group)
        return all(each.kept is not None and each.says is Says.FIGURE and not each.is_computed for each in chosen_from)

    def _found(self) -> list[Group] | None:
        """All sets that weigh so little, in the order of the form; None where there are too many, or it is unknown."""
        certain = self._certain()
        if certain is None:
            return None
        order, solver = self.search.in_order(self.free), self.search.solver
        flags = {id: solver.flag("changed") for id in order}
        for id, flag in flags.items():
            if (kept := self._cell(id).kept) is not None:
                certain.append(solver.z3.Or(flag, self.search.unknowns[id].up == kept))
        for group in self.packed:
            own = [flags[id] for id in group]
            certain += [solver.z3.Or(*own), *(solver.z3.Or(*map(solver.z3.Not, two)) for two in combinations(own, 2))]
        ways = solver.ways(certain, list(flags.values()), self.search.limit)
        if ways is None:
            return None
        found = sorted(ways)
        sets = [frozenset(order[place] for place in way) for way in found]
        return sets if all(map(self._does, sets)) else None

    def _certain(self) -> list[Any] | None:
        """What must hold of the free cells; None where not all can be put to the solver, or something never holds."""
        search = self.search
        certain = [bound for id in search.in_order(self.free) if (bound := search.unknowns.bounds(id)) is not True]
        for each in search.constraints(self.free):
            asked = search.wanted(each, self.free & each.cells)
            if asked.wanted is None or asked.wanted is False or search.solver.is_spent:
                return None
            if asked.wanted is not True:
                certain += [asked.wanted, *asked.sides]
        return certain

    def _does(self, cells: Group) -> bool:
        """Whether changing these cells and no others mends all that is about them."""
        question = self.search.question(cells)
        return question.answer.is_possible is True and question.is_told

    # --- what need not be mended together -------------------------------------------------------------

    def _apart(self, found: list[Group]) -> list[list[Group]]:
        """The sets of each tangle by itself: every choice from them must be one of those that were found."""
        whole = frozenset(range(len(self.packed)))
        tangles = self._tangles(found[0])
        parts = [[self._part(each, members) for each in found] for members in tangles]
        distinct = [list(dict.fromkeys(each)) for each in parts]
        is_apart = prod(map(len, distinct)) == len(found) and all(self._does(each) for of in distinct for each in of)
        return distinct if is_apart else [[self._part(each, whole) for each in found]]

    def _tangles(self, cells: Group) -> list[frozenset[int]]:
        """Groups, by their places, that a set mends only together: whoever mends one alone breaks what the other
        mends."""
        places = range(len(self.packed))
        glue: list[set[int]] = [{place} for place in places]
        glue += [{place for place in places if not each.cells.isdisjoint(self.packed[place])} for each in self.broken]
        while True:
            members = [frozenset().union(*(glue[place] for place in near)) for near in clusters(glue)]
            refuted = [more for each in members if (more := self._more(each, cells))]
            if not refuted:
                return members
            glue += refuted

    def _more(self, members: frozenset[int], cells: Group) -> set[int]:
        """The groups in which a set must change besides; none where it does without."""
        question = self.search.question(self._part(cells, members))
        if question.answer.is_possible is True:
            return set()
        of_core = {id for place in question.answer.core for id in question.constraints[place].cells}
        others = set(range(len(self.packed))) - members
        touched = {place for place in others if not of_core.isdisjoint(cells & self.packed[place])}
        return {*members, *(touched or others)} if others else set()

    def _part(self, cells: Group, members: Iterable[int]) -> Group:
        return cells & frozenset().union(*(self.packed[place] for place in members))
