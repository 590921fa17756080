"""What is drawn as a right form is right, and what breaks a rule breaks that one alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from tests.small import small_catalogue

from cchc import load_catalogue, strategies
from cchc.errors import CchcError, UnknownNameError
from cchc.report import Report
from cchc.strategies.filled import Mender

WARD = load_catalogue("phuong-2024")
CATALOGUES = {"ward": WARD, "ward of 2025": load_catalogue("phuong-2025-07"), "small": small_catalogue()}
NEVER_ALONE = {"R28", "R29", "R30"}
FEW = settings(max_examples=max(5, settings().max_examples // 12))
ANY = settings(max_examples=30, phases=[Phase.generate])


def some(drawn: st.SearchStrategy[Report], such: Callable[[Report], bool] = lambda _: True) -> Report:
    """The first example that is such."""
    return find(drawn, such, settings=ANY)


def asks_before(rule: str) -> bool:
    """Whether a rule asks the report before in each of its samples."""
    return all("previous" in sample for sample in WARD.edition.rules[rule].broken_by)


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_right_form_has_nothing_wrong(name: str) -> None:
    catalogue = CATALOGUES[name]

    @given(strategies.reports(catalogue, valid=True))
    @FEW
    def held(report: Report) -> None:
        evaluation = catalogue.evaluate(report)
        assert [finding for finding in evaluation.findings if finding.severity != "info"] == []
        assert strategies.broken_by(catalogue, report) == set()

    held()


def test_right_forms_are_whole_and_differ() -> None:
    """Every count is given, and they are not all the same nor all nothing."""
    drawn = strategies.reports(WARD, valid=True)
    counts = Mender(WARD).given
    lines = [id for id in counts if not WARD.edition.figures[id].auxiliary]
    assert some(drawn).entries.keys() >= set(lines)
    assert some(drawn, lambda report: len({str(report.entries[id].value) for id in lines}) > 15)


@pytest.mark.parametrize("rule", [rule for rule in WARD.edition.rules if not asks_before(rule)])
def test_a_rule_is_broken_alone(rule: str) -> None:
    """Of each rule of the ward form there is a report that breaks it and no other."""
    if rule in NEVER_ALONE:
        pytest.skip("other rules hold the same figures closer")
    assert strategies.broken_by(WARD, some(strategies.reports(WARD, breaking=rule))) == {rule}


def test_what_the_report_before_decides_no_report_breaks() -> None:
    rules = [rule for rule in WARD.edition.rules if asks_before(rule)]
    assert rules
    for rule in rules:
        with pytest.raises(CchcError, match="the report before"):
            strategies.reports(WARD, breaking=rule)


@given(strategies.figures(WARD, valid=True))
@FEW
def test_right_figures_break_no_rule(figures: dict[str, int]) -> None:
    assert figures.keys() == set(Mender(WARD).given)
    assert False not in WARD.compute(figures)[1]


@given(strategies.figures(WARD, breaking="R8"))
@FEW
def test_figures_break_the_rule_that_was_named(figures: dict[str, int]) -> None:
    broken = {
        place.rule
        for place, holds in zip(Mender(WARD).instances, WARD.compute(figures)[1], strict=False)
        if holds is False
    }
    assert broken == {"R8"}


def test_right_figures_shrink_to_what_a_person_can_read() -> None:
    """The least right figures of which one is ten or more: that one is ten, and next to nothing else is there."""
    small = CATALOGUES["small"]
    first, *others = Mender(small).given
    least = find(strategies.figures(small, valid=True), lambda figures: figures[first] >= 10)
    assert least[first] == 10
    assert sum(least[id] > 0 for id in others) <= 1


@given(strategies.reports(WARD))
@FEW
def test_a_report_of_a_catalogue_is_one_of_its_form(report: Report) -> None:
    """Sparse, with words for nothing: but the catalogue takes it, which one of no form in particular it would not."""
    assert set(report.entries) <= set(WARD.edition.everything)
    assert WARD.evaluate(report).edition == WARD.edition


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(UnknownNameError, match="R8"):
        strategies.reports(WARD, breaking="R08")
    with pytest.raises(UnknownNameError):
        strategies.figures(WARD, breaking="R0")
