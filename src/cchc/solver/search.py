"""The lightest sets of cells that, changed, make all hold: found by what the solver says cannot be.

Each group of cells of which one must change (to begin with, those of a broken rule) is met at the least weight; where
the solver then finds that this does not do, it names a further group. These groups are what Fellegi and Holt call
implied edits, made only as they are needed. Groups that have nothing in common are solved apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, product
from typing import Any

from cchc.clusters import clusters
from cchc.record import define, field, frozen
from cchc.solver.algebra import Algebra
from cchc.solver.at_once import AtOnce
from cchc.solver.hitting import Group, LightestSets, tangles
from cchc.solver.library import Solution, Solver
from cchc.solver.puzzle import CellId, Constraint, Puzzle, Unknowns
from cchc.solver.translation import UntranslatableError

_MOST_QUESTIONS = 3_000
_MOST_TOGETHER = 400
"""So many choices from tangles that touch each other are tried together."""


@frozen(eq=False)
class Tangle:
    """Broken constraints that can only be mended together, and the lightest sets of cells that do."""

    broken: tuple[Constraint, ...]
    sets: tuple[Group, ...]
    is_whole: bool


@frozen(eq=False)
class Wanted:
    """What a constraint asks of free cells, in the solver's own algebra, with what must hold of numbers that
    it brings in itself.

    `wanted` is None where it cannot be put to the solver.
    """

    wanted: Any
    sides: tuple[Any, ...] = ()


@define(eq=False)
class Attempt:
    """A set of cells that may change: what must hold of them, and the solver's answer."""

    constraints: Sequence[Constraint]
    wanted: Sequence[Any]
    sides: Sequence[Any]
    answer: Solution
    is_told: bool = True
    """Whether all that must hold could be put to the solver."""


