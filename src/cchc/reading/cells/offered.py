"""The numbers that a cell offers where none of them is certain."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import prod

from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.value import PrintedNumber


def offered(saying: Saying) -> tuple[PrintedNumber, ...]:
    """Every number that may be meant: rates alone if there are any, what sums and products make first."""
    rates = tuple(number for number in saying.numbers if number.percent)
    return rates or (*(total for amount in saying.amounts for total in _totals(amount)), *saying.numbers)


def _totals(amount: Stated) -> Iterable[PrintedNumber]:
    """What a sum, a product or a number of tens and thousands comes to."""
    values = [number.value for number in amount.numbers]
    if amount.shape is Shape.SUM:
        yield printed(sum(values, Decimal(0)))
    elif amount.shape is Shape.PRODUCT and len(values) <= _MOST_FACTORS:
        yield printed(prod(values, start=Decimal(1)))
    elif amount.after:
        size = amount.after[0].text
        sizes = table(Role.MULTIPLE, Where.SIZES, bare=size.isascii())
        if size in sizes:
            yield printed(values[-1] * sizes[size])


_MOST_FACTORS = 4
"""Of more numbers nobody writes a product."""


def printed(value: Decimal) -> PrintedNumber:
    """A number that stands nowhere as such, in plain digits."""
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return PrintedNumber(Decimal(digits), len(digits.partition(".")[2]), text=digits.replace(".", ","))
