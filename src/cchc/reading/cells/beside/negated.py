"""Remarks in words that say not: that what a figure counts was not done after all, or not to someone."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.reading.cells.deeds import begins_done, is_finished, says
from cchc.reading.cells.grammar import Remark, Saying
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, is_in, is_listed, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.record import frozen


@frozen
class _Denied:
    """A remark at the word with which it says not: what stands before it, and what behind it is not so."""

    before: Phrases
    denied: Phrases


def says_not_done(saying: Saying, subject: Subject) -> bool:
    """Whether a remark says of all that a figure counts that it was not done, or still goes on.

    "Không tổ chức được do mưa bão", "Mới xây dựng, chưa niêm yết công khai", "Đơn vẫn đang xác minh".
    """
    if saying.amounts or not saying.remarks or not subject.has_syllables or _are_some(saying, subject):
        return False
    said = [each for remark in saying.remarks if not remark.bracketed for each in _denials(remark)]
    if any(_is_of_all(each.before, subject) and _is_own(each.denied, subject) for each in said):
        return True
    if _says_none_at_all(saying, subject):
        return True
    return subject.asks_what_is_done and _goes_on(saying, subject)


def _says_none_at_all(saying: Saying, subject: Subject) -> bool:
    """Whether a text says that there is none whatever of what is asked: "không phát hiện sai sót, tồn tại nào"."""
    last = saying.remarks[-1].phrases
    if not last or last[-1].text not in table(Role.NONE, Where.FILLERS, bare=last[-1].text.isascii()):
        return False
    first = next(_denials(saying.remarks[0]), None)
    if first is None or not first.denied or not _is_of_all(first.before, subject):
        return False
    asked = first.denied[0]
    return _asks(asked, subject) and subject.noun_of(last[:-1]) > 0


def leaves_someone_out(saying: Saying, subject: Subject) -> bool:
    """Whether a remark says of someone that what the line asks for is not so: "Riêng đ/c Hoa chưa …"."""
    if saying.amounts or not subject.has_syllables:
        return False
    return any(
        each.before
        and not _is_of_all(each.before, subject)
        and not any(phrase.may_be(Role.NONE, Where.BEGINS) for phrase in each.before)
        and _is_said_undone(each, subject)
        for remark in saying.remarks
        for each in _denials(remark)
    )


def _is_said_undone(each: _Denied, subject: Subject) -> bool:
    """Whether the first thing that is denied is what the line asks for, of some of what it counts."""
    if not each.denied or any(_is_more(phrase) for phrase in each.denied):
        return False
    is_some = any(
        phrase.may_be(Role.PARTS, Where.WORDS) or subject.noun_of((phrase,)) for phrase in each.before
    ) or is_listed(each.before[0].text, "named", "titles")
    first = next((phrase for phrase in each.denied if not _is_auxiliary(phrase)), None)
    return is_some and first is not None and (says(subject.own, first) or _asks(first, subject))


def _denials(remark: Remark) -> Iterator[_Denied]:
    """Each "not" of a remark with what it denies, up to where a reason, a place or a topic begins."""
    phrases = remark.phrases
    for place, phrase in enumerate(phrases):
        if not any(phrase.may_be(role, Where.BEGINS) for role in (Role.NONE, Role.NOT_YET)):
            continue
        rest = phrases[place + 1 :]
        for end, behind in enumerate(rest):
            if behind.may_be(Role.TOPIC, Where.WORDS) or is_in(behind.text, Role.TOPIC, Where.REASONS):
                rest = rest[:end]
                break
        yield _Denied(phrases[:place], rest)


def _is_of_all(before: Phrases, subject: Subject) -> bool:
    """Whether what stands before "not" names nothing but what the line counts, or asks, if anything."""
    rest = before[subject.noun_of(before) :]
    return all(phrase.kind is TokenKind.PHRASE and _is_plain(phrase, subject) for phrase in rest)


def _is_plain(phrase: Token, subject: Subject) -> bool:
    if is_matter(phrase):
        return says(subject.kin, phrase)  # "qua kiểm tra"
    return phrase.may_be(Role.NEUTRAL, Where.WORDS) or phrase.may_be(Role.TOPIC, Where.WORDS)


def _is_own(denied: Phrases, subject: Subject) -> bool:
    """Whether what is denied is wholly what the line asks, or that an office did it."""
    telling = [phrase for phrase in denied if not _is_auxiliary(phrase)]
    telling = telling[: len(telling) - subject.noun_of(tuple(telling[1:]))] if len(telling) > 1 else telling
    if not telling or any(map(_is_more, denied)):
        return False
    is_flow = str(subject.indicator.over_time) == "flow" or any(_asks(phrase, subject) for phrase in telling)
    return all(
        says(subject.kin, phrase)
        or _asks(phrase, subject)
        or (is_flow and is_in(phrase.text, Role.NEUTRAL, Where.DEEDS) and not phrase.may_be(Role.TOPIC, Where.WORDS))
        or phrase.text in table(Role.NOT_YET, Where.DONE, bare=phrase.text.isascii())
        for phrase in telling
    ) and any(map(_is_deed, telling))


def _is_deed(phrase: Token) -> bool:
    """Whether a word says what is done; a noun or "of the ward" alone is no deed."""
    return is_matter(phrase) or is_in(phrase.text, Role.NEUTRAL, Where.DEEDS) or is_finished(phrase)


def _asks(phrase: Token, subject: Subject) -> bool:
    return is_matter(phrase) and subject.asks_for(phrase) > 0


def _is_auxiliary(phrase: Token) -> bool:
    return phrase.text in table(Role.MATTER, Where.AUXILIARIES, bare=phrase.text.isascii())


def _is_more(phrase: Token) -> bool:
    """Whether a word says that no more has come to what there is, or that there is none of some: "thêm", "nào"."""
    return any(word in phrase.text.split() for word in table(Role.NONE, Where.MORE, bare=phrase.text.isascii()))


def _are_some(saying: Saying, subject: Subject) -> bool:
    """Whether a word says that only some are meant, or that what is said is of a thing that was done."""
    phrases = [phrase for remark in saying.remarks for phrase in remark.phrases]
    return any(
        phrase.may_be(Role.PARTS, Where.WORDS)
        or (
            phrase.may_be(Role.REMAINDER, Where.BEFORE)
            and phrase.text not in table(Role.NOT_YET, Where.BEGINS, bare=phrase.text.isascii())
        )
        or (begins_done(phrase.text) and subject.asks_for(phrase) > 1)
        for phrase in phrases
    )


def _goes_on(saying: Saying, subject: Subject) -> bool:
    """Whether all that is said is that the thing goes on: "Đơn vẫn đang trong quá trình xác minh"."""
    if len(saying.remarks) != 1 or saying.remarks[0].bracketed:
        return False
    phrases = saying.remarks[0].phrases
    rest = phrases[subject.noun_of(phrases) :]
    telling = [phrase for phrase in rest if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    is_going = bool(telling) and telling[0].may_be(Role.IN_PROGRESS, Where.BEGINS)
    return is_going and not any(is_finished(phrase) or begins_done(phrase.text) for phrase in rest)
