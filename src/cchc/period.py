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
    so January starts in December. A school year begins within its `year`, and ends in the next. Where the reporting
    year begins in another month than January, `year` is the one in which it ends, if it begins in the second half of
    the year before, and quarters, halves and nine months count from its beginning.
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
        which a school year, or the reporting year, begins.

        Raises `ValueError` for a number, year, month or closing day (0 to 27) that does not exist.
        """
        kind = PeriodKind(kind)
        first_month = None if kind is PeriodKind.MONTH or (first_month == 1 and kind in _OF_YEAR) else first_month
        return cls(kind, year, number, *_days(kind, year, number, closing_day, first_month))

    def __attrs_post_init__(self) -> None:
        """However a period is made, its days are those that it has."""
        start, end = _days(self.kind, self.year, self.number, self.closing_day, self.first_month)
        if (self.start, self.end) != (start, end):
            raise ValueError(f"{self} is not from {self.start} to {self.end} but from {start} to {end}")

    @classmethod
    def between(
        cls, start: dt.date, end: dt.date, first_month: int | None = None, year_from: int | None = None
    ) -> Period | None:
        """The period that has these first and last days, both included; None where no period has them. A school year
        is one only where it is known in which month it begins, and so are the parts of a year that begins in another
        month (`year_from`) than January."""
        for closing_day in dict.fromkeys((end.day, 0)):
            if first_month is not None and closing_day <= LATEST_CLOSING_DAY:
                found = _school_year_between(start, end, closing_day, first_month)
                if found is not None:
                    return found
            if year_from is not None and closing_day <= LATEST_CLOSING_DAY:
                found = _of_year_between(start, end, closing_day, year_from)
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
        """The month in which a school year begins, or the year that the period is counted in; None of January, and
        of months, which are the same in any year."""
        if self.kind is PeriodKind.MONTH:
            return None
        last = (self.start - dt.timedelta(days=1)).month - (self.number - 1) * _MONTHS[self.kind]
        first = last % 12 + 1
        return None if first == 1 and self.kind in _OF_YEAR else first

    @property
    def months(self) -> int:
        """How many months it has."""
        return _MONTHS[self.kind]

    @property
    def years(self) -> str:
        """The year as people write it: "2026", of a school year "2025-2026"."""
        return f"{self.year}-{self.year + 1}" if self.kind is PeriodKind.SCHOOL_YEAR else str(self.year)

    @property
    def calendar_start(self) -> dt.date:
        """The first day of the period in the common calendar."""
        before = (self.number - 1) * _MONTHS[self.kind] + _begins(self.kind, self.first_month)
        return _closing_date(self.year, before, 0) + dt.timedelta(days=1)

    @property
    def calendar_end(self) -> dt.date:
        """The last day of the period in the common calendar."""
        last = self.number * _MONTHS[self.kind] + _begins(self.kind, self.first_month)
        return _closing_date(self.year, last, 0)

    @property
    def closing_day(self) -> int:
        """The day of the month on which the period closes; 0 where it is a calendar period."""
        return 0 if self.start.day == 1 else self.end.day

    def previous(self) -> Period:
        """The period of the same kind before this one; raises `ValueError` before 1900."""
        if self.number > 1:
            return Period.of(self.kind, self.year, self.number - 1, self.closing_day, self.first_month)
        return Period.of(self.kind, self.year - 1, 12 // _MONTHS[self.kind], self.closing_day, self.first_month)

    def in_year(self, year: int) -> Period:
        """The same period of another year; raises `ValueError` for a year that no report is of."""
        return Period.of(self.kind, year, self.number, self.closing_day, self.first_month)

    def within(self, kind: PeriodKind, year_from: int | None = None) -> Period | None:
        """The period of a kind that this one is a whole part of, by years that begin in a month; None where it is a
        part of none."""
        # The months of a school year lie in two years; a month is the same in any year.
        if PeriodKind.SCHOOL_YEAR in (self.kind, kind) or kind is PeriodKind.MONTH:
            return self if self.kind is kind else None
        own, wanted, end = _MONTHS[self.kind], _MONTHS[kind], self.calendar_end
        year, month = divmod(end.year * 12 + end.month - 1 - _begins(kind, year_from), 12)
        number = month // wanted + 1
        if wanted % own or number > 12 // wanted:
            return None
        return Period.of(kind, year, number, self.closing_day, year_from)


def _begins(kind: PeriodKind, first_month: int | None) -> int:
    """How many months after January of its year a year begins that begins in a month: a school year within it, any
    other before it, where so it holds the most of it."""
    first = first_month or 1
    return first - 13 if first > _LAST_OF_OWN and kind in _OF_YEAR else first - 1


_LAST_OF_OWN = 6
"""A reporting year that begins in a later month is called by the year in which it ends."""
_OF_YEAR = {kind: months for kind, months in _MONTHS.items() if kind is not PeriodKind.SCHOOL_YEAR}


def _school_year_between(start: dt.date, end: dt.date, closing_day: int, first_month: int) -> Period | None:
    for year in (start.year, start.year + 1):
        if year in YEARS:
            period = Period.of(PeriodKind.SCHOOL_YEAR, year, 1, closing_day, first_month)
            if (period.start, period.end) == (start, end):
                return period
    return None


def _of_year_between(start: dt.date, end: dt.date, closing_day: int, year_from: int) -> Period | None:
    for kind, months in _OF_YEAR.items():
        for year in (end.year - 1, end.year, end.year + 1):
            for number in range(1, 12 // months + 1) if year in YEARS else ():
                period = Period.of(kind, year, number, closing_day, year_from)
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
    is_lacking = kind is PeriodKind.SCHOOL_YEAR and first_month is None
    if is_lacking or (kind is PeriodKind.MONTH and first_month is not None) or not 1 <= (first_month or 1) <= 12:
        raise ValueError(f"a {kind} cannot begin in month {first_month}")
    if not 1 <= number <= 12 // months:
        raise ValueError(f"no {kind} number {number} in a year")
    if year not in YEARS:
        raise ValueError(f"year {year} is not from {YEARS[0]} to {YEARS[-1]}")
    if not 0 <= closing_day <= LATEST_CLOSING_DAY:
        raise ValueError(f"closing day {closing_day} is not from 0 to {LATEST_CLOSING_DAY}")
    last = number * months + _begins(kind, first_month)
    start = _closing_date(year, last - months, closing_day) + dt.timedelta(days=1)
    return start, _closing_date(year, last, closing_day)


def closing_date(year: int, month: int, closing_day: int) -> dt.date:
    """The day on which a month closes."""
    if closing_day:
        return dt.date(year, month, closing_day)
    following = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
    return following - dt.timedelta(days=1)


def format_date(date: dt.date) -> str:
    """A date as official documents write it: days below 10 and months 1 and 2 are padded."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}/{month}/{date.year}"
