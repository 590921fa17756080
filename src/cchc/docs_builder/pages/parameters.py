"""The parameters of a form: thresholds, maxima and bands, each with its days and its source."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.names import parameter_anchor
from cchc.edition import Edition, Parameter
from cchc.edition.parameter import Band, ParameterValue
from cchc.judge.display import format_number
from cchc.words import point_of


def section(book: Book, edition: Edition) -> Iterator[str]:
    """What a form's page says of its parameters."""
    if edition.parameters:
        yield f"## {book.words('parameters')}"
        yield book.words("parameters_intro")
        for each in edition.parameters.values():
            yield from _of_one(book, edition, each)


def _of_one(book: Book, edition: Edition, each: Parameter) -> Iterator[str]:
    w = book.words
    yield md.raw(f'<h3 id="{parameter_anchor(each.id)}">{md.element("span", book.of(each.label))}</h3>')
    unit = edition.units[each.unit].label[book.language] if each.unit else ""
    yield f"{w('name')}: {md.code(each.id)}" + (f"; {w('unit')}: {md.plain(unit)}" if unit else "")
    rows = [row for value in each.values for row in _rows(book, edition, value)]
    yield md.table([w("in_force"), w("applies_to"), w("value"), w("source")], rows)
    for told, text in ((w("otherwise"), each.otherwise), (w("notes"), each.notes)):
        if text is not None:
            yield f"**{told}:** {md.plain(book.of(text))}"


def _rows(book: Book, edition: Edition, value: ParameterValue) -> Iterator[tuple[str, str, str, str]]:
    """A number, or a row for each of the bands, of one time."""
    days = " – ".join("…" if day is None else book.date(day) for day in (value.start, value.end))
    days = "" if value.start is None and value.end is None else days
    source = md.plain(value.source or "")
    if value.certainty is not None:
        source += f" ({md.plain(edition.judging.say(book.language, 'certainty', value.certainty))})"
    if value.number is not None:
        yield days, "", md.plain(format_number(value.number, point_of(book.language))), source
    for band in value.bands:
        yield days, md.code(_span(band)), md.code(band.gives_text), source


def _span(band: Band) -> str:
    """The numbers of a band as the formula language would say it."""
    low, high = band.low, band.high
    before = "" if low is None else f"{low.at} {'<=' if low.is_in else '<'} "
    after = "" if high is None else f" {'<=' if high.is_in else '<'} {high.at}"
    return f"{before}x{after}"
