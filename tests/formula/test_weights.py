"""How many times a name counts in a formula is what the formula itself makes of a figure more."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.formula import reference
from cchc.formula.syntax import parse
from cchc.formula.tree import is_linear, names_of, weights_of
from cchc.judge.engine import no_facts

NAMES = ("a", "b", "c")
figures = st.fixed_dictionaries({name: st.fractions(-99, 99, max_denominator=100) for name in NAMES})
formulas = st.recursive(
    st.sampled_from([*NAMES, "2", "0.5", "0"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})")
        | inner.map(lambda each: f"(-{each})")
        | inner.map(lambda each: f"({each} / 4)")
        | st.tuples(inner, inner).map(lambda each: f"total({each[0]}, {each[1]})")
    ),
    max_leaves=6,
)


@given(formulas, figures)
def test_one_more_of_a_figure_is_its_weight_more(text: str, given: dict[str, Fraction]) -> None:
    """A linear formula grows by the weight of a name, wherever that stands, and does not depend on any other."""
    tree = parse(text)
    weights = weights_of(tree)
    assert (weights is not None) == is_linear(tree)
    if weights is None:
        return
    assert weights.keys() == set(names_of(tree))
    for name, weight in weights.items():
        more = {**given, name: given[name] + 1}
        first, second = (reference.evaluate(tree, each.get, no_facts) for each in (given, more))
        assert isinstance(first, Fraction)
        assert isinstance(second, Fraction)
        assert second - first == weight


@pytest.mark.parametrize("text", ["a * b", "a / b", "min(a, b)", "percent(a, b)", "abs(a)", "a / 0"])
def test_what_is_not_in_proportion_has_no_weights(text: str) -> None:
    """A product, a quotient, the lesser of two say nothing of what one of them has to be."""
    assert weights_of(parse(text)) is None
