"""What only the report itself can say: one method a fact of the formula language.

Every answer is a value or None (null: the report does not tell). The table of facts with their
types and meanings is `cchc.formula.questions.FACTS`; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from attrs import field

from cchc.edition import Edition, Indicator
from cchc.formula.functions import ROWS
from cchc.formula.meaning import uncovered
from cchc.formula.tree import Apply, Tree
from cchc.judge.precision import Match, compare
from cchc.judge.units import unit_at_the_figure, unit_fits
from cchc.period import Period, PeriodKind
from cchc.reading.cells.lexicon import Lexicon
from cchc.record import frozen
from cchc.report import Entry, Report
from cchc.text.lists import list_items
from cchc.text.spelling import key, seen, squeeze
from cchc.value import Cause, Cell, Document, Missing, Origin, PrintedNumber, Reason, Reported, Undefined, Value, Window

Answer = int | Fraction | bool | dt.date | None

_YEAR_NAMED = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)


@frozen
class Earlier:
    """The report before this one: its year, and every figure that it gives."""

    year: int | None
    figures: Mapping[str, object]


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
    earlier: Earlier | None = None
    _answers: dict[tuple[str, tuple[str, ...]], Answer] = field(factory=dict, eq=False, repr=False)

    def __call__(self, function: str, ids: tuple[str, ...]) -> Answer:
        asked = (function, ids)
        if asked not in self._answers:
            if function not in ANSWERS:
                raise uncovered(function, "a report")
            self._answers[asked] = ANSWERS[function](self, *ids)
        return self._answers[asked]

    def entry(self, id: str) -> Entry | None:
        return self.report.entries.get(id)

    def printed_number(self, id: str) -> PrintedNumber | None:
        entry = self.entry(id)
        return entry.printed if entry is not None else None

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the edition that can stand in a cell."""
        return Lexicon.of(self.edition)

    def other_unit(self, id: str) -> str | None:
        """The noun of another unit behind the figure of a line that counts things."""
        entry, indicator = self.entry(id), self.edition.everything[id]
        return None if entry is None else unit_at_the_figure(entry, indicator, lambda: self.lexicon)

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


def _is_reported(facts: Facts, id: str) -> bool:
    entry = facts.entry(id)
    return entry is not None and isinstance(entry.value, Reported)


def _printed(facts: Facts, id: str) -> Fraction | None:
    number = facts.printed_number(id)
    return None if number is None else Fraction(number.value)


def _shows_error(facts: Facts, id: str) -> bool:
    entry = facts.entry(id)
    return entry is not None and bool(entry.errors)


def _unit_fits(facts: Facts, id: str) -> bool | None:
    entry = facts.entry(id)
    if entry is None:
        return None
    if facts.other_unit(id) is not None:
        return False
    return unit_fits(entry, facts.edition.everything[id], facts.edition)


def _is_explained(facts: Facts, id: str) -> bool:
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


def _items_listed(facts: Facts, id: str) -> int | None:
    return len(list_items(facts.cell_text(id, "explanation"))) or None


# --- computed and printed rates -----------------------------------------------------------


def _agrees(facts: Facts, id: str) -> bool | None:
    match = printed_match(facts, id)
    return None if match is None else match is Match.AGREES


def _is_truncated(facts: Facts, id: str) -> bool | None:
    match = printed_match(facts, id)
    return None if match is None else match is Match.TRUNCATED


def printed_match(facts: Facts, id: str) -> Match | None:
    """How the printed number of a computed line relates to the exact value; None if either lacks."""
    number, exact = facts.printed_number(id), facts.exact(id)
    return None if number is None or exact is None else compare(number, exact)


def _is_undefined(facts: Facts, id: str) -> bool:
    value = facts.values[id]
    return isinstance(value, Undefined) and value.cause is Cause.ZERO_DENOMINATOR


def _lacks_part(facts: Facts, id: str) -> bool:
    value = facts.values[id]
    return isinstance(value, Undefined) and value.cause is Cause.MISSING_INPUT


def _same_total(facts: Facts, total: str, *lines: str) -> bool | None:
    printed = printed_totals(facts, (total, *lines))
    return None if len(printed) < 2 else len({number for number, _, _ in printed}) == 1


def printed_totals(facts: Facts, ids: tuple[str, ...]) -> list[tuple[int, str, Cell | None]]:
    """Each total printed on the lines: the first one's count, and denominators of fractions.

    A line's own denominator (46 eligible procedures in "46/46") is no total of all procedures.
    """
    found: list[tuple[int, str, Cell | None]] = []
    for id in ids:
        entry = facts.entry(id)
        if entry is None:
            continue
        own = facts.operands(id)[1]
        found += [(claim.denominator, id, claim.cell) for claim in entry.claims if claim.denominator != own]
        if id == ids[0] and not entry.claims and isinstance(facts.figures.get(id), int):
            found.append((int(str(facts.figures[id])), id, entry.cell))
    return found


def _operands_fit(facts: Facts, id: str) -> bool | None:
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


# --- documents ------------------------------------------------------------------------------


def _is_issued(facts: Facts, id: str) -> bool | None:
    entry = facts.entry(id)
    match entry.value if entry is not None else None:
        case Reported():
            return True
        case Missing(Reason.NONE | Reason.NOT_ARISEN | Reason.IN_PROGRESS):
            return False
        case Missing() | Undefined() | None:
            return None
        case other:
            assert_never(other)


