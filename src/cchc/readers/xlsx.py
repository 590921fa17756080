"""Spreadsheets as Excel and others write them (.xlsx, .xlsm): cells as shown, errors and formulas kept.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles). The sheet is
scanned as text where it is written the usual way, and parsed as XML where it is not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from attrs import define, field

from cchc.readers.formula_text import moved
from cchc.readers.grid import LONGEST_CELL, Grid, Likeness, chosen, filled, named, place, unstored
from cchc.readers.number_format import FIRST_CUSTOM, GENERAL, built_in, is_day_and_month, shown
from cchc.readers.package import Package
from cchc.readers.worksheet import RawCell, UnusualError, parsed, scanned, unescaped
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import Note, RawForm
from cchc.value import Cell

MOST_SHEETS = 60
_CUSTOM = re.compile(r"<(?:\w+:)?numFmt\b[^<>]*>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^<>]*>")
_PLAIN_STRING = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
_STRING = re.compile(r"<(?:\w+:)?si(?: [^<>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(r"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t(?: [^<>]*)?>([^<]*)</")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@frozen
class Sheet:
    """A sheet's name and the part that holds it."""

    name: str
    part: str
    hidden: bool = False


@define
class Workbook:
    """What the sheets of one file share: strings, number formats, the first day of its calendar."""

    package: Package
    sheets: Sequence[Sheet]
    active: str | None
    since_1904: bool
    strings_part: str | None
    styles_part: str | None
    _strings: list[str] | None = None
    _formats: list[str] | None = None

    @classmethod
    def open(cls, data: bytes, source: str) -> Workbook:
        package = Package(data, source)
        main = package.main_part("xl/workbook.xml")
        root = package.xml(main)
        targets = package.relations(main)
        sheets = []
        for found in root.iterfind("{*}sheets/{*}sheet"):
            id = next((value for name, value in found.items() if name.endswith("}id")), "")
            kind, part = targets.get(id, ("", ""))
            if kind == "worksheet" and part in package:
                sheets.append(Sheet(found.get("name", ""), part, found.get("state", "visible") != "visible"))
        if not sheets:
            raise package.damaged(main)
        view = root.find("{*}bookViews/{*}workbookView")
        active = view.get("activeTab", "0") if view is not None else "0"
        order = [found.get("name") for found in root.iterfind("{*}sheets/{*}sheet")]
        calendar = root.find("{*}workbookPr")
        parts = {kind: part for kind, part in targets.values() if part in package}
        return cls(
            package,
            sheets,
            order[int(active)] if active.isdecimal() and int(active) < len(order) else None,
            calendar is not None and calendar.get("date1904") in ("1", "true"),
            parts.get("sharedStrings"),
            parts.get("styles"),
        )

    @property
    def strings(self) -> list[str]:
        """The texts that cells refer to by number."""
        if self._strings is None:
            self._strings = _strings(self.package.text(self.strings_part)) if self.strings_part else []
            if max(map(len, self._strings), default=0) > LONGEST_CELL:
                raise refusal("bomb", self.package.source)
        return self._strings

    def string(self, number: str) -> str:
        """A shared string by its number."""
        try:
            return self.strings[int(number)]
        except (ValueError, IndexError):
            raise self.package.damaged(f"string {number[:20]}") from None

    @property
    def formats(self) -> list[str]:
        """The number format of each style."""
        if self._formats is None:
            self._formats = _formats(self.package.text(self.styles_part)) if self.styles_part else []
        return self._formats

    @property
    def plain_styles(self) -> frozenset[str]:
        """The styles that show a number as it is."""
        return frozenset(("", *(str(style) for style, code in enumerate(self.formats) if code == GENERAL)))

    def format(self, style: str) -> str:
        """The number format of a style by its number."""
        number = int(style or 0)
        return self.formats[number] if number < len(self.formats) else GENERAL


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = filled) -> RawForm:
    """The rows of the sheet most like the form (or of the named one); raises ReadError."""
    book = Workbook.open(data, source)
    if sheet is not None:
        wanted = named([one.name for one in book.sheets], sheet, source)
        return _form(book, next(one for one in book.sheets if one.name == wanted))
    shown_ones = [one for one in book.sheets if not one.hidden] or list(book.sheets)
    forms = [_form(book, one) for one in shown_ones[:MOST_SHEETS]]
    return chosen(forms, [one.name for one in shown_ones[:MOST_SHEETS]], likeness, book.active)


def _form(book: Workbook, sheet: Sheet) -> RawForm:
    merged: list[str] = []
    try:
        grid = _grid(book, sheet, scanned(book.package.pieces(sheet.part), merged))
    except UnusualError:
        merged.clear()
        grid = _grid(book, sheet, parsed(book.package.pieces(sheet.part), merged, book.package))
    for ref in merged:
        first, last = map(place, ref.split(":", 1)) if ":" in ref else (None, None)
        if first and last:
            grid.merge(first, last)
    if any(part.endswith("vbaProject.bin") for part in book.package):
        grid.notes.append(Note("CCHC-F012"))
    return grid.form()


