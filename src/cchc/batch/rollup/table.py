"""A roll-up with one row a figure, to print, to draw and to hand on as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.batch.codes import BROKEN, MEANINGS, RELOCATED, ROLL_UP, code_column
from cchc.batch.rollup.coverage import COMPLETE_OF, EXPECTED_OF, MONTHS_OF
from cchc.batch.rollup.expected import REPORTS_DUE
from cchc.batch.rollup.groups import FROM, TO
from cchc.batch.rollup.months import PERIOD
from cchc.batch.rollup.periods import YEAR
from cchc.batch.rollup.totals import REPEATED
from cchc.catalogue import Catalogue
from cchc.edition import Indicator
from cchc.edition.continuity import Continuity, Life
from cchc.errors import unknown

if TYPE_CHECKING:
    import polars as pl


class SeriesMark(StrEnum):
    """How a figure stands in the series of its line, where an edition of the form broke that or asked the line anew."""

    KEPT = "kept"
    """It goes on over the break: it may be set against figures before it."""
    ONE_SIDE = "one_side"
    """The period lies on both sides of the break, and the figure is of one of them."""
    ANEW = "anew"
    """The series began anew: it is not to be set against figures before it."""
    REFUSED = "refused"
    """Figures of both sides would have to be put together, which they must not be."""
    NOT_YET = "not_yet"
    """The line was first asked within the period, or after it."""
    ENDED = "ended"
    """The line was asked no more within the period, or before it."""


class CoverageState(StrEnum):
    """How much of what a figure needs is there: of a flow every month of every office, of what stands at one end of a
    period that end's."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    """There is no figure, or nobody knows what was expected."""


FIGURES = ("value", "low", "high", "offices", "whole", "relocated", "left_out")


def tidy(rolled: pl.DataFrame, catalogue: Catalogue, by: str, lines: Collection[str] | None = None) -> pl.DataFrame:
    """Of a roll-up in Polars, a row for each office, period and figure (of a status: for each word), `lines` alone if
    some are given.

    Columns: the office, year, period and coverage; `indicator` and `word`; `value`, or `low` and `high`;
    `offices` that gave it; of ratios `whole`, `relocated` and `left_out`; in how many `months` offices gave it, of
    `months_expected`, and its `state` (`CoverageState`); `reason`, why there is no value ("reported" where there is);
    `series`, `series_since` and `replaced_by`, how the figure stands in the series of its line over several editions of
    the form (`SeriesMark`). Rates are in units of their last decimal. Raises
    UnknownNameError for a `by` that it was not rolled up by.
    """
    import polars as pl

    if by not in rolled.columns:
        raise unknown("column of this roll-up", by, (name for name in rolled.columns if "__" not in name))
    keys = [by, YEAR, PERIOD, *(name for name in rolled.columns if name.startswith(("offices_", "reports")))]
    present = frozenset(rolled.columns)
    parts = {
        (line.id, word): _standing(_long(rolled.lazy(), present, line, keys, word), line, catalogue.series)
        for line in catalogue.whole.figures.values()
        if code_column(line.id) in present
        for word in _words_of(line, present)
    }
    chosen = [part for (line, _), part in parts.items() if lines is None or line in lines]
    told = pl.concat(chosen) if chosen else pl.concat(parts.values()).clear()
    return told.sort(by, YEAR, PERIOD, maintain_order=True, nulls_last=True).collect()


def _words_of(line: Indicator, present: frozenset[str]) -> Sequence[str | None]:
    """What stands in rows of its own: each word of a status, else the figure."""
    return [status for status in line.statuses if f"{line.id}__{status}" in present] or [None]


