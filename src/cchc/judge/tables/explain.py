"""How a figure of a table came about: by its row's formula, or of the rows under it, down to the cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from cchc.edition.table import FigureColumn
from cchc.formula.tree import Tree, names_of
from cchc.formula.words import words
from cchc.judge.display import EachLanguage, display
from cchc.judge.explain import Calculation
from cchc.judge.tables.figures import datum
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.tabulation import FigureSource, Tabulation
from cchc.report import FilledRow
from cchc.value import Missing, Origin, Reason, Reported, Value
from cchc.words import Text

Place = tuple[FilledRow, FigureColumn]
Parts = Mapping[str, Place]
"""What a formula is over, by the names that it has there."""
Naming = Callable[[str], str]


def explain_figure(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> Calculation:
    """The calculation of a figure of a report. What is printed among its parts stands for itself, as in formulas."""
    return _Explaining(tabulation).figure(row, column)


class _Explaining:
    def __init__(self, tabulation: Tabulation) -> None:
        self.of = tabulation
        self.edition = tabulation.engine.edition
        self.words = TableWords(tabulation)

    def figure(self, row: FilledRow, column: FigureColumn) -> Calculation:
        tree, parts = self._made_of(row, column)
        value = self.of.value(row, column) or _BLANK
        found = self.of.provenance(row, column)
        return Calculation(
            id=self.of.address(self.of.at(row, column.id)),
            label=self._each(lambda language: self.words.figure(self.of.at(row, column.id), language)),
            value=value,
            display=self._display(row, column, value),
            origin=found.origin,
            cell=found.cell,
            printed=found.printed,
            formula=None if not parts else self._formula(tree, row, column, parts),
            substituted=None if not parts else self._substituted(tree, row, column, parts),
            parts=tuple(self._part(*part) for part in parts.values()),
        )

    def _part(self, row: FilledRow, column: FigureColumn) -> Calculation:
        """A part: read, if anything is printed there; else as it is computed in its turn."""
        if self.of.printed(row, column.id) is None:
            return self.figure(row, column)
        found = self.of.provenance(row, column)
        value = self._seen(row, column)
        label = self._each(lambda language: self.words.figure(self.of.at(row, column.id), language))
        address = self.of.address(self.of.at(row, column.id))
        return Calculation(address, label, value, self._display(row, column, value), Origin.REPORTED, found.cell)

    def _made_of(self, row: FilledRow, column: FigureColumn) -> tuple[Tree | None, Parts]:
        """The formula of a figure, None for a sum of rows, and what its names are; nothing of what is read."""
        column = self.of.column(row, column.id)
        match self.of.source(row, column):
            case FigureSource.FORMULA:
                tree = column.identities[0].tree
                columns = self.of.columns(row)
                return tree, {name: (row, columns[name]) for name in names_of(tree) if name in columns}
            case FigureSource.ROWS:
                parts = self.of.parts(row, column)
                names = parts.tree is not None
                return parts.tree, {(each.id or each.key) if names else each.key: (each, column) for each in parts.rows}
            case FigureSource.REPORTED | FigureSource.GIVEN | FigureSource.ABSENT:
                return None, {}

    def _formula(self, tree: Tree | None, row: FilledRow, column: FigureColumn, parts: Parts) -> Text:
        def named(language: str, name: str) -> str:
            if name not in parts:
                return name
            other, of = parts[name]
            return self.words.short(of.id) if other is row else f"“{self.words.row(other, language)}”"

        return self._each(lambda language: self._written(tree, row, column, partial(named, language), language))

    def _substituted(self, tree: Tree | None, row: FilledRow, column: FigureColumn, parts: Parts) -> Text:
        def figure(language: str, name: str) -> str:
            if name not in parts:
                return name
            other, of = parts[name]
            return self._display(other, of, self._seen(other, of))[language]

        return self._each(lambda language: self._written(tree, row, column, partial(figure, language), language))

    def _written(self, tree: Tree | None, row: FilledRow, column: FigureColumn, named: Naming, language: str) -> str:
        """A formula with its names worded; a sum or mean of rows by its rows."""
        if tree is not None:
            return words(tree, self.edition.judging, language, named)
        made = self.of.parts(row, column)
        if made.weight is None:
            return " + ".join(named(each.key) for each in made.rows)
        weights = self.words.column(made.weight, language)
        return self.words.words.say(language, "mean_of_rows", weights=weights)

    def _seen(self, row: FilledRow, column: FigureColumn) -> Value:
        """What formulas see of a figure, as its column states it."""
        exact = self.of.figure(row, column.id)
        return _BLANK if exact is None else Reported(datum(self.of.column(row, column.id), exact))

    def _display(self, row: FilledRow, column: FigureColumn, value: Value) -> Text:
        edition = self.of.written(row)
        return self._each(lambda language: display(edition, column.id, value, language))

    def _each(self, say: Naming) -> Text:
        return EachLanguage(self.edition.languages, say)


_BLANK = Missing(Reason.BLANK)
