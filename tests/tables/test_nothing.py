"""What is divided by nothing has no value: its whole is looked at then, and no innocent rate is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.planting import Mistake, Planted, named, told
from tests.tables.small import catalogue_of, judged

COLUMNS = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Loại"] }]
open = { key = "label", levels = ["1"], total = "Cộng" }
columns = [
    { id = "tong", heading = ["Tổng"] },
    { id = "som", heading = ["Sớm"] },
    { id = "kip", heading = ["Kịp"] },
    { id = "dung", heading = ["Đúng hạn"], formula = "som + kip" },
    { id = "tl", heading = ["Tỷ lệ"], kind = "rate", decimals = 2, formula = "percent(dung, tong)" },
]
"""
COLUMN_HEAD = "STT|Loại|Tổng|Sớm|Kịp|Đúng hạn|Tỷ lệ"
ROWS = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Loại"] }]
rows = [
    { id = "a", code = "1", label.vi = "Tiếp nhận" },
    { id = "b", code = "2", label.vi = "Đúng hạn" },
    { id = "tl", code = "3", label.vi = "Tỷ lệ", kind = "rate", decimals = 1, formula = "percent(b, a)" },
    { id = "s", code = "4", label.vi = "Tổng", formula = "a + b" },
]
columns = [{ id = "x", heading = ["Trong kỳ"] }]
"""
ROW_HEAD = "STT|Loại|Trong kỳ"


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("qd-766", "qd766[Tỷ lệ thủ tục hành chính công bố đúng hạn].mau"),
        ("ho-ngheo", "causes[total].poor"),
    ],
)
def test_a_whole_that_became_nothing_is_named_alone(form: str, address: str) -> None:
    """A rate of that row, a score of the rate, the rates of all rows that are shares of it: all say it once again."""
    planted = Planted(form)
    cell = next(each for each in planted.cells if each.address == address)
    findings = told(planted.with_mistake(Mistake("zero", cell, "0")))
    assert [each.code for each in findings if each.under is None] == ["CCHC-T001"]
    assert {name for each in findings for name in named(each)} == {address}
    assert planted.says(str(next(each for each in findings if each.under is None).expected)) == planted.says(cell.text)


def test_a_row_that_divides_by_another_tells_which_of_a_sum_is_wrong(tmp_path: Path) -> None:
    lines = [ROW_HEAD, "1|Tiếp nhận|0", "2|Đúng hạn|5", "3|Tỷ lệ|50,0", "4|Tổng|15"]
    (finding,) = told(judged(catalogue_of(tmp_path, ROWS), *lines))
    assert (finding.code, finding.figure, str(finding.expected)) == ("CCHC-T001", "t[Tiếp nhận].x", "10")


def test_a_quotient_of_rows_is_no_sum_of_rows(tmp_path: Path) -> None:
    lines = [ROW_HEAD, "1|Tiếp nhận|10", "2|Đúng hạn|5", "3|Tỷ lệ|51,0", "4|Tổng|15"]
    (finding,) = told(judged(catalogue_of(tmp_path, ROWS), *lines))
    assert "“Đúng hạn” ÷ “Tiếp nhận” × 100" in finding.message["vi"]
    assert "cộng" not in finding.message["vi"]


def test_a_blank_that_is_made_of_a_blank_is_told_once(tmp_path: Path) -> None:
    lines = [COLUMN_HEAD, "1|A|10|5|1|6|60,00", "2|B|20|4|3||", "|Cộng|30|9|4|13|43,33"]
    (finding,) = (each for each in judged(catalogue_of(tmp_path, COLUMNS), *lines).findings if each.figure)
    assert (finding.code, finding.figure, str(finding.expected)) == ("CCHC-T017", "t[B].dung", "7")


def test_what_is_expected_is_of_the_cell_that_is_named_first(tmp_path: Path) -> None:
    """Of cells that may all be wrong only that is told which the first would have to be."""
    lines = [COLUMN_HEAD, "1|A|10|5|1|6|60,00", "2|B|20|4|3|7|35,00", "|Cộng|31|9|5|13|43,33"]
    for finding in told(judged(catalogue_of(tmp_path, COLUMNS), *lines)):
        if finding.code == "CCHC-T002" and finding.required is not None:
            assert next(iter(finding.figures)) == finding.figure
