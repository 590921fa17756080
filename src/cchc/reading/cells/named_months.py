"""Months named by a number that may as well count: "Trong tháng 6 vụ việc", "Lũy kế 47, trong tháng 12 tin"."""

from __future__ import annotations

from itertools import pairwise

from cchc.period import PeriodKind
from cchc.reading.cells.apart import Times
from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.phrasebook import Role, Where
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import is_month
from cchc.value import PrintedNumber

_YEARS = 1000
_YEARS_NEARBY = 8


def named_month(saying: Saying, subject: Subject) -> PrintedNumber | None:
    """The number of a month or of a count: "Trong tháng 6 vụ việc" may be either, as may "Trong tháng 8 tin, 4 bài"."""
    leads = [amount.lead.phrases for amount in saying.amounts]
    for phrases in (*(remark.phrases for remark in saying.remarks), *leads):
        for place, phrase in enumerate(phrases):
            number = phrase.number
            if number is None or (leads and not is_month(phrase.text)):
                continue
            if _may_count(number, subject) and subject.noun_of(phrases[place + 1 :]):
                return number
    return None


def is_only_of_month(month: PrintedNumber, times: Times | None, saying: Saying, subject: Subject) -> bool:
    """Whether what looks like a month is its count, as the only other number is that of the year so far.

    "Lũy kế 47, trong tháng 12 tin" of May would speak of a month to come; of a month before it people do speak.
    """
    if times is None or times.cumulative is None or len(saying.amounts) > 1 or not times.takes_month(subject):
        return False
    if subject.period is None or subject.period.kind is not PeriodKind.MONTH:
        return False
    if month.value < subject.period.number:
        return False
    is_led = any(
        before.may_be(Role.WHOLE, Where.BETWEEN) and phrase.number is month
        for remark in saying.remarks
        for before, phrase in pairwise(remark.phrases)
    )
    return is_led and month.value <= times.cumulative.value


def is_beside_year(month: PrintedNumber, times: Times | None, subject: Subject) -> bool:
    """Whether the line takes the figure of the year so far, beside which one of the month says nothing of it."""
    wanted = None if times is None or times.cumulative is None else times.of_line(subject)
    return (
        wanted is not None
        and times is not None
        and wanted is times.cumulative
        and times.month is None
        and (month.value <= wanted.value)
    )


def _may_count(number: PrintedNumber, subject: Subject) -> bool:
    """Whether a number of a name may as well count: as a year it would lie far from the report's."""
    if number.value < _YEARS or subject.period is None:
        return number.value < _YEARS
    return abs(number.value - subject.period.year) > _YEARS_NEARBY
