"""By when reports are to be filed, and whether they were: by the day that each gives as its own.

No report is filed before it is signed: one that is signed after the day is late. The law leaves the day to whoever
lays down the report (Nghị định 09/2019/NĐ-CP, Điều 13), so that an edition says it, or who asks.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum

from cchc.edition.office import Calendar
from cchc.period import Period
from cchc.record import frozen
from cchc.text.dates import parse_date

_DAY = re.compile(r"0?([1-9])|([12][0-9]|3[01])")
_LAST_DAY = 31


class Timeliness(StrEnum):
    """Whether a report was made in time, as far as it says itself."""

    IN_TIME = "in_time"
    LATE = "late"
    UNKNOWN = "unknown"
    """It says no day, or one before its own period."""


@frozen
class Due:
    """By when reports are to be filed: on a day of the month, or on one date."""

    day: int | None = None
    date: dt.date | None = None

    @classmethod
    def of(cls, text: str) -> Due | None:
        """ "20", "20/5/2024", "2024-05-20"; None for what is neither."""
        if (match := _DAY.fullmatch(text.strip())) is not None:
            return cls(day=int(match[1] or match[2]))
        date = parse_date(text.strip())
        return None if date is None else cls(date=date)

    @classmethod
    def by(cls, calendar: Calendar) -> Due | None:
        """As an edition lays it down; None where it does not."""
        return None if calendar.due_day is None else cls(day=calendar.due_day)

    def on(self, period: Period) -> dt.date | None:
        """The last day on which the report for a period is in time; None for a date that is of another period.

        A day of the month is the first such day from the one on which the period closes; a date is of the period that
        closed last.
        """
        if self.day is not None:
            return next(day for months in (0, 1) if (day := _day(period.end, months, self.day)) >= period.end)
        is_its_own = self.date is not None and period.end <= self.date < _next_end(period)
        return self.date if is_its_own else None


@frozen
class Filing:
    """A report's own day beside the one by which it was to be filed."""

    due: dt.date
    dated: dt.date | None
    state: Timeliness
    days: int = 0
    """How many days late."""

    @classmethod
    def of(cls, period: Period, due: dt.date, dated: dt.date | None) -> Filing:
        if dated is None or dated < min(period.start, period.calendar_start):
            return cls(due, dated, Timeliness.UNKNOWN)
        days = (dated - due).days
        return cls(due, dated, Timeliness.LATE, days) if days > 0 else cls(due, dated, Timeliness.IN_TIME)


def _day(date: dt.date, months: int, day: int) -> dt.date:
    """A day of the month, so many months after that of a date; of a month that is shorter its last one."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


def _next_end(period: Period) -> dt.date:
    """When the period after one closes."""
    return _day(period.end, period.months, period.closing_day or _LAST_DAY)
