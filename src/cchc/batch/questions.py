"""What formulas ask of the form itself, as far as columns beside the figures tell it.

`<line>__printed` is what a report prints on a computed line, in units of its last decimal; `<heading>__window` the
first and the last day that a heading declares ("2024-04-15/2024-05-14"); a document's column says whether it was
issued; year and month say which days the period has. What none of them tells is no answer: the rule has no column.
Whether all counts are zero is not asked: it would take a quarter of the time of all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Any

from cchc.batch.causes import Causes
from cchc.batch.codes import CAUSES, REASONS, code_column
from cchc.batch.columns import Column, Facts, FrameColumns, Quantity, Truth
from cchc.batch.dialect import Dialect, Expr, some
from cchc.batch.kept import Kept
from cchc.batch.rollup.periods import MONTH, MONTHS, WINDOW, YEAR, length_of_reports
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Whole
from cchc.edition import Edition, IndicatorKind
from cchc.errors import DataError
from cchc.formula.tree import facts_of
from cchc.record import frozen
from cchc.value import Cause

PRINTED = "__printed"
_ISO = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_DAYS = Span(-(2**50), 2**50)
"""Days as numbers, 20240514: a year of 32 bits times ten thousand fits, and nothing is done but compare them."""


def printed_column(id: str) -> str:
    """The name of the column that holds what reports print on a computed line."""
    return id + PRINTED


def windows_asked(edition: Edition) -> tuple[str, ...]:
    """The columns of the dates that rules ask of headings."""
    return _windows.of(edition, (), lambda: tuple(f"{id}{WINDOW}" for id in dict.fromkeys(_headings_asked(edition))))


_windows: Kept[tuple[str, ...]] = Kept()


def _headings_asked(edition: Edition) -> Iterator[str]:
    return (id for function, ids in _asked(edition) if "window" in function for id in ids)


def refuse_wrong_windows(frame: Any, edition: Edition) -> None:
    """Raises DataError for dates that are written in any other way than the one that can be compared."""
    import narwhals as nw

    schema = frame.collect_schema()
    for name in filter(schema.__contains__, windows_asked(edition)):
        hint = "write both days, as 2024-04-15/2024-05-14"
        if str(schema[name]) != "String":
            raise DataError(f"is a column of {schema[name]}, not of String", f"$.{name}", hint)
        is_wrong = ~nw.col(name).is_null() & ~nw.col(name).str.contains(f"^{_ISO}/{_ISO}$")
        found = frame.select(name).filter(is_wrong).head(1)
        wrong = (found.collect() if hasattr(found, "collect") else found)[name].to_list()
        if wrong:
            raise DataError(f"{wrong[0]!r:.60} is no first and last day", f"$.{name}", hint)


def _asked(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the rules of an edition ask of the form, each once."""
    checks = (instance.check for rule in edition.rules.values() for instance in rule.instances)
    return iter(dict.fromkeys((fact.function, fact.ids) for check in checks for fact in facts_of(check)))


@frozen
class FormColumns:
    """Answers from the columns of one frame: `beside` are those that are no figures, `columns` its figures, computed
    ones included, `truths` its columns of yes and no, `codes` those of codes."""

    edition: Edition
    columns: FrameColumns
    beside: Collection[str]
    truths: Collection[str]
    codes: frozenset[str]
    given: Collection[str]

    @property
    def dialect(self) -> Dialect:
        return self.columns.dialect

    def facts(self) -> Facts:
        """The answer to each question of the edition's rules that columns tell."""
        found = {(function, ids): self._answer(function, ids) for function, ids in _asked(self.edition)}
        return {asked: answer for asked, answer in found.items() if answer is not None}

    def _answer(self, function: str, ids: tuple[str, ...]) -> Column | None:
        if function in _OF_PERIODS:
            return _OF_PERIODS[function](self) if self.is_dated else None
        if function in _OF_WINDOWS:
            told = all(f"{id}{WINDOW}" in self.beside for id in ids)
            return _OF_WINDOWS[function](self, *ids) if told else None
        return _OF_LINES[function](self, *ids) if function in _OF_LINES else None

    @property
    def is_dated(self) -> bool:
        """Whether it says which period a report is of; where years begin in another month, months do not say it."""
        return {YEAR, MONTH} <= set(self.beside) and self.edition.calendar.year_from in (None, 1)

    # --- days, as numbers ------------------------------------------------------------------------------

    def first_and_last(self, id: str) -> tuple[Expr, Expr]:
        """The two days of a window as they are written, which is in their order."""
        text = self.dialect.col(f"{id}{WINDOW}").str
        return text.slice(0, 10), text.slice(11, 10)

    def window(self, id: str, what: Expr) -> Expr:
        """Something of a window whose days are in order; of any other there is no window."""
        first, last = self.first_and_last(id)
        return self.dialect.when(first <= last).then(what)

    def day(self, text: Expr) -> Expr:
        return text.str.replace_all("-", "", literal=True).cast(self.dialect.integers[INT64])

    def number(self, name: str) -> Expr:
        return self.dialect.col(name).cast(self.dialect.integers[INT64])

    @property
    def last_month(self) -> Expr:
        """The place of the period's last month among all, January of year 0 being 0."""
        return self.number(YEAR) * 12 + self.number(MONTH) - 1

    @property
    def length(self) -> Expr:
        each = self.dialect.lit(length_of_reports(self.edition), dtype=self.dialect.integers[INT64])
        return self.dialect.coalesce(self.number(MONTHS), each) if MONTHS in self.beside else each

    def day_of(self, month: Expr, day: Expr | int) -> Expr:
        return month // 12 * 10000 + (month % 12 + 1) * 100 + day

    def end_of(self, month: Expr) -> Expr:
        """The last day of a month of the common calendar."""
        when, lit = self.dialect.when, self.dialect.lit
        year, number = month // 12, month % 12 + 1
        is_leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
        february = when(is_leap).then(lit(29)).otherwise(lit(28))
        is_short = some([number == short for short in (4, 6, 9, 11)])
        days = when(number == 2).then(february).otherwise(when(is_short).then(lit(30)).otherwise(lit(31)))
        return self.day_of(month, days.cast(self.dialect.integers[INT64]))

    def closing(self, month: Expr) -> Expr:
        closing_day = self.edition.calendar.closing_day
        return self.day_of(month, closing_day) if closing_day else self.end_of(month)

    def opening(self, month: Expr) -> Expr:
        """The first day of a period that begins in a month: the one after that on which the month before closed."""
        closing_day = self.edition.calendar.closing_day
        return self.day_of(month - 1, closing_day + 1) if closing_day else self.day_of(month, 1)

    def offices_year_start(self) -> Expr:
        year = self.number(YEAR)

        def beginning(otherwise: Expr, founded: tuple[str, date]) -> Expr:
            day = self.dialect.lit(int(f"{founded[1]:%Y%m%d}"), dtype=self.dialect.integers[INT64])
            return self.dialect.when(year == int(founded[0])).then(day).otherwise(otherwise)

        return reduce(beginning, self.edition.year_starts.items(), year * 10000 + 101)