def _is_complete(facts: Facts, id: str) -> bool | None:
    document = facts.document(id)
    if document is None:
        return None
    return document.number is not None and document.symbol is not None and document.date is not None


def _names_other_year(facts: Facts, id: str) -> bool:
    document, period = facts.document(id), facts.report.period
    if document is None or period is None:
        return False
    named = {int(year) for year in _YEAR_NAMED.findall(document.title or "")}
    return bool(named) and period.year not in named


def _month_of(facts: Facts, id: str) -> int | None:
    document = facts.document(id)
    return document.date.month if document is not None and document.date is not None else None


def _symbol_fits(facts: Facts, id: str) -> bool | None:
    document, pattern = facts.document(id), facts.edition.everything[id].symbol
    if document is None or pattern is None or document.symbol is None:
        return None
    type_fits = not pattern.types or document.type in pattern.types
    return type_fits and (not pattern.bodies or document.body in pattern.bodies)


def _in_order(facts: Facts, first: str, second: str) -> bool | None:
    one, two = facts.document(first), facts.document(second)
    if one is None or two is None or one.date is None or two.date is None:
        return None
    if one.number is None or two.number is None or one.symbol is None:
        return None
    if one.symbol != two.symbol or one.date.year != two.date.year:
        return None
    if one.number == two.number:
        # One and the same document may well be cited on two lines.
        return None if one.date == two.date else False
    return one.date == two.date or (one.number < two.number) == (one.date < two.date)


# --- dates ----------------------------------------------------------------------------------


def _window(facts: Facts, id: str) -> Window | None:
    entry = facts.entry(id)
    return entry.window if entry is not None else None


def _same_window(facts: Facts, first: str, second: str) -> bool | None:
    one, two = _window(facts, first), _window(facts, second)
    return None if one is None or two is None else one == two


def _window_start(facts: Facts, id: str) -> dt.date | None:
    window = _window(facts, id)
    return window.start if window is not None else None


def _window_end(facts: Facts, id: str) -> dt.date | None:
    window = _window(facts, id)
    return window.end if window is not None else None


def _period_start(facts: Facts) -> dt.date | None:
    return facts.report.period.start if facts.report.period is not None else None


def _period_end(facts: Facts) -> dt.date | None:
    return facts.report.period.end if facts.report.period is not None else None


def _year_start(facts: Facts) -> dt.date | None:
    return dt.date(facts.report.period.year, 1, 1) if facts.report.period is not None else None


def _reporting_year_start(facts: Facts) -> dt.date | None:
    period = facts.report.period
    return None if period is None else Period.of(PeriodKind.YEAR, period.year, closing_day=period.closing_day).start


def _report_year(facts: Facts) -> int | None:
    return facts.report.period.year if facts.report.period is not None else None


def _report_date(facts: Facts) -> dt.date | None:
    if facts.report.date is not None or facts.report.period is None:
        return facts.report.date
    return facts.report.period.calendar_end


# --- the report before ------------------------------------------------------------------------


def _previous(facts: Facts, id: str) -> Answer:
    figure = facts.earlier.figures.get(id) if facts.earlier is not None else None
    return figure if isinstance(figure, int | Fraction) else None


def _same_year_as_previous(facts: Facts) -> bool | None:
    if facts.earlier is None or facts.earlier.year is None or facts.report.period is None:
        return None
    return facts.earlier.year == facts.report.period.year


def _is_repeated(facts: Facts) -> bool | None:
    if facts.earlier is None:
        return None
    now = {id: figure for id, figure in facts.figures.items() if figure is not None}
    before = {id: figure for id, figure in facts.earlier.figures.items() if figure is not None}
    return bool(now) and now == before


def _level_fits(facts: Facts) -> bool | None:
    level, report = facts.edition.level, facts.report
    if report.office is None:
        return None
    fits = _names_kind(report.office, level.offices)
    return fits and (report.superior is None or _names_kind(report.superior, level.superiors))


def _names_kind(office: str, kinds: tuple[str, ...]) -> bool:
    words = f" {key(office)} "
    return any(f" {key(kind)} " in words for kind in kinds)


ANSWERS: Mapping[str, Callable[..., Answer]] = {
    "is_reported": _is_reported,
    "printed": _printed,
    "agrees": _agrees,
    "is_truncated": _is_truncated,
    "shows_error": _shows_error,
    "is_undefined": _is_undefined,
    "lacks_part": _lacks_part,
    "unit_fits": _unit_fits,
    "same_total": _same_total,
    "operands_fit": _operands_fit,
    "is_issued": _is_issued,
    "is_complete": _is_complete,
    "names_other_year": _names_other_year,
    "month_of": _month_of,
    "symbol_fits": _symbol_fits,
    "in_order": _in_order,
    "is_explained": _is_explained,
    "items_listed": _items_listed,
    "same_window": _same_window,
    "window_start": _window_start,
    "window_end": _window_end,
    "period_start": _period_start,
    "period_end": _period_end,
    "year_start": _year_start,
    "reporting_year_start": _reporting_year_start,
    "report_year": _report_year,
    "report_date": _report_date,
    "previous": _previous,
    "same_year_as_previous": _same_year_as_previous,
    "is_repeated": _is_repeated,
    "level_fits": _level_fits,
}
