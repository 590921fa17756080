"""One function rounds, exactly, half away from zero: as Fractions say, and as IBM's test cases say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.exact import half_up, rate

VECTORS = Path(__file__).resolve().parents[1] / "data"
NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,3})?")
EXACT = {
    "add": Fraction.__add__,
    "subtract": Fraction.__sub__,
    "multiply": Fraction.__mul__,
    "divide": Fraction.__truediv__,
    "quantize": lambda number, _: number,
}

integers = st.sampled_from([0, 1, -1, 2]) | st.integers(-(10**25), 10**25) | st.integers(-50, 50)
divisors = integers.filter(bool)
decimals = st.integers(-6, 12)


def half_away_from_zero(value: Fraction) -> int:
    """The definition, literally: the nearest integer, and of two the one further from zero."""
    below = value.numerator // value.denominator
    nearest = min((abs(value - whole), -abs(whole), whole) for whole in (below, below + 1))
    return nearest[2]


def cases(text: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, operation, two operands and result of each half-up case of a decTest file that is finite."""
    mode = ""
    for line in text.splitlines():
        if line.startswith("rounding:"):
            mode = line.split()[1]
        words = [word.strip("'") for word in line.split()]
        if mode != "half_up" or line.startswith("--") or words[4:5] != ["->"] or words[1] not in EXACT:
            continue
        unusual = re.search("Overflow|Underflow|Subnormal|Clamped|Division|Invalid", line)
        if not unusual and all(NUMBER.fullmatch(words[place]) for place in (2, 3, 5)):
            yield words[0], words[1], words[2], words[3], words[5]


def vendored() -> list[tuple[str, str, str, str, str]]:
    """Every case of the files beside these tests."""
    files = sorted(VECTORS.glob("*.decTest"))
    return [case for path in files for case in cases(path.read_text(encoding="utf-8"))]


@given(integers, divisors, decimals)
def test_rounding_agrees_with_fractions(numerator: int, denominator: int, places: int) -> None:
    """Rounding is the definition of half away from zero on the exact quotient."""
    assert half_up(numerator, denominator, places) == half_away_from_zero(
        Fraction(numerator, denominator) * Fraction(10) ** places
    )


@given(integers, st.integers(1, 10**6), decimals)
def test_ties_go_away_from_zero(whole: int, denominator: int, places: int) -> None:
    """A quotient exactly between two units takes the one further from zero, on both sides of it."""
    tie = Fraction(2 * abs(whole) + 1, 2) / Fraction(10) ** places
    numerator, scale = tie.numerator * denominator, tie.denominator * denominator
    assert half_up(numerator, scale, places) == abs(whole) + 1
    assert half_up(-numerator, scale, places) == -abs(whole) - 1


@given(integers, divisors, decimals)
def test_the_sign_may_stand_on_either_side(numerator: int, denominator: int, places: int) -> None:
    """Only the quotient's sign counts, and rounding is symmetric about zero."""
    rounded = half_up(numerator, denominator, places)
    assert half_up(-numerator, -denominator, places) == rounded
    assert half_up(-numerator, denominator, places) == half_up(numerator, -denominator, places) == -rounded


@given(integers, st.integers(0, 6))
def test_nothing_can_be_shared_among_none(numerator: int, places: int) -> None:
    """A zero denominator is an error, 0/0 included."""
    with pytest.raises(ZeroDivisionError):
        half_up(numerator, 0, places)


@pytest.mark.parametrize(("name", "operation", "left", "right", "result"), vendored(), ids=str)
def test_rounding_agrees_with_the_decimal_test_cases(
    name: str, operation: str, left: str, right: str, result: str
) -> None:
    """The General Decimal Arithmetic cases for half up hold, whatever operation leads to the value."""
    value = EXACT[operation](Fraction(left), Fraction(right))
    sign, digits, exponent = Decimal(result).as_tuple()
    scaled = int("".join(map(str, digits))) * (-1 if sign else 1)
    assert isinstance(exponent, int)
    assert half_up(value.numerator, value.denominator, -exponent) == scaled


def test_the_test_cases_are_those_of_cpython() -> None:
    """The files beside these tests hold every fitting case that CPython carries, unaltered."""
    source = pytest.importorskip("test.support", reason="this Python comes without its own tests")
    folder = Path(source.__file__).parents[1] / "decimaltestdata"
    if not folder.is_dir():
        pytest.skip("this Python comes without decimal test data")
    for path in sorted(VECTORS.glob("*.decTest")):
        theirs = (folder / path.name).read_text(encoding="utf-8")
        assert list(cases(path.read_text(encoding="utf-8"))) == list(cases(theirs))
    assert len(vendored()) > 500


@given(st.integers(-(10**60), 10**60), st.integers(0, 40))
def test_a_rate_is_its_scaled_integer(scaled: int, places: int) -> None:
    """Units of the last decimal become a decimal of that value and those decimals, at any size."""
    value = rate(scaled, places)
    assert Fraction(value) == Fraction(scaled, 10**places)
    assert value.as_tuple().exponent == -places


@given(st.integers(-(10**12), 10**12), st.integers(0, 30), st.integers(0, 30), st.integers(0, 8))
def test_rounding_agrees_with_decimals(numerator: int, twos: int, fives: int, places: int) -> None:
    """Where a quotient is a finite decimal, its digits are those of the standard library's half up."""
    denominator = 2**twos * 5**fives
    with localcontext(prec=200):
        exact = Decimal(numerator) / Decimal(denominator)
        expected = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert rate(half_up(numerator, denominator, places), places) == expected
