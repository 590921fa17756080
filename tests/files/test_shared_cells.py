"""A figure in one cell that is merged over several lines is nobody's by itself: each of the lines is asked about."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.files.flat import flat_spreadsheet
from tests.files.phenomena import HEAD, ROWS, Rows, saved
from tests.tables.forms import BIEU_06

import cchc
from cchc.catalogue import Catalogue
from cchc.cli import run
from cchc.readers import read_report
from cchc.report import Entry, Report
from cchc.value import Missing, Reason, Reported, Wording
from cchc.writers.checked import checked
from cchc.writers.formats import FORMATS, Filed, OutputFormat

FIRST, SECOND, THIRD = "van_ban_chi_dao", "hoi_nghi_boi_duong", "hoi_nghi_luot_nguoi"
AT = next(place for place, row in enumerate(ROWS) if len(row) > 1 and row[1].startswith("Số lượng các văn bản"))
"""The first of the three lines, counted from 0."""
PLAN = next(place for place, row in enumerate(ROWS) if len(row) > 1 and row[1] == "Ban hành Kế hoạch CCHC")
Spans = Mapping[tuple[int, int], int]
"""How many rows the cells that are merged go down, by row and column."""


def xlsx(rows: Rows, spans: Spans) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    for (row, column), down in spans.items():
        book.active.merge_cells(None, row + 1, column + 1, row + down, column + 1)
    return saved(book)


def word(rows: Rows, spans: Spans) -> bytes:
    document = docx.Document()
    for row in rows[:HEAD]:
        document.add_paragraph(row[0])
    lines = [row for row in rows[HEAD:] if len(row) > 1]
    table = document.add_table(len(lines), 5)
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    for (row, column), down in spans.items():
        for under in range(1, down):
            table.cell(row - HEAD + under, column).text = ""
        table.cell(row - HEAD, column).merge(table.cell(row - HEAD + down - 1, column))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page(rows: Rows, spans: Spans) -> bytes:
    covered = {(row + under, column) for (row, column), down in spans.items() for under in range(1, down)}
    lines = []
    for place, row in enumerate(rows[HEAD:], HEAD):
        cells = [
            f'<td rowspan="{spans.get((place, column), 1)}">{escape(text)}</td>'
            for column, text in enumerate(row)
            if (place, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>" if len(row) > 1 else "")
    above = "".join(f"<p>{escape(row[0])}</p>" for row in rows[:HEAD])
    return f"<html><meta charset='utf-8'><body>{above}<table>{''.join(lines)}</table></body></html>".encode()


def flat_sheet(rows: Rows, spans: Spans) -> bytes:
    """A spreadsheet of the OpenDocument kind in one file."""
    lines = [
        "".join(
            f'<table:table-cell table:number-rows-spanned="{spans.get((place, column), 1)}">'
            f"<text:p>{escape(text)}</text:p></table:table-cell>"
            for column, text in enumerate(row)
        )
        for place, row in enumerate(rows)
    ]
    return flat_spreadsheet(lines)


KINDS: Mapping[str, Callable[[Rows, Spans], bytes]] = {
    "xlsx": xlsx, "docx": word, "html": page, "fods": flat_sheet,
}  # fmt: skip
kinds = pytest.mark.parametrize("kind", KINDS)


def read(kind: str, spans: Spans) -> Mapping[str, Entry]:
    return read_report(KINDS[kind](ROWS, spans)).entries


@kinds
def test_a_figure_over_two_lines_is_neither_s(kind: str) -> None:
    report = read_report(KINDS[kind](ROWS, {(AT, 2): 2}))
    for id in (FIRST, SECOND):
        entry = report.entries[id]
        assert entry.value == Missing(Reason.AMBIGUOUS) and entry.wording is Wording.SHARED
        assert [candidate.number.value for candidate in entry.candidates] == [5]
    assert report.entries[THIRD].value == Reported(61)
    told = [finding for finding in cchc.load_catalogue().evaluate(report).findings if finding.code == "CCHC-C005"]
    assert {id for finding in told for id in finding.indicators} == {FIRST, SECOND}


@kinds
def test_a_figure_over_three_lines_is_none_s(kind: str) -> None:
    entries = read(kind, {(AT, 2): 3})
    assert {entries[id].value for id in (FIRST, SECOND, THIRD)} == {Missing(Reason.AMBIGUOUS)}


@kinds
def test_a_document_over_the_lines_of_its_plan_is_the_plan_s(kind: str) -> None:
    """The remark says which plan it is, beside all the lines that the plan has."""
    plain, merged = read(kind, {}), read(kind, {(PLAN, 4): 4})
    assert {id: entry.value for id, entry in plain.items()} == {id: entry.value for id, entry in merged.items()}


@kinds
def test_a_figure_over_a_heading_and_its_line_is_asked_of_nobody(kind: str) -> None:
    """A heading asks for no figure, so that there is but one line whose it may be."""
    entries = read(kind, {(PLAN - 1, 2): 2})
    assert not [id for id, entry in entries.items() if entry.wording is Wording.SHARED]


@kinds
def test_an_answer_over_several_lines_is_each_one_s(kind: str) -> None:
    """Words are seen beside each of the lines; a number may be one for all of them, or the sum."""
    rows = [list(row) for row in ROWS]
    rows[AT][2] = "Không có"
    entries = read_report(KINDS[kind](rows, {(AT, 2): 2})).entries
    assert entries[FIRST].value == entries[SECOND].value == Missing(Reason.NONE)


def test_a_figure_over_rows_of_a_table() -> None:
    """So it is in forms of tables."""
    lines = [line.split("\t") for line in BIEU_06.periods[0].split("\n")]
    at = next(place for place, line in enumerate(lines) if len(line) > 1 and line[1] == "Đất đai")
    report = read_report(xlsx(lines, {(at, BIEU_06.first_figure + 1): 2}), BIEU_06.catalogue)
    shared = [
        (entry.cell.ref if entry.cell else None, entry.value, row.label)
        for table in report.tables.values()
        for row in table.rows
        for entry in row.entries.values()
        if entry.wording is Wording.SHARED
    ]
    missing = Missing(Reason.AMBIGUOUS)
    assert shared == [(f"D{at + 1}", missing, "Đất đai"), (f"D{at + 1}", missing, "Bảo trợ xã hội")]


# --- written again --------------------------------------------------------------------------------

WAYS = [(kind, is_checked) for kind in FORMATS for is_checked in ((False, True) if kind.has_marks else (False,))]
ways = pytest.mark.parametrize(
    ("way", "is_checked"), WAYS, ids=[f"{kind.name}{'-checked' * is_checked}" for kind, is_checked in WAYS]
)


def written_again(report: Report, catalogue: Catalogue, way: OutputFormat, *, is_checked: bool) -> Report:
    return read_report(way.write(Filed(catalogue.evaluate(report), is_checked=is_checked)), catalogue)


def told(report: Report, catalogue: Catalogue) -> list[object]:
    findings = catalogue.evaluate(report).findings
    return sorted((finding.code, finding.indicators, finding.figure or "") for finding in findings)


@ways
@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_written_again_it_is_neither_s(kind: str, way: OutputFormat, is_checked: bool) -> None:
    """Whatever kind of file: where cells can be merged it lies over the lines, elsewhere each line says it."""
    catalogue = cchc.load_catalogue()
    report = read_report(KINDS[kind](ROWS, {(AT, 2): 3}))
    again = written_again(report, catalogue, way, is_checked=is_checked)
    assert {id: entry.value for id, entry in again.entries.items()} == {
        id: entry.value for id, entry in report.entries.items()
    }
    for id in (FIRST, SECOND, THIRD):
        assert again.entries[id].wording is Wording.SHARED
        assert [candidate.number.value for candidate in again.entries[id].candidates] == [5]
    assert told(again, catalogue) == told(report, catalogue)


@ways
def test_rows_of_a_table_written_again(way: OutputFormat, is_checked: bool) -> None:
    lines = [line.split("\t") for line in BIEU_06.periods[0].split("\n")]
    at = next(place for place, line in enumerate(lines) if len(line) > 1 and line[1] == "Đất đai")
    report = read_report(xlsx(lines, {(at, BIEU_06.first_figure + 1): 2}), BIEU_06.catalogue)
    again = written_again(report, BIEU_06.catalogue, way, is_checked=is_checked)
    assert _figures(again) == _figures(report)
    assert told(again, BIEU_06.catalogue) == told(report, BIEU_06.catalogue)


def _figures(report: Report) -> list[object]:
    return [
        (row.key, column, entry.value, entry.wording)
        for table in report.tables.values()
        for row in table.rows
        for column, entry in row.entries.items()
    ]


def test_each_of_the_lines_is_marked() -> None:
    """Not the first alone, in whose row the figure is stored."""
    form = checked(cchc.load_catalogue().evaluate(read_report(xlsx(ROWS, {(AT, 2): 2}))))
    marks = {mark.row: mark.column for mark in form.marks if mark.finding.code == "CCHC-C005"}
    assert {form.lines[row].id: column for row, column in marks.items()} == {FIRST: "quantity", SECOND: "quantity"}


def test_words_that_say_so_are_asked_about() -> None:
    """As a text has them, which merges no cells."""
    rows = [[*row] for row in ROWS]
    for row in (AT, AT + 1):
        rows[row][2] = "5 (số chung của nhiều dòng)"
    entries = read_report(xlsx(rows, {})).entries
    assert entries[FIRST].wording is entries[SECOND].wording is Wording.SHARED
    assert entries[THIRD].value == Reported(61)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_sheet_given_back_tells_of_each_line(kind: str, tmp_path: Path) -> None:
    """In the column beside each; as comments on the merged cell, where they are seen."""
    form, filled = tmp_path / f"form.{kind}", tmp_path / "filled.xlsx"
    form.write_bytes(KINDS[kind](ROWS, {(AT, 2): 2}))
    run(["fill", str(form), "-o", str(filled)])
    sheet = openpyxl.load_workbook(filled).active
    codes = [cell.row for row in sheet for cell in row if cell.value == "C005"]
    (merged,) = [each for each in sheet.merged_cells.ranges if each.size == {"rows": 2, "columns": 1}]
    assert codes == [merged.min_row, merged.max_row]
    comment = sheet.cell(merged.min_row, merged.min_col).comment
    assert comment is not None and comment.text.count("[CCHC-C005]") == 2
