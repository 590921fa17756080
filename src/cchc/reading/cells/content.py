"""What one cell holds, taken by itself: a number, a word, the unit, an error, or a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from cchc.edition import Indicator, IndicatorKind
from cchc.reading.cells.lexicon import Lexicon
from cchc.record import frozen
from cchc.report import Candidate, Claim
from cchc.text.claims import find_claims
from cchc.text.number import find_counts_of, find_numbers, parse_number
from cchc.text.spelling import key, seen
from cchc.value import Cell, PrintedNumber, Reason

QUANTITY, UNIT, EXPLANATION = "quantity", "unit", "explanation"
READ = (QUANTITY, UNIT, EXPLANATION)
"""The columns that may hold a value, the likeliest first."""

_NUMBER_AND_WORDS = re.compile(r"(?P<number>[-−]?[0-9][0-9.,]*)\s*(?P<words>[^\d\s%].{0,60})")
_IN_BRACKETS = re.compile(r"\([^()\d]*\)")
_SHARE_IN_BRACKETS = re.compile(r"\([^()\d]{0,20}[0-9][0-9.,]* ?%\s*\)")


class Holds(Enum):
    """What a cell holds as a whole."""

    NUMBER = auto()
    WORD = auto()
    UNIT = auto()
    ERROR = auto()
    PROMPT = auto()
    TEXT = auto()


@frozen
class Content:
    """A cell with what it holds: its `number` or the `reason` that its word gives, if it has one."""

    cell: Cell
    column: str
    holds: Holds
    number: PrintedNumber | None = None
    reason: Reason | None = None

    @property
    def text(self) -> str:
        return seen(self.cell.text)

    def candidates(self) -> tuple[Candidate, ...]:
        """Every figure in the cell."""
        if self.number is not None:
            return (Candidate(self.number, self.cell),)
        return tuple(Candidate(placed.number, self.cell) for placed in find_numbers(self.cell.text))

    def claims(self) -> tuple[Claim, ...]:
        """Every fraction and "a/b = c%" in the cell."""
        if "/" not in self.text and ":" not in self.text:
            return ()
        return tuple(
            Claim(claim.numerator, claim.denominator, self.cell, claim.stated, claim.text)
            for claim in find_claims(self.cell.text)
        )

    def counted(self, words: tuple[str, ...]) -> tuple[Candidate, ...]:
        """The figures that stand before a word for what is counted ("2 quy trình")."""
        if not any(map(str.isdigit, self.text)):
            return ()
        return tuple(Candidate(placed.number, self.cell) for placed in find_counts_of(self.cell.text, words))

    def rates(self) -> tuple[Candidate, ...]:
        """The figures with a % that are no part of a fraction or claim."""
        taken = [claim.span for claim in find_claims(self.cell.text)]
        return tuple(
            Candidate(placed.number, self.cell)
            for placed in find_numbers(self.cell.text, rate=True)
            if placed.number.percent and not any(start <= placed.span[0] < end for start, end in taken)
        )


def contents(indicator: Indicator, cells: Mapping[str, Cell], lexicon: Lexicon) -> tuple[Content, ...]:
    """What the cells of a line hold, quantity first; empty cells and other columns are left out."""
    return tuple(
        _content(indicator, cells[column], column, lexicon)
        for column in READ
        if column in cells and cells[column].text.strip()
    )


def _content(indicator: Indicator, cell: Cell, column: str, lexicon: Lexicon) -> Content:
    text = seen(cell.text)
    if lexicon.is_error(text):
        return Content(cell, column, Holds.ERROR)
    if indicator.prompts and lexicon.is_prompt(indicator, text):
        return Content(cell, column, Holds.PROMPT)
    if _is_unit(indicator, text, column, lexicon):
        return Content(cell, column, Holds.UNIT)
    number = _whole_number(indicator, text, lexicon)
    if number is not None:
        return Content(cell, column, Holds.NUMBER, number)
    reason = lexicon.reason(text) or lexicon.reason_for(indicator, text)
    return Content(cell, column, Holds.TEXT if reason is None else Holds.WORD, reason=reason)


def _is_unit(indicator: Indicator, text: str, column: str, lexicon: Lexicon) -> bool:
    """Whether a cell repeats the unit; a rate's "100%" does so only in the unit column."""
    spelling = key(text)
    if indicator.printed_unit and spelling == key(indicator.printed_unit):
        return column == UNIT or not any(map(str.isdigit, text))
    if any(map(str.isdigit, text)):
        return False
    return spelling == "%" or spelling in map(key, lexicon.unit_words(indicator))


def _whole_number(indicator: Indicator, text: str, lexicon: Lexicon) -> PrintedNumber | None:
    """The number that a cell is, be it with its unit ("0 Cuộc") or in words besides ("05 (năm)")."""
    rate = indicator.kind is IndicatorKind.PERCENTAGE
    number = parse_number(text, rate=rate)
    if number is not None or not text[:1].isdigit():
        return number
    match = _NUMBER_AND_WORDS.fullmatch(text)
    if match is None:
        return None
    # A count may have its share of the whole behind it: "886 (99,22%)".
    words = match["words"] if rate else _SHARE_IN_BRACKETS.sub("()", match["words"])
    if _IN_BRACKETS.fullmatch(words) or key(words) in map(key, lexicon.unit_words(indicator)):
        return parse_number(match["number"], rate=rate)
    bare = _IN_BRACKETS.sub("", words).strip()
    return parse_number(match["number"], rate=rate) if key(bare) in map(key, lexicon.unit_words(indicator)) else None
