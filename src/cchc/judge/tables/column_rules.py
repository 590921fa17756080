"""Rules over columns, in which names are rows: each column by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from cchc.edition.table import TableRule
from cchc.finding import Finding
from cchc.formula import reference
from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Tree, mentions_of
from cchc.judge.display import EachLanguage
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import field, frozen
from cchc.report import FilledRow
from cchc.words import Message, Text

_PREVIOUS = "previous"


def column_findings(tabulation: Tabulation) -> Iterator[tuple[str, AskedColumn, TableRule, Finding]]:
    """What rules over columns say, with the key of the row, the column and the rule that each is about."""
    for each in tabulation.table.rules.values():
        for asked in asked_columns(tabulation, each):
            if asked.holds(each) is False:
                row, finding = _finding(asked, each)
                yield row, asked, each, finding


def asked_columns(tabulation: Tabulation, each: TableRule) -> Iterator[AskedColumn]:
    """The columns that a rule is asked of, one by one."""
    rows = {row.id: row for row in tabulation.filled.rows if row.id is not None} if each.columns else {}
    return (AskedColumn(tabulation, column, rows) for column in each.columns)


@frozen(eq=False, repr=False)
class AskedColumn:
    """A column, of which a rule asks the figures of rows by their ids."""

    tabulation: Tabulation
    column: str
    rows: Mapping[str, FilledRow]
    others: Mapping[str, Fraction] = field(factory=dict)
    """Figures that it is asked with in place of those that stand there, by the key of the row."""

    def with_figure(self, row: str, figure: Fraction) -> AskedColumn:
        """The column as it would be with one figure another."""
        return evolve(self, others={**self.others, row: figure})

    def holds(self, each: TableRule) -> bool | None:
        """Whether a rule holds; None where it lacks a figure."""
        answer = reference.evaluate(each.rule.instances[0].check, self.figure, self.fact)
        return answer if isinstance(answer, bool) else None

    def figure(self, id: str) -> Fraction | None:
        """What formulas see in a row."""
        row = self.rows.get(id)
        if row is None:
            return self.tabulation.elsewhere.figure(id)
        return self.others.get(row.key) if row.key in self.others else self.tabulation.figure(row, self.column)

    def fact(self, function: str, ids: tuple[str, ...]) -> object:
        """What the report before said of a row; nothing else can be asked of a column."""
        row = self.rows.get(ids[0]) if ids and function == _PREVIOUS else None
        earlier = None if row is None else self.tabulation.earlier.get(row.key)
        return None if earlier is None else earlier.figures.get(self.column)

    def value(self, tree: Tree) -> Fraction | None:
        """The number that a side of a comparison is."""
        value = reference.evaluate(tree, self.figure, self.fact)
        return value if isinstance(value, Fraction) else None


def _finding(asked: AskedColumn, each: TableRule) -> tuple[str, Finding]:
    tabulation, rule, said = asked.tabulation, each.rule, TableWords(asked.tabulation)
    check, languages = rule.instances[0].check, asked.tabulation.engine.edition.languages
    named = [tabulation.at(row, asked.column) for id in mentions_of(check) if (row := asked.rows.get(id)) is not None]
    entry = None if not named else tabulation.filled.by_key[named[0].row].entries.get(asked.column)
    figures: dict[str, Text | str] = {id: _number(asked, said, row, languages) for id, row in _rows(asked, check)}
    figures |= {"column": EachLanguage(languages, lambda language: said.column(asked.column, language))}
    figures |= _sides(asked, said, check, languages)
    before = EachLanguage(languages, lambda language: said.column(asked.column, language))
    message = Message(rule.says, figures, languages)
    finding = Finding(
        code=rule.code,
        severity=rule.severity,
        message=EachLanguage(languages, lambda language: f"{before[language]}: {message[language]}"),
        rule=rule.id,
        cell=None if entry is None else entry.cell,
        suggestion=Message(rule.advice, figures, languages),
        figures={tabulation.address(at): said.printed(at) for at in named},
        figure=tabulation.address(named[0]) if named else None,
    )
    return (named[0].row if named else ""), finding


def _rows(asked: AskedColumn, check: Tree) -> Iterator[tuple[str, FilledRow]]:
    return ((id, asked.rows[id]) for id in mentions_of(check) if id in asked.rows)


def _number(asked: AskedColumn, said: TableWords, row: FilledRow, languages: tuple[str, ...]) -> Text:
    figure, at = asked.tabulation.figure(row, asked.column), asked.tabulation.at(row, asked.column)
    return EachLanguage(languages, lambda language: said.number(at, figure, language))


def _sides(asked: AskedColumn, said: TableWords, check: Tree, languages: tuple[str, ...]) -> Mapping[str, Text | str]:
    """The two sides of a comparison, the right one as the bound that it is."""
    first = next((row.key for _, row in _rows(asked, check)), "")
    at = At(first, asked.column, asked.tabulation.table.id)
    match check:
        case Apply(op, (left, right)) if ROWS[op].compares:
            one, other = asked.value(left), asked.value(right)
            value = EachLanguage(languages, lambda language: said.number(at, other, language, one))
            return {
                "observed": EachLanguage(languages, lambda language: said.number(at, one, language, other)),
                "expected": Message(said.edition.judging.text("bound", op), {"value": value}, languages),
            }
        case _:
            return {"observed": "—", "expected": "—"}
