"""What is told once: a missing table or column, a dash, a form that is blank but for what is given, a wrong cell."""

from __future__ import annotations

from pathlib import Path

from tests.tables.small import STUB, catalogue_of, form, judged

from cchc import Evaluation
from cchc.finding import Finding
from cchc.readers import read_report

TWO = (
    "[table.kham]\n"
    + STUB
    + """columns = [{ id = "nam", heading = ["Nam"] }, { id = "nu", heading = ["Nữ"] }]
rows = [{ id = "moi", code = "1", label.vi = "Khám mới" }, { id = "lai", code = "2", label.vi = "Khám lại" }]

[table.benh]
stub = [{ is = "code", heading = ["Mã"] }, { is = "label", heading = ["Bệnh"] }]
columns = [{ id = "ca", heading = ["Số ca"] }, { id = "so", heading = ["Trên số khám"], kind = "rate", decimals = 1,
    formula = "percent(number(ca), number(kham[moi].nu))", sign = "any" }]
rows = [{ id = "sot", code = "1", label.vi = "Sốt" }, { id = "ho", code = "2", label.vi = "Ho" }]
"""
)


def codes(evaluation: Evaluation) -> list[str]:
    return [each.code for each in evaluation.findings if each.severity != "info" and each.under is None]


def test_a_missing_table_accuses_no_cell_of_another(tmp_path: Path) -> None:
    """Nothing is computed from what is not there."""
    evaluation = judged(catalogue_of(tmp_path, TWO), "Mã|Bệnh|Số ca|Trên số khám", "1|Sốt|5|10,0", "2|Ho|6|12,0")
    assert codes(evaluation) == ["CCHC-T011"]


MEANS = (
    '[table.t]\nkind = "number"\ndecimals = 1\n'
    + STUB
    + """columns = [
    { id = "a", heading = ["Đầu kỳ"] },
    { id = "b", heading = ["Cuối kỳ"] },
    { id = "c", heading = ["Tăng thêm"], formula = "b - a", sign = "any", over_rows = "sum" },
]
rows = [
    { id = "x", code = "1", label.vi = "Một" },
    { id = "y", code = "2", label.vi = "Hai" },
    { id = "z", code = "3", label.vi = "Ba" },
]
"""
)


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    """And not again of every row whose result is made of it."""
    rows = ("1|Một|5,0|2,0", "2|Hai|6,0|1,0", "3|Ba|9,0|4,0")
    assert codes(judged(catalogue_of(tmp_path, MEANS), "STT|Nội dung|Cuối kỳ|Tăng thêm", *rows)) == ["CCHC-T006"]


def test_a_blank_part_is_told_all_the_same(tmp_path: Path) -> None:
    rows = ("1|Một|3,0||2,0", "2|Hai|5,0|6,0|1,0", "3|Ba|5,0|9,0|4,0")
    found = judged(catalogue_of(tmp_path, MEANS), "STT|Nội dung|Đầu kỳ|Cuối kỳ|Tăng thêm", *rows)
    assert codes(found) == ["CCHC-T017"]


def of_dash(tmp_path: Path, computed: str, parts: str) -> list[tuple[str, str, str | None]]:
    """What is said of a computed cell."""
    evaluation = judged(
        catalogue_of(tmp_path, MEANS), "STT|Nội dung|Đầu kỳ|Cuối kỳ|Tăng thêm", f"1|Một|{parts}|{computed}"
    )
    found = (each for each in evaluation.findings if each.figures and "t[Một].c" in each.figures)
    return [(each.code, str(each.severity), each.figure) for each in found]


def test_a_dash_where_a_figure_is_computed_is_asked_about(tmp_path: Path) -> None:
    """As in any other cell; where nothing comes of its parts it is a note."""
    assert of_dash(tmp_path, "-", "3,0|5,0") == [("CCHC-C008", "warning", "t[Một].c")]
    assert of_dash(tmp_path, "–", "5,0|5,0") == [("CCHC-C008", "info", "t[Một].c")]
    assert of_dash(tmp_path, "2,0", "3,0|5,0") == []


GIVEN = (
    '[table.t]\nkind = "score"\ndecimals = 0\n'
    + STUB
    + """columns = [{ id = "toi_da", heading = ["Tối đa"], given = true }, { id = "diem", heading = ["Điểm"] }]
rows = [
    { id = "x", code = "1", label.vi = "Một", toi_da = 5 },
    { id = "y", code = "2", label.vi = "Hai", toi_da = 6 },
    { id = "z", code = "3", label.vi = "Ba", toi_da = 7 },
]
"""
)


def test_what_the_catalogue_gives_fills_nothing_in(tmp_path: Path) -> None:
    """A blank form with its maxima printed is blank, and no row of it is filled in elsewhere."""
    catalogue = catalogue_of(tmp_path, GIVEN)
    head = "STT|Nội dung|Tối đa|Điểm"
    assert codes(judged(catalogue, head, "1|Một|5|", "2|Hai|6|", "3|Ba|7|")) == ["CCHC-T015"]
    assert codes(judged(catalogue, head, "1|Một|5|4", "2|Hai|6|5", "3|Ba|7|7")) == []


ONE = (
    "[table.t]\n"
    + STUB
    + """columns = [
    { id = "a", heading = ["Tổng"], formula = "b + c" },
    { id = "b", heading = ["Nam"] },
    { id = "c", heading = ["Nữ"] },
]
rows = [{ id = "truong", code = "1", label.vi = "Hiệu trưởng" }, { id = "gv", code = "2", label.vi = "Giáo viên" }]

[rules.R5]
check = "t[truong].a <= 1"
"""
)


def test_a_rule_of_the_form_is_told_under_the_cell_that_mends_it(tmp_path: Path) -> None:
    """One wrong cell is one thing to mend; where the cell's own figure is right, the rule stands by itself."""
    catalogue = catalogue_of(tmp_path, ONE)

    def told(row: str) -> list[tuple[str, str | None]]:
        text = form("STT|Nội dung|Tổng|Nam|Nữ", f"1|Hiệu trưởng|{row}", "2|Giáo viên|9|4|5")
        found: tuple[Finding, ...] = catalogue.evaluate(read_report(text.encode(), catalogue, name="x.tsv")).findings
        return sorted((each.code, each.under) for each in found)

    assert told("1|0|1") == []
    assert told("2|0|1") == [("CCHC-R005", "t[Hiệu trưởng].a"), ("CCHC-T002", None)]
    assert told("2|1|1") == [("CCHC-R005", None)]
