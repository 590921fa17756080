"""The offices that did not report, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.period import PeriodKind

if TYPE_CHECKING:
    import polars as pl

_MOST_OFFICES, _MOST_MONTHS = 12, 6


def silence(missing: pl.DataFrame, words: Words) -> str:
    """Who did not report for which months; nothing, if all did."""
    found: dict[str, list[str]] = {}
    for office, year, month in missing.iter_rows():
        found.setdefault(office, []).append(words("period", PeriodKind.MONTH, number=month, year=year))
    told = [f"{visible(office)} ({_months(months)})" for office, months in found.items()]
    if not told:
        return ""
    if len(told) > _MOST_OFFICES:
        told = [*told[:_MOST_OFFICES], words("rollup_silent_more", count=len(told) - _MOST_OFFICES)]
    return words("rollup_silent", offices="; ".join(told))


def _months(months: list[str]) -> str:
    return ", ".join(months) if len(months) <= _MOST_MONTHS else f"{months[0]} … {months[-1]}: {len(months)}"
