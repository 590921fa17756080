"""Ids made of what forms print: ASCII, told apart, and no words of the formula language."""

from __future__ import annotations

import keyword
import re

from attrs import Factory

from cchc.formula.functions import FUNCTIONS
from cchc.record import define
from cchc.text.spelling import folded, squeeze

_LONGEST = 32
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FORMULA = re.compile(r"(?:\([a-zđ0-9]{1,2}\)\s*|\b[a-zđ0-9]{1,2}\s*)=.*$")
"""A formula that a label prints: "% (d) = (c/a)x100"."""
_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *FUNCTIONS, "total", "one", "children", "previous"})
_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "ß": "ss", "æ": "ae"})


def slug(text: str, longest: int = _LONGEST) -> str:
    """A text as an id: "Tỷ lệ (%) (d)=(c/a)x100" is ty_le; "" where no letter is left."""
    said = _FORMULA.sub("", squeeze(text)) or squeeze(text)
    bare = _BRACKETS.sub(" ", said) if _BRACKETS.sub("", said).strip() else said
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
    """Ids that are given once each; `noun` stands behind a word of the formula language, or before a number."""

    noun: str
    given: set[str] = Factory(set)

    def give(self, *candidates: str, otherwise: str = "") -> str:
        """The first candidate that is an id and not taken; else the last one numbered, or the last resort."""
        usable = [self._usable(candidate) for candidate in candidates if candidate]
        for id in (*usable, *([otherwise] if otherwise and not usable else [])):
            if id not in self.given:
                self.given.add(id)
                return id
        base, count = usable[-1] if usable else otherwise or self.noun, 2
        while (id := f"{base}_{count}") in self.given:
            count += 1
        self.given.add(id)
        return id

    def _usable(self, candidate: str) -> str:
        id = candidate if candidate[0].isalpha() else f"{self.noun}_{candidate}"
        return f"{id}_{self.noun}" if id in _TAKEN else id
