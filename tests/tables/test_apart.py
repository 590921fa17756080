"""Two figures that a message says differ are shown to differ, and what should stand there in the file's own unit."""

from __future__ import annotations

from pathlib import Path

from tests.tables.small import MONEY, catalogue_of, judged

from cchc import Evaluation

TABLE = (
    MONEY
    + """columns = [
    { id = "tong", heading = ["Tổng thu"], formula = "phi + khac" },
    { id = "phi", heading = ["Thu phí"] },
    { id = "khac", heading = ["Thu khác"] },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "phi <= khac"
"""
)
HEADINGS = "STT|Nội dung|Tổng thu|Thu phí|Thu khác"


def told(folder: Path, *rows: str) -> dict[str, str]:
    evaluation: Evaluation = judged(catalogue_of(folder, TABLE), *rows)
    return {each.code: each.message["vi"] for each in evaluation.findings if each.severity == "error"}


def test_converted_figures_that_differ_in_a_digit_not_shown_elsewhere(tmp_path: Path) -> None:
    rows = ("1|A|2.000.000|400.000|1.600.000", "2|B|4.000.000|1.000.000|3.000.000")
    said = told(tmp_path, "Đơn vị tính: đồng", HEADINGS, *rows, "|Tổng cộng|6.030.000|1.400.000|4.600.000")
    assert "biểu ghi 6,03, cộng được 6,00" in said["CCHC-T001"]
    assert "biểu ghi 6.030.000, các số khác cho 6.000.000" in said["CCHC-T001"]


def test_figures_that_are_told_apart_keep_their_decimals(tmp_path: Path) -> None:
    said = told(tmp_path, HEADINGS, "1|A|5,0|1,0|4,0", "2|B|5,0|2,0|3,0", "|Tổng cộng|11,0|3,0|7,0")
    assert "biểu ghi 11,0, cộng được 10,0" in said["CCHC-T001"]


def test_a_rule_over_rows_tells_its_sides_apart(tmp_path: Path) -> None:
    said = told(tmp_path, HEADINGS, "1|A|8,01|4,01|4", "|Tổng cộng|8,01|4,01|4")
    assert "biểu ghi 4,01, cần không quá 4" in said["CCHC-R001"]
