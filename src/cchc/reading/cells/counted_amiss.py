"""What a remark counts among the things of a figure and the line does not ask for: what goes on, or of a line beside.

Nor can two halves stand beside a figure that they do not make.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc.reading.cells.deeds import says
from cchc.reading.cells.excluded import is_own
from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.matters import counts_what_is_beside, is_matter
from cchc.reading.cells.phrasebook import Role, Where, halves, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token


def counts_amiss(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether parts of a figure, as a remark tells them, are none of what the line asks for."""
    if value == 0 or subject.is_rate:
        return False
    if _are_halves_of_other(saying.amounts, value, subject):
        return True
    return any(
        _is_led_as_part(amount, place, saying)
        and 0 < amount.number.value <= value
        and (is_undone(amount, subject) or _is_of_sibling(amount, subject))
        for place, amount in enumerate(saying.amounts)
    )


def leaves_some(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some are said to be left of what a rate that no figures of the form give has all of: "còn 2 bản giấy".

    What has still time is no part of such a rate.
    """
    if value != _ALL or subject.indicator.formula is not None:
        return False
    return any(
        amount.number.value > 0
        and not amount.number.percent
        and amount.shape is Shape.SINGLE
        and any(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in amount.lead.phrases[-1:])
        and not is_in_time(amount)
        for amount in saying.amounts
    )


_ALL = 100


def is_in_time(amount: Stated) -> bool:
    """Whether what is left is said not to be late yet."""
    said = " ".join(phrase.text for phrase in amount.after)
    return any(f" {each} " in f" {said} " for each in table(Role.REMAINDER, Where.SAME, bare=said.isascii()))


def tells_another_share(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark gives a percentage of what the line asks, and it is another: "đạt 53,8% kế hoạch" beside 35."""
    number = amount.number
    if not number.percent or amount.shape is not Shape.SINGLE or amount.depth or amount.lead.sign:
        return False
    if abs(number.value - value) < Decimal(1).scaleb(-number.decimals):
        return False
    is_led = all(phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in amount.lead.phrases)
    return is_led and all(
        phrase.may_be(Role.PLAN, Where.NEXT, Where.BEFORE) or says(subject.own, phrase) for phrase in amount.after
    )


def is_so_far(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether fewer are said to be done as yet: "mới công khai được 120 TTHC" beside 162."""
    if amount.number.value >= value or amount.number.percent or amount.shape is not Shape.SINGLE:
        return False
    lead = [phrase.text for phrase in amount.lead.phrases]
    begins = table(Role.NEUTRAL, Where.NEXT, bare=all(map(str.isascii, lead)))
    place = next((place for place, text in enumerate(lead) if text in begins), None)
    if place is None or len(lead) - place < _DEED:
        return False
    is_own = subject.noun_of(amount.after) == len(amount.after)
    return is_own and all(
        is_matter(phrase) or phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in amount.lead.phrases[place:]
    )


_DEED = 2
"""Words that say that something is done as yet: "mới", and what."""


def is_undone(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of what goes on, or is not done yet, where the line counts what is done."""
    if not subject.asks_what_is_done:
        return False
    said = _said(amount)
    return is_under_way(amount) or any(
        (phrase.may_be(Role.NOT_YET, Where.BEGINS) and _is_asked(said[place + 1 :], subject))
        or (phrase.may_be(Role.PLAN, Where.WORDS) and not is_own(phrase, Role.PLAN, subject))
        for place, phrase in enumerate(said)
    )


def is_under_way(amount: Stated) -> bool:
    """Whether a number is said to be of what goes on."""
    return any(phrase.may_be(Role.IN_PROGRESS, Where.BEGINS, Where.BEFORE) for phrase in _said(amount))


def _is_asked(phrases: Phrases, subject: Subject) -> bool:
    """Whether words begin by saying what the line asks to have been done: "chưa hoàn thành"."""
    ends = table(Role.NOT_YET, Where.DONE, bare=all(phrase.text.isascii() for phrase in phrases[:1]))
    return any((is_matter(phrase) and subject.asks_for(phrase) > 1) or phrase.text in ends for phrase in phrases[:1])


def _is_led_as_part(amount: Stated, place: int, saying: Saying) -> bool:
    """Whether a word says that a number is a part of the figure, right before it or at the head of a list.

    Behind what is left it is a part of that: "còn 13 nhiệm vụ, trong đó 2 đang trình ký".
    """
    before = saying.amounts[:place]
    if any(phrase.may_be(Role.REMAINDER, Where.BEFORE, Where.AFTER) for phrase in _said(*before)):
        return False
    first = before[0].lead.phrases if before else ()
    return any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in (*first[:1], *amount.lead.phrases))


def _is_of_sibling(amount: Stated, subject: Subject) -> bool:
    """Whether a number bears what only a line beside asks for: "trong đó có 3 đơn khiếu nại" of suggestions."""
    if counts_what_is_beside(amount.after, subject):
        return True
    said: Sequence[Token] = amount.after[subject.noun_of(amount.after) :][:1]
    return any(
        is_matter(phrase)
        and not amount.lead.sign
        and phrase.text in subject.sibling_phrases
        and f" {phrase.text} " not in subject.own
        for phrase in said
    )


def _are_halves_of_other(amounts: Sequence[Stated], value: int | Decimal, subject: Subject) -> bool:
    """Whether two numbers are said to be of the two halves of a whole, and do not make the figure.

    Of what is not all done yet there is more than what was done in time and late.
    """
    if len(amounts) != 2 or any(each.shape is not Shape.SINGLE or each.number.percent for each in amounts):
        return False
    one, other = (each.number.value for each in amounts)
    if value in (one, other, one + other) or not _are_halves(*amounts):
        return False
    is_of_time = any(phrase.may_be(Role.REMAINDER, Where.BEFORE, Where.AFTER) for phrase in _said(*amounts))
    return one + other > value or subject.asks_what_is_done or not is_of_time


def _are_halves(first: Stated, second: Stated) -> bool:
    said = [f" {' '.join(phrase.text for phrase in _said(each))} " for each in (first, second)]
    return any(
        any(f" {word} " in said[left] for word in one) and any(f" {word} " in said[1 - left] for word in other)
        for one, other in halves(bare=all(map(str.isascii, said)))
        for left in (0, 1)
    )


def _said(*amounts: Stated) -> Phrases:
    return tuple(phrase for amount in amounts for phrase in (*amount.lead.phrases, *amount.after))
