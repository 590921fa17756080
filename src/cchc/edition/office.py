"""Who reports, who signs, and when a period closes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from cchc.period import Period, PeriodKind
from cchc.record import field, frozen
from cchc.text.periods import names_time, period_in, window_in


class Signatory(StrEnum):
    """Whose names stand at the foot of a report."""

    PREPARED_BY = "prepared_by"
    SIGNED_BY = "signed_by"


@frozen
class Calendar:
    """The days on which periods close: 14 = "from the 15th before to the 14th" (Nghị định
    09/2019/NĐ-CP); 0 = calendar months. `periods` are the kinds that the form is for, none meaning any;
    `school_year_from` is the month in which a school year begins, of forms that are for one, `year_from` that in which
    the reporting year begins, where it is not January: quarters, halves and years count from there. `due_day` is the
    day of the month by which reports are to be filed, the first such day from the one on which the period closes."""

    closing_day: int
    periods: tuple[PeriodKind, ...] = ()
    school_year_from: int | None = field(default=None, metadata={"absent": True})
    year_from: int | None = field(default=None, metadata={"absent": True})
    due_day: int | None = field(default=None, metadata={"absent": True})

    def period(self, kind: PeriodKind, year: int, number: int = 1) -> Period:
        """A period by this calendar; raises `ValueError` for one that does not exist."""
        first_month = self.school_year_from if kind is PeriodKind.SCHOOL_YEAR else self.year_from
        return Period.of(kind, year, number, self.closing_day, first_month)

    def period_in(self, text: str, language: str) -> Period | None:
        """The first period that a text in a language names, or whose first and last day it gives."""
        return period_in(text, self.closing_day, language, self.school_year_from, self.year_from)

    def without_period(self, text: str, language: str) -> str:
        """A text without the period at its end."""
        period, words = self.period_in(text, language), text.split(" ")
        is_last = period is not None and self.period_in(" ".join(words[:-1]), language) != period
        places = range(len(words) - 1, 0, -1) if is_last else ()
        ends = (at for at in places if self.period_in(" ".join(words[at:]), language) == period)
        return " ".join(words[: next(ends, len(words))])

    def days_in(self, text: str, language: str) -> tuple[dt.date, dt.date] | None:
        """The first and last day that a text gives of a time, be it a period or not."""
        return window_in(text, language)

    def names_time(self, text: str, language: str) -> bool:
        """Whether a text names a period, or gives the first and last day or month of a time, be it a period or not."""
        return names_time(text, self.closing_day, language, self.school_year_from, self.year_from)


@frozen
class Level:
    """The kinds of office that report, and of their superiors, while the edition is in force.

    `elsewhere` are bodies of other levels, as documents name them: what they issued is not the office's own.
    """

    offices: tuple[str, ...]
    superiors: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
