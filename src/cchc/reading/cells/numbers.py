"""Lines that ask for a count, for a pair "a/b", and headings that ask for no number."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from attrs import evolve

from cchc.reading.cells.beside.denials import is_denied, none_of, rival_of, valued
from cchc.reading.cells.content import EXPLANATION, QUANTITY, Content, Holds
from cchc.reading.cells.line import Line
from cchc.reading.cells.subject import Subject
from cchc.report import Claim, Entry
from cchc.text.claims import parse_fraction
from cchc.value import Candidate, Measured, Origin, PrintedNumber, Reason, Wording

_THOUSANDS = 3
"""Digits in a group of thousands."""
_WORD = re.compile(r"[^\W\d]+")


def count(line: Line) -> Entry:
    """A whole number, or a quantity: in its column, alone in another, or told in a sentence."""
    pair = _pair(line)
    if pair is not None:
        return _of_pair(line, *pair)
    claims = tuple(claim for content in line.contents for claim in content.fraction())
    own = line.own_text
    if own is not None:
        return _count_in_text(line, own, claims)
    found = line.holding(Holds.NUMBER)
    if found:
        return _count_among(line, found, claims)
    word = line.word
    if word is not None and word.reason is not Reason.BLANK:
        return none_of(line, word, claims=claims)
    for text in line.texts:
        if text.verdict is not None:
            return _count_in_text(line, text, claims)
    return line.missing(claims=claims)


def _count_among(line: Line, found: tuple[Content, ...], claims: tuple[Claim, ...]) -> Entry:
    """The first of the cells that are numbers, unless what stands outside its column is contradicted."""
    first, *others = found
    assert first.number is not None
    figures = tuple(Candidate(other.number, other.cell) for other in others if other.number is not None)
    differing = tuple(each for each in figures if each.number.value != first.number.value)
    if first.column == QUANTITY and not first.number.percent:
        differing = tuple(each for each in differing if not (each.number.percent and each.cell.column == EXPLANATION))
    if first.column != QUANTITY and (differing or is_denied(line, first.number)):
        return line.ambiguous(first.candidates() + differing, claims=claims, wording=Wording.SEVERAL)
    return _whole(line, first, first.number, candidates=differing, claims=claims)


def _whole(line: Line, content: Content, number: PrintedNumber, **found: Any) -> Entry:
    rival = rival_of(line, content, number.value)
    if rival is not None:
        offered = (Candidate(number, content.cell), rival)
        return line.ambiguous(offered, claims=found.get("claims", ()), wording=Wording.EITHER_PERIOD)
    if line.subject.is_quantity:
        return _quantity(line, content, number, **found)
    if number.doubtful and not number.percent and number.decimals == _THOUSANDS:
        # No count has decimals: "1,893" can only be an English reader's thousands.
        number = evolve(number, value=number.value.scaleb(_THOUSANDS), decimals=0, doubtful=False)
        content = evolve(content, wording=Wording.MARKED) if content.wording is Wording.PLAIN else content
    if _is_day(number, content, line.subject):
        return line.ambiguous((Candidate(number, content.cell),), wording=Wording.DAY_NUMBER)
    if number.percent or number.value != number.value.to_integral_value():
        return line.unreadable(content, **{**found, "candidates": (Candidate(number, content.cell),)})
    return valued(line, content, int(number.value), printed=number, **found)


def _is_day(number: PrintedNumber, content: Content, subject: Subject) -> bool:
    """Whether a count by itself is the number that spreadsheets have for a day of the report's year: 45413.

    What adds up over months has no such figure by chance but once in centuries of reports.
    """
    text, period = content.text.rstrip(" .;"), subject.period
    if len(text) != _DIGITS_OF_DAY or not text.isdecimal() or period is None:
        return False
    if str(subject.indicator.over_time) != "flow":
        return False
    return (_FIRST_DAY + dt.timedelta(days=int(number.value))).year == period.year


_DIGITS_OF_DAY = 5
_FIRST_DAY = dt.date(1899, 12, 30)


def _quantity(line: Line, content: Content, number: PrintedNumber, **found: Any) -> Entry:
    """The entry of a number with decimals; where it may be two, by how people write numbers, both are offered."""
    if number.percent:
        return line.unreadable(content, **{**found, "candidates": (Candidate(number, content.cell),)})
    if number.doubtful:
        either = (number, _otherwise(number))
        offered = tuple(Candidate(each, content.cell) for each in either)
        return line.ambiguous(offered, claims=found.get("claims", ()), wording=Wording.EITHER_POINT)
    return valued(line, content, Measured(number.value), printed=number, **found)


def _otherwise(number: PrintedNumber) -> PrintedNumber:
    """What a number is if its three last digits are the decimals, or the thousands, that they were not taken for."""
    places = 0 if number.decimals else _THOUSANDS
    return evolve(number, value=number.value.scaleb(_THOUSANDS if number.decimals else -_THOUSANDS), decimals=places)


def _count_in_text(line: Line, text: Content, claims: tuple[Claim, ...]) -> Entry:
    """What the numbers of a text come to: the one that is meant, or all that may be."""
    verdict = text.verdict
    others = tuple(each for other in line.holding(Holds.NUMBER) for each in other.candidates())
    if verdict is None:
        return line.unreadable(text, candidates=text.candidates() + others, claims=claims)
    if verdict.number is not None:
        return _whole(line, evolve(text, wording=verdict.wording), verdict.number, claims=claims)
    if verdict.fraction is not None and (rival := rival_of(line, text, verdict.fraction[0])) is not None:
        return line.ambiguous((*text.candidates(), rival), wording=Wording.EITHER_PERIOD)
    return line.ambiguous(text.candidates() + others, claims=claims, wording=verdict.wording)


# --- pairs "a/b": two figures on one line -------------------------------------------------------


def _pair(line: Line) -> tuple[Content, tuple[int, int]] | None:
    if line.indicator.pair is None:
        return None
    for text in line.contents:
        # Each figure may have its unit behind it: "07 thư/07 hồ sơ".
        fraction = parse_fraction(text.cell.text) or parse_fraction(_WORD.sub(" ", text.text))
        if fraction is not None:
            return text, fraction
    return None


def _of_pair(line: Line, text: Content, fraction: tuple[int, int]) -> Entry:
    first, claims = Candidate(_printed(fraction[0]), text.cell), text.claims()[:1]
    own = next((content for content in line.holding(Holds.NUMBER) if content.column == QUANTITY), None)
    if own is None and text.column != QUANTITY and is_denied(line, first.number):
        return line.ambiguous((first,), claims=claims, wording=Wording.SEVERAL)
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
