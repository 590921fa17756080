"""The sheet of findings: one row a finding, each with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc.display import label_of
from cchc.edition import Severity
from cchc.finding import Finding
from cchc.writers.form import Form
from cchc.writers.xlsx_style import CENTRED, COMPUTED, FILLS, GRID, HEAD, INKS, PLAIN, Looks, height_of, lines_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    ("number", 5.5),
    ("severity", 10.0),
    ("code", 13.0),
    ("cell", 8.0),
    ("path", 12.0),
    ("line", 36.0),
    ("message", 54.0),
    ("declared", 22.0),
    ("expected", 18.0),
    ("remedy", 44.0),
)
_HEADER = 4
_LONGEST = 32_000


def row_of(number: int) -> int:
    """The row, from 0, of a finding by its number."""
    return _HEADER + 1 + number


def write(form: Form, book: Workbook, name: str, form_sheet: str, cells: Sequence[str | None], looks: Looks) -> None:
    """Write the sheet; `cells` are the references that each finding is shown at."""
    sheet = book.add_worksheet(name)
    _set_up(sheet, len(form.marks))
    _head(sheet, form, looks)
    sheet.set_row(_HEADER, height_of(1))
    for number, (mark, cell) in enumerate(zip(form.marks, cells, strict=True)):
        row, finding = row_of(number), mark.finding
        colours = {"bg_color": FILLS[finding.severity], "font_color": INKS[finding.severity]}
        sheet.write_number(row, 0, number + 1, looks.look(GRID, **CENTRED))
        for place, text in enumerate(_texts(form, finding), 1):
            look = looks.look(GRID, **CENTRED, **colours) if place in (1, 2) else looks.look(GRID)
            sheet.write_string(row, place if place < 3 else place + 1, text[:_LONGEST], look)
        sheet.set_row(row, _height(form, finding))
        if cell is None:
            sheet.write_blank(row, 3, None, looks.look(GRID))
        else:
            link = looks.look(GRID, **CENTRED, font_color="#0563C1", underline=1)
            sheet.write_url(row, 3, f"internal:'{form_sheet}'!{cell}", link, cell)


def _height(form: Form, finding: Finding) -> float:
    widths = [width for column, width in COLUMNS if column not in ("number", "cell")]
    return height_of(max(lines_of(text, width) for text, width in zip(_texts(form, finding), widths, strict=True)))


def _set_up(sheet: Worksheet, count: int) -> None:
    for place, (_, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.freeze_panes(_HEADER + 1, 4)
    sheet.autofilter(_HEADER, 0, _HEADER + count, len(COLUMNS) - 1)
    sheet.set_footer("&C&P/&N")
    sheet.hide_gridlines(2)


def _head(sheet: Worksheet, form: Form, looks: Looks) -> None:
    counts = Counter(mark.finding.severity for mark in form.marks)
    sheet.write_string(
        0, 0, form.phrase("written_findings_title"), looks.look(PLAIN, bold=True, font_size=16, text_wrap=False)
    )
    sheet.write_string(1, 0, form.title, looks.look(PLAIN, text_wrap=False))
    for place, severity in zip((1, 2, 4), Severity, strict=True):
        name = "_one" if counts[severity] == 1 else ""
        told = form.phrase(f"cli_count_{severity}{name}", count=counts[severity])
        look = looks.look(PLAIN, **CENTRED, bold=True, bg_color=FILLS[severity], font_color=INKS[severity])
        sheet.write_string(2, place, told, look)
    sheet.write_string(2, 5, form.phrase("written_legend_computed"), looks.look(PLAIN, bg_color=COMPUTED, bold=True))
    sheet.write_string(
        2, 6, form.phrase("written_legend_moved"), looks.look(PLAIN, bold=True, font_color=INKS[Severity.INFO])
    )
    for place, (column, _) in enumerate(COLUMNS):
        look = looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        sheet.write_string(_HEADER, place, form.phrase(f"written_findings_{column}"), look)


def _texts(form: Form, finding: Finding) -> tuple[str, ...]:
    """Severity, code, place on the form, line, message, declared, expected, remedy."""
    edition, language = form.edition, form.language
    id = next((id for id in finding.indicators if id in edition.everything), None)
    return (
        form.phrase(f"cli_severity_{finding.severity}"),
        finding.code,
        edition.everything[id].path if id is not None else "",
        label_of(edition, id)[language] if id is not None else "",
        finding.message[language],
        finding.observed or "",
        finding.expected or "",
        finding.suggestion[language] if finding.suggestion else "",
    )
