"""What a printed rate can mean: an interval, not a point; and if it is wrong, how it came about.

A rate printed with d decimals stands for every number that rounds to it: `[v - u/2, v + u/2]`
with u = 10**-d. A clerk who cuts digits off instead means `[v, v + u)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm

from cchc.record import frozen
from cchc.value import PrintedNumber

_MOST_PAIRS = 4
"""More pairs than this explain nothing: almost any rate is some pair of a long form."""
_TELLING = 3
"""With so many digits a slip of the pen tells more than a pair of the form; with fewer it may be chance."""
_SHIFTS = (-3, -2, -1, 1, 2, 3)
"""Places by which a decimal point is moved; two is a rate that was not multiplied by 100."""


class Match(StrEnum):
    """How a printed number relates to the exact one: the closed list of diagnoses."""

    AGREES = "agrees"
    TRUNCATED = "truncated"
    OFF_BY_ONE = "off_by_one"
    OTHER_PAIR = "other_pair"
    POINT_MOVED = "point_moved"
    DIGITS_SWAPPED = "digits_swapped"
    UNEXPLAINED = "unexplained"


@frozen
class Operand:
    """A count that the form states: of an indicator, or "" where it is only printed in a fraction."""

    number: int
    name: str
    unit: str | None = None


@frozen
class Pair:
    """Two counts of the form whose ratio is the printed rate, exactly rounded or cut off."""

    part: Operand
    whole: Operand
    match: Match


@frozen
class Diagnosis:
    """Why a printed rate differs from the computed one; `pairs` are ties, none preferred."""

    match: Match
    pairs: tuple[Pair, ...] = ()


def last_place(printed: PrintedNumber) -> Fraction:
    """One unit in the last printed decimal."""
    return Fraction(10) ** -printed.decimals


def compare(printed: PrintedNumber, exact: Fraction) -> Match:
    """The first of agrees, truncated, off by one that holds; else unexplained.

    Truncation cuts towards zero, so that a negative rate is cut upwards.
    """
    return _stated(printed).match(exact.numerator, exact.denominator)


@frozen
class _Stated:
    """A printed number, and half of one in its last decimal, as integers over `per`.

    A long form has thousands of pairs: fractions of them all would take most of the time in which it is judged.
    """

    number: int
    half: int
    per: int

    def match(self, up: int, down: int) -> Match:
        """How it relates to a quotient, whose denominator is not zero."""
        if down < 0:
            up, down = -up, -down
        exact, stated, half = up * self.per, self.number * down, self.half * down
        off = abs(exact - stated)
        if off <= half:
            return Match.AGREES
        if exact * stated >= 0 and 0 <= abs(exact) - abs(stated) < 2 * half:
            return Match.TRUNCATED
        # Off by one: one unit away from what rounding gives, hence at most 3/2 units from exact.
        return Match.OFF_BY_ONE if off <= 3 * half else Match.UNEXPLAINED


@lru_cache(maxsize=256)  # one printed number is held against dozens of others in turn
def _stated(printed: PrintedNumber) -> _Stated:
    number, half = Fraction(printed.value), last_place(printed) / 2
    per = lcm(number.denominator, half.denominator)
    return _Stated(int(number * per), int(half * per), per)


def diagnose(
    printed: PrintedNumber, exact: Fraction, tiers: Iterable[Iterable[tuple[Operand, Operand]]], per: int = 100
) -> Diagnosis:
    """Say what a printed rate is: a slip of the pen, or that of other operands, searched from the likeliest tier on.

    The first tier with a pair that gives the printed rate answers; its ties are all reported,
    unless they are so many that none explains anything.
    """
    match = compare(printed, exact)
    if match is not Match.UNEXPLAINED:
        return Diagnosis(match)
    slip = Diagnosis(_slip(printed, exact))
    if slip.match is not match and is_telling(printed):
        return slip
    for tier in tiers:
        found = tuple(dict.fromkeys(_explaining(printed, tier, per)))
        if found:
            return Diagnosis(Match.OTHER_PAIR, found) if len(found) <= _MOST_PAIRS else slip
    return slip


def _slip(printed: PrintedNumber, exact: Fraction) -> Match:
    """A point set elsewhere, or two neighbouring digits swapped, in what would else agree."""

    def agrees(value: Decimal, decimals: int) -> bool:
        return compare(PrintedNumber(value, decimals), exact) in (Match.AGREES, Match.TRUNCATED)

    digits, decimals = _digits(printed), printed.decimals
    if _telling_digits(printed) < 2:
        return Match.UNEXPLAINED
    if any(agrees(printed.value.scaleb(by), decimals - by) for by in _SHIFTS if decimals >= by):
        return Match.POINT_MOVED
    sign = printed.value.as_tuple().sign
    for at in range(len(digits) - 1):
        swapped = (*digits[:at], digits[at + 1], digits[at], *digits[at + 2 :])
        if agrees(Decimal((sign, swapped, -decimals)), decimals):
            return Match.DIGITS_SWAPPED
    return Match.UNEXPLAINED


def _digits(printed: PrintedNumber) -> tuple[int, ...]:
    """Those that are written, without the zeros that lead."""
    written = f"{abs(printed.value):.{printed.decimals}f}".replace(".", "").lstrip("0")
    return tuple(map(int, written))


def is_telling(printed: PrintedNumber) -> bool:
    """Whether a number has digits enough that what it agrees with is no chance."""
    return _telling_digits(printed) >= _TELLING


def _telling_digits(printed: PrintedNumber) -> int:
    """How many digits there are without the zeros at either end: "100" has one."""
    return len("".join(map(str, _digits(printed))).rstrip("0"))


def _explaining(printed: PrintedNumber, pairs: Iterable[tuple[Operand, Operand]], per: int) -> Iterable[Pair]:
    stated = _stated(printed)
    for part, whole in pairs:
        if whole.number == 0:
            continue
        match = stated.match(per * part.number, whole.number)
        if match is Match.AGREES or match is Match.TRUNCATED:
            yield Pair(part, whole, match)
