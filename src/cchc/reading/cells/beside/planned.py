"""What a remark plans, held against the figure beside it: that very number, what the line asks, or something else."""

from __future__ import annotations

from decimal import Decimal

from cchc.reading.cells.content import Content
from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import Stated, parse
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.things import Counts, thing
from cchc.reading.cells.tokens import Token, TokenKind, is_time
from cchc.value import Wording


def plans_same(content: Content, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says that this very number is still to come: "2" beside "Dự kiến 2 hội nghị"."""
    verdict = content.verdict
    if verdict is None or verdict.number is not None or verdict.wording is not Wording.PLAN or value == 0:
        return False
    if any(number.value != value for number in verdict.candidates):
        return False
    amounts = parse(content.cell.text, rate=subject.is_rate, style=subject.style).amounts
    return not any(_is_of_else(amount, subject) for amount in amounts)


def _is_of_else(amount: Stated, subject: Subject) -> bool:
    """Whether a planned number counts time, or things of another sort: "đề xuất cắt giảm 03 ngày" beside 3."""
    after = amount.after
    return bool(after) and (is_time(after[0].text) or thing(after, subject).counts is Counts.OTHER)


def plans_else(text: str, subject: Subject) -> bool:
    """Whether what a remark plans is nothing that its line asks for: "sẽ tuyển dụng trong quý III" beside a count.

    A rate that figures of the form give is there, whatever is planned; only "dự kiến" alone takes it back.
    """
    saying = parse(text, rate=subject.is_rate, style=subject.style)
    said = saying.remarks[0].phrases if saying.remarks else ()
    if subject.is_rate and subject.indicator.formula is not None:
        return not all(phrase.may_be(Role.PLAN, Where.WORDS) for phrase in said)
    return not all(
        _is_of_line(phrase, subject) or (not phrase.uses and after is not None and after.kind is TokenKind.NAME)
        for phrase, after in zip(said, (*said[1:], None), strict=True)  # "sẽ tổ chức vào tháng 6"
    )


def _is_of_line(phrase: Token, subject: Subject) -> bool:
    """Whether a word of a plan says when, what offices do with anything, or what the line asks for."""
    if phrase.kind is not TokenKind.PHRASE or says(subject.kin, phrase):
        return True
    if is_matter(phrase):
        return subject.asks_for(phrase) > 0
    running = table(Role.IN_PROGRESS, Where.RUNNING, bare=phrase.text.isascii())
    return bool(phrase.uses) and phrase.text not in running  # what will be kept up is there
