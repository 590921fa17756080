"""The index of scores: parts rounded before they are added, thresholds, undefined rates with a defined score."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.tables.forms import QD_766 as FORM

from cchc import Evaluation, load_catalogue
from cchc.edition import Severity
from cchc.readers import read_report
from cchc.value import Cause, Reported, Undefined

# What the examples call the columns, and the catalogue.
COLUMN = {"tu": "tu", "mau": "mau", "ty_le": "ty_le", "toi_da": "toi_da", "diem": "diem"}


def table(evaluation: Evaluation) -> Any:
    return evaluation.computation.tables["qd766"]


def test_a_right_form_has_no_finding_and_every_value() -> None:
    """Every printed and computed figure of the example, to the digit; nothing to tell."""
    evaluation = FORM.judged(FORM.right)
    assert [finding.code for finding in evaluation.findings if finding.severity is not Severity.INFO] == []
    (expected,) = FORM.expected["tables"]
    labels = {row["id"]: row["label"] for row in expected["rows"]}
    tabulation, compared = table(evaluation), 0
    for id, figures in expected["values"].items():
        row = next(row for row in tabulation.filled.rows if row.label == labels[id])
        for name, figure in figures.items():
            value = tabulation.value(row, tabulation.table.columns[COLUMN[name]])
            if isinstance(value, Reported) and figure not in (None, "undefined"):
                assert Fraction(value.value) == Fraction(str(figure)), (id, name)
                compared += 1
    assert compared > 80


def test_scores_are_rounded_one_by_one_and_then_added() -> None:
    """The exact sum would be 81,43; parts rounded first come to what the portal publishes."""
    tabulation = table(FORM.judged(FORM.right))
    total = tabulation.filled.rows[-1]
    assert str(tabulation.value(total, tabulation.table.columns["diem"]).value) == "81.42"


def test_nothing_to_rate_may_still_have_its_score() -> None:
    """No feedback: the rate is undefined, the score is full, because the index says so."""
    tabulation = table(FORM.judged(FORM.right))
    row = next(row for row in tabulation.filled.rows if row.code == "5.2")
    columns = tabulation.table.columns
    assert tabulation.value(row, columns["ty_le"]) == Undefined(Cause.ZERO_DENOMINATOR)
    assert str(tabulation.value(row, columns["diem"]).value) == "6.00"


def test_a_blank_form_has_no_error() -> None:
    for blank in FORM.blank:
        assert [f.code for f in FORM.judged(blank).findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("case", FORM.wrong, ids=lambda case: case["id"])
def test_each_mistake_is_named_at_its_cell(case: Any) -> None:
    """Among what is named in any case; alone where nothing else explains what fails."""
    told = [f for f in FORM.judged_wrong(case).findings if f.severity is Severity.ERROR]
    (change,) = case["changes"]
    wrong = f"qd766[{change['row_label']}].{COLUMN[change['column']]}".replace("[Tổng điểm]", "[total]")
    assert any(wrong in finding.figures for finding in told)
    assert all(list(finding.figures) == [wrong] for finding in told if len(finding.figures) == 1)
    if len(case["cells_common_to_all_broken"]) == 1:
        assert [(f.code, f.figure) for f in told] == [("CCHC-T001", wrong)]


def test_the_form_is_known_by_its_title() -> None:
    """Whoever names no edition gets that of the form that the file says it is."""
    report = read_report(FORM.right.encode(), load_catalogue(), name="chi-so.tsv")
    assert report.edition == "qd-766-xa"
    assert load_catalogue().evaluate(report).edition.id == "qd-766-xa"
