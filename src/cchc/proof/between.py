"""Two editions held against each other: which rules of one hold wherever those of the other do."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from cchc.batch.samples.whole import WholeForm
from cchc.catalogue import Catalogue
from cchc.edition import Severity
from cchc.proof.asked import Demand, RulesAsked
from cchc.solver.theorem import Conclusion, Question, Theorem


def between(asked: RulesAsked, against: Catalogue) -> Iterator[Theorem]:
    """Each rule of an edition that the other does not have as it is: whether whatever passes the other passes it, or a
    report that does not. Of the figures that only one of the two has nothing is known."""
    other = RulesAsked(WholeForm.of(against), asked.solver, asked.terms)
    known = {(each.name, each.kept.get_id()) for each in other.demands}  # of one context, what is the same is one
    kept = [each.kept for each in other.demands if each.severity.is_as_grave_as(Severity.ERROR)]
    for demand in asked.demands:
        if demand.severity is Severity.ERROR and (demand.name, demand.kept.get_id()) not in known:
            yield _theorem(asked, other, kept, demand)


def _theorem(asked: RulesAsked, other: RulesAsked, kept: list[object], demand: Demand) -> Theorem:
    cells = [id for id in asked.cells if id in other.cells]
    besides = [*asked.algebra.sides, *other.algebra.sides, *kept, demand.broken]
    for readable in asked.readable(cells, whole=False):
        found = asked.solver.ask([*besides, *readable])
        if found.is_possible:
            witness = asked.witness(asked.numbers(found), (), Severity.ERROR)
            kept_by_other = other.witness(other.numbers(found), (), Severity.ERROR).is_confirmed
            is_so = demand.name in witness.breaks and kept_by_other
            witness = evolve(witness, is_confirmed=is_so)
            return Theorem(Question.OTHER_EDITION, demand.name, Conclusion.REFUTED, demand.figures, witness=witness)
    answer = Conclusion.PROVED if found.is_possible is False else Conclusion.UNDECIDED
    return Theorem(Question.OTHER_EDITION, demand.name, answer, demand.figures)
