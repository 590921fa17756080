"""What is printed around a table of another time than the title is of: F036."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cchc.edition import Edition
from cchc.period import Period, PeriodKind, format_date
from cchc.reading.announced import Around, announced
from cchc.text.spelling import seen
from cchc.value import Cell

_LONGEST = 80
"""Characters of a line that is of a time and nothing else; a longer text is a sentence, and may speak of any."""


def of_other_time(edition: Edition, period: Period, title: Iterable[Cell], unread: Iterable[Cell]) -> list[Cell]:
    """The lines of a title, and those left over above a table, that say another time than the period of the form."""
    first, *further = title
    lines = [first] if _has_other_days(edition, period, seen(first.text)) else []
    lines += [cell for cell in further if says_other_time(edition, period, seen(cell.text))]
    for cell in unread:
        text = seen(cell.text)
        says = says_other_time if _announces_period(text) else _has_other_days
        if len(text) <= _LONGEST and says(edition, period, text):
            lines.append(cell)
    return lines


def says_other_time(edition: Edition, period: Period, text: str) -> bool:
    """Whether the days that a text gives, or else the period that it names, are not of the form's period."""
    language = edition.languages[0]
    if edition.calendar.days_in(text, language) is not None:
        return _has_other_days(edition, period, text)
    other = edition.calendar.period_in(text, language)
    return other is not None and (other.end < period.start or period.end < other.start)


def _has_other_days(edition: Edition, period: Period, text: str) -> bool:
    days = edition.calendar.days_in(text, edition.languages[0])
    return days is not None and not _are_of(days, period, edition.calendar.year_from)


def _are_of(days: tuple[dt.date, dt.date], period: Period, year_from: int | None) -> bool:
    """Whether days are those of a period, or those since its year began, as far as the period goes.

    Offices whose months close on the 14th write the calendar month, too.
    """
    year = period.within(PeriodKind.YEAR, year_from)
    starts = {period.start, period.calendar_start, *(() if year is None else (year.start, year.calendar_start))}
    return days[0] in starts and days[1] in (period.end, period.calendar_end)


def _announces_period(text: str) -> bool:
    head, colon, _ = text.partition(":")
    return bool(colon) and announced(head.strip(" ()")) is Around.PERIOD


def days_of(period: Period) -> str:
    """The days of a period, as they are told."""
    return f"{format_date(period.start)} – {format_date(period.end)}"


def is_within(period: Period, whole: Period) -> bool:
    """Whether a period is of another, or that."""
    return whole.start <= period.start and period.end <= whole.end
