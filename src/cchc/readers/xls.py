"""Spreadsheets of Excel 97–2003 (.xls), by xlrd: cells as shown, errors kept."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.errors import MissingExtraError, ReadError
from cchc.readers.confined import confined, require
from cchc.readers.grid import FILLED, Grid, Likeness, chosen, named
from cchc.readers.ink import PAPER, UNKNOWN, blends
from cchc.readers.number_format import GENERAL, is_blank, is_day_and_month, shown, stored
from cchc.readers.points import point, pointed
from cchc.readers.sight import Sight, Sighted
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import Note, RawForm

_SMALL = 300_000
"""Bytes of a workbook that cannot become more than a moment's work: a larger one is read apart."""
_NUMBERS = (2, 3)
_NO_FILL, _SOLID = 0, 1
_USUAL_INK, _WINDOW = (64, 0x7FFF), 65
"""Numbers of colours that are the system's: of letters, and of what is under them."""
_TINY = 40
"""Twentieths of a point: letters of two points nobody reads."""
_ERROR, _BOOLEAN = 5, 4
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@frozen
class XlsContent:
    """The sheets of a workbook: which are shown, and which one it opens at."""

    forms: Mapping[str, RawForm]
    shown: Sequence[str]
    active: str | None


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = FILLED) -> RawForm:
    """The rows of the sheet most like the form (or of the named one); raises ReadError."""
    require("xlrd", "xls", "xls")
    is_small = len(data) <= _SMALL
    task = "xls" if point() == "," else "xls."
    book: XlsContent = extracted(data, source) if is_small else confined(task, data, source)
    if sheet is not None:
        return book.forms[named(book.forms, sheet, source)]
    hidden = {name: form for name, form in book.forms.items() if name not in book.shown}
    return chosen([book.forms[name] for name in book.shown], book.shown, likeness, book.active, hidden)


def extracted_with_points(data: bytes, source: str) -> XlsContent:
    """The same, its numbers with decimal points."""
    with pointed("."):
        return extracted(data, source)


def extracted(data: bytes, source: str) -> XlsContent:
    """All sheets of a workbook; raises ReadError."""
    try:
        book = _opened(data)
        names = book.sheet_names()
        charge("sheets", len(names))
        shown_ones = [one.name for one in book.sheets() if one.visibility == 0] or names
        active = next((one.name for one in book.sheets() if one.sheet_selected), None)
        return XlsContent({name: _form(book, name, source) for name in names}, shown_ones, active)
    except (ReadError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001  xlrd tells a damaged file by whatever error its reading runs into
        if "encrypt" in str(error).lower():
            raise refusal("encrypted", source) from None
        raise refusal("damaged_book", source, reason=f"{type(error).__name__}: {error}"[:100]) from None


def _opened(data: bytes) -> Any:
    try:
        import xlrd
    except ImportError:
        raise MissingExtraError("xls", "xls") from None
    # What it has to say of odd files is no concern of whoever reads a report.
    return xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())


def _form(book: Any, name: str, source: str) -> RawForm:
    sheet = book.sheet_by_name(name)
    grid = Grid(name, source)
    grid.hidden_rows.update(row + 1 for row, known in sheet.rowinfo_map.items() if _is_hidden(known, known.height))
    grid.hidden_columns.extend(
        range(column, column + 1) for column, known in sheet.colinfo_map.items() if _is_hidden(known, known.width)
    )
    for row in range(sheet.nrows):
        charge("cells", sheet.row_len(row))
        for column in range(sheet.row_len(row)):
            _put(grid, book, sheet, row, column)
    for top, bottom, left, right in sheet.merged_cells:
        grid.merge((top + 1, left), (bottom, right - 1))
    return grid.form()


def _is_hidden(known: Any, size: int) -> bool:
    return bool(known.hidden) or size == 0


def _put(grid: Grid, book: Any, sheet: Any, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    is_number = cell.ctype in _NUMBERS
    code = _format(book, cell.xf_index)
    text = _text(cell, code if is_number else GENERAL, book.datemode == 1)
    value = repr(cell.value).removesuffix(".0") if is_number else ""
    written = _written(book, sheet, row, column, text)
    is_hidden = is_blank(code, value) if is_number else is_blank(code, text=True)
    if (is_hidden or (value == "0" and not sheet.show_zero_values)) and (text or value):
        grid.put(row + 1, column, "", None, text or value)
        return
    put = grid.put(row + 1, column, written.text, None, written.unseen)
    if is_number and is_day_and_month(code):
        grid.notes.append(Note("CCHC-F013", put))
    elif put is not None and put.text and (more := stored(value, code)) is not None:
        grid.notes.append(Note("CCHC-F018", put, {"expected": more}))


def _written(book: Any, sheet: Any, row: int, column: int, text: str) -> Sighted:
    """The text of a cell run by run: from each place on, the next font."""
    written = Sighted()
    cell = sheet.cell(row, column)
    style = book.xf_list[cell.xf_index]
    ground = _ground(book, style.background)
    runs = [(0, style.font_index), *sheet.rich_text_runlist_map.get((row, column), ())]
    ends = [*(start for start, _ in runs[1:]), len(text)]
    for (start, number), end in zip(runs, ends, strict=True):
        font = book.font_list[number]
        is_unseen = blends(_colour(book, font.colour_index), ground) or font.height <= _TINY
        written.add(text[start:end], Sight.UNSEEN if is_unseen else _sight(font))
    return written


def _sight(font: Any) -> Sight:
    if font.struck_out:
        return Sight.UNSEEN
    return {1: Sight.RAISED, 2: Sight.LOWERED}.get(font.escapement, Sight.PLAIN)


def _ground(book: Any, background: Any) -> str | None:
    """The colour under a cell; None where it has none."""
    if background.fill_pattern == _NO_FILL:
        return None
    is_solid = background.fill_pattern == _SOLID
    return (_colour(book, background.pattern_colour_index) or UNKNOWN) if is_solid else UNKNOWN


def _colour(book: Any, index: int) -> str | None:
    """A colour of the workbook's palette; None for the usual ink, which is whatever the screen has."""
    if index in _USUAL_INK:
        return None
    if index == _WINDOW:
        return PAPER
    known = book.colour_map.get(index)
    return UNKNOWN if known is None else "".join(f"{channel:02x}" for channel in known)


def _format(book: Any, number: int) -> str:
    style = book.xf_list[number]
    known = book.format_map.get(style.format_key)
    return known.format_str if known is not None else GENERAL


def _text(cell: Any, code: str, since_1904: bool) -> str:
    """What a person sees of a cell."""
    if cell.ctype in _NUMBERS:
        return shown(repr(cell.value).removesuffix(".0"), code, since_1904=since_1904)
    if cell.ctype == _ERROR:
        return _ERRORS.get(cell.value, "#N/A")
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return str(cell.value)
