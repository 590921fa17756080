"""A page for each edition of the form, with what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import LINES
from cchc.edition.comparison import Change, changes


def pages(book: Book) -> Iterator[BookPage]:
    """The list, then a page an edition, newest first."""
    w = book.words
    rows = [
        (md.link(book.of(one.edition.title), f"editions/{one.id}"), book.in_force(one.edition))
        for one in book.library.older_last
    ]
    yield BookPage(
        "editions/index",
        w("editions"),
        f"{w('editions_intro')}\n\n" + md.table([w("edition"), w("in_force")], rows),
        "list",
        listed=True,
    )
    before: Catalogue | None = None
    for catalogue in book.library.catalogues:
        yield _page(book, catalogue, before)
        before = catalogue


def _page(book: Book, catalogue: Catalogue, before: Catalogue | None) -> BookPage:
    w, edition = book.words, catalogue.edition
    figures = edition.figures.values()
    facts = [
        (w("name"), md.code(edition.id)),
        (w("in_force"), book.in_force(edition)),
        (
            w("closing_day"),
            w("closes_on", first=edition.calendar.closing_day + 1, last=edition.calendar.closing_day)
            if edition.calendar.closing_day
            else w("calendar_months"),
        ),
        (w("zero_denominator"), w("zero", edition.zero_denominator)),
        (w("reporting_offices"), ", ".join(edition.level.offices)),
        (w("superiors"), ", ".join(edition.level.superiors)),
        (
            w("lines"),
            w(
                "lines_counted",
                lines=len(edition.indicators),
                figures=sum(not line.auxiliary for line in figures),
                computed=len(edition.computed),
            ),
        ),
        (w("rules"), str(len(edition.rules))),
        (w("form"), md.link(w("see_form"), f"forms/{edition.id}")),
    ]
    body = [md.table([w("property"), w("value")], facts), f"## {w('changes')}", *_changes(book, catalogue, before)]
    body += [f"## {w('lines')}", md.bullets(book.line(id) for id in edition.everything)]
    return BookPage(
        f"editions/{edition.id}",
        book.of(edition.title),
        "\n\n".join(body),
        "edition",
        edition.id,
        aliases=(edition.id,),
    )


def _changes(book: Book, after: Catalogue, before: Catalogue | None) -> Iterator[str]:
    """What is new, gone or different, kind by kind."""
    w = book.words
    if before is None:
        yield w("first_of_all")
        return
    found = list(changes(before.edition, after.edition))
    if not found:
        yield w("nothing_changed")
    for (of, kind), same in groupby(found, lambda one: (one.of, one.kind)):
        items = [_told(book, of, id, list(told)) for id, told in groupby(same, lambda one: one.id)]
        yield f"### {w('changed', of, kind)}\n\n{md.bullets(items)}"


def _told(book: Book, of: str, id: str, changed: list[Change]) -> str:
    differences = [f"  - {book.change(one)}" for one in changed if one.field is not None]
    return "\n".join([_link(book, of, id), *differences])


def _link(book: Book, of: str, id: str) -> str:
    """A link to the page of a definition that some edition has."""
    if of in LINES:
        return book.line(id)
    if of == "units":
        return md.link(book.of(book.library.units[id].label), f"units/{id}")
    return book.code(next(rule.code for one in book.library.catalogues for rule in one.rules.values() if rule.id == id))
