"""The styles of an OpenDocument file, as far as they say what is seen: struck, raised or hidden text, lists, sheets.

Source: OpenDocument 1.3 part 3, 16 (styles) and 20 (formatting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.ink import UNKNOWN, blends, colour
from cchc.readers.numbering import HIGHEST_START, ListLevel, ListNumbering
from cchc.readers.package import local
from cchc.readers.sight import Sight
from cchc.record import field, frozen

_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)pt")
_LEAST_POINTS = 2
"""The size of the largest letters that nobody can read."""
T = TypeVar("T")
_MOST_LEVELS = 99
_MOST_BASES = 12
"""Styles that one style stands on, one on top of the other."""


@frozen
class OdfInk:
    """The colour of a text, and of what it stands on, as far as they are said."""

    ink: str | None = None
    ground: str | None = None

    @property
    def blends(self) -> bool:
        """Whether such a text cannot be seen."""
        return self.ink is not None and blends(self.ink, self.ground)


@frozen
class OdfStyles:
    """How texts of a style are seen, by family and name; the sheets that a style hides; the lists."""

    sights: Mapping[tuple[str, str], Sight] = field(factory=dict)
    hidden: frozenset[str] = frozenset()
    numbering: ListNumbering = field(factory=ListNumbering)
    inks: Mapping[tuple[str, str], str] = field(factory=dict)
    """The colours of texts of a style, in a file that has text in one that may not be seen."""
    grounds: Mapping[tuple[str, str], str] = field(factory=dict)
    """What they stand on."""

    @classmethod
    def of(cls, *roots: Element) -> OdfStyles:
        """The styles of the parts of a file."""
        own: dict[tuple[str, str], Sight | None] = {}
        bases: dict[tuple[str, str], tuple[str, str]] = {}
        hidden, lists = set(), {}
        inks: dict[tuple[str, str], str | None] = {}
        grounds: dict[tuple[str, str], str | None] = {}
        for style in _styles(roots):
            name, family = attribute(style, "name"), attribute(style, "family")
            if local(style.tag) == "list-style":
                lists[name] = dict(_levels(style))
                continue
            own[family, name] = _sight(style)
            inks[family, name], grounds[family, name] = _ink(style), _ground(style)
            bases[family, name] = (family, attribute(style, "parent-style-name"))
            if family in ("table", "section") and _hides(style):
                hidden.add(name)
        sights = {key: sight for key in own if (sight := _inherited(key, own, bases)) not in (None, Sight.PLAIN)}
        is_any_faint = any(ink is not None and ink != "000000" for ink in inks.values())
        known = [{key: each for key in own if (each := _inherited(key, found, bases)) is not None}
                 for found in ((inks, grounds) if is_any_faint else ())]  # fmt: skip
        return cls(sights, frozenset(hidden), ListNumbering(lists), *known)

    def look(self, family: str, element: Element, around: OdfInk) -> OdfInk:
        """The colours of an element that stands in text of some colours."""
        if not self.inks:
            return around
        key = (family, attribute(element, "style-name"))
        return OdfInk(self.inks.get(key, around.ink), self.grounds.get(key, around.ground))

    def sight(self, family: str, element: Element) -> Sight:
        """How the eye sees text of an element by its style."""
        return self.sights.get((family, attribute(element, "style-name")), Sight.PLAIN) if self.sights else Sight.PLAIN


def _styles(roots: tuple[Element, ...]) -> Iterator[Element]:
    for root in roots:
        for group in root:
            if local(group.tag) in ("automatic-styles", "styles"):
                yield from (style for style in group if local(style.tag) in ("style", "list-style"))


def _sight(style: Element) -> Sight | None:
    """What a style itself says; None if nothing."""
    for properties in style:
        if local(properties.tag) != "text-properties":
            continue
        known = {local(name): value for name, value in properties.items()}
        if known.get("display") == "none" or _is_tiny(known.get("font-size", "")):
            return Sight.UNSEEN
        through = known.get("text-line-through-style", known.get("text-line-through-type"))
        if through is not None and through != "none":
            return Sight.UNSEEN
        height = known.get("text-position", "").split(" ")[0]
        if height:
            low = height.startswith(("sub", "-"))
            return Sight.PLAIN if height in ("0%", "0") else Sight.LOWERED if low else Sight.RAISED
        if through is not None:
            return Sight.PLAIN
    return None


def _is_tiny(size: str) -> bool:
    match = _POINTS.fullmatch(size)
    return match is not None and float(match[1]) <= _LEAST_POINTS


def _ink(style: Element) -> str | None:
    """The colour that a style gives to text itself; None if it gives none."""
    known = _of(style, "text-properties")
    return colour(known["color"]) or UNKNOWN if "color" in known else None


def _ground(style: Element) -> str | None:
    """The colour that a style lays under text; unknown where it depends on something."""
    if any(local(each.tag) == "map" for each in style):
        return UNKNOWN
    for part in ("text", "table-cell", "paragraph", "table-row", "table"):
        known = _of(style, f"{part}-properties")
        found = known.get("background-color", "transparent")
        if found != "transparent":
            return colour(found) or UNKNOWN
    return None


def _of(style: Element, kind: str) -> dict[str, str]:
    return {local(name): value for each in style if local(each.tag) == kind for name, value in each.items()}


def _inherited(
    key: tuple[str, str],
    own: Mapping[tuple[str, str], T | None],
    bases: Mapping[tuple[str, str], tuple[str, str]],
) -> T | None:
    for _ in range(_MOST_BASES):
        found = own.get(key)
        if found is not None:
            return found
        key = bases.get(key, ("", ""))
    return None


def _hides(style: Element) -> bool:
    return any(attribute(properties, "display") in ("false", "none") for properties in style)


def _levels(style: Element) -> Iterator[tuple[int, ListLevel]]:
    """The levels of a list, counted from 0."""
    for each in style:
        level = whole_of(attribute(each, "level"), _MOST_LEVELS)
        if not level:
            continue
        if local(each.tag) == "list-level-style-bullet":
            yield level - 1, ListLevel(1, "bullet", attribute(each, "bullet-char"))
        elif local(each.tag) == "list-level-style-number":
            kind, start = _KINDS.get(attribute(each, "num-format"), "decimal"), attribute(each, "start-value")
            shown = whole_of(attribute(each, "display-levels"), _MOST_LEVELS) or 1
            levels = range(max(1, level - shown + 1), level + 1) if kind != "none" else ()
            digits = ".".join(f"%{one}" for one in levels)
            text = attribute(each, "num-prefix") + digits + attribute(each, "num-suffix")
            begins = whole_of(start, HIGHEST_START)
            yield level - 1, ListLevel(1 if begins is None else begins, kind, text)


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((value for key, value in element.items() if local(key) == name), "")
