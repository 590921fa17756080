"""How many of how many, and titles, as a roll-up writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.cli.render.table import clip

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


def broken_up(title: str, room: int = 88) -> str:
    """A long title on two lines."""
    if len(title) <= room:
        return title
    cut = title.rfind(" ", 0, room)
    return f"{title[:cut]}\n{clip(title[cut + 1 :], room)}"
