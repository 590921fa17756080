"""What a formula may combine, and that every mistake is named at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import FormulaError
from cchc.formula.functions import FACTS, PURE, Kind
from cchc.formula.syntax import parse
from cchc.formula.tree import substitute
from cchc.formula.typecheck import BOOLEAN, PERCENT, Type, check, figure_type, problems, type_of

HO_SO, NGUOI = (("ho_so", 1),), (("nguoi", 1),)


@pytest.fixture
def lines(world):
    """The small world, with people (`n`) beside dossiers (`a`, `b`)."""
    person = type(world.lines["a"])("count", "nguoi")
    return {**world.lines, "n": person, "so_ho_so": world.lines["a"]}


def faults(text, lines, expected=None):
    return list(problems(parse(text), lines, text=text, expected=expected))


@given(st.data())
def test_a_tree_of_right_kinds_has_a_type(world, data):
    """Random trees of the right kinds break no rule but those of units."""
    for trees, kind in ((world.numbers, Kind.NUMBER), (world.booleans, Kind.BOOLEAN)):
        tree = data.draw(trees)
        found = list(problems(tree, world.lines))
        assert all(
            "mixes units" in error.what or "is compared with" in error.what or "this is" in error.what
            for error in found
        )
        if not found:
            assert type_of(tree, world.lines).kind is kind


NAMES = st.sampled_from(["a", "p", "y", "s", "e", "h", "none_such", "1", "'day_du'", "period_end()", "printed(a)"])
ANYTHING = st.recursive(
    NAMES,
    lambda part: st.builds(
        lambda name, args: f"{name}({', '.join(args)})",
        st.sampled_from([function.name for function in PURE]),
        st.lists(part, max_size=3),
    )
    | st.builds("({} {} {})".format, part, st.sampled_from(["+", "*", "/", "<", "==", "and", "or"]), part)
    | st.builds(lambda name, ids: f"{name}({', '.join(ids)})", st.sampled_from([fact.name for fact in FACTS]),
                st.lists(st.sampled_from(["a", "h", "none_such"]), max_size=3)),
    max_leaves=8,
)  # fmt: skip


@given(ANYTHING)
def test_any_tree_is_typed_or_blamed(world, text):
    """Every formula that parses has a type or a mistake, and each mistake points into its text."""
    tree = parse(text)
    found = list(problems(tree, world.lines, text=text))
    assert all(0 <= error.start < error.end <= len(text) for error in found)
    if found:
        with pytest.raises(FormulaError):
            type_of(tree, world.lines)
    else:
        assert check(tree, world.lines, text=text) == type_of(tree, world.lines)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("a", Type(Kind.NUMBER, HO_SO)),
        ("p", Type(Kind.NUMBER, PERCENT)),
        ("12", Type(Kind.NUMBER)),
        ("a + 1", Type(Kind.NUMBER, HO_SO)),
        ("2 * a", Type(Kind.NUMBER, HO_SO)),
        ("a / b", Type(Kind.NUMBER, ())),
        ("a / n", Type(Kind.NUMBER, (("ho_so", 1), ("nguoi", -1)))),
        ("a / n * n", Type(Kind.NUMBER, HO_SO)),
        ("percent(a, b)", Type(Kind.NUMBER, PERCENT)),
        ("percent(n, n + 1)", Type(Kind.NUMBER, PERCENT)),
        ("number(n)", Type(Kind.NUMBER, ())),
        ("total(a, b, 1)", Type(Kind.NUMBER, HO_SO)),
        ("if_(y, a, 0)", Type(Kind.NUMBER, HO_SO)),
        ("printed(p)", Type(Kind.NUMBER, PERCENT)),
        ("previous(n)", Type(Kind.NUMBER, NGUOI)),
        ("items_listed(a)", Type(Kind.NUMBER, HO_SO)),
        ("year_of(e)", Type(Kind.NUMBER, ())),
        ("date_of(e)", Type(Kind.DATE)),
        ("number(n) <= number(a)", BOOLEAN),
        ("0 <= p <= 100", BOOLEAN),
        ("printed(p) <= 100", BOOLEAN),
        ("abs(a - previous(a)) * 5 <= previous(a)", BOOLEAN),
        ("year_of(e) == report_year() - 1 and month_of(e) == 12", BOOLEAN),
        ("date_of(e) <= report_date()", BOOLEAN),
        ("s == 'day_du'", BOOLEAN),
        ("'day_du' != s", BOOLEAN),
        ("y == z", BOOLEAN),
        ("known(a) and known(y) and known(s) and known(e) and known(date_of(e))", BOOLEAN),
        ("implies(is_issued(e), is_complete(e))", BOOLEAN),
        ("not is_reported(h)", BOOLEAN),
        ("same_total(a, b, p)", BOOLEAN),
    ],
)
def test_types(lines, text, type):
    """What each expression is."""
    assert check(parse(text), lines, text=text) == type


@pytest.mark.parametrize(
    ("text", "faulty", "what", "code"),
    [
        ("a + so_hoso", "so_hoso", "no indicator so_hoso", "CCHC-L004"),
        ("printed(none_such) > 0", "printed(none_such)", "no indicator none_such", "CCHC-L004"),
        ("a + n", "a + n", "mixes units: ho_so and nguoi", "CCHC-L006"),
        ("a <= n", "a <= n", "mixes units", "CCHC-L006"),
        ("a <= p", "a <= p", "mixes units", "CCHC-L006"),
        ("a <= number(b)", "a <= number(b)", "mixes units", "CCHC-L006"),
        ("percent(a, n)", "percent(a, n)", "mixes units", "CCHC-L006"),
        ("max(a, 1, n)", "max(a, 1, n)", "mixes units", "CCHC-L006"),
        ("if_(y, a, n)", "if_(y, a, n)", "mixes units", "CCHC-L006"),
        ("a == year_of(e)", "a == year_of(e)", "mixes units", "CCHC-L006"),
        ("h + 1", "h", "heading", "CCHC-L006"),
        ("a and y", "a", "takes yes/no", "CCHC-L006"),
        ("not e", "e", "takes yes/no", "CCHC-L006"),
        ("y + 1", "y", "takes a number", "CCHC-L006"),
        ("a == y", "a == y", "compared", "CCHC-L006"),
        ("y < z", "y < z", "no order", "CCHC-L006"),
        ("e == g", "e == g", "compared", "CCHC-L006"),
        ("date_of(e) > 2024", "date_of(e) > 2024", "compared", "CCHC-L006"),
        ("date_of(a) > report_date()", "a", "takes a document", "CCHC-L006"),
        ("s < 'day_du'", "s < 'day_du'", "no order", "CCHC-L006"),
        ("s == s", "s == s", "compared", "CCHC-L006"),
        ("s == 'dy_du'", "'dy_du'", "no status", "CCHC-L004"),
        ("a == 'day_du'", "a", "no word", "CCHC-L006"),
        ("'day_du' == 'day_du'", "'day_du' == 'day_du'", "two words", "CCHC-L006"),
        ("known('day_du')", "'day_du'", "stands alone", "CCHC-L006"),
        ("percent(a)", "percent(a)", "takes 2 arguments, not 1", "CCHC-L012"),
        ("total()", "total()", "takes 1 or more arguments, not 0", "CCHC-L012"),
        ("printed(a, b)", "printed(a, b)", "takes 1 argument, not 2", "CCHC-L012"),
        ("period_end(a) > date_of(e)", "period_end(a)", "takes 0 arguments, not 1", "CCHC-L012"),
    ],
)
def test_mistakes(lines, text, faulty, what, code):
    """Each mistake has its code and points at the part that is wrong; nothing is blamed twice."""
    (error,) = faults(text, lines)
    assert what in error.what
    assert text[error.start : error.end] == faulty
    assert error.code == code


def test_every_mistake_is_found(lines):
    """A formula with several mistakes names them all, in reading order."""
    text = "a + n > 0 and s == 'x' and percent(a) > none_such and h == 1"
    assert [text[error.start : error.end] for error in faults(text, lines)] == [
        "a + n", "'x'", "percent(a)", "none_such", "h",
    ]  # fmt: skip


def test_hints(lines):
    """A mistake comes with what to write instead."""
    assert faults("so_ho_os > 0", lines)[0].hint == "did you mean so_ho_so?"
    assert faults("s == 'chua_day'", lines)[0].hint == "did you mean chua_day_du?"
    assert faults("percent(a)", lines)[0].hint == "percent(a number, a number)"
    assert "number(x)" in (faults("a < n", lines)[0].hint or "")
    assert "percent_of(rate, number)" in (faults("a * p / 100", lines, figure_type(lines["a"]))[0].hint or "")


@pytest.mark.parametrize(
    ("text", "of", "what"),
    [
        ("percent(a, b)", "p", None),
        ("a + b", "a", None),
        ("100", "a", None),
        ("a / b * 100", "p", "not a number of %"),
        ("percent(a, b)", "a", "a number of %, not a number of ho_so"),
        ("n", "a", "a number of nguoi, not a number of ho_so"),
        ("a * p / 100", "a", "a number of % · ho_so, not a number of ho_so"),
        ("percent_of(p, a)", "a", None),
        ("a > b", "a", "yes/no, not a number of ho_so"),
    ],
)
def test_a_formula_has_the_type_of_its_line(lines, text, of, what):
    """A rate's formula is a percentage, a count's of the count's own unit."""
    found = faults(text, lines, figure_type(lines[of]))
    assert [what in error.what for error in found] == [True] * (what is not None)


def test_a_check_is_yes_or_no(lines):
    """A rule that is a number is refused."""
    assert not faults("a > 0", lines, BOOLEAN)
    assert "this is a number of ho_so, not yes/no" in faults("a", lines, BOOLEAN)[0].what


def test_a_family_is_checked_once_bound(lines):
    """Spans still point into the family's text, and the message names what was bound."""
    text = "part <= whole"
    bound = substitute(parse(text), {"part": "a", "whole": "none_such"})
    (error,) = problems(bound, lines, text=text, expected=BOOLEAN)
    assert text[error.start : error.end] == "whole"
    assert "none_such" in error.what


def test_a_heading_has_no_figure(lines):
    """Facts may ask of a heading; formulas may not use its value."""
    assert figure_type(lines["h"]) is None
    assert type_of(parse("is_reported(h)"), lines) == BOOLEAN
