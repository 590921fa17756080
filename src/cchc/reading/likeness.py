"""How alike two keys of labels are: letter by letter, where their words and letters do not say that they are not."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from cchc.reading.budget import work

_SHORTENED = 10
"""Letters that a shortened label must still have."""
_SHORTEST = 5
"""Letters that a heading must have for another to be its beginning."""
_SHARED_WORDS = 0.3
"""Labels that share fewer words are not worth comparing letter by letter."""
_COMPARED = 16
"""Pairs of letters that are compared in the time in which one is gone through otherwise."""


def likeness(one: str, other: str, *, hurried: bool = True, least: float = 0.0) -> float:
    """How alike two keys are, 0 to 1; a key that begins with the whole other one counts as a shortened label.

    What is less than `least` may be told as 0.
    """
    if not one or not other:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTENED and longer.startswith(shorter + " "):
        return max(0.8, len(shorter) / len(longer))
    if hurried:
        words, others = _words(one), _words(other)
        if 2 * len(words & others) < _SHARED_WORDS * (len(words) + len(others)):
            return 0.0
    if 2 * (_letters(one) & _letters(other)).total() < least * (len(one) + len(other)):
        return 0.0
    from difflib import SequenceMatcher

    work(len(one) * len(other) // _COMPARED)
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=4096)
def _letters(key: str) -> Counter[str]:
    return Counter(key)


@lru_cache(maxsize=4096)
def _words(key: str) -> frozenset[str]:
    return frozenset(key.split())


def is_begun(one: str, other: str) -> bool:
    """Whether the key of one heading is the beginning of the other's, up to the end of a word: "Số lượng (hồ sơ)"."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter) and not longer[len(shorter) :][:1].isalnum()
