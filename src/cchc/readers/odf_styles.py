"""The styles of an OpenDocument file, as far as they say what is seen: struck, raised or hidden text, lists, sheets.

Source: OpenDocument 1.3 part 3, 16 (styles) and 20 (formatting).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from attrs import field

from cchc.exact import whole_of
from cchc.readers.numbering import HIGHEST_START, ListLevel, ListNumbering
from cchc.readers.package import local
from cchc.readers.sight import Sight
from cchc.record import frozen

_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_MOST_LEVELS = 99
_MOST_BASES = 12
"""Styles that one style stands on, one on top of the other."""


@frozen
class OdfStyles:
    """How texts of a style are seen, by family and name; the sheets that a style hides; the lists."""

    sights: Mapping[tuple[str, str], Sight] = field(factory=dict)
    hidden: frozenset[str] = frozenset()
    numbering: ListNumbering = field(factory=ListNumbering)

    @classmethod
    def of(cls, *roots: Element) -> OdfStyles:
        """The styles of the parts of a file."""
        own: dict[tuple[str, str], Sight | None] = {}
        bases: dict[tuple[str, str], tuple[str, str]] = {}
        hidden, lists = set(), {}
        for style in _styles(roots):
            name, family = attribute(style, "name"), attribute(style, "family")
            if local(style.tag) == "list-style":
                lists[name] = dict(_levels(style))
                continue
            own[family, name] = _sight(style)
            bases[family, name] = (family, attribute(style, "parent-style-name"))
            if family in ("table", "section") and _hides(style):
                hidden.add(name)
        sights = {key: sight for key in own if (sight := _inherited(key, own, bases)) is not Sight.PLAIN}
        return cls(sights, frozenset(hidden), ListNumbering(lists))

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
        if known.get("display") == "none":
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


def _inherited(
    key: tuple[str, str],
    own: Mapping[tuple[str, str], Sight | None],
    bases: Mapping[tuple[str, str], tuple[str, str]],
) -> Sight:
    for _ in range(_MOST_BASES):
        sight = own.get(key)
        if sight is not None:
            return sight
        key = bases.get(key, ("", ""))
    return Sight.PLAIN


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
