"""The glossary of the shipped catalogue: each word is defined, sourced, found, and led to from what definitions say."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from click.testing import CliRunner

from cchc.catalogue import load_catalogue
from cchc.cli import commands
from cchc.cli.words import Words
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library, load_library
from cchc.docs_builder.pages import glossary, indicator
from cchc.edition import Concept
from cchc.edition.findable import entries_of
from cchc.edition.search import search
from cchc.words import LANGUAGES


@pytest.fixture(scope="module")
def concepts() -> Mapping[str, Concept]:
    return load_catalogue("phuong-2024").edition.glossary


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_every_sentence_says_how_it_is_known(concepts: Mapping[str, Concept]) -> None:
    """In both languages."""
    assert len(concepts) == 52
    for concept in concepts.values():
        assert all(each.certainty is not None for each in concept.means), concept.id
        assert all(set(each.text) == set(LANGUAGES) for each in concept.means if each.text is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_found_by_its_names(concepts: Mapping[str, Concept], language: str) -> None:
    """Among the first five: the likeliest lines come before it."""
    entries = entries_of(load_catalogue("phuong-2024").edition, language)
    for concept in concepts.values():
        names = [each.name for each in search(entries, concept.label[language])[:5]]
        assert concept.id in names, concept.id


def test_explain_tells_what_a_word_means(concepts: Mapping[str, Concept]) -> None:
    """By its id; by its name behind the lines that are called so; in English too."""
    for asked in ("dung_han", "đúng hạn", "đúng hẹn", "ĐÚNG HẠN"):
        ran = CliRunner().invoke(commands, ["explain", asked, "--edition", "phuong-2024"], obj=Words("vi"))
        assert ran.exit_code == 0
        assert "không sau ngày hẹn trả" in " ".join(ran.output.split())
    ran = CliRunner().invoke(commands, ["explain", "dung_han", "--edition", "phuong-2024"], obj=Words("en"))
    assert "not after the day promised" in " ".join(ran.output.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_definitions_lead_to_the_glossary(library: Library, language: str) -> None:
    """Each link to a place that is there, each concept once a page; the page has every word with an anchor."""
    book = Book(library, language)
    (page,) = glossary.pages(book)
    anchors = set(re.findall(r'<h3 id="([^"]+)"', page.body))
    assert anchors == set(library.concepts) == {anchor for anchor, _ in page.parts}
    led = 0
    for each in _pages(book):
        ids = re.findall(r'class="term" href="\.\./glossary\.html#([^"]+)"', each.body)
        assert set(ids) <= anchors
        assert len(ids) == len(set(ids)), each.name
        led += bool(ids)
    assert led > 50


def _pages(book: Book) -> list[BookPage]:
    return list(indicator.pages(book))
