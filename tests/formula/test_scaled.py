"""A check of figures in units of their last decimal is the check of the figures themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.formula.reference import Null, evaluate
from cchc.formula.scaled import in_units
from cchc.formula.syntax import parse
from cchc.formula.tree import Tree

NAMES = ("a", "b", "c")
formulas = st.recursive(
    st.sampled_from([*NAMES, "2", "0.5", "0"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})")
        | inner.map(lambda each: f"(-{each})")
        | st.tuples(inner, inner).map(lambda each: f"total({each[0]}, {each[1]})")
        | st.tuples(inner, inner).map(lambda each: f"percent({each[0]}, {each[1]})")
        | st.tuples(inner, inner).map(lambda each: f"max({each[0]}, {each[1]})")
    ),
    max_leaves=5,
)
checks = st.tuples(formulas, st.sampled_from(["<", "<=", "==", "!=", ">"]), formulas).map(" ".join)


def found(tree: Tree, figures: dict[str, Fraction]) -> object:
    value = evaluate(tree, figures.get, lambda function, ids: None)
    return None if isinstance(value, Null) else value


@given(checks, st.fixed_dictionaries(dict.fromkeys(NAMES, st.integers(-300, 300))), st.sampled_from([1, 10, 100]))
def test_a_check_in_units_is_the_check(text: str, units: dict[str, int], scale: int) -> None:
    """Whatever is computed of them, and whether or not the units cancel out."""
    tree = parse(text)
    meant = {name: Fraction(number, scale) for name, number in units.items()}
    counted = {name: Fraction(number) for name, number in units.items()}
    assert found(in_units(tree, scale), counted) == found(tree, meant)


@pytest.mark.parametrize(
    ("text", "in_tenths"),
    [
        ("a + b == c", "a + b == c"),
        ("total(a, b) - c >= 0", "total(a, b) - c >= 0"),
        ("percent(-a, b) > 5", "percent(-a, b) > 5"),
        ("a == 5", "a / 10 == 5"),
        ("a * b == c", "a / 10 * (b / 10) == c / 10"),
        ("max(a, b) == c", "max(a / 10, b / 10) == c / 10"),
    ],
)
def test_sums_are_compared_as_they_are(text: str, in_tenths: str) -> None:
    """A division that changes nothing is not made: it would be made for each of many rows."""
    assert in_units(parse(text), 10) == parse(in_tenths)
    assert in_units(parse(text), 1) == parse(text)
