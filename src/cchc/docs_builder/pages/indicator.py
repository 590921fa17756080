"""A page for each line of the form and each auxiliary figure."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.examples import misreadings, worked
from cchc.docs_builder.library import formula_text
from cchc.docs_builder.pages import calculator
from cchc.docs_builder.parts import part
from cchc.docs_builder.picture import Node, graph
from cchc.docs_builder.readings import worth
from cchc.edition import Edition, Indicator, label_of
from cchc.edition.aggregation import Axis
from cchc.printable import in_html
from cchc.serialize import to_json


def pages(book: Book) -> Iterator[BookPage]:
    """In the order of the form, then those that only older editions have."""
    for id in book.library.indicators:
        yield _page(book, id)


def _page(book: Book, id: str) -> BookPage:
    edition, indicator = book.edition(id), book.library.indicator(id)
    sections = (
        _head,
        _definition,
        _formula,
        _examples,
        _calculator,
        _relations,
        _rules,
        _aggregation,
        _words,
        _legal,
        _history,
        _data,
    )
    body = "\n\n".join(filter(None, (section(book, edition, indicator) for section in sections)))
    others = [text for language, text in label_of(edition, id).items() if language != book.language]
    return BookPage(
        name=f"indicators/{id}",
        title=f"{indicator.path} {book.label(id)}".strip(),
        body=body,
        kind="auxiliary" if indicator.auxiliary else str(indicator.kind),
        code=indicator.path,
        summary=book.of(indicator.definition),
        aliases=(id, *others),
    )


def _head(book: Book, edition: Edition, indicator: Indicator) -> str:
    """Where one is, and the label in the other language."""
    chain = []
    parent = indicator.parent
    while parent is not None:
        chain.append(parent)
        parent = edition.everything[parent].parent
    up = "../"
    trail = [f'<a href="{up}forms/{edition.id}.html">{in_html(book.words("form"))}</a>']
    trail += [f'<a href="{id}.html">{in_html(edition.everything[id].path)}</a>' for id in reversed(chain)]
    trail.append(f'<span aria-current="page">{in_html(indicator.path or book.words("auxiliary"))}</span>')
    crumbs = f'<nav class="crumbs" aria-label="{in_html(book.words("you_are_here"))}">{" › ".join(trail)}</nav>'
    others = "".join(
        md.element("p", text, class_="other-language", lang=language)
        for language, text in label_of(edition, indicator.id).items()
        if language != book.language
    )
    state = md.note(_retired(book, indicator), "warning") if indicator.deprecated or indicator.replaced_by else ""
    return md.raw(crumbs + others) + (f"\n\n{state}" if state else "")


def _retired(book: Book, indicator: Indicator) -> str:
    if indicator.replaced_by:
        return book.words("replaced_by", line=book.line(indicator.replaced_by))
    return book.words("deprecated")


def _definition(book: Book, edition: Edition, indicator: Indicator) -> str:
    w = book.words
    facts = [
        (w("printed_code"), md.code(indicator.code) if indicator.code else w("no_code")),
        (
            w("place"),
            f"{indicator.path} ({md.link(w('see_form'), f'forms/{edition.id}')})"
            if indicator.path
            else w("not_on_form"),
        ),
        (w("kind"), book.kind(indicator)),
        (w("name"), md.code(indicator.id)),
    ]
    if indicator.unit:
        facts.insert(3, (w("unit"), book.unit(indicator, edition)))
    if indicator.kind.has_decimals:
        facts.insert(4, (w("decimals"), str(indicator.decimals)))
    if indicator.statuses:
        facts.append((w("answers"), ", ".join(md.plain(book.status(edition, id)) for id in indicator.statuses)))
    if indicator.symbol is not None:
        pattern = f"{'/'.join(indicator.symbol.types)}-{'/'.join(indicator.symbol.bodies)}"
        facts.append((w("symbol"), md.code(pattern)))
    if indicator.pair:
        facts.append((w("pair"), book.line(indicator.pair)))
    said = [md.plain(book.of(indicator.definition))] if indicator.definition is not None else []
    if not said and indicator.unit and indicator.formula is None:
        said = [md.plain(book.of(edition.units[indicator.unit].counts))]
    notes = [f"**{w('notes')}:** {md.plain(book.of(indicator.notes))}"] if indicator.notes is not None else []
    table = md.table([w("property"), w("value")], facts)
    return "\n\n".join([f"## {w('definition')}", *said, table, *notes, *_children(book, indicator)])


def _children(book: Book, indicator: Indicator) -> list[str]:
    children = book.library.children(indicator.id)
    return [f"**{book.words('lines_below')}**", md.bullets(map(book.line, children))] if children else []


def _formula(book: Book, edition: Edition, indicator: Indicator) -> str:
    w = book.words
    if indicator.formula is None:
        return "" if not indicator.kind.is_rate else f"## {w('how_computed')}\n\n{w('not_computed')}"
    lines = [
        f"## {w('how_computed')}",
        md.raw(part("formula", w, math=book.drawn(indicator.formula, edition))),
        f"{w('in_words')} {md.plain(book.told(indicator.formula, edition))}",
        f"{w('as_written')} {md.code(formula_text(indicator) or '')}",
    ]
    if indicator.kind.has_decimals:
        lines.append(
            md.bullets(
                [
                    w("rounding_rule", decimals=indicator.decimals),
                    w("zero", edition.zero_denominator),
                    w("missing_part"),
                ]
            )
        )
    else:
        lines.append(w("missing_part"))
    return "\n\n".join(lines)


def _examples(book: Book, edition: Edition, indicator: Indicator) -> str:
    if indicator.formula is None:
        return ""
    w = book.words
    parts = [f"## {w('examples')}", worked(book, indicator)]
    wrong = misreadings(book, indicator)
    if wrong:
        parts += [f"### {w('misread')}", w("misread_intro"), wrong]
    return "\n\n".join(parts)


def _calculator(book: Book, edition: Edition, indicator: Indicator) -> str:
    return "" if indicator.is_heading else calculator.section(book, indicator)


def _relations(book: Book, edition: Edition, indicator: Indicator) -> str:
    if indicator.is_heading:
        return ""
    parts, users = book.library.parts(indicator.id), book.library.used_by(indicator.id)
    w = book.words
    if not parts and not users:
        return f"## {w('relations')}\n\n{w('stands_alone')}"
    node = lambda id: Node(book.library.indicator(id).path or w("auxiliary"), book.label(id), f"{id}.html")  # noqa: E731
    here = Node(indicator.path or w("auxiliary"), book.label(indicator.id))
    said = [f"## {w('relations')}", md.raw(graph(w("relations"), [*map(node, parts)], here, [*map(node, users)]))]
    if parts:
        said += [f"**{w('computed_from')}**", md.bullets(map(book.line, parts))]
    if users:
        said += [f"**{w('used_by')}**", md.bullets(map(book.line, users))]
    return "\n\n".join(said)


def _rules(book: Book, edition: Edition, indicator: Indicator) -> str:
    codes = book.library.rules_of(indicator.id)
    if not codes:
        return ""
    rows = []
    for code in codes:
        rule = book.library.rule(code)
        instance = next((one for one in rule.instances if indicator.id in one.bindings.values()), rule.instances[0])
        rows.append(
            (book.code(code), book.severity(rule.severity), md.plain(book.told(instance.check, edition, indicator.id)))
        )
    return f"## {book.words('rules')}\n\n" + md.table(
        [book.words("code"), book.words("severity"), book.words("must_hold")], rows
    )


def _aggregation(book: Book, edition: Edition, indicator: Indicator) -> str:
    if indicator.is_heading:
        return ""
    rows = []
    for axis, chosen in ((Axis.TIME, indicator.over_time), (Axis.OFFICES, indicator.over_offices)):
        way = edition.aggregations[f"{axis}.{chosen}"]
        rows.append(
            f"**{book.words('over', axis)}**: {md.plain(book.of(way.label))}. {md.plain(book.of(way.description))}"
        )
    return f"## {book.words('aggregation')}\n\n" + md.bullets(rows)


def _words(book: Book, edition: Edition, indicator: Indicator) -> str:
    table = worth(book, indicator)
    return f"## {book.words('missing_here')}\n\n{book.words('missing_intro')}\n\n{table}" if table else ""


def _legal(book: Book, edition: Edition, indicator: Indicator) -> str:
    if not indicator.legal_basis:
        return ""
    return f"## {book.words('legal_basis')}\n\n{book.grounds(edition, indicator.legal_basis)}"


def _history(book: Book, edition: Edition, indicator: Indicator) -> str:
    w = book.words
    rows = []
    for catalogue, changed in book.library.history(indicator.id):
        line = catalogue.edition.everything[indicator.id]
        what = w("first_edition") if changed is None else "<br>".join(map(book.change, changed)) or w("nothing_changed")
        title = md.link(book.of(catalogue.edition.title), f"editions/{catalogue.id}")
        rows.append((title, book.in_force(catalogue.edition), line.path or "—", what))
    return f"## {w('editions')}\n\n" + md.table([w("edition"), w("in_force"), w("place"), w("changes")], rows)


def _data(book: Book, edition: Edition, indicator: Indicator) -> str:
    w = book.words
    load = f'catalogue = cchc.load_catalogue("{edition.id}")'
    python = f'import cchc\n\n{load}\ncatalogue.edition.everything["{indicator.id}"]'
    parts = [
        f"## {w('for_programs')}",
        md.raw(part("stable", w, address=f"{edition.id}/indicators/{indicator.id}.json")),
        md.block(python, "python"),
        md.raw(f"<details><summary>{in_html(w('json'))}</summary>"),
        md.block(to_json(indicator, indent=2), "json"),
        md.raw("</details>"),
    ]
    return "\n\n".join(parts)
