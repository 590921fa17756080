"""A roll-up with one row a figure, to print, to draw and to hand on as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.batch.codes import MEANINGS, code_column
from cchc.batch.rollup.months import PERIOD
from cchc.batch.rollup.periods import YEAR
from cchc.catalogue import Catalogue
from cchc.edition import Indicator
from cchc.errors import unknown

if TYPE_CHECKING:
    import polars as pl

FIGURES = ("value", "low", "high", "offices", "whole", "relocated", "left_out")


def tidy(rolled: pl.DataFrame, catalogue: Catalogue, by: str) -> pl.DataFrame:
    """Of a roll-up in Polars, a row for each office, period and figure (of a status: for each word).

    Columns: the office, year, period and coverage; `indicator` and `word`; `value`, or `low` and `high`;
    `offices` that gave it; of ratios `whole`, `relocated` and `left_out`; and `reason`, why there is no value
    ("reported" where there is). Rates are in units of their last decimal. Raises UnknownNameError for a `by`
    that it was not rolled up by.
    """
    import polars as pl

    if by not in rolled.columns:
        raise unknown("column of this roll-up", by, (name for name in rolled.columns if "__" not in name))
    keys = [by, YEAR, PERIOD, *(name for name in rolled.columns if name.startswith(("offices_", "reports")))]
    parts = [
        part
        for line in catalogue.edition.figures.values()
        if code_column(line.id) in rolled.columns
        for part in _of_line(rolled, line, keys)
    ]
    return pl.concat(parts).sort(by, YEAR, PERIOD, maintain_order=True, nulls_last=True)


def _of_line(rolled: pl.DataFrame, line: Indicator, keys: list[str]) -> list[pl.DataFrame]:
    words = [status for status in line.statuses if f"{line.id}__{status}" in rolled.columns]
    return [_long(rolled, line, keys, word) for word in words] or [_long(rolled, line, keys, None)]


def _long(rolled: pl.DataFrame, line: Indicator, keys: list[str], word: str | None) -> pl.DataFrame:
    import polars as pl

    names = {figure: f"{line.id}__{figure}" for figure in FIGURES} | {
        "value": line.id if word is None else f"{line.id}__{word}"
    }
    return rolled.select(
        *keys,
        pl.lit(line.id).alias("indicator"),
        pl.lit(word, dtype=pl.String).alias("word"),
        *(
            (pl.col(name) if name in rolled.columns else pl.lit(None)).cast(pl.Int64).alias(figure)
            for figure, name in names.items()
        ),
        pl.col(code_column(line.id)).replace_strict(dict(MEANINGS), return_dtype=pl.String).alias("reason"),
    )
