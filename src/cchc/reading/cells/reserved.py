"""What remarks say in words that an official asks about: a figure that is not settled, what is a draft, what is old."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import Saying, parse
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, listed, plain_words, says_in, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import TokenKind
from cchc.text.spelling import key


def is_reserved(text: str, saying: Saying, subject: Subject) -> bool:
    """Whether a remark beside any figure but 0 says that the figure is not settled, or counts what is not there yet."""
    said = _said(text)
    if _has(said, "unsettled", subject):
        return True
    if str(subject.indicator.over_time) == "last" and not saying.amounts and _has(said, "expired", subject):
        return True
    return (not saying.amounts and _has(said, "pending", subject)) or _is_old(said, saying, subject)


def is_not_issued(text: str) -> bool:
    """Whether what stands beside a document says that it is a draft, or is not issued yet."""
    return any(_told(_said(text), "pending"))


def _is_old(said: str, saying: Saying, subject: Subject) -> bool:
    """Whether a remark says of what a line counts as new that it was there before: "áp dụng từ năm 2022"."""
    if not any(f" {each} " in subject.own for each in listed("reserved", "new", bare=False)):
        return False
    if not saying.amounts and _has(said, "old", subject):
        return True
    since = listed("reserved", "since", bare=said.isascii())
    return any(
        phrase.kind is TokenKind.NAME
        and (subject.when(phrase.text) or 0) < 0
        and place > 0
        and remark.phrases[place - 1].text in since
        for remark in saying.remarks
        for place, phrase in enumerate(remark.phrases)
    )


def is_broken(text: str) -> bool:
    """Whether a remark beside yes says that what there is does not work, or is not there."""
    said = _said(text)
    if says_in(said, Role.AT_EASE, Where.UNMET):  # "Chưa phát sinh hỏng hóc"
        return False
    found = [*_told(said, "broken"), *_told(said, "suffers")]
    nots = [each for role in (Role.NONE, Role.NOT_YET) for each in table(role, Where.BEGINS, bare=said.isascii())]
    bare = said.isascii()
    denied = [f" {no} {led}" for no in nots for led in ("", *(f"{each} " for each in _auxiliaries(bare=bare)))]
    is_broken = any(
        not any(f"{before}{each} " in said for before in denied)  # "không bị gián đoạn"
        and not _is_of_none(said.partition(f" {each} ")[0].split(), nots, bare=bare)
        for each in found
    )
    return is_broken and not any(_told(said, "mended"))


def _is_of_none(before: list[str], nots: Collection[str], *, bare: bool) -> bool:
    """Whether words end in saying that there is none of something: "không có cuộc họp nào bị" gián đoạn."""
    while before and before[-1] in _auxiliaries(bare=bare):
        before = before[:-1]
    said = f" {' '.join(before)} "
    is_any = any(said.endswith(f" {each} ") for each in table(Role.NONE, Where.FILLERS, bare=bare))
    return is_any and any(f" {no} " in said for no in nots)


def _says_all_of_label(saying: Saying, subject: Subject) -> bool:
    """Whether a remark begins with all of what the label gives the share of: "Toàn bộ văn bản được ký số"."""
    first, *others = saying.remarks[0].phrases if saying.remarks else (None,)
    if first is None or not others or first.text not in listed("reserved", "all", bare=first.text.isascii()):
        return False
    return others[0].may_be(Role.NOUN, Where.WORDS) and says(subject.own, others[0])


def _auxiliaries(*, bare: bool) -> tuple[str, ...]:
    return tuple(table(Role.MATTER, Where.AUXILIARIES, bare=bare))


def says_all(text: str, subject: Subject) -> bool:
    """Whether a remark without numbers says that all is done of what the line asks for: "đã giải quyết hết"."""
    saying = parse(text, rate=subject.is_rate, style=subject.style)
    if saying.amounts or any(map(str.isdigit, text)):
        return False
    least = 0 if subject.asks_what_is_done else 1
    if subject.is_rate and subject.indicator.formula is None and _says_all_of_label(saying, subject):
        return True
    return any(
        any(_told(f" {plain_words(' '.join(phrase.text for phrase in remark.phrases))} ", "all"))
        and any(is_matter(phrase) and subject.asks_for(phrase) > least for phrase in remark.phrases)
        for remark in saying.remarks
    )


def _said(text: str) -> str:
    return f" {plain_words(key(text))} "


def _has(said: str, kind: str, subject: Subject) -> bool:
    """Whether words of a kind stand in a text, and are none of the label's own."""
    return any(f" {each} " not in subject.own for each in _told(said, kind))


def _told(said: str, kind: str) -> Iterator[str]:
    """The words of a kind that stand in a text."""
    return (each for each in listed("reserved", kind, bare=said.isascii()) if f" {each} " in said)
