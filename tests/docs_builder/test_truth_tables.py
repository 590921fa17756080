"""The published truth tables are the language's own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc.docs_builder.pages.language import value_of
from cchc.formula.reference import Null
from cchc.value import Cause

TRUTH = {"t": True, "f": False, "u": None}


@pytest.mark.parametrize(
    ("formula", "table"),
    [
        ("a and b", "ttt tff tuu ftf fff fuf utu uff uuu"),
        ("a or b", "ttt tft tut ftt fff fuu utt ufu uuu"),
        ("implies(a, b)", "ttt tff tuu ftt fft fut utt ufu uuu"),
        ("a == b", "ttt tff tuu ftf fft fuu utu ufu uuu"),
    ],
)
def test_logic_is_kleenes(formula: str, table: str) -> None:
    """Each row: a, b, the result; u is unknown."""
    for a, b, result in table.split():
        value = value_of(formula, {"a": TRUTH[a], "b": TRUTH[b]})
        assert (None if isinstance(value, Null) else value) is TRUTH[result], (a, b)


@pytest.mark.parametrize(
    "formula", ["a + b", "a - b", "a * b", "a < b", "a == b", "a != b", "min(a, b)", "max(a, b)", "total(a, b)"]
)
def test_a_missing_figure_leaves_no_value(formula: str) -> None:
    """Equality included."""
    assert value_of(formula, {"a": 1, "b": None}) == Null(Cause.MISSING_INPUT, "b")
    assert value_of(formula, {"a": None, "b": 1}) == Null(Cause.MISSING_INPUT, "a")


@pytest.mark.parametrize("formula", ["a / b", "percent(a, b)"])
def test_a_zero_denominator_is_told_apart(formula: str) -> None:
    assert value_of(formula, {"a": 3, "b": 0}) == Null(Cause.ZERO_DENOMINATOR)
    assert value_of(formula, {"a": 3, "b": 4}) == Fraction(3, 4) * (1 if formula == "a / b" else 100)


def test_a_choice_is_lazy() -> None:
    """The branch that is not taken may have no value."""
    assert value_of("if_(a, 1, 2 / 0)", {"a": True}) == 1
    assert isinstance(value_of("if_(a, 1, 2 / 0)", {"a": None}), Null)
