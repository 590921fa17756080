"""Cells whose number is in words: "Hai hội nghị", "hai tư", "tám mươi phần trăm"."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.numerals import LONGEST, is_numeral, numbers_spelt, rate_spelt
from cchc.reading.cells.offered import printed
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token
from cchc.value import PrintedNumber


def spelt(saying: Saying, subject: Subject) -> tuple[PrintedNumber, ...]:
    """The number that a text is in words, with the noun of a count and nothing else; all that it may be, if several."""
    if len(saying.remarks) != 1:
        return ()
    phrases = saying.remarks[0].phrases
    while len(phrases) > 1 and _says_no_more(phrases[0]):
        phrases = phrases[1:]
    if subject.is_rate and (rate := rate_spelt(phrases)) is not None:
        return (rate,)
    for size in range(min(LONGEST, len(phrases)), 0, -1):
        values = numbers_spelt(phrases[:size])
        if values and _is_all(phrases, size, subject):
            if len(values) > 1:  # "hai ba tin" are 23, or two or three
                return tuple(evolve(printed(Decimal(value)), text=str(value)) for value in values)
            text = " ".join(phrase.text for phrase in phrases[:size])
            return (evolve(printed(Decimal(values[0])), text=text),)
    return ()


def _says_no_more(phrase: Token) -> bool:
    """Whether a word leads to a number and says nothing of it: "có hai hội nghị", "tổng số hai mươi"."""
    if numbers_spelt((phrase,)):
        return False
    return phrase.may_be(Role.NEUTRAL, Where.WORDS) or phrase.may_be(Role.TOTAL, Where.WORDS)


def _is_all(phrases: Phrases, size: int, subject: Subject) -> bool:
    """Whether behind a number in words stands what it counts, or nothing."""
    rest = phrases[size:]
    return (not subject.is_rate and _is_one_thing(rest, subject)) if rest else _is_number_alone(phrases, subject)


def _is_number_alone(phrases: Phrases, subject: Subject) -> bool:
    """Whether words that are a number can be nothing else: "năm" is a year as well, and "sau" (sáu) is afterwards."""
    words = " ".join(phrase.text for phrase in phrases).split()
    return not subject.has_syllables or (
        all(map(is_numeral, words)) and (len(words) > 1 or words[0] not in table(Role.CUMULATIVE, Where.SPANS))
    )


def _is_one_thing(phrases: Phrases, subject: Subject) -> bool:
    is_thing = len(phrases) == 1 and phrases[0].may_be(Role.THING, Where.WORDS)
    return is_thing or subject.noun_of(phrases) > 0
