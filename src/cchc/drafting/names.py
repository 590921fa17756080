"""Ids made of what forms print: ASCII, told apart, and no words of the formula language."""

from __future__ import annotations

import keyword
import re

from attrs import Factory, define

from cchc.formula.functions import FUNCTIONS
from cchc.text.spelling import folded, squeeze

_LONGEST = 32
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *FUNCTIONS, "total", "one", "children", "previous"})
_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "ß": "ss", "æ": "ae"})


def slug(text: str, longest: int = _LONGEST) -> str:
    """A text as an id: "Tỷ lệ (%)" is ty_le; "" where no letter is left."""
    bare = _BRACKETS.sub(" ", squeeze(text)) if _BRACKETS.sub("", text).strip() else squeeze(text)
    letters = folded(bare.casefold().translate(_LETTERS)).lower()
    words = re.findall(r"[a-z0-9]+", letters)
    found = ""
    for word in words:
        if found and len(found) + len(word) >= longest:
            break
        found = f"{found}_{word}" if found else word[:longest]
    return found


@define(eq=False)
class GivenIds:
    """Ids that are given once each."""

    given: set[str] = Factory(set)

    def give(self, *candidates: str, otherwise: str) -> str:
        """The first candidate that is an id and not taken; else the last resort, numbered if it must be."""
        for candidate in candidates:
            id = _usable(candidate)
            if id and id not in self.given:
                self.given.add(id)
                return id
        base, count = _usable(candidates[0] if candidates else "") or otherwise, 1
        id = otherwise if otherwise not in self.given else base
        while id in self.given:
            count += 1
            id = f"{base}_{count}"
        self.given.add(id)
        return id


def _usable(candidate: str) -> str:
    if not candidate:
        return ""
    id = candidate if candidate[0].isalpha() else f"x{candidate}"
    return f"{id}_" if id in _TAKEN else id
