"""OpenDocument spreadsheets and texts (.ods, .odt): what each cell shows is in the file, errors included.

Source: OpenDocument 1.3 part 3, 9 (tables), 5 and 6 (text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from attrs import define, field

from cchc.readers.formula_text import plain
from cchc.readers.grid import FILLED, MOST_ROWS, Grid, Likeness, chosen, named
from cchc.readers.number_format import shown
from cchc.readers.package import Package, local
from cchc.reading.refusal import refusal
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

_MOST_REPEATED = 1_000
"""A row or cell that is repeated more often is only how a program fills up the sheet."""
_NUMBER = re.compile(r"[-−]?\d[\d.,\s]*")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/-]\d{1,2}")
_UNSEEN = frozenset(("annotation", "note", "tracked-changes", "table", "frame"))
_NUMBERS = frozenset(("float", "percentage", "currency"))


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the sheet most like the form (or of the named one), or of a whole text document."""
    package = Package(data, source)
    if "META-INF/manifest.xml" in package and "encryption-data" in package.text("META-INF/manifest.xml"):
        raise refusal("encrypted", source)
    body = package.xml("content.xml").find("{*}body")
    book = body.find("{*}spreadsheet") if body is not None else None
    if book is not None:
        return _sheet(book, source, sheet, likeness)
    text = body.find("{*}text") if body is not None else None
    if text is None:
        raise package.damaged("content.xml")
    document = _Text(source)
    document.take(text)
    if not document.rows:
        raise refusal("no_table", source)
    return RawForm(tuple(document.rows), source)


def _sheet(book: Element, source: str, sheet: str | None, likeness: Likeness) -> RawForm:
    tables = {_attribute(table, "name"): table for table in book.iterfind("{*}table")}
    if sheet is not None:
        name = named(tables, sheet, source)
        return _grid(tables[name], name, source).form()
    if not tables:
        raise refusal("no_table", source)
    forms = [_grid(table, name, source).form() for name, table in tables.items()]
    return chosen(forms, list(tables), likeness)


def _grid(table: Element, name: str, source: str) -> Grid:
    grid = Grid(name, source)
    number = 0
    for row in _rows(table):
        repeated = _times(row, "number-rows-repeated")
        cells = [(column, times, cell) for column, times, cell in _cells(row) if _has_something(cell)]
        for offset in range(min(repeated, _MOST_REPEATED) if cells else 0):
            for column, times, cell in cells:
                for place in range(column, column + min(times, _MOST_REPEATED)):
                    _put(grid, number + 1 + offset, place, cell)
        number += repeated
    _merge(grid, table)
    return grid


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, through its groups and header rows."""
    for child in table:
        name = local(child.tag)
        if name == "table-row":
            yield child
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Column, number of repetitions and element of each cell."""
    column = 0
    for cell in row:
        if local(cell.tag) in ("table-cell", "covered-table-cell"):
            times = _times(cell, "number-columns-repeated")
            yield column, times, cell
            column += times


def _has_something(cell: Element) -> bool:
    return local(cell.tag) == "table-cell" and (len(cell) > 0 or any(local(name) == "formula" for name in cell.attrib))


def _put(grid: Grid, row: int, column: int, cell: Element) -> None:
    text = "\n".join(_text(child) for child in cell if local(child.tag) in ("p", "h"))
    kind, formula = _attribute(cell, "value-type"), _attribute(cell, "formula")
    is_error = kind == "string" and text.startswith(("#", "Err:"))
    if kind in _NUMBERS and not is_error:
        text = _number(text, _attribute(cell, "value"), kind)
    elif kind == "date":
        text = _date(text, _attribute(cell, "date-value"))
    put = grid.put(row, column, text, plain(formula) if formula else None)
    if kind == "date" and _DAY_AND_MONTH.fullmatch(text):
        grid.notes.append(Note("CCHC-F013", put))


def _number(text: str, value: str, kind: str) -> str:
    """A number as it shows, with a decimal comma whatever the language of the file is."""
    match = _NUMBER.search(text)
    try:
        exact = Decimal(value) * (100 if kind == "percentage" else 1)
    except InvalidOperation:
        return text
    if match is None or not exact.is_finite():
        return text or shown(value)
    digits = match[0].rstrip()
    readings = (digits.replace(".", "").replace(",", "."), digits.replace(",", ""))
    known = [_decimal(re.sub(r"\s", "", reading).replace("−", "-")) for reading in readings]
    nearest = min(
        (reading for reading in known if reading is not None), key=lambda each: abs(each - exact), default=None
    )
    if nearest is None:
        return text
    return text[: match.start()] + f"{nearest:f}".replace(".", ",") + text[match.start() + len(digits) :]


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _date(text: str, value: str) -> str:
    """A date with its year in full, unless only day and month show."""
    year, _, rest = value[:10].partition("-")
    month, _, day = rest.partition("-")
    if _DAY_AND_MONTH.fullmatch(text) or not (year.isdecimal() and month.isdecimal() and day.isdecimal()):
        return text
    return f"{day}/{month}/{year}"


def _merge(grid: Grid, table: Element) -> None:
    number = 0
    for row in _rows(table):
        for column, _, cell in _cells(row):
            down, right = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
            if down > 1:
                grid.merge((number + 1, column), (number + down, column + right - 1))
        number += _times(row, "number-rows-repeated")


def _text(element: Element) -> str:
    """What a person sees of a paragraph."""
    match local(element.tag):
        case "s":
            return " " * min(_times(element, "c"), _MOST_REPEATED)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
        case name if name in _UNSEEN:
            return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


def _times(element: Element, name: str) -> int:
    value = _attribute(element, name)
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if local(key) == name), "")


@define
class _Text:
    """The rows of a text document found so far."""

    source: str
    rows: list[Row] = field(factory=list)
    paragraphs: int = 0
    tables: int = 0

    def take(self, parent: Element) -> None:
        """All paragraphs and tables below an element, whatever they are wrapped in."""
        for child in parent:
            match local(child.tag):
                case "p" | "h":
                    self.paragraphs += 1
                    ref = f"¶{self.paragraphs}"
                    lines = [line for line in _text(child).split("\n") if line.strip()]
                    self.rows += [Row(tuple(Cell(cell, ref=ref) for cell in line.split("\t"))) for line in lines]
                case "table":
                    self.tables += 1
                    self.rows += _grid(child, f"#{self.tables}", self.source).form().rows
                case name if name not in _UNSEEN:
                    self.take(child)
            if len(self.rows) > MOST_ROWS:
                raise refusal("too_long", self.source, rows=str(MOST_ROWS), line=str(self.paragraphs))
