"""The periods of a picture: all from first to last, where the series was broken, and the whole in one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cchc.batch.rollup.aggregate import rollup
from cchc.batch.rollup.offices import LEVEL, PARENT
from cchc.batch.rollup.periods import LENGTHS, OFFICE, YEAR
from cchc.batch.rollup.table import tidy
from cchc.catalogue import Catalogue
from cchc.cli.words import Words
from cchc.edition import Indicator
from cchc.period import PeriodKind

if TYPE_CHECKING:
    import polars as pl

    from cchc.batch.pictures.pictures import Break

Row = Mapping[str, Any]
At = tuple[int, int]
"""A year, and which of its periods."""
_WHOLE = "all_offices"


def every_period(rows: Sequence[Row], kind: PeriodKind) -> list[At]:
    """Every period from the first to the last, also one of which there is no report."""
    count = 12 // LENGTHS[kind]
    places = [row["year"] * count + row["period"] - 1 for row in rows]
    return [(place // count, place % count + 1) for place in range(min(places), max(places) + 1)]


def breaks(catalogue: Catalogue, periods: Sequence[At], kind: PeriodKind, line: Indicator, words: Words) -> list[Break]:
    """Where among the periods the series was broken, and what that is to the line."""
    from cchc.batch.pictures.pictures import Break

    series, months = catalogue.series, LENGTHS[kind]
    spans = [(year * 12 + (number - 1) * months + 1, year * 12 + number * months) for year, number in periods]
    found = []
    for day, month in zip(series.breaks, series.months, strict=True):
        at = next((place for place, (_, last) in enumerate(spans) if last >= month), None)
        if at is None:
            continue
        first, is_kept = spans[at][0], series.goes_on(line.id)
        if at > 0 or first < month:
            says = words("rollup_series", "kept" if is_kept else "anew", day=f"{day:%d/%m/%Y}")
            found.append(Break(at if first < month else at - 0.5, says, is_kept))
    return found


def of_all_offices(frame: pl.DataFrame, catalogue: Catalogue, kind: PeriodKind) -> pl.DataFrame:
    """The figures of all offices that report, added up each its own way, period by period."""
    import polars as pl

    offices = frame[OFFICE].drop_nulls().unique().sort()
    below = pl.DataFrame({OFFICE: offices, LEVEL: OFFICE, PARENT: _WHOLE})
    above = pl.DataFrame({OFFICE: [_WHOLE], LEVEL: [_WHOLE], PARENT: [None]}, schema=below.schema)
    rolled = rollup(frame, catalogue, pl.concat([below, above]), by=_WHOLE, period=kind, silent=False)
    return rolled.filter(pl.col(_WHOLE).is_not_null())


def together(all_offices: pl.DataFrame, catalogue: Catalogue, line: Indicator, at: At) -> Row | None:
    """One of these figures in one period; None where it has no value for them all."""
    import polars as pl

    of_period = (pl.col(YEAR) == at[0]) & (pl.col("period") == at[1])
    rows = tidy(all_offices.filter(of_period), catalogue, _WHOLE, [line.id]).rows(named=True)
    return rows[0] if len(rows) == 1 and (rows[0]["value"], rows[0]["low"]) != (None, None) else None
