"""Every page that the catalogue gives: definitions in, Markdown out, nothing written twice."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.pages import (
    code,
    column,
    edition,
    form,
    glossary,
    indicator,
    language,
    reference,
    row,
    tools,
    vocabulary,
)

__all__ = ["pages"]


def pages(book: Book) -> Iterator[BookPage]:
    """The pages of one language."""
    yield from tools.pages(book)
    yield from form.pages(book)
    yield from indicator.pages(book)
    yield from column.pages(book)
    yield from row.pages(book)
    yield from code.pages(book)
    yield from vocabulary.pages(book)
    yield from glossary.pages(book)
    yield from edition.pages(book)
    if book.library.is_own:
        yield from language.pages(book)
        yield from reference.pages(book)
