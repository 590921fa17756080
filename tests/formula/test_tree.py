"""What is asked of a formula's tree is told from its shape, whatever its figures are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc.formula.syntax import parse
from cchc.formula.tree import (
    Apply,
    Fact,
    Name,
    Number,
    decimal_text,
    divides,
    has_quotient,
    is_share_of_rest,
    literal,
    made_of,
    mentions_of,
    parts_of,
    substitute,
    walk,
    weights_of,
    zero_over_zero,
)


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("a", {"a": 1}),
        ("2", {}),
        ("a + b", {"a": 1, "b": 1}),
        ("a - b - c", {"a": 1, "b": -1, "c": -1}),
        ("total(a, b, 3)", {"a": 1, "b": 1}),
        ("-(a - b)", {"a": -1, "b": 1}),
        ("number(a) + a", {"a": 2}),
        ("2 * a", {"a": 2}),
        ("(a + b) * (1 + 2)", {"a": 3, "b": 3}),
        ("a / 4 - a / 2", {"a": Fraction(-1, 4)}),
        ("2 * 3", {}),
        ("a - a", {"a": 0}),
        ("a * b", None),
        ("2 * max(a, b)", None),
        ("max(a, b) * 2", None),
        ("a + max(a, b)", None),
        ("a / b", None),
        ("a / 0", None),
        ("max(a, b)", None),
    ],
)
def test_what_changes_in_proportion_has_weights(text: str, weights: dict[str, Fraction] | None) -> None:
    """How many times each name counts, signs included; none for what is in no proportion."""
    assert weights_of(parse(text)) == weights


@pytest.mark.parametrize(
    ("text", "need_not_end"),
    [
        ("a / b", True),
        *((f"a / b {sign} c", True) for sign in "+-*"),
        *((f"c {sign} c", False) for sign in "+-*"),
        *((f"{name}(a / b, c)", True) for name in ("total", "min", "max")),
        *((f"{name}(a / b)", True) for name in ("number", "abs")),
        ("-(a / b)", True),
        ("-a", False),
        ("if_(y, a / b, c)", True),
        ("if_(y, a, b / c)", True),
        ("if_(a / b > 1, a, c)", False),
        ("round(a / b, 2)", False),
        ("percent(a, b)", False),
        ("a", False),
        ("2", False),
    ],
)
def test_a_quotient_that_nothing_rounds_need_not_end(text: str, need_not_end: bool) -> None:
    """Wherever it stands in what the formula gives; not in what it only chooses by."""
    assert divides(parse(text)) is need_not_end


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", {"a"}),
        ("a + b * 2", {"a", "b"}),
        ("round(a, 1) + b", {"b"}),
        ("if_(a > b, c, 2)", {"c"}),
        ("max(if_(y, a, b), c)", {"a", "b", "c"}),
        ("2", set()),
    ],
)
def test_a_value_is_made_of_what_goes_into_it(text: str, names: set[str]) -> None:
    """Neither of what it is chosen by nor of what is rounded first."""
    assert made_of(parse(text)) == names


@pytest.mark.parametrize(
    ("text", "has_one"),
    [("a / b", True), ("1 + percent(a, b)", True), ("if_(a / b > 1, 1, 2)", True), ("a + b * 2", False), ("a", False)],
)
def test_a_formula_that_divides_may_have_no_value(text: str, has_one: bool) -> None:
    assert has_quotient(parse(text)) is has_one


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("percent(a + b, c)", [("a", "c"), ("b", "c")]),
        ("percent(a, a)", []),
        ("a / b", [("a", "b")]),
        ("a <= b", [("a", "b")]),
        ("a < b", []),
        ("percent(a, b + c)", []),
        ("a + b <= c", []),
        ("a + b", []),
    ],
)
def test_a_ratio_declares_parts_of_a_whole(text: str, parts: list[tuple[str, str]]) -> None:
    """So does a check that one figure is at most another; nothing is a part of itself."""
    assert list(parts_of(parse(text))) == parts


def test_figures_and_facts_are_spoken_of() -> None:
    """Each once, in the order of the text."""
    assert mentions_of(parse("b + printed(a) > printed(c) + b")) == ("b", "a", "c")


def test_a_bound_formula_points_where_the_family_s_does() -> None:
    """An error in it is shown in the text that was written."""
    family = parse("printed(part) <= number(whole) + other")
    bound = substitute(family, {"part": "a", "whole": "b"})
    assert bound == parse("printed(a) <= number(b) + other")
    assert [node.span for node in walk(bound)] == [node.span for node in walk(family)]
    assert len({node.span for node in walk(bound)}) > 4


def test_a_number_below_zero_is_written_behind_a_sign() -> None:
    """As the parser reads it."""
    assert literal(Fraction(-1, 2)) == Apply("neg", (Number(Fraction(1, 2)),)) == parse("-0.5")
    assert [literal(Fraction(number)) for number in ("0", "0.5")] == [parse("0"), parse("0.5")]


@pytest.mark.parametrize(
    ("value", "text"),
    [("100", "100"), ("1/200", "0.005"), ("-1/8", "-0.125"), ("-3", "-3"), ("0", "0"), ("5/2", "2.5")],
)
def test_a_literal_is_a_decimal(value: str, text: str) -> None:
    assert decimal_text(Fraction(value)) == text


def test_what_is_no_decimal_is_refused() -> None:
    """A third has no last digit."""
    with pytest.raises(ValueError, match="1/3 is not a decimal number"):
        decimal_text(Fraction(1, 3))


def test_where_nothing_over_nothing_is_zero_the_tree_says_so() -> None:
    """In every ratio of it, which is shown in its place."""
    tree = parse("percent(a, b) + 1")
    written = zero_over_zero(tree)
    assert written == parse("if_(b == 0, 0, percent(a, b)) + 1")
    assert isinstance(written, Apply)
    assert written.args[0].span == (0, 13)
    assert zero_over_zero(Name("a")) == Name("a")
    assert zero_over_zero(Fact("printed", ("a",))) == Fact("printed", ("a",))


@pytest.mark.parametrize(
    ("text", "is_rest"),
    [
        ("percent(whole - part, whole)", True),
        ("percent(part, whole)", False),
        ("percent(whole - part, other)", False),
        ("whole - part", False),
    ],
)
def test_the_share_of_the_rest_is_that_of_what_a_part_leaves(text: str, is_rest: bool) -> None:
    """Posts not used are those assigned without those in use."""
    assert is_share_of_rest(parse(text)) is is_rest
