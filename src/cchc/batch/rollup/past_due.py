"""How many reports of a group were made after the day by which they were due, and of how many nobody knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cchc.batch.dialect import polars_dialect
from cchc.batch.frame import in_memory, opened
from cchc.batch.rollup.months import LATEST, PERIOD
from cchc.batch.rollup.offices import FIRST, GROUP, LAST, membership
from cchc.batch.rollup.periods import MONTH, MONTHS, OFFICE, YEAR, length_of_reports, moment, number_in_year, within
from cchc.catalogue import Catalogue
from cchc.due import Filing, Timeliness
from cchc.period import PeriodKind

if TYPE_CHECKING:
    import polars as pl

PAST_DUE, UNDATED = "reports_past_due", "reports_undated"


def with_past_due(
    rolled: pl.DataFrame,
    frame: Any,
    filings: Sequence[Filing | None],
    catalogue: Catalogue,
    offices: Any,
    *,
    by: str,
    period: PeriodKind,
) -> pl.DataFrame:
    """A roll-up with `reports_past_due` and `reports_undated`, null where nobody says by when reports were due.

    `filings` are those of the rows of the frame that was rolled up, of the same offices and periods.
    """
    import polars as pl

    each = length_of_reports(catalogue.edition)
    told = _counted(in_memory(opened(frame)), filings, period, each)
    if offices is None:
        told = told.with_columns(pl.col(OFFICE).alias(GROUP))
    else:
        members = membership(opened(offices), by, catalogue.edition.calendar.closing_day)
        told = told.join(members.select(OFFICE, GROUP, FIRST, LAST), on=OFFICE, how="left")
        is_there = (pl.col(FIRST) <= pl.col(LATEST)) & (pl.col(LATEST) <= pl.col(LAST))
        told = told.filter(is_there | pl.col(FIRST).is_null())
    sums = told.group_by(GROUP, YEAR, PERIOD).agg(pl.col(PAST_DUE, UNDATED).sum())
    sums = sums.rename({GROUP: by})
    sums = sums.with_columns(pl.col(name).cast(rolled.schema[name]) for name in (by, YEAR, PERIOD))
    return rolled.join(sums, on=[by, YEAR, PERIOD], how="left", nulls_equal=True, maintain_order="left")


def _counted(frame: pl.DataFrame, filings: Sequence[Filing | None], period: PeriodKind, each: int) -> pl.DataFrame:
    """Of each office and period, the reports in it, which are of so many months."""
    import polars as pl

    dialect = polars_dialect()
    states = [None if each is None else str(each.state) for each in filings]
    rows = frame.select(OFFICE, YEAR, MONTH, MONTHS).with_columns(pl.Series("|state", states, dtype=pl.String))
    rows = rows.filter(pl.col(YEAR).is_not_null(), pl.col(MONTHS) == each, pl.col("|state").is_not_null())
    rows = rows.filter(within(dialect, period))
    return rows.group_by(OFFICE, YEAR, number_in_year(dialect, period).alias(PERIOD)).agg(
        (pl.col("|state") == Timeliness.LATE).sum().cast(pl.Int64).alias(PAST_DUE),
        (pl.col("|state") == Timeliness.UNKNOWN).sum().cast(pl.Int64).alias(UNDATED),
        moment(dialect).max().alias(LATEST),
    )
