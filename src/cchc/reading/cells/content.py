"""What one cell holds, taken by itself: a number, a word, the unit, an error, or a text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from fractions import Fraction

from attrs import evolve

from cchc.edition import Indicator
from cchc.reading.cells.grammar import parse
from cchc.reading.cells.lettered import has_letters, in_digits, is_doubtful
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.measured import MEASURED, either_sign, measured, unit_beside
from cchc.reading.cells.named_days import in_named_day
from cchc.reading.cells.remarks import said
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.verdict import Verdict, verdict
from cchc.record import frozen
from cchc.report import Claim
from cchc.text.claims import find_claims
from cchc.text.number import VIETNAMESE, NumberStyle, parse_number
from cchc.text.spelling import key, seen
from cchc.value import Candidate, Cell, PrintedNumber, Reason, Wording

QUANTITY, UNIT, EXPLANATION = "quantity", "unit", "explanation"
READ = (QUANTITY, UNIT, EXPLANATION)
"""The columns that may hold a value, the likeliest first."""


LONGEST_KEPT, MOST_KEPT = 300, 4096
"""Forms say the same from month to month; a longer text comes once, and all of them would only cost memory."""


class Holds(Enum):
    """What a cell holds as a whole."""

    NUMBER = auto()
    WORD = auto()
    UNIT = auto()
    ERROR = auto()
    PROMPT = auto()
    FORMULA = auto()
    """A formula that nobody has calculated yet."""
    TEXT = auto()


@frozen
class Content:
    """A cell with what it holds: its `number`, or the `reason` that its words give; what its numbers come to."""

    cell: Cell
    column: str
    holds: Holds
    number: PrintedNumber | None = None
    reason: Reason | None = None
    wording: Wording = Wording.PLAIN
    verdict: Verdict | None = None
    style: NumberStyle = VIETNAMESE

    @property
    def text(self) -> str:
        return seen(self.cell.text)

    def candidates(self) -> tuple[Candidate, ...]:
        """Every figure in the cell."""
        if self.number is not None:
            return (Candidate(self.number, self.cell),)
        verdict = self.verdict
        numbers = parse(self.cell.text, style=self.style).numbers if verdict is None else verdict.candidates
        return tuple(Candidate(number, self.cell) for number in numbers)

    def claims(self) -> tuple[Claim, ...]:
        """Every fraction and "a/b = c%" in the cell."""
        if "/" not in self.text and ":" not in self.text:
            return ()
        return tuple(
            Claim(claim.numerator, claim.denominator, self.cell, claim.stated, claim.text)
            for claim in find_claims(self.cell.text)
        )

    def fraction(self) -> tuple[Claim, ...]:
        """The fraction that a count's cell is, or that its count is the part of."""
        if self.verdict is None or self.verdict.fraction is None:
            return ()
        part, whole = self.verdict.fraction
        found = [claim for claim in self.claims() if (claim.numerator, claim.denominator) == (part, whole)]
        return tuple(found[:1]) or (Claim(part, whole, self.cell, None, f"{part}/{whole}"),)


def contents(subject: Subject, cells: Mapping[str, Cell]) -> tuple[Content, ...]:
    """What the cells of a line hold, quantity first; empty cells and other columns are left out."""
    beside = unit_beside(subject, cells.get(UNIT)) if subject.is_quantity else None
    found = []
    for column in READ:
        if column in cells:
            cell = cells[column]
            if column == UNIT and cell.text == subject.indicator.printed_unit:
                found.append(Content(cell, column, Holds.UNIT))
            elif cell.text.strip():
                found.append(_known(subject, cell, column, beside if column == QUANTITY else None))
    if subject.style == VIETNAMESE:
        return tuple(found)
    return tuple(evolve(each, style=subject.style) for each in found)


def _known(subject: Subject, cell: Cell, column: str, beside: Fraction | None) -> Content:
    """What a cell holds: what the same text held on the same line in a report of the same period."""
    text, period, known = cell.text, subject.period, subject.lexicon.contents
    if beside is not None or cell.formula is not None or len(text) > LONGEST_KEPT:
        return _content(subject, cell, column, beside)
    when = None if period is None else (period.kind, period.year, period.number)
    same = known.get(place := (subject.indicator.id, column, text, when))
    if same is None:
        if len(known) >= MOST_KEPT:
            known.clear()
        same = known[place] = _content(subject, cell, column, beside)
        return same
    return Content(cell, column, same.holds, same.number, same.reason, same.wording, same.verdict, same.style)


def _content(subject: Subject, cell: Cell, column: str, beside: Fraction | None) -> Content:
    if cell.is_uncalculated:  # before the letters of its references are taken for digits: "I11" is no 111
        return Content(cell, column, Holds.FORMULA)
    if subject.indicator.kind.is_number and (days := in_named_day(seen(cell.text))):
        return Content(cell, column, Holds.TEXT, verdict=Verdict(Wording.SEVERAL, None, days))
    if subject.indicator.kind.is_number and has_letters(cell.text) and (plain := in_digits(cell.text)) is not None:
        return _lettered(_plain_content(subject, evolve(cell, text=plain), column, beside), cell)
    return _plain_content(subject, cell, column, beside)


