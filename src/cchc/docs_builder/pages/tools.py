"""The first page, the list of lines, the checker and the page of machine-readable files."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, Page
from cchc.docs_builder.machine import addresses


SAMPLE = "../examples/sample.txt"
"""Where the site keeps the filled form that the checker shows."""


def pages(book: Book) -> Iterator[Page]:
    yield _first(book)
    yield _lines(book)
    yield _checker(book)
    yield _data(book)


def _first(book: Book) -> Page:
    w, edition = book.words, book.library.newest.edition
    figures = [line for line in edition.figures.values() if not line.auxiliary]
    counted = w("first_counted", figures=len(figures), computed=sum(line.formula is not None for line in figures), rules=len(edition.rules), codes=len(book.library.finding_kinds))
    tiles = [("check", "tile_check"), (f"forms/{edition.id}", "tile_form"), ("codes/index", "tile_codes"), ("guide/tutorial", "tile_guide")]
    cards = "".join(
        f'<a class="tile" href="{name}.html"><strong>{escape(w(f"{tile}_title"))}</strong><span>{escape(w(f"{tile}_text"))}</span></a>'
        for name, tile in tiles
    )
    search = (
        f'<form class="big-search" action="search.html" role="search"><input name="q" type="search" data-search autocomplete="off" '
        f'placeholder="{escape(w("search_example"))}" aria-label="{escape(w("search"))}"><button type="submit">{escape(w("search"))}</button></form>'
    )
    sections = [line for line in edition.indicators.values() if line.is_heading and line.path.count(".") == 1]
    body = [
        w("first_intro"),
        md.raw(search + f'<div class="tiles">{cards}</div>'),
        counted,
        f"## {w('sections_of_form')}",
        md.bullets(book.line(line.id) for line in sections),
        f"## {w('how_to_read')}",
        w("how_to_read_text"),
    ]
    return Page("index", w("site_title"), "\n\n".join(body), "first")


def _lines(book: Book) -> Page:
    w = book.words
    rows = []
    for id in book.library.indicators:
        line = book.library.indicator(id)
        if not line.is_heading:
            rows.append((line.path or "—", md.link(book.label(id), f"indicators/{id}"), book.kind(line), book.unit(line, book.edition(id))))
    body = f"{w('indicators_intro')}\n\n" + md.table([w("place"), w("line"), w("kind"), w("unit")], rows)
    return Page("indicators/index", w("indicators"), body, "list", listed=True)


def _checker(book: Book) -> Page:
    w, edition = book.words, book.library.newest.edition
    choices = "".join(
        f'<option value="{one.id}">{escape(book.of(one.edition.title))} ({escape(book.in_force(one.edition))})</option>' for one in book.library.older_last
    )
    markup = (
        f'<div id="checker" data-edition="{edition.id}" data-sample="{SAMPLE}"><div class="drop"><p><strong>{escape(w("drop_here"))}</strong><br>{escape(w("drop_kinds"))}</p>'
        f'<label class="button"><input type="file" id="checker-file" accept=".txt,.tsv,.csv,.json,.xlsx,.xlsm,.docx,.ods,.md"><span>{escape(w("choose_file"))}</span></label>'
        f'<button type="button" id="checker-sample">{escape(w("try_sample"))}</button>'
        f'<label class="choice"><span>{escape(w("edition"))}</span><select id="checker-edition">{choices}</select></label></div>'
        f'<details class="paste"><summary>{escape(w("or_paste"))}</summary><label for="checker-text">{escape(w("paste_label"))}</label>'
        f'<textarea id="checker-text" rows="6" spellcheck="false"></textarea><button type="button" id="checker-paste">{escape(w("check_text"))}</button></details>'
        '<div id="checker-status" role="status" aria-live="polite"></div><div id="checker-result"></div></div>'
        f"<noscript><p>{escape(w('needs_script'))}</p></noscript>"
    )
    body = f"{w('checker_intro')}\n\n{md.raw(markup)}\n\n## {w('checker_how')}\n\n{w('checker_how_text')}"
    return Page("check", w("checker"), body, "tool", listed=True)


def _data(book: Book) -> Page:
    w = book.words
    body = [w("data_intro")]
    for catalogue in book.library.older_last:
        rows = [
            f'<tr><td><a href="../data/{address}"><code>{escape(address)}</code></a></td><td>{escape(w(what))}</td></tr>'
            for address, what in addresses(catalogue.id)
        ]
        head = f'<tr><th scope="col">{escape(w("address"))}</th><th scope="col">{escape(w("content"))}</th></tr>'
        body += [f"## {md.plain(book.of(catalogue.edition.title))}", md.raw(f"<table class=\"data\"><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")]
    body += [f"## {w('permanent')}", w("permanent_text")]
    return Page("data", w("data"), "\n\n".join(body), "list", listed=True)
