"""A heading row inside the body begins a section: a table of its own, read and written as a part of the printed one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, judged, mistakes, value

from cchc import Catalogue
from cchc.readers import read_report
from cchc.writers.empty import EmptyForm
from cchc.writers.formats import FORMATS, Filed

ONE_ROW = """
[table.sinh]
label.vi = "I. Khai sinh"
rows     = "one"
columns  = [
    { number = "1=2+3", heading = ["Tổng số"] },
    { number = "2", heading = ["Giới tính", "Nam"] },
    { number = "3", heading = ["", "Nữ"] },
]

[table.tu]
label.vi = "II. Khai tử"
after    = "sinh"
rows     = "one"
columns  = [
    { number = "4=5+6", heading = ["Tổng số"] },
    { number = "5", heading = ["Giới tính", "Nam"] },
    { number = "6", heading = ["", "Nữ"] },
]
"""
ONE_ROW_FORM = (
    "I. Khai sinh||",
    "Tổng số|Giới tính|",
    "|Nam|Nữ",
    "1=2+3|2|3",
    "100|52|48",
    "II. Khai tử||",
    "Tổng số|Giới tính|",
    "|Nam|Nữ",
    "4=5+6|5|6",
    "30|{men}|14",
)
STUBBED = """
[table.hien_vat]
label.vi = "Hiện vật"
after    = "tien"
open     = { key = "label", levels = ["1"] }
columns  = [
    { id = "so_luong", heading = ["Số lượng"] },
    { id = "gia_tri", heading = ["Thực hiện"] },
]

