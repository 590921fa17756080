"""What a printed rate can mean: an interval, not a point; and if it is wrong, how it came about.

A rate printed with d decimals stands for every number that rounds to it: `[v - u/2, v + u/2]`
with u = 10**-d. A clerk who cuts digits off instead means `[v, v + u)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from cchc.record import frozen
from cchc.value import PrintedNumber

_MOST_PAIRS = 4
"""More pairs than this explain nothing: almost any rate is some pair of a long form."""


class Match(StrEnum):
    """How a printed number relates to the exact one: the closed list of diagnoses."""

    AGREES = "agrees"
    TRUNCATED = "truncated"
    OFF_BY_ONE = "off_by_one"
    OTHER_PAIR = "other_pair"
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
    stated, last = Fraction(printed.value), last_place(printed)
    if abs(exact - stated) <= last / 2:
        return Match.AGREES
    if stated * exact >= 0 and abs(stated) <= abs(exact) < abs(stated) + last:
        return Match.TRUNCATED
    # Off by one: one unit away from what rounding gives, hence at most 3/2 units from exact.
    return Match.OFF_BY_ONE if abs(exact - stated) <= last * 3 / 2 else Match.UNEXPLAINED


def diagnose(
    printed: PrintedNumber, exact: Fraction, tiers: Iterable[Iterable[tuple[Operand, Operand]]], per: int = 100
) -> Diagnosis:
    """Say what a printed rate is, searching other operand pairs from the likeliest tier on.

    The first tier with a pair that gives the printed rate answers; its ties are all reported,
    unless they are so many that none explains anything.
    """
    match = compare(printed, exact)
    if match is not Match.UNEXPLAINED:
        return Diagnosis(match)
    for tier in tiers:
        found = tuple(_explaining(printed, tier, per))
        if found:
            return Diagnosis(Match.OTHER_PAIR, found) if len(found) <= _MOST_PAIRS else Diagnosis(match)
    return Diagnosis(match)


def _explaining(printed: PrintedNumber, pairs: Iterable[tuple[Operand, Operand]], per: int) -> Iterable[Pair]:
    for part, whole in dict.fromkeys(pairs):
        if whole.number == 0:
            continue
        match = compare(printed, Fraction(per * part.number, whole.number))
        if match in (Match.AGREES, Match.TRUNCATED):
            yield Pair(part, whole, match)
