"""What the style sheets of a page say of what is seen: hidden, struck out, raised.

Only selectors of one element are followed ("tr.old", "#nhap", ".an"): what depends on where an
element stands would need a browser. Source: CSS 2.2, 4 (syntax), 11.2 (visibility), 16.3 (decoration).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field

from cchc.readers.sight import Sight
from cchc.reading.budget import charge
from cchc.record import frozen

_SELECTOR = re.compile(r"([a-z][a-z0-9]*+|\*)?+((?:[.#][\w-]++)*+)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_TELLING = ("display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "mso-hide")
_UNSEEN: Mapping[str, tuple[str, ...]] = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "mso-hide": ("all", "screen"),
    "text-decoration": ("line-through",),
    "text-decoration-line": ("line-through",),
}
_SET: Mapping[str, Sight] = {"super": Sight.RAISED, "text-top": Sight.RAISED, "sub": Sight.LOWERED}

Declarations = Mapping[str, str]


@frozen
class Selector:
    """An element by its name, its classes and its id."""

    tag: str
    names: frozenset[str]


@frozen
class CssStyles:
    """The rules of a page's style sheets that say what is seen."""

    rules: list[tuple[Selector, Declarations]] = field(factory=list)
    _asking: dict[str, list[int]] = field(factory=dict)
    """The places of the rules by a class or an id that they ask for, or else by the name of the element."""

    def add(self, sheet: str) -> None:
        """The rules of one more style sheet."""
        for rule in _without_comments(sheet).split("}"):
            selectors, _, body = rule.rpartition("{")
            declared = declarations(body)
            for selector in _selectors(selectors.rpartition("{")[2]) if declared else ():
                self._asking.setdefault(min(selector.names, default=selector.tag), []).append(len(self.rules))
                self.rules.append((selector, declared))

    def of(self, tag: str, attributes: Mapping[str, str | None]) -> Declarations:
        """What is declared of an element: by the sheets, and then by itself."""
        own = declarations(attributes.get("style") or "")
        if not self.rules:
            return own
        names = {f".{name}" for name in (attributes.get("class") or "").split()}
        names.add(f"#{attributes.get('id')}")
        charge("steps", len(self.rules))
        found: dict[str, str] = {}
        places = (place for asked in (tag, "*", *names) for place in self._asking.get(asked, ()))
        for selector, declared in map(self.rules.__getitem__, sorted(places)):
            if selector.tag in (tag, "*", "") and selector.names <= names:
                found |= declared
        return found | own


def sight(declared: Declarations) -> Sight:
    """How an element is seen by what is declared of it."""
    for name, value in declared.items():
        if name in _UNSEEN and any(word in _UNSEEN[name] for word in value.split()):
            return Sight.UNSEEN
    return _SET.get(declared.get("vertical-align", ""), Sight.PLAIN)


def declarations(body: str) -> dict[str, str]:
    """The declarations of a rule or an attribute that tell what is seen."""
    found = {}
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip().lower() in _TELLING:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def _selectors(text: str) -> Iterator[Selector]:
    for selector in text.rpartition(";")[2].split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        if match is not None and (match[1] or match[2]):
            yield Selector((match[1] or "").lower(), frozenset(_NAME.findall(match[2])))


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)
