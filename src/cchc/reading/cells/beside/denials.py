"""A value against the remarks of its own line: "1" beside "không có", "0" beside "đang thực hiện"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cchc.reading.cells.beside.changes import changed_to
from cchc.reading.cells.beside.compared import compared_with
from cchc.reading.cells.beside.planned import plans_else, plans_same
from cchc.reading.cells.beside.taken_back import takes_back
from cchc.reading.cells.content import EXPLANATION, Content, Holds
from cchc.reading.cells.further import is_of_further
from cchc.reading.cells.grammar import Saying, parse
from cchc.reading.cells.line import Line
from cchc.reading.cells.phrasebook import Role, Where, plain_words, table
from cchc.reading.cells.remarks import denies_further_on, said_in
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import TokenKind
from cchc.reading.cells.verdict import Verdict
from cchc.report import Entry
from cchc.text.spelling import key
from cchc.value import Candidate, Cell, PrintedNumber, Reason, Wording

_SAYS_ZERO = frozenset({Reason.NONE, Reason.NOT_ARISEN, Reason.NOT_APPLICABLE})
"""Words that a number other than zero contradicts; "in progress" may well stand beside one."""


def is_denied(line: Line, number: PrintedNumber) -> bool:
    """Whether another cell says that there is none of what this number counts."""
    return number.value != 0 and any(word.reason in _SAYS_ZERO for word in line.holding(Holds.WORD))


def rival_of(line: Line, content: Content, value: int | Decimal) -> Candidate | None:
    """The figure of the time that the line takes, which another cell gives: "2" beside "lũy kế 7"."""
    own = None if content.verdict is None else content.verdict.times
    if own is not None and own.of_line(line.subject) is not None:
        return None
    for other in line.contents:
        times = None if other is content or other.verdict is None else other.verdict.times
        number = None if times is None else times.rival(Decimal(value), line.subject)
        if number is not None:
            return Candidate(number, other.cell)
    return None


def none_of(line: Line, word: Content, **found: Any) -> Entry:
    """The entry of a line whose word says that there is none, with what a remark counts all the same."""
    if word.reason not in _SAYS_ZERO:
        return line.missing(**found)
    rival = rival_of(line, word, 0)
    if rival is not None:
        return line.ambiguous((rival,), wording=Wording.EITHER_PERIOD, **found)
    against = next((each.cell for each in line.contents if _counts_some(each, line.subject)), None)
    return line.missing(against=against, **found)


def _counts_some(content: Content, subject: Subject) -> bool:
    verdict = content.verdict
    return content.column == EXPLANATION and verdict is not None and _counts_otherwise(verdict, 0, subject)


def valued(line: Line, content: Content, value: int | Decimal, **found: Any) -> Entry:
    """The entry of a number with how it is worded, or with what its line says against it."""
    against = next(_denials(line, content, value), None)
    if against is None:
        return line.entry(value, content, wording=content.wording, **found)
    return line.entry(value, content, wording=Wording.DENIED, against=against, **found)


def _denials(line: Line, content: Content, value: int | Decimal) -> Iterator[Cell]:
    """The cells that say otherwise: other cells of the line, and what stands behind the number in its own."""
    for other in line.contents:
        if other is content or (value != 0 and _is_of_further(other, line.subject)):
            continue
        says_otherwise = other.holds is Holds.WORD and _denies(other.reason, other.wording, value)
        if says_otherwise and other.wording is Wording.PLAN:
            says_otherwise = not plans_else(other.cell.text, line.subject)
        if (says_otherwise and not _is_of_more(other.text, line.subject)) or (
            other.column == EXPLANATION and _remarks_otherwise(other, value, line.subject)
        ):
            yield other.cell
    if content.verdict is not None:
        if content.verdict.is_contradicted:
            yield content.cell
        for remark in parse(content.cell.text, rate=line.subject.is_rate, style=line.subject.style).remarks:
            told = said_in(remark, line.subject)
            if told is not None and _denies(told.reason, told.wording, value):
                yield content.cell


def _is_of_further(content: Content, subject: Subject) -> bool:
    """Whether a remark speaks of what is to come beside what there is already."""
    is_remark = content.column == EXPLANATION and content.holds in (Holds.TEXT, Holds.WORD)
    return is_remark and is_of_further(parse(content.cell.text, rate=subject.is_rate, style=subject.style))


def _remarks_otherwise(content: Content, value: int | Decimal, subject: Subject) -> bool:
    """Whether the words or the numbers of a remark cannot be right beside a figure."""
    saying = parse(content.cell.text, rate=subject.is_rate, style=subject.style)
    changed = changed_to(saying, subject)
    if changed is not None:
        return changed != value
    if len(saying.amounts) == 1 and compared_with(saying, subject) is not None:
        return takes_back(content.cell.text, value, subject)  # its number is none of this time
    if (
        content.verdict is not None
        and not _is_of_else(saying, subject)
        and _is_against(content, content.verdict, value, subject)
    ):
        return True
    if content.holds not in (Holds.TEXT, Holds.WORD):
        return False
    text = content.cell.text
    return takes_back(text, value, subject) or (value != 0 and denies_further_on(text, subject))


def _is_of_else(saying: Saying, subject: Subject) -> bool:
    """Whether the one number of a remark is a whole of the figure, or what there was till an earlier month."""
    if len(saying.amounts) != 1:
        return False
    lead = saying.amounts[0].lead.phrases
    is_whole = any(phrase.text in table(Role.WHOLE, Where.BETWEEN) for phrase in lead[:1])
    return is_whole or any(phrase.kind is TokenKind.NAME and (subject.when(phrase.text) or 0) < 0 for phrase in lead)


def _is_of_more(text: str, subject: Subject) -> bool:
    """Whether words speak of what has come to what there was: "Chưa phát sinh quy trình mới"."""
    words = f" {plain_words(key(text))} "
    more = table(Role.NONE, Where.MORE, bare=words.isascii())
    return any(f" {each} " in words and f" {each} " not in subject.own for each in more)


def _denies(reason: Reason | None, wording: Wording, value: int | Decimal) -> bool:
    """Whether words deny a value; words that are not all known deny nothing."""
    match wording:
        case Wording.PLAIN:
            return reason in _SAYS_ZERO if value != 0 else reason is Reason.IN_PROGRESS
        case Wording.PLAN:
            return value != 0
        case _:
            return False


def _is_against(content: Content, verdict: Verdict, value: int | Decimal, subject: Subject) -> bool:
    """Whether the numbers of a remark cannot be right beside a figure."""
    times, kinds = verdict.times, verdict.kinds
    is_beyond = times is not None and times.are_against(value, subject)
    is_more = kinds is not None and kinds > value and not subject.is_rate
    return is_beyond or is_more or plans_same(content, value, subject) or _counts_otherwise(verdict, value, subject)


def _counts_otherwise(verdict: Verdict, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark counts more of what the line counts than its figure: "5" beside "Ban hành 06 văn bản".

    Of a part a remark may well tell the whole, and of any figure a part.
    """
    if subject.is_rate or verdict.number is None or verdict.number.value <= value:
        return False
    if verdict.fraction is not None:
        return value == 0 and verdict.is_counted
    is_figure = verdict.wording in _COUNTING and verdict.is_counted and not verdict.is_bare
    return is_figure and not subject.is_part


_COUNTING = (Wording.PLAIN, Wording.AMONG_OTHERS)
