"""What is shown of a form with parameters is so where they are known; figures beside the form as well."""

from __future__ import annotations

from pathlib import Path

from tests.tables.small import HEAD, STUB, catalogue_of

from cchc.proof import Conclusion, Question, prove

FORM = (
    """
[table.t]
kind = "count"
unit = "ho_so"
"""
    + STUB
    + """rows = [{ id = "a", code = "1", label.vi = "Một" }, { id = "b", code = "2", label.vi = "Hai" }]
columns = [
    { id = "x", number = "1", heading = ["Số"] },
    { id = "y", number = "2", heading = ["Xong"], part_of = "x" },
    { id = "d", number = "3", heading = ["Điểm"], kind = "score", formula = "number(y) / (number(x) * thang)" },
]
[auxiliary.tl]
kind = "rate"
label.vi = "Tỷ lệ"
formula = "percent(t[b].y, t[a].x)"
SIGN
[rules.R1]
check = "tl >= p"
[parameters.p]
label.vi = "Mức"
unit = "phan_tram"
values = [
    { from = 2024-01-01, to = 2024-12-31, value = 25, source = "s" },
    { from = 2025-01-01, value = 30, source = "s" },
]
[parameters.thang]
label.vi = "Số tháng"
values = [{ from = 2024-03-01, to = 2024-03-31, value = 3, source = "s" }]
"""
)


def test_a_rate_beside_the_form_leaves_its_range_as_one_on_it_does(tmp_path: Path) -> None:
    proof = prove(catalogue_of(tmp_path, FORM.replace("SIGN", ""), HEAD))
    (found,) = [each for each in proof.of(Question.RANGE) if each.subject == "tl"]
    assert found.answer is Conclusion.REFUTED
    assert found.witness is not None
    assert found.witness.is_confirmed


def test_a_rate_that_may_be_more_than_the_whole_has_no_range(tmp_path: Path) -> None:
    proof = prove(catalogue_of(tmp_path, FORM.replace("SIGN", 'sign = "any"'), HEAD))
    assert [each.subject for each in proof.of(Question.RANGE)] == []


def test_every_example_is_one_where_parameters_are_known(tmp_path: Path) -> None:
    proof = prove(catalogue_of(tmp_path, FORM.replace("SIGN", ""), HEAD))
    examples = [each.witness for each in proof.theorems if each.witness is not None]
    assert examples
    assert all(each.is_confirmed for each in examples)