def _long(
    rolled: pl.LazyFrame, present: frozenset[str], line: Indicator, keys: list[str], word: str | None
) -> pl.LazyFrame:
    import polars as pl

    names = {figure: f"{line.id}__{figure}" for figure in FIGURES} | {
        "value": line.id if word is None else f"{line.id}__{word}"
    }
    months, expected, state = _coverage(present, line)
    return rolled.select(
        *keys,
        pl.lit(line.id).alias("indicator"),
        pl.lit(word, dtype=pl.String).alias("word"),
        *(
            (pl.col(name) if name in present else pl.lit(None)).cast(pl.Int64).alias(figure)
            for figure, name in names.items()
        ),
        months.cast(pl.Int64).alias("months"),
        expected.cast(pl.Int64).alias("months_expected"),
        state.alias("state"),
        pl.col(code_column(line.id)).replace_strict(dict(MEANINGS), return_dtype=pl.String).alias("reason"),
    )


def _coverage(present: frozenset[str], line: Indicator) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """In how many months it was given, in how many it was to be, and the state; single months of single offices have no
    columns of these, for what is given there is given whole."""
    import polars as pl

    expected = pl.col(REPORTS_DUE) if REPORTS_DUE in present else pl.lit(1)
    if line.id + COMPLETE_OF in present:
        told, given = pl.col(line.id + COMPLETE_OF), pl.col(line.id + MONTHS_OF)
        expected = pl.col(line.id + EXPECTED_OF) if line.id + EXPECTED_OF in present else expected
    elif any(name.endswith(COMPLETE_OF) for name in present):
        return pl.lit(None), expected, pl.lit(CoverageState.UNKNOWN)
    else:
        given = pl.col(f"{line.id}__offices")
        told = pl.when((pl.col(code_column(line.id)) <= RELOCATED) & (given > 0)).then(True)
    months = pl.when(pl.col(REPEATED) == 0).then(given.fill_null(0))
    state = pl.when(told).then(pl.lit(CoverageState.COMPLETE)).when(~told).then(pl.lit(CoverageState.PARTIAL))
    return months, expected, state.otherwise(pl.lit(CoverageState.UNKNOWN))


def _standing(long: pl.LazyFrame, line: Indicator, series: Continuity) -> pl.LazyFrame:
    """With what the catalogue says of the months of each row."""
    import polars as pl

    standing, since = pl.lit(None, pl.String), pl.lit(None, pl.Date)
    for told, day, name in _told(line, series):
        standing = pl.when(told).then(name).otherwise(standing)
        since = pl.when(told).then(pl.lit(day)).otherwise(since)
    life = series.lives.get(line.id, Life())
    successor = pl.when(standing == SeriesMark.ENDED).then(pl.lit(life.replaced_by, pl.String))
    return long.with_columns(standing.alias("series"), since.alias("series_since"), successor.alias("replaced_by"))


def _told(line: Indicator, series: Continuity) -> Iterator[tuple[pl.Expr, dt.date, pl.Expr]]:
    """What may be said of a row, on what condition; the last that holds is said."""
    import polars as pl

    first, last = (pl.col(name) - pl.col(name) // 100 * 88 for name in (FROM, TO))
    is_given = pl.col("value").is_not_null() | pl.col("low").is_not_null()
    life, follows = series.lives.get(line.id, Life()), line.id in series.succeeded
    broken = list(zip(series.breaks, series.months, strict=True))
    for day, month in broken:
        if life.since is None or follows or day > life.since:
            over = pl.when(first < month).then(pl.lit(SeriesMark.ONE_SIDE)).otherwise(pl.lit(SeriesMark.ANEW))
            yield (last >= month) & is_given, day, pl.lit(SeriesMark.KEPT) if series.goes_on(line.id) else over
    if life.since is not None:
        before = first < life.first_month
        yield before & ~is_given if follows else before, life.since, pl.lit(SeriesMark.NOT_YET)
    if life.ended is not None:
        yield last > life.last_month, life.ended, pl.lit(SeriesMark.ENDED)
    for day, month in broken:
        crossed = (first < month) & (last >= month)
        yield crossed & (pl.col("reason") == ROLL_UP[BROKEN]), day, pl.lit(SeriesMark.REFUSED)
