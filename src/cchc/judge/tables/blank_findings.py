"""What there is to say of cells without a figure: those that the others tell, rows and columns left blank."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from attrs import evolve

from cchc.edition import Severity
from cchc.finding import Finding, built_in
from cchc.judge.display import EachLanguage
from cchc.judge.tables.gaps import is_begun, is_blank
from cchc.judge.tables.lacking import RowsLeftOut, lacking, left_out, unjudged
from cchc.judge.tables.located import Located
from cchc.judge.tables.said import TableWords, figure_called
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.text.spelling import seen
from cchc.words import Message


def of_gaps(tabulation: Tabulation, located: Located) -> Iterator[tuple[str, Finding]]:
    """Cells without a figure that the others tell: worth a word where they are computed, or where a blank is a zero."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    blank_sums: dict[str, list[tuple[At, Fraction]]] = {}
    for at, figure in located.gaps[tabulation.table.id]:
        row = tabulation.filled.by_key[at.row]
        if not is_begun(tabulation, row):
            blank_sums.setdefault(at.row, []).append((at, figure))
            continue
        entry, is_empty = row.entries.get(at.column), is_blank(tabulation, row, at.column)
        observed = "" if entry is None or entry.cell is None else seen(entry.cell.text)
        finding = built_in(
            edition,
            "CCHC-T017" if is_empty else "CCHC-T018",
            cell=None if entry is None else entry.cell,
            observed=observed,
            expected=said.required(at, figure).text,
            figure=figure_called(said, at),
        )
        is_needed = figure and tabulation.source(row, tabulation.table.columns[at.column]) is FigureSource.REPORTED
        severity = Severity.INFO if is_empty and not is_needed else finding.severity
        yield (
            at.row,
            evolve(
                finding,
                severity=severity,
                figure=tabulation.address(at),
                figures={tabulation.address(at): observed},
                required=said.required(at, figure),
            ),
        )

    for key, found in blank_sums.items():
        yield key, _of_blank_sum(tabulation, found)


def _of_blank_sum(tabulation: Tabulation, found: Sequence[tuple[At, Fraction]]) -> Finding:
    """A row of the form that is blank as a whole, told once."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    found = sorted(found, key=lambda each: not each[1])  # what belongs there is looked at first
    at, figure = found[0]
    row = tabulation.filled.by_key[at.row]
    cells = [entry.cell for each, _ in found if (entry := row.entries.get(each.column)) and entry.cell is not None]

    def figures(language: str) -> str:
        # Where something belongs there, of a row of many columns that alone is worth reading.
        told = [(each, value) for each, value in found if value]
        return "; ".join(f"{said.short(at.column)}: {said.number(at, value, language)}" for at, value in told) or "0"

    finding = built_in(
        edition,
        "CCHC-T017",
        cell=next(iter(cells), None),
        expected=EachLanguage(edition.languages, figures),
        figure=EachLanguage(edition.languages, lambda language: said.whole_row(row, language)),
    )
    # A row that its sums hold without is one that an office leaves blank where there is nothing.
    is_needed = any(value for _, value in found) or tabulation.computed(row, at.column) is not None
    return evolve(
        finding,
        severity=finding.severity if is_needed else Severity.INFO,
        figure=tabulation.address(at),
        figures={tabulation.address(each): "" for each, _ in found},
        cells=tuple(cells[1:]) or None,
        required=said.required(at, figure),
    )


def of_blank_columns(tabulation: Tabulation, blank: Iterable[Sequence[At]]) -> Iterator[tuple[str, Finding]]:
    """T025: columns that are blank as a whole, each told once with its cells."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    for column in blank:
        entries = [tabulation.filled.by_key[at.row].entries.get(at.column) for at in column]
        cells = [entry.cell for entry in entries if entry is not None and entry.cell is not None]
        finding = built_in(
            edition,
            "CCHC-T025",
            cell=next(iter(cells), None),
            column=EachLanguage(edition.languages, partial(said.column, column[0].column)),
            rows=str(len(column)),
        )
        figures = {tabulation.address(at): "" for at in column}
        cells_beside = tuple(cells[1:]) or None
        yield column[0].row, evolve(finding, figure=next(iter(figures)), figures=figures, cells=cells_beside)


