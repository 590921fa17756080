"""Several reports in one file are read one by one, each after the one before it; and which form a file is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.tables.forms import BIEU_06, QD_766
from tests.tables.kinds import KINDS, Filled
from tests.tables.test_kinds import figures

from cchc import ReadError, Report, load_catalogue
from cchc.cli import run
from cchc.readers import read_report, read_reports


def same(read: tuple[Report, ...]) -> None:
    """Both quarters of the example, in order."""
    assert [figures(report) for report in read] == [figures(BIEU_06.report(text)) for text in BIEU_06.periods]
    assert [report.period.number for report in read if report.period] == [1, 2]


def test_reports_under_each_other_are_read_one_by_one() -> None:
    same(read_reports(BIEU_06.right.encode(), BIEU_06.catalogue, name="a.tsv"))


def test_reports_on_sheets_of_their_own_are_read_one_by_one() -> None:
    """Beside a sheet that is none, and without being told which form it is."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn"])
    for at, text in enumerate(BIEU_06.periods, 1):
        source = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx by openpyxl"](Filled.of(text, 3))))["Biểu"]
        sheet = book.create_sheet(f"Quý {at}")
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column, cell.value).number_format = cell.number_format
        for merged in source.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    stream = io.BytesIO()
    book.save(stream)
    same(read_reports(stream.getvalue(), name="a.xlsx"))


def test_one_report_of_several_is_told_to_be_one() -> None:
    report = read_report(BIEU_06.right.encode(), BIEU_06.catalogue, name="a.tsv")
    assert figures(report) == figures(BIEU_06.report(BIEU_06.periods[0]))
    assert [finding.code for finding in report.findings] == ["CCHC-T014"]


def test_a_head_printed_again_with_the_title_over_each_page_is_no_report() -> None:
    """The same office and time, and the table goes on: one report of two pages."""
    lines = BIEU_06.periods[0].rstrip("\n").split("\n")
    pages = [*lines[:13], "2", *lines[:10], *lines[13:]]
    (report,) = read_reports("\n".join(pages).encode(), BIEU_06.catalogue, name="a.tsv")
    assert figures(report) == figures(BIEU_06.report(BIEU_06.periods[0]))


def test_check_answers_each_report_after_the_one_before_it(tmp_path: Path) -> None:
    """The carry-over of the second is held against the first."""
    file = tmp_path / "hai-quy.tsv"
    file.write_text(BIEU_06.right.replace("100\t71\t8\t21", "101\t71\t8\t22"), encoding="utf-8")
    with CliRunner().isolation() as (out, *_):
        assert run(["check", str(file), "--format", "json", "--edition", "bieu-06-2020"]) == 1
        printed = out.getvalue().decode()
    first, second = map(json.loads, printed.splitlines())
    assert first["findings"] == []
    assert "CCHC-B6" in {finding["code"] for finding in second["findings"]}


def test_a_file_without_number_and_title_is_known_by_its_headings() -> None:
    """Over all known forms, the ward's among them."""
    for form, lines in ((BIEU_06, 3), (QD_766, 1)):
        text = "\n".join(form.periods[0].split("\n")[lines:])
        assert read_report(text.encode(), load_catalogue(), name="a.tsv").edition == form.edition


def test_a_file_of_no_form_is_refused_with_the_forms_there_are() -> None:
    with pytest.raises(ReadError) as refused:
        read_report(b"a\tb\tc\n1\t2\t3\n", load_catalogue(), name="a.tsv")
    assert refused.value.why == "no_form"
    assert all(name in str(refused.value) for name in ("phuong-2024", "bieu-06-2020", "qd-766-xa"))


def test_a_table_that_is_missing_is_told(tmp_path: Path) -> None:
    """Of two tables the file shows one."""
    (tmp_path / "edition.toml").write_text(
        'title.vi = "Hai bảng"\nlanguages = ["vi"]\nin_force = { from = 2024-01-01 }\n'
        '[table.a]\nlabel.vi = "Thu"\nkind = "count"\nunit = "ho_so"\nopen = { key = "label" }\n'
        'stub = [{ is = "label", heading = ["Nội dung"] }]\n'
        'columns = [{ id = "x", heading = ["Đã thu"] }, { id = "y", heading = ["Còn nợ"] }]\n'
        '[table.b]\nlabel.vi = "Chi"\nkind = "count"\nunit = "ho_so"\nopen = { key = "label" }\n'
        'stub = [{ is = "label", heading = ["Nội dung"] }]\n'
        'columns = [{ id = "z", heading = ["Đã chi"] }, { id = "t", heading = ["Còn lại"] }]\n',
        encoding="utf-8",
    )
    catalogue = load_catalogue(tmp_path)
    one, other = "Nội dung\tĐã thu\tCòn nợ\nThuế\t1\t2\n", "Nội dung\tĐã chi\tCòn lại\nLương\t3\t4\n"
    both = read_report(f"HAI BẢNG NĂM 2024\n{other}\n{one}".encode(), catalogue, name="a.tsv")
    assert {id: [row.key for row in table.rows] for id, table in both.tables.items()} == {"a": ["Thuế"], "b": ["Lương"]}
    lacking = read_report(f"HAI BẢNG NĂM 2024\n{other}".encode(), catalogue, name="a.tsv")
    assert [finding.code for finding in lacking.findings] == ["CCHC-T011"]


def test_a_row_is_the_same_however_the_next_report_spells_it() -> None:
    """What is carried over of "ĐẤT ĐAI" is held against "Đất đai" of the quarter before; it was not held against
    anything."""
    first, second = BIEU_06.periods
    catalogue = BIEU_06.catalogue
    before = read_report(first.encode(), catalogue, name="a.tsv")
    wrong = second.replace("\tĐất đai\t100\t71\t8\t21\t", "\tĐẤT ĐAI\t100\t71\t7\t22\t")
    assert wrong != second
    now = catalogue.evaluate(read_report(wrong.encode(), catalogue, name="a.tsv"), before)
    assert [finding.figure for finding in now.findings if finding.code == "CCHC-B6"] == ["b06[ĐẤT ĐAI].ky_truoc"]
