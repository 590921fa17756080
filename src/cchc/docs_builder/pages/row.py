"""A page for each row that a form prints: what it is worth, how it is computed, what the catalogue says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.names import of_rows, parameter_anchor, row_anchor
from cchc.docs_builder.pages import sections
from cchc.docs_builder.pages.tables import DrawnTable
from cchc.docs_builder.parts import part
from cchc.edition import findable
from cchc.edition.definition import LineDefinition, Passage
from cchc.edition.table import ClosedRow, FormTable
from cchc.judge.tables import FigureSource
from cchc.printable import in_html


def pages(book: Book) -> Iterator[BookPage]:
    """In the order of the forms, each table from the top."""
    for place, catalogue, table in book.library.printed_rows.values():
        yield _page(_RowSubject(book, catalogue, table, place))


class _RowSubject:
    """A printed row, and its table as nobody has filled it in."""

    def __init__(self, book: Book, catalogue: Catalogue, table: FormTable, row: ClosedRow) -> None:
        self.book, self.catalogue, self.table, self.row = book, catalogue, table, row
        self.edition = catalogue.edition
        self.drawing = DrawnTable(book, catalogue, table)
        self.names = of_rows(self.edition, table, book.language)
        self.filled = self.drawing.of.filled.by_key[row.id]

    @property
    def label(self) -> str:
        return self.book.of(self.row.label)


def _page(of: _RowSubject) -> BookPage:
    parts = (_head(of), *_worth(of), *_computed(of), *_parts(of), *_said(of), *_rules(of), *_sources(of))
    return BookPage(
        f"rows/{of.book.library.row_name(of.catalogue, of.table, of.row)}",
        f"{of.book.short_name(of.edition)}: {' '.join(filter(None, (of.row.code, of.label)))}",
        "\n\n".join(filter(None, parts)),
        findable.of_row(of.edition, of.table, of.row, of.book.language),
    )


def _head(of: _RowSubject) -> str:
    """Where it stands on the form."""
    w, above, parent = of.book.words, [], of.row.under
    while parent is not None:
        above.append(of.table.rows[parent])
        parent = of.table.rows[parent].under
    form = f"../forms/{of.edition.id}.html"
    trail = [f'<a href="{form}">{in_html(of.book.form_name(of.edition))}</a>']
    for row in reversed(above):
        name = of.book.library.row_name(of.catalogue, of.table, row)
        trail.append(f'<a href="{in_html(name)}.html">{in_html(of.book.of(row.label))}</a>')
    trail.append(f'<span aria-current="page">{in_html(of.row.code or of.label)}</span>')
    others = (text for language, text in of.row.label.items() if language != of.book.language and text != of.label)
    crumbs = f'<nav class="crumbs" aria-label="{in_html(w("you_are_here"))}">{" › ".join(trail)}</nav>'
    return md.raw(crumbs + "".join(md.element("p", text, class_="other-language") for text in others))


def _worth(of: _RowSubject) -> Iterator[str]:
    """The figures that the catalogue gives: the maximum, the threshold, what a zero denominator is worth."""
    w, rows = of.book.words, []
    anchor = f"../forms/{of.edition.id}.html#{row_anchor(of.table, of.row.id)}"
    rows.append((w("place"), md.anchored(w("see_form"), anchor)))
    for column in of.table.columns.values():
        given = of.row.given.get(column.id)
        if column.given and of.row.has(column.id) and (text := of.drawing.given(of.filled, column.id)):
            told = md.plain(text)
            if given is not None and given.parameter is not None:
                address = f"../forms/{of.edition.id}.html#{parameter_anchor(given.parameter)}"
                told += f" ({md.anchored(of.book.of(of.edition.parameters[given.parameter].label), address)})"
            rows.append((of.drawing.names.linked(column.id), told))
    yield f"## {w('row_worth')}"
    yield md.table([w("property"), w("value")], rows)


def _computed(of: _RowSubject) -> Iterator[str]:
    """The formulas of its columns, or the rows that it adds up."""
    w, book, told = of.book.words, of.book, []
    for column in of.table.columns.values():
        source = of.drawing.of.source(of.filled, column)
        if source is FigureSource.FORMULA:
            tree = of.drawing.of.column(of.filled, column.id).identities[0].tree
            told += [
                f"**{of.drawing.names.linked(column.id)}**",
                md.raw(part("formula", w, math=book.drawn(tree, of.edition, of.drawing.names))),
                f"{w('in_words')} {md.plain(book.told(tree, of.edition, names=of.drawing.names))}",
            ]
        elif source is FigureSource.ROWS:
            adding = of.drawing.adding(of.filled, column)
            told.append(f"**{of.drawing.names.linked(column.id)}:** {md.plain(adding)}")
        elif source is FigureSource.REPORTED and not column.given:
            told.append(f"**{of.drawing.names.linked(column.id)}:** {w('row_reported')}")
    if told:
        yield f"## {w('how_computed')}"
        yield from told


def _parts(of: _RowSubject) -> Iterator[str]:
    """The rows below it."""
    below = [row for row in of.table.rows.values() if row.under == of.row.id]
    if below:
        w, library = of.book.words, of.book.library
        yield f"**{w('lines_below')}**"
        yield md.bullets(
            md.link(
                f"{row.code} {of.book.of(row.label)}".strip(),
                f"rows/{library.row_name(of.catalogue, of.table, row)}",
            )
            for row in below
        )


def _said(of: _RowSubject) -> Iterator[str]:
    """Whatever glossary and definitions say by the article of the form's own instrument that is called as the row."""
    told = [
        f"{sections.passage(of.book, of.edition, passage, set(), '../')} – {where}"
        for where, passage in _passages(of)
        if passage.text is not None
    ]
    w = of.book.words
    yield f"## {w('row_said')}"
    yield md.bullets(dict.fromkeys(told)) if told else w("row_unsaid")


