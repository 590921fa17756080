"""The table of many reports as files: a spreadsheet with numbers and filters, and a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cchc.batch.pictures.page import PageTable, Section, page
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.filed.overview import OfficeRow, Overview
from cchc.filed.rows import NUMBERS, cells, columns_of, heads, notes, summary, title
from cchc.mark import MADE_OF_REPORTS
from cchc.serialize.table import harmless
from cchc.writers.xlsx_sheet import new_book
from cchc.writers.xlsx_style import (
    CENTRED,
    FILLS,
    GRID,
    HEAD,
    INKS,
    LEFT,
    ONE_LINE,
    CellLooks,
    fitted,
    height_of,
    set_up_page,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = {"office": 30, "form": 16, "period": 11, "filed": 16, "due": 16, "file": 40, "cause": 70}
_NUMBER_WIDTH = 11
_HEADER = 3
_HEAD_LINES = 2
_SIGNED = "+0;−0;0"


def html(overview: Overview, words: Words) -> str:
    """A page with one table, which opens without a network."""
    names = columns_of(overview, with_file=True)
    rows = [[cells(row, words)[name] for name in names] for row in overview.rows]
    table = PageTable(
        list(heads(names, words).values()),
        rows,
        frozenset(place for place, name in enumerate(names) if name in NUMBERS),
    )
    told = " ".join(f"{note.removesuffix('.')}." for note in notes(overview, words))
    section = Section(words("overview_rows"), (), (table,), told)
    return page(title(overview, words), summary(overview, words), [section], language=words.language)


def workbook(overview: Overview, words: Words) -> bytes:
    """One sheet, its headings kept in sight, numbers as numbers, rows to be filtered and sorted."""
    stream = io.BytesIO()
    head, names = title(overview, words), columns_of(overview, with_file=True)
    book = new_book(stream, head, MADE_OF_REPORTS)
    looks, sheet = CellLooks(book), book.add_worksheet()
    sheet.write_string(0, 0, head, looks.look(ONE_LINE, bold=True, font_size=14))
    sheet.write_string(1, 0, summary(overview, words), looks.look(ONE_LINE))
    sheet.set_row(_HEADER, height_of(_HEAD_LINES))
    for column, (name, heading) in enumerate(heads(names, words).items()):
        sheet.set_column(column, column, _WIDTHS.get(name, _NUMBER_WIDTH))
        sheet.write_string(_HEADER, column, heading, looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD))
    for number, row in enumerate(overview.rows, _HEADER + 1):
        _write(sheet, number, row, names, words, looks)
    last = _HEADER + len(overview.rows)
    sheet.autofilter(_HEADER, 0, last, len(names) - 1)
    for number, note in enumerate(notes(overview, words), last + 2):
        sheet.write_string(number, 0, harmless(note), looks.look(ONE_LINE))
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.repeat_rows(_HEADER)
    set_up_page(sheet)
    book.close()
    return stream.getvalue()


def _write(sheet: Worksheet, number: int, row: OfficeRow, names: Sequence[str], words: Words, looks: CellLooks) -> None:
    """A row of the table, coloured by the gravest of what was found."""
    texts, figures, worst = cells(row, words), _figures(row), _severity(row)
    inks = {} if worst is None else {"bg_color": FILLS[worst], "font_color": INKS[worst]}
    # Written, as not every program fits a row to its text by itself.
    sheet.set_row(number, fitted(map(texts.__getitem__, names), (_WIDTHS.get(name, _NUMBER_WIDTH) for name in names)))
    for column, name in enumerate(names):
        figure = figures.get(name)
        if figure is None:
            sheet.write_string(number, column, harmless(texts[name]), looks.look(GRID, **_sides(name)))
        else:
            shown = inks if name != "change" and figure else {}
            look = looks.look(GRID, **CENTRED, **shown, num_format=_SIGNED if name == "change" else "0")
            sheet.write_number(number, column, figure, look)


def _sides(name: str) -> dict[str, Any]:
    return CENTRED if name in NUMBERS or name in ("period", "filed", "due") else LEFT


def _figures(row: OfficeRow) -> dict[str, int | None]:
    of = row.report
    return {
        "errors": None if of is None else of.errors,
        "warnings": None if of is None else of.warnings,
        "change": row.change,
    }


def _severity(row: OfficeRow) -> Severity | None:
    if row.report is None:
        return Severity.ERROR
    return Severity.ERROR if row.report.errors else Severity.WARNING if row.report.warnings else None
