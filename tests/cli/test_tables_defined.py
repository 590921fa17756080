"""`cchc catalogue list` and `show`, and `explain`, on forms of tables: columns, tables, and rules over rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FORM = ("--edition", "bieu-06-2020", "--lang", "vi")
REPORT = Path(__file__).resolve().parents[2] / "catalogue" / "bieu-06-2020" / "right.tsv"


def test_a_form_of_tables_is_listed(cchc: Callable[..., Any]) -> None:
    """Its columns by their numbers and addresses, its rules beside those of lines."""
    columns = cchc("catalogue", "list", *FORM).out.splitlines()
    assert len(columns) == 13
    assert columns[0].split()[:2] == ["(3)", "b06.tiep_nhan"]
    assert cchc("catalogue", "list", "rules", *FORM).out.startswith("B6 ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("b06", "(13) b06.dang_qua_han"),
        ("b06.tiep_nhan", "da_giai_quyet + dang_giai_quyet"),
        ("B6", "ky_truoc == previous(dang_giai_quyet)"),
        ("CCHC-B6", "Theo lẽ thường"),
    ],
)
def test_what_a_name_of_a_table_means(cchc: Callable[..., Any], name: str, says: str) -> None:
    """A table, a column, a rule over rows, by id and by code; columns stand in formulas by their headings."""
    shown = cchc("catalogue", "show", name, *FORM)
    assert shown.code == 0
    assert says in shown.out
    if name.endswith("B6"):
        assert "Số lượng hồ sơ tiếp nhận › Từ kỳ trước" in " ".join(shown.out.split())


def test_what_it_comes_to_in_a_report(cchc: Callable[..., Any]) -> None:
    """A column row by row; a rule by its result, with what it lacks."""
    column = cchc("explain", "b06.tiep_nhan", REPORT, *FORM).out.splitlines()
    assert column[-1].split() == ["TỔNG", "SỐ", "1.629"]
    rule = cchc("explain", "B6", REPORT, *FORM)
    assert rule.code == 0
    assert "số của kỳ trước (11)" in rule.out
    assert "Kết quả: đạt." in cchc("explain", "S001", REPORT, *FORM).out
