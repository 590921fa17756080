"""Labels, and what is said of a figure, that say the opposite of each other: "miễn phí" of what has fees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from cchc.text.spelling import fold, key
from cchc.words import data


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
