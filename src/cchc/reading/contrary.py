"""Rows whose label says the opposite of the line that they are taken for: "quá hạn" on the line of those on time.

So near a label is the line's with a slip of the pen as well as another line's, and its figure may be of either: it is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from cchc.edition import Edition
from cchc.reading.match import Placement
from cchc.reading.shared import offered_of, without_value
from cchc.reading.table_rows import TableRow
from cchc.report import Entry
from cchc.text.spelling import fold, key
from cchc.value import Reported, Wording
from cchc.words import data


def asked_contrary(
    entries: Mapping[str, Entry], placed: Iterable[tuple[TableRow, Placement]], edition: Edition
) -> Mapping[str, Entry]:
    """The entries; those of rows whose label says the opposite of their line's without a value, which is offered."""
    found, language = {}, edition.languages[0]
    for row, placement in placed:
        if placement.id is None or not (placement.alike or placement.by_place):
            continue
        entry = entries.get(placement.id)
        label = edition.indicators[placement.id].label[language]
        if entry is None or entry.cell is None or not isinstance(entry.value, Reported):
            continue
        if are_contrary(row.label, label):
            found[placement.id] = without_value(entry, entry.cell, offered_of(entry), Wording.CONTRARY)
    return {**entries, **found} if found else entries


def are_contrary(label: str, printed: str) -> bool:
    """Whether one label says the opposite of another: what it says not, or the other side of a pair."""
    one, other = _words(label), _words(printed)
    if one.isascii():
        other = fold(other)
    bare = one.isascii()
    if _turned(one, other, bare=bare) or _turned(other, one, bare=bare):
        return True
    return any(_are_of_other_sides(one, other, sides) for sides in _sides(bare=bare))


def _turned(one: str, other: str, *, bare: bool) -> bool:
    """Whether a label says not of a word of which the other says nothing of the kind: "chưa sử dụng"."""
    words = data("cells")["contrary"]["not"]
    nots = frozenset(map(fold, words) if bare else words)
    return any(
        f" {following} " in f" {other} " and not any(f" {each} {following} " in f" {other} " for each in nots)
        for word, following in pairwise(one.split())
        if word in nots
    )


def _words(label: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", key(label)))


def _are_of_other_sides(one: str, other: str, sides: Mapping[str, int]) -> bool:
    """Whether two labels have words of one pair each, and none of the same side."""
    said, printed = _said(one, sides), _said(other, sides)
    return bool(said) and bool(printed) and not said & printed


def _said(label: str, sides: Mapping[str, int]) -> frozenset[int]:
    """The sides of which a label has words, the longest first: in "không đúng hạn" there is no "đúng hạn"."""
    text, found = f" {label} ", set[int]()
    for words in sorted(sides, key=len, reverse=True):
        if f" {words} " in text:
            found.add(sides[words])
            text = text.replace(f" {words} ", " | ")
    return frozenset(found)


@cache
def _sides(*, bare: bool) -> tuple[Mapping[str, int], ...]:
    """The words of each pair, with the side on which each stands."""
    return tuple(
        {
            (fold(words) if bare else words): place
            for place, side in enumerate(group.split("|"))
            for words in map(str.strip, side.split(","))
        }
        for group in data("cells")["contrary"]["sides"]
    )
