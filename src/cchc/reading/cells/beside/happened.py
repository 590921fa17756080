"""What a remark beside 0 says was done all the same: "Khiển trách đồng chí Nam", "Đã tổ chức cuộc thi viết"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from cchc.period import Period
from cchc.reading.cells.days import day_of, last_of
from cchc.reading.cells.deeds import begins_done, says
from cchc.reading.cells.disowned import is_disowned
from cchc.reading.cells.further import said_in_all
from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.phrasebook import Role, Where, bared, listed, plain_words, says_listed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import of_another_time
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.reading.cells.whose import is_of_others
from cchc.words import data


def says_it_happened(saying: Saying, subject: Subject) -> bool:
    """Whether a remark says that what the line asks for was done, and nothing that it was not, or not here and now."""
    phrases = said_in_all(saying)
    if any(amount.number.value == 0 for amount in saying.amounts):
        return False
    if not phrases or subject.is_rate or not subject.has_syllables or _is_elsewhere(phrases, saying, subject):
        return False
    said = f" {plain_words(' '.join(phrase.text for phrase in phrases))} "
    if any(f" {words} " in said and f" {words} " not in subject.own for words in _unless(said)):
        return False
    if any(f" {words} " in said for words in _same(subject, said)):
        return True
    is_done = any(begins_done(phrase.text) for phrase in phrases) or says_listed(said, "happened", "signs")
    return is_done and any(f" {one} {other} " in subject.own for one, other in _pairs(phrases))


def _pairs(phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Each two syllables one after the other, but those of words that say nothing."""
    words = [word for phrase in phrases for word in ("|",) * _is_plain(phrase) or plain_words(phrase.text).split()]
    return pairwise(words)


def _is_plain(phrase: Token) -> bool:
    return phrase.may_be(Role.NEUTRAL, Where.WORDS)


def _is_elsewhere(phrases: Phrases, saying: Saying, subject: Subject) -> bool:
    """Whether something is denied, planned, of another time, or of another body."""
    if any(
        phrase.may_be(role, where) and not says(subject.own, phrase)
        for phrase in phrases
        for role, where in _ELSEWHERE
        if not (role is Role.IN_PROGRESS and subject.asks_for_incoming)
    ):
        return True
    names = [phrase for phrase in phrases if phrase.kind is TokenKind.NAME]
    if subject.period is not None and any(_is_outside(name, subject.period) for name in names):
        return True
    if of_another_time(names, subject) is not None or is_of_others(phrases, (), subject):
        return True
    return is_of_others((), phrases, subject) or any(is_disowned(remark, subject) for remark in saying.remarks)


def _is_outside(name: Token, period: Period) -> bool:
    day = day_of(name, period)
    return day is not None and not period.start <= day <= last_of(period)


_ELSEWHERE = (
    (Role.NONE, Where.BEGINS), (Role.NOT_YET, Where.BEGINS), (Role.IN_PROGRESS, Where.BEGINS), (Role.PLAN, Where.WORDS),
    (Role.PLAN, Where.BEFORE), (Role.PLAN, Where.NEXT), (Role.EARLIER, Where.BEFORE), (Role.EARLIER, Where.AFTER),
    (Role.OTHER_MATTER, Where.BEFORE), (Role.OTHER_MATTER, Where.AFTER), (Role.REMAINDER, Where.BEFORE),
    (Role.CUMULATIVE, Where.BEFORE), (Role.CUMULATIVE, Where.AFTER), (Role.CHANGE, Where.BEFORE),
)  # fmt: skip


def _unless(said: str) -> tuple[str, ...]:
    return listed("happened", "unless", bare=said.isascii())


def _same(subject: Subject, said: str) -> Iterator[str]:
    """What is as good as what the label of the line asks for."""
    for label, words in _alike().items():
        if f" {label} " in subject.own:
            yield from (map(bared, words) if said.isascii() else words)


@cache
def _alike() -> Mapping[str, tuple[str, ...]]:
    return {
        plain_words(label): tuple(map(plain_words, words)) for label, words in data("cells")["happened"]["same"].items()
    }
