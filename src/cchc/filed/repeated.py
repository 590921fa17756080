"""Which of several files counts that an office has filed for one period, and by what that is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from typing import TypeVar

from cchc.filed.standing import Place
from cchc.record import frozen
from cchc.text.spelling import fold
from cchc.words import data

_Fact = TypeVar("_Fact")
_APART = re.compile(r"[^0-9a-z]+")


class Telling(StrEnum):
    """By what one of several files is told to be the one that counts, the surest first."""

    ALIKE = "alike"
    """They are the same, byte for byte."""
    NAMED = "named"
    """Its name alone says that it mends another."""
    LATER = "later"
    """It was saved last, on another day than the others."""
    LAST = "last"
    """By nothing: it is the last by name."""


@frozen
class Counting:
    """The report that counts, those that do not, and by what that is told."""

    counts: Place
    others: tuple[Place, ...]
    by: Telling


def counting(places: Sequence[Place]) -> Counting:
    """Which of some reports of one office for one period counts."""
    ordered = sorted(places, key=lambda place: (fold(PurePath(place[0]).name), place))
    if _are_alike(ordered):
        return _chosen(min(ordered, key=lambda place: len(place[0])), ordered, Telling.ALIKE)
    named = [place for place in ordered if _says_mended(place[0])]
    if len(named) == 1:
        return _chosen(named[0], ordered, Telling.NAMED)
    return _by_day(named or ordered, ordered)


def _by_day(among: Sequence[Place], all_of_them: Sequence[Place]) -> Counting:
    days = {place: day for place in among if (day := _saved(place[0])) is not None}
    latest = [place for place, day in days.items() if day == max(days.values())]
    if len(days) == len(among) and len(latest) == 1:
        return _chosen(latest[0], all_of_them, Telling.LATER)
    return _chosen(among[-1], all_of_them, Telling.LAST)


def _chosen(counts: Place, among: Sequence[Place], by: Telling) -> Counting:
    return Counting(counts, tuple(place for place in among if place != counts), by)


def _are_alike(places: Sequence[Place]) -> bool:
    """Whether the files are the same; two reports of one file are not."""
    sources = {source for source, _ in places}
    if len(sources) < len(places):
        return False
    contents = {_known(Path(source), Path.read_bytes) for source in sources}
    return len(contents) == 1 and None not in contents


def _saved(source: str) -> dt.date | None:
    """The day on which a file was saved: of the hours copies may keep nothing."""
    stat = _known(Path(source), Path.stat)
    return None if stat is None else dt.datetime.fromtimestamp(stat.st_mtime, tz=dt.UTC).date()


def _known(path: Path, fact: Callable[[Path], _Fact]) -> _Fact | None:
    try:
        return fact(path)
    except (OSError, ValueError):
        return None


def _says_mended(source: str) -> bool:
    words = f" {_APART.sub(' ', fold(PurePath(source).stem))} "
    return any(f" {each} " in words for each in _mended())


@cache
def _mended() -> tuple[str, ...]:
    return tuple(_APART.sub(" ", fold(text)).strip() for text in data("form")["files"]["mended"])