@define(eq=False)
class Search:
    """Looks for the lightest sets of cells of a puzzle, up to a number in each tangle."""

    puzzle: Puzzle
    solver: Solver
    limit: int
    questions: dict[Group, Attempt] = field(factory=dict)
    groups: dict[Group, None] = field(factory=dict)
    glue: dict[Group, None] = field(factory=dict)
    """Cells of tangles that can only be judged together."""
    hopeless: set[str] = field(factory=set)
    """What cannot be mended by changing figures."""
    _lightest: dict[tuple[Group, ...], LightestSets] = field(factory=dict)
    _read: dict[tuple[str, Group], Wanted] = field(factory=dict)

    @cached_property
    def unknowns(self) -> Unknowns:
        return Unknowns(self.solver, self.puzzle.cells)

    def tangles(self) -> list[Tangle]:
        """What is broken, each tangle with the sets that mend it."""
        broken = [each for each in self.puzzle.constraints if each.is_broken]
        self.hopeless.update(each.name for each in broken if not each.cells)
        at_once = [tangle for part in self._parts(broken) for tangle in self._at_once(part)]
        if not at_once:
            return self._one_by_one(broken)
        met = {each.name for tangle in at_once for each in tangle.broken}
        found = [*at_once, *self._one_by_one([each for each in broken if each.name not in met])]
        place = {each.name: place for place, each in enumerate(broken)}
        return sorted(found, key=lambda each: min((place[of.name] for of in each.broken), default=len(place)))

    def _parts(self, broken: Sequence[Constraint]) -> list[list[Constraint]]:
        """What is broken, by the parts of the report that no constraint joins."""
        parts: list[list[Constraint]] = []
        part_of: dict[CellId, int] = {}
        for each in broken:
            if each.name in self.hopeless:
                continue
            if (part := part_of.get(next(iter(each.cells)))) is None:
                part = len(parts)
                parts.append([])
                part_of.update(dict.fromkeys(self.puzzle.joined(each.cells), part))
            parts[part].append(each)
        return parts

    def _at_once(self, part: Sequence[Constraint]) -> list[Tangle]:
        sets = AtOnce(self, part).sets()
        cells = [frozenset(id for one in of for id in one) for of in sets]
        broken = [tuple(each for each in part if not each.cells.isdisjoint(of)) for of in cells]
        return [Tangle(mended, tuple(of), True) for mended, of in zip(broken, sets, strict=True)]

    def _one_by_one(self, broken: Sequence[Constraint]) -> list[Tangle]:
        asked = self.questions
        while True:
            self.groups, self.glue, self.questions = {}, {}, dict(asked)
            open_ones = [each for each in broken if each.name not in self.hopeless]
            self.groups.update((each.cells, None) for each in open_ones)
            known = len(self.hopeless)
            while not self.solver.is_spent and self._refined(open_ones):
                pass
            if len(self.hopeless) == known:
                return [self._tangle(each) for each in tangles(self.groups, self.glue)]

    def _refined(self, broken: Sequence[Constraint]) -> bool:
        """Whether a set that seemed to do did not, so that there is a group more."""
        parts = tangles(self.groups, self.glue)
        for part in parts:
            if self.solver.is_spent:
                return False
            for cells in self._sets(part):
                if self._is_refuted(cells, broken):
                    return True
        return any(self._is_refuted(cells, broken) for cells in self._together(parts))

    def _is_refuted(self, cells: Group, broken: Sequence[Constraint]) -> bool:
        question = self.question(cells)
        if question.answer.is_possible is not False:
            return False
        core = [question.constraints[place] for place in question.answer.core]
        group = frozenset(id for each in core for id in each.cells) - cells
        if not group:
            about = {each.name for each in broken if each.cells & cells}
            self.hopeless |= {each.name for each in core if each.is_broken} or about
            return False
        known = next((each for each in self.groups if each <= group), None)
        if known is None:
            self.groups[group] = None
        else:  # another tangle must change as well: the two are one
            self.glue[cells | known] = None
        return True

    def _sets(self, part: tuple[Group, ...]) -> Sequence[Group]:
        """The lightest sets of a tangle that are looked at."""
        if part not in self._lightest:
            self._lightest[part] = LightestSets(
                part, self.puzzle.weights, self.puzzle.order, lambda: self.solver.is_spent
            )
        return self._lightest[part].found[: self.limit]

    def _together(self, parts: Sequence[tuple[Group, ...]]) -> Iterator[Group]:
        """Choices from tangles that something must hold of together."""
        cells = [frozenset(id for each in self._sets(part) for id in each) for part in parts]
        touched = ({each.name for each in self.puzzle.about(of)} for of in cells)
        for members in clusters(touched):
            if len(members) > 1:
                choices = product(*(self._sets(parts[place]) for place in members))
                yield from (frozenset().union(*choice) for choice in islice(choices, _MOST_TOGETHER))

    def _tangle(self, part: tuple[Group, ...]) -> Tangle:
        cells = frozenset(id for group in part for id in group)
        sets = [each for each in self._sets(part) if self.question(each).answer.is_possible]
        found = self._lightest[part]
        is_whole = found.is_whole and len(found.found) <= self.limit and len(sets) == len(self._sets(part))
        is_whole = is_whole and all(self.questions[each].is_told for each in sets)
        own = tuple(each for each in self.constraints(cells) if each.is_broken and each.cells <= cells)
        return Tangle(own, tuple(sets), is_whole)

    def question(self, cells: Group) -> Attempt:
        """Whether all can hold if these cells, and no others, say something else; asked once."""
        if cells not in self.questions:
            self.questions[cells] = self._asked(cells)
        return self.questions[cells]

    def _asked(self, cells: Group) -> Attempt:
        if self.solver.is_spent:
            return Attempt((), (), (), Solution(None), is_told=False)
        constraints = self.constraints(cells)
        asked = [(each, self.wanted(each, cells & each.cells)) for each in constraints]
        is_told = all(one.wanted is not None for _, one in asked)
        never = next((each for each, one in asked if one.wanted is False), None)
        if never is not None:
            return Attempt((never,), (), (), Solution(False, (0,)), is_told)
        open_ones = [(each, one) for each, one in asked if one.wanted not in (None, True)]
        sides = [each for _, one in open_ones for each in one.sides]
        sides += [bound for id in self.in_order(cells) if (bound := self.unknowns.bounds(id)) is not True]
        wanted = [one.wanted for _, one in open_ones]
        is_affordable = len(self.questions) < _MOST_QUESTIONS
        answer = self.solver.ask(sides, wanted) if is_affordable else Solution(None)
        return Attempt([each for each, _ in open_ones], wanted, sides, answer, is_told)

    def constraints(self, cells: Group) -> list[Constraint]:
        """What must hold of some cells, but for what no figures mend."""
        return [each for each in self.puzzle.about(cells) if each.name not in self.hopeless]

    def crossing(self, cells: Group, others: Group) -> list[Any]:
        """What must hold of some cells and of others together, whatever both say."""
        free = cells | others
        asked = [self.wanted(each, free & each.cells) for each in self.constraints(cells) if each.cells & others]
        told = [one for one in asked if one.wanted is not None and not isinstance(one.wanted, bool)]
        return [part for one in told for part in (one.wanted, *one.sides)]

    def holds(self, constraints: Sequence[Constraint], cells: Group, given: Sequence[Any]) -> bool:
        """Whether constraints hold if only these cells say something else, and what is given of them is so."""
        asked = [self.wanted(each, cells & each.cells) for each in constraints]
        if any(one.wanted is None or one.wanted is False for one in asked):
            return False
        wanted = [each for one in asked if one.wanted is not True for each in (one.wanted, *one.sides)]
        return self.solver.ask([*given, *wanted]).is_possible is True

    def in_order(self, cells: Group) -> list[CellId]:
        """Cells in the order of the form."""
        return sorted(cells, key=self.puzzle.order.__getitem__)

    def wanted(self, constraint: Constraint, free: Group) -> Wanted:
        """What a constraint asks of those of its cells that are free; put into the solver's algebra once."""
        key = constraint.name, free
        if key not in self._read:
            algebra = Algebra(self.solver)
            try:
                wanted = algebra.opposite(constraint.read(free, algebra, self.unknowns).no)
                self._read[key] = Wanted(wanted, tuple(algebra.sides))
            except UntranslatableError:
                self._read[key] = Wanted(None)
        return self._read[key]