def _plain_content(subject: Subject, cell: Cell, column: str, beside: Fraction | None) -> Content:
    text, indicator, lexicon = seen(cell.text), subject.indicator, subject.lexicon
    if lexicon.is_error(text):
        return Content(cell, column, Holds.ERROR)
    if indicator.prompts and lexicon.is_prompt(indicator, text):
        return Content(cell, column, Holds.PROMPT)
    if _is_unit(indicator, text, column, lexicon):
        return Content(cell, column, Holds.UNIT)
    if any(map(str.isdigit, text)) and (figure := _figure(subject, cell, column, text, beside)) is not None:
        return figure
    reason = lexicon.exact_reason(text)
    if reason is not None:
        return Content(cell, column, Holds.WORD, reason=reason)
    if indicator.kind.is_number:
        return _numeric(subject, cell, column, text)
    reason = lexicon.reason(text)
    return Content(cell, column, Holds.TEXT if reason is None else Holds.WORD, reason=reason)


def _lettered(found: Content, cell: Cell) -> Content:
    """What a cell holds by its figure with digits in place of letters; one that may be a unit makes it doubtful."""
    if is_doubtful(cell.text):
        return Content(cell, found.column, Holds.TEXT, verdict=_either(found))
    wording = Wording.LETTERED if found.wording is Wording.PLAIN else found.wording
    return evolve(found, cell=cell, wording=wording)


def _either(found: Content) -> Verdict:
    """The verdict of a figure at whose end stands a letter: with it as a digit, and without it."""
    numbers = tuple(candidate.number for candidate in found.candidates())
    short = (evolve(number, value=number.value // 10, text=number.text[:-1]) for number in numbers[:1])
    return Verdict(Wording.SEVERAL, None, (*numbers, *short))


def _figure(subject: Subject, cell: Cell, column: str, text: str, beside: Fraction | None) -> Content | None:
    """What a text is that is wholly a number, or a number with a unit behind it; None for any other text.

    In a column of quantities in another unit than the line's own, what is not turned into that is no figure.
    """
    number = parse_number(text, rate=subject.is_rate, style=subject.style)
    if either := either_sign(text, subject):
        return Content(cell, column, Holds.TEXT, verdict=Verdict(Wording.SEVERAL, None, either))
    may_be = subject.indicator.kind in MEASURED or subject.indicator.is_signed
    if beside is not None or (may_be and (number is None or number.percent)):
        found = measured(text, subject, beside)
        if found is not None:
            return Content(cell, column, Holds.NUMBER, *found)
        if beside is not None:
            return Content(cell, column, Holds.TEXT)
    return None if number is None else Content(cell, column, Holds.NUMBER, number, wording=_written(cell.text))


def _numeric(subject: Subject, cell: Cell, column: str, text: str) -> Content:
    """What a text is where a number is asked for: a number amid words, words, or neither."""
    found = verdict(cell.text, subject, alone=column == QUANTITY)
    if found is None or _says_none(found):
        worded = _worded(subject, cell, column, text)
        if found is None or worded.holds is Holds.TEXT:
            return evolve(worded, verdict=found)
        if worded.wording is not Wording.PLAN:
            # "Chưa tổ chức, dự kiến 2 hội nghị": the words answer, and a note tells that there was a number.
            return evolve(worded, wording=Wording.AMONG_OTHERS) if found.is_of_other else worded
    if found.number is not None and (column == QUANTITY or found.is_bare):
        return Content(cell, column, Holds.NUMBER, found.number, wording=found.wording, verdict=found)
    return Content(cell, column, Holds.TEXT, verdict=found)


def _says_none(found: Verdict) -> bool:
    """Whether the numbers of a text leave the word to its words: none of them is the line's, or all are zero."""
    return found.is_of_other or (found.number is None and all(number.value == 0 for number in found.candidates))


def _worded(subject: Subject, cell: Cell, column: str, text: str) -> Content:
    """What a text without a number is: words that say why there is none, or any other."""
    reason = subject.lexicon.reason(text)
    if reason is not None:
        return Content(cell, column, Holds.WORD, reason=reason)
    told = said(cell.text, subject)
    if told is None or (column != QUANTITY and told.wording is Wording.IN_SENTENCE):
        return Content(cell, column, Holds.TEXT)
    return Content(cell, column, Holds.WORD, reason=told.reason, wording=told.wording)


def _written(raw: str) -> Wording:
    """How a number alone is written: in plain digits, or in those of another script."""
    return Wording.PLAIN if raw.isascii() or not any("０" <= letter <= "９" for letter in raw) else Wording.MARKED


def _is_unit(indicator: Indicator, text: str, column: str, lexicon: Lexicon) -> bool:
    """Whether a cell repeats the unit; a rate's "100%" does so only in the unit column."""
    spelling = key(text)
    if indicator.printed_unit and spelling == key(indicator.printed_unit):
        return column == UNIT or not any(map(str.isdigit, text))
    if any(map(str.isdigit, text)):
        return False
    return spelling == "%" or spelling in map(key, lexicon.unit_words(indicator))
