"""How text of a word-processor file stands by its runs and styles: hidden, struck, raised, of what colour on what.

Source: ECMA-376 part 1, 17.3.2 (run properties), 17.7 (styles).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.ink import UNKNOWN, blends, colour
from cchc.readers.package import Package, local
from cchc.readers.sight import Sight
from cchc.record import field, frozen

_STYLE, _STYLE_END = "<w:style ", "</w:style>"
_MATTERS = re.compile(r"<w:(?:vanish|specVanish|strike|dstrike|vertAlign|position|numPr)\b")
_FAINT = re.compile(r'<w:(?:color w:val="(?:[Ff][0-9A-Fa-f]){3}"|sz w:val="[1-4]")')
_OF_INK = re.compile(r"<w:(?:vanish|specVanish|strike|dstrike|vertAlign|position|numPr|color|sz|shd)\b")
"""What matters of styles once one of them sets text that may not be seen: others give it a colour again."""
_SHADED = re.compile(r'<w:shd\b[^<>]*w:(?:fill="(?!auto|[Ff]{6}")|val="(?!clear|nil))')
_ID = re.compile(r'w:styleId="([^"<>]*)"')
_BASE = re.compile(r'<w:basedOn w:val="([^"<>]*)"')
_MOST_BASES = 12
"""Styles that one style stands on, one on top of the other: word processors allow eleven."""
_OFF = ("0", "false", "off", "none")
_MOST_SIZE = 10_000
_INK = frozenset(("color", "sz", "position", "highlight", "shd"))
_LEAST_SIZE = 4
"""Half-points of the largest letters that nobody can read."""
_HIGH, _HIGHER = 3, 6
"""Half-points by which small letters are raised as a note mark is, and letters of any size."""
_USUAL_SIZE = 20


@frozen
class Look:
    """How text stands by its style or run; None where that says nothing."""

    is_hidden: bool | None = None
    is_struck: bool | None = None
    raised: Sight | None = None
    font: str | None = None
    ink: str | None = None
    ground: str | None = None
    size: int | None = None
    height: int | None = None
    """Half-points by which it stands above its line, or below it."""

    def over(self, other: Look) -> Look:
        """This look where it says something, and the other where it does not; most say nothing, and cost nothing."""
        if self is PLAIN or other is PLAIN:
            return other if self is PLAIN else self
        return Look(
            other.is_hidden if self.is_hidden is None else self.is_hidden,
            other.is_struck if self.is_struck is None else self.is_struck,
            other.raised if self.raised is None else self.raised,
            self.font or other.font,
            self.ink or other.ink,
            self.ground or other.ground,
            self.size or other.size,
            other.height if self.height is None else self.height,
        )

    @property
    def sight(self) -> Sight:
        """How the eye sees it."""
        if self.is_hidden or self.is_struck or (self.size is not None and self.size <= _LEAST_SIZE):
            return Sight.UNSEEN
        if self.ink is not None and blends(self.ink, self.ground):
            return Sight.UNSEEN
        return self._set if self.raised in (None, Sight.PLAIN) and self.height else self.raised or Sight.PLAIN

    @property
    def _set(self) -> Sight:
        """Raised or lowered by its height alone."""
        height, is_small = self.height or 0, self.size is not None and self.size < _USUAL_SIZE
        if abs(height) < (_HIGH if is_small else _HIGHER):
            return Sight.PLAIN
        return Sight.RAISED if height > 0 else Sight.LOWERED


PLAIN = Look()


@frozen
class Looks:
    """The looks of a document's styles."""

    styles: Mapping[str, Look] = field(factory=dict)
    lists: Mapping[str, Element] = field(factory=dict)
    """The list that paragraphs of a style are in."""
    shaded: frozenset[str] = frozenset()
    """Styles of tables that lay a colour under some of their rows."""

    @classmethod
    def read(cls, package: Package, part: str) -> Looks:
        """The looks that a styles part defines.

        Such a part may be the largest of the file, and few of its styles matter here: the others
        are passed over unparsed.
        """
        text = package.text(part)
        head, *styles = text.split(_STYLE)
        if not styles or "<!" in text:
            return cls.of(package.parsed(text, part), {})
        shaded = frozenset(
            id[1] for style in styles if 'type="table"' in style and _SHADED.search(style) and (id := _ID.search(style))
        )
        matters = _OF_INK if _FAINT.search(text) else _MATTERS
        marked = [style[: style.find(_STYLE_END)] for style in styles if matters.search(style) and _STYLE_END in style]
        if not marked:
            return cls(shaded=shaded)
        based = {id[1]: base[1] for style in styles if (id := _ID.search(style)) and (base := _BASE.search(style))}
        body = "".join(f"{_STYLE}{style}{_STYLE_END}" for style in marked)
        return cls.of(package.parsed(f"{head}{body}</w:styles>", part), based, shaded)

    @classmethod
    def of(cls, root: Element, based: Mapping[str, str], shaded: frozenset[str] = frozenset()) -> Looks:
        """The looks of styles, each on top of the style that it is based on; `based` knows of others as well."""
        own, bases, lists = {}, dict(based), {}
        for style in root.iterfind("{*}style"):
            id = attribute(style, "styleId")
            own[id] = _look(style.find("{*}rPr")).over(_shade(style.find("{*}pPr/{*}shd")))
            bases[id] = value_of(style, "basedOn")
            numbered = style.find("{*}pPr/{*}numPr")
            if numbered is not None:
                lists[id] = numbered
        return cls({id: _inherited(id, own, bases) for id in {*own, *bases}}, lists, shaded)

    def of_run(self, run: Element, around: Look) -> Look:
        """How a run stands in text of a look."""
        properties = child_of(run, "rPr")
        if properties is None:
            return around
        return _look(properties).over(self.styles.get(value_of(properties, "rStyle"), PLAIN)).over(around)

    def of_paragraph(self, paragraph: Element) -> Look:
        """How the text of a paragraph stands by its style."""
        properties = child_of(paragraph, "pPr")
        if properties is None:
            return PLAIN
        own = _shade(child_of(properties, "shd"))
        return own.over(self.styles.get(value_of(properties, "pStyle"), PLAIN)) if self.styles else own

    def ground_of_table(self, table: Element) -> str | None:
        """The colour that a table lays under its cells; unknown where it has a style that shades some of them."""
        properties = child_of(table, "tblPr")
        if properties is None:
            return None
        is_shaded = value_of(properties, "tblStyle") in self.shaded
        return UNKNOWN if is_shaded else ground_of(child_of(properties, "shd"))


