"""The sections that a line's page and a column's page share: one figure told of, wherever it stands on the form."""

from __future__ import annotations

from collections.abc import Iterable

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.parts import part
from cchc.docs_builder.picture import Node, graph
from cchc.docs_builder.subject import PageSubject
from cchc.edition import Edition
from cchc.edition.aggregation import Axis
from cchc.edition.comparison import Change
from cchc.edition.definition import DefinitionPart, Passage
from cchc.judge.display import ground_text
from cchc.printable import in_html
from cchc.serialize import to_json


def head(of: PageSubject, trail: Iterable[str]) -> str:
    """Where one is, and the label in the other language."""
    w = of.book.words
    crumbs = f'<nav class="crumbs" aria-label="{in_html(w("you_are_here"))}">{" › ".join(trail)}</nav>'
    here = of.label[of.book.language]
    others = "".join(
        md.element("p", text, class_="other-language", lang=language)
        for language, text in of.label.items()
        if language != of.book.language and text != here
    )
    asks = of.asks
    state = md.note(_retired(of), "warning") if asks.deprecated or asks.replaced_by else ""
    return md.raw(crumbs + others) + (f"\n\n{state}" if state else "")


def _retired(of: PageSubject) -> str:
    if of.asks.replaced_by:
        return of.book.words("replaced_by", line=of.names.linked(of.asks.replaced_by))
    return of.book.words("deprecated")


def measure(of: PageSubject) -> list[tuple[str, str]]:
    """The kind of a figure, its unit, its decimals, its name."""
    w, asks = of.book.words, of.asks
    facts = [(w("kind"), of.book.kind(asks))]
    if asks.unit:
        facts.append((w("unit"), of.book.unit(asks, of.edition)))
    if asks.kind.has_decimals:
        facts.append((w("decimals"), str(asks.decimals)))
    return [*facts, (w("name"), md.code(asks.id))]


def said(of: PageSubject) -> list[str]:
    """Its definition, part by part, each sentence with how it is known; never that of its unit."""
    book, asks = of.book, of.asks
    if asks.is_heading:
        return [book.words("heading_line")]
    if asks.definition is None:
        return [md.note(book.words("not_defined"))] if not of.formulas else []
    return [_part(of, part, passages, of.seen) for part, passages in asks.definition.parts]


def _part(of: PageSubject, part: DefinitionPart, passages: tuple[Passage, ...], seen: set[str]) -> str:
    told = [passage(of.book, of.edition, each, seen, "../") for each in passages]
    return f"### {of.book.words('part', part.value)}\n\n" + (told[0] if len(told) == 1 else md.bullets(told))


def passage(book: Book, edition: Edition, each: Passage, seen: set[str], up: str = "") -> str:
    """A sentence, the article that says so, and in small letters how it is known; concepts that were not yet `seen`
    lead to the glossary."""
    ground = each.ground
    said = "" if each.text is None else book.glossed(each.text, seen, up)
    if ground is not None:
        number = edition.instruments[ground.instrument].number
        rest = book.of(ground_text(edition, ground)).removeprefix(number)
        gap = " " if rest.startswith(" ") else ""
        cited = md.link(number, f"instruments/{ground.instrument}") + gap + md.plain(rest)
        return f"{said} <small>{cited}</small>" if said else cited
    known = "" if each.certainty is None else edition.judging.say(book.language, "certainty", each.certainty)
    return f"{said} {md.element('small', known, class_='certainty')}" if known else said


def on_forms(of: PageSubject) -> str:
    """Links to it on the form of each edition that has it, the newest first."""
    book, w, held = of.book, of.book.words, [each for each in of.history if each.place]
    if len(held) < 2:
        return book.on_form(of.edition, w("see_form"), of.place)
    days = [book.days(each.catalogue.edition.in_force_from, each.catalogue.edition.in_force_to) for each in held]
    links = (book.on_form(each.catalogue.edition, told, each.place) for each, told in zip(held, days, strict=True))
    return f"{w('see_form')}: {' · '.join(links)}"


def notes(of: PageSubject) -> list[str]:
    """What there is to know besides."""
    told = of.asks.notes
    return [] if told is None else [f"**{of.book.words('notes')}:** {md.plain(of.book.of(told))}"]


def formula(of: PageSubject) -> str:
    """How it is computed: drawn, in words, as it is written; a second formula must agree with the first."""
    w, asks = of.book.words, of.asks
    if not of.formulas:
        return "" if not asks.kind.is_rate else f"## {w('how_computed')}\n\n{w('not_computed')}"
    lines = [f"## {w('how_computed')}"]
    for place, (tree, text) in enumerate(of.formulas):
        lines += [
            *([w("also_holds")] if place else []),
            md.raw(part("formula", w, math=of.book.drawn(tree, of.edition, of.names))),
            f"{w('in_words')} {md.plain(of.book.told(tree, of.edition, names=of.names))}",
            f"{w('as_written')} {md.code(text)}",
        ]
    if asks.kind.has_decimals:
        rules = [w("rounding_rule", decimals=asks.decimals), w("zero", of.edition.zero_denominator), w("missing_part")]
        return "\n\n".join([*lines, md.bullets(rules)])
    return "\n\n".join([*lines, w("missing_part")])


