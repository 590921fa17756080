"""A page for each edition of the form, with what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import LINES
from cchc.edition import Edition, findable
from cchc.edition.comparison import Change, changes
from cchc.edition.findable import Findable
from cchc.judge.display import ground_text


def pages(book: Book) -> Iterator[BookPage]:
    """The list, then a page an edition, newest first."""
    w = book.words
    rows = [
        (
            md.link(f"{book.edition_name(one.edition)} ({one.id})", f"editions/{one.id}"),
            book.in_force(one.edition),
            book.status_of(one.edition),
        )
        for one in book.library.catalogues[::-1]
    ]
    yield BookPage.about(
        "editions/index",
        w("editions"),
        f"{w('editions_intro')}\n\n" + md.table([w("edition"), w("in_force"), w("edition_status")], rows),
        "list",
        listed=True,
    )
    for catalogue in book.library.catalogues:
        yield _page(book, catalogue, book.library.before(catalogue))


def _page(book: Book, catalogue: Catalogue, before: Catalogue | None) -> BookPage:
    w, edition = book.words, catalogue.edition
    body = [] if edition.status_note is None else [md.plain(book.of(edition.status_note))]
    body.append(md.table([w("property"), w("value")], _properties(book, edition)))
    body += [f"## {w('changes')}", *_changes(book, catalogue, before)]
    if edition.everything:
        body += [f"## {w('lines')}", md.bullets(book.line(id) for id in edition.everything)]
    columns = [each for each in book.library.columns.values() if each.catalogue is catalogue]
    if columns:
        body += [f"## {w('columns')}", md.bullets(map(book.column, columns))]
    title, called = book.edition_name(edition), findable.called_editions(edition.id)
    note = "" if edition.status_note is None else book.of(edition.status_note)
    found = Findable(edition.id, "edition", title, called, text=note, code=edition.id)
    return BookPage(f"editions/{edition.id}", found.title, "\n\n".join(body), found)


def _properties(book: Book, edition: Edition) -> list[tuple[str, str]]:
    """When and for whom an edition is in force, and how much there is of it."""
    w = book.words
    return [
        (w("name"), md.code(edition.id)),
        (w("in_force"), book.in_force(edition)),
        (w("edition_status"), book.status_of(edition)),
        (w("closing_day"), book.calendar(edition)),
        (w("zero_denominator"), w("zero", edition.zero_denominator)),
        *_offices(book, edition),
        *_counted(book, edition),
        (w("form"), md.link(w("see_form"), f"forms/{edition.id}")),
    ]


def _offices(book: Book, edition: Edition) -> Iterator[tuple[str, str]]:
    w, level = book.words, edition.level
    for name, offices in ((w("reporting_offices"), level.offices), (w("superiors"), level.superiors)):
        if offices:
            yield name, md.plain(", ".join(offices))


def _counted(book: Book, edition: Edition) -> Iterator[tuple[str, str]]:
    """How many lines, tables, columns and rules there are."""
    w, tables = book.words, edition.tables.values()
    if edition.indicators:
        figures = sum(not line.auxiliary for line in edition.figures.values())
        told = w("lines_counted", lines=len(edition.indicators), figures=figures, computed=len(edition.computed))
        yield w("lines"), told
    if tables:
        yield w("columns"), book.counted(edition)
    yield w("rules"), str(len(edition.rules) + sum(len(table.rules) for table in tables))


def _changes(book: Book, after: Catalogue, before: Catalogue | None) -> Iterator[str]:
    """What is new, gone or different, kind by kind."""
    w = book.words
    if before is None:
        yield w("first_of_all")
        return
    found = list(changes(before.edition, after.edition, book.language, in_words=True))
    if not found:
        yield w("nothing_changed")
    for (of, kind), same in groupby(found, lambda one: (one.of, one.kind)):
        items = [_told(book, after, of, id, list(told)) for id, told in groupby(same, lambda one: one.id)]
        yield f"### {w('changed', of, kind)}\n\n{md.bullets(items)}"


def _told(book: Book, after: Catalogue, of: str, id: str, changed: list[Change]) -> str:
    differences = [f"  - {book.change(one)}" for one in changed if one.field is not None]
    for ground in changed[0].because:
        rests = md.plain(book.of(ground_text(after.edition, ground)))
        differences.append(f"  - {book.words('change_ground', ground=rests)}")
    return "\n".join([_link(book, of, id), *differences])


def _link(book: Book, of: str, id: str) -> str:
    """A link to the page of a definition that some edition has."""
    if of in LINES:
        return book.line(id)
    if of == "edition":
        return md.code(id)
    if of in ("tables", "columns", "rows"):
        return md.code(id)
    if of == "units":
        return md.link(book.of(book.library.units[id].label), f"units/{id}")
    return book.code(next(rule.code for one in book.library.catalogues for rule in one.rules.values() if rule.id == id))
