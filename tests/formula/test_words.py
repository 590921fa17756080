"""A formula reads back as text, as words and as MathML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import FormulaError
from cchc.formula.mathml import mathml
from cchc.formula.syntax import parse
from cchc.formula.tree import decimal_text
from cchc.formula.words import PHRASES, text, words
from cchc.words import face

PHRASEBOOK = face("judging")
LABELS = {"a": "“Số nhiệm vụ đã hoàn thành”", "b": "“Số nhiệm vụ được giao”", "c": "“Tọa đàm”", "h": "“Kế hoạch”"}


def vi(formula: str) -> str:
    return words(parse(formula), PHRASEBOOK, "vi", lambda id: LABELS.get(id, id), lambda word: f"“{word}”")


@given(st.data())
def test_text_parses_back(world, data):
    """`parse(text(tree)) == tree`, whatever the tree."""
    tree = data.draw(world.trees)
    assert parse(text(tree)) == tree


@given(st.text("ab<=+-*/() .,12andornt", max_size=30))
def test_text_is_canonical(source):
    """Whatever parses has one canonical text, which parses to the same tree."""
    try:
        tree = parse(source)
    except FormulaError:
        return
    assert parse(text(tree)) == tree
    assert text(parse(text(tree))) == text(tree)


@pytest.mark.parametrize(
    "formula",
    ["a - (b - c)", "a - b - c", "-(a + b) * c", "a / (b * c)", "--a", "not (a and b)", "(a and b) and c",
     "(a < b) == (b < c)", "(not a) == b", "a and (b or c)", "0.05 * a", "a * -b",
     "(a - b) * c", "(a + b) / c", "a + b + c", "(a + b) + c", "a - b + c + d", "a + (b + c)", "a - b * c", "-(a - b)"],
)  # fmt: skip
def test_only_needed_parentheses_stay(formula):
    """These are canonical as they stand."""
    assert text(parse(formula)) == formula


@given(st.integers(0, 10**30), st.integers(0, 20))
def test_decimal_text_is_exact(scaled, decimals):
    """The text of a decimal is its value."""
    value = Fraction(scaled, 10**decimals)
    assert Fraction(decimal_text(value)) == value


def test_a_third_is_no_decimal():
    """What has no finite decimal is refused, not rounded."""
    with pytest.raises(ValueError, match="1/3"):
        decimal_text(Fraction(1, 3))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("percent(a, b)", "“Số nhiệm vụ đã hoàn thành” ÷ “Số nhiệm vụ được giao” × 100"),
        ("percent(a + b, b - c)",
         "(“Số nhiệm vụ đã hoàn thành” + “Số nhiệm vụ được giao”) ÷ (“Số nhiệm vụ được giao” − “Tọa đàm”) × 100"),
        ("total(a, c) <= 2.5", "“Số nhiệm vụ đã hoàn thành” + “Tọa đàm” ≤ 2,5"),
        ("abs(a - b) * (a + 1)",
         "|“Số nhiệm vụ đã hoàn thành” − “Số nhiệm vụ được giao”| × (“Số nhiệm vụ đã hoàn thành” + 1)"),
        ("implies(c > 0, c == 1 and not known(c))",
         "nếu “Tọa đàm” > 0 thì “Tọa đàm” = 1 và không phải có giá trị (“Tọa đàm”)"),
        ("if_(c == 0, 0, 1) + 1", "(nếu “Tọa đàm” = 0 thì 0, nếu không thì 1) + 1"),
        ("printed(c) != -c", "số in trên biểu (“Tọa đàm”) ≠ −“Tọa đàm”"),
        ("window_end(h) == period_end()", "ngày cuối kỳ số liệu (“Kế hoạch”) = ngày chốt số liệu"),
        ("s == 'day_du'", "s = “day_du”"),
        ("min(c, 1, 2)", "số nhỏ nhất (“Tọa đàm”; 1; 2)"),
    ],
)  # fmt: skip
def test_words(formula, expected):
    """A formula in Vietnamese, as a person would say it."""
    assert vi(formula) == expected


def test_words_take_figures_for_names():
    """The same words with figures in the place of labels are the sum worked out."""
    shown = words(parse("percent(a, b)"), PHRASEBOOK, "en", {"a": "6", "b": "20"}.__getitem__)
    assert shown == "6 ÷ 20 × 100"


def test_a_label_is_not_a_template():
    """Braces in a stranger's label stay as they are."""
    shown = words(parse("a > 0 and b > 0"), PHRASEBOOK, "en", {"a": "{1} {0.__class__}", "b": "{0}"}.__getitem__)
    assert shown == "{1} {0.__class__} > 0 and {0} > 0"


@given(st.data())
def test_every_tree_has_words_and_mathml(world, data):
    """Every function and operator has words in each language, and its MathML is well formed."""
    tree = data.draw(world.trees)
    label = data.draw(st.text(min_size=1, max_size=8))
    for language in ("vi", "en"):
        assert words(tree, PHRASEBOOK, language, lambda id: label)
        root = ET.fromstring(mathml(tree, PHRASEBOOK, language, lambda id: label))
        assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"


def test_mathml_draws_fractions():
    """A rate is a fraction times 100; hostile labels are text."""
    shown = mathml(parse("percent(a, b)"), PHRASEBOOK, "en", {"a": "<script>", "b": "x & y"}.__getitem__)
    assert "<mfrac><mrow><mtext>&lt;script&gt;</mtext></mrow><mrow><mtext>x &amp; y</mtext></mrow></mfrac>" in shown
    assert shown.endswith("<mo>×</mo><mn>100</mn></mrow></math>")


def test_mathml_keeps_the_grouping():
    """Parentheses stand where the fraction bar does not group."""
    shown = mathml(parse("a * (b + 1)"), PHRASEBOOK, "en", str)
    root = ET.fromstring(shown)
    assert "".join(root.itertext()) == "a×(b+1)"
    fraction = ET.fromstring(mathml(parse("(a + b) / (a - b)"), PHRASEBOOK, "en", str))
    assert "".join(fraction.itertext()) == "a+ba−b"


def test_the_phrases_that_are_needed_are_listed():
    """`PHRASES` lists what the face must say; places are counted from {0}."""
    assert set(PHRASEBOOK.family("formula")) == set(PHRASES)
    for key, places in PHRASES.items():
        for phrase in PHRASEBOOK.text("formula", key).values():
            assert all(f"{{{place}}}" in phrase for place in range(places))