def of_lacking(
    tabulation: Tabulation, located: Located, blank: Iterable[Sequence[At]], by_rules: Collection[str]
) -> Iterator[tuple[str, Finding]]:
    """T024: rows that leave blank what their own figures are made of, and that nothing else tells."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    told = {at for at, _ in located.gaps[tabulation.table.id]}
    told |= {at for fault in located.faults for at in fault.suspects} | {at for column in blank for at in column}
    for each in lacking(tabulation, told):
        figures = {tabulation.address(at): "" for at in each.cells}
        if not figures.keys().isdisjoint(by_rules):
            continue
        entry = each.row.entries.get(each.cells[0].column)
        finding = built_in(
            edition,
            "CCHC-T024",
            cell=None if entry is None else entry.cell,
            cells=EachLanguage(edition.languages, partial(said.figures, each.cells)),
            how=said.words.text("left_out", "blank"),
            results=EachLanguage(edition.languages, partial(said.columns, [at.column for at in each.results])),
        )
        yield each.row.key, evolve(finding, figure=next(iter(figures)), figures=figures)


def of_left_out(tabulation: Tabulation, located: Located) -> Iterator[tuple[str, Finding]]:
    """T024: rows that are blank as a whole, where nobody can tell how much of their sum belongs to which."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    told = [at for at, _ in located.gaps[tabulation.table.id]]
    for each in left_out(tabulation, located.every[tabulation.table.id], told):
        rows = [tabulation.filled.by_key[at.row] for at in each.cells]
        entries = [row.entries.get(at.column) for row, at in zip(rows, each.cells, strict=True)]
        cells = [entry.cell for entry in entries if entry is not None and entry.cell is not None]
        finding = built_in(
            edition,
            "CCHC-T024",
            cell=next(iter(cells), None),
            cells=EachLanguage(edition.languages, partial(said.whole_rows, rows)),
            how=EachLanguage(edition.languages, partial(_left_for, said, each)),
            results=EachLanguage(edition.languages, partial(said.whole_rows, [each.sum])),
        )
        figures = {tabulation.address(at): "" for at in each.cells}
        yield (
            rows[0].key,
            evolve(
                finding,
                severity=finding.severity if each.is_needed else Severity.INFO,
                figure=next(iter(figures)),
                figures=figures,
                cells=tuple(cells[1:]) or None,
            ),
        )


def _left_for(said: TableWords, each: RowsLeftOut, language: str) -> str:
    """That rows are blank, and what their sum leaves for them all together."""
    if not each.leaves:
        return said.words.say(language, "left_out", "blank")
    told = (f"{said.short(at.column)}: {said.number(at, figure, language)}" for at, figure in each.leaves)
    return said.words.say(language, "left_out", "leaving", figures="; ".join(told))


def of_unjudged(tabulation: Tabulation, located: Located, told: Collection[str]) -> Iterator[tuple[str, Finding]]:
    """T024: figures of sums over rows that are not there, and of which nothing else tells; once a sum."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    for each in unjudged(tabulation, located.every[tabulation.table.id], told):
        first = tabulation.filled.by_key[each.cells[0].row]
        entries = [tabulation.filled.by_key[at.row].entries.get(at.column) for at in each.cells]
        cells = [entry.cell for entry in entries if entry is not None and entry.cell is not None]
        word = next((seen(cell.text) for cell in cells if seen(cell.text)), None)
        how = said.words.text("left_out", "blank" if word is None else "nothing")
        finding = built_in(
            edition,
            "CCHC-T024",
            cell=next(iter(cells), None),
            cells=EachLanguage(edition.languages, partial(said.figures, each.cells)),
            how=Message(how, {"word": word or ""}, edition.languages),
            results=EachLanguage(edition.languages, partial(said.figures, each.sums)),
        )
        figures = {tabulation.address(at): said.printed(at) for at in each.cells}
        severity = finding.severity if each.is_needed else Severity.INFO
        beside = tuple(cells[1:]) or None
        yield first.key, evolve(finding, severity=severity, figure=next(iter(figures)), figures=figures, cells=beside)
