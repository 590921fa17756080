"""Months and the longer periods that they add up to, as integers that every engine can compute with.

A frame says when a report is about by `year` and `month` (of a longer period: its last month),
and, where not all reports are monthly, by `months`, how long the period is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cchc.batch.dialect import Dialect, Expr
from cchc.edition import Edition
from cchc.errors import DataError, did_you_mean
from cchc.period import PeriodKind

OFFICE, YEAR, MONTH, MONTHS = "office", "year", "month", "months"
KEYS = (OFFICE, YEAR, MONTH, MONTHS)
WINDOW = "__window"
"""Ends the name of a column of the dates that the lines under a heading cover."""
_OLD_NAME = "unit"
_MOST = 12

LENGTHS: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.SCHOOL_YEAR: 12,
}


def length_of_reports(edition: Edition) -> int:
    """For how many months a form's reports are: of the shortest period that it is for, one where it names none."""
    named = (LENGTHS[kind] for kind in edition.calendar.periods if kind is not PeriodKind.SCHOOL_YEAR)
    return min(named, default=LENGTHS[PeriodKind.MONTH])


def is_longer(kind: PeriodKind, each: int) -> bool:
    """Whether a period is longer than that of a report, of so many months."""
    return LENGTHS[kind] > each


def kinds_of(length: int) -> tuple[PeriodKind, ...]:
    """The kinds of period that reports of so many months can be added up to, the shortest first."""
    kinds = (kind for kind in PeriodKind if kind is not PeriodKind.SCHOOL_YEAR and LENGTHS[kind] % length == 0)
    return tuple(sorted(kinds, key=lambda kind: LENGTHS[kind]))


def require_keys(present: Collection[str], what: str) -> None:
    """Raises DataError where a frame does not say who reports, and when."""
    refuse_old_name(present)
    for name in (OFFICE, YEAR, MONTH):
        if name not in present:
            near = did_you_mean(name, [other for other in present if other not in KEYS])
            hint = f"{what} office, year and month"
            raise DataError("there is no such column", f"$.{name}", f"{hint}; {near}" if near else hint)


def refuse_wrong_months(frame: Any, dialect: Dialect) -> None:
    """Raises DataError for a thirteenth month, and for a report of a year that has none: it would be in no period."""
    kind = frame.collect_schema()[MONTH]
    if not kind.is_numeric():
        raise DataError(f"is a column of {kind}, not of integers", f"$.{MONTH}", "cast it; months are 1 to 12")
    col = dialect.col
    is_wrong = ~col(YEAR).is_null() & (col(MONTH).is_null() | (col(MONTH) < 1) | (col(MONTH) > _MOST))
    found = frame.select(YEAR, MONTH).filter(is_wrong).select(MONTH).head(1)
    wrong = (found.collect() if hasattr(found, "collect") else found)[MONTH].to_list()
    if wrong:
        told = "a report of a year has no month" if wrong[0] is None else f"there is no month {wrong[0]}"
        raise DataError(told, f"$.{MONTH}", f"months are 1 to {_MOST}")


def refuse_old_name(present: Collection[str]) -> None:
    """Raises DataError for a table that calls who reports a unit, as tables did before units only measured."""
    if _OLD_NAME in present and OFFICE not in present:
        raise DataError("who reports stands in a column of this name now", f"$.{OFFICE}", "rename the column 'unit'")


def moment(dialect: Dialect) -> Expr:
    """A month's place among all months."""
    col = dialect.col
    return col(YEAR).cast(dialect.integers[32]) * 12 + col(MONTH).cast(dialect.integers[32])


def number_in_year(dialect: Dialect, kind: PeriodKind) -> Expr:
    """Which period of its kind in the year a month falls in."""
    return (dialect.col(MONTH).cast(dialect.integers[32]) - 1) // LENGTHS[kind] + 1


def last_moment(dialect: Dialect, kind: PeriodKind, number: str) -> Expr:
    """The place of the last month of a period, from its year and its number."""
    col = dialect.col
    return col(YEAR).cast(dialect.integers[32]) * 12 + col(number).cast(dialect.integers[32]) * LENGTHS[kind]


def within(dialect: Dialect, kind: PeriodKind) -> Expr:
    """Whether a month falls in such a period at all: October does not in "9 months"."""
    return dialect.col(MONTH) <= LENGTHS[kind] * (12 // LENGTHS[kind])
