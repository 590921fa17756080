"""What is announced over a table: who reports, to whom, when, in what unit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from cchc.text.spelling import folded, key
from cchc.words import data


class Around(StrEnum):
    """What a line over a table tells."""

    OFFICE = "office"
    SUPERIOR = "superior"
    UNIT = "unit"
    PERIOD = "period"
    ISSUED = "issued"


@cache
def _known() -> Mapping[str, Around]:
    words: Mapping[str, list[str]] = data("form")["around"]
    exact = {key(word): Around(what) for what, listed in words.items() for word in listed}
    return {folded(word): what for word, what in exact.items()} | exact


def announced(head: str) -> Around | None:
    """What follows a colon, by what stands before it."""
    return _known().get(key(head)) if head else None


def announced_first(name: str) -> Around | None:
    """What a line without a colon is, by the words that it begins with; only where nothing is read from it."""
    begun = (what for word, what in _known().items() if name.startswith(f"{word} "))
    return next((what for what in begun if what is Around.ISSUED), None)
