"""The first page, the list of lines, the checker and the page of machine-readable files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import ColumnPlace
from cchc.docs_builder.machine import addresses
from cchc.docs_builder.names import label_of_column
from cchc.docs_builder.parts import part
from cchc.edition import Edition
from cchc.printable import in_html

SAMPLE = "../examples/sample.txt"
"""Where the site keeps the filled form that the checker shows."""


def pages(book: Book) -> Iterator[BookPage]:
    yield _first(book)
    yield _lines(book)
    yield _checker(book)
    yield _data(book)


def _first(book: Book) -> BookPage:
    w, forms = book.words, [form[0].edition for form in book.library.forms]
    tiles = [
        ("check", "check"),
        (f"forms/{forms[0].id}", "form"),
        ("codes/index", "codes"),
        *([("guide/tutorial", "guide")] if book.library.is_own else []),
    ]
    cards = "".join(
        part("tile", w, address=name, title=in_html(w("tile", tile, "title")), text=in_html(w("tile", tile, "text")))
        for name, tile in tiles
    )
    body = [
        w("first_intro") if book.title is None else md.plain(w("first_intro")),
        md.raw(part("first", w, tiles=cards)),
        f"## {w('forms')}",
        md.bullets(_form(book, form) for form in book.library.forms),
        w("codes_counted", codes=len(book.library.finding_kinds)),
        *_sections(book),
        f"## {w('how_to_read')}",
        w("how_to_read_text"),
    ]
    return BookPage.about("index", w("site_title"), "\n\n".join(body), "first")


def _form(book: Book, form: Sequence[Catalogue]) -> str:
    """The form in force and what there is on it; below it, the same form at other times."""
    now, *others = (each.edition for each in form)
    told = [f"{_named(book, now)}: {_counted(book, now)}"]
    return "\n".join([*told, *(f"  - {_named(book, each)}" for each in others)])


def _named(book: Book, edition: Edition) -> str:
    return md.link(book.edition_name(edition), f"forms/{edition.id}") + book.doubted(edition)


def _counted(book: Book, edition: Edition) -> str:
    """What there is on a form: lines, columns and rows, rules."""
    w, told = book.words, []
    if edition.indicators:
        figures = [line for line in edition.figures.values() if not line.auxiliary]
        computed = sum(line.formula is not None for line in figures)
        told.append(w("lines_of_form", figures=len(figures), computed=computed))
    if edition.tables:
        told.append(book.counted(edition))
    rules = len(edition.rules) + sum(len(table.rules) for table in edition.tables.values())
    return "; ".join([*told, w("rules_counted", rules=rules)])


def _sections(book: Book) -> Iterator[str]:
    """The sections of the first form, if it is one of lines."""
    lines = book.library.newest.edition.indicators.values()
    sections = [line.id for line in lines if line.path.count(".") == 1]
    if sections:
        yield f"## {book.words('sections_of_form')}"
        yield md.bullets(map(book.line, sections))


def _lines(book: Book) -> BookPage:
    """Everything that the forms ask for: lines, then the columns of each form's tables."""
    w, library = book.words, book.library
    body = [w("indicators_intro")]
    lines = [line for id in library.indicators if not (line := library.indicator(id)).is_heading]
    if lines:
        rows = (
            (
                md.plain(line.path) or "—",
                md.link(book.label(line.id), f"indicators/{line.id}"),
                book.kind(line),
                book.unit(line, book.edition(line.id)),
            )
            for line in lines
        )
        body.append(md.table([w("place"), w("line"), w("kind"), w("unit")], rows))
    for _, places in groupby(library.columns.values(), lambda place: place.form):
        body += list(_columns(book, list(places)))
    return BookPage.about("indicators/index", w("indicators"), "\n\n".join(body), "list", listed=True)


def _columns(book: Book, places: list[ColumnPlace]) -> Iterator[str]:
    w, edition = book.words, places[0].catalogue.edition
    yield f"## {md.plain(book.form_name(edition))}"
    rows = (
        (
            md.plain(f"({place.column.mark})") if place.column.mark is not None else "—",
            md.link(label_of_column(place, book.language), f"columns/{place.name}"),
            book.kind(place.column.asks),
            book.unit(place.column.asks, edition),
        )
        for place in places
    )
    yield md.table([w("printed_number"), w("column"), w("kind"), w("unit")], rows)


def _checker(book: Book) -> BookPage:
    w, edition = book.words, book.library.newest.edition
    newest = (one.edition for form in book.library.forms for one in book.library.editions_of(form[0])[::-1])
    choices = md.element("option", w("edition_of_period"), value="") + "".join(
        md.element("option", book.edition_name(one) + book.doubt(one), value=one.id) for one in newest
    )
    files = [(f"../examples/{name}", one.edition) for name, (one, _) in book.library.samples.items()]
    own = [(SAMPLE, edition)] if book.library.is_own else []
    samples = "\n".join(_sample(book, address, of) for address, of in [*own, *files])
    markup = part("checker", w, edition_id=edition.id, samples=samples, choices=choices)
    body = f"{w('checker_intro')}\n\n{md.raw(markup)}\n\n## {w('checker_how')}\n\n{w('checker_how_text')}"
    return BookPage.about("check", w("checker"), body, "tool", listed=True)


def _sample(book: Book, address: str, edition: Edition) -> str:
    """The button that shows a filled form."""
    told = book.words("try_sample", form=book.form_name(edition))
    return f'<button type="button" class="second" data-sample="{in_html(address)}">{in_html(told)}</button>'


def _data(book: Book) -> BookPage:
    w = book.words
    body = [w("data_intro")]
    for catalogue in book.library.older_last:
        rows = "".join(_file(address, w("data", what)) for address, what in addresses(catalogue.edition))
        body += [f"## {md.plain(book.of(catalogue.edition.title))}", md.raw(part("files", w, rows=rows))]
    body += [f"## {w('permanent')}", w("permanent_text")]
    return BookPage.about("data", w("data"), "\n\n".join(body), "list", listed=True)


def _file(address: str, what: str) -> str:
    return f'<tr><td><a href="../data/{address}"><code>{in_html(address)}</code></a></td><td>{in_html(what)}</td></tr>'
