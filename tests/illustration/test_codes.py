"""Each code has an example that draws it and one that does not: a code that is added needs one in `codes.toml`."""

from __future__ import annotations

import re

import pytest

from cchc.catalogue import lint_catalogue, load_catalogue
from cchc.cli.subject import illustrated
from cchc.edition import Rule
from cchc.illustration import Illustration, codes, of_code, of_rule
from cchc.illustration.codes import examples
from cchc.words import LANGUAGES, data

CODES = [*(f"CCHC-{id}" for id in data("standard")), *data("findings")]
FORMS = sorted(each.name for each in codes._FORMS.iterdir())
PLACEHOLDER = re.compile(r"\{[a-z_.]+\}")
WARD = load_catalogue("phuong-2024")


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert set(examples()) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_an_example_draws_its_code_and_the_one_put_right_does_not(code: str) -> None:
    """In both languages, with nothing left open but where lines of TOML are shown."""
    shown = of_code(code)
    assert shown is not None
    _hold(shown, is_filled="file" not in examples()[code])


@pytest.mark.parametrize("rule", WARD.rules.values(), ids=lambda rule: rule.id)
def test_a_rule_shows_its_own_samples(rule: Rule) -> None:
    shown = of_rule(WARD, rule)
    assert shown is not None
    _hold(shown)


def _hold(shown: Illustration, *, is_filled: bool = True) -> None:
    assert shown.bad is not None
    assert shown.good is not None
    assert shown.bad.said
    assert not shown.good.said
    assert shown.bad.rows
    for language in LANGUAGES:
        cells = [cell[language] for one in (shown.bad, shown.good) for row in one.rows for cell in row]
        said = [message[language] for message in shown.bad.said]
        assert not (is_filled and [text for text in (*cells, *said) if PLACEHOLDER.search(text)])
        assert all(said)


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_of_the_examples_are_catalogues_without_mistakes(form: str) -> None:
    lint_catalogue(codes._FORMS / form)


def test_a_rule_over_a_table_shows_a_row_of_the_catalogues_example() -> None:
    catalogue = load_catalogue("bieu-06-2020")
    (rule,) = (each.rule for each in catalogue.edition.tables["b06"].rules.values() if each.rule.id == "B6")
    shown = illustrated(rule, catalogue.edition, catalogue.home)
    assert shown is not None
    _hold(shown)
    assert shown.bad is not None
    assert [row[0]["en"] for row in shown.bad.rows] == [
        "(6) carried over",
        "(11) in hand (the report before)",
    ]


def test_a_rule_without_samples_shows_nothing() -> None:
    """Nor does a code that nobody knows."""
    from attrs import evolve

    assert of_rule(WARD, evolve(WARD.rules["R1"], good=None, bad=None, also_good=(), also_bad=())) is None
    assert of_code("CCHC-X999") is None
