"""What a remark says is left beside a part, held against the whole of the form: "4" of 6, and "còn 3 chưa xử lý"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from cchc.reading.cells.beside.counted_amiss import is_in_time, is_left, is_under_way
from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import Stated, parse
from cchc.reading.cells.phrasebook import Role, Where, halves, is_in, is_listed, table
from cchc.reading.cells.reserved import says_all
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Token
from cchc.report import Entry
from cchc.value import Reported


def leaves_any(text: str) -> bool:
    """Whether a remark beside an answer that all is done says that some is left: "còn 2 nội dung chưa làm"."""
    return any(
        amount.number.value > 0
        and not amount.number.percent
        and is_left(amount)
        and any(phrase.may_be(Role.NOT_YET, Where.BEGINS) for phrase in amount.after)
        for amount in parse(text).amounts
    )


def leaves_otherwise(
    text: str, counted: int, wholes: Sequence[int | None], subject: Subject, parts: Sequence[int | None] = ()
) -> bool:
    """Whether a remark leaves of a part what does not make any of its wholes with it.

    What is left of the figure itself, beside one of its own parts, is another matter.
    """
    if None in wholes or not wholes:
        return False
    if _leaves_of_all(text, counted, wholes, subject):
        return True
    left = _left(text, subject)
    if left is None or (left == counted and not _are_denied(text, subject)):
        return False
    return all(counted + left != each for each in wholes) and counted - left not in parts


def _leaves_of_all(text: str, counted: int, wholes: Sequence[int | None], subject: Subject) -> bool:
    """Whether some are not so yet, which with the figure are more than all: "04 TTHC mới chưa niêm yết"."""
    return any(
        amount.is_count
        and amount.number.value > 0
        and not _is_part_of_left(amount)
        and all(counted + amount.number.value > (whole or 0) for whole in wholes)
        and _is_not_done(amount, subject)
        for amount in parse(text, style=subject.style).amounts
    )


def _is_not_done(amount: Stated, subject: Subject) -> bool:
    """Whether behind the noun of the line a number is said not to have been done what offices do, or the line asks."""
    rest = amount.after[subject.noun_of(amount.after) :]
    return len(rest) < len(amount.after) and any(
        denial.may_be(Role.NOT_YET, Where.BEGINS)
        and (is_in(phrase.text, Role.NEUTRAL, Where.DEEDS) or says(subject.own, phrase))
        for denial, phrase in pairwise(rest)
    )


def _are_denied(text: str, subject: Subject) -> bool:
    """Whether of every number it is said that what the line asks for is not so, or not yet."""
    amounts = parse(text, style=subject.style).amounts
    return bool(amounts) and all(_is_denied(amount, subject) or is_under_way(amount) for amount in amounts)


def _is_denied(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of those of which what the line asks for is not so yet: "12 TTHC chưa cung cấp"."""
    rest = amount.after[subject.noun_of(amount.after) :]
    if len(rest) < 2 or not rest[0].may_be(Role.NOT_YET, Where.BEGINS):
        return False
    asked = rest[1] if not rest[1].may_be(Role.NEUTRAL, Where.WORDS) or len(rest) == 2 else rest[2]
    return says(subject.own, asked) or asked.text in table(Role.NOT_YET, Where.DONE, bare=asked.text.isascii())


def _left(text: str, subject: Subject) -> Decimal | None:
    """How many a remark says are left: "Còn 3 vấn đề chưa xử lý", "thiếu 05 biên chế", "12 hồ sơ trễ hạn"; None where
    it says nothing of it, or more."""
    if not any(map(str.isdigit, text)):
        return Decimal(0) if says_all(text, subject) or _says_none_of_other_half(text, subject) else None
    amounts = [each for each in parse(text, style=subject.style).amounts if not _is_part_of_left(each)]
    if not amounts or not all(amount.is_count and not amount.lead.sign for amount in amounts):
        return None
    is_only = len(amounts) == 1 and _is_half(amounts[0], subject)
    is_all = all(
        _is_left(amount, subject) or is_under_way(amount) or _is_all_denied(amount, subject) for amount in amounts
    )
    return sum((amount.number.value for amount in amounts), Decimal(0)) if is_only or is_all else None


