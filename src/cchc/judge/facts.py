"""What only the report itself can say of its lines and rates: one function a fact of the formula language.

Every answer is a value or None (null: the report does not tell). What it says of documents and dates
stands in modules of their own; all of them are in the table `cchc.judge.answers.ANSWERS`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from cchc.edition import Edition, Indicator, IndicatorKind, Term
from cchc.formula.functions import ROWS
from cchc.formula.meaning import uncovered
from cchc.formula.tree import Apply, Tree
from cchc.judge import units
from cchc.judge.precision import Match, compare
from cchc.period import Period
from cchc.record import field, frozen
from cchc.report import Claim, Entry, Report
from cchc.text.lists import list_items
from cchc.text.spelling import key, seen, squeeze
from cchc.value import Cause, Cell, Document, Missing, Origin, PrintedNumber, Reason, Reported, Undefined, Value

if TYPE_CHECKING:
    from cchc.reading.cells.lexicon import Lexicon

Answer = int | Fraction | bool | dt.date | None


@frozen
class Earlier:
    """The report before this one: its year, and every figure that may be set against this one's.

    It `is_broken` where the series was broken between the two, so that not all of its figures are here; `no_earlier` is
    its period where that is not before this one's: then it has none.
    """

    year: int | None
    figures: Mapping[str, object]
    is_broken: bool = False
    tables: Mapping[str, Mapping[str, Mapping[str, object]]] = field(factory=dict)
    """The figures of its tables, by row and column."""
    no_earlier: Period | None = None


@frozen(eq=False, repr=False)
class Facts:
    """Answers facts about one report, whose figures have been computed.

    `figures` are the numbers that formulas see (a word that may stand for zero is 0, whatever
    is missing None), `values` the typed values, `exact` the unrounded computed ones.
    """

    edition: Edition
    report: Report
    figures: Mapping[str, object]
    values: Mapping[str, Value]
    exact: Callable[[str], Fraction | None]
    operand: Callable[[Tree], Fraction | None]
    answers: Mapping[str, Callable[..., Answer]]
    earlier: Earlier | None = None
    _told: dict[tuple[str, tuple[str, ...]], Answer] = field(factory=dict, eq=False, repr=False)

    def __call__(self, function: str, ids: tuple[str, ...]) -> Answer:
        asked = (function, ids)
        if asked not in self._told:
            if function not in self.answers:
                raise uncovered(function, "a report")
            self._told[asked] = self.answers[function](self, *ids)
        return self._told[asked]

    def entry(self, id: str) -> Entry | None:
        return self.report.entries.get(id)

    def printed_number(self, id: str) -> PrintedNumber | None:
        entry = self.entry(id)
        return entry.printed if entry is not None else None

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the edition that can stand in a cell."""
        from cchc.reading.cells.lexicon import Lexicon

        return Lexicon.of(self.edition)

    def other_unit(self, id: str) -> str | None:
        """The noun of another unit behind the figure of a line that counts things."""
        entry, indicator = self.entry(id), self.edition.everything[id]
        return None if entry is None else units.unit_at_the_figure(entry, indicator, lambda: self.lexicon)

    def noun_behind(self, id: str) -> str:
        """The noun of the figure of a line that is not the line's, or not known to be."""
        entry, indicator = self.entry(id), self.edition.everything[id]
        return "" if entry is None else units.noun_of_the_figure(entry, indicator, self.lexicon)

    def document(self, id: str) -> Document | None:
        entry = self.entry(id)
        if entry is None or not isinstance(entry.value, Reported):
            return None
        return entry.value.value if isinstance(entry.value.value, Document) else None

    def cell_text(self, id: str, column: str) -> str:
        entry = self.entry(id)
        cell = entry.cells.get(column) if entry is not None else None
        return squeeze(seen(cell.text)) if cell is not None else ""

    def operands(self, id: str) -> tuple[Fraction | None, Fraction | None]:
        """Numerator and denominator that the edition's formula has on this report."""
        formula = self.edition.everything[id].formula
        if not isinstance(formula, Apply) or not ROWS[formula.op].ratio:
            return None, None
        part, whole = formula.args
        return self.operand(part), self.operand(whole)


# --- what a line states -------------------------------------------------------------------


def is_reported(facts: Facts, id: str) -> bool:
    entry = facts.entry(id)
    return entry is not None and isinstance(entry.value, Reported)


def printed(facts: Facts, id: str) -> Fraction | None:
    number = facts.printed_number(id)
    return None if number is None else Fraction(number.value)


def shows_error(facts: Facts, id: str) -> bool:
    entry = facts.entry(id)
    return entry is not None and bool(entry.errors)


def unit_fits(facts: Facts, id: str) -> bool | None:
    entry = facts.entry(id)
    if entry is None:
        return None
    if facts.other_unit(id) is not None:
        return False
    return units.unit_fits(entry, facts.edition.everything[id], facts.edition)


def is_explained(facts: Facts, id: str) -> bool:
    entry = facts.entry(id)
    cell = entry.cells.get("explanation") if entry is not None else None
    if entry is None or cell is None:
        return False
    is_the_value = entry.cell == cell and entry.origin is Origin.RELOCATED
    return not is_the_value and not _is_empty_talk(facts.edition, facts.edition.everything[id], cell)


def _is_empty_talk(edition: Edition, indicator: Indicator, cell: Cell) -> bool:
    """A missing-value word or the form's own prompt explains nothing, nor does a bare number."""
    text = key(cell.text)
    prompts = (key(prompt) for prompt in indicator.prompts)
    words = (key(word) for missing in edition.missing.values() for word in missing.words)
    return text in words or text in prompts or not any(letter.isalpha() for letter in text)


