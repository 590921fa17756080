"""A form given back says the same as the report: same rows, same figures, every finding on its cell, nothing runs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formula.test_spreadsheet import reckon
from tests.writers.conftest import filed, filled, opened, row_of

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind, Severity
from cchc.value import Reported
from cchc.writers import xlsx, xlsx_sheet
from cchc.writers.form import NOTHING, Form
from cchc.writers.form import as_read as form_as_read
from cchc.writers.formats import Filed
from cchc.writers.xlsx_style import FILLS

COLUMNS = ("code", "label", "quantity", "unit", "explanation")
FIRST = 6
"""The row of the first line of the real report, under the headings and their numbers."""
BESIDE = len(COLUMNS) + 1
"""Where, from 1, what was read and computed stands."""
TEXTS = (
    "0", "5", "05", "1.234", "20", "999999999", "30,5 %", "không có", "Chưa phát sinh", "Đang thực hiện", "162/173",
    "Có", "Đầy đủ", "#DIV/0!", "2 nhiệm vụ", "12 (mười hai)", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1",
    '=HYPERLINK("x")', "http://a.b", "46/162 = 28,39%", "x" * 40,
)  # fmt: skip


@pytest.fixture(scope="module")
def written(real: Filed) -> bytes:
    return xlsx.write(real.form)


def as_read(real: Filed) -> Form:
    return form_as_read(real.evaluation.report, real.evaluation.edition)


def test_every_cell_is_as_it_was_written(real: Filed, written: bytes) -> None:
    """Nothing moves and nothing is replaced, but a spreadsheet error by the formula that was meant."""
    sheet = opened(written, values=True).worksheets[0]
    mended = 0
    for number, (line, read) in enumerate(zip(real.form.lines, as_read(real).lines, strict=True), FIRST):
        for place, column in enumerate(COLUMNS, 1):
            before, shown = read.boxes.get(column, NOTHING), sheet.cell(number, place).value
            if before.text == "#DIV/0!" and line.boxes[column].formula is not None:
                mended += 1
                continue
            if isinstance(shown, int | float):
                assert Decimal(str(shown)) == Decimal(before.text.rstrip(" %").replace(",", "."))
            else:
                assert (shown or "") == before.text
    assert mended == 2


def test_what_was_read_and_computed_stands_in_a_column_of_its_own(real: Filed, written: bytes) -> None:
    """A computed line holds a formula that names its parts' cells, and the value that cchc gives, or nothing."""
    formulas, values = opened(written).worksheets[0], opened(written, values=True).worksheets[0]
    for number, line in enumerate(real.form.lines, FIRST):
        indicator = real.evaluation.edition.indicators[line.id or ""]
        cell, stored = formulas.cell(number, BESIDE), values.cell(number, BESIDE).value
        value = real.evaluation.values.get(indicator.id)
        if indicator.formula is not None:
            assert cell.value.startswith("=")
            assert (None if stored in (None, "") else Decimal(str(stored))) == (
                value.value if isinstance(value, Reported) else None
            )
        elif indicator.kind is IndicatorKind.COUNT and isinstance(value, Reported) and indicator.pair is None:
            assert stored == value.value


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
        back = form.cell(cell.row, BESIDE + 1).hyperlink.location
        assert re.fullmatch(rf"'{findings.title}'!A\d+", back)
        assert finding.code.rpartition("-")[2] in form.cell(cell.row, BESIDE + 1).value


def test_a_figure_of_another_column_says_where_it_was_read(written: bytes) -> None:
    """It stays where it stands, and follows its own column as soon as somebody fills that in."""
    sheet = opened(written).worksheets[0]
    row = row_of(sheet, "Số nhiệm vụ đã hoàn thành theo kế hoạch")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 5).value) == (None, 6)
    beside = sheet.cell(row, BESIDE)
    assert beside.value == f"=IF(ISNUMBER(C{row}),C{row},E{row})"
    assert "Đọc ở cột Giải trình: “6”" in beside.comment.text


def test_print_setup(written: bytes) -> None:
    """A4 landscape, as wide as the page, headings on each page, headings and labels in view."""
    sheet = opened(written).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.freeze_panes == "C6"
    assert sheet["B6"].font.name == "Times New Roman"


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
    first = next(cell.row for cell in sheet["A"] if cell.value == "TT") + 1 + bool(form.numbers)
    known = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    live = {line.id: sheet.cell(number, BESIDE) for number, line in enumerate(form.lines, first)}
    for number, line in enumerate(form.lines, first):
        for place in range(1, BESIDE):
            cell = sheet.cell(number, place)
            error = form.lines[number - first].boxes.get("quantity", NOTHING).formula
            assert (cell.data_type == "f") == (place == 3 and error is not None)
            assert cell.hyperlink is None
        cell = live[line.id]
        if cell.data_type == "f" and report.evaluation.edition.indicators[line.id or ""].formula is None:
            known[cell.coordinate] = reckon(cell.value, known)
    known = {ref: each for ref, each in known.items() if each is not None}
    for id, cell in live.items():
        if report.evaluation.edition.indicators[id or ""].formula is not None:
            value, given_back = report.evaluation.values[id or ""], reckon(cell.value, known)
            assert (None if given_back == "" else given_back) == (value.value if isinstance(value, Reported) else None)
    assert all(cell.data_type != "f" for each in book.worksheets[1:] for row in each.iter_rows() for cell in row)


def test_a_line_that_the_report_lacks_is_told_and_not_put_in(catalogue: Catalogue, real_report: Path) -> None:
    """The form keeps its rows; what cannot be shown on a cell stands on the sheet of findings."""
    lacking = "".join(
        line
        for line in real_report.read_text(encoding="utf-8").splitlines(keepends=True)
        if "Số nhiệm vụ đã hoàn thành theo kế hoạch" not in line
    )
    report = filed(catalogue, lacking.encode(), is_checked=True)
    form, findings = opened(xlsx.write(report.form)).worksheets
    labels = [form.cell(row, 2).value for row in range(1, form.max_row + 1)]
    assert "Số nhiệm vụ đã hoàn thành theo kế hoạch" not in labels
    told = [[cell.value for cell in row] for row in findings.iter_rows()]
    assert any("CCHC-F001" in row for row in told)


@pytest.mark.parametrize("name", ["a/b:c*?[]\\", "'quoted'", "", "x" * 80])
def test_any_name_of_a_sheet_will_do(name: str) -> None:
    """A sheet's name is one that spreadsheet programs take."""
    made = xlsx_sheet.sheet_name(name)
    assert 0 < len(made) <= 31
    assert not set(made) & set("[]:*?/\\")
    assert not made.startswith("'")
