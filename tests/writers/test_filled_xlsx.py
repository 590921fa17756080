"""A form given back says the same as the report: same rows, same figures, every finding on its cell, nothing runs."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formula.test_spreadsheet import reckon
from tests.writers.conftest import filled, opened, row_of

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind, Severity
from cchc.readers import read_report
from cchc.text.spelling import seen
from cchc.value import Reported
from cchc.writers import xlsx, xlsx_sheet
from cchc.writers.formats import Filed
from cchc.writers.xlsx_style import FILLS

TEXTS = (
    "0", "5", "05", "1.234", "20", "999999999", "30,5 %", "không có", "Chưa phát sinh", "Đang thực hiện", "162/173",
    "Có", "Đầy đủ", "#DIV/0!", "2 nhiệm vụ", "12 (mười hai)", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1",
    '=HYPERLINK("x")', "http://a.b", "46/162 = 28,39%", "x" * 40,
)  # fmt: skip


@pytest.fixture(scope="module")
def written(real: Filed) -> bytes:
    return xlsx.write(real.form)


def test_rows_order_and_wording_are_the_originals(real: Filed, written: bytes) -> None:
    """Codes, labels, and all that was not moved stand as they stood, row by row."""
    sheet = opened(written).worksheets[0]
    lines = real.form.lines
    assert [line.id for line in lines] == list(real.evaluation.edition.indicators)
    for number, line in enumerate(lines, 5):
        for place, column in enumerate(("code", "label"), 1):
            shown = sheet.cell(number, place).value or ""
            assert shown == (seen(line.cells[column].text) if column in line.cells else "")


def test_everything_that_was_written_is_still_there(real: Filed, written: bytes) -> None:
    """A text that left its cell is told in a comment of its line."""
    sheet = opened(written).worksheets[0]
    for number, line in enumerate(real.form.lines, 5):
        told = " ".join(
            str(part)
            for place in range(1, 7)
            for cell in [sheet.cell(number, place)]
            for part in (cell.value, cell.comment.text if cell.comment else "")
        )
        for cell in line.cells.values():
            assert seen(cell.text) in told.replace("\n", " ")


def test_computed_cells_are_formulas_with_their_value(real: Filed, written: bytes) -> None:
    """A computed line holds a formula that names its parts' cells, and the value that cchc gives, or nothing."""
    formulas, values = opened(written).worksheets[0], opened(written, values=True).worksheets[0]
    for number, line in enumerate(real.form.lines, 5):
        indicator = real.evaluation.edition.indicators[line.id or ""]
        cell, stored = formulas.cell(number, 3), values.cell(number, 3).value
        if indicator.formula is None:
            assert cell.data_type != "f"
            continue
        assert cell.value.startswith("=")
        value = real.evaluation.values[indicator.id]
        assert (None if stored in (None, "") else Decimal(str(stored))) == (
            value.value if isinstance(value, Reported) else None
        )


def test_each_finding_is_on_its_cell_and_on_the_sheet_of_findings(real: Filed, written: bytes) -> None:
    """A finding colours its cell by severity, its comment has code, message and remedy; links lead there and back."""
    book = opened(written)
    form, findings = book.worksheets
    for number, finding in enumerate(real.evaluation.findings, 6):
        assert findings.cell(number, 3).value == finding.code
        link = findings.cell(number, 4)
        sheet, _, ref = link.hyperlink.location.partition("!")
        assert (sheet.strip("'"), ref) == (form.title, link.value)
        cell = form[ref]
        assert finding.code in cell.comment.text
        assert finding.message["vi"][:200] in cell.comment.text
        if finding.severity is Severity.ERROR:
            assert cell.fill.fgColor.rgb.endswith(FILLS[Severity.ERROR][1:])
        back = form.cell(cell.row, 6).hyperlink.location
        assert re.fullmatch(rf"'{findings.title}'!A\d+", back)
        assert finding.code.rpartition("-")[2] in form.cell(cell.row, 6).value


