"""The words of the field on one page: what each means and how that is known, and the lines that are called by it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.pages.sections import passage
from cchc.edition import Concept, findable
from cchc.edition.findable import Findable
from cchc.edition.glossary import other_names
from cchc.printable import in_html
from cchc.text.spelling import fold

_MOST_LINES = 5
"""So many lines that are called by a word are linked."""


def pages(book: Book) -> Iterator[BookPage]:
    """One page, in the order of the alphabet; none where the catalogue has no glossary."""
    concepts = sorted(book.library.concepts.values(), key=lambda concept: fold(book.of(concept.label)))
    if not concepts:
        return
    w = book.words
    links = (md.anchored(book.of(concept.label), f"#{concept.id}") for concept in concepts)
    body = [w("glossary_intro"), " · ".join(links), *(part for concept in concepts for part in _told(book, concept))]
    parts = tuple((concept.id, findable.of_concept(concept, book.language)) for concept in concepts)
    found = Findable("glossary", "list", w("glossary"))
    yield BookPage("glossary", found.title, "\n\n".join(body), found, listed=True, parts=parts)


def _told(book: Book, concept: Concept) -> Iterator[str]:
    label = f'<a class="headerlink" href="#{concept.id}" title="{in_html(book.words("permalink"))}">#</a>'
    yield md.raw(f'<h3 id="{concept.id}">{in_html(book.of(concept.label))}{label}</h3>')
    if names := other_names(concept):
        yield f"{book.words('also_called')} {md.plain(', '.join(names))}"
    seen = {concept.id}
    yield md.bullets(passage(book, book.library.newest.edition, each, seen) for each in concept.means)
    lines = book.called_by.get(concept.id, ())
    if lines:
        yield f"{book.words('lines_called_so')} " + "; ".join(map(book.line, lines[:_MOST_LINES]))
