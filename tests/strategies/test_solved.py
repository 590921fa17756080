"""Forms with tables that are right, and that break one sum or rule alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, find, given, settings

from cchc import Catalogue, load_catalogue, strategies
from cchc.errors import CchcError, UnknownNameError
from cchc.finding import Severity
from cchc.report import Report
from cchc.strategies.filled import is_broken_alone
from cchc.strategies.solved import SolvedForms
from cchc.value import Reported

TABLES = Path(__file__).resolve().parent.parent / "tables"
FORMS = {
    "b06": load_catalogue("bieu-06-2020"),
    "qd766": load_catalogue("qd-766-xa"),
    "ho-ngheo": load_catalogue(TABLES / "ho-ngheo"),
    "giao-vien": load_catalogue(TABLES / "giao-vien"),
    "thu-chi": load_catalogue(TABLES / "thu-chi"),
}
FEW = settings(max_examples=max(4, settings().max_examples // 15))
ONE = settings(max_examples=2, phases=[Phase.generate])


def rules_of(catalogue: Catalogue) -> list[str]:
    return sorted({demand.name.partition("[")[0] for demand in SolvedForms.of(catalogue.edition).asked.demands})


FOLLOWING = {
    "b06": {
        f"b06.{kind}.{column}"
        for kind in ("children", "total")
        for column in ("da_giai_quyet", "dang_giai_quyet", "tiep_nhan")
    },
}
"""What follows from the other sums of the form: who breaks it breaks one of these, too."""


BROKEN = [
    *(("b06", rule) for rule in rules_of(FORMS["b06"])),
    *(("ho-ngheo", rule) for rule in ("R1", "S005", "causes.total.poor", "moved.women#part", "moved.closing#1")),
    *(("qd766", rule) for rule in ("S001", "qd766.ty_le#1", "qd766.children.diem")),
]
if settings().max_examples > 1_000:
    BROKEN = [(form, rule) for form, catalogue in FORMS.items() for rule in rules_of(catalogue)]


@pytest.mark.parametrize("form", FORMS)
def test_a_right_form_has_nothing_wrong(form: str) -> None:
    catalogue = FORMS[form]

    @given(strategies.reports(catalogue, valid=True))
    @FEW
    def held(report: Report) -> None:
        evaluation = catalogue.evaluate(report)
        assert [finding for finding in evaluation.findings if finding.severity is not Severity.INFO] == []

    held()


@pytest.mark.parametrize(("form", "rule"), BROKEN)
def test_a_sum_or_rule_is_broken_alone(form: str, rule: str) -> None:
    catalogue = FORMS[form]
    if rule in FOLLOWING.get(form, ()):
        with pytest.raises(CchcError, match="no form breaks it alone"):
            strategies.reports(catalogue, breaking=rule)
        return

    @given(strategies.reports(catalogue, breaking=rule))
    @ONE
    def held(report: Report) -> None:
        assert is_broken_alone(catalogue, report, rule=rule)
        assert rule in strategies.broken_by(catalogue, report)

    held()


def test_what_was_drawn_stands_on_the_form_and_little_else_is_unusual() -> None:
    """One figure of 57: the rest is as on the usual right form but for what has to follow from it."""
    forms = SolvedForms.of(FORMS["ho-ngheo"].edition)
    wished = next(id for id in forms.figures if id.figure == "moved[A].opening")
    usual, report = forms.report({}), forms.report({wished: 57})
    assert usual is not None and report is not None
    said, as_ever = (
        {
            (row.key, id): entry.value
            for table in each.tables.values()
            for row in table.rows
            for id, entry in row.entries.items()
        }
        for each in (report, usual)
    )
    assert said["A", "opening"] == Reported(57)
    changed = {place for place, value in said.items() if value != as_ever[place]}
    assert ("A", "closing") in changed and len(changed) < len(said) / 3


def test_right_forms_shrink_to_what_a_person_can_read() -> None:
    catalogue = FORMS["b06"]

    def has_ten(report: Report) -> bool:
        row = report.tables["b06"].rows[0]
        value = row.entries["truc_tuyen"].value
        return isinstance(value, Reported) and isinstance(value.value, int | Decimal) and value.value >= 10

    least = find(strategies.reports(catalogue, valid=True), has_ten, settings=settings(max_examples=200, database=None))
    assert least.tables["b06"].rows[0].entries["truc_tuyen"].value == Reported(10)


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(UnknownNameError, match="tiep_nham"):
        strategies.reports(FORMS["b06"], breaking="b06.total.tiep_nham")
