"""The cells of a worksheet's XML, one after the other, in memory that does not grow with the sheet.

`scanned` reads the way in which spreadsheet programs write, several times as fast as a parser, and
says `UnusualError` to anything else; `parsed` reads all XML. Both give the same cells, and both
fill in the `Sheet`: what hides and joins them.
Source: ECMA-376 part 1, 18.3.1 (worksheets) and 18.4 (strings with runs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.sax.saxutils import escape, quoteattr

from cchc.exact import whole_of
from cchc.readers.grid import column_name, place
from cchc.readers.ink import PAPER, UNKNOWN, blends, colour
from cchc.readers.package import Package, local, too_large
from cchc.readers.sight import Sight, Sighted
from cchc.reading.budget import beyond, charge
from cchc.record import define, field

RawCell = tuple[str, str, str, str, str]
"""Place ("E42"), style, type, formula (an XML element, or nothing), value: as they stand in the file."""


@define
class Sheet:
    """What a sheet says of its cells: ranges that are one cell, what is hidden, what runs of text hide by place."""

    merged: list[str] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: list[range] = field(factory=list)
    unseen: dict[str, str] = field(factory=dict)
    faint: dict[str, Sighted] = field(factory=dict)
    """Strings with runs that are not seen on paper."""
    rich: set[str] = field(factory=set)
    """Places of strings whose every run has a font of its own, so that the cell's does not count."""
    shows_zeros: bool = True

    def row(self, number: int, known: Mapping[str, str]) -> None:
        """A row by its attributes."""
        if known.get("hidden") in _YES or (
            _NO_SIZE.fullmatch(known.get("ht", "-")) and known.get("customHeight") in _YES
        ):
            self.hidden_rows.add(number)

    def columns(self, known: Mapping[str, str]) -> None:
        """Columns by the attributes that they share."""
        is_hidden = known.get("hidden") in _YES or _NO_WIDTH.fullmatch(known.get("width", "-")) is not None
        first, last = known.get("min", ""), known.get("max", "")
        if is_hidden and first.isdecimal() and last.isdecimal() and len(first + last) < 12:
            self.hidden_columns.append(range(int(first) - 1, int(last)))

    def view(self, known: Mapping[str, str]) -> None:
        """The window onto the sheet: a person can turn zeros off in it."""
        self.shows_zeros = self.shows_zeros and known.get("showZeros") not in ("0", "false")


