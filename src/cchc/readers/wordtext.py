"""What a person sees of a paragraph in a word-processor file: runs, symbols, fields, form controls, text boxes.

Source: ECMA-376 part 1, 17.3 (paragraphs and runs), 17.16 (fields and form fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.package import children, local
from cchc.readers.sight import Sight, Sighted
from cchc.readers.wordlooks import Look, Looks, attribute, child_of, is_on, value_of
from cchc.record import frozen

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ELSEWHERE = frozenset(
    (
        "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "Fallback",
        "tbl", "txbxContent", "rt", "fldData",
    )
)  # fmt: skip
"""Elements that say how a text looks, or whose text stands elsewhere."""
_DELETED = ("del", "moveFrom")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
"""Where fonts of pictures keep their signs."""
_HEX = re.compile("[0-9A-Fa-f]{1,4}")
TICKED, EMPTY = "☒", "☐"
_PICTURED = {
    "wingdings": {0xFE: "☑", 0xFD: TICKED, 0x78: TICKED, 0xA8: EMPTY, 0x6F: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0xFC: "✓",
                  0xFB: "✗", 0xA7: "•", 0x9F: "•", 0xB7: "•", 0x6C: "•", 0x6E: "•", 0xD8: "•", 0x76: "•"},
    "wingdings 2": {0x52: "☑", 0x53: TICKED, 0x51: TICKED, 0x54: TICKED, 0xA3: EMPTY, 0x30: EMPTY, 0x50: "✓", 0x4F: "✗",
                    0x97: "•"},
    "symbol": {0xB7: "•", 0x2D: "-", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB1: "±", 0xB8: ":"},
}  # fmt: skip
"""What signs of fonts that hold pictures in place of letters stand for."""


@frozen
class WordRuns:
    """Reads paragraphs, by the looks of the document's styles."""

    looks: Looks = Looks()

    def of(self, paragraph: Element, *, is_hidden: bool = False, ground: str | None = None) -> Sighted:
        """The text of a paragraph that stands on a ground, seen and unseen."""
        written = Sighted()
        look = self.looks.of_paragraph(paragraph)
        if is_hidden or ground is not None:
            look = Look(is_hidden=is_hidden or None).over(look).over(Look(ground=ground))
        self._children(paragraph, written, look)
        return written

    def _children(self, parent: Element, written: Sighted, look: Look) -> None:
        for child in children(parent):
            self._part(child, written, look)

    def _part(self, element: Element, written: Sighted, look: Look) -> None:
        name = local(element.tag)
        if name == "t":
            written.add(drawn(element.text or "", look.font), look.sight)
        elif name == "r":
            self._children(element, written, self.looks.of_run(element, look))
        elif name in _SIGNS:
            written.add(_SIGNS[name])
        elif (shows := _SHOWING.get(name)) is not None:
            written.add(shows(element), look.sight)
        elif (reads := _READING.get(name)) is not None:
            reads(self, element, written, look)
        elif len(element) and name not in _ELSEWHERE:
            self._children(element, written, look)

    def _deleted(self, element: Element, written: Sighted, look: Look) -> None:
        written.add(element.text or "", Sight.UNSEEN)
        self._children(element, written, Look(is_hidden=True).over(look))

    def _control(self, element: Element, written: Sighted, look: Look) -> None:
        """A content control: a prompt that nobody has replaced says nothing, a check box is ticked or not."""
        properties = child_of(element, "sdtPr")
        box = properties.find("{*}checkbox") if properties is not None else None
        if box is not None:
            written.add(TICKED if value_of(box, "checked") in ("1", "true", "on") else EMPTY, look.sight)
        elif properties is None or not _shows_prompt(properties):
            self._children(element, written, look)

    def _fraction(self, element: Element, written: Sighted, look: Look) -> None:
        """A built-up fraction reads "a/b"."""
        parts = [WordRuns(self.looks)._written(part, look) for part in element if local(part.tag) in ("num", "den")]
        for place, part in enumerate(part for part in parts if part.pieces):
            written.add("/" * bool(place))
            written.pieces += part.pieces

    def _written(self, element: Element, look: Look) -> Sighted:
        written = Sighted()
        self._children(element, written, look)
        return written


_READING: Mapping[str, Callable[[WordRuns, Element, Sighted, Look], None]] = {
    "del": WordRuns._deleted,
    "moveFrom": WordRuns._deleted,
    "delText": WordRuns._deleted,
    "sdt": WordRuns._control,
    "f": WordRuns._fraction,
}


def _shows_prompt(properties: Element) -> bool:
    prompt = child_of(properties, "showingPlcHdr")
    return prompt is not None and is_on(prompt)


def shows_prompt(control: Element) -> bool:
    """Whether a content control shows its prompt only ("Choose an item.")."""
    properties = child_of(control, "sdtPr")
    return properties is not None and _shows_prompt(properties)


def _form_field(element: Element) -> str:
    """What a form field of the old kind shows and keeps nowhere in the text: a tick, the item chosen."""
    data = child_of(element, "ffData")
    for field_data in data if data is not None else ():
        match local(field_data.tag):
            case "checkBox":
                ticked = child_of(field_data, "checked")
                ticked = child_of(field_data, "default") if ticked is None else ticked
                return TICKED if ticked is not None and is_on(ticked) else EMPTY
            case "ddList":
                items = [attribute(item, "val") for item in field_data if local(item.tag) == "listEntry"]
                chosen = value_of(field_data, "result") or value_of(field_data, "default") or "0"
                place = whole_of(chosen, len(items) - 1)
                return items[place] if place is not None else ""
    return ""


def _symbol(element: Element) -> str:
    """A sign by the number that it has in a font."""
    code = attribute(element, "char")
    sign = chr(int(code, 16)) if _HEX.fullmatch(code) else ""
    return drawn(sign, attribute(element, "font").lower())


def drawn(text: str, font: str | None) -> str:
    """Signs of a font of pictures as characters that say the same."""
    pictured = _PICTURED.get(font) if font else None
    if pictured is None and not _PRIVATE.search(text):
        return text
    known = pictured if pictured is not None else _PICTURED["wingdings"]
    return "".join(known.get(ord(sign) - 0xF000 if sign >= "\uf000" else ord(sign), sign) for sign in text)


_SHOWING: Mapping[str, Callable[[Element], str]] = {"sym": _symbol, "fldChar": _form_field}


def boxes(parent: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once."""
    for child in children(parent):
        name = local(child.tag)
        if name == "txbxContent":
            yield child
        # Most hold nothing; of bookmarks there may be very many.
        elif len(child) and name not in ("Fallback", *_DELETED):
            yield from boxes(child)
