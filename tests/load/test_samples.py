"""A rule whose own samples do not come out as they should is told, by whatever evaluates it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.own import biblioteca

from cchc.edition import Edition, Rule
from cchc.errors import CatalogueError
from cchc.formula.syntax import parse
from cchc.load import load_edition
from cchc.load.lint import sample_problems
from cchc.load.lint.examples import shown


@pytest.fixture
def edition(files: dict[str, str], write: Callable[[dict[str, str]], Path]) -> Edition:
    return load_edition(write(files))


def said(edition: Edition, good: str, bad: str) -> list[tuple[str, tuple[str | int, ...]]]:
    def run(rule: Rule, sample: Mapping[str, object]) -> str:
        if rule is not edition.rules[rule.id]:
            return "error"  # a rule that is slightly another, which the samples tell apart
        return good if sample is rule.good else bad

    return [(mistake.code[-4:], mistake.path) for mistake in sample_problems(edition, run)]


def test_samples_that_come_out_as_they_should_are_no_mistake(edition: Edition) -> None:
    assert said(edition, "pass", "fail") == []


def test_a_rule_that_passes_or_fails_both_samples_says_nothing(edition: Edition) -> None:
    assert said(edition, "pass", "pass") == [("L009", ("rules", "R1", "bad")), ("L009", ("rules", "R2", "bad"))]
    assert said(edition, "fail", "fail") == [("L009", ("rules", "R1", "good")), ("L009", ("rules", "R2", "good"))]


def test_each_sample_with_another_outcome_is_told(edition: Edition) -> None:
    assert said(edition, "not_evaluated", "fail") == [
        ("L011", ("rules", "R1", "good")),
        ("L011", ("rules", "R2", "good")),
    ]
    assert len(said(edition, "fail", "pass")) == 4


@pytest.mark.parametrize(
    ("formula", "figures", "decimals", "gives"),
    [
        ("percent(a, b)", {"a": 1, "b": 32}, 2, "3.13"),
        ("percent(a, b)", {"a": -1, "b": 32}, 2, "-3.13"),
        ("percent(a, b)", {"a": 1, "b": 3000}, 2, "0.03"),
        ("percent(a, b)", {"a": 1, "b": 0}, 2, "zero_denominator"),
        ("percent(a, b)", {"a": 1}, 2, "missing_input"),
        ("a - b", {"a": 3, "b": 5}, 0, "-2"),
    ],
)
def test_an_example_gives_what_the_formula_gives_by_hand(
    formula: str, figures: dict[str, int], decimals: int, gives: str
) -> None:
    assert shown(parse(formula), figures, decimals) == gives


@pytest.mark.parametrize(
    ("sample", "kind"),
    [
        ("{ criancas = 37, visitas = true }", "a count line cannot be true"),
        ("{ criancas = 1.5, visitas = 3 }", "a count line cannot be 1.5"),
        ("{ criancas = 1, visitas = 3, sabado = 1 }", "a yes-no line cannot be 1"),
        ("{ criancas = 1, visitas = 3, plano = 2.5 }", "a document line cannot be 2.5"),
    ],
)
def test_a_sample_that_no_line_can_hold_is_told_where_it_stands(tmp_path: Path, sample: str, kind: str) -> None:
    """A figure of another kind than its line's is a mistake of the catalogue, for whoever only loads it too."""
    own = biblioteca.write(tmp_path, ("en",))
    place = own / "leitores.toml"
    text = place.read_text(encoding="utf-8")
    assert "{ criancas = 37, visitas = 37 }" in text
    place.write_text(text.replace("{ criancas = 37, visitas = 37 }", sample), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"leitores\.toml:\d+: rules\.R1\.good\.1\.\w+: {kind}"):
        load_edition(own)
