"""A form of tables given back marked: cells as they were written, findings on them, and the form recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.judge.display import SIGNS
from cchc.judge.tables import Tabulation
from cchc.judge.tables.address import figure_at
from cchc.text.spelling import seen
from cchc.value import Cell, Missing, Reason
from cchc.writers.form import Mark, State
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
    marks = tuple(_marks(evaluation, form))
    return evolve(form, marks=marks, named=frozenset(_named(evaluation, form, marks)))


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


def _marks(evaluation: Evaluation, form: TableForm) -> Iterator[Mark]:
    for finding in evaluation.findings:
        remedy = finding.suggestion[form.language] if finding.suggestion else ""
        at = _place(evaluation, form, finding)
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


def _place(evaluation: Evaluation, form: TableForm, finding: Finding) -> tuple[int, int] | None:
    """The row and place of the figure that a finding speaks of, or else of its cell."""
    if finding.figure is not None and (at := _of_address(evaluation, form, finding.figure)) is not None:
        return at
    cell = finding.cell
    return None if cell is None else _of_cell(evaluation, form, cell)


def _of_address(evaluation: Evaluation, form: TableForm, address: str) -> tuple[int, int] | None:
    figure = figure_at(evaluation.report, address)
    if figure is None:
        return None
    place = form.places.get(figure.table.id, {}).get(figure.column)
    rows = (at for at, row in enumerate(form.rows) if (row.table, row.key) == (figure.table.id, figure.row.key))
    row = next(rows, None)
    return None if row is None or place is None else (row, place)


def _of_cell(evaluation: Evaluation, form: TableForm, cell: Cell) -> tuple[int, int] | None:
    """Where a cell of the file is now: rows are written in the order of the file."""
    kept = evaluation.report.rows
    for at, row in enumerate(kept):
        found = [place for place, each in enumerate(row.cells) if (each.text, each.place) == (cell.text, cell.place)]
        if found:
            outside = [place for place in found if not row.cells[place].column]
            return at, (outside or found)[-1 if outside else 0]
    text = seen(cell.text)
    for at, row in enumerate(kept):
        if text and any(text in seen(each.text) for each in row.cells):
            return at, 0
    boxes = ((at, place) for at, row in enumerate(form.rows) for place, box in enumerate(row.boxes) if box.text == text)
    return next(boxes, None) if text else None


def _named(evaluation: Evaluation, form: TableForm, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """The cells that may be wrong beside those that findings are shown at."""
    main = {(mark.row, int(mark.column)) for mark in marks if mark.part == "table"}
    for mark in marks:
        for address in mark.finding.figures:
            at = _of_address(evaluation, form, address)
            if at is not None and at not in main:
                yield at
