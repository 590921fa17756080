"""How many of how many, and titles, as a roll-up writes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from cchc.batch.rollup.table import CoverageState
from cchc.cli.render.table import clip
from cchc.cli.words import Words

T = TypeVar("T")
ABSENT = "—"
MOST_BARS = 30
"""More offices than these are no ranking that fits a page."""
MOST_SILENT = 1_000
"""In a longer table of offices those without a report are told in a sentence, and have no rows."""


def so_many(given: int | None, expected: int | None) -> str:
    """So many of so many, where both are known."""
    return ABSENT if given is None or expected is None else f"{given}/{expected}"


def offices_of(row: Mapping[str, Any]) -> int:
    expected: int = row.get("offices_expected") or row["offices_reported"]
    return expected


def extremes(ranked: Sequence[T], height: Callable[[T], float | None]) -> list[T]:
    """Those of a ranking that fit a page: half of them the highest, half the lowest."""
    ordered = sorted(ranked, key=lambda each: -(height(each) or 0))
    half = MOST_BARS // 2
    return [*ordered[:half], *ordered[-half:]]


def how_drawn(states: Collection[str], partial: str, unknown: str, words: Words) -> list[str]:
    """How is drawn what lacks some reports, and that of which nobody knows it, where there is any."""
    ways = {CoverageState.PARTIAL: partial, CoverageState.UNKNOWN: unknown}
    return [words("rollup_state", way) for state, way in ways.items() if state in states]


def broken_up(title: str, room: int = 76) -> str:
    """A long title on two lines."""
    if len(title) <= room:
        return title
    cut = title.rfind(" ", 0, room)
    return f"{title[:cut]}\n{clip(title[cut + 1 :], room)}"