def _says_none_of_other_half(text: str, subject: Subject) -> bool:
    """Whether a remark says that there are none of the other half than the line asks for: "không có hồ sơ quá hạn"."""
    saying = parse(text, style=subject.style)
    if len(saying.remarks) != 1 or saying.amounts:
        return False
    first, *rest = saying.remarks[0].phrases
    noun = subject.noun_of(tuple(rest))
    fillers = table(Role.NONE, Where.FILLERS)
    said = [phrase.text for phrase in rest[noun:]]
    said = said[1:] if len(said) > 1 and said[0] in fillers else said  # "không hồ sơ nào trễ hạn"
    is_none = first.may_be(Role.NONE, Where.BEGINS) and len(said) == 1
    return is_none and any(
        said[0] in other and any(f" {each} " in subject.own for each in one)
        for pair in halves(bare=said[0].isascii())
        for one, other in (pair, pair[::-1])
    )


def _is_part_of_left(amount: Stated) -> bool:
    """Whether a number is of some of what another number of the remark counts."""
    return any(phrase.may_be(Role.PARTS, Where.NEXT) for phrase in amount.lead.phrases)


def _is_left(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of all that is left; beside what has still time there may be what is late."""
    told = [phrase for phrase in amount.lead.phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    if _leaves_out(amount):
        return False
    is_led = bool(told) and all(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in told)
    is_led = is_led or _is_led_undone(amount, subject)
    return (
        is_led
        and not is_in_time(amount)
        and (not amount.after or bool(subject.noun_of(amount.after)) or _is_any(amount.after[0]))
    )


def _leaves_out(amount: Stated) -> bool:
    """Whether a number is said not to be counted: "chưa tính 02 nhiệm vụ thường xuyên" are left of nothing."""
    return any(
        no.may_be(Role.NOT_YET, Where.BEGINS)
        and phrase.text in table(Role.NOT_YET, Where.UNLESS, bare=phrase.text.isascii())
        for no, phrase in pairwise(amount.lead.phrases)
    )


def _is_all_denied(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of all those, and no word says that it is of some."""
    told = [phrase for phrase in amount.lead.phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    return not told and bool(subject.noun_of(amount.after)) and _is_denied(amount, subject)


def _is_led_undone(amount: Stated, subject: Subject) -> bool:
    """Whether "not yet" leads a number, and what is not yet in words that no list has: "chưa sử dụng 4 biên chế"."""
    first, *others = amount.lead.phrases or (None,)
    if first is None or not others or not first.may_be(Role.NOT_YET, Where.BEGINS):
        return False
    return (
        subject.noun_of(amount.after) > 0 and len(others) <= _MOST_SYLLABLES and not any(each.uses for each in others)
    )


_MOST_SYLLABLES = 2
"""Of a word that no list has."""


def _is_any(noun: Token) -> bool:
    """Whether a noun may be of anything that is counted: "còn 3 cái chưa xử lý"."""
    return is_listed(noun.text, "strange_noun", "any")


def _is_half(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of the other half than that which the line asks for: of those late, of those in time."""
    size = subject.noun_of(amount.after)
    said = [phrase.text for phrase in amount.after[size : size + 1]]
    telling = [each for each in amount.lead.phrases if not each.may_be(Role.NEUTRAL, Where.WORDS)]
    if not amount.after and telling and subject.noun_of(tuple(telling)) == len(telling) - 1:
        said, telling, size = [telling[-1].text], [], 1  # "số hồ sơ quá hạn là 9"
    if not size or not said or telling:
        return False
    return any(
        said[0] in other and any(f" {each} " in subject.own for each in one)
        for pair in halves(bare=False)
        for one, other in (pair, pair[::-1])
    )


def count_of(entries: Mapping[str, Entry], id: str) -> int | None:
    """The count that was read on a line; None where there is none."""
    entry = entries.get(id)
    value = entry.value.value if entry is not None and isinstance(entry.value, Reported) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
