"""The total of an office's rows is known by what it is called nearly, and by its figures; never added up with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, mistakes

from cchc import Evaluation
from cchc.edition.table import RowRole
from cchc.writers.tables.blank import empty

TABLE = f"""
[table.t]
kind = "count"
unit = "ho_so"
{STUB}open = {{ key = "label"TOTAL }}
columns = [{{ id = "a", heading = ["Nhận"] }}, {{ id = "b", heading = ["Trả"] }}]
"""
HEAD = "STT|Nội dung|Nhận|Trả"
ROWS = ("1|Xã Một|10|4", "2|Xã Hai|20|6")


def made(folder: Path, *lines: str, total: str = ', total = "TOÀN HUYỆN"') -> Evaluation:
    return judged(catalogue_of(folder, TABLE.replace("TOTAL", total)), HEAD, *lines)


def totals(evaluation: Evaluation) -> list[str]:
    return [row.label for row in evaluation.report.tables["t"].rows if row.role is RowRole.TOTAL]


@pytest.mark.parametrize("name", ["TOAN HUYEN", "TOÀN HUYỀN", "Tàon huyện", "Tổng số", "Cộng:", "TONG CONG", "Total"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_total_called_otherwise_is_the_total_and_told(tmp_path: Path, name: str, *, is_first: bool) -> None:
    whole = f"|{name}|30|10"
    evaluation = made(tmp_path, *((whole, *ROWS) if is_first else (*ROWS, whole)))
    assert totals(evaluation) == [name]
    (told,) = evaluation.findings
    assert (told.code, str(told.severity)) == ("CCHC-T012", "warning")
    assert "TOÀN HUYỆN" in told.message["vi"]
    assert getattr(evaluation["t[total].a"], "value", None) == 30


def test_a_cell_that_is_wrong_makes_no_row_of_a_total(tmp_path: Path) -> None:
    evaluation = made(tmp_path, *ROWS, "|Toan huyen|31|10")
    assert totals(evaluation) == ["Toan huyen"]
    assert sorted(each.code for each in evaluation.findings) == ["CCHC-T002", "CCHC-T012"]


@pytest.mark.parametrize(
    "lines",
    [(*ROWS, "|Tổng số|7|3"), ("1|Xã Một|10|4", "|Tổng số|10|4", "2|Xã Hai|20|6"), (*ROWS, "3|Xã Tổng Cọt|30|10")],
    ids=["not the sum", "in the middle", "no word for a total"],
)
def test_what_is_not_the_sum_or_not_called_so_is_a_row(tmp_path: Path, lines: tuple[str, ...]) -> None:
    evaluation = made(tmp_path, *lines)
    assert totals(evaluation) == []
    assert "CCHC-T007" in [each.code for each in evaluation.findings]


def test_a_total_that_the_form_has_not_is_no_row_either(tmp_path: Path) -> None:
    evaluation = made(tmp_path, *ROWS, "|Tổng cộng|30|10", total="")
    assert totals(evaluation) == ["Tổng cộng"]
    assert [each.code for each in evaluation.findings] == ["CCHC-T012"]


def test_a_total_that_the_form_prints_first_stands_first_in_the_empty_form(tmp_path: Path) -> None:
    form = catalogue_of(tmp_path, TABLE.replace("TOTAL", ', total = "TOÀN HUYỆN", total_first = true'))
    roles = [row.role for row in empty(form.tables["t"], "vi").rows]
    assert roles[0] is RowRole.TOTAL
    assert RowRole.TOTAL not in roles[1:]


def test_where_the_total_stands_is_said_of_a_total(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, TABLE.replace("TOTAL", ", total_first = true"))
    assert "'total' is missing" in told
