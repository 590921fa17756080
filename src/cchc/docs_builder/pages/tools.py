"""The first page, the list of lines, the checker and the page of machine-readable files."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.machine import addresses
from cchc.docs_builder.parts import part
from cchc.printable import in_html

SAMPLE = "../examples/sample.txt"
"""Where the site keeps the filled form that the checker shows."""


def pages(book: Book) -> Iterator[BookPage]:
    yield _first(book)
    yield _lines(book)
    yield _checker(book)
    yield _data(book)


def _first(book: Book) -> BookPage:
    w, edition = book.words, book.library.newest.edition
    figures = [line for line in edition.figures.values() if not line.auxiliary]
    counted = w(
        "first_counted",
        figures=len(figures),
        computed=sum(line.formula is not None for line in figures),
        rules=len(edition.rules),
        codes=len(book.library.finding_kinds),
    )
    tiles = [
        ("check", "check"),
        (f"forms/{edition.id}", "form"),
        ("codes/index", "codes"),
        ("guide/tutorial", "guide"),
    ]
    cards = "".join(
        part("tile", w, address=name, title=in_html(w("tile", tile, "title")), text=in_html(w("tile", tile, "text")))
        for name, tile in tiles
    )
    sections = [line for line in edition.indicators.values() if line.is_heading and line.path.count(".") == 1]
    body = [
        w("first_intro"),
        md.raw(part("first", w, tiles=cards)),
        counted,
        f"## {w('sections_of_form')}",
        md.bullets(book.line(line.id) for line in sections),
        f"## {w('how_to_read')}",
        w("how_to_read_text"),
    ]
    return BookPage("index", w("site_title"), "\n\n".join(body), "first")


def _lines(book: Book) -> BookPage:
    w = book.words
    rows = []
    for id in book.library.indicators:
        line = book.library.indicator(id)
        if not line.is_heading:
            rows.append(
                (
                    line.path or "—",
                    md.link(book.label(id), f"indicators/{id}"),
                    book.kind(line),
                    book.unit(line, book.edition(id)),
                )
            )
    body = f"{w('indicators_intro')}\n\n" + md.table([w("place"), w("line"), w("kind"), w("unit")], rows)
    return BookPage("indicators/index", w("indicators"), body, "list", listed=True)


def _checker(book: Book) -> BookPage:
    w, edition = book.words, book.library.newest.edition
    choices = md.element("option", w("edition_of_period"), value="") + "".join(
        md.element("option", f"{book.of(one.edition.title)} ({book.in_force(one.edition)})", value=one.id)
        for one in book.library.older_last
    )
    markup = part("checker", w, edition_id=edition.id, sample=SAMPLE, choices=choices)
    body = f"{w('checker_intro')}\n\n{md.raw(markup)}\n\n## {w('checker_how')}\n\n{w('checker_how_text')}"
    return BookPage("check", w("checker"), body, "tool", listed=True)


def _data(book: Book) -> BookPage:
    w = book.words
    body = [w("data_intro")]
    for catalogue in book.library.older_last:
        rows = "".join(_file(address, w("data", what)) for address, what in addresses(catalogue.id))
        body += [f"## {md.plain(book.of(catalogue.edition.title))}", md.raw(part("files", w, rows=rows))]
    body += [f"## {w('permanent')}", w("permanent_text")]
    return BookPage("data", w("data"), "\n\n".join(body), "list", listed=True)


def _file(address: str, what: str) -> str:
    return f'<tr><td><a href="../data/{address}"><code>{in_html(address)}</code></a></td><td>{in_html(what)}</td></tr>'
