"""What a remark compares a figure with, where it cannot be so: it was more, or fewer, at another time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.reading.cells.beside.changes import says_change
from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.phrasebook import Role, Where, is_in
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import is_time_named
from cchc.reading.cells.tokens import Phrases, TokenKind


def compares_otherwise(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a figure is said to have risen to it from more, to have fallen to it from less, or by another number.

    "Giảm so với tháng trước (98,90%)" beside 99,22; "Tháng trước 15 tin bài, tháng này tăng 3" beside 12. What
    there is so far of the year was no more a month ago.
    """
    earlier = compared_with(saying, subject)
    if earlier is None:
        return False
    if _is_so_far(earlier, subject) and earlier.number.value > value:
        return True
    changes = [each for each in saying.amounts if each is not earlier]
    ways = {way for way in _WAYS if any(says_change(phrases, way) for phrases in _words(saying))}
    if len(ways) != 1 or len(changes) > 1:
        return False
    sign = _WAYS[ways.pop()]
    if not changes:
        return sign * (value - earlier.number.value) < 0
    (change,) = changes
    if change.number.percent != earlier.number.percent or not _is_alike(change, subject):
        return False
    return earlier.number.value + sign * change.number.value != value and change.number.value != value


def compared_with(saying: Saying, subject: Subject) -> Stated | None:
    """The one number of a remark that is said to be of an earlier time, and may be one of the line's."""
    before = [each for each in saying.amounts if _is_of_before(each, saying, subject) and _is_alike(each, subject)]
    return before[0] if len(before) == 1 else None


_WAYS = {Where.MORE: 1, Where.LESS: -1}


def _words(saying: Saying) -> Iterator[Phrases]:
    yield from (each.lead.phrases for each in saying.amounts)
    yield from (remark.phrases for remark in saying.remarks)


def _is_alike(amount: Stated, subject: Subject) -> bool:
    """Whether a number may be one of the line's: a percentage of a rate, a count of what is counted."""
    if amount.shape is not Shape.SINGLE or subject.counts_other(amount.after):
        return False
    return amount.number.percent if subject.is_rate else amount.is_count


def _is_of_before(amount: Stated, saying: Saying, subject: Subject) -> bool:
    """Whether a number is said to be of an earlier time, by the words before it or those that its brackets follow."""
    if any(phrase.may_be(Role.EARLIER, Where.BEFORE) for phrase in amount.lead.phrases):
        return not any(says_change(amount.lead.phrases, way) for way in _WAYS)
    if not amount.depth or amount.lead.phrases or len(saying.amounts) > 1:
        return False
    remarks = [remark for remark in saying.remarks if not (remark.bracketed or remark.follows)][-1:]
    last = remarks[0].phrases[-1] if remarks else None
    if last is not None and last.kind is TokenKind.NAME:  # "Ít hơn năm 2023 (22 nhiệm vụ)"
        return is_time_named(last.text) and (subject.when(last.text) or 0) < 0
    return (
        last is not None
        and last.kind is TokenKind.PHRASE
        and (last.may_be(Role.CHANGE, Where.AFTER) or last.may_be(Role.EARLIER, Where.AFTER))
    )


def _is_so_far(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of the year as far as it had gone a month ago, on a line that takes it as far as it has."""
    is_first = subject.period is None or subject.period.number == 1
    if is_first or str(subject.indicator.over_time) != "cumulative":
        return False
    lead = amount.lead.phrases
    is_of_year = any(phrase.may_be(Role.CUMULATIVE, Where.BEFORE) for phrase in lead)
    return is_of_year and any(is_in(phrase.text, Role.EARLIER, Where.WITHIN) for phrase in lead)
