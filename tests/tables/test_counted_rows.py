"""A rule that counts rows asks of a figure whether it keeps a condition: it does not tell that the figure is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import DONG, STUB, catalogue_of, judged

from cchc import Evaluation

TABLES = (
    DONG
    + f"""
[table.thu]
kind = "number"
unit = "dong"
decimals = 1
{STUB}columns = [
    {{ id = "a", number = "1", heading = ["Kế hoạch"] }},
    {{ id = "b", number = "2", heading = ["Thực hiện"] }},
    {{ id = "c", number = "3=1-2", heading = ["Còn lại"] }},
]
open = {{ key = "label", total = "Tổng thu" }}

[table.so]
kind = "number"
unit = "dong"
decimals = 1
rows = "one"
columns = [
    {{ id = "khoan", heading = ["Số khoản"], kind = "count" }},
    {{ id = "moi", heading = ["Bình quân"], over_rows = "none", formula = "FORMULA" }},
]

[rules.R1]
check = "number(so.khoan) == count_rows(thu.a > 0)"
severity = "error"
says.vi = "Số khoản không phải số dòng của bảng thu."
"""
)
THU = ("STT|Nội dung|Kế hoạch|Thực hiện|Còn lại", "||1|2|3=1-2")
ROWS = ("1|Thuế|60,0|50,0|10,0", "2|Phí|40,0|30,0|10,0")
TOTAL = "|Tổng thu|100,0|80,0|20,0"


def told(folder: Path, *rows: str, so: str, formula: str = "thu[total].a / number(so.khoan)") -> Evaluation:
    return judged(catalogue_of(folder, TABLES.replace("FORMULA", formula)), *THU, *rows, "", "Số khoản|Bình quân", so)


def named(evaluation: Evaluation) -> list[list[str]]:
    return [list(finding.figures) for finding in evaluation.findings]


def test_a_right_form_draws_nothing(tmp_path: Path) -> None:
    assert named(told(tmp_path, *ROWS, TOTAL, so="2|50,0")) == []


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("1|Thuế|60,0", "1|Thuế|6,0", "thu[Thuế].a"),
        ("2|Phí|40,0", "2|Phí|4000,0", "thu[Phí].a"),
        ("Tổng thu|100,0", "Tổng thu|10,0", "thu[total].a"),
    ],
)
def test_a_counted_figure_is_not_right_because_the_count_is(tmp_path: Path, old: str, new: str, cell: str) -> None:
    """It is named alone where two sums cross in it, whatever rows are counted by it."""
    rows = [row.replace(old, new) for row in (*ROWS, TOTAL)]
    assert rows != [*ROWS, TOTAL]
    (finding,) = told(tmp_path, *rows, so="2|50,0").findings
    assert (finding.code, list(finding.figures)) == ("CCHC-T001", [cell])


def test_so_is_the_figure_of_the_only_row(tmp_path: Path) -> None:
    """The count of one row is no figure of it."""
    row, total = "1|Thuế|60,0|50,0|10,0", "|Tổng thu|60,0|50,0|10,0"
    assert named(told(tmp_path, row, total, so="1|60,0")) == []
    (finding,) = told(tmp_path, row.replace("60,0", "6,0"), total, so="1|60,0").findings
    assert (finding.code, list(finding.figures)) == ("CCHC-T001", ["thu[Thuế].a"])


@pytest.mark.parametrize(("total", "is_named"), [("40,0", False), ("45,0", True)])
def test_a_count_tells_where_the_right_figure_would_change_it(tmp_path: Path, total: str, is_named: bool) -> None:
    """Of the cells of a sum that does not add up one is right if it would have to be 0, and be counted no more."""
    text = TABLES.replace("3=1-2", "3").replace("FORMULA", "thu[total].b / number(so.khoan)")
    rows = "1|Thuế|10,0|50,0|7,0", "2|Phí|40,0|30,0|8,0", f"|Tổng thu|{total}|80,0|15,0"
    heads = (each.replace("3=1-2", "3") for each in THU)
    (finding,) = judged(catalogue_of(tmp_path, text), *heads, *rows, "", "Số khoản|Bình quân", "2|40,0").findings
    suspects = {"thu[total].a", "thu[Phí].a"} | ({"thu[Thuế].a"} if is_named else set())
    assert (finding.code, set(finding.figures)) == ("CCHC-T002", suspects)


def test_a_wrong_count_is_told_as_that(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, *ROWS, TOTAL, so="3|33,3").findings
    assert finding.rule == "R1"
    assert "so[one].khoan" in finding.figures


@pytest.mark.parametrize(
    ("old", "new", "cell"), [("|60,0", "|6,0", "thu[Thuế].a"), ("2|50,0", "2|70,0", "so[one].moi")]
)
def test_so_is_a_figure_that_a_formula_counts(tmp_path: Path, old: str, new: str, cell: str) -> None:
    """A mean over the counted rows."""
    formula = "thu[total].a / count_rows(thu.a > 0)"
    assert named(told(tmp_path, *ROWS, TOTAL, so="2|50,0", formula=formula)) == []
    rows, so = [row.replace(old, new) for row in (*ROWS, TOTAL)], "2|50,0".replace(old, new)
    (finding,) = told(tmp_path, *rows, so=so, formula=formula).findings
    assert cell in finding.figures
