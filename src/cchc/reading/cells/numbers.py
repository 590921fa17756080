"""Lines that ask for a number: counts, rates, pairs "a/b", and headings that ask for none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from cchc.reading.cells.content import QUANTITY, Content, Holds
from cchc.reading.cells.line import Line
from cchc.report import Candidate, Claim, Entry
from cchc.text.claims import parse_fraction
from cchc.value import Origin, PrintedNumber, Reason

_SAYS_ZERO = frozenset({Reason.NONE, Reason.NOT_ARISEN, Reason.NOT_APPLICABLE})
"""Words that a number other than zero contradicts; "in progress" may well stand beside one."""

_THOUSANDS = 3
"""Digits in a group of thousands."""
_WORD = re.compile(r"[^\W\d]+")


def count(line: Line) -> Entry:
    """A whole number: in its column, alone in another, or counted in a sentence."""
    pair = _pair(line)
    if pair is not None:
        return _of_pair(line, *pair)
    claims = _whole_fractions(line)
    own = line.own_text
    if own is not None:
        return _count_in_text(line, own, claims)
    found = line.holding(Holds.NUMBER)
    if found:
        return _count_among(line, found, claims)
    word = line.word
    if word is not None and word.reason is not Reason.BLANK:
        return line.missing(claims=claims)
    for text in line.texts:
        if text.candidates() or text.claims():
            return _count_in_text(line, text, claims)
    return line.missing(claims=claims)


def _count_among(line: Line, found: tuple[Content, ...], claims: tuple[Claim, ...]) -> Entry:
    """The first of the cells that are numbers, unless what stands outside its column is contradicted."""
    first, *others = found
    assert first.number is not None
    figures = tuple(each for other in others for each in other.candidates())
    differing = tuple(each for each in figures if each.number.value != first.number.value)
    if first.column != QUANTITY and (differing or _is_denied(line, first.number)):
        return line.ambiguous(first.candidates() + differing, claims=claims)
    return _whole(line, first, first.number, candidates=differing, claims=claims)


def _is_denied(line: Line, number: PrintedNumber) -> bool:
    """Whether another cell says that there is none of what this number counts."""
    return number.value != 0 and any(word.reason in _SAYS_ZERO for word in line.holding(Holds.WORD))


def _whole(line: Line, content: Content, number: PrintedNumber, **found: tuple[object, ...]) -> Entry:
    if number.doubtful and not number.percent and number.decimals == _THOUSANDS:
        # No count has decimals: "1,893" can only be an English reader's thousands.
        number = evolve(number, value=number.value.scaleb(_THOUSANDS), decimals=0)
    if number.percent or number.value != number.value.to_integral_value():
        return line.unreadable(content, **{**found, "candidates": (Candidate(number, content.cell),)})
    return line.entry(int(number.value), content, printed=number, **found)


def _count_in_text(line: Line, text: Content, claims: tuple[Claim, ...]) -> Entry:
    """The one figure of a sentence that counts what the line counts; else its figures are candidates."""
    counted = text.counted(line.lexicon.unit_words(line.indicator))
    if len(counted) == 1:
        return _whole(line, text, counted[0].number, claims=claims)
    fraction = parse_fraction(text.cell.text)
    if fraction is not None and fraction[0] == fraction[1]:
        # All of all ("162/162"): whichever is meant, it is this number.
        return line.entry(fraction[0], text, printed=_printed(fraction[0]), claims=claims)
    candidates = text.candidates()
    others = tuple(each for other in line.holding(Holds.NUMBER) for each in other.candidates())
    if counted or text.column != QUANTITY or fraction is not None:
        return line.ambiguous(candidates + others, claims=claims) if candidates else line.missing(claims=claims)
    return line.unreadable(text, candidates=candidates + others, claims=claims)


def _whole_fractions(line: Line) -> tuple[Claim, ...]:
    """Cells that are a fraction and nothing else ("162/173")."""
    whole = (text for text in line.holding(Holds.TEXT) if parse_fraction(text.cell.text) is not None)
    return tuple(claim for text in whole for claim in text.claims())


# --- pairs "a/b": two figures on one line -------------------------------------------------------


def _pair(line: Line) -> tuple[Content, tuple[int, int]] | None:
    if line.indicator.pair is None:
        return None
    for text in line.holding(Holds.TEXT):
        # Each figure may have its unit behind it: "07 thư/07 hồ sơ".
        fraction = parse_fraction(text.cell.text) or parse_fraction(_WORD.sub(" ", text.text))
        if fraction is not None:
            return text, fraction
    return None


def _of_pair(line: Line, text: Content, fraction: tuple[int, int]) -> Entry:
    first, claims = Candidate(_printed(fraction[0]), text.cell), _whole_fractions(line)
    own = next((content for content in line.holding(Holds.NUMBER) if content.column == QUANTITY), None)
    if own is not None and own.number is not None:
        differing = (first,) if first.number.value != own.number.value else ()
        return _whole(line, own, own.number, candidates=differing, claims=claims)
    return line.entry(fraction[0], text, printed=first.number, claims=claims)


def second_of_pair(line: Line) -> Entry | None:
    """The entry of the figure behind the stroke, which the form has no line for."""
    pair = _pair(line)
    if pair is None:
        return None
    text, (_, second) = pair
    entry = line.entry(second, text, printed=_printed(second))
    return evolve(entry, cells={text.column: text.cell}, errors=())


def _printed(count: int) -> PrintedNumber:
    return PrintedNumber(Decimal(count), 0, text=str(count))


# --- rates ----------------------------------------------------------------------------------------


def percentage(line: Line) -> Entry:
    """A rate: the first printed number, else the one rate of a sentence, else what a claim states."""
    claims = tuple(claim for text in line.holding(Holds.TEXT) for claim in text.claims())
    found = line.holding(Holds.NUMBER)
    if found:
        return _rate_among(line, found, claims)
    own, word = line.own_text, line.word
    if word is not None and word.reason is not Reason.BLANK:
        return line.missing(claims=claims)
    for text in (own, *line.texts):
        rates = text.rates() if text is not None else ()
        if text is not None and rates:
            return _rate_of(line, text, rates, claims)
    stated = [claim for claim in claims if claim.stated is not None]
    if stated:
        return _rate_stated(line, stated, claims)
    if own is not None and not own.claims():
        return line.unreadable(own, claims=claims)
    return line.missing(claims=claims)


def _rate_among(line: Line, found: tuple[Content, ...], claims: tuple[Claim, ...]) -> Entry:
    first, *others = found
    assert first.number is not None
    differing = tuple(
        each for other in others for each in other.candidates() if not _same_rate(each.number, first.number)
    )
    if first.column != QUANTITY and _is_denied(line, first.number):
        return line.ambiguous(first.candidates() + differing, claims=claims)
    return line.entry(first.number.value, first, printed=first.number, candidates=differing, claims=claims)


def _same_rate(one: PrintedNumber, other: PrintedNumber) -> bool:
    """Whether one number may be the other with fewer decimals, rounded or cut off."""
    last_place = Decimal(1).scaleb(-min(one.decimals, other.decimals))
    same_decimals = one.decimals == other.decimals
    return one.value == other.value if same_decimals else abs(one.value - other.value) < last_place


def _rate_of(line: Line, text: Content, rates: tuple[Candidate, ...], claims: tuple[Claim, ...]) -> Entry:
    if len({rate.number.value for rate in rates}) > 1:
        return line.ambiguous(rates, claims=claims)
    return line.entry(rates[0].number.value, text, printed=rates[0].number, claims=claims)


def _rate_stated(line: Line, stated: Iterable[Claim], claims: tuple[Claim, ...]) -> Entry:
    """What the claims of the line agree on."""
    numbers = [(claim.stated, claim.cell) for claim in stated if claim.stated is not None]
    (first, cell), *others = numbers
    if not all(_same_rate(first, other) for other, _ in others):
        return line.ambiguous(tuple(Candidate(number, place) for number, place in numbers), claims=claims)
    content = next(content for content in line.contents if content.cell == cell)
    return line.entry(first.value, content, printed=first, claims=claims)


# --- headings -------------------------------------------------------------------------------------


def heading(line: Line) -> Entry:
    """A heading asks for nothing; a number in its cells is kept, so that a rule can tell."""
    for content in line.holding(Holds.NUMBER):
        number = content.number
        if number is not None:
            whole = number.value == number.value.to_integral_value()
            value = int(number.value) if whole and not number.percent else number.value
            # No column of a heading is its value's own.
            return line.entry(value, content, printed=number, origin=Origin.REPORTED)
    return line.missing()
