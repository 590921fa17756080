"""What a remark says is left beside a part, held against the whole of the form: "4" of 6, and "còn 3 chưa xử lý"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.cells.content import EXPLANATION
from cchc.reading.cells.counted_amiss import is_in_time, is_left, is_under_way
from cchc.reading.cells.grammar import Stated, parse
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.phrasebook import Role, Where, bared, halves
from cchc.reading.cells.reserved import says_all
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Token
from cchc.report import Entry
from cchc.value import Cell, Reported, Wording
from cchc.words import data

_OPEN = (Wording.PLAIN, Wording.MARKED, Wording.SPELT, Wording.IN_SENTENCE)


def told_otherwise(entries: Mapping[str, Entry], edition: Edition) -> Mapping[str, Entry]:
    """The entries; those of parts that do not make their whole with what is left are said to be contradicted."""
    asked = {id: evolve(entries[id], wording=Wording.DENIED, against=cell) for id, cell in _asked(entries, edition)}
    return {**entries, **asked} if asked else entries


def leaves_any(text: str) -> bool:
    """Whether a remark beside an answer that all is done says that some is left: "còn 2 nội dung chưa làm"."""
    return any(
        amount.number.value > 0
        and not amount.number.percent
        and is_left(amount)
        and any(phrase.may_be(Role.NOT_YET, Where.BEGINS) for phrase in amount.after)
        for amount in parse(text).amounts
    )


def _asked(entries: Mapping[str, Entry], edition: Edition) -> Iterator[tuple[str, Cell]]:
    for id, wholes in edition.wholes.items():
        entry = entries.get(id)
        remark = None if entry is None or entry.wording not in _OPEN else entry.cells.get(EXPLANATION)
        if entry is None or remark is None:
            continue
        counted, whole = count_of(entries, id), [count_of(entries, each) for each in wholes]
        if counted is None or None in whole or not whole or id not in edition.indicators:
            continue
        left = _left(remark.text, Subject(edition.indicators[id], Lexicon.of(edition)))
        if left is not None and left != counted and all(counted + left != each for each in whole):
            yield id, remark


def _left(text: str, subject: Subject) -> Decimal | None:
    """How many a remark says are left: "Còn 3 vấn đề chưa xử lý", "thiếu 05 biên chế", "12 hồ sơ trễ hạn"; None where
    it says nothing of it, or more."""
    if not any(map(str.isdigit, text)):
        return Decimal(0) if says_all(text, subject) else None
    amounts = [each for each in parse(text, style=subject.style).amounts if not _is_part_of_left(each)]
    if not amounts or not all(amount.is_count and not amount.lead.sign for amount in amounts):
        return None
    is_only = len(amounts) == 1 and _is_half(amounts[0], subject)
    is_all = all(_is_left(amount, subject) or is_under_way(amount) for amount in amounts)
    return sum((amount.number.value for amount in amounts), Decimal(0)) if is_only or is_all else None


def _is_part_of_left(amount: Stated) -> bool:
    """Whether a number is of some of what another number of the remark counts."""
    return any(phrase.may_be(Role.PARTS, Where.NEXT) for phrase in amount.lead.phrases)


def _is_left(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of all that is left; beside what has still time there may be what is late."""
    told = [phrase for phrase in amount.lead.phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    is_led = bool(told) and all(phrase.may_be(Role.REMAINDER, Where.BEFORE) for phrase in told)
    return (
        is_led
        and not is_in_time(amount)
        and (not amount.after or bool(subject.noun_of(amount.after)) or _is_any(amount.after[0]))
    )


def _is_any(noun: Token) -> bool:
    """Whether a noun may be of anything that is counted: "còn 3 cái chưa xử lý"."""
    words = [word.lower() for word in data("cells")["strange_noun"]["any"]]
    return noun.text in (map(bared, words) if noun.text.isascii() else words)


def _is_half(amount: Stated, subject: Subject) -> bool:
    """Whether a number is of the other half than that which the line asks for: of those late, of those in time."""
    size = subject.noun_of(amount.after)
    said = [phrase.text for phrase in amount.after[size : size + 1]]
    if not size or not said or any(not each.may_be(Role.NEUTRAL, Where.WORDS) for each in amount.lead.phrases):
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
