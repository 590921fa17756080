"""A value against the remarks of its own line: "1" beside "không có", "0" beside "đang thực hiện"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cchc.reading.cells.content import EXPLANATION, Content, Holds
from cchc.reading.cells.grammar import parse
from cchc.reading.cells.line import Line
from cchc.reading.cells.remarks import said_in
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.verdict import Verdict
from cchc.report import Entry
from cchc.value import Cell, PrintedNumber, Reason, Wording

_SAYS_ZERO = frozenset({Reason.NONE, Reason.NOT_ARISEN, Reason.NOT_APPLICABLE})
"""Words that a number other than zero contradicts; "in progress" may well stand beside one."""


def is_denied(line: Line, number: PrintedNumber) -> bool:
    """Whether another cell says that there is none of what this number counts."""
    return number.value != 0 and any(word.reason in _SAYS_ZERO for word in line.holding(Holds.WORD))


def valued(line: Line, content: Content, value: int | Decimal, **found: Any) -> Entry:
    """The entry of a number with how it is worded, or with what its line says against it."""
    against = next(_denials(line, content, value), None)
    if against is None:
        return line.entry(value, content, wording=content.wording, **found)
    return line.entry(value, content, wording=Wording.DENIED, against=against, **found)


def _denials(line: Line, content: Content, value: int | Decimal) -> Iterator[Cell]:
    """The cells that say otherwise: other cells of the line, and what stands behind the number in its own."""
    for other in line.contents:
        if other is content:
            continue
        if (other.holds is Holds.WORD and _denies(other.reason, other.wording, value)) or (
            other.verdict is not None
            and other.column == EXPLANATION
            and (_plans(other.verdict, value) or _counts_otherwise(other.verdict, value, line.subject))
        ):
            yield other.cell
    if content.verdict is not None:
        for remark in parse(content.cell.text, rate=line.subject.is_rate, style=line.subject.style).remarks:
            told = said_in(remark, line.subject)
            if told is not None and _denies(told.reason, told.wording, value):
                yield content.cell


def _denies(reason: Reason | None, wording: Wording, value: int | Decimal) -> bool:
    """Whether words deny a value; words that are not all known deny nothing."""
    match wording:
        case Wording.PLAIN:
            return reason in _SAYS_ZERO if value != 0 else reason is Reason.IN_PROGRESS
        case Wording.PLAN:
            return value != 0
        case _:
            return False


def _counts_otherwise(verdict: Verdict, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark counts more of what the line counts than its figure: "5" beside "Ban hành 06 văn bản".

    Of a part a remark may well tell the whole, and of any figure a part.
    """
    is_figure = verdict.wording is Wording.PLAIN and verdict.fraction is None and not verdict.is_bare
    may_be_whole = subject.is_part or subject.is_rate
    return is_figure and not may_be_whole and verdict.number is not None and verdict.number.value > value


def _plans(verdict: Verdict, value: int | Decimal) -> bool:
    """Whether a remark says that this very number is still to come: "2" beside "Dự kiến 2 hội nghị"."""
    planned = verdict.number is None and verdict.wording is Wording.PLAN and value != 0
    return planned and all(number.value == value for number in verdict.candidates)
