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
SUMMED = [line.id for line in LINES if line.over_units == "sum"]
LISTS = [line.id for line in LINES if line.over_units == "union"]
FLOWS = [line.id for line in LINES if line.over_time == "flow"]
LASTS = [line.id for line in LINES if line.over_time != "flow"]
RATIOS = {name: parts for name, parts in RATES.items() if set(parts) <= set(SUMMED)}


def sums() -> list[str]:
    return [*SUMMED, *(f"{id}__low" for id in LISTS), *(f"{id}__high" for id in LISTS), *RATIOS]


def tree(reports: int) -> pl.DataFrame:
    """So many units in 34 provinces."""
    units = pl.Series("unit", range(max(1, reports // 12)))
    below = pl.DataFrame({"unit": units.cast(pl.String), "level": "ward", "parent": "P" + (units % 34).cast(pl.String)})
    above = pl.DataFrame({"unit": [f"P{at}" for at in range(34)], "level": "province", "parent": None})
    return pl.concat([below, above], how="vertical_relaxed")


def by_hand(reports: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Per unit and quarter the sum or the last; then the provinces'; then ratios of sums over complete pairs."""
    c = pl.col
    pairs = [
        pl.when(c(part).is_not_null() & (c(whole) != 0)).then(c(id)).alias(f"{name}|{id}")
        for name, (part, whole) in RATIOS.items()
        for id in (part, whole)
    ]
    paired = [f"{name}|{id}" for name, parts in RATIOS.items() for id in parts]
    lasts = [*LASTS, *paired]
    a_unit = (
        reports.with_columns(*pairs, period=(c("month") - 1) // 3 + 1)
        .sort("month")
        .group_by("unit", "year", "period")
        .agg(
            *(pl.when(c(id).count() > 0).then(c(id).sum()).alias(id) for id in FLOWS),
            *(c(id).drop_nulls().last() for id in lasts),
        )
    )
    placed = a_unit.join(units.select("unit", province="parent"), on="unit")
    grouped = placed.group_by("province", "year", "period").agg(
        *(c(id).cast(pl.Int64).sum() for id in [*SUMMED, *paired]),
        *(c(id).max().cast(pl.Int64).alias(f"{id}__low") for id in LISTS),
        *(c(id).cast(pl.Int64).sum().alias(f"{id}__high") for id in LISTS),
    )
    ratios = {
        name: (20000 * c(f"{name}|{part}") + c(f"{name}|{whole}")) // (2 * c(f"{name}|{whole}"))
        for name, (part, whole) in RATIOS.items()
    }
    return grouped.with_columns(**ratios)
