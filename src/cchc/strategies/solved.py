"""Forms that are right but for what is asked, found by a solver.

Some figures are as they were drawn, and the others as on a form that is right anyhow, or as near to it as the rules let
them be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import inf
from typing import Any

from cchc.batch.samples.whole import Numbers, WholeForm
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Severity
from cchc.edition.kept import kept
from cchc.errors import CchcError, unknown
from cchc.proof.asked import Demand, RulesAsked
from cchc.record import define, field
from cchc.report import Report
from cchc.solver.algebra import SymbolicNumber
from cchc.solver.library import PutOnce, Solver
from cchc.solver.puzzle import CellId

_MOST_INSTANCES = 6
"""Rows, or columns, of a rule of which one is broken."""
_SMALL = 1000
_MOST_GIVEN_UP = 200
"""Figures that are other than usual for the sake of one that was drawn."""


@define(eq=False, repr=False)
class SolvedForms:
    """The forms of an edition on which every rule holds, or every one but one."""

    catalogue: Catalogue
    asked: RulesAsked = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.asked = RulesAsked(WholeForm.of(self.catalogue), Solver(until=inf))

    @classmethod
    @kept
    def of(cls, edition: Edition) -> SolvedForms:
        """Those of an edition, put to the solver once."""
        return cls(Catalogue(edition))

    @cached_property
    def figures(self) -> tuple[CellId, ...]:
        """The cells that an office states, in the order of the form."""
        return tuple(id for id in self.asked.cells if id not in self.asked.printed)

    def instances(self, rule: str) -> Sequence[Demand]:
        """The rows, or columns, in which a rule can be broken alone, by the name of its outcome: some of them.

        Raises UnknownNameError for one that figures alone do not break, CchcError where none breaks alone.
        """
        names = {_rule_of(each) for each in self.asked.demands}
        if rule not in names:
            raise unknown("rule that figures alone break", rule, names)
        own = (each for each in self.asked.demands if _rule_of(each) == rule)
        alone = list(islice((each for each in own if self._numbers((), each) is not None), _MOST_INSTANCES))
        if not alone:
            raise CchcError(f"{rule} follows from other rules, so no form breaks it alone")
        return alone

    def report(self, wishes: Mapping[CellId, int], broken: Demand | None = None) -> Report | None:
        """A form with as many of these figures as can be, in units of their last decimal; None where there is none."""
        numbers = self._numbers([self._says(id, Fraction(value)) for id, value in wishes.items()], broken)
        return None if numbers is None else self.asked.form.report(numbers)

    def _numbers(self, wishes: Iterable[Any], broken: Demand | None) -> Numbers | None:
        grave, first = self.asked.as_grave(Severity.WARNING), len(self.asked.demands)
        own = {place for place in grave if broken is not None and self._breaks_with(place, broken)}
        sure = [place for place in grave if place not in own]
        # Of the rule to be broken the other rows hold where they can.
        others = {place for place in own if self.asked.demands[place] is not broken}
        usual = others | set(range(first, first + len(self._usual)))
        besides = [] if broken is None else [broken.broken]
        found = self._asked(sure, usual, besides)
        if found is None:
            return None
        for wish in wishes:
            if (better := self._asked(sure, usual, [*besides, wish])) is not None:
                besides.append(wish)
                found = better
        return found

    def _breaks_with(self, place: int, broken: Demand) -> bool:
        """Whether a demand is of the rule to be broken, or cannot hold of the same figures where that is broken: a rate
        over 0 is no more what its formula gives than it may stand there at all."""
        demand = self.asked.demands[place]
        if _rule_of(demand) == _rule_of(broken):
            return True
        return demand.cells == broken.cells and not self._standing.ask([place], [broken.broken]).is_possible

    def _asked(self, sure: list[int], usual: set[int], besides: Sequence[Any]) -> Numbers | None:
        """What the cells say where all that holds, usual figures given up one by one where they stand against it."""
        for _ in range(_MOST_GIVEN_UP):
            solution = self._standing.ask([*sure, *sorted(usual)], besides)
            if solution.is_possible:
                return self.asked.numbers(solution)
            blamed = usual.intersection(solution.core)
            if not blamed:
                return None
            usual.discard(min(blamed, key=self._worth))
        return None

    def _worth(self, place: int) -> tuple[int, bool, int]:
        """What is given up first: a usual figure before a small one, and that before any; what is computed, and so
        follows, before what is stated; of the rest what stands last on the form. Other rows hold as long as they can.
        """
        if place < len(self.asked.demands):
            return len(self._usual), True, 0
        what, at = divmod(place - len(self.asked.demands), len(self._ids))
        return what, self._ids[at] not in self.asked.printed, -at

    @cached_property
    def _ids(self) -> list[CellId]:
        return list(self.asked.cells)

    @cached_property
    def _usual(self) -> list[Any]:
        """That each figure is as it is on a right form; that each is small; and that each is there."""
        right = self.asked.right
        if right is None:
            raise CchcError(f"no right form of {self.catalogue.id} was found: see 'cchc catalogue prove'")
        numbers = [self._says(id, right.numbers[id.figure]) for id in self._ids]
        terms = [self.asked.unknowns[id] for id in self._ids]
        both = self.asked.solver.z3.And
        small = [both(each.up >= -_SMALL * each.down, each.up <= _SMALL * each.down) for each in terms]
        return [*numbers, *small, *(each.known for each in terms)]

    def _says(self, id: CellId, number: Fraction | None) -> Any:
        """The condition that a cell says a number, or is blank."""
        term: SymbolicNumber = self.asked.unknowns[id]
        if number is None:
            return self.asked.algebra.opposite(term.known)
        same = term.up * number.denominator == term.down * number.numerator
        return same if term.known is True else self.asked.solver.z3.And(term.known, same)

    @cached_property
    def _standing(self) -> PutOnce:
        kept = [each.kept for each in self.asked.demands]  # what they rest on is known once they are read
        usual = self._usual
        return self.asked.solver.standing(self.asked.algebra.sides, [*kept, *usual])


def _rule_of(demand: Demand) -> str:
    """The rule, or the sum of a table, that a demand is an instance of."""
    return demand.name.partition("[")[0]
