"""The site's pages in each language, made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library, load_library
from cchc.docs_builder.pages import pages
from cchc.words import LANGUAGES


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def listed(library: Library) -> Mapping[str, Sequence[BookPage]]:
    """Pages by language, as they are made."""
    return {language: tuple(pages(Book(library, language))) for language in LANGUAGES}


@pytest.fixture(scope="session")
def made(listed: Mapping[str, Sequence[BookPage]]) -> Mapping[str, Mapping[str, BookPage]]:
    """Pages by language, then by name."""
    return {language: {page.name: page for page in every} for language, every in listed.items()}
