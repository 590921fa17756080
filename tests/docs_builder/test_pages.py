"""Whatever the catalogue defines has a page, in both languages, whose results the engine worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from cchc.docs_builder.book import BookPage
from cchc.docs_builder.library import Library
from cchc.edition import IndicatorKind, Nature, Severity, ZeroDenominator
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
            assert ":::{error}" in body or ":::{warning}" in body or ":::{note}" in body, code


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_heading_says_what_it_is(library: Library, made: Made, language: str) -> None:
    """That nothing is filled in there, and the lines below, each with what counts there."""
    site, edition = face("site"), library.newest.edition
    for line in edition.indicators.values():
        if line.is_heading:
            body = made[language][f"indicators/{line.id}"].body
            said = body.partition(f"## {site.say(language, 'definition')}\n\n")[2]
            assert said.startswith(site.say(language, "heading_line")), line.id
            for child in library.children(line.id):
                gist = edition.everything[child].gist
                told = said.partition(f"/indicators/{child}.md)")[2].partition("\n")[0].replace("\\", "")
                assert told == ("" if gist is None else f": {gist[language]}"), child


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_leaves_no_section_out(library: Library, made: Made, language: str) -> None:
    """Sections of one line, too."""
    lines = library.newest.edition.indicators.values()
    body = made[language]["index"].body
    assert {line.id for line in lines if line.path.count(".") == 1} == set(re.findall(r"/indicators/(\w+)\.md", body))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_shown_as_grave_as_it_is(library: Library, made: Made, language: str) -> None:
    """What is worth a note stands in no box that warns."""
    known = {code: kind.severity for code, kind in library.finding_kinds.items()}
    notes = [code for code, severity in known.items() if severity is Severity.INFO]
    shown = [code for code in notes if ":::{" in made[language][f"codes/{code}"].body]
    assert len(shown) > 20
    for code in shown:
        assert re.findall(r":::{(\w+)}", made[language][f"codes/{code}"].body) == ["note"], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_an_error_is_wrong_for_certain(library: Library, made: Made, language: str) -> None:
    judging = library.newest.edition.judging
    certain, asked = judging.say(language, "why", "definitional"), judging.say(language, "why_asked")
    rules = {code: library.rule(code) for code in library.rules}
    assert any(rule.nature is Nature.DEFINITIONAL and rule.severity is not Severity.ERROR for rule in rules.values())
    for code, rule in rules.items():
        body, is_definitional = made[language][f"codes/{code}"].body, rule.nature is Nature.DEFINITIONAL
        assert (certain in body) == (is_definitional and rule.severity is Severity.ERROR), code
        assert (asked in body) == (is_definitional and rule.severity is not Severity.ERROR), code


def test_lines_of_one_label_are_told_apart_by_their_places(made: Made) -> None:
    """Where a formula names both; others go by their labels alone."""

    def in_words(code: str) -> str:
        head = face("site").say("vi", "check_in_words")
        return next(line for line in made["vi"][f"codes/{code}"].body.splitlines() if head in line)

    told = in_words("CCHC-R041")
    assert told.index("I.3.2.2.3") < told.index("≤") < told.index("I.3.2.1.3")
    assert "I.9.1" not in in_words("CCHC-R011")
