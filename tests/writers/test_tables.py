"""Forms of tables as files: whatever is filled in, each kind of file read again says the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06 as FORM

from cchc import Evaluation
from cchc.edition import Severity
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed
from cchc.writers.tables.sheet import merged

KINDS = {kind.name: kind for kind in FORMATS}
LABELS = st.one_of(
    st.sampled_from(
        ["Hộ tịch", "Đất đai", "Giao thông vận tải", "Lao động › Việc làm", "A;B", "a, b", "Tài chính (cũ)"]
    ),
    st.text(st.sampled_from("aăâbcđeêghiklmnoôơpqrstuưvxy ›,.;-'\""), min_size=3, max_size=30),
)
FIGURES = st.sampled_from(["", "0", "1", "7", "12", "1.188", "25.000"])
FIRST = next(at for at, line in enumerate(FORM.periods[0].split("\n")) if "Hộ tịch" in line)
HEAD = FORM.periods[0].split("\n")[:FIRST]


@st.composite
def fillings(draw: st.DrawFn) -> str:
    """A form with any rows: groups over fields, labels that repeat, blanks, figures right or wrong, a total or none."""
    lines = list(HEAD)
    for group in draw(
        st.lists(st.sampled_from(["", "Sở ban ngành", "Xã, phường"]), min_size=1, max_size=3, unique=True)
    ):
        if group:
            lines.append("\t".join(["", group, *draw(st.lists(FIGURES, min_size=11, max_size=11))]))
        for number, label in enumerate(draw(st.lists(LABELS, min_size=1, max_size=4)), 1):
            lines.append("\t".join([str(number), label, *draw(st.lists(FIGURES, min_size=11, max_size=11))]))
    if draw(st.booleans()):
        lines.append("\t".join(["", "TỔNG SỐ", *draw(st.lists(FIGURES, min_size=11, max_size=11))]))
    return "\n".join([*lines, ""])


def said(evaluation: Evaluation) -> Any:
    """What is told of a report, whatever file it stands in: a spreadsheet has "1.188" as the number 1188."""
    findings = [(each.code, each.figure, each.expected, set(each.figures)) for each in evaluation.findings]
    values = {
        (id, row.key, column.id): tabulation.value(row, column)
        for id, tabulation in evaluation.computation.tables.items()
        for row in tabulation.filled.rows
        for column in tabulation.table.columns.values()
    }
    report = evaluation.report
    return findings, values, report.period, report.office


def again(evaluation: Evaluation, kind: str, *, is_checked: bool = False) -> Evaluation:
    data = KINDS[kind].write(Filed(evaluation, is_checked=is_checked))
    report = read_report(data, FORM.catalogue, name=f"form{KINDS[kind].suffixes[0]}")
    return FORM.catalogue.evaluate(report)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", FORM.wrong, ids=lambda case: case["id"])
def test_a_mistake_is_told_alike_in_every_kind_of_file(case: Mapping[str, Any], kind: str) -> None:
    """Each wrong example, written and read again, has the same findings and values."""
    evaluation = FORM.judged(FORM.changed(case)[0])
    assert said(again(evaluation, kind)) == said(evaluation)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=max(1, settings.default.max_examples // 3))
@given(text=fillings())
def test_whatever_is_filled_in_reads_the_same_from_every_kind_of_file(kind: str, text: str) -> None:
    """Sparse rows, groups, labels that repeat or hold separators: written and read again it says the same."""
    evaluation = FORM.judged(text)
    assert said(again(evaluation, kind)) == said(evaluation)


def test_a_right_form_put_right_has_no_finding() -> None:
    """Filled in rightly the checked form has nothing marked, and read again nothing to tell."""
    for text in FORM.periods:
        evaluation = FORM.judged(text)
        for kind in ("xlsx", "html"):
            assert again(evaluation, kind, is_checked=True).findings == ()


def _sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_checked_sheet_marks_the_wrong_cell_and_has_the_sums_beside_it() -> None:
    """The form's own sheet is as it was filled in; sums of rows and columns are formulas on a sheet of their own."""
    case = next(case for case in FORM.wrong if case["id"] == "w02")
    book = _sheet(KINDS["xlsx"].write(Filed(FORM.judged(FORM.changed(case)[0]), is_checked=True)))
    sheet, findings, recomputed = book.worksheets
    own = {row[1].value: row for row in sheet.iter_rows()}["Đất đai"]
    assert own[6].value == 84
    assert "CCHC-T001" in own[6].comment.text
    assert [cell.value for cell in own][13] == "T001"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = {row[1].value: row for row in recomputed.iter_rows()}
    land, total = rows["Đất đai"], rows["TỔNG SỐ"]
    number = land[0].row
    assert land[7].value == f"='{sheet.title}'!H{own[0].row}"
    assert land[6].value == f'=IF(COUNT(H{number},I{number},J{number})<3,"",ROUND(H{number}+I{number}+J{number},0))'
    first, last = rows["Hộ tịch"][0].row, rows["Nuôi con nuôi"][0].row
    assert total[7].value == f'=IF(COUNT(H{first}:H{last})<6,"",SUM(H{first}:H{last}))'
    assert "“84”" in land[6].comment.text
    assert any("CCHC-T001" in [cell.value for cell in row] for row in findings.iter_rows())
    spans = {str(each) for each in sheet.merged_cells.ranges}
    head = next(row[1].row for row in sheet.iter_rows() if row[1].value == "Lĩnh vực giải quyết")
    assert {f"B{head}:B{head + 2}", f"C{head}:F{head}", f"D{head + 1}:E{head + 1}", f"F{head + 1}:F{head + 2}"} <= spans


