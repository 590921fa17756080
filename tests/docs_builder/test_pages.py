"""Whatever the catalogue defines has a page, in both languages, whose results the engine worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from cchc.docs_builder.book import BookPage
from cchc.docs_builder.library import Library
from cchc.edition import IndicatorKind, ZeroDenominator
from cchc.words import LANGUAGES, data, face

Made = Mapping[str, Mapping[str, BookPage]]


def test_every_definition_has_a_page(library: Library, made: Made) -> None:
    """Lines, rules, codes, units, instruments and editions."""
    edition = library.newest.edition
    wanted = {f"indicators/{id}" for id in edition.everything}
    wanted |= {f"codes/{rule.code}" for rule in edition.rules.values()} | {
        f"codes/{code}" for code in edition.finding_kinds
    }
    wanted |= {f"codes/CCHC-{id}" for id in data("standard")}
    wanted |= {f"units/{id}" for id in edition.units} | {f"instruments/{id}" for id in edition.instruments}
    wanted |= {f"{folder}/{one.id}" for one in library.catalogues for folder in ("editions", "forms")}
    assert wanted <= set(made["vi"])


def test_both_languages_have_the_same_pages(made: Made) -> None:
    assert list(made["vi"]) == list(made["en"])


def test_no_page_is_made_twice(listed: Mapping[str, Sequence[BookPage]]) -> None:
    names = [page.name for page in listed["vi"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_pages_lead_somewhere(made: Made, language: str) -> None:
    """Whatever a page links to is made, or stands in docs/."""
    for page in made[language].values():
        for target in re.findall(r"\]\(/([^)#]+)\.md", page.body):
            assert target in made[language] or target.startswith("guide/"), (page.name, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_worked_examples_give_what_the_catalogue_says(library: Library, made: Made, language: str) -> None:
    """The page's results are the engine's, and the catalogue's own."""
    edition = library.newest.edition
    for line in edition.computed:
        body = made[language][f"indicators/{line.id}"].body
        for example in line.examples:
            if example.gives in ("zero_denominator", "missing_input"):
                shown = edition.judging.say(language, "cause", example.gives)
            elif line.kind is IndicatorKind.PERCENTAGE:
                number = f"{Decimal(example.gives):.{line.decimals}f}"
                shown = f"{number.replace('.', ',')} %" if language == "vi" else f"{number}%"
            else:
                shown = example.gives
            assert shown.replace("-", "\\-", 0) in body.replace("\\", ""), (line.id, example)


def test_every_computed_rate_shows_how_it_is_misread(library: Library, made: Made) -> None:
    """Cut off, over a zero denominator, blank: each with the finding that tells it."""
    for line in library.newest.edition.computed:
        if line.kind is IndicatorKind.PERCENTAGE:
            body = made["en"][f"indicators/{line.id}"].body
            for slip in ("right", "truncated", "blank", "zero", "error"):
                assert face("site").say("en", "slip", slip) in body, (line.id, slip)
            assert face("site").say("en", "no_finding") in body


def test_a_rule_page_shows_what_breaks_it(library: Library, made: Made) -> None:
    """The bad sample's own message, evaluated when the page is made; the good one passes."""
    for code in library.rules:
        for language in LANGUAGES:
            body = made[language][f"codes/{code}"].body
            assert face("site").say(language, "good_passes") in body, code
            assert ":::{error}" in body or ":::{warning}" in body, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_of_the_library_says_what_it_checks(made: Made, language: str) -> None:
    """In sentences and not by its title once more; the codes that they speak of are links."""
    for code, text in data("checks").items():
        heading, told, *_ = made[language][f"codes/{code}"].body.split("\n\n")
        assert heading == f"## {face('site').say(language, 'what_it_checks')}"
        assert re.sub(r"\[(.+?)\]\(/codes/\1\.md\)", r"\1", told).replace("\\", "") == text[language], code
        assert len(re.findall(r"\[CCHC-", told)) == text[language].count("CCHC-"), code


def test_searches_know_a_line_by_all_its_names(library: Library, made: Made) -> None:
    """Place, id, and the label in the other language."""
    line = next(iter(library.newest.edition.computed))
    page = made["vi"][f"indicators/{line.id}"]
    assert page.code == line.path
    assert {line.id, line.label["en"].rstrip(" :.")} <= set(page.aliases)


def test_every_policy_of_a_zero_denominator_can_be_told() -> None:
    assert set(ZeroDenominator) == set(face("site").family("zero"))
