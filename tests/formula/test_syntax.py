"""Any text is a formula or a `FormulaError` that points at the fault."""

from __future__ import annotations

import sys
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import FormulaError
from cchc.formula.functions import FUNCTIONS
from cchc.formula.reference import evaluate
from cchc.formula.syntax import DEPTH, LENGTH, NODES, is_taken, parse
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word, walk

SCRAPS = (
    *FUNCTIONS, "a", "tong_so", "12", "0.5", "1e400", "0x1f", "1_000", "007", "1j", "9" * 30, "+", "-", "*", "/",
    "**", "//", "%", "<", "<=", "==", "!=", "=", ":=", "->", "and", "or", "not", "in", "is", "if", "else", "lambda",
    "for",
    "await", "None", "True", "(", ")", "[", "]", "{", "}", ",", ".", ":", ";", "#", "@", "~", "^", "&", "|", "!", "\\",
    "'day_du'", "'", '"', "f'{a}'", "b'a'", '"""', "__class__", "_", "\n", "\t", "\x00", "\ud800", "\f", "ﬁ", "ª", "đ",
    "×", "≤", "\u202e", " ",
)  # fmt: skip


def attempt(text: str) -> Tree | FormulaError:
    try:
        return parse(text)
    except FormulaError as error:
        return error


def fault(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as raised:
        parse(text)
    return raised.value


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join) | st.text(st.characters(codec=None), max_size=60))
def test_any_text_is_a_formula_or_an_error(text):
    """No other exception, no warning; an error lies in the text and can be printed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = attempt(text)
    if isinstance(answer, FormulaError):
        assert 0 <= answer.start <= answer.end <= len(text) + 1
        assert len(answer.formula) == len(text)
        assert str(answer).encode("utf-8")
    else:
        assert all(0 <= node.span[0] < node.span[1] <= len(text) for node in walk(answer))


NESTED = st.lists(st.sampled_from(["not ", "-", "(", "a", "abs(", ")", " + ", "1", " < ", " == "]), max_size=400)


@given(NESTED.map("".join))
def test_nesting_never_overflows(text):
    """Depth and size are bounded, whatever is nested in what."""
    answer = attempt(text)
    assert isinstance(answer, FormulaError) or sum(1 for _ in walk(answer)) <= NODES


@pytest.mark.parametrize(
    "text",
    [
        "-" * 3000 + "a",
        "not " * 900 + "a",
        "(" * 1500 + "a" + ")" * 1500,
        "a" + " + a" * 900,
        "abs(" * 900 + "a" + ")" * 900,
        "a" * (LENGTH + 1),
        "total(" + ", ".join(["a"] * 1000) + ")",
        "9" * 3000,
        "0." + "3" * 3000,
        " " * 100_000_000,
    ],
)
def test_what_is_too_large_is_refused(text):
    """Length, depth, size and digits have bounds, and their errors are short."""
    error = fault(text)
    assert len(error.what) < 100
    assert len(error.formula) <= LENGTH


def test_a_chain_in_a_chain_cannot_explode():
    """The middle of a chain stands twice in the tree; the bound counts it twice."""
    text = "a"
    for _ in range(DEPTH // 2):
        text = f"a == ({text}) == a"
    assert f"{NODES} parts" in fault(text).what


def test_near_the_recursion_limit():
    """A caller deep in recursion gets an error, not a RecursionError."""

    def dive(depth: int) -> None:
        if depth:
            dive(depth - 1)
        else:
            answers.append(attempt("(" * 30 + "a + b" + ")" * 30 + " + " + "-(" * 30 + "c" + ")" * 30))

    answers: list[Tree | FormulaError] = []

    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    for spare in (30, 45, 60, 90, 150):
        dive(sys.getrecursionlimit() - depth - spare)
    refused = [answer for answer in answers if isinstance(answer, FormulaError)]
    assert refused
    for error in refused:
        assert (error.what, error.hint) == ("nested too deeply", "split the formula")
        assert (error.start, error.end) == (0, len(error.formula))


def test_a_long_sum_is_no_nesting():
    """A form may print a total of as many lines as a formula has room for; each part keeps its place in the text."""
    names = [f"dong_{number}" for number in range(200)]
    tree = parse(" + ".join(names))
    assert tree == Apply("+", tuple(map(Name, names)))
    assert evaluate(tree, dict.fromkeys(names, 1).get, lambda function, ids: None) == 200
    assert "parts" in fault(" + ".join(["a"] * (NODES + 1))).what


@pytest.mark.parametrize(("word", "taken"), [("total", True), ("printed", True), ("in", True), ("ho_so", False)])
def test_a_word_that_means_something_in_formulas_is_taken(word, taken):
    """No figure can be called so: a function, or a word of Python's."""
    assert is_taken(word) is taken


