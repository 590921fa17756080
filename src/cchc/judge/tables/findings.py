"""What there is to say of a table: one finding for each cell that is wrong, and those of the rules over its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import FigureColumn, RowRole
from cchc.finding import Finding, built_in
from cchc.judge.display import EachLanguage, figure_text
from cchc.judge.rule_findings import rule_findings
from cchc.judge.tables.equality import Equality, Link, equalities, is_sound, named_of
from cchc.judge.tables.suspects import WrongCells, faults
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.report import FilledRow


def table_findings(tabulation: Tabulation) -> Iterator[Finding]:
    """The findings of a table, in the order of its rows."""
    found = [*_of_equalities(tabulation), *_of_rules(tabulation)]
    order = {row.key: place for place, row in enumerate(tabulation.filled.rows)}
    yield from (finding for _, finding in sorted(found, key=lambda pair: order.get(pair[0], 0)))


def _of_equalities(tabulation: Tabulation) -> Iterator[tuple[str, Finding]]:
    if is_sound(tabulation):
        return
    for fault in faults(list(equalities(tabulation))):
        at = fault.only or fault.suspects[0]
        yield at.row, _finding(tabulation, fault, at)


def _of_rules(tabulation: Tabulation) -> Iterator[tuple[str, Finding]]:
    """What rules over rows say, each row by itself."""
    rules = tabulation.table.rules
    for row in tabulation.filled.rows:
        if row.key in tabulation.clean:
            continue
        computation = tabulation.computations[row.key]
        if not computation.broken:
            continue
        for finding in rule_findings(computation):
            rule = rules.get(finding.rule or "")
            if rule is not None and rule.rows.takes(row.role):
                yield row.key, _of_row(tabulation, row, finding)


def _of_row(tabulation: Tabulation, row: FilledRow, finding: Finding) -> Finding:
    """A finding that a row's own engine makes, told of the table."""
    columns = tuple(dict.fromkeys(map(named_of, finding.indicators)))
    said = _Said(tabulation)
    figures = {tabulation.address(At(row.key, named_of(id))): text for id, text in finding.figures.items()}
    message = EachLanguage(
        tabulation.engine.edition.languages,
        lambda language: f"{said.row(row, language)}: {finding.message[language]}",
    )
    address = tabulation.address(At(row.key, columns[0])) if columns else None
    return Finding(
        code=finding.code,
        severity=finding.severity,
        message=message,
        rule=finding.rule,
        indicators=(),
        cell=finding.cell,
        observed=finding.observed,
        expected=finding.expected,
        suggestion=finding.suggestion,
        figures=figures,
        figure=address,
    )


def _finding(tabulation: Tabulation, fault: WrongCells, at: At) -> Finding:
    edition, said = tabulation.engine.edition, _Said(tabulation)
    languages = edition.languages
    row = tabulation.filled.by_key[at.row]
    entry = row.entries.get(at.column)
    wanted = _agreed(fault, at) if fault.only is not None else fault.failing[0].expected(fault.failing[0].target)
    shown = EachLanguage(languages, lambda language: said.number(at.column, wanted, language))
    finding = built_in(
        edition,
        "CCHC-T001" if fault.only is not None and wanted is not None else "CCHC-T002",
        cell=None if entry is None else entry.cell,
        observed=entry.cell.text if entry is not None and entry.cell is not None else "",
        expected=shown,
        figure=EachLanguage(languages, lambda language: said.figure(at, language)),
        count=str(len(fault.failing)),
        equalities=EachLanguage(languages, lambda lang: said.equalities(fault, at, lang)),
        cells=EachLanguage(languages, lambda lang: "; ".join(said.figure(each, lang) for each in fault.suspects)),
    )
    return evolve(
        finding,
        figure=tabulation.address(at),
        instance=fault.failing[0].name,
        figures={tabulation.address(each): _text(tabulation, each) for each in fault.suspects},
    )


def _agreed(fault: WrongCells, at: At) -> Fraction | None:
    """What the wrong cell should say, if all that fails asks for the same."""
    wanted = {each.expected(at) for each in fault.failing if each.link is not Link.PART} - {None}
    return wanted.pop() if len(wanted) == 1 else None


def _text(tabulation: Tabulation, at: At) -> str:
    entry = tabulation.filled.by_key[at.row].entries.get(at.column)
    return entry.cell.text if entry is not None and entry.cell is not None else ""


class _Said:
    """Figures, rows and sums of a table in words."""

    def __init__(self, tabulation: Tabulation) -> None:
        self.tabulation = tabulation
        self.edition: Edition = tabulation.engine.edition
        self.words = self.edition.face("tables")

    def column(self, id: str, language: str) -> str:
        """ "(3) “Số lượng hồ sơ tiếp nhận › Tổng số”", as the form prints it."""
        column = self.tabulation.table.columns[id]
        name = column.path or column.asks.label[language]
        if column.mark is None:
            return self.words.say(language, "column", path=name)
        return self.words.say(language, "numbered_column", mark=column.mark, path=name)

    def row(self, row: FilledRow, language: str) -> str:
        """A row by its label."""
        return row.label or (self.words.say(language, "total") if row.role is RowRole.TOTAL else row.code or row.key)

    def figure(self, at: At, language: str) -> str:
        row = self.tabulation.filled.by_key[at.row]
        return self.words.say(language, "figure", row=self.row(row, language), column=self.column(at.column, language))

    def number(self, column: str, figure: Fraction | None, language: str) -> str:
        """A number as the column prints it."""
        known = self.tabulation.engine.rows.edition
        return figure_text(known, column, figure, language)

    def equalities(self, fault: WrongCells, at: At, language: str) -> str:
        """All that does not agree, each once; of another row than that of the cell the row is named."""
        told = []
        for each in fault.failing:
            row = self.tabulation.filled.by_key[each.target.row]
            said = self.equality(each, language)
            told.append(said if each.target.row == at.row else f"{self.row(row, language)}: {said}")
        return "; ".join(dict.fromkeys(told))

    def equality(self, each: Equality, language: str) -> str:
        """What does not agree, with its figures."""
        row = self.tabulation.filled.by_key[each.target.row]
        stated = self.tabulation.printed(row, each.target.column)
        expected = each.expected(each.target)
        whole = ""
        if each.link is Link.PART:
            above = each.of[0]
            expected = self.tabulation.figure(self.tabulation.filled.by_key[above.row], above.column)
            whole = self.short(above.column)
        return self.words.say(
            language,
            "equality",
            each.link,
            target=self.short(each.target.column),
            sum=self.sum(each),
            observed=self.number(each.target.column, stated, language),
            expected=self.number(each.target.column, expected, language),
            whole=whole,
        )

    def short(self, id: str) -> str:
        """A column by its number, or else by its heading."""
        column: FigureColumn = self.tabulation.table.columns[id]
        return f"({column.mark})" if column.mark is not None else f"“{column.heading[-1] if column.heading else id}”"

    def sum(self, each: Equality) -> str:
        """A formula with columns by their numbers."""
        names = {id: self.short(id) for id in self.tabulation.table.columns}
        return _written(each.text, names)


def _written(text: str, names: Mapping[str, str]) -> str:
    words = []
    word = ""
    for letter in f"{text} ":
        if letter.isalnum() or letter == "_":
            word += letter
            continue
        words.append(names.get(word, word) + letter)
        word = ""
    return "".join(words).strip()
