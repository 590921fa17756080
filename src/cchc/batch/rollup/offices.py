"""The tree of offices as a table, and which offices an office belonged to at which time.

A row says that `office`, of a `level`, belongs to `parent` from `valid_from` to `valid_to` (dates,
both included, null where open). An office whose parent changes, such as a ward on 1 July 2025 when
the districts ended, has a row for each parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.batch.dialect import Dialect, Expr, polars_of_narwhals
from cchc.batch.frame import in_memory
from cchc.batch.rollup.periods import OFFICE, refuse_old_name
from cchc.batch.slips import refuse_near
from cchc.errors import DataError, unknown
from cchc.superiors import DEEPEST, superiors_of

LEVEL, PARENT, FROM, TO = "level", "parent", "valid_from", "valid_to"
COLUMNS = (OFFICE, LEVEL, PARENT, FROM, TO)
GROUP, FIRST, LAST = "|group", "first_month", "last_month"
SINCE, UNTIL = "since_month", "until_month"
_EARLIEST, _LATEST = 0, 12 * 9999
_NEVER = 9999
_MOST_STAYS = 1_000_000
"""Stays of offices under others, each from a month to a month: more no table of offices has."""


def membership(offices: Any, by: str, closing_day: int) -> Any:
    """A Polars frame of each office that has none below it, which are those that report, the office of level `by`
    above it (itself, if by="office"), the first and the last month of that, and those of the office itself.

    An office belongs where it belonged on the day on which the month closes. Raises DataError for an
    office that belongs to two at one time, and for a level that no office is of.
    """
    dialect = polars_of_narwhals()
    col = dialect.col
    tree = _checked(offices)
    levels = {level for level in tree[LEVEL].to_list() if level is not None}
    if by not in {OFFICE, *levels} and not tree[PARENT].is_null().all():
        raise unknown("level in the tree of offices", by, levels)
    rows = tree.select(
        OFFICE,
        LEVEL,
        PARENT,
        _first_month(dialect, closing_day).alias(FIRST),
        _last_month(dialect, closing_day).alias(LAST),
    )
    parents = rows.select(col(PARENT).alias(OFFICE)).unique()
    found = rows.join(parents, on=OFFICE, how="anti").with_columns(col(LEVEL).alias("at"), col(OFFICE).alias(GROUP))
    lives = found.group_by(OFFICE).agg(col(FIRST).min().alias(SINCE), col(LAST).max().alias(UNTIL))
    lives = lives.with_columns(_as_months(dialect, (SINCE, UNTIL)))
    if by == OFFICE:
        return _without_gaps(found, dialect).join(lives, on=OFFICE, how="left")
    _refuse_overlaps(_at_once(rows, dialect))
    steps: list[Any] = []
    above = rows.select(*(col(name).alias(f"{name}_above") for name in (OFFICE, LEVEL, PARENT, FIRST, LAST)))
    for _ in range(DEEPEST):
        steps.append(found.filter(col("at") == by).select(OFFICE, GROUP, FIRST, LAST))
        found = found.filter(col("at") != by)
        if not len(found):
            break
        found = _one_up(found, above, dialect)
    return _without_gaps(_stacked(steps), dialect).join(lives, on=OFFICE, how="left")


def _without_gaps(placed: Any, dialect: Dialect) -> Any:
    """With rows for the months in which an office has none of that level above it."""
    col = dialect.col
    placed = placed.with_columns(*_neighbours(placed, dialect))
    _refuse_overlaps(placed.filter(col("following") <= col(LAST)).select(OFFICE))
    nowhere = dialect.nothing(dialect.string).alias(GROUP)
    after = placed.select(col(OFFICE), nowhere, (col(LAST) + 1).alias(FIRST), (col("following") - 1).alias(LAST))
    before = placed.filter(col("earlier").is_null()).select(
        col(OFFICE),
        nowhere,
        dialect.lit(_EARLIEST, dtype=dialect.integers[32]).alias(FIRST),
        (col(FIRST) - 1).alias(LAST),
    )
    gaps = [gap.filter(col(FIRST) <= col(LAST)).with_columns(_as_months(dialect)) for gap in (before, after)]
    return _stacked([placed.select(OFFICE, GROUP, FIRST, LAST).with_columns(_as_months(dialect)), *gaps])


def _neighbours(rows: Any, dialect: Dialect) -> tuple[Expr, Expr]:
    """When an office's next row begins, and when its last one ended; of offices that have one each nothing is looked
    for, which takes long among those of a country."""
    col = dialect.col
    if not rows[OFFICE].is_duplicated().any():
        whole = dialect.integers[32]
        return dialect.lit(_LATEST + 1, dtype=whole).alias("following"), dialect.nothing(whole).alias("earlier")
    following = col(FIRST).shift(-1).over(OFFICE, order_by=FIRST).fill_null(_LATEST + 1)
    return following.alias("following"), col(LAST).shift(1).over(OFFICE, order_by=FIRST).alias("earlier")


def _as_months(dialect: Dialect, names: Sequence[str] = (FIRST, LAST)) -> list[Expr]:
    """One integer type, so that tables can be stacked."""
    return [dialect.col(name).cast(dialect.integers[32]) for name in names]


def any_moves(members: Any) -> bool:
    """Whether some office belonged elsewhere at some time, or nowhere."""
    return bool(members[OFFICE].is_duplicated().any())


def _at_once(rows: Any, dialect: Dialect) -> Any:
    """The offices of rows that hold at one time: climbing from these, an office would count in many places."""
    col = dialect.col
    held = rows.filter(col(FIRST) <= col(LAST))
    held = held.with_columns(_neighbours(held, dialect)[0])
    return held.filter(col("following") <= col(LAST)).select(OFFICE)


def of_reported(members: Any, reports: Any) -> Any:
    """The rows of those that some report counts for, and of what reports and belongs nowhere."""
    col = polars_of_narwhals().col
    reported = in_memory(reports.select(OFFICE).unique())
    own = members.join(reported, on=OFFICE, how="semi")
    groups = own.select(GROUP).filter(~col(GROUP).is_null()).unique()
    nowhere = own.filter(col(GROUP).is_null())
    return _stacked([members.join(groups, on=GROUP, how="semi"), nowhere])


def _refuse_overlaps(overlapping: Any) -> None:
    if len(overlapping):
        twice = ", ".join(sorted({str(office) for office in overlapping[OFFICE].to_list()})[:5])
        raise DataError(f"{twice} belong to two offices at one time", "$.offices", "end one row before the next begins")


def _checked(offices: Any) -> Any:
    """The table in memory, with the columns that may be left out; raises DataError for one that may not."""
    import polars as pl

    table = in_memory(offices)
    refuse_old_name(table.columns)
    lacking = [name for name in (OFFICE, LEVEL, PARENT) if name not in table.columns]
    if lacking:
        raise DataError(
            f"the tree of offices has no column {', '.join(lacking)}", "$.offices", f"it has {', '.join(COLUMNS)}"
        )
    refuse_near("column of the tree of offices", table.columns, COLUMNS)
    absent = [name for name in (FROM, TO) if name not in table.columns]
    table = table.with_columns(pl.lit(None, dtype=pl.Date).alias(name) for name in absent)
    table = table.with_columns(pl.col(FROM, TO).cast(pl.Date))
    # Databases write an end that is not known as the last day that they know.
    ends = pl.when(pl.col(TO).dt.year() < _NEVER).then(pl.col(TO)).alias(TO)
    table = table.with_columns(ends)
    _refuse_endless(table)
    backwards = table.filter(pl.col(TO) < pl.col(FROM))[OFFICE].to_list()
    if backwards:
        told = ", ".join(sorted(map(str, backwards))[:5])
        raise DataError(f"{told} end before they begin", "$.offices", f"exchange {FROM} and {TO}")
    return table


def _refuse_endless(table: Any) -> None:
    superiors = superiors_of(table.select(OFFICE, PARENT, FROM, TO).rows(named=True))
    if found := superiors.round():
        told = " → ".join((*found[:9], found[0]))
        raise DataError(f"an office stands over itself: {told}", "$.offices", f"mend the {PARENT} of one of them")
    if found := superiors.too_deep():
        told = " → ".join(found)
        raise DataError(f"more than {DEEPEST} levels stand one over the other: {told}", "$.offices", f"mend {PARENT}")


def _one_up(found: Any, above: Any, dialect: Dialect) -> Any:
    """Each office with the next office above it, for the months in which both rows hold."""
    col = dialect.col
    stays = above.group_by("office_above").agg(dialect.col("first_month_above").count().alias("stays"))
    many = found.select(PARENT).join(stays, left_on=PARENT, right_on="office_above", how="inner")["stays"].sum()
    if many > _MOST_STAYS:
        raise DataError("offices of the tree move too often", "$.offices", "leave out what is before the reports")
    joined = found.join(above, left_on=PARENT, right_on="office_above", how="inner")
    later = dialect.choose(col(FIRST) >= col("first_month_above"), col(FIRST), col("first_month_above"))
    sooner = dialect.choose(col(LAST) <= col("last_month_above"), col(LAST), col("last_month_above"))
    return joined.select(
        col(OFFICE),
        col(LEVEL),
        col(PARENT).alias(GROUP),
        col("level_above").alias("at"),
        col("parent_above").alias(PARENT),
        later.alias(FIRST),
        sooner.alias(LAST),
    ).filter(col(FIRST) <= col(LAST))


def _stacked(steps: list[Any]) -> Any:
    import polars as pl

    return pl.concat(steps, how="vertical")


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
