"""What a figure of a table is made of where other rows make it, as an empty form shows."""

from __future__ import annotations

from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.table import TableFigure
from cchc.judge.tables import FigureSource, Tabulation
from cchc.judge.tables.engine import TableEngine
from cchc.judge.tables.explain import explain_figure
from cchc.report import Report
from cchc.writers.tables.blank import empty


def made_of_rows(subject: TableFigure, edition: Edition, words: Words) -> str | None:
    """What a figure is made of in an empty form, if other rows make it, or if the form has none there."""
    filled = empty(subject.table, edition.languages[0], 1)
    of = Tabulation(TableEngine(edition, subject.table), filled, Report(entries={}, tables={subject.table.id: filled}))
    for row in filled.rows:
        if row.id == (subject.definition and subject.definition.id) and row.role is subject.role:
            match of.source(row, subject.column):
                case FigureSource.ABSENT:
                    return words("no_figure_there")
                case FigureSource.ROWS if subject.definition is None:
                    return words("sum_of_all_rows")
                case FigureSource.ROWS:
                    formula = explain_figure(of, row, subject.column).formula
                    return None if formula is None else words.of(formula)
                case FigureSource.FORMULA | FigureSource.REPORTED | FigureSource.GIVEN:
                    return None
    return None