[table.tien]
label.vi = "Tiền"
stub     = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open     = { key = "label", levels = ["1"], total = "Cộng" }
columns  = [
    { id = "ke_hoach", heading = ["Kế hoạch"] },
    { id = "thuc_hien", heading = ["Thực hiện"], part_of = "ke_hoach" },
]
"""
STUBBED_FORM = (
    "STT|Nội dung|Kế hoạch|Thực hiện",
    "1|Máy tính|100|90",
    "2|Bàn ghế|50|50",
    "|Cộng|150|140",
    "II|Hiện vật|Số lượng|",
    "1|Máy tính|3|80",
    "2|Bàn ghế|7|60",
)


def codes(*lines: str, of: Catalogue) -> list[str]:
    return [finding.code for finding in judged(of, *lines).findings]


def form_of_one_row(men: int = 16) -> list[str]:
    return [line.format(men=men) for line in ONE_ROW_FORM]


def test_sections_of_one_row_are_read_each_under_its_own_headings(tmp_path: Path) -> None:
    """A row of figures, then a title, headings and numbers again, in one grid."""
    catalogue = catalogue_of(tmp_path, ONE_ROW)
    evaluation = judged(catalogue, *form_of_one_row())
    assert list(evaluation.findings) == []
    assert (value(evaluation, "", "c3", "sinh"), value(evaluation, "", "c6", "tu")) == ("48", "14")
    wrong = judged(catalogue, *form_of_one_row(17)).findings
    assert [(each.code, each.figure) for each in wrong] == [("CCHC-T002", "tu[one].c4")]


def test_a_section_says_only_what_changes(tmp_path: Path) -> None:
    """What its headings leave blank is as above; its rows are named where those above are."""
    catalogue = catalogue_of(tmp_path, STUBBED)
    evaluation = judged(catalogue, *STUBBED_FORM)
    assert list(evaluation.findings) == []
    assert list(catalogue.edition.tables) == ["tien", "hien_vat"]
    assert (
        value(evaluation, "Máy tính", "thuc_hien", "tien"),
        value(evaluation, "Máy tính", "gia_tri", "hien_vat"),
    ) == (
        "90",
        "80",
    )
    assert value(evaluation, "Bàn ghế", "so_luong", "hien_vat") == "7"


DEEP = """
[table.a]
label.vi = "I. Khai sinh"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Địa bàn"] }]
open = { key = "label", levels = ["1"], total = "Cộng" }
columns = [
    { id = "t", heading = ["Số trẻ em khai sinh", "Tổng số"], formula = "nam + nu" },
    { id = "nam", heading = ["", "Giới tính", "Nam"] },
    { id = "nu", heading = ["", "", "Nữ"] },
    { id = "h", heading = ["Đúng hạn"] },
]
[table.b]
label.vi = "II. Khai tử"
after = "a"
open = { key = "label", levels = ["1"], total = "Cộng" }
columns = [
    { id = "t", heading = ["Số trường hợp khai tử", "Tổng số"], formula = "nam + nu" },
    { id = "nam", heading = ["", "Giới tính", "Nam"] },
    { id = "nu", heading = ["", "", "Nữ"] },
    { id = "h", heading = ["Quá hạn"] },
]
"""


@pytest.mark.parametrize(
    "heads",
    [
        ["STT|Địa bàn|Số trường hợp khai tử|||Quá hạn", "||Tổng số|Giới tính||", "|||Nam|Nữ|"],
        ["STT|Địa bàn|Số trường hợp khai tử|||Quá hạn", "||Tổng số|Giới tính||"],
        ["STT|Địa bàn|Số trường hợp khai tử|||Quá hạn"],
        ["|II. Khai tử|Số trường hợp khai tử|||Quá hạn"],
        ["II. Khai tử|||||", "||Số trường hợp khai tử|||Quá hạn"],
    ],
    ids=["whole", "two rows", "the upper", "with its name", "under its name"],
)
def test_a_section_may_print_the_upper_headings_alone(tmp_path: Path, heads: list[str]) -> None:
    above = ["STT|Địa bàn|Số trẻ em khai sinh|||Đúng hạn", "||Tổng số|Giới tính||", "|||Nam|Nữ|"]
    rows = ["1|Hà|10|4|6|9", "2|Hải|8|5|3|7", "|Cộng|18|9|9|16"]
    below = ["1|Hà|5|2|3|1", "2|Hải|3|1|2|0", "|Cộng|8|3|5|1"]
    evaluation = judged(catalogue_of(tmp_path, DEEP), *above, *rows, *heads, *below)
    assert list(evaluation.findings) == []
    assert [value(evaluation, "Hải", column, "b") for column in ("t", "nam", "nu", "h")] == ["3", "1", "2", "0"]


def test_the_headings_over_the_next_page_are_no_row(tmp_path: Path) -> None:
    """The first headings stand over each page, whatever section goes on there."""
    lines = (*STUBBED_FORM[:6], STUBBED_FORM[0], *STUBBED_FORM[6:])
    assert codes(*lines, of=catalogue_of(tmp_path, STUBBED)) == []


def test_a_section_that_lacks_is_told(tmp_path: Path) -> None:
    """And its rows are not taken for rows of the table above."""
    assert codes(*ONE_ROW_FORM[:5], of=catalogue_of(tmp_path, ONE_ROW)) == ["CCHC-T011"]


def test_a_label_that_is_a_heading_begins_no_section(tmp_path: Path) -> None:
    """Rows under the first headings may be called what a heading below is called."""
    lines = (*STUBBED_FORM[:2], "2|Số lượng||", *STUBBED_FORM[3:])
    evaluation = judged(catalogue_of(tmp_path, STUBBED), *lines)
    assert [row.label for row in evaluation.computation.tables["tien"].filled.rows] == ["Máy tính", "Số lượng", "Cộng"]


@pytest.mark.parametrize(
    ("after", "told"),
    [("tienn", "there is no table 'tienn' (did you mean tien?)"), ("hien_vat", "the table comes after itself")],
)
def test_a_section_comes_after_a_table_that_is_there(tmp_path: Path, after: str, told: str) -> None:
    (mistake,) = mistakes(tmp_path, STUBBED.replace('after    = "tien"', f'after = "{after}"'))
    assert told in mistake


@pytest.mark.parametrize("text", [ONE_ROW, STUBBED])
def test_an_empty_form_has_its_sections_in_one_grid_and_is_read_again(tmp_path: Path, text: str) -> None:
    catalogue = catalogue_of(tmp_path, text)
    form = EmptyForm(catalogue.edition, "vi")
    assert form.write("_.html").decode().count("<table>") == 1
    for kind in ("xlsx", "docx", "html"):
        report = read_report(form.write(f"_.{kind}"), catalogue, name=f"thu.{kind}")
        assert list(report.tables) == list(catalogue.edition.tables)
        assert {finding.code for finding in catalogue.evaluate(report).findings} <= {"CCHC-F006", "CCHC-T015"}, kind


@pytest.mark.parametrize("text", [ONE_ROW, STUBBED])
@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_a_filled_form_keeps_its_sections_in_one_grid(tmp_path: Path, text: str, kind: str) -> None:
    """Written and read again it says the same."""
    catalogue = catalogue_of(tmp_path, text)
    lines = form_of_one_row() if text is ONE_ROW else STUBBED_FORM
    evaluation = judged(catalogue, *lines)
    written = next(each for each in FORMATS if each.name == kind).write(Filed(evaluation))
    if kind == "html":
        assert written.decode().count("<table>") == 1
    again = catalogue.evaluate(read_report(written, catalogue, name=f"thu.{kind}"))
    assert [finding.code for finding in again.findings] == []
    for id, tabulation in evaluation.computation.tables.items():
        read = again.computation.tables[id]
        assert [(row.label, {key: entry.value for key, entry in row.entries.items()}) for row in read.filled.rows] == [
            (row.label, {key: entry.value for key, entry in row.entries.items()}) for row in tabulation.filled.rows
        ]


def test_a_table_of_another_form_is_told_once(tmp_path: Path) -> None:
    """Its figures are not dropped without a word, and its cells are not told one by one."""
    other = ("Thôn|Số hộ|Số người", *(f"Thôn {number}|{number}2|{number}50" for number in range(1, 20)))
    catalogue = catalogue_of(tmp_path, STUBBED)
    findings = judged(catalogue, *other, "", *STUBBED_FORM).findings
    assert [each.code for each in findings] == ["CCHC-T016"]
    assert "38" in findings[0].message["vi"]


def test_a_table_whose_headings_nobody_knows_is_told_once(tmp_path: Path) -> None:
    """The section's headings are other words: its rows are told, once, and the section lacks."""
    lines = (*STUBBED_FORM[:4], "", "A|B|C|D", *STUBBED_FORM[5:])
    assert codes(*lines, of=catalogue_of(tmp_path, STUBBED)).count("CCHC-F009") <= 1
