"""A page for each line of the form and each auxiliary figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.examples import misreadings, worked
from cchc.docs_builder.pages import calculator, meanings, sections
from cchc.docs_builder.readings import worth
from cchc.docs_builder.subject import PageSubject, of_line
from cchc.edition import findable
from cchc.printable import in_html


def pages(book: Book) -> Iterator[BookPage]:
    """In the order of the form, then those that only older editions have."""
    for id in book.library.indicators:
        yield _page(book, of_line(book, id))


def _page(book: Book, of: PageSubject) -> BookPage:
    parts: Sequence[Callable[[PageSubject], str]] = (
        _head,
        meanings.now,
        _definition,
        meanings.others,
        sections.formula,
        _examples,
        _calculator,
        sections.relations,
        sections.rules,
        sections.aggregation,
        _words,
        sections.legal,
        sections.history,
        sections.data,
    )
    return BookPage(
        f"indicators/{of.id}",
        f"{of.asks.path} {book.label(of.id)}".strip(),
        "\n\n".join(filter(None, (section(of) for section in parts))),
        findable.of_line(of.edition, of.asks, book.language),
    )


def _head(of: PageSubject) -> str:
    chain = []
    everything, parent = of.edition.everything, of.asks.parent
    while parent is not None:
        chain.append(parent)
        parent = everything[parent].parent
    w = of.book.words
    trail = [f'<a href="../forms/{of.edition.id}.html">{in_html(w("form"))}</a>']
    trail += [f'<a href="{id}.html">{in_html(everything[id].path)}</a>' for id in reversed(chain)]
    trail.append(f'<span aria-current="page">{in_html(of.asks.path or w("auxiliary"))}</span>')
    return sections.head(of, trail)


def _definition(of: PageSubject) -> str:
    book, line, w = of.book, of.asks, of.book.words
    shown = f"{md.plain(line.path)} ({sections.on_forms(of)})" if line.path else w("not_on_form")
    facts = [
        (w("printed_code"), md.code(line.code) if line.code else w("no_code")),
        (w("place"), shown),
        *sections.measure(of),
    ]
    if line.statuses:
        facts.append((w("answers"), ", ".join(md.plain(book.status(of.edition, id)) for id in line.statuses)))
    if line.symbol is not None:
        pattern = f"{'/'.join(line.symbol.types)}-{'/'.join(line.symbol.bodies)}"
        facts.append((w("symbol"), md.code(pattern)))
    if line.pair:
        facts.append((w("pair"), book.line(line.pair)))
    table = md.table([w("property"), w("value")], facts)
    if of.asks.is_heading:
        told = [*sections.said(of), *_children(of), table, *sections.notes(of)]
    else:
        told = [meanings.by_which(of), *sections.said(of), table, *sections.notes(of), *_children(of)]
    return "\n\n".join([f"## {w('definition')}", *filter(None, told)])


def _children(of: PageSubject) -> list[str]:
    """The lines below, each with what counts there in a few words."""
    children = of.book.library.children(of.id)
    return [f"**{of.book.words('lines_below')}**", md.bullets(_child(of, id) for id in children)] if children else []


def _child(of: PageSubject, id: str) -> str:
    link, gist = of.book.line(id), of.book.library.indicator(id).gist
    return link if gist is None else f"{link}: {md.plain(of.book.of(gist))}"


def _examples(of: PageSubject) -> str:
    if not of.formulas:
        return ""
    w = of.book.words
    parts = [f"## {w('examples')}", worked(of.book, of.asks)]
    wrong = misreadings(of.book, of.asks)
    if wrong:
        parts += [f"### {w('misread')}", w("misread_intro"), wrong]
    return "\n\n".join(parts)


def _calculator(of: PageSubject) -> str:
    return "" if of.asks.is_heading else calculator.section(of.book, of.asks)


def _words(of: PageSubject) -> str:
    table, w = worth(of.book, of.asks), of.book.words
    return f"## {w('missing_here')}\n\n{w('missing_intro')}\n\n{table}" if table else ""