def items_listed(facts: Facts, id: str) -> int | None:
    return len(list_items(facts.cell_text(id, "explanation"))) or None


def uses_ended_term(facts: Facts, id: str) -> bool | None:
    if facts.entry(id) is None or facts.report.period is None:
        return None
    return ended_term(facts, id) is not None


def ended_term(facts: Facts, id: str) -> tuple[Term, str, Cell] | None:
    """The first term of a line that had been put out of use before the report's period, the word for it, its cell."""
    entry, period = facts.entry(id), facts.report.period
    if entry is None or period is None:
        return None
    ended = [term for term in facts.edition.terms.values() if term.ended <= period.start]
    for term, cell in product(ended, entry.cells.values()):
        word = _named(term.words, cell)
        if word is not None and _named(term.unless, cell) is None:
            return term, word, cell
    return None


def _named(words: tuple[str, ...], cell: Cell) -> str | None:
    """The word, of some, that a cell says first."""
    found = _any_of(words).search(key(cell.text))
    return None if found is None else next(word for word in words if key(word) == found[0])


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(key(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives or '(?!)'})(?![\w%])")


def is_all_zero(facts: Facts) -> bool | None:
    edition, settings = facts.edition, facts.report.settings or {}
    lines = (line for line in edition.indicators.values() if edition.is_asked(line.id, settings))
    counts = [line.id for line in lines if line.kind is IndicatorKind.COUNT]
    shown = [id for id in counts if facts.entry(id) is not None]
    if 2 * len(shown) < len(counts) or all(facts.figures.get(id) is None for id in shown):
        return None
    return all(_is_zero_or_blank(facts, id) for id in shown)


def _is_zero_or_blank(facts: Facts, id: str) -> bool:
    figure = facts.figures.get(id)
    blank = facts.report.entries[id].value in (Missing(Reason.BLANK), Missing(Reason.PLACEHOLDER))
    return figure == 0 if figure is not None else blank


# --- computed and printed rates -----------------------------------------------------------


def agrees(facts: Facts, id: str) -> bool | None:
    match = printed_match(facts, id)
    return None if match is None else match is Match.AGREES


def is_truncated(facts: Facts, id: str) -> bool | None:
    match = printed_match(facts, id)
    return None if match is None else match is Match.TRUNCATED


def printed_match(facts: Facts, id: str) -> Match | None:
    """How the printed number of a computed line relates to the exact value; None if either lacks."""
    number, exact = facts.printed_number(id), facts.exact(id)
    return None if number is None or exact is None else compare(number, exact)


def is_undefined(facts: Facts, id: str) -> bool:
    value = facts.values[id]
    return isinstance(value, Undefined) and value.cause is Cause.ZERO_DENOMINATOR


def lacks_part(facts: Facts, id: str) -> bool:
    value = facts.values[id]
    return isinstance(value, Undefined) and value.cause is Cause.MISSING_INPUT


def same_total(facts: Facts, total: str, *lines: str) -> bool | None:
    printed = printed_totals(facts, (total, *lines))
    certain = {each.number for each in printed if each.number is not None}
    if len(certain) > 1:
        return False
    # Whichever is meant of what the total's own line says must be the number that others have.
    asked = {number for each in printed if each.number is None and each.id == total for number in each.options}
    if asked and certain:
        return None if certain <= asked else False
    return None if sum(each.number is not None for each in printed) < 2 else True


@frozen
class PrintedTotal:
    """A total as a line prints it: a number, or else a fraction of which it is not known what it is the total of."""

    number: int | None
    id: str
    cell: Cell | None
    text: str
    options: tuple[int, ...] = ()


def printed_totals(facts: Facts, ids: tuple[str, ...]) -> list[PrintedTotal]:
    """Each total printed on the lines: the first one's count, and denominators of fractions.

    A line's own denominator (46 eligible procedures in "46/46") is no total of all procedures.
    """
    found: list[PrintedTotal] = []
    for id in ids:
        entry = facts.entry(id)
        if entry is None:
            continue
        own = facts.operands(id)[1]
        found += [_printed_total(entry, id, claim) for claim in entry.claims if claim.denominator != own]
        if id == ids[0] and not entry.claims and isinstance(facts.figures.get(id), int):
            number = int(str(facts.figures[id]))
            found.append(PrintedTotal(number, id, entry.cell, str(number)))
    return found


def _printed_total(entry: Entry, id: str, claim: Claim) -> PrintedTotal:
    """What a fraction says of a total: nothing certain where the line is asked which of the two it means."""
    if entry.value == Missing(Reason.AMBIGUOUS) and any(each.cell == claim.cell for each in entry.candidates):
        return PrintedTotal(None, id, claim.cell, claim.text, (claim.numerator, claim.denominator))
    return PrintedTotal(claim.denominator, id, claim.cell, str(claim.denominator))


def operands_fit(facts: Facts, id: str) -> bool | None:
    entry = facts.entry(id)
    if entry is None or not entry.claims:
        return None
    part, whole = facts.operands(id)
    answers = [_fits(claim.numerator, part, claim.denominator, whole) for claim in entry.claims]
    return False if False in answers else None if None in answers else True


def _fits(numerator: int, part: Fraction | None, denominator: int, whole: Fraction | None) -> bool | None:
    if part is not None and whole is not None and denominator == 100 and 100 * part == numerator * whole:
        return True  # "75/100" beside 9 of 12 is the rate itself, written over a hundred.
    if (part is not None and part != numerator) or (whole is not None and whole != denominator):
        return False
    return None if part is None or whole is None else True
