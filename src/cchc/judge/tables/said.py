"""Figures, rows, columns and sums of a table in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from cchc.edition import Edition
from cchc.edition.table import YEAR, RowRole, TableRule
from cchc.exact import written
from cchc.finding import Requirement
from cchc.formula.words import words
from cchc.judge.display import EachLanguage, bound_text, figure_text, format_count
from cchc.judge.tables.address import figure_at
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.suspects import WrongCells
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.report import FilledRow, Report
from cchc.text.number import NumberStyle, parse_number
from cchc.words import Message, Text

_MOST_TOLD = 20
"""Equalities, or figures, that a sentence lists: nobody reads more, and of thousands of rows it might be all."""


class TableWords:
    """Figures, rows and sums of a table in words."""

    def __init__(self, tabulation: Tabulation) -> None:
        self.tabulation = tabulation
        self.edition: Edition = tabulation.engine.edition
        self.words = self.edition.face("tables")

    def column(self, id: str, language: str) -> str:
        """ "(3) “Số lượng hồ sơ tiếp nhận › Tổng số”", as the form prints it."""
        column = self.tabulation.table.columns[id]
        name = self.of_year(column.path or column.asks.label[language])
        if column.mark is None:
            return self.words.say(language, "column", path=name)
        return self.words.say(language, "numbered_column", mark=column.mark, path=name)

    def _of(self, at: At) -> TableWords:
        """The words of the table that a figure stands in."""
        of = self.tabulation.of(at)
        return self if of is self.tabulation else TableWords(of)

    def of_year(self, text: str) -> str:
        """A text with headings that speak of a year, with that of the report, or without one where it has no period."""
        period = self.tabulation.report.period
        return text.replace(f" {YEAR}", "") if period is None else text.replace(YEAR, period.years)

    def printed(self, at: At) -> str:
        """What the form prints there, verbatim."""
        entry = self.tabulation.of(at).filled.by_key[at.row].entries.get(at.column)
        return entry.cell.text if entry is not None and entry.cell is not None else ""

    def row(self, row: FilledRow, language: str) -> str:
        """A row by its label, where that comes again under those above it; the only one of a table, which has none, by
        that of its table."""
        if row.label or row.role is RowRole.TOTAL:
            return self.tabulation.filled.labels.get(row.key, row.label) or self.words.say(language, "total")
        definition = self.tabulation.definition(row)
        if definition is not None and not any(definition.label.values()):
            return next(iter(self.tabulation.table.label.values()), "") or self.words.say(language, "only_row")
        return row.code or row.key

    def figure(self, at: At, language: str) -> str:
        of = self._of(at)
        row, column = of.row(of.tabulation.filled.by_key[at.row], language), of.column(at.column, language)
        return self.words.say(language, "figure", row=row, column=column)

    def columns(self, ids: Sequence[str], language: str) -> str:
        """Columns by their numbers or headings."""
        return ", ".join(self.column(id, language) for id in dict.fromkeys(ids))

    def whole_row(self, row: FilledRow, language: str) -> str:
        """A row with all of its figures."""
        return self.words.say(language, "whole_row", row=self.row(row, language))

    def whole_rows(self, rows: Sequence[FilledRow], language: str) -> str:
        """Several rows with all of their figures."""
        return "; ".join(self.whole_row(row, language) for row in rows)

    def place(self, at: At, language: str) -> str:
        """A figure as one points at it: by its row, and by the number or last heading of its column."""
        of = self._of(at)
        row = of.row(of.tabulation.filled.by_key[at.row], language)
        return self.words.say(language, "figure", row=row, column=of.short(at.column))

    def figures(self, several: Sequence[At], language: str) -> str:
        """Several figures, the first of many; of one row, or of one column, what they share is said once."""
        told = self._each_figure(several[:_MOST_TOLD], language)
        return "; ".join([told, *self._more("more_figures", len(several), language)])

    def _each_figure(self, several: Sequence[At], language: str) -> str:
        if any(each.table != self.tabulation.table.id for each in several):
            return "; ".join(self.figure(each, language) for each in several)
        by_row, by_column = (dict[str, list[At]](), dict[str, list[At]]())
        for each in several:
            by_row.setdefault(each.row, []).append(each)
            by_column.setdefault(each.column, []).append(each)
        if len(by_row) <= len(by_column):
            return "; ".join(self._of_one_row(cells, language) for cells in by_row.values())
        return "; ".join(self._of_one_column(cells, language) for cells in by_column.values())

    def _of_one_row(self, cells: Sequence[At], language: str) -> str:
        if len(cells) == 1:
            return self.figure(cells[0], language)
        row = self.row(self.tabulation.filled.by_key[cells[0].row], language)
        columns = ", ".join(self.short(each.column) for each in cells)
        return self.words.say(language, "figures_of_row", row=row, columns=columns)

    def _of_one_column(self, cells: Sequence[At], language: str) -> str:
        if len(cells) == 1:
            return self.figure(cells[0], language)
        rows = "; ".join(f"“{self.row(self.tabulation.filled.by_key[each.row], language)}”" for each in cells)
        return self.words.say(language, "figures_of_column", column=self.column(cells[0].column, language), rows=rows)

    def number(self, at: At, figure: Fraction | None, language: str, beside: Fraction | None = None) -> str:
        """A number as the form prints it at a place, told apart from one beside it."""
        of = self.tabulation.of(at)
        row = of.filled.by_key.get(at.row)
        written = of.engine.rows.edition if row is None else of.written(row)
        return figure_text(written, at.column, figure, language, beside)

    def stated(self, at: At, language: str, beside: Fraction | None = None) -> str:
        """What the form says at a place, as numbers are written in a language; verbatim where it is read otherwise."""
        of, text = self.tabulation.of(at), self.printed(at)
        read = parse_number(text, style=NumberStyle(self.edition.point))
        figure = of.printed(of.filled.by_key[at.row], at.column)
        return (
            text
            if figure is None or read is None or read.value != figure
            else self.number(at, figure, language, beside)
        )

    def wanted(self, at: At, figure: Fraction, language: str) -> str:
        """What should stand at a place, in the unit that the file has: the form's, or one over its table."""
        of = self.tabulation.of(at)
        row = of.filled.by_key[at.row]
        stated, entry = of.printed(row, at.column), row.entries.get(at.column)
        style = NumberStyle(self.edition.point)
        in_file = None if entry is None or entry.cell is None else parse_number(entry.cell.text, style=style)
        if not stated or in_file is None or not of.column_at(at).asks.kind.is_quantity or in_file.value == stated:
            return self.number(at, figure, language, stated)
        return bound_text(of.written(row), at.column, figure * Fraction(in_file.value) / stated, language)

    def required(self, at: At, figure: Fraction, sign: str = "==") -> Requirement:
        """What a figure should be, for programs and in words: "93", "không quá 93"."""
        languages = self.edition.languages
        value = EachLanguage(languages, lambda language: self.wanted(at, figure, language))
        text = Message(self.edition.judging.text("bound", sign), {"value": value}, languages)
        return Requirement(sign, written(figure), text)

    def equalities(self, fault: WrongCells, at: At, language: str) -> str:
        """All that does not agree, each once; of another row than that of the cell the row is named."""
        if fault.is_beside:
            return self._rules(fault, language)
        told = []
        for each in fault.own[:_MOST_TOLD]:
            of = self._of(each.target)
            row = of.tabulation.filled.by_key[each.target.row]
            said = of.equality(each, language)
            is_here = (each.target.row, each.target.table) == (at.row, at.table)
            told.append(said if is_here else f"{of.row(row, language)}: {said}")
        return "; ".join([*dict.fromkeys(told), *self._more("more_equalities", len(fault.own), language)])

    def _rules(self, fault: WrongCells, language: str) -> str:
        """The rules that do not hold, each with the number of rows or columns of which it is asked."""
        told, counts = [], Counter((each.target.table, each.name) for each in fault.failing)
        for (table, id), count in counts.items():
            of = self.tabulation if table == self.tabulation.table.id else self.tabulation.elsewhere.tabulation(table)
            rule, several = of.table.rules[id], format_count(count, language)
            over = "columns" if rule.columns else "rows"
            name = TableWords(of)._rule(rule, language)
            told.append(self.words.say(language, "broken_in", over, rule=name, count=several))
        return "; ".join(told)

    def _rule(self, each: TableRule, language: str) -> str:
        """A rule by its label, or else by its check in words."""
        if each.rule.label is not None and language in each.rule.label:
            return f"“{each.rule.label[language]}”"
        called = partial(self._name, self.tabulation.filled.rows if each.columns else (), None, language)
        return words(each.rule.instances[0].check, self.edition.judging, language, called)

    def _more(self, name: str, count: int, language: str) -> list[str]:
        """How many more there are than are told."""
        left = count - _MOST_TOLD
        return [self.words.say(language, name, count=format_count(left, language))] if left > 0 else []

    def equality(self, each: Equality, language: str) -> str:
        """What does not agree, with its figures."""
        row = self.tabulation.filled.by_key[each.target.row]
        stated = self.tabulation.printed(row, each.target.column)
        expected = each.expected(each.target)
        target, whole = self.short(each.target.column), ""
        by_rows = each.link is Link.ROWS and each.rows is not None and each.rows.tree is not None
        if each.link is Link.PART:
            above = each.of[0]
            other = self.tabulation.filled.by_key[above.row]
            expected, whole = self.tabulation.figure(other, above.column), self.short(above.column)
            if other is not row:
                target, whole = (f"“{self.row(part, language)}”" for part in (row, other))
        return self.words.say(
            language,
            "equality",
            Link.FORMULA if by_rows else each.link,
            target=target,
            sum=self._made_of(each, language),
            observed=self.number(each.target, stated, language, expected),
            expected=self.number(each.target, expected, language, stated),
            whole=whole,
        )

    def short(self, id: str) -> str:
        """A column by its number, or else by its heading."""
        return self.of_year(self.tabulation.table.columns[id].short)

    def _made_of(self, each: Equality, language: str) -> str:
        """A formula in words, with columns by their numbers and rows by their labels."""
        rows = () if each.rows is None else self.tabulation.filled.rows
        called = partial(self._name, rows, each.places, language)
        return "" if each.said is None else words(each.said, self.edition.judging, language, called)

    def _name(
        self, rows: Iterable[FilledRow], places: Mapping[str, tuple[At, ...]] | None, language: str, id: str
    ) -> str:
        """What a formula speaks of: a row by its label, a column by its number, else by what it is called."""
        row = next((row for row in rows if row.id == id), None)
        if row is not None:
            return f"“{self.row(row, language)}”"
        if id in self.tabulation.table.columns:
            return self.short(id)
        if id in self.edition.parameters:
            return f"“{self.edition.parameters[id].label[language]}”"
        found = self.tabulation.elsewhere.places(id) if places is None else places.get(id, ())
        return self.figure(found[0], language) if len(found) == 1 else id


def called(
    report: Report, tables: Mapping[str, Tabulation], figure: str, language: str, *, is_short: bool = False
) -> str | None:
    """A figure of a table as people call it, by its address; None where the report has none there."""
    known = figure_at(report, figure)
    if known is None:
        return None
    tabulation = tables[known.table.id]
    told, at = TableWords(tabulation), tabulation.at(known.row, known.column)
    return told.place(at, language) if is_short else told.figure(at, language)


def figure_called(said: TableWords, at: At) -> Text:
    return EachLanguage(said.edition.languages, lambda language: said.figure(at, language))