def relations(of: PageSubject) -> str:
    """What it is computed from, and what is computed from it."""
    w, names = of.book.words, of.names
    if of.asks.is_heading:
        return ""
    parts, users = of.parts, of.users
    if not parts and not users:
        return f"## {w('relations')}\n\n{w('stands_alone')}"
    unplaced = w("auxiliary") if of.asks.id in of.edition.everything else w("column")
    node = lambda id: Node(names.place(id) or unplaced, names.label(id), names.address(id))  # noqa: E731
    here = Node(of.place or unplaced, names.label(of.id))
    lines = [f"## {w('relations')}", md.raw(graph(w("relations"), [*map(node, parts)], here, [*map(node, users)]))]
    for told, ids in ((w("computed_from"), parts), (w("used_by"), users)):
        lines += [f"**{told}**", md.bullets(map(names.linked, ids))] if ids else []
    return "\n\n".join(lines)


def rules(of: PageSubject) -> str:
    """What must hold for it: each rule by its name, or else by its check in words."""
    w, book = of.book.words, of.book
    rows = [
        (
            book.code(told.rule.code),
            book.severity(told.rule.severity),
            md.plain(book.of(told.rule.label) or book.told(told.check, of.edition, of.id, told.names)),
        )
        for told in of.rules
    ]
    table = md.table([w("code"), w("severity"), w("must_hold")], rows)
    return f"## {w('rules')}\n\n{table}" if table else ""


def ways(of: PageSubject) -> list[str]:
    """How it is put together over time and offices."""
    book, asks, rows = of.book, of.asks, []
    for axis, chosen in ((Axis.TIME, asks.over_time), (Axis.OFFICES, asks.over_offices)):
        way = of.edition.aggregations[f"{axis}.{chosen}"]
        told = f"{md.plain(book.of(way.label))}. {md.plain(book.of(way.description))}"
        rows.append(f"**{book.words('over', axis)}**: {told}")
    return rows


def aggregation(of: PageSubject) -> str:
    """How months and offices are added up."""
    return "" if of.asks.is_heading else f"## {of.book.words('aggregation')}\n\n" + md.bullets(ways(of))


def legal(of: PageSubject) -> str:
    """What its definition rests on."""
    grounds = of.asks.legal_basis
    return f"## {of.book.words('legal_basis')}\n\n{of.book.grounds(of.edition, grounds)}" if grounds else ""


def history(of: PageSubject) -> str:
    """The editions that ask for it, and what each changed."""
    w, rows = of.book.words, []
    for held in of.history:
        told = w("nothing_changed")
        if held.changes is None:
            told = w("first_edition")
        elif held.changes:
            told = "<br>".join(_change(of, each) for each in held.changes)
        edition = held.catalogue.edition
        title = md.link(of.book.edition_name(edition), f"editions/{edition.id}") + of.book.doubted(edition)
        is_line = of.id in edition.everything and held.place
        place = of.book.on_form(edition, held.place, held.place) if is_line else md.plain(held.place)
        rows.append((title, of.book.in_force(edition), place or "—", told))
    return f"## {w('editions')}\n\n" + md.table([w("edition"), w("in_force"), w("place"), w("changes")], rows)


def _change(of: PageSubject, change: Change) -> str:
    """What differs, with what that rests on; a definition's parts stand above, each as it was said."""
    w = of.book.words
    if (change.field or "").startswith("definition."):
        return w("told_above", part=w("field", change.field), heading=w("other_meanings"))
    grounds = "; ".join(md.plain(of.book.of(ground_text(of.edition, each))) for each in change.because)
    return of.book.change(change) + (f" ({w('change_ground', ground=grounds)})" if grounds else "")


def data(of: PageSubject) -> str:
    """How programs have it."""
    w = of.book.words
    load = f'catalogue = cchc.load_catalogue("{of.edition.id}")'
    parts = [
        f"## {w('for_programs')}",
        md.raw(part("stable", w, address=of.data)),
        md.block(f"import cchc\n\n{load}\ncatalogue.{of.python}", "python"),
        md.raw(f"<details><summary>{in_html(w('json'))}</summary>"),
        md.block(to_json(of.serialized, indent=2), "json"),
        md.raw("</details>"),
    ]
    return "\n\n".join(parts)
