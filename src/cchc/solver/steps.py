"""A minimal set taken apart: which of its lines do good by themselves, which only once others are changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cchc.record import define
from cchc.solver.minimal import MendingStep
from cchc.solver.puzzle import CellId, Constraint
from cchc.solver.search import Search


@define(eq=False)
class Steps:
    """The broken constraints that a set mends, and all that is proposed for its cells, as the solver is told it."""

    search: Search
    broken: Sequence[Constraint]
    ids: frozenset[CellId]
    given: Sequence[Any]

    def found(self) -> tuple[MendingStep, ...] | None:
        """The parts of the set, the smallest first; None where it has only one."""
        told: list[MendingStep] = []
        together: list[str] = []
        held: set[str] = set()
        for figures, names in self._parts():
            together += figures
            held |= names
            done = {figure for step in told for figure in step.figures} | {*together}
            if self._holds(frozenset(id for id in self.ids if id.figure in done), held):
                own = tuple(each.name for each in self.broken if each.name in held)
                new = tuple(name for name in own if not any(name in step.rules for step in told))
                told.append(MendingStep(tuple(together), new))
                together = []
        is_whole = not together and {id.figure for id in self.ids} == {name for step in told for name in step.figures}
        return tuple(told) if is_whole and len(told) > 1 else None

    def _parts(self) -> Iterator[tuple[list[str], set[str]]]:
        """Lines and the broken constraints that need no others, each time those that need the fewest more."""
        rest = {each.name: {id.figure for id in each.cells & self.ids} for each in self.broken}
        order = list(dict.fromkeys(id.figure for id in self.search.in_order(self.ids)))
        done: set[str] = set()
        while rest:
            more = min(
                (figures - done for figures in rest.values()),
                key=lambda each: (len(each), sorted(map(order.index, each))),
            )
            done |= more
            names = {name for name, figures in rest.items() if figures <= done}
            rest = {name: figures for name, figures in rest.items() if name not in names}
            yield sorted(more, key=order.index), names

    def _holds(self, cells: frozenset[CellId], held: set[str]) -> bool:
        """Whether what should hold does, and what held still does, if these cells say what is proposed."""
        about = [each for each in self.search.constraints(cells) if not each.is_broken or each.name in held]
        return self.search.holds(about, cells, self.given)
