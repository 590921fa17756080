"""The cells of a worksheet's XML, one after the other, in memory that does not grow with the sheet.

`scanned` reads the way in which spreadsheet programs write, several times as fast as a parser, and
says `UnusualError` to anything else; `parsed` reads all XML. Both give the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.sax.saxutils import escape, quoteattr

from cchc.readers.grid import column_name, place
from cchc.readers.package import Package, local
from cchc.reading.refusal import refusal

RawCell = tuple[str, str, str, str, str]
"""Place ("E42"), style, type, formula (an XML element, or nothing), value: as they stand in the file."""

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+[0-9]{1,7}+)"(?: s="([0-9]{1,6}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+>'
    r"(<f[^<]*+(?:</f>)?+)?+(?:<v>([^<]*+)</v>|<v/>)?+</c>"
)
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_ESCAPE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LONGEST_ROW = 8_000_000
_LONGEST_PARSED = 40_000_000
"""Characters of a sheet that is written in an unusual way; a parser needs a second for five million."""
_BATCH = 200_000
"""Characters looked at in one go, which bounds the memory that a sheet takes."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class UnusualError(Exception):
    """A sheet is not written the way in which `scanned` reads."""


def scanned(pieces: Iterable[str], merged: list[str]) -> Iterator[list[RawCell]]:
    """The cells that have something in them, batch by batch; `merged` receives the ranges that are one cell."""
    rest, is_first = "", True
    for piece in pieces:
        rest += piece
        if is_first and "<sheetData" not in rest:
            raise UnusualError
        is_first, start = False, 0
        while (end := rest.find("<row", start + _BATCH)) >= 0:
            yield _cells(rest[start:end])
            start = end
        rest = rest[start:]
        if len(rest) > _LONGEST_ROW:
            raise UnusualError
    yield _cells(rest)
    merged += _MERGED.findall(rest)


def _cells(text: str) -> list[RawCell]:
    written = text.count("</c>")
    if "!" in text and "<!" in text:
        raise UnusualError
    cells: list[RawCell] = _CELL.findall(text) if written else []
    if len(cells) != written:
        raise UnusualError
    if "&" in text:
        cells = [(*cell[:4], unescaped(cell[4])) for cell in cells]
    return cells


def unescaped(text: str) -> str:
    """The text behind XML's escapes."""
    if "&" not in text:
        return text
    return _ESCAPE.sub(
        lambda match: _NAMED[match[3]] if match[3] else _character(int(match[1] or match[2], 10 if match[1] else 16)),
        text,
    )


def _character(number: int) -> str:
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def parsed(pieces: Iterable[str], merged: list[str], package: Package) -> Iterator[list[RawCell]]:
    """The same of any XML: names with prefixes, attributes in any order, places left out."""
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    sheet, size = _Parsing(merged), 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > _LONGEST_PARSED:
                raise refusal("bomb", package.source)
            parser.feed(piece)
            yield list(sheet.take(parser.read_events()))
        parser.close()
    except ParseError as error:
        raise package.damaged(str(error)) from None
    yield list(sheet.take(parser.read_events()))


class _Parsing:
    """Where the parsing of a sheet has come to."""

    def __init__(self, merged: list[str]) -> None:
        self.merged = merged
        self.row, self.column = 0, -1
        self.parents: list[Element] = []

    def take(self, events: Iterable[Any]) -> Iterator[RawCell]:
        """The cells that are complete; what has been read is let go."""
        for event, element in events:
            name = local(element.tag)
            if event == "start":
                self._begin(name, element)
                self.parents.append(element)
                continue
            self.parents.pop()
            if name == "c":
                cell = self._cell(element)
                if any(cell[3:]):
                    yield cell
            elif name == "mergeCell":
                self.merged.append(element.get("ref", ""))
            if name in ("c", "row", "mergeCell") and self.parents:
                self.parents[-1].clear()

    def _begin(self, name: str, element: Element) -> None:
        if name == "row":
            number = element.get("r", "")
            self.row = int(number) if number.isdecimal() and 0 < int(number[:8]) <= _LAST_ROW else self.row + 1
            self.column = -1

    def _cell(self, element: Element) -> RawCell:
        self.row, self.column = place(element.get("r", "")) or (self.row, self.column + 1)
        parts = {local(part.tag): part for part in element}
        kind, value = element.get("t", ""), ""
        if "is" in parts:
            kind, value = "inlineStr", _inline(parts["is"])
        elif "v" in parts:
            value = parts["v"].text or ""
        style = element.get("s", "")
        return (
            f"{column_name(self.column)}{self.row}",
            style if style.isdecimal() else "",
            kind,
            _formula(parts["f"]) if "f" in parts else "",
            value,
        )


def _formula(element: Element) -> str:
    """A formula's element in the spelling that `scanned` finds."""
    attributes = "".join(f" {name}={quoteattr(known)}" for name, known in element.items())
    return f"<f{attributes}>{escape(element.text or '')}</f>"


def _inline(element: Element) -> str:
    """The text of a string with runs, without the reading aids of East Asian scripts."""
    if local(element.tag) == "rPh":
        return ""
    own = (element.text or "") if local(element.tag) == "t" else ""
    return own + "".join(map(_inline, element))
