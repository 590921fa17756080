"""The facts that formulas may ask and the answers that the engine gives are one list."""

from __future__ import annotations

import inspect

from cchc.formula.functions import FACTS, Function
from cchc.judge.answers import ANSWERS


def test_every_fact_has_an_answer_and_every_answer_is_a_fact() -> None:
    """A fact that a catalogue may use is one that the engine can answer."""
    assert set(ANSWERS) == {fact.name for fact in FACTS}


def test_an_answer_takes_as_many_lines_as_its_fact() -> None:
    """Arity stands in the table and in the code alike."""
    for fact in FACTS:
        assert _lines_taken(fact.name) == _lines_of(fact), fact.name


def _lines_taken(name: str) -> tuple[int, bool]:
    parameters = list(inspect.signature(ANSWERS[name]).parameters.values())[1:]
    variadic = any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters)
    return len(parameters) - variadic, variadic


def _lines_of(fact: Function) -> tuple[int, bool]:
    return len(fact.takes), fact.variadic
