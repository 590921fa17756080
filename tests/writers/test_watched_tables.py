"""The empty form of tables says beside each row what does not hold there: parts, sums of groups, rules of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
import pytest
from tests.tables.small import catalogue_of

from cchc import Catalogue
from cchc.period import Period, PeriodKind
from cchc.writers.tables import template

HEAD = """
title.vi = "Báo cáo công trình"
languages = ["vi"]
in_force = { from = 2025-01-01 }
calendar = { closing_day = 0, periods = ["quarter"] }
"""
TABLES = """
[table.t]
label.vi = "Bảng 1. Công trình"
unit = "trieu_dong"
kind = "number"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Công trình"] }]
open = { key = "label", levels = ["A", "1"], parents = "sum", total = "Tổng số" }
columns = [
    { id = "von", number = "1", heading = ["Vốn (triệu đồng)"] },
    { id = "chi", number = "2", heading = ["Đã chi (triệu đồng)"], part_of = "von" },
    { id = "no", number = "3", heading = ["Còn nợ (triệu đồng)"] },
]

[table.s]
label.vi = "Bảng 2. Nguồn vốn"
stub = [{ is = "label", heading = ["Nguồn"] }]
rows = [
    { id = "tw", label.vi = "Trung ương" },
    { id = "oda", under = "tw", label.vi = "Trong đó: ODA", part_of = "tw" },
    { id = "dp", label.vi = "Địa phương" },
]
columns = [
    { id = "so", number = "1", heading = ["Số công trình"] },
    { id = "tien", number = "2", heading = ["Tiền (triệu đồng)"], kind = "number", unit = "trieu_dong" },
]

[table.m]
label.vi = "Bảng 3. Tổng hợp"
kind = "number"
unit = "trieu_dong"
rows = "one"
columns = [
    { id = "von", number = "1", heading = ["Vốn (triệu đồng)"], formula = "t[total].von" },
    { id = "khac", number = "2", heading = ["Khác (triệu đồng)"] },
]

[rules.R1]
each = { table = "t", rows = "all" }
check = "chi + no <= von"
label.vi = "Không vượt vốn"

[rules.R2]
each = { table = "s", columns = ["so"] }
check = "tw >= dp"

[rules.R3]
check = "t[total].chi == s[tw].tien"
label.vi = "Chi khớp nguồn trung ương"
"""
ROWS = [("A", "Nhóm một", 30, 12, 3), ("1", "Cầu", 10, 5, 1), ("2", "Đường", 20, 7, 2), ("B", "Nhóm hai", 8, 4, 0),
        ("1", "Chợ", 8, 4, 0)]  # fmt: skip
SOURCES = [(5, 16), (2, 6), (4, 22)]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLES, HEAD)


def empty(form: Catalogue) -> bytes:
    period = Period.of(PeriodKind.QUARTER, 2026, 3, 0)
    return template.write(form.edition, period=period, office="Sở Xây dựng")


def sheet_of(data: bytes, *, is_computed: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=is_computed).worksheets[0]


def row_of(sheet: Any, label: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if label in (row[0].value, row[1].value))


def filled(form: Catalogue, rows: Iterable[tuple[Any, ...]], sources: Iterable[tuple[Any, ...]]) -> bytes:
    """The empty form with what an office types in."""
    book = openpyxl.load_workbook(io.BytesIO(empty(form)))
    sheet = book.worksheets[0]
    first, second = row_of(sheet, "Tổng số") - template_rows(form), row_of(sheet, "Trung ương")
    for start, left, lines in ((first, 1, rows), (second, 2, sources)):
        for down, line in enumerate(lines):
            for across, value in enumerate(line):
                sheet.cell(start + down, left + across).value = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def template_rows(form: Catalogue) -> int:
    from cchc.writers.tables.blank import OPEN_ROWS

    assert form.edition.tables["t"].open is not None
    return OPEN_ROWS


def beside(sheet: Any) -> Mapping[int, str]:
    """What stands in the column of checks, by row."""
    place = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Kiểm tra (cchc)")
    texts = ((row[0].row, row[place - 1].value) for row in sheet.iter_rows())
    return {row: str(text) for row, text in texts if text and text != "Kiểm tra (cchc)"}


def test_the_head_names_the_period_and_no_unit_of_some_columns(form: Catalogue) -> None:
    """ "Quý III", as the form says, and not its days; the unit of what headings leave open is not that of all."""
    texts = [row[0].value for row in sheet_of(empty(form)).iter_rows(max_row=7)]
    assert "Quý III năm 2026" in texts
    assert not any(str(text).startswith("Đơn vị tính") for text in texts)


def test_parts_rules_and_groups_are_watched(form: Catalogue) -> None:
    """Of columns and of rows, on rows, on columns and across tables; what comes from another table is a formula."""
    sheet = sheet_of(empty(form))
    told = beside(sheet)
    first = row_of(sheet, "Tổng số") - template_rows(form)
    assert all(text in told[first] for text in ("(2) > (1)", "Không vượt vốn", "(1) ≠ Σ"))
    assert "Chi khớp nguồn trung ương" in told[row_of(sheet, "Tổng số")]
    assert "(1) > (1) “Trung ương”" in told[row_of(sheet, "Trong đó: ODA")]
    assert "(1): Trung ương ≥ Địa phương" in told[row_of(sheet, "Trung ương")]
    total, last = row_of(sheet, "Tổng số"), sheet.max_row
    assert str(sheet.cell(total, 3).value).startswith("=")
    summary = next(row for row in sheet.iter_rows(min_row=last - 6) if str(row[0].value).startswith("="))
    assert f"C{total}" in summary[0].value
