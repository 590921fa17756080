"""The offices that did not report, in a sentence."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.period import PeriodKind

if TYPE_CHECKING:
    import polars as pl

_MOST_OFFICES, _MOST_MONTHS = 12, 6


def silence(missing: pl.DataFrame, words: Words) -> str:
    """Who did not report for which months; nothing, if all did."""
    found: dict[str, list[tuple[int, int]]] = {}
    for office, year, month in missing.iter_rows():
        found.setdefault(office, []).append((year, month))
    told = [f"{visible(office)} ({_months(found[office], words)})" for office in islice(found, _MOST_OFFICES)]
    if not told:
        return ""
    if len(found) > _MOST_OFFICES:
        told.append(words("rollup_silent_more", count=len(found) - _MOST_OFFICES))
    return words("rollup_silent", offices="; ".join(told))


def _months(months: list[tuple[int, int]], words: Words) -> str:
    is_long = len(months) > _MOST_MONTHS
    shown = (months[0], months[-1]) if is_long else months
    called = [words("period", PeriodKind.MONTH, number=month, year=year) for year, month in shown]
    return f"{' … '.join(called)}: {len(months)}" if is_long else ", ".join(called)
