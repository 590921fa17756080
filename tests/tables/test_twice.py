"""A row that stands twice: what is told of it is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, value

from cchc import Evaluation

COLUMNS = 'columns = [\n    { id = "nam", heading = ["Nam"] },\n    { id = "nu", heading = ["Nữ"] },\n]\n'
OPEN = f'\n[table.t]\n{STUB}open = {{ key = "label", total = "Tổng cộng" }}\n{COLUMNS}'
CLOSED = f"""
[table.t]
{STUB}rows = [
    {{ id = "a", code = "1", label.vi = "A" }},
    {{ id = "b", code = "2", label.vi = "B" }},
    {{ id = "c", label.vi = "Cộng", formula = "a + b" }},
]
{COLUMNS}"""
NESTED = OPEN.replace("{ key", '{ levels = ["I", "1"], parents = "heading", key')


def of(folder: Path, form: str, *rows: str) -> tuple[Evaluation, str]:
    """The evaluation, and what it says of the row, behind the semicolon."""
    evaluation = judged(catalogue_of(folder, form), "STT|Nội dung|Nam|Nữ", *rows)
    said = [each.message["vi"].partition("; ")[2] for each in evaluation.findings if each.code == "CCHC-T004"]
    assert len(said) == 1
    return evaluation, said[0]


@pytest.mark.parametrize(
    ("form", "rows", "says", "others"),
    [
        (OPEN, ("1|A|4|6", "2|A|5|7", "|Tổng cộng|9|13"), "cả hai dòng đều được cộng.", 0),
        (OPEN, ("1|A|4|6", "2|A|4|6", "3|B|1|0", "|Tổng cộng|5|6"), "các số cộng chỉ khớp khi tính một lần", 0),
        (OPEN, ("1|A|4|6", "2|A||", "|Tổng cộng|4|6"), "dòng này không có số liệu", 0),
        (OPEN, ("1|A|4|6", "2|A||", "|Tổng cộng|9|9"), "dòng này không có số liệu", 2),
        (OPEN, ("1|A|4|6", "|Tổng cộng|4|6", "|Tổng cộng|4|6"), "cả hai dòng đều được đối chiếu", 0),
        (NESTED, ("I|K||", "1|A|4|6", "I|K||", "1|B|1|0", "|Tổng cộng|5|6"), "các dòng dưới mỗi dòng được tính", 0),
        (CLOSED, ("1|A|4|6", "1|A|4|6", "2|B|1|0", "|Cộng|5|6"), "nên chỉ được tính một lần", 0),
        (CLOSED, ("1|A|4|6", "1|A|7|8", "2|B|1|0", "|Cộng|5|6"), "số liệu của dòng này không được tính", 0),
        (CLOSED, ("1|A|4|6", "1|A||", "2|B|1|0", "|Cộng|9|9"), "dòng này không có số liệu", 2),
        (CLOSED, ("1|A||", "1|A|4|6", "2|B|1|0", "|Cộng|5|6"), "dòng này không có số liệu", 0),
    ],
)
def test_what_is_said_of_a_row_that_stands_twice_is_so(
    form: str, rows: tuple[str, ...], says: str, others: int, tmp_path: Path
) -> None:
    """And a total is checked, whatever stands twice."""
    evaluation, said = of(tmp_path, form, *rows)
    assert says in said
    assert len([each for each in evaluation.findings if each.code != "CCHC-T004"]) == others


def test_a_row_that_counts_goes_by_the_name_of_the_one_that_is_blank(tmp_path: Path) -> None:
    evaluation, _ = of(tmp_path, CLOSED, "1|A||", "1|A|4|6", "2|B|1|0", "|Cộng|5|6")
    assert value(evaluation, "A", "nam") == "4"
    assert str(evaluation["t[A].nam"]) == "Reported(value=4)"


def test_the_figures_of_a_row_that_does_not_count_are_kept(tmp_path: Path) -> None:
    evaluation, _ = of(tmp_path, CLOSED, "1|A|4|6", "1|A|7|8", "2|B|1|0", "|Cộng|5|6")
    assert [each.text for each in evaluation.report.unplaced] == ["7", "8"]
