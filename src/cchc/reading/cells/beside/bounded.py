"""Rates that a remark only bounds, held against the rate itself: "đạt chưa đến 30%" beside 31,58."""

from __future__ import annotations

from decimal import Decimal

from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.phrasebook import Role, Where, is_listed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Token

_ALL = 100


def bound_of(amount: Stated) -> int:
    """Whether a number is said to be less (1) or more (-1) than what there is; 0 where it is neither."""
    lead = amount.lead.phrases
    for place in (-1, -2):
        words = " ".join(phrase.text for phrase in lead[place:])
        if len(lead) >= -place and is_listed(words, "shares", "less"):
            return -1
    if lead and is_listed(lead[-1].text, "shares", "more"):
        return 1
    return {">": 1, "<": -1}.get(amount.lead.sign, 0)


def is_out_of_bounds(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether the one percentage of a remark is said to be more, or less, than the rate beside it, and is not."""
    if not subject.is_rate or len(saying.amounts) != 1:
        return False
    (amount,) = saying.amounts
    if not amount.number.percent or amount.shape is not Shape.SINGLE or amount.depth:
        return False
    bound = bound_of(amount)
    return bound != 0 and bound * (value - amount.number.value) < 0


def leaves_no_room(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a percentage is said to be of what is left, or is not so, and makes more than all with the rate."""
    if subject.indicator.formula is not None:
        return False
    return any(
        amount.number.percent
        and amount.shape is Shape.SINGLE
        and not amount.depth
        and value + amount.number.value > _ALL + 1
        and any(map(_is_rest, (*amount.lead.phrases[-1:], *amount.after)))
        for amount in saying.amounts
    )


def _is_rest(phrase: Token) -> bool:
    """Whether a word says that something is left, or is not so."""
    return phrase.may_be(Role.REMAINDER, Where.BEFORE, Where.AFTER) or phrase.may_be(Role.NOT_YET, Where.BEGINS)
