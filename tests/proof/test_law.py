"""Whatever rules a small form has, what is shown of them is so: tried over all small figures, and blanks."""

from __future__ import annotations

from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solver import CHECKS, LINES, edition_with, engine_with

from cchc import Catalogue
from cchc.judge.figures import computation_of_figures
from cchc.judge.outcome import instance_name
from cchc.proof import Conclusion, Question, prove

SMALL = (None, 0, 1, 2, 3)


@cache
def broken(checks: frozenset[str], figures: tuple[int | None, ...]) -> frozenset[str]:
    """The instances of rules that figures break."""
    computation = computation_of_figures(engine_with(checks), dict(zip(LINES, figures, strict=True)))
    places = (computation.engine.instances[place] for place in computation.broken)
    return frozenset(instance_name(each.rule, each.bindings) for each in places)


@settings(max_examples=8)
@given(st.frozensets(st.sampled_from([each for each in CHECKS if "capped" not in each]), min_size=2, max_size=6))
def test_what_is_shown_of_rules_is_so(checks: frozenset[str]) -> None:
    """A rule that is said to follow is never broken alone by small figures; every example is one, says the engine."""
    proof = prove(Catalogue(edition_with(checks)))
    told = [broken(checks, figures) for figures in product(SMALL, repeat=len(LINES))]
    for theorem in proof.of(Question.OWN):
        if theorem.answer is Conclusion.REFUTED:
            assert not any(theorem.subject in each and each.isdisjoint(theorem.because) for each in told)
        assert theorem.witness is None or theorem.witness.is_confirmed
    (together,) = proof.of(Question.TOGETHER)
    if together.answer is Conclusion.REFUTED:
        whole = (figures for figures in product(SMALL[1:], repeat=len(LINES)))
        assert not any(broken(checks, figures).isdisjoint(together.because) for figures in whole)
