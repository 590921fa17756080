"""The table of dossiers by field: every value, every identity, and each mistake at its cell."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.tables.forms import BIEU_06 as FORM

from cchc import Evaluation
from cchc.edition import Severity
from cchc.edition.table import RowRole
from cchc.value import Cause, Reported, Undefined

COLUMN = {column.mark: id for id, column in FORM.catalogue.edition.tables["b06"].columns.items()}


def table(evaluation: Evaluation) -> Any:
    return evaluation.computation.tables["b06"]


@pytest.mark.parametrize("at", [0, 1])
def test_a_right_form_has_no_finding_and_every_value(at: int) -> None:
    """Both quarters, the second after the first: nothing to tell, and each value as it is expected."""
    evaluation = FORM.judged(FORM.periods[at], FORM.periods[at - 1] if at else None)
    assert [finding.code for finding in evaluation.findings] == []
    expected = FORM.expected["tables"][at]
    labels = {row["id"]: row["label"] for row in expected["rows"]}
    tabulation = table(evaluation)
    for id, figures in expected["values"].items():
        row = next(row for row in tabulation.filled.rows if row.label == labels[id])
        for mark, figure in figures.items():
            assert tabulation.value(row, tabulation.table.columns[COLUMN[mark]]) == Reported(figure), (id, mark)


def test_derived_rates_are_recomputed_on_the_total() -> None:
    """A rate of the total is made of the total's own figures, rounded once; over nothing it is undefined."""
    tabulation = table(FORM.judged(FORM.periods[1]))
    total = next(row for row in tabulation.filled.rows if row.role is RowRole.TOTAL)
    columns = tabulation.table.columns
    shown = [str(tabulation.value(total, columns[id]).value) for id in ("ty_le_dung_han", "ty_le_truc_tuyen")]
    assert shown == [FORM.expected["derived"]["b06"][key] for key in ("percent", "online share (4)/((4)+(5)) percent")]
    adoption = tabulation.filled.by_key["Nuôi con nuôi"]
    assert tabulation.value(adoption, columns["ty_le_truc_tuyen"]) == Undefined(Cause.ZERO_DENOMINATOR)
    assert tabulation.computed(total, "ty_le_dung_han") == Fraction(100 * 1786, 1802)


def test_a_blank_form_has_no_error() -> None:
    """Nothing is wrong with a form that nobody has filled in."""
    for blank in FORM.blank:
        evaluation = FORM.judged(blank)
        assert [f.code for f in evaluation.findings if f.severity is Severity.ERROR] == []
        assert {row.role for row in table(evaluation).filled.rows} == {RowRole.LEAF, RowRole.TOTAL}


@pytest.mark.parametrize("case", FORM.wrong, ids=lambda case: case["id"])
def test_each_mistake_is_named_at_its_cell(case: Any) -> None:
    """What is wrong is among what is named; where one cell explains all that fails, that cell alone."""
    evaluation = FORM.judged_wrong(case)
    told = [finding for finding in evaluation.findings if finding.severity is not Severity.INFO]
    named = {address for finding in told for address in finding.figures}
    common = {_address(evaluation, cell) for cell in case["cells_common_to_all_broken"]}
    if len(common) == 1:
        assert [finding.figure for finding in told if finding.code == "CCHC-T001"] == list(common)
        assert named == common
        assert told[0].expected == _expected(case)
    else:
        broken = {
            _address(evaluation, ("b06", row, column))
            for b in case["broken"]
            for row in b["rows"]
            for column in b["columns"]
        }
        assert told
        assert named & broken or case["must_name"] == "B6"
    if case["must_name"] == "B6":
        assert [finding.code for finding in told] == ["CCHC-B6"]


def _address(evaluation: Evaluation, cell: Any) -> str:
    _, id, mark = cell
    labels = {row["id"]: row["label"] for row in FORM.expected["tables"][-1]["rows"]}
    label = labels[id]
    row = next(row for row in table(evaluation).filled.rows if row.label == label)
    key = "total" if row.role is RowRole.TOTAL else row.key
    return f"b06[{key}].{COLUMN[mark]}"


def _expected(case: Any) -> str:
    (change,) = case["changes"]
    return str(change["from"])


def test_a_wrong_total_among_others_names_its_row() -> None:
    """Of what fails on another row than the cell's own the row is told, so that a person finds it."""
    evaluation = FORM.judged_wrong(next(case for case in FORM.wrong if case["id"] == "w01"))
    assert "TỔNG SỐ: (3) = cộng các dòng" in evaluation.findings[0].message["vi"]
