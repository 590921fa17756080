"""The form as printed, each of its lines a link."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.parts import part
from cchc.edition import Edition, Indicator
from cchc.printable import in_html


def pages(book: Book) -> Iterator[BookPage]:
    """One page an edition."""
    for catalogue in book.library.older_last:
        edition = catalogue.edition
        newest = catalogue is book.library.newest
        title = book.words("form") if newest else book.words("form_of", edition=book.of(edition.title))
        head = f"{md.plain(book.of(edition.title))}. {book.in_force(edition)} {book.words('form_intro')}"
        yield BookPage(
            f"forms/{edition.id}", title, f"{head}\n\n{md.raw(table(book, edition, '../'))}", "form", listed=newest
        )


def table(book: Book, edition: Edition, up: str) -> str:
    """The printed table; a computed line shows how it is computed where its number stands."""
    heads = "".join(f'<th scope="col">{in_html(column.headings[0])}</th>' for column in edition.columns.values())
    numbers = "".join(f"<td>{place}</td>" for place, _ in enumerate(edition.columns, start=1))
    rows = "".join(_row(book, edition, line, up) for line in edition.indicators.values())
    return part("form", book.words, heads=heads, numbers=numbers, rows=rows)


def _row(book: Book, edition: Edition, line: Indicator, up: str) -> str:
    depth = min(line.path.count("."), 4)
    tag = "th" if line.is_heading else "td"
    label = f'<a href="{up}indicators/{line.id}.html">{in_html(line.label[edition.languages[0]])}</a>'
    if book.language != edition.languages[0]:
        label += md.element("span", book.label(line.id), class_="gloss", lang=book.language)
    quantity = (
        f'<abbr title="{in_html(book.told(line.formula, edition))}">{in_html(book.words("computed"))}</abbr>'
        if line.formula is not None
        else ""
    )
    cells = {
        "code": in_html(line.code),
        "label": label,
        "quantity": quantity,
        "unit": in_html(line.printed_unit or ""),
        "explanation": in_html(" ".join(line.prompts[:1])),
    }
    tds = "".join(f'<{tag} class="{name}">{cells.get(name, "")}</{tag}>' for name in edition.columns)
    return f'<tr id="{line.path}" class="depth-{depth}{" heading" if line.is_heading else ""}">{tds}</tr>'
