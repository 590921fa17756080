"""Numbers come in by one door, which knows how long they can be, and go out in full."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from cchc.exact import LONGEST_WRITTEN, MOST_DIGITS, decimal_of, is_bounded, whole_of, written

NINES = "9" * MOST_DIGITS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("1234", 1234),
        (NINES, 10**MOST_DIGITS - 1),
        (f"{NINES}9", None),
        (f"0{NINES}", None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1_000", None),
        (" 1", None),
        ("²", None),
    ],
)
def test_a_whole_number_is_plain_digits(text: str, number: int | None) -> None:
    """No sign, no point, no more digits than a number may have."""
    assert whole_of(text) == number


def test_a_whole_number_may_be_as_great_as_is_said() -> None:
    """The bound itself is within it."""
    assert (whole_of("12", most=12), whole_of("13", most=12)) == (12, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("99.22", Decimal("99.22")),
        ("-1e3", Decimal(-1000)),
        (f"1e{MOST_DIGITS}", Decimal(10) ** MOST_DIGITS),
        (f"1e-{MOST_DIGITS}", Decimal(10) ** -MOST_DIGITS),
        (f"1e{MOST_DIGITS + 1}", None),
        (f"1e-{MOST_DIGITS + 1}", None),
        ("0" * (MOST_DIGITS + 10), Decimal(0)),
        ("0" * (MOST_DIGITS + 11), None),
        ("1_000", None),
        ("1,5", None),
        ("", None),
        ("NaN", None),
        ("-Infinity", None),
    ],
)
def test_a_decimal_is_near_enough_to_the_point(text: str, number: Decimal | None) -> None:
    """An exponent is cheap to write and dear to reckon with: what lies too far away is no number here."""
    assert decimal_of(text) == number


def test_zero_lies_nowhere() -> None:
    """Whatever its exponent, it is plain zero, which costs nothing."""
    for text in ("0e999", "0e-999", "-0e999"):
        assert str(decimal_of(text)) == "0"


@pytest.mark.parametrize(
    ("number", "bounded"),
    [
        (10**MOST_DIGITS - 1, True),
        (10**MOST_DIGITS, False),
        (1 - 10**MOST_DIGITS, True),
        (-(10**MOST_DIGITS), False),
        (Decimal(10) ** MOST_DIGITS, True),
        (Decimal(10) ** (MOST_DIGITS + 1), False),
        (Decimal((0, (1,), -2 * MOST_DIGITS)), True),
        (Decimal((0, (1,), -2 * MOST_DIGITS - 1)), False),
        (Decimal("NaN"), True),
        (Decimal("Infinity"), True),
    ],
)
def test_a_number_has_no_more_digits_than_a_report_s(number: int | Decimal, bounded: bool) -> None:
    """Before its point and after it; what is no number has none, and is refused elsewhere."""
    assert is_bounded(number) is bounded


def test_a_number_is_written_in_full_or_as_a_fraction() -> None:
    """Plain digits wherever they are all of it, however many; never digits that stand for others."""
    assert written(Fraction(9922, 100)) == "99.22"
    assert written(Fraction(-1, 8)) == "-0.125"
    assert written(Fraction(10**40)) == "1" + "0" * 40
    assert written(Fraction(1, 3)) == "1/3"
    assert written(Fraction(10**LONGEST_WRITTEN - 1)) == "9" * LONGEST_WRITTEN
