"""The offices that did not report, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from cchc.batch.rollup.periods import LENGTHS, kinds_of, length_of_reports
from cchc.cli.render.table import visible
from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.period import Period

if TYPE_CHECKING:
    import polars as pl

_MOST_OFFICES, _MOST_PERIODS = 12, 6


def silence(missing: pl.DataFrame, edition: Edition, words: Words) -> str:
    """Who did not report for which of the form's periods, each told by its last month; nothing, if all did."""
    kind = kinds_of(length_of_reports(edition))[0]
    found: dict[str, list[str]] = {}
    for office, year, month in missing.iter_rows():
        found.setdefault(office, []).append(words("period", kind, number=-(-month // LENGTHS[kind]), year=year))
    return _silence(found, words)


def silence_of_tables(missing: Iterable[tuple[Edition, str, Period]], words: Words) -> Iterator[str]:
    """The same for forms of tables, form by form; which form it is, is told where there are several."""
    forms: dict[str, dict[str, list[str]]] = {}
    for edition, office, period in missing:
        called = words("period", period.kind, number=period.number, year=period.years)
        forms.setdefault(edition.id, {}).setdefault(office, []).append(called)
    for form, found in forms.items():
        told = _silence(found, words)
        yield f"{form}: {told}" if len(forms) > 1 else told


def _silence(found: Mapping[str, Sequence[str]], words: Words) -> str:
    told = [f"{visible(office)} ({_listed(found[office])})" for office in islice(found, _MOST_OFFICES)]
    if not told:
        return ""
    if len(found) > _MOST_OFFICES:
        told.append(words("rollup_silent_more", count=len(found) - _MOST_OFFICES))
    return words("rollup_silent", offices="; ".join(told))


def _listed(periods: Sequence[str]) -> str:
    is_long = len(periods) > _MOST_PERIODS
    return f"{periods[0]} … {periods[-1]}: {len(periods)}" if is_long else ", ".join(periods)
