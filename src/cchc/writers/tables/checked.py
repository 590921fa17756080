"""A form of tables given back marked: cells as they were written, findings on them, and the form recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.judge.display import SIGNS
from cchc.judge.tables import Tabulation
from cchc.judge.tables.address import figure_at
from cchc.value import Missing, Reason
from cchc.writers.form import Mark, State
from cchc.writers.tables.finding_places import FindingPlaces
from cchc.writers.tables.read import as_read
from cchc.writers.tables.recomputed import COMPUTED, ComputedBoxes, recomputed
from cchc.writers.tables.sheet import SheetRow, TableForm, row_places


def checked(evaluation: Evaluation, language: str) -> TableForm:
    """The form of an evaluated report as it was written, every finding on its cell, beside it the form recomputed.

    Nothing that somebody wrote is replaced, save cells with a spreadsheet error: those become live formulas.
    """
    form = as_read(evaluation, language)
    rows = list(form.rows)
    for id, tabulation in evaluation.computation.tables.items():
        _mend_errors(form, tabulation, rows, id)
    marked = flagged(evaluation, evolve(form, rows=tuple(rows)))
    return evolve(marked, recomputed=recomputed(evaluation, form))


def flagged(evaluation: Evaluation, form: TableForm) -> TableForm:
    """A form of an evaluated report with every finding on its cell."""
    shown = FindingPlaces(evaluation.report, form)
    marks = tuple(_marks(evaluation, form, shown))
    return evolve(form, marks=marks, named=frozenset(_named(shown, marks)))


def _mend_errors(form: TableForm, tabulation: Tabulation, rows: list[SheetRow], id: str) -> None:
    """Put the formula in the place of each error of a computed cell."""
    places, at = form.places.get(id, {}), row_places(rows, id)
    computed = ComputedBoxes(form, tabulation, form.language)
    for row in tabulation.filled.rows:
        for column in tabulation.engine_of(row).table.printed:
            entry, place = row.entries.get(column.id), places.get(column.id)
            if entry is None or place is None or row.key not in at or entry.value != _ERROR:
                continue
            if tabulation.source(row, column) in COMPUTED:
                boxes = list(rows[at[row.key]].boxes)
                empty = evolve(boxes[place], text="", number=None)
                boxes[place] = evolve(
                    computed.computed(row, column, empty, places, at),
                    decimals=column.asks.decimals,
                    sign=SIGNS.get(column.asks.kind, ""),
                    state=State.COMPUTED,
                    notes=(form.phrase("was", text=boxes[place].text),),
                )
                rows[at[row.key]] = evolve(rows[at[row.key]], boxes=tuple(boxes))


_ERROR = Missing(Reason.SPREADSHEET_ERROR)


# --- where each finding is shown -----------------------------------------------------------------------


def _marks(evaluation: Evaluation, form: TableForm, shown: FindingPlaces) -> Iterator[Mark]:
    for finding in evaluation.findings:
        remedy = finding.suggestion[form.language] if finding.suggestion else ""
        at = shown.of(finding)
        path, line = _called(evaluation, finding, form.language)
        where = ("", 0, "") if at is None else ("table", at[0], str(at[1]))
        yield Mark(finding, finding.message[form.language], remedy, *where, path=path, line=line)


def _called(evaluation: Evaluation, finding: Finding, language: str) -> tuple[str, str]:
    """The number of a figure's column, and its row with the column's headings."""
    figure = None if finding.figure is None else figure_at(evaluation.report, finding.figure)
    if figure is None:
        return "", ""
    column = evaluation.edition.tables[figure.table.id].columns[figure.column]
    mark = f"({column.mark})" if column.mark is not None else ""
    return mark, f"{figure.row.label or figure.row.key}: {column.path or column.asks.label[language]}"


def _named(shown: FindingPlaces, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """The cells that may be wrong beside those that findings are shown at."""
    main = {(mark.row, int(mark.column)) for mark in marks if mark.part == "table"}
    for mark in marks:
        for address in mark.finding.figures:
            at = shown.of_address(address)
            if at is not None and at not in main:
                yield at
