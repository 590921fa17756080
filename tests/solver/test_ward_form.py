"""Minimal corrections of the ward form: of the report that a ward filed, and of single mistakes in a right one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.catalogue.mistakes import MISTAKES

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.edition import Severity
from cchc.errors import DataError
from cchc.readers import read_report
from cchc.solver import Disagreement, library


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue("phuong-2024")


@pytest.fixture(scope="module")
def real(catalogue: Catalogue, real_report: Path) -> Evaluation:
    return catalogue.evaluate(read_report(real_report, catalogue))


def told(evaluation: Evaluation) -> Mapping[str, Disagreement]:
    return {rule: each for each in evaluation.corrections() for rule in each.rules}


def test_each_broken_rule_of_the_real_report_is_in_one_disagreement(real: Evaluation) -> None:
    """Rules on figures that are broken as errors are told once; of documents no figure can mend anything."""
    broken = {each.instance for each in real.findings if each.severity is Severity.ERROR and each.rule}
    rules = [rule for each in real.corrections() for rule in each.rules]
    assert len(rules) == len(set(rules))
    assert set(rules) == {each for each in broken if each != "R53[ra_soat_tthc_kh_ban_hanh]"}


def test_arithmetic_leaves_one_total_of_services(real: Evaluation) -> None:
    """The total of 5.8.3 must be 48, for two parts say 46 and 2, and other lines hold them there."""
    (only,) = told(real)["R37"].sets
    change = next(each for each in only.changes if each.figure == "dvctt_cung_cap")
    assert (change.old, change.new, change.is_certain) == ("2", "48", True)
    assert change.cell is not None
    assert change.cell.line == 134


def test_what_does_good_by_itself_is_told_by_itself(real: Evaluation) -> None:
    """Of the services online each line mends rules of its own; the total alone makes the sum hold."""
    (only,) = told(real)["R37"].sets
    assert only.steps is not None
    by_line = {step.figures: step.rules for step in only.steps}
    assert by_line["dvctt_cung_cap",] == ("R37",)
    assert by_line["dvctt_mot_phan_ty_le",] == ("R3[dvctt_mot_phan_ty_le]", "R46[dvctt_mot_phan_ty_le]")
    assert len(by_line) == 4 and "R45" in only.steps[-1].rules
    assert sorted(rule for step in only.steps for rule in step.rules) == sorted(told(real)["R37"].rules)


def test_people_are_no_rate(real: Evaluation) -> None:
    """What cannot be told is bounded, not guessed: 402 is to be a rate between 0 and 100 %."""
    ((change,),) = (each.changes for each in told(real)["R2[khao_sat_hai_long_ty_le]"].sets)
    assert (change.old, change.is_certain, change.least, change.most) == ("402", False, "0,00 %", "100,00 %")


def test_an_error_cell_without_a_denominator_says_nothing(real: Evaluation) -> None:
    """Where there is no rate, neither an error nor a figure may stand."""
    ((change,),) = (each.changes for each in told(real)["R4[vbqppl_ty_le_xu_ly]"].sets)
    assert (change.old, change.new, change.is_certain) == ("#DIV/0!", None, True)


def test_a_limit_is_told(catalogue: Catalogue) -> None:
    """Who asks for fewer sets than there are is told so."""
    figures = {"dvctt_cung_cap": 2, "dvctt_mot_phan_cung_cap": 46, "dvctt_toan_trinh_cung_cap": 2}
    evaluation = catalogue.evaluate(figures)
    assert [(len(each.sets), each.is_whole) for each in evaluation.corrections()] == [(2, True)]
    assert [(len(each.sets), each.is_whole) for each in evaluation.corrections(1)] == [(1, False)]


def test_a_search_that_takes_too_long_is_given_up(real: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not looked for is told: no set is claimed, and none is said to be all."""
    monkeypatch.setattr(library, "_SECONDS", 0)
    given_up = real.corrections()
    assert given_up
    assert all(not each.sets and not each.is_whole for each in given_up)


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"weights": {"dvctt_cung_cap": 0}}])
def test_what_is_no_limit_or_weight_is_refused(real: Evaluation, wrong: dict[str, object]) -> None:
    """Numbers below one are no answer to how many or how much."""
    with pytest.raises(DataError, match="is not above 0"):
        real.corrections(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_single_mistake_is_in_a_set_of_its_own(name: str, catalogue: Catalogue) -> None:
    """Whatever rules a mistake breaks, changing the line that it was made on is a smallest way to mend them."""
    mistake = MISTAKES[name]
    evaluation = catalogue.evaluate(read_report(mistake.form.encode(), catalogue, name="form.txt"))
    for each in evaluation.corrections():
        alone = {change.figure for one in each.sets if len(one.changes) == 1 for change in one.changes}
        assert mistake.line in alone
