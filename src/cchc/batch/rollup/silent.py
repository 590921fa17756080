"""Which offices did not report, and for which months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc.batch.frame import in_memory, opened
from cchc.batch.rollup.offices import SINCE, UNTIL, membership
from cchc.batch.rollup.periods import MONTH, MONTHS, OFFICE, YEAR, length_of_reports, require_keys
from cchc.catalogue import Catalogue

if TYPE_CHECKING:
    import polars as pl

_AT = "|at"


def silent(frame: Any, catalogue: Catalogue, offices: Any) -> pl.DataFrame:
    """A row (`office`, `year`, `month`) for each month in which an office of the tree was there and did not report.

    The months are those from the first to the last of which anyone reported, of forms for longer periods the last of
    each period; of reports for longer ones than the form's shortest none counts.
    """
    import polars as pl

    given = opened(frame)
    names = given.collect_schema().names()
    require_keys(names, "who is silent needs")
    each = length_of_reports(catalogue.edition)
    keys = [OFFICE, YEAR, MONTH, *([MONTHS] if MONTHS in names else [])]
    filed: pl.DataFrame = in_memory(given.select(keys))
    filed = filed.filter(pl.col(YEAR).is_not_null(), *([pl.col(MONTHS) == each] if MONTHS in names else []))
    at = (pl.col(YEAR).cast(pl.Int64) * 12 + pl.col(MONTH).cast(pl.Int64) - 1).alias(_AT)
    filed = filed.select(pl.col(OFFICE).cast(pl.String), at)
    members = membership(opened(offices), OFFICE, catalogue.edition.calendar.closing_day)
    there = members.select(OFFICE, SINCE, UNTIL).unique(OFFICE).with_columns(pl.col(OFFICE).cast(pl.String))
    months = (
        filed.select(pl.int_range(pl.col(_AT).min(), pl.col(_AT).max() + 1, each).alias(_AT)) if len(filed) else filed
    )
    due = there.join(months.select(_AT), how="cross").filter(
        pl.col(SINCE) <= pl.col(_AT) + 1, pl.col(_AT) + 1 <= pl.col(UNTIL)
    )
    missing = due.join(filed, on=[OFFICE, _AT], how="anti").sort(OFFICE, _AT)
    found: pl.DataFrame = missing.select(OFFICE, (pl.col(_AT) // 12).alias(YEAR), (pl.col(_AT) % 12 + 1).alias(MONTH))
    return found
