"""What a remark says of some of a figure by which they are none of it: gone, of before, undone, not of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise

from cchc.reading.cells.days import day_of, last_of
from cchc.reading.cells.excluded import said_of
from cchc.reading.cells.grammar import Saying, Stated
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, is_listed, listed, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.words import data


def leaves_fewer(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some of a figure are said to be gone, and others left: "1 đ/c đã chuyển công tác, còn 19" of 20."""
    if len(saying.amounts) != _TWO or str(subject.indicator.over_time) != "last":
        return False
    gone, left = saying.amounts
    if not (gone.is_count and left.is_count) or gone.number.value + left.number.value != value:
        return False
    is_rest = any(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in left.lead.phrases)
    said = (*gone.lead.phrases, *gone.after, *left.lead.phrases)  # "… đang nghỉ thai sản nên còn 2"
    is_own = not left.after or subject.noun_of(left.after) == len(left.after)
    return (
        is_rest
        and is_own
        and any(
            phrase.may_be(Role.OTHER_MATTER, Where.BEFORE, Where.AFTER) and not subject.asks_for(phrase)
            for phrase in said
        )
    )


_TWO = 2


def are_of_before(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some of a figure are said to be of an earlier time: "trong đó 1 văn bản ngày 03/4/2024"."""
    if str(subject.indicator.over_time) != "flow" or subject.period is None:
        return False
    return any(
        0 < amount.number.value <= value
        and amount.is_count
        and _is_part(amount, subject)
        and any(_is_before(phrase, subject) for phrase in _without_carried(said_of(amount.after, subject)))
        for amount in saying.amounts
    )


def _without_carried(phrases: Phrases) -> Phrases:
    """Words up to those for what others want, whose day says nothing: "triển khai kế hoạch của quận ngày 10/4/2024"."""
    place = next((place for place, each in enumerate(phrases) if is_listed(each.text, "named", "carrying")), None)
    return phrases[:place]


def _is_part(amount: Stated, subject: Subject) -> bool:
    """Whether a number is said to be of some of what the figure counts."""
    lead = amount.lead.phrases
    is_led = not lead or any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in lead)
    return is_led and not amount.lead.sign and (subject.noun_of(amount.after) or subject.kind_of(amount.after)) > 0


def _is_before(phrase: Token, subject: Subject) -> bool:
    if phrase.kind is not TokenKind.NAME or subject.period is None:
        return False
    day = day_of(phrase, subject.period)
    return day < subject.period.start if day is not None else (subject.when(phrase.text) or 0) < 0


def makes_another_whole(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark begins by saying what all a figure holds, and that is another number: "Gồm 02 bộ phận: …"."""
    if not saying.amounts or subject.is_rate:
        return False
    first, *others = saying.amounts
    lead = first.lead.phrases
    is_whole = bool(lead) and is_listed(lead[0].text, "named", "whole")
    if not is_whole or others or not first.is_count or first.depth or not subject.noun_of(first.after):
        return False
    rest = first.after[subject.noun_of(first.after) :]
    return first.number.value != value and all(phrase.may_be(Role.NEUTRAL, Where.WORDS) for phrase in rest)


def has_outsiders(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some of a figure are said to be what the label leaves out: "01 nhân viên bưu điện" of civil servants."""
    outside = [words for label, words in _outsiders().items() if f" {label} " in subject.own]
    if not outside:
        return False
    for amount in saying.amounts:
        said = f" {' '.join(phrase.text for phrase in amount.after)} "
        is_out = any(f" {each} " in said for words in outside for each in words)
        if is_out and 0 < amount.number.value <= value and not _is_beside(amount):
            return True
    return False


def _is_beside(amount: Stated) -> bool:
    """Whether a number is said to come on top of the figure, or not to be in it."""
    return any(
        phrase.may_be(Role.NONE, Where.BEGINS)
        or phrase.may_be(Role.NOT_YET, Where.BEGINS)
        or is_listed(phrase.text, "again", "beside")
        for phrase in amount.lead.phrases
    )


@cache
def _outsiders() -> Mapping[str, tuple[str, ...]]:
    return {label: tuple(words) for label, words in data("cells")["again"]["outside"].items()}


def begins_later(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether what the line asks for is to begin only after the report: "Bắt đầu cung cấp từ ngày 01/7/2024"."""
    period = subject.period
    if saying.amounts or period is None or value == 0:
        return False
    for remark in saying.remarks:
        asked = any(is_matter(phrase) and subject.asks_for(phrase) > 1 for phrase in remark.phrases)
        for before, phrase in pairwise(remark.phrases):
            day = day_of(phrase, period) if is_listed(before.text, "called", "since") else None
            if asked and day is not None and day > last_of(period):
                return True
    return False


def holds_undone(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some of a figure are said not to be what the line asks for: "trong đó 06 TTHC chưa đủ điều kiện"."""
    return any(
        0 < amount.number.value <= value
        and amount.is_count
        and any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in amount.lead.phrases)
        and _is_denied(amount.after, subject)
        for amount in saying.amounts
    )


def _is_denied(after: Phrases, subject: Subject) -> bool:
    """Whether behind "not" or "not yet" stand two syllables of the label."""
    words = " ".join(phrase.text for phrase in after[subject.noun_of(after) :]).split()
    nots = {word for role in (Role.NONE, Role.NOT_YET) for word in table(role, Where.BEGINS)}
    own = zip(words, words[1:], words[2:], strict=False)
    return any(first in nots and f" {second} {third} " in subject.own for first, second, third in own)


def are_half_done(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether some of what is done are said to be done in part only: "trong đó 02 nhiệm vụ mới đạt 50% khối lượng"."""
    if not subject.asks_what_is_done:
        return False
    return any(
        0 < some.number.value <= value
        and subject.noun_of(some.after) > 0
        and share.number.percent
        and share.number.value < _ALL
        and any(phrase.may_be(Role.NEUTRAL, Where.NEXT) for phrase in share.lead.phrases)
        for some, share in pairwise(saying.amounts)
    )


_ALL = 100


def states_by_source(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says how many there are by a list or a record, and no more: "Theo danh mục 158 thủ tục"."""
    if len(saying.amounts) != 1 or saying.remarks or subject.is_part:
        return False
    (amount,) = saying.amounts
    if not amount.is_count or amount.number.value == value or amount.lead.sign or amount.depth:
        return False
    size = subject.noun_of(amount.after)
    said = f" {' '.join(phrase.text for phrase in amount.lead.phrases)} "
    plans = listed("again", "plans", bare=said.isascii()) if subject.asks_what_is_planned else ()
    sources = (*listed("again", "sources", bare=said.isascii()), *plans)
    is_by_source = any(said.startswith(f" {each} ") for each in sources)
    return size > 0 and size == len(amount.after) and is_by_source
