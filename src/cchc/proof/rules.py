"""Rules held against each other: whether a form can keep them all, and whether each says something of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from cchc.batch.samples.whole import Numbers
from cchc.edition import Severity
from cchc.proof.asked import Asking, Demand, RulesAsked
from cchc.solver.library import Solution
from cchc.solver.theorem import Conclusion, Question, Theorem

_STEPS = 3
"""So far around a rule other cells may change for it to be broken alone, before all may be anything."""


def together(asked: RulesAsked) -> Theorem:
    """Whether a whole form keeps every rule that is an error or a warning; if not, which of them no form keeps."""
    if asked.right is not None:
        witness = asked.witness(asked.right.numbers, (), Severity.WARNING)
        return Theorem(Question.TOGETHER, "", Conclusion.PROVED, witness=witness)
    places = asked.as_grave(Severity.WARNING)
    found = asked.standing.ask(places, asked.all_stated)
    if found.is_possible is not False:
        return Theorem(Question.TOGETHER, "", Conclusion.UNDECIDED)
    return Theorem(
        Question.TOGETHER, "", Conclusion.REFUTED, (), _names(asked, _least(asked, list(found.core), asked.all_stated))
    )


def own(asked: RulesAsked) -> Sequence[Asking]:
    """Whether each rule of the catalogue can be broken alone, with a report that does; if not, the rules from which it
    follows. Of those that hold for any form nobody asks."""
    rules = [(place, demand) for place, demand in enumerate(asked.demands) if not demand.is_standard]
    return [partial(_own, asked, place, demand) for place, demand in rules]


def _own(asked: RulesAsked, place: int, demand: Demand) -> Theorem:
    undecided = Theorem(Question.OWN, demand.name, Conclusion.UNDECIDED, demand.figures)
    if asked.solver.is_spent:
        return undecided
    others = asked.as_grave(demand.severity, but=(place,))
    near = [each for each in others if asked.demands[each].cells & demand.cells]
    for places in ([], near):
        if (theorem := _following(asked, demand, asked.standing.ask(places, [demand.broken]))) is not None:
            return theorem
    if (numbers := _near_a_right_form(asked, demand)) is None:
        for besides in asked.readable(asked.cells, whole=False):
            found = asked.standing.ask(others, [demand.broken, *besides])
            if found.is_possible:
                numbers = asked.numbers(found)
                break
        else:
            return _following(asked, demand, found) or undecided
    witness = asked.witness(numbers, (demand.name,), demand.severity)
    return Theorem(Question.OWN, demand.name, Conclusion.PROVED, demand.figures, witness=witness)


def _following(asked: RulesAsked, demand: Demand, found: Solution) -> Theorem | None:
    """The theorem on a rule that cannot be broken where others hold."""
    if found.is_possible is not False:
        return None
    core = _least(asked, list(found.core), [demand.broken])
    if not core and demand.cells & asked.printed:
        return Theorem(Question.OWN, demand.name, Conclusion.UNDECIDED, demand.figures)  # a blank one might
    return Theorem(Question.OWN, demand.name, Conclusion.REFUTED, demand.figures, _names(asked, core))


def _near_a_right_form(asked: RulesAsked, demand: Demand) -> Numbers | None:
    """A report on which only that rule is broken, and which differs from a right one in few cells: in those of the
    rule, or further around it."""
    if asked.right is None:
        return None
    cells = demand.cells
    for _ in range(_STEPS):
        if (numbers := asked.right.broken_alone(demand, cells)) is not None:
            return numbers
        cells = cells.union(*(each.cells for each in asked.demands if each.cells & cells))
    return None


def _least(asked: RulesAsked, core: list[int], besides: list[Any]) -> list[int]:
    """Of what cannot hold together, no more than it takes."""
    for place in list(core):
        rest = [each for each in core if each != place]
        if asked.standing.ask(rest, besides).is_possible is False:
            core = rest
    return core


def _names(asked: RulesAsked, places: list[int]) -> tuple[str, ...]:
    return tuple(asked.demands[place].name for place in places)
