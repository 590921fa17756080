"""A printed rate is an interval; if it is wrong, it is one of a closed list of ways of being wrong."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.exact import half_up, rate
from cchc.judge.precision import Diagnosis, Match, Operand, compare, diagnose
from cchc.text.number import parse_number
from cchc.value import PrintedNumber


def printed(text: str) -> PrintedNumber:
    number = parse_number(text, rate=True)
    assert number is not None
    return number


@pytest.mark.parametrize(
    ("text", "part", "whole", "match"),
    [
        ("30", 6, 20, Match.AGREES),
        ("100", 893, 893, Match.AGREES),
        ("27,7 %", 46, 166, Match.AGREES),
        ("28,39%", 46, 162, Match.TRUNCATED),
        ("28,40%", 46, 162, Match.AGREES),
        ("22,09%", 478, 2163, Match.TRUNCATED),
        ("22,11%", 478, 2163, Match.OFF_BY_ONE),
        ("1,23%", 2, 166, Match.UNEXPLAINED),
        ("1,23%", 2, 162, Match.AGREES),
        ("22,09%", 97, 388, Match.UNEXPLAINED),
        ("-8,69", -2, 23, Match.TRUNCATED),
        ("-8,70", -2, 23, Match.AGREES),
        ("0", 0, 19, Match.AGREES),
        ("0", 2, 300, Match.TRUNCATED),
        ("1", 0, 19, Match.OFF_BY_ONE),
        ("2", 0, 19, Match.UNEXPLAINED),
        ("0", 1, 100, Match.OFF_BY_ONE),
        ("28", 113, 400, Match.AGREES),
        ("28", 29, 100, Match.OFF_BY_ONE),
        ("28", 59, 200, Match.OFF_BY_ONE),
        ("28", 591, 2000, Match.UNEXPLAINED),
    ],
)
def test_what_a_printed_rate_is(text: str, part: int, whole: int, match: Match) -> None:
    """Rounded, cut off, one off in the last place, or none of these."""
    assert compare(printed(text), Fraction(100 * part, whole)) is match


@given(st.decimals(-200, 200, places=3), st.integers(0, 4), st.fractions(-200, 200, max_denominator=2000))
@example(Decimal("28.5"), 0, Fraction(29))
@example(Decimal("-28.5"), 0, Fraction(-29))
def test_what_a_printed_rate_is_follows_from_its_interval(value: Decimal, decimals: int, exact: Fraction) -> None:
    """Rounded it lies half a unit of its last place around the number, cut off a whole one above it, towards zero."""
    stated, last = Fraction(value), Fraction(1, 10**decimals)
    off, cut = abs(exact - stated), abs(exact) - abs(stated)
    expected = (
        Match.AGREES if off <= last / 2
        else Match.TRUNCATED if stated * exact >= 0 and 0 <= cut < last
        else Match.OFF_BY_ONE if off <= last * 3 / 2
        else Match.UNEXPLAINED
    )  # fmt: skip
    assert compare(PrintedNumber(value, decimals), exact) is expected


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**15), st.integers(0, 6))
def test_a_rightly_rounded_rate_always_agrees(part: int, whole: int, decimals: int) -> None:
    """Whatever the decimals: rounding half away from zero never leaves the interval."""
    value = rate(half_up(100 * part, whole, decimals), decimals)
    assert compare(PrintedNumber(value, decimals), Fraction(100 * part, whole)) is Match.AGREES


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_a_cut_off_rate_agrees_or_is_called_truncated(part: int, whole: int, decimals: int) -> None:
    """Cutting digits off is rounding down: right in half of the cases, and named in the others."""
    value = rate(100 * part * 10**decimals // whole, decimals)
    assert compare(PrintedNumber(value, decimals), Fraction(100 * part, whole)) in (Match.AGREES, Match.TRUNCATED)


def test_the_likeliest_pair_that_gives_the_rate_explains_it() -> None:
    """What stands on the line itself comes before any other pair of the form."""
    on_line = [(Operand(46, ""), Operand(166, ""))]
    elsewhere = [(Operand(277, "a"), Operand(1000, "b"))]
    found = diagnose(printed("27,7 %"), Fraction(100), (on_line, elsewhere))
    assert found.match is Match.OTHER_PAIR
    assert [(pair.part.number, pair.whole.number) for pair in found.pairs] == [(46, 166)]


def test_ties_are_all_reported() -> None:
    """Neither of two pairs that give the same printed rate is preferred."""
    pairs = [(Operand(2, ""), Operand(166, "")), (Operand(2, ""), Operand(162, ""))]
    assert len(diagnose(printed("1,2 %"), Fraction(100), (pairs,)).pairs) == 2


def test_too_many_pairs_explain_nothing() -> None:
    """Any rate is some pair of a long form: a crowd of ties is no diagnosis."""
    pairs = [(Operand(number, str(number)), Operand(2 * number, str(2 * number))) for number in range(1, 9)]
    assert diagnose(printed("50"), Fraction(30), (pairs,)) == Diagnosis(Match.UNEXPLAINED)


def test_as_many_pairs_as_a_person_can_look_through_explain_a_rate() -> None:
    """Four are still told; each says whether it gives the rate rounded or cut off."""
    pairs = [(Operand(number, str(number)), Operand(2 * number, str(2 * number))) for number in range(1, 5)]
    found = diagnose(printed("50"), Fraction(30), (pairs,))
    assert (found.match, len(found.pairs), {pair.match for pair in found.pairs}) == (
        Match.OTHER_PAIR,
        4,
        {Match.AGREES},
    )
    (cut,) = diagnose(printed("28,39"), Fraction(30), ([(Operand(46, "a"), Operand(162, "b"))],)).pairs
    assert cut.match is Match.TRUNCATED


def test_a_zero_denominator_explains_nothing() -> None:
    """A pair over zero has no ratio, and hides none that comes after it."""
    over_zero = (Operand(1, "a"), Operand(0, "b"))
    assert diagnose(printed("50"), Fraction(30), ([over_zero],)).match is Match.UNEXPLAINED
    half = (Operand(1, "a"), Operand(2, "c"))
    assert diagnose(printed("50"), Fraction(30), ([over_zero, half],)).match is Match.OTHER_PAIR
    assert diagnose(printed("51"), Fraction(30), ([half],)).match is Match.UNEXPLAINED


@pytest.mark.parametrize(
    ("text", "exact", "match"),
    [
        ("0,35", "35", Match.POINT_MOVED),  # not multiplied by 100
        ("3,5", "35", Match.POINT_MOVED),
        ("985", "98.5", Match.POINT_MOVED),
        ("9922", "99.2161", Match.POINT_MOVED),
        ("0,1304", "13.0435", Match.POINT_MOVED),
        ("31,85", "31.5789", Match.DIGITS_SWAPPED),
        ("67,67", "76.67", Match.DIGITS_SWAPPED),
        ("-31,85", "-31.5789", Match.DIGITS_SWAPPED),
        ("57", "75", Match.DIGITS_SWAPPED),
        ("98,22", "99.2161", Match.UNEXPLAINED),
        ("35", "353", Match.UNEXPLAINED),  # no point was moved: a digit is missing
        ("4", "40", Match.UNEXPLAINED),  # one digit tells nothing
        ("0", "35", Match.UNEXPLAINED),
        ("100", "1", Match.UNEXPLAINED),
    ],
)
def test_a_slip_of_the_pen_is_named(text: str, exact: str, match: Match) -> None:
    assert diagnose(printed(text), Fraction(exact), ()).match is match


def test_a_pair_of_the_form_comes_before_a_slip_of_two_digits() -> None:
    """Of three digits and more the slip comes first: a long form has some pair for almost any rate."""
    pair = [(Operand(57, "a"), Operand(100, "b"))]
    assert diagnose(printed("57"), Fraction(75), (pair,)).match is Match.OTHER_PAIR
    pair = [(Operand(57, "a"), Operand(10_000, "b"))]
    assert diagnose(printed("0,57"), Fraction(57), (pair,)).match is Match.OTHER_PAIR
    pair = [(Operand(3185, "a"), Operand(10_000, "b"))]
    assert diagnose(printed("31,85"), Fraction("31.5789"), (pair,)).match is Match.DIGITS_SWAPPED
    pair = [(Operand(318, "a"), Operand(1000, "b"))]
    assert diagnose(printed("31,8"), Fraction("38.1"), (pair,)).match is Match.DIGITS_SWAPPED


def test_a_rate_that_agrees_needs_no_pair() -> None:
    """What it is, is said without looking for anything else."""
    assert diagnose(printed("30"), Fraction(30), ()) == Diagnosis(Match.AGREES)


@given(
    st.integers(11, 10**8).filter(lambda digits: digits % 10), st.integers(0, 4), st.sampled_from([-3, -2, -1, 1, 2, 3])
)
def test_a_point_that_was_moved_is_never_called_unexplained(digits: int, decimals: int, by: int) -> None:
    """Whatever the digits, as long as they are all still written."""
    exact, moved = Fraction(digits, 10**decimals), max(0, decimals + by)
    printed_elsewhere = PrintedNumber(Decimal(digits).scaleb(-moved), moved)
    assert diagnose(printed_elsewhere, exact, ()).match is not Match.UNEXPLAINED


def test_a_decimal_is_compared_exactly() -> None:
    """28.395 is a tie at two decimals: both neighbours agree, nothing else."""
    exact = Fraction("28.395")
    assert compare(PrintedNumber(Decimal("28.39"), 2), exact) is Match.AGREES
    assert compare(PrintedNumber(Decimal("28.40"), 2), exact) is Match.AGREES
    assert compare(PrintedNumber(Decimal("28.41"), 2), exact) is Match.OFF_BY_ONE