def _grid(book: Workbook, sheet: Sheet, batches: Iterable[list[RawCell]]) -> Grid:
    """The cells of a sheet by row and column; strings and plain counts, nearly all of a form, go the short way."""
    grid = Grid(sheet.name, book.package.source)
    other = _Cells(book, grid)
    strings, rows, name, plain = book.strings, grid.rows, sheet.name, book.plain_styles
    for batch in batches:
        for raw in batch:
            ref, style, kind, formula, text = raw
            if formula or (kind != "s" and (kind or style not in plain or not text.isdecimal())):
                other.put(raw)
                continue
            try:
                if kind:
                    text = strings[int(text)]
                row, column = place(ref)  # type: ignore[misc]
            except (ValueError, IndexError, TypeError):
                raise book.package.damaged(f"{ref}: {text[:20]}") from None
            if text and not text.isspace():
                cells = rows[row] if row in rows else grid.row(row)
                cells[column] = Cell(text, "", None, name, ref)
    grid.notes.extend(unstored(other.unstored))
    return grid


@frozen
class _Cells:
    """Numbers, dates, errors and formulas on their way into a grid."""

    book: Workbook
    grid: Grid
    shared: dict[str, tuple[str, int, int]] = field(factory=dict)
    unstored: list[Cell] = field(factory=list)

    def put(self, raw: RawCell) -> None:
        ref, style, kind, element, value = raw
        found = place(ref)
        if found is None:
            raise self.book.package.damaged(ref)
        formula = self._formula(element, *found) if element else None
        cell = self.grid.put(*found, self._text(kind, style, value), formula)
        if cell is not None and formula and not value and kind != "str":
            self.unstored.append(cell)
        if style and kind in ("", "n") and value and is_day_and_month(self.book.format(style)):
            self.grid.notes.append(Note("CCHC-F013", cell))

    def _text(self, kind: str, style: str, value: str) -> str:
        """What a person sees of a value."""
        match kind:
            case "" | "n":
                return shown(value, self.book.format(style), since_1904=self.book.since_1904) if value else ""
            case "s":
                return self.book.string(value)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
            case "d":
                return _iso_date(value)
            case "e":
                return value
            case _:
                return _decoded(value)

    def _formula(self, element: str, row: int, column: int) -> str | None:
        """The formula of a cell, that of a shared one moved here."""
        opening, _, rest = element.partition(">")
        formula = unescaped(rest.removesuffix("</f>"))
        known = _attributes(opening)
        if known.get("t") == "shared" and (number := known.get("si")) is not None:
            if formula:
                self.shared[number] = (formula, row, column)
            elif number in self.shared:
                master, first_row, first_column = self.shared[number]
                formula = moved(master, row - first_row, column - first_column)
        return f"={formula}" if formula else None


def _iso_date(value: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment:%d/%m/}{moment.year}"


def _decoded(text: str) -> str:
    """Characters that XML cannot hold, written as "_x000D_"."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _strings(xml: str) -> list[str]:
    """The shared strings, runs of different fonts joined."""
    if "!" in xml and "<!" in xml:
        xml = _without_sections(xml)
    if "&" not in xml and "_" not in xml and xml.count("</si>") == len(found := _PLAIN_STRING.findall(xml)):
        return found
    found = []
    for body in _STRING.findall(xml):
        if body.startswith("<t>") and body.endswith("</t>") and body.count("<") == 2:
            text = body[3:-4]
        else:
            text = "".join(_TEXT.findall(_PHONETIC.sub("", body)))
        found.append(_decoded(unescaped(text)))
    return found


def _without_sections(xml: str) -> str:
    """The XML with comments left out and CDATA sections escaped."""
    xml = re.sub(r"<!--.*?-->", "", xml, flags=re.DOTALL)
    return re.sub(r"<!\[CDATA\[(.*?)\]\]>", lambda match: escape(match[1]), xml, flags=re.DOTALL)


def _formats(xml: str) -> list[str]:
    """The number format of each style."""
    custom: dict[int, str] = {}
    for element in _CUSTOM.findall(xml):
        known = _attributes(element)
        if known.get("numFmtId", "").isdecimal():
            custom[int(known["numFmtId"])] = unescaped(known.get("formatCode", GENERAL))
    styles = _STYLES.search(xml)
    numbers = [_attributes(style).get("numFmtId", "") for style in _STYLE.findall(styles[0])] if styles else []
    codes = [int(number) if number.isdecimal() else 0 for number in numbers]
    return [custom.get(code, GENERAL if code >= FIRST_CUSTOM else built_in(code)) for code in codes]


def _attributes(element: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(element)}
