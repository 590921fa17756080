"""What the names in formulas and rules mean, and which pages tell of it: lines, columns of a table, rows of one."""

from __future__ import annotations

from collections.abc import Callable

from cchc.docs_builder import markdown as md
from cchc.docs_builder.library import ColumnPlace, Library
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


def of_lines(library: Library, label: Callable[[str], str]) -> Naming:
    """What names mean in the formulas of lines."""
    return Naming("line", label, label, lambda id: library.indicator(id).path, lambda id: (f"indicators/{id}", ""))


def of_columns(place: ColumnPlace, language: str) -> Naming:
    """What names mean in the formulas of a table's columns."""
    columns = place.table.columns

    def number(id: str) -> str:
        mark = columns[id].mark
        return "" if mark is None else f"({mark})"

    def short(id: str) -> str:
        mark, heading = number(id), columns[id].heading
        return f"{mark} {heading[-1]}" if mark and heading else label_of_column(place.beside(id), language)

    return Naming(
        "column",
        lambda id: label_of_column(place.beside(id), language),
        short,
        number,
        lambda id: (f"columns/{place.beside(id).name}", ""),
    )


def of_rows(edition: str, table: FormTable, language: str) -> Naming:
    """What names mean in formulas over the rows that a form prints."""
    rows = table.rows
    return Naming(
        "row",
        lambda id: rows[id].label[language],
        lambda id: rows[id].label[language],
        lambda id: rows[id].code,
        lambda id: (f"forms/{edition}", row_anchor(table, id)),
    )


def row_anchor(table: FormTable, row: str) -> str:
    """The place of a printed row on the page of its form."""
    return f"{table.id}-{row}".replace("_", "-")


def label_of_column(place: ColumnPlace, language: str) -> str:
    """What a column is called: its label, which is the path of its headings where it has no other."""
    return place.column.asks.label[language]


def column_heading(column: FigureColumn) -> str:
    """The path of a column's headings as the form prints them; a year that it leaves open is called N."""
    return column.path.replace("{year}", "N")