def _passages(of: _RowSubject) -> Iterator[tuple[str, Passage]]:
    book, library = of.book, of.book.library
    for concept in library.concepts.values():
        link = md.anchored(book.of(concept.label), f"../glossary.html#{concept.id}")
        yield from ((link, each) for each in concept.means if _is_of(of, each))
    for id in library.indicators:
        yield from ((book.line(id), each) for each in _every(library.indicator(id).definition) if _is_of(of, each))
    for place in library.columns.values():
        for each in _every(place.column.asks.definition):
            if _is_of(of, each):
                yield book.column(place), each


def _every(definition: LineDefinition | None) -> Iterator[Passage]:
    return iter(()) if definition is None else (each for _, passages in definition.parts for each in passages)


def _is_of(of: _RowSubject, passage: Passage) -> bool:
    """Whether a passage cites the form's instrument at the row's number, or at that of the pair (3.5 of 3.5a)."""
    if passage.article is None or passage.instrument not in {each.instrument for each in of.edition.legal_basis}:
        return False
    known = {row.code for row in of.table.rows.values()}
    pair = of.row.code.rstrip("abcdefgh")
    codes = {of.row.code, pair} - ((known - {of.row.code}) | {""})
    return any(re.search(rf"(?<![\w.]){re.escape(code)}(?![\w.])", passage.article) for code in codes)


def _rules(of: _RowSubject) -> Iterator[str]:
    """The rules over columns that it keeps, and those that name it."""
    book, w, rows = of.book, of.book.words, []
    for each in of.table.rules.values():
        named = any(of.row.id in one.bindings.values() for one in each.rule.instances)
        if named or not each.columns:
            label = book.of(each.rule.label)
            rows.append((book.code(each.rule.code), book.severity(each.rule.severity), md.plain(label or each.rule.id)))
    if table := md.table([w("code"), w("severity"), w("must_hold")], rows):
        yield f"## {w('rules')}"
        yield table


def _sources(of: _RowSubject) -> Iterator[str]:
    """What the form rests on, and where a threshold comes from."""
    w, book = of.book.words, of.book
    yield f"## {w('legal_basis')}"
    yield book.grounds(of.edition, of.edition.legal_basis or of.edition.in_force_because)
    for id in (given.parameter for given in of.row.given.values() if given.parameter is not None):
        parameter = of.edition.parameters[id]
        for value in parameter.values:
            known = value.certainty and of.edition.judging.say(book.language, "certainty", value.certainty)
            told = f"{value.source or ''} ({known})" if known else value.source or ""
            yield f"- {md.plain(book.of(parameter.label))}: {md.plain(told)}"
        if parameter.otherwise is not None:
            yield f"- **{w('otherwise')}:** {md.plain(book.of(parameter.otherwise))}"
