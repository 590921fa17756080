"""By hand in Polars: the counts of a year of months by province and quarter, each by its own aggregation."""

from __future__ import annotations

import polars as pl

from cchc.catalogue import load_catalogue
from cchc.edition import IndicatorKind
from columns.form import RATES

LINES = [
    line
    for line in load_catalogue().edition.figures.values()
    if line.kind is IndicatorKind.COUNT and line.formula is None
]
SUMMED = [line.id for line in LINES if line.over_offices == "sum"]
LISTS = [line.id for line in LINES if line.over_offices == "union"]
FLOWS = [line.id for line in LINES if line.over_time == "flow"]
LASTS = [line.id for line in LINES if line.over_time != "flow"]
RATIOS = {name: parts for name, parts in RATES.items() if set(parts) <= set(SUMMED)}


def sums() -> list[str]:
    return [*SUMMED, *(f"{id}__low" for id in LISTS), *(f"{id}__high" for id in LISTS), *RATIOS]


def tree(reports: int) -> pl.DataFrame:
    """So many offices in 34 provinces."""
    offices = pl.Series("office", range(max(1, reports // 12)))
    below = pl.DataFrame(
        {"office": offices.cast(pl.String), "level": "ward", "parent": "P" + (offices % 34).cast(pl.String)}
    )
    above = pl.DataFrame({"office": [f"P{at}" for at in range(34)], "level": "province", "parent": None})
    return pl.concat([below, above], how="vertical_relaxed")


def by_hand(reports: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """Per office and quarter the sum or the last; then the provinces'; then ratios of sums over complete pairs."""
    c = pl.col
    pairs = [
        pl.when(c(part).is_not_null(), c(whole).is_not_null(), (c(whole) != 0) | (c(part) == 0))
        .then(c(id))
        .alias(f"{name}|{id}")
        for name, (part, whole) in RATIOS.items()
        for id in (part, whole)
    ]
    paired = [f"{name}|{id}" for name, parts in RATIOS.items() for id in parts]
    lasts = [*LASTS, *paired]
    an_office = (
        reports.with_columns(*pairs, period=(c("month") - 1) // 3 + 1)
        .sort("month")
        .group_by("office", "year", "period")
        .agg(
            *(pl.when(c(id).count() > 0).then(c(id).sum()).alias(id) for id in FLOWS),
            *(c(id).drop_nulls().last() for id in lasts),
        )
    )
    placed = an_office.join(offices.select("office", province="parent"), on="office")
    grouped = placed.group_by("province", "year", "period").agg(
        *(_total(id).alias(id) for id in SUMMED),
        *(c(id).cast(pl.Int64).sum() for id in paired),
        *(c(id).max().cast(pl.Int64).alias(f"{id}__low") for id in LISTS),
        *(_total(id).alias(f"{id}__high") for id in LISTS),
    )
    ratios = {
        name: (20000 * c(f"{name}|{part}") + c(f"{name}|{whole}")) // (2 * c(f"{name}|{whole}"))
        for name, (part, whole) in RATIOS.items()
    }
    return grouped.with_columns(**ratios)


def _total(id: str) -> pl.Expr:
    """What some offices give; where none does nothing, which is not 0."""
    return pl.when(pl.col(id).count() > 0).then(pl.col(id).cast(pl.Int64).sum())
