"""Where a computed line is not what its parts give, either may be wrong: no line is blamed alone unless others tell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.tables.small import catalogue_of

from cchc import Catalogue, Evaluation, Report

HEAD = """
title.en = "FUNDS AND CLINICS"
languages = ["en"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0 }
"""
LINES = """
[units.shilling]
label.en = "shillings"
[units.client]
label.en = "clients"
[units.minute]
label.en = "minutes"
[parameters.score_bands]
label.en = "Score"
unit = "diem"
of = "phan_tram"
source = "Annex"
bands = [{ at_least = 90, gives = 10 }, { at_least = 50, gives = 5 }, { below = 50, gives = 0 }]
[lines]
opening  = { code = "1", label.en = "Brought forward", kind = "number", unit = "shilling" }
received = { code = "2", label.en = "Received", kind = "number", unit = "shilling" }
spent    = { code = "3", label.en = "Spent", kind = "number", unit = "shilling" }
old      = { code = "5", label.en = "Old clients", kind = "count", unit = "client" }
new      = { code = "6", label.en = "New clients", kind = "count", unit = "client" }
served   = { code = "7", label.en = "Clients", kind = "count", unit = "client", formula = "old + new" }
due      = { code = "8", label.en = "Expected", kind = "count", unit = "client" }
coverage = { code = "9", label.en = "Rate", kind = "rate", sign = "any", decimals = 1, formula = "percent(new, due)" }
score    = { code = "10", label.en = "Score", kind = "score", decimals = 0, formula = "bands(coverage, score_bands)" }
wait_old = { code = "11", label.en = "Wait of the old", kind = "number", unit = "minute", decimals = 1 }
wait_new = { code = "12", label.en = "Wait of the new", kind = "number", unit = "minute", decimals = 1 }
[lines.closing]
code = "4"
label.en = "Carried forward"
kind = "number"
unit = "shilling"
formula = "opening + received - spent"
[lines.wait]
code = "13"
label.en = "Mean wait"
kind = "number"
unit = "minute"
decimals = 1
formula = "(old * wait_old + new * wait_new) / (old + new)"
"""
RIGHT = {
    "opening": "412.50", "received": "1,850.00", "spent": "1,977.25", "closing": "285.25",
    "old": "270", "new": "341", "served": "611", "due": "610", "coverage": "55.9", "score": "5",
    "wait_old": "30.0", "wait_new": "21.0", "wait": "25.0",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("which"), LINES, HEAD)


def judged(catalogue: Catalogue, changed: Mapping[str, str]) -> Evaluation:
    return catalogue.evaluate(Report.from_values({**RIGHT, **changed}))


def named(evaluation: Evaluation) -> list[set[str]]:
    return [set(finding.indicators) for finding in evaluation.findings if finding.rule is not None]


def test_a_right_form_draws_nothing(catalogue: Catalogue) -> None:
    assert named(judged(catalogue, {})) == []


@pytest.mark.parametrize(
    ("line", "text", "told", "said"),
    [
        # A slip of the pen in one part, or another unit, is the likely cause; the sum may be wrong as well.
        ("spent", "1,972.75", {"closing", "spent"}, "if 3 were 1,977.25, not 1,972.75"),
        ("received", "1,850,000.00", {"closing", "received"}, "if 2 were 1,850.00, not 1,850,000.00"),
        ("wait_new", "12.0", {"wait", "wait_new"}, "if 12 were 21.0, not 12.0"),
        # No slip tells which: all are named.
        ("opening", "519.30", {"closing", "opening", "received", "spent"}, "One of these is wrong: 4, 1, 2, 3."),
        # The lines that others hold are not named.
        ("wait", "29.0", {"wait", "wait_old", "wait_new"}, "One of these is wrong: 13, 11, 12."),
    ],
)
def test_a_sum_and_its_parts_are_named(catalogue: Catalogue, line: str, text: str, told: set[str], said: str) -> None:
    """And nothing is certain."""
    evaluation = judged(catalogue, {line: text})
    assert named(evaluation) == [told]
    assert said in evaluation.findings[0].message["en"]
    assert [cause.corrections for cause in evaluation.causes] == [()]


def test_so_is_a_computed_count(catalogue: Catalogue) -> None:
    """A count of the old that is wrong: neither it nor the sum is blamed alone, though the new are known."""
    evaluation = judged(catalogue, {"old": "207", "wait": "25.0"})
    assert {"served", "old"} in named(evaluation)
    assert all("old" in each for each in named(evaluation))
    assert {"served"} not in named(evaluation)


@pytest.mark.parametrize(
    ("line", "text", "meant"), [("due", "61", "610"), ("new", "431", "341"), ("old", "207", "270")]
)
def test_the_part_in_which_several_cross_is_named_by_each_and_mended(
    catalogue: Catalogue, line: str, text: str, meant: str
) -> None:
    """What stands there instead is certain: nothing else explains all that fails."""
    evaluation = judged(catalogue, {line: text})
    assert len(named(evaluation)) > 1
    assert all(line in each for each in named(evaluation))
    (cause,) = evaluation.causes
    assert cause.lines[0] == line
    assert [(each.figure, each.old, each.new) for each in cause.corrections] == [(line, text, meant)]
    assert judged(catalogue, {line: meant}).findings == ()


@pytest.mark.parametrize(
    ("line", "text", "new"), [("score", "10", "5"), ("coverage", "55.8", "55.9%"), ("served", "612", "611")]
)
def test_a_line_of_which_all_parts_are_held_is_wrong_itself(
    catalogue: Catalogue, line: str, text: str, new: str
) -> None:
    """By other formulas, as no whole count gives the rate, or as only its last digit is off."""
    evaluation = judged(catalogue, {line: text})
    assert named(evaluation) == [{line}]
    (cause,) = evaluation.causes
    assert [(each.figure, each.new) for each in cause.corrections] == [(line, new)]


def test_no_figure_is_called_a_rate_that_is_none(catalogue: Catalogue) -> None:
    """Money, minutes and scores."""
    for line, text in (("opening", "519.30"), ("wait", "29.0"), ("score", "10"), ("closing", "285.26")):
        (finding,) = judged(catalogue, {line: text}).findings
        assert "rate" not in f"{finding.message['en']} {(finding.suggestion or {})['en']}".replace("separate", "")
