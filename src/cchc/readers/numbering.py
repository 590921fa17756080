"""The list marks that a word processor draws by itself ("-", "1.", "a)"), which stand nowhere in its text.

Source: ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.package import local
from cchc.reading.budget import charge
from cchc.record import define, field, frozen

_LEVEL = re.compile(r"%([1-9])")
_DEEPEST = 8
"""The last level of a list, counted from 0."""
HIGHEST_START = 99_999
_LONGEST_MARK = 100
_BULLETS = {
    "\uf0b7": "-",
    "\uf02d": "-",
    "\uf0a7": "-",
    "\uf0d8": "-",
    "\uf076": "-",
    "o": "-",
    "•": "-",
    "\u2013": "-",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@frozen
class ListLevel:
    """One level of a list: where it starts, how it counts, and what its mark looks like."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""


@define
class ListNumbering:
    """The lists of a document and how far each has counted; paragraphs must come in order."""

    lists: Mapping[str, Mapping[int, ListLevel]] = field(factory=dict)
    _counts: dict[str, list[int]] = field(factory=dict)

    @classmethod
    def of(cls, root: Element) -> ListNumbering:
        """The lists that a numbering part defines."""
        kinds = {_attribute(each, "abstractNumId"): _levels(each) for each in root.iterfind("{*}abstractNum")}
        lists = {}
        for each in root.iterfind("{*}num"):
            kind = each.find("{*}abstractNumId")
            lists[_attribute(each, "numId")] = kinds.get(_attribute(kind, "val"), {}) if kind is not None else {}
        return cls(lists)

    def mark(self, paragraph: Element, styles: Mapping[str, Element] | None = None) -> str:
        """The mark of a paragraph, with a space after it; nothing if neither it nor its style is in a list."""
        properties = next((child for child in paragraph if local(child.tag) == "pPr"), None)
        known = {local(child.tag): child for child in properties} if properties is not None else {}
        found = known.get("numPr")
        if found is None and styles and "pStyle" in known:
            found = styles.get(_attribute(known["pStyle"], "val"))
        if found is None:
            return ""
        values = {local(child.tag): _attribute(child, "val") for child in found}
        return self.of_list(values.get("numId", ""), whole_of(values.get("ilvl", ""), _DEEPEST) or 0)

    def of_list(self, id: str, depth: int) -> str:
        """The mark of the next item of a list at a depth."""
        level = self.lists.get(id, {}).get(depth)
        if level is None or depth > _DEEPEST:
            return ""
        charge("characters", len(level.text))
        if level.kind == "bullet":
            return f"{_BULLETS.get(level.text, level.text)} "
        self._count(id, depth)
        text = _LEVEL.sub(lambda match: self._shown(id, int(match[1]) - 1), level.text[:_LONGEST_MARK])
        return f"{text} " if text else ""

    def restart(self, id: str) -> None:
        """Count a list from its start again."""
        self._counts.pop(id, None)

    def _count(self, id: str, depth: int) -> None:
        counts = self._counts.setdefault(id, [])
        levels = self.lists[id]
        while len(counts) <= depth:
            counts.append(levels.get(len(counts), ListLevel()).start - (len(counts) == depth))
        counts[depth] += 1
        del counts[depth + 1 :]

    def _shown(self, id: str, depth: int) -> str:
        counts = self._counts[id]
        level = self.lists[id].get(depth, ListLevel())
        number = counts[depth] if depth < len(counts) else level.start
        return _KINDS.get(level.kind, str)(number)


def _levels(kind: Element) -> dict[int, ListLevel]:
    levels = {}
    for each in kind.iterfind("{*}lvl"):
        values = {local(child.tag): _attribute(child, "val") for child in each}
        depth, start = _attribute(each, "ilvl"), values.get("start", "1")
        if (whole := whole_of(depth, _DEEPEST)) is not None:
            first = whole_of(start, HIGHEST_START)
            levels[whole] = ListLevel(
                1 if first is None else first, values.get("numFmt", "decimal"), values.get("lvlText", "")
            )
    return levels


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if local(key) == name), "")


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        text += letters * min(count, 10)
    return text


def _letter(number: int) -> str:
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1) if 0 < number < 100 else str(number)


_KINDS: Mapping[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda _: "",
}