_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+[0-9]{1,7}+)"(?: s="([0-9]{1,6}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+>'
    r"(<f[^<]*+(?:</f>)?+)?+(?:<v>([^<]*+)</v>|<v/>)?+</c>"
)
_ROW = re.compile(r"<row( [^<>]*+)>")
_COLUMNS = re.compile(r"<col( [^<>]*+)>")
_VIEW = re.compile(r"<sheetView( [^<>]*+)>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]++)="([^"]*+)\"""")
_YES = ("1", "true")
_NO_SIZE = re.compile(r"0(?:\.[0-6]\d{0,19})?")
"""A height or width of less than a pixel."""
_NO_WIDTH = re.compile(r"0(?:\.0\d{0,19})?")
_TINY = ("1", "2", "1.5", "0.5")
_WHITES = ("1", "9")
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_ESCAPE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LONGEST_ROW = 8_000_000
_LONGEST_PARSED = 20_000_000
"""Characters of a sheet that is written in an unusual way; a parser needs a second for five million."""
_MOST_INSIDE = 20_000
"""Elements of one cell."""
_BATCH = 200_000
"""Characters looked at in one go, which bounds the memory that a sheet takes."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class UnusualError(Exception):
    """A sheet is not written the way in which `scanned` reads."""


def scanned(pieces: Iterable[str], sheet: Sheet) -> Iterator[list[RawCell]]:
    """The cells that have something in them, batch by batch; `sheet` receives the rest."""
    rest, is_first = "", True
    for piece in pieces:
        rest += piece
        if is_first:
            _head(rest, sheet)
        is_first, start = False, 0
        while (end := rest.find("<row", start + _BATCH)) >= 0:
            yield _cells(rest[start:end], sheet)
            start = end
        rest = rest[start:]
        if len(rest) > _LONGEST_ROW:
            raise UnusualError
    yield _cells(rest, sheet)
    sheet.merged += _MERGED.findall(rest)
    charge("merges", len(sheet.merged))


def _head(text: str, sheet: Sheet) -> None:
    """What stands before the cells."""
    end = text.find("<sheetData")
    if end < 0:
        raise UnusualError
    for found in _COLUMNS.finditer(text, 0, end):
        sheet.columns(dict(_ATTRIBUTE.findall(found[1])))
    for found in _VIEW.finditer(text, 0, end):
        sheet.view(dict(_ATTRIBUTE.findall(found[1])))


def _cells(text: str, sheet: Sheet) -> list[RawCell]:
    written = text.count("</c>")
    if "!" in text and "<!" in text:
        raise UnusualError
    cells: list[RawCell] = _CELL.findall(text) if written else []
    if len(cells) != written:
        raise UnusualError
    if ' hidden="' in text or ' ht="0' in text:
        for found in _ROW.finditer(text):
            known = dict(_ATTRIBUTE.findall(found[1]))
            number = whole_of(known.get("r", ""), _LAST_ROW)
            if number is None:
                raise UnusualError
            sheet.row(number, known)
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


def parsed(pieces: Iterable[str], sheet: Sheet, package: Package) -> Iterator[list[RawCell]]:
    """The same of any XML: names with prefixes, attributes in any order, places left out."""
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    parsing, size = _Parsing(sheet), 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > _LONGEST_PARSED:
                raise too_large(_LONGEST_PARSED, package.source)
            parser.feed(piece)
            charge("steps", piece.count("<"))
            yield list(parsing.take(parser.read_events()))
        parser.close()
    except ParseError as error:
        raise package.damaged(str(error)) from None
    except UnusualError:
        raise beyond("elements", package.source) from None
    yield list(parsing.take(parser.read_events()))


class _Parsing:
    """Where the parsing of a sheet has come to."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.row, self.column = 0, -1
        self.inside = 0
        """Of the cell that is being parsed: its elements so far, and one."""
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
                if any(cell[3:]) or cell[0] in self.sheet.unseen:
                    yield cell
            elif name == "mergeCell":
                self.sheet.merged.append(element.get("ref", ""))
            self._let_go(name)

    def _let_go(self, name: str) -> None:
        """Forget what has been read; only what a cell holds is kept until the cell is complete."""
        if name == "c":
            self.inside = 0
        if self.inside:
            self.inside += 1
            if self.inside > _MOST_INSIDE:
                raise UnusualError
        elif self.parents:
            self.parents[-1].clear()

    def _begin(self, name: str, element: Element) -> None:
        if name == "row":
            number = element.get("r", "")
            self.row = whole_of(number, _LAST_ROW) or self.row + 1
            self.column = -1
            self.sheet.row(self.row, element.attrib)
        elif name == "c":
            self.inside = 1
        elif name == "col":
            self.sheet.columns(element.attrib)
        elif name == "sheetView":
            self.sheet.view(element.attrib)

    def _cell(self, element: Element) -> RawCell:
        self.row, self.column = place(element.get("r", "")) or (self.row, self.column + 1)
        ref = f"{column_name(self.column)}{self.row}"
        parts = {local(part.tag): part for part in element}
        kind, value = element.get("t", ""), ""
        if "is" in parts:
            written = string(parts["is"])
            kind, value = "inlineStr", written.text
            if written.unseen is not None:
                self.sheet.unseen[ref] = written.unseen
            if written.is_faint:
                self.sheet.faint[ref] = written
            if is_rich(parts["is"]):
                self.sheet.rich.add(ref)
        elif "v" in parts:
            value = parts["v"].text or ""
        style = element.get("s", "")
        return (ref, style if style.isdecimal() else "", kind, _formula(parts["f"]) if "f" in parts else "", value)


def _formula(element: Element) -> str:
    """A formula's element in the spelling that `scanned` finds."""
    attributes = "".join(f" {name}={quoteattr(known)}" for name, known in element.items())
    return f"<f{attributes}>{escape(element.text or '')}</f>"


def string(element: Element) -> Sighted:
    """The text of a string, run by run, without the reading aids of East Asian scripts."""
    written = Sighted()
    for part in element:
        match local(part.tag):
            case "t":
                written.add(part.text or "")
            case "r":
                sight = sight_of(next((each for each in part if local(each.tag) == "rPr"), None))
                for text in part:
                    if local(text.tag) == "t":
                        written.add(text.text or "", sight)
    return written


def is_rich(element: Element) -> bool:
    """Whether a string has runs, and each of them a font of its own."""
    runs = [part for part in element if local(part.tag) == "r"]
    return bool(runs) and all(any(local(each.tag) == "rPr" for each in run) for run in runs)


def sight_of(font: Element | None) -> Sight:
    """How text of a font is seen: struck out it counts as unseen."""
    if font is None:
        return Sight.PLAIN
    known = {local(each.tag): each.get("val", "true") for each in font}
    if known.get("strike", "0") in _YES or known.get("sz", "9") in _TINY:
        return Sight.UNSEEN
    if "color" in known and blends(next(colour_of(each) for each in font if local(each.tag) == "color"), PAPER):
        return Sight.FAINT
    return {"superscript": Sight.RAISED, "subscript": Sight.LOWERED}.get(known.get("vertAlign", ""), Sight.PLAIN)


def colour_of(element: Element) -> str:
    """A colour of a font or a fill; those of the theme as the usual theme has them."""
    known = {local(name): value for name, value in element.items()}
    if not known.get("tint", "0").strip("0."):
        if known.get("theme") == "0" or known.get("indexed") in _WHITES:
            return PAPER
        if "rgb" in known:
            return colour(known["rgb"][-6:]) or UNKNOWN
    return UNKNOWN
