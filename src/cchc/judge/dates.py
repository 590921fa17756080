"""What a report says of its dates, its office and the report before it: answers to facts of the formula language."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from cchc.judge.facts import Answer, Facts
from cchc.period import PeriodKind
from cchc.text.dates import find_backward_window, find_window
from cchc.text.spelling import key
from cchc.value import Window


def _window(facts: Facts, id: str) -> Window | None:
    entry = facts.entry(id)
    return entry.window if entry is not None else None


def same_window(facts: Facts, first: str, second: str) -> bool | None:
    one, two = _window(facts, first), _window(facts, second)
    return None if one is None or two is None else one == two


def window_start(facts: Facts, id: str) -> dt.date | None:
    window = _window(facts, id)
    return window.start if window is not None else None


def window_end(facts: Facts, id: str) -> dt.date | None:
    window = _window(facts, id)
    return window.end if window is not None else None


def period_fits(facts: Facts) -> bool | None:
    period, kinds = facts.report.period, facts.edition.calendar.periods
    return None if period is None or not kinds else period.kind in kinds


def window_is_backwards(facts: Facts, id: str) -> bool:
    return find_backward_window(facts.cell_text(id, "label")) is not None


def period_start(facts: Facts) -> dt.date | None:
    return facts.report.period.start if facts.report.period is not None else None


def period_end(facts: Facts) -> dt.date | None:
    return facts.report.period.end if facts.report.period is not None else None


def calendar_start(facts: Facts) -> dt.date | None:
    return facts.report.period.calendar_start if facts.report.period is not None else None


def calendar_end(facts: Facts) -> dt.date | None:
    return facts.report.period.calendar_end if facts.report.period is not None else None


def year_start(facts: Facts) -> dt.date | None:
    return dt.date(facts.report.period.year, 1, 1) if facts.report.period is not None else None


def offices_year_start(facts: Facts) -> dt.date | None:
    first = year_start(facts)
    return None if first is None else facts.edition.year_starts.get(str(first.year), first)


def year_end(facts: Facts) -> dt.date | None:
    return dt.date(facts.report.period.year, 12, 31) if facts.report.period is not None else None


def reporting_year_start(facts: Facts) -> dt.date | None:
    period = facts.report.period
    if period is None or period.kind is PeriodKind.SCHOOL_YEAR:
        return None if period is None else period.start
    whole = period.within(PeriodKind.YEAR, facts.edition.calendar.year_from)
    return None if whole is None else whole.start


def report_year(facts: Facts) -> int | None:
    return facts.report.period.year if facts.report.period is not None else None


def dated_year(facts: Facts) -> int | None:
    if facts.report.date is not None:
        return facts.report.date.year
    titled = find_window(facts.report.title or "")
    ends = [window.end for entry in facts.report.entries.values() if (window := entry.window) is not None]
    years = {end.year for end in (*(titled or ())[1:], *ends)}
    return years.pop() if len(years) == 1 else None


def report_date(facts: Facts) -> dt.date | None:
    if facts.report.date is not None or facts.report.period is None:
        return facts.report.date
    return facts.report.period.calendar_end


# --- the report before ------------------------------------------------------------------------


def previous(facts: Facts, id: str) -> Answer:
    figure = facts.earlier.figures.get(id) if facts.earlier is not None else None
    return figure if isinstance(figure, int | Fraction) else None


def same_year_as_previous(facts: Facts) -> bool | None:
    if facts.earlier is None or facts.earlier.year is None or facts.report.period is None:
        return None
    return facts.earlier.year == facts.report.period.year


def is_repeated(facts: Facts) -> bool | None:
    if facts.earlier is None:
        return None
    now = {id: figure for id, figure in facts.figures.items() if figure is not None}
    before = {id: figure for id, figure in facts.earlier.figures.items() if figure is not None}
    return bool(now) and now == before


def level_fits(facts: Facts) -> bool | None:
    level, report = facts.edition.level, facts.report
    if report.office is None:
        return None
    fits = _names_kind(report.office, level.offices)
    return fits and (report.superior is None or _names_kind(report.superior, level.superiors))


def _names_kind(office: str, kinds: tuple[str, ...]) -> bool:
    words = f" {key(office)} "
    return any(f" {key(kind)} " in words for kind in kinds)
