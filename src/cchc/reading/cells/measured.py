"""Numbers with a unit behind them: of quantities one that measures the same, of rates per thousand % and ‰."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from cchc.edition import IndicatorKind
from cchc.reading.cells.subject import Subject
from cchc.text.markup import pattern, visible
from cchc.text.number import number_of
from cchc.text.spelling import key, seen
from cchc.value import Cell, PrintedNumber, Wording

MEASURED = (IndicatorKind.NUMBER, IndicatorKind.SCORE, IndicatorKind.PER_MILLE)
"""Kinds of lines on which a number may have a unit behind it."""

_SHAPE = pattern(
    r"(?P<open>\( ?)?(?P<sign>[-−–+]?) ?(?P<digits>[0-9](?:[0-9., ]{0,40}[0-9])?) ?(?P<unit>[^\W\d_][^()]{0,40}|[%‰])?"
    r"(?P<close> ?\))? ?[.;]?"
)


def measured(text: str, subject: Subject, beside: Fraction | None) -> tuple[PrintedNumber, None, Wording] | None:
    """The number that a text is wholly, in the line's own unit, and how it is worded; None for any other text.

    A number without a unit is in that `beside` it, if one stands there. In brackets it is negative, where the line
    may have such numbers. What does not come out even in the line's unit is no number of it.
    """
    match = _SHAPE().fullmatch(visible(text).text)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    if match["open"] is not None and (match["sign"] or not subject.indicator.is_signed):
        return None
    if match["sign"] == "+" and not subject.indicator.is_signed:
        return None
    factor = _factor(match, subject, beside)
    rate = subject.is_rate
    number = number_of(
        match["digits"], text, rate=rate, percent=rate and match["unit"] is not None, style=subject.style,
        negative=match["open"] is not None or match["sign"] not in ("", "+"),
    )  # fmt: skip
    if number is None or factor is None:
        return None
    if factor == 1:
        return number, None, Wording.PLAIN
    converted = _times(number, factor)
    return None if converted is None else (converted, None, Wording.CONVERTED)


def _factor(match: re.Match[str], subject: Subject, beside: Fraction | None) -> Fraction | None:
    """How many of the line's unit one of the unit that is written is."""
    unit = match["unit"]
    if subject.is_rate:
        return Fraction(10) if unit == "%" else Fraction(1) if unit in (None, "‰") else None
    if unit is None:
        return Fraction(1) if beside is None else beside
    return subject.lexicon.measures(subject.indicator).get(key(unit))


def unit_beside(subject: Subject, cell: Cell | None) -> Fraction | None:
    """How many of the line's unit one of the unit in its column is, or else of that which is said over the table.

    None for the line's own unit, and for one of another thing.
    """
    measures = subject.lexicon.measures(subject.indicator)
    factor = None if cell is None else measures.get(key(seen(cell.text)))
    if factor is None and subject.lexicon.is_said_of(subject.indicator):
        factor = measures.get(key(subject.lexicon.above))
    return None if factor == 1 else factor


def _times(number: PrintedNumber, factor: Fraction) -> PrintedNumber | None:
    """A printed number so many times: exact, and as exact as it was printed; None where it has no end."""
    value = Fraction(number.value) * factor
    places = _places(value)
    if places is None:
        return None
    last, decimals = Fraction(1, 10 ** max(0, number.decimals)) * factor, 0
    while Fraction(10) ** -(decimals - 1) <= last:
        decimals -= 1
    while Fraction(10) ** -decimals > last:
        decimals += 1
    exact = Decimal(value.numerator * 10**places // value.denominator).scaleb(-places)
    return evolve(number, value=exact, decimals=decimals)


def _places(value: Fraction) -> int | None:
    """The decimals that a number needs to be written out; None where no number of them will do."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