def test_a_moved_value_says_where_it_stood(written: bytes) -> None:
    """A figure of another column stands in the quantity column as a number, with a note."""
    sheet = opened(written).worksheets[0]
    row = row_of(sheet, "Số nhiệm vụ đã hoàn thành theo kế hoạch")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 5).value) == (6, None)
    assert "Chuyển từ cột Giải trình, ở đó ghi: “6”" in sheet.cell(row, 3).comment.text


def test_the_filled_form_reads_back_as_the_same_figures(real: Filed, written: bytes, catalogue: Catalogue) -> None:
    """What was recovered is now plainly stated: same computed values, no figure out of place, no error cell."""
    again = catalogue.evaluate(read_report(written, catalogue, name="filled.xlsx"))
    for indicator in catalogue.edition.computed:
        assert again.values[indicator.id] == real.evaluation.values[indicator.id]
    codes = {finding.code for finding in again.findings}
    assert codes.isdisjoint({"CCHC-C003", "CCHC-C004", "CCHC-F001", "CCHC-F009", "CCHC-F014"})
    astray = {id for finding in again.findings if finding.code == "CCHC-C001" for id in finding.indicators}
    assert not any(isinstance(again.values[id], Reported) for id in astray)


def test_print_setup(written: bytes) -> None:
    """A4 landscape, as wide as the page, headings on each page, headings and labels in view."""
    sheet = opened(written).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"
    assert sheet["B5"].font.name == "Times New Roman"


def fillings() -> st.SearchStrategy[dict[str, object]]:
    """Lines filled in as clerks do, in both columns, with what must not run among it."""
    lines = [line for line in load_catalogue().edition.indicators.values() if line.kind is not IndicatorKind.DOCUMENT]
    cells = st.fixed_dictionaries(
        {}, optional={column: st.sampled_from(TEXTS) for column in ("quantity", "unit", "explanation")}
    )
    return st.dictionaries(st.sampled_from([line.id for line in lines]), cells, min_size=5, max_size=60)


@given(fillings())
@settings(max_examples=15)
def test_any_filling_reckons_alike_and_nothing_runs(filling: dict[str, object]) -> None:
    """Of any filling the formulas give what cchc gives, and what was entered is never a formula or a link."""
    report = filled(load_catalogue(), filling)
    form = report.form
    book = opened(xlsx.write(form))
    sheet = book.worksheets[0]
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    first = next(cell.row for cell in sheet["A"] if cell.value == "TT") + 1
    for number, line in enumerate(form.lines, first):
        indicator = report.evaluation.edition.indicators[line.id or ""]
        for place in range(1, 6):
            cell = sheet.cell(number, place)
            assert (cell.data_type == "f") == (place == 3 and indicator.formula is not None)
            assert cell.hyperlink is None
        if indicator.formula is not None:
            value = report.evaluation.values[indicator.id]
            known = {ref: number for ref, number in cells.items() if number is not None}
            given_back = reckon(sheet.cell(number, 3).value, known)
            assert (None if given_back == "" else given_back) == (value.value if isinstance(value, Reported) else None)
    assert all(cell.data_type != "f" for each in book.worksheets[1:] for row in each.iter_rows() for cell in row)


def test_a_line_that_the_report_lacks_is_put_in(catalogue: Catalogue) -> None:
    """A missing line stands in its place with a comment, so that formulas have their parts."""
    report = filled(catalogue, {"kh_cchc_nhiem_vu_giao": 20})
    sheet = opened(xlsx.write(report.form)).worksheets[0]
    row = row_of(sheet, "Số nhiệm vụ đã hoàn thành theo kế hoạch")
    assert sheet.cell(row, 2).comment is not None
    assert sheet.cell(row - 1, 3).value == 20


@pytest.mark.parametrize("name", ["a/b:c*?[]\\", "'quoted'", "", "x" * 80])
def test_any_name_of_a_sheet_will_do(name: str) -> None:
    """A sheet's name is one that spreadsheet programs take."""
    made = xlsx_sheet.sheet_name(name)
    assert 0 < len(made) <= 31
    assert not set(made) & set("[]:*?/\\")
    assert not made.startswith("'")
