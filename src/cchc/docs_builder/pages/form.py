"""The form as printed: its lines, or its tables with what there is to know of them; each line and column is a link."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.pages import parameters, tables
from cchc.docs_builder.parts import part
from cchc.edition import Edition, Indicator, findable
from cchc.edition.amendment import EditionStatus
from cchc.edition.findable import Findable
from cchc.printable import in_html


def pages(book: Book) -> Iterator[BookPage]:
    """One page an edition, that of the form in force before the others."""
    for form in book.library.forms:
        for catalogue in form:
            yield _page(book, catalogue)


def _page(book: Book, catalogue: Catalogue) -> BookPage:
    w, edition = book.words, catalogue.edition
    title = book.edition_name(edition)
    named = "" if book.of(edition.title) in title else f"{md.plain(book.of(edition.title))}. "
    intro = [w("form_intro")] if edition.indicators else []
    intro += [w("form_intro_tables")] if edition.tables else []
    body = [f"{named}{book.in_force(edition)} {' '.join(intro)}"]
    if edition.status is not EditionStatus.OFFICIAL:
        body.insert(0, md.note(_doubt(book, edition), "warning"))
    if edition.indicators:
        body.append(md.raw(table(book, edition, "../")))
    body += [*tables.sections(book, catalogue), *parameters.section(book, edition)]
    others = [text for text in edition.title.values() if text != title]
    number = edition.form_number[0] if edition.form_number else ""
    called = (*others, *edition.form_number, *findable.called_editions(edition.id))
    found = Findable(edition.id, "form", title, called, code=number)
    return BookPage(f"forms/{edition.id}", title, "\n\n".join(filter(None, body)), found, listed=True)


def _doubt(book: Book, edition: Edition) -> str:
    """That the form is none that anybody issued."""
    status = book.status_of(edition)
    note = "" if edition.status_note is None else f" {md.plain(book.of(edition.status_note))}"
    return f"**{status[:1].upper()}{status[1:]}.**{note}"


def table(book: Book, edition: Edition, up: str) -> str:
    """The printed lines; a computed line shows how it is computed where its number stands."""
    heads = "".join(f'<th scope="col">{in_html(column.headings[0])}</th>' for column in edition.columns.values())
    numbers = "".join(f"<td>{place}</td>" for place, _ in enumerate(edition.columns, start=1))
    return part(
        "form",
        book.words,
        kind="lines",
        label=in_html(book.words("form")),
        language=in_html(edition.languages[0]),
        heads=f'<tr>{heads}</tr><tr class="numbers">{numbers}</tr>',
        rows="".join(_row(book, edition, line, up) for line in edition.indicators.values()),
    )


def _row(book: Book, edition: Edition, line: Indicator, up: str) -> str:
    depth = min(line.path.count("."), 4)
    tag = "th" if line.is_heading else "td"
    label = f'<a href="{up}indicators/{line.id}.html">{in_html(line.label[edition.languages[0]])}</a>'
    if book.language in edition.languages[1:]:
        label += md.element("span", book.label(line.id), class_="gloss", lang=book.language)
    cells = {
        "code": in_html(line.code),
        "label": label,
        "quantity": book.computed(book.told(line.formula, edition)) if line.formula is not None else "",
        "unit": in_html(line.printed_unit or ""),
        "explanation": in_html(" ".join(line.prompts[:1])),
    }
    tds = "".join(f'<{tag} class="{name}">{cells.get(name, "")}</{tag}>' for name in edition.columns)
    return f'<tr id="{in_html(line.path)}" class="depth-{depth}{" heading" if line.is_heading else ""}">{tds}</tr>'
