"""All questions about an edition, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import thread_time

from attrs import evolve

from cchc.batch.samples.whole import WholeForm
from cchc.catalogue import Catalogue
from cchc.proof.asked import Asking, RulesAsked
from cchc.proof.between import between
from cchc.proof.integers import integers
from cchc.proof.ranges import ranges
from cchc.proof.rules import own, together
from cchc.solver.library import Solver
from cchc.solver.theorem import Conclusion, Proof, Question, Theorem

SECONDS = 60
"""Of processor time for all questions about one edition; what is not answered by then is undecided."""
Watched = Callable[[Question, Sequence[Asking]], Iterable[Theorem]]
"""Who has questions answered, and tells how far it has come."""


def unwatched(_question: Question, askings: Sequence[Asking]) -> Iterator[Theorem]:
    """The answers to questions of one kind, while nobody looks on."""
    return (ask() for ask in askings)


def prove(catalogue: Catalogue, against: Catalogue | None = None, watched: Watched = unwatched) -> Proof:
    """What can be shown of the rules, rates and formulas of a catalogue; with another edition also which of the rules
    hold wherever the other's do.

    After a minute of processor time whatever is left is undecided. `watched` answers questions of one kind, one after
    another, for whoever looks on. Raises MissingExtraError without the extra `solve`.
    """
    end = thread_time() + SECONDS
    asked = RulesAsked(WholeForm.of(catalogue), Solver(until=end))
    theorems = list(watched(Question.TOGETHER, [partial(together, asked)]))
    asked.solver.until = (thread_time() + end) / 2  # of many rates none should leave the rules without time
    theorems += watched(Question.RANGE, ranges(asked))
    asked.solver.until = end
    theorems += watched(Question.OWN, own(asked))
    theorems += integers(catalogue.edition)
    theorems += [Theorem(Question.OWN, name, Conclusion.UNDECIDED) for name in asked.undecided]
    if against is not None:
        theorems += between(asked, against)
    other = None if against is None else against.edition.id
    told = tuple(_withdrawn(each, asked.undecided) for each in theorems)
    return Proof(catalogue.edition.id, len(asked.cells), told, tuple(asked.elsewhere), other)


def _withdrawn(theorem: Theorem, unread: Sequence[str]) -> Theorem:
    """A theorem whose example the engine judges otherwise is none. It may be that the example only breaks what could
    not be put to the solver: then the two do not differ, and there is no example."""
    witness = theorem.witness
    if witness is None or witness.is_confirmed:
        return theorem
    read = {name for name in witness.breaks if name not in unread}
    is_by_unread = len(read) < len(witness.breaks) and read <= {theorem.subject}
    return evolve(theorem, answer=Conclusion.UNDECIDED, witness=None if is_by_unread else witness)
