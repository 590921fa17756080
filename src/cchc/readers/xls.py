"""Spreadsheets of Excel 97–2003 (.xls), by xlrd: cells as shown, errors kept."""

from __future__ import annotations

import io
from typing import Any

from cchc.errors import MissingExtraError, ReadError
from cchc.readers.grid import Grid, Likeness, chosen, filled, named
from cchc.readers.number_format import GENERAL, is_day_and_month, shown
from cchc.reading.refusal import refusal
from cchc.report import Note, RawForm

_NUMBERS = (2, 3)
_ERROR, _BOOLEAN = 5, 4
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(data: bytes, source: str = "", *, sheet: str | None = None, likeness: Likeness = filled) -> RawForm:
    """The rows of the sheet most like the form (or of the named one); raises ReadError."""
    try:
        book = _opened(data)
        names = [one.name for one in book.sheets() if one.visibility == 0] or book.sheet_names()
        if sheet is not None:
            return _form(book, named(book.sheet_names(), sheet, source), source)
        forms = [_form(book, name, source) for name in names]
        active = next((one.name for one in book.sheets() if one.sheet_selected), None)
        return chosen(forms, names, likeness, active)
    except (ReadError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001  xlrd tells a damaged file by whatever error its reading runs into
        if "encrypt" in str(error).lower():
            raise refusal("encrypted", source) from None
        raise refusal("damaged", source, reason=f"{type(error).__name__}: {error}"[:100]) from None


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
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            code = _format(book, cell.xf_index) if cell.ctype in _NUMBERS else GENERAL
            put = grid.put(row + 1, column, _text(cell, code, book.datemode == 1))
            if cell.ctype in _NUMBERS and is_day_and_month(code):
                grid.notes.append(Note("CCHC-F013", put))
    for top, bottom, left, right in sheet.merged_cells:
        grid.merge((top + 1, left), (bottom, right - 1))
    return grid.form()


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
