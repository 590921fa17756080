"""Exact arithmetic: quotients rounded once, half away from zero, and the decimals that stand for them.

Numbers come in by one door, `whole_of` and `decimal_of`, which knows how long a number can be.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

MOST_DIGITS = 60
"""Digits of a number, and places that it may lie away from the point: no report nears them, and exponents are cheap."""

MOST_COMPUTED = 1_000
"""Digits that the result of a formula may have: the loader refuses one that may get longer, whatever is reported."""

LONGEST_WRITTEN = MOST_COMPUTED + 100
"""Characters of a number that is written out in full, as in JSON: its digits, sign, point and places."""

_WHOLLY = Context(prec=LONGEST_WRITTEN, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])
_BEYOND: int = 10**MOST_DIGITS
_LONGEST = MOST_DIGITS + 10
"""Characters of a decimal: its digits, sign, point and exponent."""


def whole_of(text: str, most: int = 10**MOST_DIGITS) -> int | None:
    """The whole number that plain digits are; None for anything else, and for what is more than `most`."""
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        return None
    number = int(text)
    return number if number <= most else None


def decimal_of(text: str) -> Decimal | None:
    """The decimal that a text is, exponents included; None for anything else, for NaN, and for what is too long."""
    if len(text) > _LONGEST or "_" in text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if abs(number.adjusted()) <= MOST_DIGITS:
        return number
    return None if number else Decimal(0)


def is_bounded(number: int | Decimal) -> bool:
    """Whether a number has no more digits, before or after its point, than a report's may have; NaN has none at all."""
    if isinstance(number, int):
        return abs(number) < _BEYOND
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or (exponent >= -2 * MOST_DIGITS and number.adjusted() <= MOST_DIGITS)


def written(number: Fraction) -> str:
    """A number in plain digits, "99.22"; as a fraction, "1/3", where no decimals are all of it."""
    try:
        return format(_WHOLLY.divide(Decimal(number.numerator), Decimal(number.denominator)), "f")
    except Inexact:
        return str(number)


def half_up(numerator: int, denominator: int, decimals: int = 0) -> int:
    """Round a quotient half away from zero, exactly, in units of the last decimal.

    `half_up(478, 2163, 4)` is 2210, that is 0.2210; negative `decimals` round to tens, hundreds.
    Raises `ZeroDivisionError` for a zero denominator, 0/0 included.
    """
    if decimals >= 0:
        numerator *= 10**decimals
    else:
        denominator *= 10**-decimals
    whole = abs(denominator)
    scaled = (2 * abs(numerator) + whole) // (2 * whole)
    return scaled if (numerator < 0) == (denominator < 0) else -scaled


def rate(scaled: int, decimals: int) -> Decimal:
    """The decimal that stands for `scaled` units of its last place: `rate(2210, 2)` is 22.10, exactly."""
    return Decimal(scaled).scaleb(-decimals, _EXACT)
