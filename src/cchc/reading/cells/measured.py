"""Numbers with a unit behind them: of quantities one that measures the same, of rates per thousand % and ‰.

So many of it are units, too ("1,2 tỷ" of money is that many tỷ đồng), and so are several one after the other, each
smaller than the one before ("1 tỷ 200 triệu").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from attrs import evolve

from cchc.edition import IndicatorKind
from cchc.reading.cells.subject import Subject
from cchc.text.markup import pattern, visible
from cchc.text.number import number_of
from cchc.text.spelling import key, seen
from cchc.value import Cell, PrintedNumber, Wording
from cchc.words import data

MEASURED = (IndicatorKind.NUMBER, IndicatorKind.SCORE, IndicatorKind.PER_MILLE)
"""Kinds of lines on which a number may have a unit behind it."""

_SHAPE = pattern(
    r"(?P<open>\( ?)?(?P<sign>[-−–+]?) ?(?P<digits>[0-9](?:[0-9., ]{0,40}[0-9])?) ?(?P<unit>[^\W\d_][^()]{0,40}|[%‰])?"
    r"(?P<close> ?\))? ?[.;]?"
)

_PARTS = pattern(
    r"(?P<digits>[0-9](?:[0-9.,]{0,30}[0-9])?) ?(?P<unit>[^\W\d_][^\W\d]{0,12}[23²³]?(?: [^\W\d]{1,12})??)"
    r"(?= ?[0-9]|[.;]?$)"
)
_MOST_PARTS = 4
"""Units in which a quantity is written one after the other."""


def measured(text: str, subject: Subject, beside: Fraction | None) -> tuple[PrintedNumber, None, Wording] | None:
    """The number that a text is wholly, in the line's own unit, and how it is worded; None for any other text.

    A number without a unit is in that `beside` it, if one stands there. In brackets it is negative, where the line
    may have such numbers. What does not come out even in the line's unit is no number of it.
    """
    said = visible(text).text
    match = _SHAPE().fullmatch(said)
    # A count may be negative as a quantity may, but a number of it is in no other unit.
    is_whole = beside is None and subject.indicator.kind not in MEASURED
    if match is None:
        return None if is_whole else _in_parts(said, text, subject)
    if (match["open"] is None) != (match["close"] is None):
        return None
    if match["open"] is not None and (match["sign"] or not subject.indicator.is_signed or subject.is_rate):
        return None
    if match["sign"] == "+" and not subject.indicator.is_signed:
        return None
    factor = _factor(match, subject, beside)
    rate = subject.is_rate
    number = number_of(
        match["digits"], text, rate=rate, percent=rate and match["unit"] is not None, style=subject.style,
        negative=match["open"] is not None or match["sign"] not in ("", "+"),
    )  # fmt: skip
    if is_whole and factor != 1:
        return None
    if number is None or factor is None:
        return _in_parts(said, text, subject)
    if factor == 1:
        return number, None, Wording.PLAIN
    converted = _times(number, factor)
    return None if converted is None else (converted, None, Wording.CONVERTED)


def either_sign(text: str, subject: Subject) -> tuple[PrintedNumber, ...]:
    """What a rate in brackets may be where it may be signed: that is so of one that can be negative, and of one that
    can be more than all; nothing for any other text."""
    match = _SHAPE().fullmatch(visible(text).text) if subject.is_rate and subject.indicator.is_signed else None
    if match is None or match["sign"] or not (match["open"] and match["close"]):
        return ()
    percent = match["unit"] is not None
    either = (
        number_of(match["digits"], text, rate=True, percent=percent, style=subject.style, negative=negative)
        for negative in (False, True)
    )
    return tuple(number for number in either if number is not None)


def _factor(match: re.Match[str], subject: Subject, beside: Fraction | None) -> Fraction | None:
    """How many of the line's unit one of the unit that is written is."""
    unit = match["unit"]
    if subject.is_rate:
        return _factor_of_rate(unit, subject)
    if unit is None:
        return Fraction(1) if beside is None else beside
    return _factor_of(unit, subject)


def _factor_of_rate(unit: str | None, subject: Subject) -> Fraction | None:
    """The same of a rate: what it is a share of may follow, if the line says so, too ("per 1,000 population")."""
    if subject.indicator.kind is not IndicatorKind.PER_MILLE:
        return Fraction(1) if unit in (None, "%") else None
    if unit is None or unit == "%":
        return Fraction(1) if unit is None else Fraction(10)
    said = key(unit)
    names = {"‰", *map(key, data("form")["per_mille"]["words"])}
    rest = next((said.removeprefix(name) for name in names if f"{said} ".startswith(f"{name} ")), None)
    label = subject.lexicon.label(subject.indicator)
    return None if rest is None or not all(f" {word} " in label for word in rest.split()) else Fraction(1)


def _factor_of(unit: str, subject: Subject) -> Fraction | None:
    """How many of the line's unit one of another is; "tỷ" is what "tỷ đồng" is where that is one of its units."""
    measures, name = subject.lexicon.measures(subject.indicator), key(unit)
    if name in measures:
        return measures[name]
    scale = _scales().get(name)
    meant = {size for of, size in measures.items() if scale is not None and of.startswith(f"{scale} ")}
    return meant.pop() if len(meant) == 1 else None


@cache
def _scales() -> Mapping[str, str]:
    """What so many of a unit are called, short forms included, each with the word by which units are called."""
    scales = data("form")["scales"]
    return {key(word): key(word) for word in scales["words"] if word.isalpha()} | {
        key(short): key(word) for short, word in scales["short"].items()
    }


def _in_parts(said: str, text: str, subject: Subject) -> tuple[PrintedNumber, None, Wording] | None:
    """A quantity that is written in several units, each smaller than the one before."""
    parts = [*_PARTS().finditer(said)]
    rest = _PARTS().sub("", said).strip(" .;")
    if subject.is_rate or rest or not 1 < len(parts) <= _MOST_PARTS:
        return None
    total, above, least = Fraction(0), None, None
    for part in parts:
        number = number_of(part["digits"], text, rate=False, percent=False, style=subject.style)
        factor = _factor_of(part["unit"], subject)
        if number is None or number.doubtful or factor is None or (above and Fraction(number.value) * factor >= above):
            return None
        total, above, least = total + Fraction(number.value) * factor, factor, _times(number, factor)
    places = _places(total)
    if least is None or places is None:
        return None
    return evolve(least, value=_decimal(total, places)), None, Wording.CONVERTED


def unit_beside(subject: Subject, cell: Cell | None) -> Fraction | None:
    """How many of the line's unit one of the unit in its column is, or else of that which is said over the table.

    None for the line's own unit, and for one of another thing.
    """
    measures = subject.lexicon.measures(subject.indicator)
    factor = None if cell is None else measures.get(key(seen(cell.text)))
    if factor is None and subject.lexicon.above:
        factor = measures.get(key(subject.lexicon.unit_of(subject.indicator)))
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
    return evolve(number, value=_decimal(value, places), decimals=decimals)


def _decimal(value: Fraction, places: int) -> Decimal:
    return Decimal(value.numerator * 10**places // value.denominator).scaleb(-places)


def _places(value: Fraction) -> int | None:
    """The decimals that a number needs to be written out; None where no number of them will do."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
