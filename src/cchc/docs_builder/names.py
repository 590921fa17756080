"""What the names in formulas and rules mean, and which pages tell of it: lines, columns of a table, rows of one."""

from __future__ import annotations

from collections.abc import Callable, Container

from cchc.docs_builder import markdown as md
from cchc.docs_builder.library import ColumnPlace, Library
from cchc.edition import Edition
from cchc.edition.table import FigureColumn, FormTable
from cchc.record import frozen


@frozen
class Naming:
    """Names of one kind: their labels, where each stands on the form, the pages that tell of them.

    `this` is the text by which a page speaks of what it is about; `page` gives a page's name and a place on it.
    """

    this: str
    label: Callable[[str], str]
    short: Callable[[str], str]
    """What it is called where formulas are drawn."""
    place: Callable[[str], str]
    page: Callable[[str], tuple[str, str]]

    def quoted(self, id: str) -> str:
        """The label as sentences have it."""
        return f"“{self.label(id)}”"

    def linked(self, id: str) -> str:
        """A link, with the place on the form."""
        told = f"{self.place(id)} {self.label(id)}".strip()
        page, anchor = self.page(id)
        return md.anchored(told, self.address(id)) if anchor else md.link(told, page)

    def address(self, id: str) -> str:
        """The page's address as seen from a page beside it."""
        page, anchor = self.page(id)
        return f"../{page}.html" + (f"#{anchor}" if anchor else "")


def of_lines(library: Library, label: Callable[[str], str], language: str) -> Naming:
    """What names mean in the formulas of lines."""
    own = Naming("line", label, label, lambda id: library.indicator(id).path, lambda id: (f"indicators/{id}", ""))
    return _beside(own, library.indicators, library.newest.edition, language)


def of_columns(place: ColumnPlace, language: str) -> Naming:
    """What names mean in the formulas of a table's columns."""
    columns = place.table.columns

    def number(id: str) -> str:
        mark = columns[id].mark
        return "" if mark is None else f"({mark})"

    def short(id: str) -> str:
        mark, heading = number(id), columns[id].heading
        label = label_of_column(place.beside(id), language)
        # In the form's own language the last of the headings over each other tells enough beside the number.
        is_own = language == place.catalogue.edition.languages[0]
        return f"{mark} {heading[-1] if is_own and heading else label}" if mark else label

    own = Naming(
        "column",
        lambda id: label_of_column(place.beside(id), language),
        short,
        number,
        lambda id: (f"columns/{place.beside(id).name}", ""),
    )
    return _beside(own, columns, place.catalogue.edition, language, place.table)


def of_rows(edition: Edition, table: FormTable, language: str) -> Naming:
    """What names mean in formulas over the rows that a form prints."""
    rows = table.rows
    label = lambda id: rows[id].label[language]  # noqa: E731
    own = Naming(
        "row", label, label, lambda id: rows[id].code, lambda id: (f"forms/{edition.id}", row_anchor(table, id))
    )
    return _beside(own, rows, edition, language, table)


def _beside(
    own: Naming, known: Container[str], edition: Edition, language: str, table: FormTable | None = None
) -> Naming:
    """The same, and what formulas may name besides: parameters, and figures by their addresses."""
    elsewhere = {} if table is None else table.elsewhere

    def label(id: str) -> str:
        if id in edition.parameters:
            return edition.parameters[id].label[language]
        return elsewhere[id].label[language] if id in elsewhere else id

    def page(id: str) -> tuple[str, str]:
        return (f"forms/{edition.id}", parameter_anchor(id) if id in edition.parameters else "")

    return Naming(
        own.this,
        lambda id: own.label(id) if id in known else label(id),
        lambda id: own.short(id) if id in known else label(id),
        lambda id: own.place(id) if id in known else "",
        lambda id: own.page(id) if id in known else page(id),
    )


def parameter_anchor(id: str) -> str:
    """The place of a parameter on the page of its form."""
    return f"parameter-{id}".replace("_", "-")


def row_anchor(table: FormTable, row: str) -> str:
    """The place of a printed row on the page of its form."""
    return f"{table.id}-{row}".replace("_", "-")


def label_of_column(place: ColumnPlace, language: str) -> str:
    """What a column is called: its label, which is the path of its headings where it has no other."""
    return place.column.asks.label[language]


def column_heading(column: FigureColumn) -> str:
    """The path of a column's headings as the form prints them; a year that it leaves open is called N."""
    return column.path.replace("{year}", "N")
