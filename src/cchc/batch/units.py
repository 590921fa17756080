"""The tree of units as a table, and which units a unit belonged to at which time.

A row says that `unit`, of a `level`, belongs to `parent` from `valid_from` to `valid_to` (dates,
both included, null where open). A unit whose parent changes, such as a ward on 1 July 2025 when
the districts ended, has a row for each parent.
"""

from __future__ import annotations

from typing import Any

from cchc.batch.dialect import Dialect, Expr
from cchc.batch.periods import UNIT

LEVEL, PARENT, FROM, TO = "level", "parent", "valid_from", "valid_to"
COLUMNS = (UNIT, LEVEL, PARENT, FROM, TO)
FIRST, LAST = "first_month", "last_month"
_EARLIEST, _LATEST = 0, 12 * 9999
_DEEPEST = 8


def membership(units: Any, by: str, closing_day: int, dialect: Dialect) -> Any:
    """A frame of `unit`, the unit of level `by` above it (in a column of that name), and the first
    and last month of that; only units that have none below them, which are those that report.

    A unit belongs where it belonged on the day on which the month closes.
    """
    col = dialect.col
    rows = units.select(
        UNIT,
        LEVEL,
        PARENT,
        _first_month(dialect, closing_day).alias(FIRST),
        _last_month(dialect, closing_day).alias(LAST),
    )
    parents = rows.select(col(PARENT).alias(UNIT)).unique()
    found = rows.join(parents, on=UNIT, how="anti").with_columns(col(LEVEL).alias("at"), col(UNIT).alias(by))
    steps = []
    above = rows.select(*(col(name).alias(f"{name}_above") for name in (UNIT, LEVEL, PARENT, FIRST, LAST)))
    for _ in range(_DEEPEST):
        steps.append(found.filter(col("at") == by).select(UNIT, by, FIRST, LAST))
        found = _one_up(found.filter(col("at") != by), above, by, dialect)
    return _stacked(steps)


def _one_up(found: Any, above: Any, by: str, dialect: Dialect) -> Any:
    """Each unit with the next unit above it, for the months in which both rows hold."""
    col = dialect.col
    joined = found.join(above, left_on=PARENT, right_on="unit_above", how="inner")
    later = dialect.choose(col(FIRST) >= col("first_month_above"), col(FIRST), col("first_month_above"))
    sooner = dialect.choose(col(LAST) <= col("last_month_above"), col(LAST), col("last_month_above"))
    return joined.select(
        col(UNIT),
        col(LEVEL),
        col(PARENT).alias(by),
        col("level_above").alias("at"),
        col("parent_above").alias(PARENT),
        later.alias(FIRST),
        sooner.alias(LAST),
    ).filter(col(FIRST) <= col(LAST))


def _stacked(steps: list[Any]) -> Any:
    import narwhals as nw

    return nw.concat(steps, how="vertical")


def _first_month(dialect: Dialect, closing_day: int) -> Expr:
    """The first month that closes on that date or later."""
    return _month_closing_after(dialect, dialect.col(FROM), closing_day).fill_null(_EARLIEST)


def _last_month(dialect: Dialect, closing_day: int) -> Expr:
    """The last month that closes on that date or before: the one before the first to close a day later."""
    day_after = dialect.col(TO).dt.offset_by("1d")
    return (_month_closing_after(dialect, day_after, closing_day) - 1).fill_null(_LATEST)


def _month_closing_after(dialect: Dialect, date: Expr, closing_day: int) -> Expr:
    month = date.dt.year().cast(dialect.integers[32]) * 12 + date.dt.month().cast(dialect.integers[32])
    if not closing_day:
        return month
    return month + dialect.when(date.dt.day() > closing_day).then(dialect.lit(1)).otherwise(dialect.lit(0))
