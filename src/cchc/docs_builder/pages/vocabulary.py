"""Pages of what definitions share: units, legal instruments, missing-value words, ways to add up."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.speech import Say
from cchc.edition import Edition, Indicator, Instrument, Rule, Unit, findable
from cchc.edition.aggregation import Axis
from cchc.edition.findable import Findable
from cchc.edition.ground import Day
from cchc.value import Cause
from cchc.words import LANGUAGES


def pages(book: Book) -> Iterator[BookPage]:
    yield _units(book)
    yield from (_unit(book, unit) for unit in book.library.units.values())
    yield _instruments(book)
    yield from (_instrument(book, one) for one in book.library.instruments.values())
    yield _words(book)
    yield _aggregation(book)


def _units(book: Book) -> BookPage:
    w = book.words
    rows = [
        (md.link(book.of(unit.label), f"units/{unit.id}"), md.plain(book.of(unit.counts)))
        for unit in book.library.units.values()
    ]
    return BookPage.about(
        "units/index",
        w("units"),
        f"{w('units_intro')}\n\n" + md.table([w("unit"), w("what_is_one")], rows),
        "list",
        listed=True,
    )


def _label(w: Say, language: str) -> str:
    return w("label", language) if language in LANGUAGES else w("label_other", language=language)


def _unit(book: Book, unit: Unit) -> BookPage:
    w = book.words
    lines = [id for id in book.library.indicators if book.library.indicator(id).unit == unit.id]
    facts = [
        (w("name"), md.code(unit.id)),
        *((_label(w, language), md.plain(text)) for language, text in unit.label.items()),
    ]
    body = [f"## {w('what_is_one')}", md.plain(book.of(unit.counts)), md.table([w("property"), w("value")], facts)]
    body += [f"## {w('lines_concerned')}", md.bullets(map(book.line, lines))] if lines else []
    columns = [each for each in book.library.columns.values() if each.column.asks.unit == unit.id]
    body += [f"## {w('columns_concerned')}", md.bullets(map(book.column, columns))] if columns else []
    title = w("unit_title", label=book.of(unit.label))
    names = tuple(unit.label.values())
    found = Findable(unit.id, "unit", title, names, text=book.of(unit.counts))
    return BookPage(f"units/{unit.id}", title, "\n\n".join(body), found)


def _instruments(book: Book) -> BookPage:
    w = book.words
    ordered = sorted(book.library.instruments.values(), key=lambda one: one.date)
    rows = [
        (
            md.link(one.number, f"instruments/{one.id}"),
            book.date(one.date),
            book.date(one.in_force.on) if one.in_force is not None else "—",
            md.plain(book.of(one.title)),
        )
        for one in ordered
    ]
    heads = [w("number"), w("issued"), w("in_force_from"), w("subject")]
    body = f"{w('instruments_intro')}\n\n" + md.table(heads, rows)
    return BookPage.about("instruments/index", w("instruments"), body, "list", listed=True)


def _instrument(book: Book, one: Instrument) -> BookPage:
    w = book.words
    lines = [id for id in book.library.indicators if _rests(book.library.indicator(id), one)]
    rules = [code for code in book.library.rules if _rests(book.library.rule(code), one)]
    held, ended = one.in_force, one.ended
    days = [(w("in_force_from"), book.day(held))] if held is not None else []
    days += [(w("in_force_until"), book.day(ended))] if ended is not None else []
    body = [
        md.plain(book.of(one.title)) + ".",
        md.table(
            [w("property"), w("value")],
            [
                (w("number"), md.plain(one.number)),
                (w("issued"), book.day(Day(one.date, one.certainty))),
                *days,
                (w("name"), md.code(one.id)),
            ],
        ),
    ]
    body += [f"## {w('lines_based')}", md.bullets(map(book.line, lines))] if lines else []
    body += [f"## {w('rules_based')}", md.bullets(map(book.code, rules))] if rules else []
    forms = [each.edition for each in book.library.older_last if one.id in _of_form(each.edition)]
    linked = (md.link(book.edition_name(edition), f"forms/{edition.id}") for edition in forms)
    body += [f"## {w('forms_based')}", md.bullets(linked)] if forms else []
    if not lines and not rules and not forms:
        body.append(w("background_only"))
    found = findable.of_instrument(one, book.language)
    return BookPage(f"instruments/{one.id}", one.number, "\n\n".join(body), found)


def _rests(of: Indicator | Rule, one: Instrument) -> bool:
    changed = () if of.amendment is None else of.amendment.because
    own = of.grounds if isinstance(of, Indicator) else of.legal_basis
    return any(ground.instrument == one.id for ground in (*own, *changed))


def _of_form(edition: Edition) -> set[str]:
    """The instruments that a form as a whole rests on."""
    return {ground.instrument for ground in (*edition.legal_basis, *edition.in_force_because)}


def _words(book: Book) -> BookPage:
    w, edition = book.words, book.library.newest.edition
    rows = [
        (
            md.plain(book.of(one.label)),
            ", ".join(md.plain(f"“{word}”") for word in one.words) or "—",
            md.code(str(reason)),
            md.code(one.sdmx),
        )
        for reason, one in edition.missing.items()
    ]
    answers = [(book.named("answer", "yes"), edition.yes), (book.named("answer", "no"), edition.no)]
    answers += [(md.plain(book.of(status.label)), status.words) for status in edition.statuses.values()]
    told = [(label, ", ".join(md.plain(f"“{word}”") for word in words)) for label, words in answers]
    body = [w("missing_words_intro"), md.table([w("meaning"), w("words"), w("reason"), "SDMX"], rows)]
    body += [f"## {w('answers')}", w("answers_intro"), md.table([w("meaning"), w("words")], told)]
    body += [
        f"## {w('causes')}",
        w("causes_intro"),
        md.bullets(book.named("cause", cause) for cause in Cause),
    ]
    names = tuple(word for one in edition.missing.values() for word in one.words)
    found = Findable("words", "list", w("missing_words"), names)
    return BookPage("words", found.title, "\n\n".join(body), found, listed=True)


def _aggregation(book: Book) -> BookPage:
    w, edition = book.words, book.library.newest.edition
    body = [w("aggregation_intro")]
    columns = (place.column.asks for place in book.library.columns.values())
    figures = [*edition.figures.values(), *columns]
    for axis in Axis:
        ways = [one for one in edition.aggregations.values() if one.axis == axis]
        rows = []
        for way in ways:
            count = sum(1 for asks in figures if getattr(asks, f"over_{axis}") is way.way)
            if count:
                rows.append((f"**{md.plain(book.of(way.label))}**", md.plain(book.of(way.description)), str(count)))
        body += [f"## {w('over', axis)}", md.table([w("way"), w("how"), w("line_count")], rows)]
    return BookPage.about("aggregation", w("aggregation"), "\n\n".join(body), "list", listed=True)
