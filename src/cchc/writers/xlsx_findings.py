"""The sheet of findings: one row a finding, each with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc.edition import Severity, label_of
from cchc.writers.cell_formulas import quoted
from cchc.writers.form import Flagged, Mark
from cchc.writers.xlsx_style import (
    CENTRED,
    COMPUTED,
    FILLS,
    GRID,
    HEAD,
    INKS,
    LEFT,
    ONE_LINE,
    PLAIN,
    CellLooks,
    fitted,
    height_of,
    set_up_page,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    ("number", 5.5),
    ("severity", 10.0),
    ("code", 13.0),
    ("cell", 8.0),
    ("path", 12.0),
    ("line", 40.0),
    ("message", 54.0),
    ("declared", 22.0),
    ("expected", 18.0),
    ("remedy", 44.0),
)
_WIDTHS = [width for column, width in COLUMNS if column not in ("number", "cell")]
_HEADER = 4
_CELL = 3
"""The column of links, before the form's own words: a sheet of labels would be taken for the form."""
_LONGEST = 32_000


def row_of(number: int) -> int:
    """The row, from 0, of a finding by its number."""
    return _HEADER + 1 + number


def write(
    form: Flagged, book: Workbook, name: str, form_sheet: str, cells: Sequence[str | None], looks: CellLooks
) -> None:
    """Write the sheet; `cells` are the references that each finding is shown at."""
    sheet = book.add_worksheet(name)
    _set_up(sheet, len(form.marks))
    _head(sheet, form, looks)
    sheet.set_row(_HEADER, height_of(1))
    plain, centred = looks.look(GRID, **LEFT), looks.look(GRID, **CENTRED)
    link = looks.look(GRID, **CENTRED, font_color="#0563C1", underline=1)
    flags = {
        severity: looks.look(GRID, **CENTRED, bg_color=FILLS[severity], font_color=INKS[severity])
        for severity in Severity
    }
    for number, (mark, cell) in enumerate(zip(form.marks, cells, strict=True)):
        row, texts = row_of(number), _texts(form, mark)
        sheet.set_row(row, fitted(texts, _WIDTHS))
        sheet.write_number(row, 0, number + 1, centred)
        for place, text in enumerate(texts, 1):
            look = flags[mark.finding.severity] if place < _CELL else plain
            sheet.write_string(row, place if place < _CELL else place + 1, text[:_LONGEST], look)
        if cell is None:
            sheet.write_blank(row, _CELL, None, plain)
        else:
            sheet.write_url(row, _CELL, f"internal:{quoted(form_sheet)}!{cell}", link, cell)


def _set_up(sheet: Worksheet, count: int) -> None:
    for place, (_, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    sheet.repeat_rows(_HEADER)
    sheet.freeze_panes(_HEADER + 1, 4)
    sheet.autofilter(_HEADER, 0, _HEADER + count, len(COLUMNS) - 1)
    set_up_page(sheet)


def _head(sheet: Worksheet, form: Flagged, looks: CellLooks) -> None:
    """The title, how many findings there are of each severity, and what colours mean."""
    for row, height in ((0, 24), (1, 18), (2, 22)):
        sheet.set_row(row, height)
    sheet.write_string(0, 0, form.phrase("findings_title"), looks.look(ONE_LINE, bold=True, font_size=16))
    sheet.write_string(1, 0, form.title, looks.look(ONE_LINE))
    counts = Counter(mark.finding.severity for mark in form.marks)
    for place, severity in zip((1, 2, 4), Severity, strict=True):
        told = form.edition.judging.counted(form.language, "count", severity, count=counts[severity])
        look = looks.look(PLAIN, **CENTRED, bold=True, bg_color=FILLS[severity], font_color=INKS[severity])
        sheet.write_string(2, place, told, look)
    computed = looks.look(PLAIN, **CENTRED, bold=True, bg_color=COMPUTED, border=2, border_color="#595959")
    sheet.write_string(2, 5, form.phrase("legend.computed"), computed)
    moved = looks.look(PLAIN, **LEFT, bold=True, font_color=INKS[Severity.INFO])
    sheet.merge_range(2, 6, 2, len(COLUMNS) - 1, form.phrase("legend.moved"), moved)
    for place, (column, _) in enumerate(COLUMNS):
        look = looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        sheet.write_string(_HEADER, place, form.phrase("column", column), look)


def _texts(form: Flagged, mark: Mark) -> tuple[str, ...]:
    """Severity, code, place on the form, line, message, declared, expected, remedy."""
    edition, finding = form.edition, mark.finding
    id = next((id for id in finding.indicators if id in edition.everything), None)
    return (
        form.severity(finding),
        finding.code,
        edition.everything[id].path if id is not None else mark.path,
        label_of(edition, id)[form.language] if id is not None else mark.line,
        mark.message,
        finding.observed or "",
        finding.wanted(form.language),
        mark.remedy,
    )
