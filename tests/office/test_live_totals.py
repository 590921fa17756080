"""The totals of an empty form of tables, as a spreadsheet program reckons them once an office has filled it in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest

from cchc import load_catalogue
from cchc.writers.tables import template

pytestmark = pytest.mark.office

Office = Callable[[bytes, str, str], bytes]


def total(office: Office, rows: Sequence[tuple[str, str, int | None]]) -> object:
    """The total of column (4) of an empty form filled in with these rows: code, label, figure."""
    edition = load_catalogue("bieu-06-2020").edition
    book = openpyxl.load_workbook(io.BytesIO(template.write(edition)))
    sheet = book.worksheets[0]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "(1)") + 1
    for at, (code, label, figure) in enumerate(rows, first):
        sheet.cell(at, 1).value, sheet.cell(at, 2).value, sheet.cell(at, 4).value = code or None, label, figure
    data = io.BytesIO()
    book.save(data)
    made = openpyxl.load_workbook(io.BytesIO(office(data.getvalue(), "xlsx", "xlsx")), data_only=True).worksheets[0]
    return next(row[3].value for row in made.iter_rows() if row[1].value == "TỔNG SỐ")


GROUPED = (("", "Sở ban ngành", 7), ("1", "Đất đai", 3), ("2", "Hộ tịch", 4), ("", "Xã", 5), ("1", "Đất đai", 5))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (GROUPED, 12),
        ([(code, label, figure if code else None) for code, label, figure in GROUPED], 12),
        ([("1", "Đất đai", 3), ("2", "Hộ tịch", 4)], 7),
        ([("", "Đất đai", 3), ("", "Hộ tịch", 4)], 7),
        ([("1", "Đất đai", 3), ("2", "Hộ tịch", None)], None),
        ([], None),
    ],
    ids=["groups with sums", "groups without figures", "no groups", "no codes", "one blank", "empty"],
)
def test_a_live_total_counts_each_row_once(
    office: Office, rows: Sequence[tuple[str, str, int | None]], expected: int | None
) -> None:
    """Rows over others, which have no code, are not added to those under them; a blank leaves the total blank."""
    assert (total(office, rows) or None) == expected
