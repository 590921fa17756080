"""Where a new edition changes the form, the pages say what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from attrs import evolve, fields
from tests.words.test_texts import COMPARED, NOT_COMPARED

from cchc.catalogue import Catalogue
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library
from cchc.docs_builder.pages import pages
from cchc.docs_builder.speech import speech
from cchc.edition.amendment import Amendment
from cchc.words import LANGUAGES, face


@pytest.fixture(scope="module")
def two(library: Library) -> tuple[Library, str, str, str]:
    """The catalogue, and an edition after it: one line relabelled, one dropped, one rule dropped."""
    old = library.newest.edition
    alone = [
        id for id in old.indicators if not library.rules_of(id) and not library.used_by(id) and not library.children(id)
    ]
    dropped = alone[-1]
    changed = next(id for id in old.indicators if id != dropped)
    rule = list(old.rules)[-1]
    lines = {id: line for id, line in old.indicators.items() if id != dropped}
    lines[changed] = evolve(lines[changed], label={"vi": "TÊN MỚI", "en": "NEW LABEL"})
    new = evolve(
        old,
        id="thu-nghiem-2030",
        in_force_from=dt.date(2030, 1, 1),
        in_force_to=None,
        base=old.id,
        indicators=lines,
        rules={id: one for id, one in old.rules.items() if id != rule},
    )
    both = (library.newest, Catalogue(new))
    return Library(both, day=dt.date(2030, 6, 1)), changed, dropped, old.rules[rule].code


@pytest.fixture(scope="module")
def made_of_two(two: tuple[Library, str, str, str]) -> Mapping[str, Mapping[str, BookPage]]:
    """The pages of both editions."""
    return {language: {page.name: page for page in pages(Book(two[0], language))} for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_an_edition_tells_what_it_changed(
    two: tuple[Library, str, str, str], made_of_two: Mapping[str, Mapping[str, BookPage]], language: str
) -> None:
    """Lines dropped and changed, rules dropped; and every old page still stands."""
    _, changed, dropped, code = two
    made = made_of_two[language]
    words, body = speech(language), made["editions/thu-nghiem-2030"].body
    below = lambda name: body.partition(f"### {words('changed', name)}\n")[2].partition("##")[0]  # noqa: E731
    assert f"/indicators/{dropped}.md" in below("indicators.dropped")
    assert f"/indicators/{changed}.md" in below("indicators.changed")
    assert f"{words('field', 'label')}: " in below("indicators.changed")
    assert "TÊN MỚI / NEW LABEL" in below("indicators.changed")
    assert code in below("rules.dropped")
    assert {f"indicators/{dropped}", f"codes/{code}", "forms/thu-nghiem-2030"} <= set(made)
    assert words("field", "label") in made[f"indicators/{changed}"].body


def test_a_line_is_shown_as_the_newest_edition_has_it(
    two: tuple[Library, str, str, str], made_of_two: Mapping[str, Mapping[str, BookPage]]
) -> None:
    library, changed, dropped, _ = two
    assert "NEW LABEL" in made_of_two["en"][f"indicators/{changed}"].title
    assert [catalogue.id for catalogue, _ in library.history(dropped)] == [library.catalogues[0].id]


def test_an_edition_to_come_waits(two: tuple[Library, str, str, str]) -> None:
    """Till the day on which it comes into force the one before it stands first."""
    old, new = two[0].catalogues
    assert Library((old, new), day=dt.date(2029, 12, 31)).forms == ((old, new),)
    assert Library((old, new), day=dt.date(2030, 1, 1)).forms == ((new, old),)


def test_every_field_that_may_differ_has_a_name() -> None:
    """Whatever a comparison tells of can be said in either language."""
    names = COMPARED - NOT_COMPARED
    names |= {field.name for field in fields(Amendment)} - {"because"}
    assert names <= set(face("site").family("field"))
