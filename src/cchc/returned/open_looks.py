"""How the parts of an OpenDocument text look: looks of its own, and others made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

from cchc.record import define
from cchc.returned.markup import Part, elements
from cchc.returned.parts import NotKeptError

ODF: Mapping[str, str] = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_MADE = re.compile(r"cchc\d+")
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(cm|mm|in|pt)")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72}


def named(prefix: str, name: str) -> str:
    """An element's or attribute's name in full."""
    return f"{{{ODF[prefix]}}}{name}"


_NAME, _FAMILY = named("style", "name"), named("style", "family")


@define(eq=False)
class OpenLooks:
    """The looks that a document defines for itself, by family and name."""

    home: Part
    known: dict[tuple[str, str], Part]
    shaded: dict[tuple[str, str], str]
    made: int = 0

    @classmethod
    def of(cls, root: Part) -> OpenLooks:
        """Raises NotKeptError where a document has no place for them."""
        home = root.find(named("office", "automatic-styles"))
        if home is None:
            raise NotKeptError("unusual")
        known = {
            (each.get(_FAMILY, ""), each.get(_NAME, "")): each for each in home.iterchildren(named("style", "style"))
        }
        return cls(home, known, {})

    def prune(self, root: Part) -> None:
        """Take the looks of an earlier fill away that nothing has any more."""
        used = {value for each in root.iter() for name, value in each.items() if name.endswith("}style-name")}
        for (family, name), look in list(self.known.items()):
            if _MADE.fullmatch(name) and name not in used:
                self.home.remove(look)
                del self.known[family, name]

    def find(self, family: str, element: Part) -> Part | None:
        """The look that an element has."""
        prefix = "text" if family == "paragraph" else "table"
        return self.known.get((family, element.get(named(prefix, "style-name"), "")))

    def copy(self, family: str, element: Part | None) -> Part:
        """A new look like that of an element, under a name of its own."""
        own = None if element is None else self.find(family, element)
        made = next(elements("<style:style/>", ODF)) if own is None else deepcopy(own)
        made.tail = None
        if own is None and element is not None:
            # One of the document's common looks stands behind it.
            prefix = "text" if family == "paragraph" else "table"
            if common := element.get(named(prefix, "style-name")):
                made.set(named("style", "parent-style-name"), common)
        while True:
            self.made += 1
            name = f"cchc{self.made}"
            if (family, name) not in self.known:
                break
        made.set(_NAME, name)
        made.set(_FAMILY, family)
        self.known[family, name] = made
        self.home.append(made)
        return made

    def shade(self, cell: Part, fill: str) -> None:
        """Colour a cell."""
        key = cell.get(named("table", "style-name"), ""), fill
        if key not in self.shaded:
            look = self.copy("table-cell", cell)
            properties(look, "table-cell").set(named("fo", "background-color"), f"#{fill}")
            self.shaded[key] = look.get(_NAME)
        cell.set(named("table", "style-name"), self.shaded[key])

    def paragraph(
        self, like: Part | None = None, *, is_bold: bool = False, is_centred: bool = False, begins_page: bool = False
    ) -> str:
        """The name of a look of paragraphs."""
        look = self.copy("paragraph", like)
        if look.get(named("style", "parent-style-name")) is None:
            look.set(named("style", "parent-style-name"), "Standard")
        if is_centred or begins_page:
            of_paragraph = properties(look, "paragraph")
            of_paragraph.set(named("fo", "text-align"), "center")
            if begins_page:
                of_paragraph.set(named("fo", "break-before"), "page")
        properties(look, "text").set(named("fo", "font-weight"), "bold" if is_bold else "normal")
        name: str = look.get(_NAME)
        return name


def name_of(look: Part) -> str:
    """What a look is called."""
    name: str = look.get(_NAME)
    return name


def properties(look: Part, kind: str) -> Part:
    """The properties of a kind of a look, made if it has none; those of letters stand last."""
    found = look.find(named("style", f"{kind}-properties"))
    if found is None:
        found = next(elements(f"<style:{kind}-properties/>", ODF))
        if kind == "text":
            look.append(found)
        else:
            look.insert(0, found)
    return found


def millimetres(length: str | None) -> float | None:
    """A length as millimetres; None for any other text."""
    found = _LENGTH.fullmatch(length or "")
    return None if found is None else float(found[1]) * _MILLIMETRES[found[2]]
