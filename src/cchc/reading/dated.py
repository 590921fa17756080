"""The day that a report gives as its own: beside a place, or behind what announces it; or that of the report which the
form is appended to."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from cchc.reading.stationery import Stationery
from cchc.text.dates import find_dates
from cchc.text.spelling import folded, key, seen
from cchc.words import data

_MOST_WORDS = 8
"""Words of the name of a place, with what kind of place it is."""
_WORD = re.compile(r"[^\W_]")
_LONGEST_WHOLE = 300


def day_of_report(text: str) -> dt.date | None:
    """The day of a line that says where and when it was written ("Kim Mã, ngày 14 tháng 5 năm 2024", "Ngày lập:
    14/5/2024"); None for one that speaks of another day, as by when to file, or of another document."""
    dates = find_dates(text)
    if len(dates) != 1 or _WORD.search(text[dates[0][1][1] :]):
        return None
    before = text[: dates[0][1][0]].strip(" ()-–—")
    is_own = not before or _announces(before) or _is_place(before)
    return dates[0][0] if is_own else None


def _announces(text: str) -> bool:
    return key(text.rstrip(" :")) in _words("day")


def _is_place(text: str) -> bool:
    """Whether a text names a place: what stands before a comma, or else nothing but words with capitals."""
    name = text.rstrip(" ,.…")
    words = name.split()
    if not words or len(words) > _MOST_WORDS or any(sign in name for sign in ":/;"):
        return False
    if text.endswith(","):
        return not any(word in _words("other") for word in map(key, words))
    return len(words) > 1 and not name.isupper() and all(word[:1].isupper() or word.isdecimal() for word in words)


def day_of_whole(text: str, stationery: Stationery) -> dt.date | None:
    """The day of the office's own report that a form is appended to: "(Kèm theo Báo cáo số 12/BC-UBND ngày …)"."""
    shown = seen(text)[:_LONGEST_WHOLE]
    begun = key(shown.lstrip(" ("))
    if not any(begun.startswith(words) for words in _words("appended")):
        return None
    dates = find_dates(shown)
    if len(dates) != 1:
        return None
    by = shown[dates[0][1][1] :].strip(" ,.;)")
    is_own = not by or (stationery.office_in(by) is not None and stationery.superior_in(by) is None)
    return dates[0][0] if is_own else None


@cache
def _words(what: str) -> frozenset[str]:
    words = frozenset(map(key, data("form")["dated"][what]))
    return words | frozenset(map(folded, words))