@pytest.mark.parametrize(
    ("text", "faulty", "what"),
    [
        ("100 * ho_so.dung_han", ".", "attribute"),
        ("a[0]", "[", "subscript"),
        ("a ** 9999999", "**", "power"),
        ("a // b", "//", "whole division"),
        ("(x := 3)", ":=", "assign"),
        ("a = b", "=", "assign"),
        ("f'{a}'", "f'{a}'", "string prefix"),
        ("'a' 'b'", "'a' 'b'", "join strings"),
        ("'Đầy đủ'", "'Đầy đủ'", "status words"),
        ("'''a'''", "''", "status words"),
        ("1e400", "1e400", "not a number"),
        ("0x1f", "0x1f", "not a number"),
        ("1_000", "1_000", "not a number"),
        ("007", "007", "not a number"),
        ("5.", "5.", "not a number"),
        (".5", ".5", "not a number"),
        ("1and 2", "1and", "not a number"),
        ("__import__('os')", "__import__", "no id"),
        ("a__b", "a__b", "no id"),
        ("Tong", "Tong", "no id"),
        ("lambda: a", "lambda", "Python word lambda"),
        ("total(a for a in b)", "for", "Python word for"),
        ("a if b else c", "if", "Python word if"),
        ("a is b", "is", "Python word is"),
        ("a in b", "in", "Python word in"),
        ("a == None", "None", "Python word None"),
        ("a & b", "&", "bits"),
        ("~a", "~", "bits"),
        ("+a", "+a", "as a sign"),
        ("0,5", "0,5", "one expression"),
        ("total(*a)", "*a", "spread"),
        ("printed(*a)", "*a", "takes ids"),
        ("printed(a + 1)", "a + 1", "takes ids"),
        ("printed(total)", "total", "takes ids"),
        ("sum(a, b)", "sum", "no function sum"),
        ("total", "total", "is a function"),
        ("abs(a)(b)", "abs(a)", "may be called"),
        ("{a: b}", "{", "braces"),
        ("a ≤ b", "≤", "unknown operator"),
        ("số_hồ_sơ", "ố", "character"),
        ("ﬁ", "ﬁ", "character"),
        ("a\x00b", "\x00", "character"),
        ("a # b", "#", "comment"),
        ("a\\\nb", "\\", "character"),
        ("  (a b)", "a b", "not a formula"),
        ("  a b", "b", "not a formula"),
        ("(a", "(", "never closed"),
        ("a)", ")", "unmatched"),
        ("'a", "'", "not closed"),
    ],
)
def test_what_is_refused_is_pointed_at(text, faulty, what):
    """The error names what is wrong and its span is exactly that."""
    error = fault(text)
    assert what in error.what
    assert text[error.start : error.end] == faulty


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("percnt(a, b)", "did you mean percent?"),
        ("is_report(a)", "did you mean is_reported?"),
        ("a = b", "=="),
        ("a ≤ b", "<="),
        ("a if b else c", "if_("),
        ("a && b", "use and"),
        ("a % b", "percent(part, whole)"),
        ("period_start", "period_start(…)"),
    ],
)
def test_what_is_refused_comes_with_advice(text, hint):
    """The hint says what to write instead."""
    assert hint in (fault(text).hint or "")


def test_the_caret_counts_characters():
    """Offsets are characters of the text as given, over line ends and before what is not ASCII."""
    error = fault("percent(a,\n   b) + số")
    assert str(error).splitlines()[1:] == ["       b) + số", "             ^"]
    assert fault("  \n ").what == "the formula is empty"
    assert "ends too soon" in fault("a\n + ").what


def test_decimals_are_exact():
    """A literal is the number as written, not its nearest binary float."""
    assert parse("0.1") == Number(Fraction(1, 10))
    assert parse("0.005") == Number(Fraction(5, 1000))
    assert parse("100000000000000001") == Number(Fraction(10**17 + 1))


def test_shapes():
    """Each piece of syntax has one tree."""
    a, b, c = Name("a"), Name("b"), Name("c")
    assert parse(" a\n + b * c") == Apply("+", (a, Apply("*", (b, c))))
    assert parse("a + b + c") == Apply("+", (a, b, c))
    assert parse("(a + b) + c") == Apply("+", (Apply("+", (a, b)), c))
    assert parse("a + b - c + a") == Apply("+", (Apply("-", (Apply("+", (a, b)), c)), a))
    assert parse("a - b - c") == Apply("-", (Apply("-", (a, b)), c))
    assert parse("-a") == Apply("neg", (a,))
    assert parse("not a or b and c") == Apply("or", (Apply("not", (a,)), Apply("and", (b, c))))
    assert parse("a < b == c") == Apply("and", (Apply("<", (a, b)), Apply("==", (b, c))))
    assert parse('a == "day_du"') == Apply("==", (a, Word("day_du")))
    assert parse("if_(a, b, 1)") == Apply("if_", (a, b, Number(Fraction(1))))
    assert parse("same_total(a, b)") == Fact("same_total", ("a", "b"))
    assert parse("period_end()") == Fact("period_end", ())
