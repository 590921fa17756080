"""What a solver finds of tables of totals, parts, means and scores the engine finds, too, of every example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, mistakes

from cchc.proof import Conclusion, Proof, Question, Theorem, prove, proving
from cchc.proof.asked import Asking

ROWS = """rows = [
    { id = "g", code = "I", label.vi = "Nhóm", formula = "children" },
    { id = "a", under = "g", code = "1", label.vi = "Thứ nhất" },
    { id = "b", under = "g", code = "2", label.vi = "Thứ hai"%s },
    { id = "h", code = "II", label.vi = "Khác"%s },
    { id = "t", label.vi = "Tổng", formula = "%s" },
]
"""
COUNTS = """columns = [
    { id = "c", heading = ["C"] },
    { id = "d", heading = ["D"] },
"""


def of(folder: Path, rows: str, columns: str, rules: str = "", before: str = "") -> Proof:
    return prove(catalogue_of(folder, f"{before}[table.t]\n{STUB}{rows}{columns}]\n{rules}"))


def rule(id: str, check: str, rows: str = "all", severity: str = "warning") -> str:
    return f'[rules.{id}]\neach = {{ table = "t", rows = "{rows}" }}\ncheck = "{check}"\nseverity = "{severity}"\n'


def is_agreed(proof: Proof) -> bool:
    """Whether the engine judges every example as the solver does, and nothing is left open."""
    assert [each.subject for each in proof.theorems if each.answer is Conclusion.UNDECIDED] == []
    return all(each.witness is None or each.witness.is_confirmed for each in proof.theorems)


def test_no_figure_may_be_printed_where_all_is_there_and_makes_nothing(tmp_path: Path) -> None:
    """Divided by 0 as a part of a formula, too, and not only as a rate."""
    made = '    { id = "f", heading = ["F"], formula = "min(c + d, number(c) / number(d))", over_rows = "sum" },\n'
    assert is_agreed(of(tmp_path, ROWS % ("", "", "g + h"), COUNTS + made))


@pytest.mark.parametrize("total", ["g - h", "a + b + h"])
def test_a_row_without_such_a_figure_is_nought_in_a_sum_of_rows(tmp_path: Path, total: str) -> None:
    """The sum stays a sum: what it comes to is no more unknown to the solver than to the engine."""
    made = '    { id = "r", heading = ["R"], kind = "rate", formula = "percent(c, d)" },\n'
    proof = of(tmp_path, ROWS % ("", ', except = ["c"]', total), COUNTS + made)
    assert is_agreed(proof)
    assert "t.total.c[total]" in {each.subject for each in proof.of(Question.OWN)}


def test_a_mean_whose_weights_come_to_nought_is_what_is_printed(tmp_path: Path) -> None:
    """Nothing computes it, so that a rate of it is out of its range by what stands there."""
    made = """    { id = "m", heading = ["M"], kind = "number", decimals = 1, over_rows = "mean(c)" },
    { id = "r", heading = ["R"], kind = "rate", formula = "percent(number(d), number(m))" },
"""
    proof = of(tmp_path, ROWS % ("", "", "g - h"), COUNTS + made)
    assert is_agreed(proof)
    assert {each.answer for each in proof.of(Question.RANGE)} == {Conclusion.REFUTED}


def test_a_rule_over_a_row_sees_a_computed_figure_as_it_would_be_printed(tmp_path: Path) -> None:
    """Of 10,000.01 for 10 it sees 1000.00, and not 1000.001, where nothing is printed."""
    columns = """columns = [
    { id = "c", heading = ["C"] },
    { id = "x", heading = ["X"], kind = "number" },
    { id = "m", heading = ["M"], kind = "number", formula = "number(x) / number(c)", over_rows = "recompute" },
"""
    rules = rule("R1", "m <= 1000 or c < 10", "leaf") + rule("R2", "c != 1", "leaf")
    assert is_agreed(of(tmp_path, 'open = { key = "label", total = "Tổng" }\n', columns, rules))


SCORES = """[parameters.nguong]
unit = "phan_tram"
label.vi = "Ngưỡng"
values = [{ from = 2020-01-01, value = 90, source = "hướng dẫn" }]
[parameters.bac]
unit = "diem"
of = "phan_tram"
label.vi = "Bậc"
source = "Phụ lục"
bands = [{ at_least = 90, gives = 10 }, { at_least = 50, gives = "x / 10" }, { below = 50, gives = 0 }]
"""


def test_scores_by_bands_and_caps_are_agreed_about(tmp_path: Path) -> None:
    """Maxima of the catalogue, points cut off at a threshold, points by steps, all added up."""
    columns = """columns = [
    { id = "tu", heading = ["Tử số"], over_rows = "none" },
    { id = "mau", heading = ["Mẫu số"], over_rows = "none" },
    { id = "tl", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(tu, mau)", over_rows = "none" },
    { id = "cat", heading = ["Điểm"], kind = "score", formula = "capped(10, tl, nguong)", over_rows = "sum" },
    { id = "bac_diem", heading = ["Theo bậc"], kind = "score", formula = "bands(tl, bac)", over_rows = "sum" },
    { id = "tu_cham", heading = ["Tự chấm"], kind = "score", over_rows = "sum" },
"""
    rules = rule("R1", "tu <= mau", "leaf", "error") + rule("R2", "tu_cham <= cat + 1", "leaf")
    proof = of(tmp_path, ROWS % ("", "", "g + h"), columns, rules, SCORES)
    assert is_agreed(proof)
    assert {each.answer for each in proof.of(Question.RANGE)} == {Conclusion.PROVED}


@pytest.mark.parametrize(("check", "said"), [("2 <= 1", "speaks of no figure"), ("c < c", "compared with itself")])
def test_a_rule_over_a_table_that_no_figure_decides_is_a_mistake(tmp_path: Path, check: str, said: str) -> None:
    """As of a rule over lines: whatever is reported, it comes out the same."""
    (mistake,) = mistakes(tmp_path, f"[table.t]\n{STUB}{ROWS % ('', '', 'g + h')}{COUNTS}]\n{rule('R1', check)}", HEAD)
    assert said in mistake


def test_what_takes_too_long_is_undecided_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the time is over nothing more is asked, and rates leave the rules a part of it."""
    monkeypatch.setattr(proving, "SECONDS", 0)
    made = '    { id = "r", heading = ["R"], kind = "rate", formula = "percent(c, d)" },\n'
    proof = of(tmp_path, ROWS % ("", "", "g + h"), COUNTS + made, rule("R1", "c <= d", "leaf"))
    undecided = {each.subject for each in proof.theorems if each.answer is Conclusion.UNDECIDED}
    assert {"R1[t[Nhóm › Thứ nhất]]", "t[Nhóm › Thứ nhất].r", "t.total.c[total]"} <= undecided
    assert not any(each.witness for each in proof.theorems if each.subject in undecided)


def test_whoever_looks_on_sees_each_question_answered(tmp_path: Path) -> None:
    """Kind by kind, with how many there are before the first of them is answered."""
    seen: list[tuple[Question, int]] = []

    def watched(question: Question, askings: Sequence[Asking]) -> Iterator[Theorem]:
        seen.append((question, len(askings)))
        return (ask() for ask in askings)

    made = '    { id = "r", heading = ["R"], kind = "rate", formula = "percent(c, d)" },\n'
    catalogue = catalogue_of(tmp_path, f"[table.t]\n{STUB}{ROWS % ('', '', 'g + h')}{COUNTS}{made}]\n")
    proof = prove(catalogue, watched=watched)
    assert [question for question, _ in seen] == [Question.TOGETHER, Question.RANGE, Question.OWN]
    assert [count for _, count in seen] == [len(proof.of(question)) for question, _ in seen]


def test_what_grows_too_long_for_a_solver_is_undecided_by_name(tmp_path: Path) -> None:
    """Formulas over formulas, each divided by the one before: prove says what it left out, and goes on."""
    made, before = "", "c"
    for place in range(4):
        parts = f"number({before}) / number(c) <= 1, number({before}) / number(d), number(c) / number({before})"
        said = f'kind = "number", formula = "if_({parts})", over_rows = "none"'
        made += f'{{ id = "f{place}", heading = ["F{place}"], {said} }},\n'
        before = f"f{place}"
    rate = f'{{ id = "r", heading = ["R"], kind = "rate", formula = "percent(number({before}), number(d))" }},\n'
    text = f'[table.t]\nrows = "one"\n{COUNTS}{made}{rate}]\n'
    proof = prove(catalogue_of(tmp_path, text))
    assert "S005[t[one].r]" in {each.subject for each in proof.theorems if each.answer is Conclusion.UNDECIDED}


def test_rates_that_rows_make_and_rates_on_no_form_are_asked(tmp_path: Path) -> None:
    """Whoever computes a rate, and whether it is printed: 1000 of 1 may be 2000 ‰, a part of its whole 100 %."""
    rows = """rows = [
    { id = "dan", code = "1", label.vi = "Dân số" },
    { id = "kham", code = "2", label.vi = "Số khám" },
    { id = "tl", code = "3", label.vi = "Trên 1000 dân", kind = "rate", per = 1000, formula = "1000 * kham / dan" },
]
"""
    columns = """columns = [
    { id = "c", heading = ["C"] },
    { id = "d", heading = ["D"], part_of = "c" },
    { id = "r", printed = false, label.vi = "R", kind = "rate", formula = "percent(d, c)", over_rows = "none" },
"""
    proof = of(tmp_path, rows, columns)
    answers = {each.subject: each.answer for each in proof.of(Question.RANGE)}
    assert answers["t[Trên 1000 dân].c"] is Conclusion.REFUTED
    assert answers["t[Dân số].r"] is answers["t[Số khám].r"] is Conclusion.PROVED
    assert is_agreed(proof)
