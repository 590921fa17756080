"""Spreadsheets as XML Spreadsheet 2003, which reporting systems like to export under the name of .xls.

Source: XML Spreadsheet reference (Office 2003): Workbook, Styles, Worksheet, Table, Row, Cell, Data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.grid import Grid, Likeness, chosen, named
from cchc.readers.number_format import GENERAL, is_blank, is_day_and_month, shown, stored
from cchc.readers.package import children, local
from cchc.readers.sight import Sight, Sighted, joined
from cchc.reading.budget import charge
from cchc.record import field, frozen
from cchc.report import Note, RawForm

_FORMATS = {
    "General Number": GENERAL, "General Date": "dd/mm/yyyy h:mm", "Long Date": "dd/mm/yyyy",
    "Medium Date": "dd/mm/yyyy", "Short Date": "dd/mm/yyyy", "Long Time": "h:mm:ss",
    "Medium Time": "h:mm", "Short Time": "h:mm",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Scientific": "0.00E+00", "Yes/No": '"Có";"Có";"Không"', "True/False": '"TRUE";"TRUE";"FALSE"', "On/Off": GENERAL,
}  # fmt: skip
"""Formats that go by a name."""
_SET = {"s": Sight.UNSEEN, "strike": Sight.UNSEEN, "sup": Sight.RAISED, "sub": Sight.LOWERED}
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_FURTHEST = 10**8
_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet knows no time zone

Attributes = Mapping[str, str]


@frozen
class XmlStyle:
    """How cells of a style are shown; None where that says nothing."""

    format: str | None = None
    is_struck: bool | None = None
    base: str = ""


@frozen
class XmlStyles:
    """The styles of a workbook by their id."""

    known: Mapping[str, XmlStyle] = field(factory=dict)

    @classmethod
    def of(cls, root: Element) -> XmlStyles:
        found = {}
        for style in root.iterfind("{*}Styles/{*}Style"):
            known = attributes(style)
            format_ = struck = None
            for part in style:
                if local(part.tag) == "NumberFormat":
                    code = attributes(part).get("Format", GENERAL)
                    format_ = _FORMATS.get(code, code)
                elif local(part.tag) == "Font":
                    struck = attributes(part).get("StrikeThrough") == "1"
            found[known.get("ID", "")] = XmlStyle(format_, struck, known.get("Parent", "Default"))
        return cls(found)

    def of_cell(self, id: str) -> tuple[str, bool]:
        """The number format of a style, and whether it strikes its cells out."""
        own = self.known.get(id, XmlStyle())
        base = self.known.get(own.base, XmlStyle()) if own.base != id else XmlStyle()
        format_ = own.format if own.format is not None else base.format
        struck = own.is_struck if own.is_struck is not None else base.is_struck
        return format_ or GENERAL, bool(struck)


def of_root(root: Element, source: str, sheet: str | None, likeness: Likeness) -> RawForm | None:
    """The rows of the sheet most like the form, or of the named one; None if there is no sheet."""
    sheets = {attributes(each).get("Name", ""): each for each in root.iterfind("{*}Worksheet")}
    if not sheets:
        return None
    charge("sheets", len(sheets))
    styles = XmlStyles.of(root)
    if sheet is not None:
        name = named(sheets, sheet, source)
        return _grid(sheets[name], Grid(name, source), styles).form()
    forms = {name: _grid(each, Grid(name, source), styles).form() for name, each in sheets.items()}
    seen = [name for name, each in sheets.items() if not _is_hidden(each)] or list(sheets)
    active = root.findtext("{*}ExcelWorkbook/{*}ActiveSheet", "0")
    place = whole_of(active, len(sheets) - 1)
    opened = list(sheets)[place] if place is not None else None
    hidden = {name: form for name, form in forms.items() if name not in seen}
    return chosen([forms[name] for name in seen], seen, likeness, opened, hidden)


def _is_hidden(sheet: Element) -> bool:
    return sheet.findtext("{*}WorksheetOptions/{*}Visible", "") in ("SheetHidden", "SheetVeryHidden")


def _grid(sheet: Element, grid: Grid, styles: XmlStyles) -> Grid:
    merged = []
    for table in sheet.iterfind("{*}Table"):
        column_styles = dict(_columns(table, grid))
        for number, row in _placed(table, "Row", _LAST_ROW):
            known = attributes(row)
            if known.get("Hidden") == "1" or known.get("Height") == "0":
                grid.hidden_rows.add(number)
            for column, cell in _placed(row, "Cell", _LAST_COLUMN):
                own = attributes(cell)
                id = own.get("StyleID") or known.get("StyleID") or column_styles.get(column, "Default")
                _put(grid, (number, column - 1), cell, own.get("Formula"), *styles.of_cell(id))
                down, right = _count(own.get("MergeDown")), _count(own.get("MergeAcross"))
                if down or right:
                    merged.append(((number, column - 1), (number + down, column - 1 + right)))
    for first, last in merged:
        grid.merge(first, last)
    return grid


def _columns(table: Element, grid: Grid) -> Iterator[tuple[int, str]]:
    """The styles of whole columns, counted from 1; hidden ones are noted."""
    for number, column in _placed(table, "Column", _LAST_COLUMN):
        known = attributes(column)
        if known.get("Hidden") == "1" or known.get("Width") == "0":
            grid.hidden_columns.append(range(number - 1, number + _count(known.get("Span"))))
        if "StyleID" in known:
            yield number, known["StyleID"]


def _placed(parent: Element, name: str, last: int) -> Iterator[tuple[int, Element]]:
    """Rows, columns or cells with their numbers from 1: the next, unless they name another further on."""
    number = 1
    for each in children(parent):
        if local(each.tag) != name:
            continue
        known = attributes(each)
        number = max(number, whole_of(known.get("Index", ""), _FURTHEST) or number)
        if number > last:
            return
        yield number, each
        number += 1 + _count(known.get("MergeAcross" if name == "Cell" else "Span"))


def _put(grid: Grid, place: tuple[int, int], cell: Element, formula: str | None, code: str, is_struck: bool) -> None:
    charge("cells")
    data = next((part for part in cell if local(part.tag) == "Data"), None)
    kind = attributes(data).get("Type", "String") if data is not None else ""
    written = Sighted()
    if data is not None:
        _write(data, written, Sight.PLAIN)
    value = written.text.strip() if kind in ("Number", "DateTime") else ""
    text, unseen = _shown(written, kind, value, code)
    if is_struck or (is_blank(code, value) if value else is_blank(code, text=True)):
        text, unseen = "", joined((text or value, unseen))
    put = grid.put(*place, text, formula, unseen)
    if put is not None and formula is not None and data is None:
        grid.uncalculated.append(put)
    if value and is_day_and_month(code):
        grid.notes.append(Note("CCHC-F013", put))
    elif put is not None and text and kind == "Number" and (more := stored(value, code)) is not None:
        grid.notes.append(Note("CCHC-F018", put, {"expected": more}))


def _shown(written: Sighted, kind: str, value: str, code: str) -> tuple[str, str | None]:
    match kind:
        case "Number":
            return shown(value, code), written.unseen
        case "DateTime":
            return _date(value, code), written.unseen
        case "Boolean":
            return {"1": "TRUE", "0": "FALSE"}.get(written.text.strip(), written.text), written.unseen
        case _:
            return written.text, written.unseen


def _write(element: Element, written: Sighted, sight: Sight) -> None:
    """A text with the markup of web pages in it."""
    written.add(element.text or "", sight)
    for child in children(element):
        own = _SET.get(local(child.tag).lower(), sight)
        _write(child, written, sight if sight is Sight.UNSEEN else own)
        written.add(child.tail or "", sight)


def _date(value: str, code: str) -> str:
    try:
        days = (dt.datetime.fromisoformat(value) - _FIRST_DAY) / dt.timedelta(days=1)
    except (ValueError, TypeError):
        return value
    return shown(repr(days), code if code != GENERAL else "dd/mm/yyyy")


def _count(value: str | None) -> int:
    return min(whole_of(value or "", _FURTHEST) or 0, _LAST_ROW)


def attributes(element: Element) -> dict[str, str]:
    """The attributes of an element by their names without the namespace."""
    return {local(name): value for name, value in element.items()}