def test_headings_are_merged_over_what_they_stand_over() -> None:
    """A blank belongs to the heading on its left if both stand under one heading, else to the one above it."""
    texts = [["A", "B", "", "", "C"], ["", "b1", "b2", "", ""], ["", "", "x", "y", ""]]
    boxes = merged(texts)
    spans = {box.text: (box.down, box.across) for row in boxes for box in row if box.text}
    assert spans == {"A": (3, 1), "B": (1, 3), "C": (3, 1), "b1": (2, 1), "b2": (1, 2), "x": (1, 1), "y": (1, 1)}


# --- the empty form


@pytest.fixture
def empty() -> bytes:
    from cchc.text.dates import parse_period
    from cchc.writers.tables import template

    period = parse_period("quý I năm 2026", FORM.catalogue.edition.calendar.closing_day)
    return template.write(FORM.catalogue.edition, period=period, office="UBND xã Lũng Cao")


def test_the_empty_form_is_told_to_be_empty(empty: bytes) -> None:
    """Nothing else is wrong with what nobody has filled in; who reports for when is there."""
    evaluation = FORM.catalogue.evaluate(read_report(empty, FORM.catalogue, name="t.xlsx"))
    assert [each.code for each in evaluation.findings if each.severity is not Severity.INFO] == ["CCHC-T015"]
    assert evaluation.report.office == "UBND xã Lũng Cao"
    assert str(evaluation.report.period) == str(FORM.judged(FORM.periods[0]).report.period)


def test_the_empty_form_filled_in_rightly_has_no_finding(empty: bytes) -> None:
    """Its sums are locked formulas; typed figures are all that an office enters."""
    book = _sheet(empty)
    sheet = book.worksheets[0]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "(1)") + 1
    rows = [line.split("\t") for line in FORM.periods[0].split("\n")[FIRST : FIRST + 6]]
    for at, cells in enumerate(rows, first):
        for place, text in enumerate(cells):
            cell = sheet.cell(at, place + 1)
            assert (place in (2, 6, 10)) == (cell.protection.locked and str(cell.value).startswith("=")), (
                cell.coordinate
            )
            if place not in (2, 6, 10):
                cell.value = int(text.replace(".", "")) if place > 1 else text
    for at in range(first, first + 26):  # as a spreadsheet program computes it
        sheet.cell(at, 14).value = None
        for cell in sheet[at][:13]:
            if str(cell.value).startswith("="):
                cell.value = _computed(sheet, at, cell.column, first, rows)
    data = io.BytesIO()
    book.save(data)
    evaluation = FORM.catalogue.evaluate(read_report(data.getvalue(), FORM.catalogue, name="t.xlsx"))
    assert evaluation.findings == ()
    assert [row.label for row in evaluation.report.tables["b06"].rows] == [*(cells[1] for cells in rows), "TỔNG SỐ"]


def _computed(sheet: Any, at: int, column: int, first: int, rows: list[list[str]]) -> int | None:
    figures = [[int(text.replace(".", "")) for text in cells[2:]] for cells in rows]
    if at - first < len(rows):
        return figures[at - first][column - 3]
    return sum(line[column - 3] for line in figures) if sheet.cell(at, 2).value == "TỔNG SỐ" else None


def test_an_empty_form_replaces_an_empty_one_but_none_that_is_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an office has filled in is not taken away without being asked for."""
    from cchc.cli import run

    monkeypatch.delenv("LANG", raising=False)
    path = tmp_path / "form.xlsx"
    command = ["--lang", "vi", "template", "--edition", "bieu-06-2020", "-o", str(path)]
    assert run(command) == 0
    assert run(command) == 0
    path.write_bytes(KINDS["xlsx"].write(Filed(FORM.judged(FORM.periods[0]))))
    assert run(command) == 2
    assert str(path) in capsys.readouterr().err
    assert FORM.judged(FORM.periods[0]).report.tables.keys() == read_report(path, FORM.catalogue).tables.keys()
