"""Months and the longer periods that they add up to, as integers that every engine can compute with.

A frame says when a report is about by `year` and `month` (of a longer period: its last month),
and, where not all reports are monthly, by `months`, how long the period is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cchc.batch.dialect import Dialect, Expr
from cchc.errors import DataError
from cchc.period import PeriodKind

OFFICE, YEAR, MONTH, MONTHS = "office", "year", "month", "months"
KEYS = (OFFICE, YEAR, MONTH, MONTHS)
_OLD_NAME = "unit"

LENGTHS: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
    PeriodKind.SCHOOL_YEAR: 12,
}


def require_keys(present: Collection[str], what: str) -> None:
    """Raises DataError where a frame does not say who reports, and when."""
    refuse_old_name(present)
    for name in (OFFICE, YEAR, MONTH):
        if name not in present:
            raise DataError("there is no such column", f"$.{name}", f"{what} office, year and month")


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
