"""A rule of many rows that speaks of a figure beside them: where that is wrong, it is told once, and of that cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, form

from cchc import Catalogue, Evaluation
from cchc.finding import Finding
from cchc.readers import read_report

TABLES = f"""
[table.so]
{STUB}rows = [
    {{ id = "ngay", code = "1", label.vi = "Số ngày" }},
    {{ id = "giuong", code = "2", label.vi = "Số giường" }},
]
columns = [{{ id = "n", heading = ["Số lượng"] }}]

[table.khoa]
stub = [{{ is = "label", heading = ["Khoa"] }}]
open = {{ key = "label", total = "Cộng" }}
columns = [
    {{ id = "giuong", number = "1", heading = ["Giường"] }},
    {{ id = "ngay_giuong", number = "2", heading = ["Ngày giường"] }},
]

[rules.R1]
each     = {{ table = "khoa", rows = "RANGE" }}
check    = "ngay_giuong == giuong * so[ngay].n"
label.vi = "Ngày giường là số giường nhân số ngày"

[rules.R2]
check = "khoa[total].giuong == so[giuong].n"
good  = {{ "khoa[total].giuong" = 2, "so[giuong].n" = 2 }}
bad   = [{{ "khoa[total].giuong" = 2, "so[giuong].n" = 3 }}, {{ "khoa[total].giuong" = 3, "so[giuong].n" = 2 }}]
"""
NUMBERS = ("STT|Nội dung|Số lượng", "1|Số ngày|30", "2|Số giường|60", "")
ROWS = ("Khoa|Giường|Ngày giường", "|1|2", "Nội|10|300", "Ngoại|20|600", "Sản|30|900", "Cộng|60|1800")


def judged(catalogue: Catalogue, *changes: tuple[str, str]) -> Evaluation:
    lines = [dict(changes).get(line, line) for line in (*NUMBERS, *ROWS)]
    text = form(*lines, period="THÁNG 4 NĂM 2024")
    return catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv"))


def one_cell(finding: Finding) -> tuple[str | None, str | None, str | None, str | None]:
    """What a finding says of the cell that it points at."""
    text = None if finding.cell is None else finding.cell.text
    assert finding.required is None or finding.required.value == finding.expected
    return finding.figure, text, finding.observed, finding.expected


@pytest.mark.parametrize("rows", ["all", "leaf"])
def test_a_figure_that_all_rows_speak_of_is_told_once(rows: str, tmp_path: Path) -> None:
    """31 days for 30: no row is wrong, and each says again what is told of that cell."""
    evaluation = judged(catalogue_of(tmp_path, TABLES.replace("RANGE", rows)), ("1|Số ngày|30", "1|Số ngày|31"))
    assert [finding.code for finding in evaluation.findings if finding.under is None] == ["CCHC-T001"]
    assert {one_cell(finding) for finding in evaluation.findings} == {("so[Số ngày].n", "31", "31", "30")}
    (cause,) = evaluation.causes
    assert len(cause.findings) == len(evaluation.findings) == (5 if rows == "all" else 4)
    told = evaluation.findings[0].message["vi"]
    assert f"“Ngày giường là số giường nhân số ngày”: không đạt ở {4 if rows == 'all' else 3} dòng" in told


def test_a_rule_without_a_name_is_called_by_its_check(tmp_path: Path) -> None:
    bare = TABLES.replace("RANGE", "all").replace('label.vi = "Ngày giường là số giường nhân số ngày"\n', "")
    told = judged(catalogue_of(tmp_path, bare), ("1|Số ngày|30", "1|Số ngày|31")).findings[0].message["vi"]
    assert "(2) = (1) × Số ngày" in told


def test_a_rule_of_the_form_points_at_the_cell_that_is_wrong(tmp_path: Path) -> None:
    """The rows add up to 60, and so it is the other one: what is expected there, not what stands there."""
    evaluation = judged(catalogue_of(tmp_path, TABLES.replace("RANGE", "all")), ("2|Số giường|60", "2|Số giường|65"))
    (finding,) = evaluation.findings
    assert finding.code == "CCHC-R002"
    assert one_cell(finding) == ("so[Số giường].n", "65", "65", "60")
    assert finding.indicators[0] == "so[giuong].n"


def test_what_is_told_under_another_cell_speaks_of_that(tmp_path: Path) -> None:
    """One row's figure is wrong: its rule, and the sum, say so of the one cell."""
    evaluation = judged(catalogue_of(tmp_path, TABLES.replace("RANGE", "all")), ("Ngoại|20|600", "Ngoại|20|620"))
    assert {one_cell(finding) for finding in evaluation.findings} == {("khoa[Ngoại].ngay_giuong", "620", "620", "600")}