def _inherited(id: str, own: Mapping[str, Look], based: Mapping[str, str]) -> Look:
    look = own.get(id, PLAIN)
    for _ in range(_MOST_BASES):
        id = based.get(id, "")
        if not id:
            break
        look = look.over(own.get(id, PLAIN))
    return look


def _look(properties: Element | None) -> Look:
    if properties is None or len(properties) == 0:
        return PLAIN
    hidden = struck = raised = font = None
    is_inked = False
    for each in properties:
        match local(each.tag):
            case "vanish" | "specVanish":
                hidden = is_on(each)
            case "strike" | "dstrike":
                struck = is_on(each) or bool(struck)
            case "vertAlign":
                kinds = {"superscript": Sight.RAISED, "subscript": Sight.LOWERED}
                raised = kinds.get(attribute(each, "val"), Sight.PLAIN)
            case "rFonts":
                font = attribute(each, "ascii").lower()
            case name:
                is_inked = is_inked or name in _INK
    look = Look(hidden, struck, raised, font)
    return _inked(properties).over(look) if is_inked else look


def _inked(properties: Element) -> Look:
    """What properties say of colour, size and height."""
    ink = ground = size = height = None
    for each in properties:
        value = attribute(each, "val")
        match local(each.tag):
            case "color":
                ink = colour(value) or "000000"
            case "sz":
                size = whole_of(value, _MOST_SIZE)
            case "position":
                height = _height(value)
            case "highlight" if value not in ("none", "white"):
                ground = UNKNOWN
            case "shd":
                ground = ground or ground_of(each)
    return Look(ink=ink, ground=ground, size=size, height=height)


def _height(value: str) -> int | None:
    height = whole_of(value.removeprefix("-"), _MOST_SIZE)
    return None if height is None else -height if value.startswith("-") else height


def _shade(shade: Element | None) -> Look:
    ground = ground_of(shade)
    return PLAIN if ground is None else Look(ground=ground)


def ground_of(shade: Element | None) -> str | None:
    """The colour that a shading lays under text; None if it lays none."""
    if shade is None:
        return None
    kind, fill = attribute(shade, "val"), attribute(shade, "fill")
    if kind not in ("", "clear", "nil"):
        return (colour(attribute(shade, "color")) or UNKNOWN) if kind == "solid" else UNKNOWN
    return None if fill in ("", "auto") else colour(fill) or UNKNOWN


def is_on(toggle: Element) -> bool:
    """Whether a property that is there is turned on."""
    return attribute(toggle, "val") not in _OFF


def child_of(parent: Element, name: str) -> Element | None:
    """The first child of a name."""
    return next((child for child in parent if local(child.tag) == name), None)


def value_of(parent: Element, name: str) -> str:
    """What the first child of a name has for its value; nothing if there is none."""
    child = child_of(parent, name)
    return attribute(child, "val") if child is not None else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((value for key, value in element.items() if local(key) == name), "")
