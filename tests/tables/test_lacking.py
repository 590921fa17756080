"""What a row lacks is told once, in its own row, however many figures cannot be made for want of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged

from cchc.finding import Severity

CLOSED = (
    "\n[table.t]\n"
    + STUB
    + """rows = [
    { id = "xa", code = "1", label.vi = "Xã" },
    { id = "phuong", code = "2", label.vi = "Phường" },
    { id = "cong", label.vi = "Cộng", formula = "xa + phuong" },
]
columns = [
    { id = "ho", heading = ["Số hộ"] },
    { id = "ngheo", heading = ["Hộ nghèo"], part_of = "ho" },
    { id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(ngheo, ho)" },
    { id = "diem", heading = ["Điểm"], kind = "number", over_rows = "recompute", formula = "number(ty_le) / 10" },
    { id = "quy_doi", heading = ["Quy đổi"], kind = "number", over_rows = "recompute", formula = "2 * diem" },
]
"""
)
OPEN = (
    "\n[table.t]\n"
    + STUB
    + """open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "tong", heading = ["Tổng số"], formula = "nam + nu" },
    { id = "nam", heading = ["Nam"] },
    { id = "nu", heading = ["Nữ"] },
]
"""
)
HEADS = {CLOSED: "STT|Nội dung|Số hộ|Hộ nghèo|Tỷ lệ|Điểm|Quy đổi", OPEN: "STT|Nội dung|Tổng số|Nam|Nữ"}


def told(folder: Path, form: str, *rows: str) -> list[tuple[str, str | None]]:
    found = judged(catalogue_of(folder, form), HEADS[form], *rows).findings
    return [(each.code, each.figure) for each in found]


@pytest.mark.parametrize(
    ("first", "code"),
    [("1|Xã|100||10,00|1,00|2,00", "CCHC-S006"), ("1|Xã|100||||", "CCHC-T024"), ("1|Xã|100||10,00||", "CCHC-S006")],
)
def test_a_blank_part_is_told_once(first: str, code: str, tmp_path: Path) -> None:
    """Not for each rate that rests on it, nor for the total that lacks it."""
    rows = (first, "2|Phường|50|5|10,00|1,00|2,00", "|Cộng|150||10,00|1,00|2,00")
    if code == "CCHC-T024":
        rows = (*rows[:2], "|Cộng|150||||")
    assert told(tmp_path, CLOSED, *rows) == [(code, "t[Xã].ngheo")]


def test_each_row_says_what_it_lacks(tmp_path: Path) -> None:
    """Where nothing else gives it; a row in which nothing is filled in is left out as a whole."""
    found = told(tmp_path, OPEN, "1|A||4|", "2|B|||8", "3|C|||", "|Tổng cộng|||")
    assert found == [("CCHC-T024", "t[A].nu"), ("CCHC-T024", "t[B].nam")]


def test_a_part_that_a_sum_gives_is_told_with_its_figure(tmp_path: Path) -> None:
    assert told(tmp_path, OPEN, "1|A|10|4|", "|Tổng cộng|10|4|6") == [("CCHC-T017", "t[A].nu")]


@pytest.mark.parametrize(
    ("form", "rows", "figure"),
    [
        (OPEN, ("1|A|10|4|6", "2|B|20|8|12", "|Tổng cộng|||"), "t[total].tong"),
        (CLOSED, ("1|Xã|100|10|10,00|1,00|2,00", "2|Phường|50|5|10,00|1,00|2,00", "|Cộng|||||"), "t[total].ho"),
    ],
)
def test_a_total_that_is_blank_as_a_whole_is_told_once(
    form: str, rows: tuple[str, ...], figure: str, tmp_path: Path
) -> None:
    (found,) = judged(catalogue_of(tmp_path, form), HEADS[form], *rows).findings
    assert (found.code, found.severity, found.figure) == ("CCHC-T017", Severity.WARNING, figure)
    assert "(cả dòng): để trống" in found.message["vi"]


def test_a_table_that_is_blank_as_a_whole_lacks_no_total(tmp_path: Path) -> None:
    assert {code for code, _ in told(tmp_path, OPEN, "1|A|||", "|Tổng cộng|||")} == {"CCHC-T015"}
