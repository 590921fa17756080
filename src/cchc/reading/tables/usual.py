"""Headings that say the same on any form: "M" and "Male", "Nữ" and "Female", "Tổng" and "Tổng số / Total"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from cchc.text.spelling import folded, key
from cchc.words import data

_BETWEEN = re.compile(r" ?[/(\[;] ?")
"""What parts the languages of a heading that is printed in two."""
_WORD = re.compile(r"[^\W_]+")


def meaning(name: str, languages: Sequence[str]) -> str | None:
    """What the key of a heading says, if that is what any form may say; all its parts, if it is printed twice."""
    known = _known(tuple(languages))
    said = {known.get(part.rstrip(" )]")) for part in _BETWEEN.split(name)}
    return said.pop() if len(said) == 1 else None


@cache
def _known(languages: tuple[str, ...]) -> Mapping[str, str]:
    return {
        key(word): what
        for what, words in data("form")["headings"].items()
        for word in (*words["words"], *(short for language in languages for short in words.get(language, ())))
    }


def is_short_for(name: str, spelling: str) -> bool:
    """Whether a key may be a heading in short: first letters ("tt"), or the beginnings of words ("tr. tuyến")."""
    short, whole = _WORD.findall(folded(name)), _WORD.findall(folded(spelling))
    if not short or not whole:
        return False
    if len(short) == 1 and short[0] == "".join(word[0] for word in whole):
        return True
    words = iter(whole)
    return all(any(word.startswith(part) for word in words) for part in short)
