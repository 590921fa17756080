"""A page for each column of a form's table: what its figures are, how they are computed, a worked example."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import ColumnPlace
from cchc.docs_builder.names import column_heading
from cchc.docs_builder.pages import sections
from cchc.docs_builder.subject import PageSubject, of_column
from cchc.edition import findable
from cchc.edition.table import FigureColumn
from cchc.formula.words import words as in_words
from cchc.judge.display import figure_text
from cchc.judge.tables import FigureSource, Tabulation
from cchc.printable import in_html
from cchc.report import FilledRow

_ROWS = 3
"""Rows of the worked example that have the formula of their own; totals come besides."""
_MOST_PARTS = 8
_COMPUTED = (FigureSource.FORMULA, FigureSource.ROWS)


def pages(book: Book) -> Iterator[BookPage]:
    """In the order of the forms, each table from the left."""
    for place in book.library.columns.values():
        yield _page(book, place)


def _page(book: Book, place: ColumnPlace) -> BookPage:
    of = of_column(book, place)
    parts: Sequence[Callable[[PageSubject, ColumnPlace], str]] = (
        _head,
        _definition,
        _printed,
        _alone(sections.formula),
        _example,
        _alone(sections.relations),
        _alone(sections.rules),
        _aggregation,
        _alone(sections.legal),
        _alone(sections.history),
        _alone(sections.data),
    )
    return BookPage(
        f"columns/{place.name}",
        f"{book.short_name(of.edition)}: {f'{of.place} {sentence_case(of.label[book.language])}'.strip()}",
        "\n\n".join(filter(None, (section(of, place) for section in parts))),
        findable.of_column(place.table, place.column, book.language),
    )


def sentence_case(label: str) -> str:
    """A label that stands alone: others are parts of sentences."""
    return label[:1].upper() + label[1:]


def _alone(section: Callable[[PageSubject], str]) -> Callable[[PageSubject, ColumnPlace], str]:
    return lambda of, _: section(of)


def _head(of: PageSubject, place: ColumnPlace) -> str:
    w = of.book.words
    trail = [f'<a href="../forms/{of.edition.id}.html">{in_html(of.book.form_name(of.edition))}</a>']
    trail += [in_html(heading) for heading in place.column.heading[:-1] if heading]
    trail.append(f'<span aria-current="page">{in_html(of.place or w("column"))}</span>')
    return sections.head(of, trail)


def _definition(of: PageSubject, place: ColumnPlace) -> str:
    w, column = of.book.words, place.column
    shown = md.plain(column_heading(column)) if column.printed else w("not_printed")
    facts = [(w("headings"), f"{shown} ({md.link(w('see_form'), f'forms/{of.edition.id}')})")]
    if column.number is not None:
        facts.append((w("printed_number"), md.code(column.number)))
    facts += sections.measure(of)
    if of.asks.is_signed:
        facts.append((w("sign"), w("sign_any")))
    if of.asks.part_of is not None:
        facts.append((w("part_of"), of.names.linked(of.asks.part_of)))
    if column.given:
        facts.append((w("given"), w("given_by_catalogue")))
    table = md.table([w("property"), w("value")], facts)
    return "\n\n".join([f"## {w('definition')}", *sections.said(of), table, *sections.notes(of)])


def _printed(of: PageSubject, place: ColumnPlace) -> str:
    """A formula as the number row prints it."""
    number = place.column.number
    if number is None or "=" not in number or not of.formulas:
        return ""
    return of.book.words("number_row_says", number=md.code(number))


def _aggregation(of: PageSubject, place: ColumnPlace) -> str:
    w, column = of.book.words, place.column
    weight = of.names.linked(column.weight) if column.weight is not None else ""
    told = w("over_rows", column.over_rows, weight=weight)
    rows = [f"**{w('over_rows')}**: {told}", *sections.ways(of)]
    return f"## {w('column_aggregation')}\n\n" + md.bullets(rows)


# --- the worked example --------------------------------------------------------------------------------


def _example(of: PageSubject, place: ColumnPlace) -> str:
    """Figures of the form that stands beside the catalogue, filled in rightly."""
    judged = of.book.library.examples(place.catalogue)
    tables = [table for each in judged if (table := each.computation.tables.get(place.table.id)) is not None]
    rows = [row for table in tables[-1:] for row in _worked(of, place.column, table)]
    w = of.book.words
    shown = md.table([w("row"), w("calculation"), w("result")], rows)
    return f"## {w('examples')}\n\n{w('column_example')}\n\n{shown}" if shown else ""


def _worked(of: PageSubject, column: FigureColumn, filled: Tabulation) -> Iterator[tuple[str, str, str]]:
    leaves = 0
    for row in filled.filled.rows:
        source = filled.source(row, column)
        if source not in _COMPUTED or filled.computed(row, column.id) is None:
            continue
        if source is FigureSource.FORMULA and (leaves := leaves + 1) > _ROWS:
            continue
        told = _over_rows(of, column, filled, row) if source is FigureSource.ROWS else _over_columns(of, filled, row)
        result = _figure(of, filled, row, column.id, computed=True)
        yield md.plain(row.label or row.code or row.key), told, f"**{md.plain(result)}**"


def _over_columns(of: PageSubject, filled: Tabulation, row: FilledRow) -> str:
    """The formulas with the figures of a row in them."""
    show = lambda id: _named(of, filled, row, id)  # noqa: E731
    trees = (tree for tree, _ in of.formulas)
    return "<br>".join(md.plain(in_words(tree, of.edition.judging, of.book.language, show)) for tree in trees)


def _over_rows(of: PageSubject, column: FigureColumn, filled: Tabulation, row: FilledRow) -> str:
    """The figures of other rows that a total adds up, or that its formula names."""
    parts = filled.parts(row, column)
    if parts.weight is not None:
        return of.book.words("mean_of_rows", count=len(parts.rows), weight=of.names.linked(parts.weight))
    if parts.tree is not None:
        by_id = {each.id: _figure(of, filled, each, column.id) for each in parts.rows}
        return md.plain(in_words(parts.tree, of.edition.judging, of.book.language, lambda id: by_id.get(id, "—")))
    figures = [_figure(of, filled, each, column.id) for each in parts.rows]
    if len(figures) > _MOST_PARTS:
        figures = [*figures[: _MOST_PARTS - 1], "…", figures[-1]]
    return md.plain(" + ".join(figures))


def _named(of: PageSubject, filled: Tabulation, row: FilledRow, name: str) -> str:
    """What stands for a name: the figure of the row's column or of another cell, or the value of a parameter that is
    in force then."""
    if name in filled.columns(row):
        return _figure(of, filled, row, name)
    period = filled.report.period
    if name in of.edition.parameters:
        value = None if period is None else of.edition.parameters[name].on(period.calendar_end)
        exact = None if value is None or value.number is None else Fraction(value.number)
    else:
        exact = filled.elsewhere.figure(name)
    return figure_text(filled.written(row), None, exact, of.book.language)


def _figure(of: PageSubject, filled: Tabulation, row: FilledRow, column: str, *, computed: bool = False) -> str:
    """A figure as formulas see it, or as it is computed."""
    exact = filled.computed(row, column) if computed else filled.figure(row, column)
    return figure_text(filled.written(row), column, exact, of.book.language)
