"""Periods of reports, and the dates and windows of dates that people write.

A period closes on the edition's closing day: by Nghị định 09/2019/NĐ-CP a month runs from the
15th of the month before to the 14th.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from cchc.record import frozen


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.SCHOOL_YEAR: 12,
}
LATEST_CLOSING_DAY = 27
YEARS = range(1900, 3000)
"""Those of which there may be a report or a definition."""


@frozen
class Period:
    """The time that a report is about; `number` counts periods of its kind within `year`.

    `start` and `end` are the first and last day by the closing day of the edition's calendar,
    so January starts in December. A school year begins within its `year`, and ends in the next.
    """

    kind: PeriodKind
    year: int
    number: int
    start: dt.date
    end: dt.date

    @classmethod
    def of(
        cls, kind: PeriodKind | str, year: int, number: int = 1, closing_day: int = 14, first_month: int | None = None
    ) -> Period:
        """The `number`th period of its kind in `year`; `closing_day` 0 means calendar months, `first_month` is that in
        which a school year begins.

        Raises `ValueError` for a number, year, month or closing day (0 to 27) that does not exist.
        """
        kind = PeriodKind(kind)
        return cls(kind, year, number, *_days(kind, year, number, closing_day, first_month))

    def __attrs_post_init__(self) -> None:
        """However a period is made, its days are those that it has."""
        start, end = _days(self.kind, self.year, self.number, self.closing_day, self.first_month)
        if (self.start, self.end) != (start, end):
            raise ValueError(f"{self} is not from {self.start} to {self.end} but from {start} to {end}")

    @classmethod
    def between(cls, start: dt.date, end: dt.date, first_month: int | None = None) -> Period | None:
        """The period that has these first and last days, both included; None where no period has them. A school year
        is one only where it is known in which month it begins."""
        for closing_day in dict.fromkeys((end.day, 0)):
            if first_month is not None and closing_day <= LATEST_CLOSING_DAY:
                found = _school_year_between(start, end, closing_day, first_month)
                if found is not None:
                    return found
            for kind, months in _OF_YEAR.items():
                number, rest = divmod(end.month, months)
                if rest or not number or closing_day > LATEST_CLOSING_DAY or number > 12 // months:
                    continue
                if end.year not in YEARS:
                    continue
                period = cls.of(kind, end.year, number, closing_day)
                if (period.start, period.end) == (start, end):
                    return period
        return None

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"

    @property
    def first_month(self) -> int | None:
        """The month in which a school year begins; None of any other period."""
        if self.kind is not PeriodKind.SCHOOL_YEAR:
            return None
        return (self.start - dt.timedelta(days=1)).month % 12 + 1

    @property
    def years(self) -> str:
        """The year as people write it: "2026", of a school year "2025-2026"."""
        return f"{self.year}-{self.year + 1}" if self.kind is PeriodKind.SCHOOL_YEAR else str(self.year)

    @property
    def calendar_start(self) -> dt.date:
        """The first day of the period in the common calendar."""
        return dt.date(self.year, self.first_month or (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def calendar_end(self) -> dt.date:
        """The last day of the period in the common calendar."""
        return _closing_date(self.year, (self.first_month or 1) - 1 + self.number * _MONTHS[self.kind], 0)

    @property
    def closing_day(self) -> int:
        """The day of the month on which the period closes; 0 where it is a calendar period."""
        return 0 if self.start.day == 1 else self.end.day

    def previous(self) -> Period:
        """The period of the same kind before this one; raises `ValueError` before 1900."""
        if self.number > 1:
            return Period.of(self.kind, self.year, self.number - 1, self.closing_day)
        return Period.of(self.kind, self.year - 1, 12 // _MONTHS[self.kind], self.closing_day, self.first_month)

    def in_year(self, year: int) -> Period:
        """The same period of another year; raises `ValueError` for a year that no report is of."""
        return Period.of(self.kind, year, self.number, self.closing_day, self.first_month)


_OF_YEAR = {kind: months for kind, months in _MONTHS.items() if kind is not PeriodKind.SCHOOL_YEAR}


def _school_year_between(start: dt.date, end: dt.date, closing_day: int, first_month: int) -> Period | None:
    for year in (start.year, start.year + 1):
        if year in YEARS:
            period = Period.of(PeriodKind.SCHOOL_YEAR, year, 1, closing_day, first_month)
            if (period.start, period.end) == (start, end):
                return period
    return None


def _closing_date(year: int, month: int, closing_day: int) -> dt.date:
    """The same, of a month counted on over the end of the year."""
    return closing_date(year + (month - 1) // 12, (month - 1) % 12 + 1, closing_day)


def _days(
    kind: PeriodKind, year: int, number: int, closing_day: int, first_month: int | None
) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period; raises `ValueError` where there is none."""
    months = _MONTHS[kind]
    if (kind is PeriodKind.SCHOOL_YEAR) != (first_month is not None) or not 1 <= (first_month or 1) <= 12:
        raise ValueError(f"a {kind} cannot begin in month {first_month}")
    if not 1 <= number <= 12 // months:
        raise ValueError(f"no {kind} number {number} in a year")
    if year not in YEARS:
        raise ValueError(f"year {year} is not from {YEARS[0]} to {YEARS[-1]}")
    if not 0 <= closing_day <= LATEST_CLOSING_DAY:
        raise ValueError(f"closing day {closing_day} is not from 0 to {LATEST_CLOSING_DAY}")
    last = number * months + (first_month or 1) - 1
    start = _closing_date(year, last - months, closing_day) + dt.timedelta(days=1)
    return start, _closing_date(year, last, closing_day)


def closing_date(year: int, month: int, closing_day: int) -> dt.date:
    """The day on which a month closes; month 0 is the December before."""
    if month == 0:
        year, month = year - 1, 12
    if closing_day:
        return dt.date(year, month, closing_day)
    following = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
    return following - dt.timedelta(days=1)


def format_date(date: dt.date) -> str:
    """A date as official documents write it: days below 10 and months 1 and 2 are padded."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}/{month}/{date.year}"
