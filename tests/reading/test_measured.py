"""A quantity says its own unit: so many of it, several in a row; what may be another number is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, value

TABLE = (
    """
[table.t]
kind = "number"
unit = "UNIT"
decimals = 1
"""
    + STUB
    + """open = { key = "label" }
columns = [{ id = "a", heading = ["Số thực hiện"] }]
"""
)


def read(folder: Path, unit: str, text: str) -> tuple[str | None, list[str]]:
    evaluation = judged(catalogue_of(folder, TABLE.replace("UNIT", unit)), "STT|Nội dung|Số thực hiện", f"1|A|{text}")
    return value(evaluation, "A", "a"), [each.code for each in evaluation.findings]


@pytest.mark.parametrize(
    ("unit", "text", "figure"),
    [
        ("trieu_dong", "1,2 tỷ", "1200"),
        ("trieu_dong", "1.2 tỉ", "1200"),
        ("trieu_dong", "1,2 tỷ đồng", "1200"),
        ("trieu_dong", "500 ngàn", "0.5"),
        ("trieu_dong", "1 tỷ 200 triệu", "1200"),
        ("trieu_dong", "2 tỷ 300 tr 500 nghìn đồng", "2300.5"),
        ("ty_dong", "850 triệu", "0.85"),
        ("dong", "1,2 tỷ", "1200000000"),
        ("ha", "3ha 2.000m2", "3.2"),
    ],
)
def test_so_many_of_a_unit_is_converted_and_told(unit: str, text: str, figure: str, tmp_path: Path) -> None:
    assert read(tmp_path, unit, text) == (figure, ["CCHC-C014"])


OWN = [("ty_dong", "1,2 tỷ"), ("trieu_dong", "1,2 triệu"), ("trieu_dong", "1,2tr")]


@pytest.mark.parametrize(("unit", "text"), OWN)
def test_so_many_of_the_unit_itself_is_a_plain_figure(unit: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path, unit, text) == ("1.2", [])


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("trieu_dong", "1 tỷ 200"),
        ("trieu_dong", "1 tỷ 1.200 triệu"),
        ("trieu_dong", "200 triệu 1 tỷ"),
        ("trieu_dong", "1,2 nghìn tỷ"),
        ("trieu_dong", "10 triệu người"),
        ("ha", "1,2 triệu"),
        ("diem", "1,2 triệu"),
    ],
)
def test_what_may_be_another_number_is_asked_about(unit: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path, unit, text) == (None, ["CCHC-C005"])
