"""Remarks of what is still to come beside what there is: "dự kiến cuộc thứ 2", "dự kiến tổ chức thêm 01 cuộc"."""

from __future__ import annotations

from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.phrasebook import Role, Where, is_in, says_in
from cchc.reading.cells.tokens import Phrases, Token, TokenKind


def is_of_further(saying: Saying) -> bool:
    """Whether a remark speaks of a plan, and of more than what is counted beside it, which it leaves as it is."""
    phrases = said_in_all(saying)
    is_plan = any(phrase.may_be(Role.PLAN, Where.WORDS, Where.BEFORE) for phrase in phrases)
    return is_plan and (_has_further(phrases) or any(map(_is_ordinal, phrases)))


def said_in_all(saying: Saying) -> Phrases:
    """Every word and name of a text, by its parts."""
    remarks = (phrase for remark in saying.remarks for phrase in remark.phrases)
    around = (phrase for amount in saying.amounts for phrase in (*amount.lead.phrases, *amount.after))
    return (*around, *remarks)


def _has_further(phrases: Phrases) -> bool:
    said = f" {' '.join(phrase.text for phrase in phrases)} "
    return says_in(said, Role.PLAN, Where.FURTHER)


def _is_ordinal(phrase: Token) -> bool:
    """Whether a name is of the second or a later one: "thứ 2", "đợt 3"."""
    number = phrase.number
    if phrase.kind is not TokenKind.NAME or number is None or number.value < _SECOND:
        return False
    first = phrase.text.rpartition(" ")[0]
    return is_in(first, Role.PLAN, Where.ORDINALS)


_SECOND = 2