def _on(day: Callable[[FormColumns], Expr]) -> Callable[[FormColumns], Column]:
    return lambda form: Quantity(Whole(day(form), _DAYS, INT64))


_OF_PERIODS: Mapping[str, Callable[[FormColumns], Column]] = {
    "period_start": _on(lambda form: form.opening(form.last_month - form.length + 1)),
    "period_end": _on(lambda form: form.closing(form.last_month)),
    "calendar_start": _on(lambda form: form.day_of(form.last_month - form.length + 1, 1)),
    "calendar_end": _on(lambda form: form.end_of(form.last_month)),
    "year_start": _on(lambda form: form.number(YEAR) * 10000 + 101),
    "year_end": _on(lambda form: form.number(YEAR) * 10000 + 1231),
    "offices_year_start": _on(FormColumns.offices_year_start),
    "reporting_year_start": _on(lambda form: form.opening(form.number(YEAR) * 12)),
    "report_year": _on(lambda form: form.number(YEAR)),
}


def _same_window(form: FormColumns, first: str, second: str) -> Column:
    one, two = (form.window(id, form.dialect.col(f"{id}{WINDOW}")) for id in (first, second))
    return Truth(one == two)


def _is_backwards(form: FormColumns, id: str) -> Column:
    first, last = form.first_and_last(id)
    return Truth((last < first).fill_null(False))


def _window_end(place: int) -> Callable[[FormColumns, str], Column]:
    def day(form: FormColumns, id: str) -> Column:
        return Quantity(Whole(form.window(id, form.day(form.first_and_last(id)[place])), _DAYS, INT64))

    return day


_OF_WINDOWS: Mapping[str, Callable[..., Column]] = {
    "same_window": _same_window,
    "window_is_backwards": _is_backwards,
    "window_start": _window_end(0),
    "window_end": _window_end(1),
}


def _printed(form: FormColumns, id: str) -> Column | None:
    """A figure that is not computed is the one that was printed, unless it is what a word is worth."""
    line = form.edition.figures.get(id)
    if line is None or not line.kind.is_number:
        return None
    if line.formula is not None:
        return form.columns.figures.get(printed_column(id))
    if id not in form.given or code_column(id) not in form.codes:
        return form.columns.figures[id] if id in form.given else None
    number = form.columns.figures[id]
    assert isinstance(number, Quantity)
    is_number = form.dialect.col(code_column(id)).fill_null(0) < min(REASONS.values())
    shown = form.dialect.when(is_number).then(number.up.expr)
    return Quantity(Whole(shown, number.up.span, number.up.bits), number.scale)


def _is_reported(form: FormColumns, id: str) -> Column | None:
    printed = form.columns.figures.get(printed_column(id))
    return None if not isinstance(printed, Quantity) else Truth(~printed.up.expr.is_null())


def _shows_error(form: FormColumns, id: str) -> Column | None:
    """A column of numbers does not tell one cell without a number from another."""
    if printed_column(id) not in form.columns.figures:
        return None
    return Truth(form.dialect.nothing(form.dialect.boolean))


def _is_without(cause: Cause) -> Callable[[FormColumns, str], Column | None]:
    def answer(form: FormColumns, id: str) -> Column | None:
        line, value = form.edition.figures.get(id), form.columns.figures.get(id)
        if line is None or line.formula is None or not isinstance(value, Quantity):
            return None
        why = Causes(form.columns, form.codes).of(line.formula)
        return Truth(value.up.expr.is_null() & (why == CAUSES[cause]).fill_null(False))

    return answer


def _is_issued(form: FormColumns, id: str) -> Column | None:
    is_document = id in form.edition.figures and form.edition.figures[id].kind is IndicatorKind.DOCUMENT
    return Truth(form.dialect.col(id)) if is_document and id in form.truths else None


_OF_LINES: Mapping[str, Callable[..., Column | None]] = {
    "printed": _printed,
    "is_reported": _is_reported,
    "shows_error": _shows_error,
    "is_undefined": _is_without(Cause.ZERO_DENOMINATOR),
    "lacks_part": _is_without(Cause.MISSING_INPUT),
    "is_issued": _is_issued,
}
