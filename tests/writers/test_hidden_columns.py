"""A form that is written anew keeps the columns that nobody sees, and they stay so."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from tests.tables.small import HEAD, STUB, catalogue_of

from cchc.readers import read_report
from cchc.report import Report
from cchc.writers.formats import FORMATS, Filed

TABLE = f"""
[table.t]
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
columns = [{{ id = "nam", heading = ["Nam"] }}, {{ id = "nu", heading = ["Nữ"] }}]
"""
LIST = """
[lines.nam]
code = "1"
label.vi = "Số nam"
kind = "count"
[lines.nu]
code = "2"
label.vi = "Số nữ"
kind = "count"
"""
FILLED = {
    TABLE: [
        ["STT", "Nội dung", "Mã", "Nam", "Nữ", "Ghi chú riêng"],
        [1, "Thôn A", "m1", 4, 6, "xem lại"],
        [None, "Tổng cộng", None, 4, 6, None],
    ],
    LIST: [
        ["TT", "Nội dung", "Mã", "Số lượng", "Đơn vị tính", "Riêng"],
        [1, "Số nam", "k1", 4, None, "xem lại"],
        [2, "Số nữ", "k2", 6, None, None],
    ],
}
HIDDEN = ("C", "F")


def workbook(form: str) -> bytes:
    book = openpyxl.Workbook()
    for row in (["BÁO CÁO THỬ NĂM 2024"], *FILLED[form]):
        book.active.append(row)
    for letter in HIDDEN:
        book.active.column_dimensions[letter].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hidden_texts(data: bytes) -> list[list[object]]:
    """What stands in each hidden column, from its heading on."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    letters = [
        openpyxl.utils.get_column_letter(place)
        for known in sheet.column_dimensions.values()
        if known.hidden
        for place in range(known.min, known.max + 1)
    ]
    return [[cell.value for cell in sheet[letter] if cell.value is not None] for letter in letters]


def unseen(report: Report) -> list[str]:
    return sorted(cell.text for cell in report.unplaced)


@pytest.mark.parametrize("form", [TABLE, LIST], ids=["table", "list"])
@pytest.mark.parametrize("is_checked", [True, False])
def test_hidden_columns_stay_hidden(form: str, is_checked: bool, tmp_path: Path) -> None:
    """And what is read of the form again is what was read of it, hidden columns told alike."""
    catalogue = catalogue_of(tmp_path, form, HEAD)
    report = read_report(workbook(form), catalogue, name="form.xlsx")
    evaluation = catalogue.evaluate(report)
    (kind,) = (each for each in FORMATS if each.name == "xlsx")
    data = kind.write(Filed(evaluation, is_checked=is_checked))
    assert hidden_texts(data) == hidden_texts(workbook(form))
    again = read_report(data, catalogue, name="again.xlsx")
    assert unseen(again) == unseen(report)
    assert [each.code for each in catalogue.evaluate(again).findings] == [each.code for each in evaluation.findings]
