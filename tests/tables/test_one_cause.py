"""One wrong cell is one thing to mend: parts of a rate are told apart, and what follows is told under the cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06, QD_766
from tests.tables.planting import Mistake, Planted, named, told
from tests.tables.small import STUB, catalogue_of, judged

from cchc import Evaluation
from cchc.finding import Severity
from cchc.judge.curve import curve_through


def with_mistake(form: str, address: str, text: str) -> Evaluation:
    planted = Planted(form)
    (cell,) = (each for each in planted.cells if each.address == address)
    return planted.with_mistake(Mistake("any", cell, text))


@given(st.integers(0, 3_000), st.integers(1, 3_000), st.integers(0, 3))
def test_a_printed_rate_leaves_the_counts_that_round_to_it(part: int, whole: int, decimals: int) -> None:
    """Read backwards a rate gives exactly those counts that forwards come to it."""
    half = Fraction(1, 2 * 10**decimals)
    rate = round(Fraction(100 * part, whole), decimals)

    def of_part(figure: Fraction) -> Fraction | None:
        return 100 * figure / whole

    def of_whole(figure: Fraction) -> Fraction | None:
        return 100 * part / figure if figure else None

    for value, near, most in ((of_part, part, 2 * whole), (of_whole, whole, 2 * whole)):
        curve = curve_through(value, Fraction(near))
        found = None if curve is None else curve.steps_within(rate - half, rate + half, Fraction(1))
        if found is None:
            continue
        tried = range(-10, most + max(near, 1) + 10)
        fits = {x for x in tried if (y := value(Fraction(x))) is not None and abs(y - rate) <= half}
        assert {x for x in found if tried.start <= x < tried.stop} == fits


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("42", "41"), ("40", "41")],
)
def test_of_two_parts_that_is_wrong_which_alone_can_be_mended(text: str, wanted: str) -> None:
    """42 of 45 is not 93,18 % either, nor of any other whole number."""
    row = "qd766[Tỷ lệ thủ tục hành chính công bố đúng hạn]"
    (finding,) = told(with_mistake("qd-766", f"{row}.tu", text))
    assert (finding.code, finding.figure, finding.expected) == ("CCHC-T001", f"{row}.tu", wanted)


def test_a_printed_rate_is_wrong_where_no_count_gives_it_and_the_score() -> None:
    row = "qd766[Tỷ lệ thủ tục hành chính công bố đúng hạn]"
    (finding,) = told(with_mistake("qd-766", f"{row}.ty_le", "23,18"))
    assert (finding.code, finding.figure, finding.expected) == ("CCHC-T001", f"{row}.ty_le", "93,18 %")


def test_what_cannot_be_below_zero_is_the_wrong_one_of_a_tie() -> None:
    """Nothing but their mean tells of the two ages, and one of them is below zero."""
    findings = told(with_mistake("lao-dong", "ld[Viên chức].c9", "-13.314,8"))
    assert {cell for each in findings for cell in named(each)} == {"ld[Viên chức].c9"}


def test_what_a_wrong_cell_draws_elsewhere_is_told_under_it() -> None:
    """The rule that asks the report before is mended with the cell that does not agree with its row and column."""
    evaluation = with_mistake("bieu-06", "b06[Đất đai].ky_truoc", "27")
    wrong, rule = told(evaluation)
    assert (wrong.code, wrong.under) == ("CCHC-T001", None)
    assert (rule.rule, rule.severity, rule.under) == ("B6", Severity.WARNING, "b06[Đất đai].ky_truoc")
    assert list(rule.figures) == ["b06[Đất đai].ky_truoc"]
    assert len(evaluation.causes) == 1


def test_a_rule_that_would_still_fail_stands_by_itself() -> None:
    """Two mistakes: the row and the column ask for another figure than the report before."""
    lines = BIEU_06.periods[1]
    before = BIEU_06.periods[0]
    row = next(line for line in lines.split("\n") if "\tĐất đai\t" in line)
    cells = row.split("\t")
    cells[BIEU_06.first_figure + 3] = "27"
    carried = next(line for line in before.split("\n") if "\tĐất đai\t" in line)
    assert "21" in carried.split("\t")
    evaluation = BIEU_06.catalogue.evaluate(
        BIEU_06.report(lines.replace(row, "\t".join(cells))),
        BIEU_06.report(before.replace(carried, carried.replace("\t21\t", "\t19\t"))),
    )
    (rule,) = (each for each in told(evaluation) if each.rule == "B6")
    assert rule.under is None


def test_a_blank_rate_and_a_blank_maximum_are_told() -> None:
    """The catalogue and the row know them: worth a note, and no more."""
    row = "qd766[Tỷ lệ thủ tục hành chính công bố đúng hạn]"
    for column, wanted in (("ty_le", "93,18 %"), ("toi_da", "6")):
        (finding,) = told(with_mistake("qd-766", f"{row}.{column}", ""))
        assert (finding.code, finding.severity, finding.figure) == ("CCHC-T017", Severity.INFO, f"{row}.{column}")
        assert str(finding.expected).startswith(wanted)


def test_the_right_forms_are_unchanged() -> None:
    for form in (BIEU_06, QD_766):
        assert not [each for each in form.judged(form.periods[0]).findings if each.severity is not Severity.INFO]


def test_a_figure_that_a_rate_of_its_row_asks_for_is_not_suspected(tmp_path: Path) -> None:
    """Of two parts of a sum that fails the wrong one is named alone: the other, changed, would break its own rate."""
    table = f"""
[table.t]
{STUB}open = {{ key = "label", levels = ["I", "1"], parents = "sum" }}
columns = [
    {{ id = "nu", heading = ["Nữ"] }},
    {{ id = "tre", heading = ["Trẻ"], part_of = "nu" }},
    {{ id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(tre, nu)" }},
]
"""
    rows = ("I|Khối|132|80|60,61", "1|Thôn A|84|69|82,14", "2|Thôn B|58|11|")
    evaluation = judged(catalogue_of(tmp_path, table), "STT|Nội dung|Nữ|Trẻ|Tỷ lệ", *rows)
    (wrong,) = (each for each in evaluation.findings if each.code in ("CCHC-T001", "CCHC-T002"))
    assert (wrong.code, wrong.figure, wrong.expected) == ("CCHC-T001", "t[Khối › Thôn B].nu", "48")
