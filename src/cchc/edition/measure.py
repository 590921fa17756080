"""How a figure is measured: what a line of a form asks for, and a column of a table alike."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cchc.edition.aggregation import Way
from cchc.exact import half_up, rate
from cchc.record import frozen
from cchc.value import Measured


class IndicatorKind(StrEnum):
    """What a line of the form asks for."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    PER_MILLE = "per_mille"
    NUMBER = "number"
    SCORE = "score"
    YES_NO = "yes-no"
    STATUS = "status"
    DOCUMENT = "document"
    DATE = "date"
    TEXT = "text"
    HEADING = "heading"

    @property
    def is_number(self) -> bool:
        """Whether the figures of such lines are numbers, which formulas may reckon with."""
        return self in _NUMBERS

    @property
    def is_rate(self) -> bool:
        """Whether the figures are rates, out of a hundred or a thousand."""
        return self in _RATES

    @property
    def per(self) -> int:
        """Of how many a rate is so many."""
        return 1000 if self is IndicatorKind.PER_MILLE else 100

    @property
    def is_quantity(self) -> bool:
        """Whether the figures are measured or scored: with decimals, and in a unit of their own."""
        return self in _QUANTITIES

    @property
    def has_decimals(self) -> bool:
        """Whether the figures may have decimals: all numbers but counts."""
        return self in _DECIMALS


_RATES = frozenset({IndicatorKind.PERCENTAGE, IndicatorKind.PER_MILLE})
_QUANTITIES = frozenset({IndicatorKind.NUMBER, IndicatorKind.SCORE})
_DECIMALS = _RATES | _QUANTITIES
_NUMBERS = _DECIMALS | {IndicatorKind.COUNT}


class Sign(StrEnum):
    """Which figures may stand on a line."""

    ANY = "any"
    NOT_NEGATIVE = "not_negative"


@frozen
class Measure:
    """The kind of a figure, the unit that it is in, its decimals, whether it may be negative, how it is added up."""

    kind: IndicatorKind
    unit: str | None = None
    decimals: int = 0
    is_signed: bool = False
    over_time: Way = Way.NONE
    over_offices: Way = Way.NONE

    def typed(self, number: int | Fraction) -> int | Decimal:
        """An exact number as the datum of such a figure, rounded once, half away from zero."""
        return typed(self.kind, half_up(number.numerator, number.denominator, self.decimals), self.decimals)

    def takes(self, number: Fraction) -> bool:
        """Whether a number can be such a figure: a count is whole, and only what is signed, or a rate, below zero."""
        is_below = number < 0 and not self.is_signed and not self.kind.is_rate
        return not is_below and (self.kind.has_decimals or number.denominator == 1)


def typed(kind: IndicatorKind, scaled: int, decimals: int) -> int | Decimal:
    """The datum of a figure of a kind that is so many units of its last decimal."""
    if not kind.has_decimals:
        return scaled
    return Measured(rate(scaled, decimals)) if kind.is_quantity else rate(scaled, decimals)
