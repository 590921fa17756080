"""A page for each edition of the form, with what it changed."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, Page
from cchc.docs_builder.library import changes


def pages(book: Book) -> Iterator[Page]:
    """The list, then a page an edition, newest first."""
    w = book.words
    rows = [
        (md.link(book.of(one.edition.title), f"editions/{one.id}"), book.in_force(one.edition))
        for one in book.library.older_last
    ]
    yield Page(
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


def _page(book: Book, catalogue: Catalogue, before: Catalogue | None) -> Page:
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
        (w("zero_denominator"), w(f"zero_{edition.zero_denominator}")),
        (w("reporting_units"), ", ".join(edition.level.units)),
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
    return Page(
        f"editions/{edition.id}",
        book.of(edition.title),
        "\n\n".join(body),
        "edition",
        edition.id,
        aliases=(edition.id,),
    )


def _changes(book: Book, after: Catalogue, before: Catalogue | None) -> Iterator[str]:
    w = book.words
    if before is None:
        yield w("first_of_all")
        return
    old, new = before.edition.everything, after.edition.everything
    kept = {id: changes(before, after, id) for id in new if id in old}
    told = {
        "lines_added": [book.line(id) for id in new if id not in old],
        "lines_dropped": [book.line(id) for id in old if id not in new],
        "lines_changed": [
            f"{book.line(id)}: {', '.join(w(f'field_{name}') for name in what)}" for id, what in kept.items() if what
        ],
        "rules_added": [book.code(rule.code) for id, rule in after.rules.items() if id not in before.rules],
        "rules_dropped": [book.code(rule.code) for id, rule in before.rules.items() if id not in after.rules],
        "rules_changed": [
            book.code(rule.code)
            for id, rule in after.rules.items()
            if id in before.rules and before.rules[id].check != rule.check
        ],
    }
    if not any(told.values()):
        yield w("nothing_changed")
    for name, items in told.items():
        if items:
            yield f"### {w(name)}\n\n{md.bullets(items)}"
