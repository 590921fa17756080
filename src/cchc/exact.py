"""Exact arithmetic: quotients rounded once, half away from zero, and the decimals that stand for them."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


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
