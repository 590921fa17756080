"""Exact bounds of integers: what a column can hold, and so what arithmetic on it can come to."""

from __future__ import annotations

from collections.abc import Iterable

from cchc.record import frozen

INT32, INT64, INT128 = 32, 64, 128
WIDTHS = (INT32, INT64, INT128)

EXACT_FLOAT = 2**51
"""Below this, the nearest integer to a float64 quotient of integers is that to the true quotient:
a quotient that is no tie lies at least 1/(2b) from one, more than both roundings can move it."""


@frozen
class Span:
    """All integers from `low` to `high`."""

    low: int
    high: int

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low)

    def __mul__(self, other: Span) -> Span:
        return hull(Span(one * two, one * two) for one in (self.low, self.high) for two in (other.low, other.high))

    def __abs__(self) -> Span:
        least = 0 if self.low <= 0 <= self.high else min(abs(self.low), abs(self.high))
        return Span(least, self.size)

    @property
    def size(self) -> int:
        """The greatest absolute value."""
        return max(abs(self.low), abs(self.high))

    @property
    def width(self) -> int:
        """Bits of the narrowest integer type that holds it, sign included; more than 128 if none does."""
        needed = max((-self.low - 1 if self.low < 0 else self.low), (-self.high - 1 if self.high < 0 else self.high))
        bits = needed.bit_length() + 1
        return next((width for width in WIDTHS if bits <= width), bits)

    def least(self, other: Span) -> Span:
        return Span(min(self.low, other.low), min(self.high, other.high))

    def greatest(self, other: Span) -> Span:
        return Span(max(self.low, other.low), max(self.high, other.high))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds them all."""
    every = tuple(spans)
    return Span(min(span.low for span in every), max(span.high for span in every))


def of_bits(bits: int, *, signed: bool = True) -> Span:
    """All that an integer type of so many bits can hold."""
    return Span(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else Span(0, 2**bits - 1)
