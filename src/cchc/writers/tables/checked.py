"""A form of tables put right as far as its own figures allow: computed cells live, findings on their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from cchc.edition.table import FigureColumn
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.formula.words import words
from cchc.judge.display import SIGNS, display
from cchc.judge.tables import FigureSource, Tabulation
from cchc.judge.tables.address import figure_at
from cchc.report import FilledRow, FilledTable
from cchc.text.spelling import seen
from cchc.value import Cell, Reported
from cchc.writers.form import Mark, State
from cchc.writers.tables.formulas import formula_of
from cchc.writers.tables.read import as_read
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm

_COMPUTED = (FigureSource.FORMULA, FigureSource.ROWS)


def checked(evaluation: Evaluation, language: str) -> TableForm:
    """The form of an evaluated report with its sums computed and every finding on its cell."""
    form = as_read(evaluation, language)
    rows = list(form.rows)
    for id, tabulation in evaluation.computation.tables.items():
        _Putting(form, settled(tabulation), language).put(rows, id)
    return flagged(evaluation, evolve(form, rows=tuple(rows)))


def flagged(evaluation: Evaluation, form: TableForm) -> TableForm:
    """A form of an evaluated report with every finding on its cell."""
    marks = tuple(_marks(evaluation, form))
    return evolve(form, marks=marks, named=frozenset(_named(evaluation, form, marks)))


def settled(tabulation: Tabulation) -> Tabulation:
    """The table with every figure that is computed in the place of what is printed.

    A total that added up a wrong figure adds up the right one then, which may be a part of others: so again, until all
    agree.
    """
    for _ in range(len(tabulation.table.columns) + 1):
        rows = tuple(_computed(tabulation, row) for row in tabulation.filled.rows)
        if rows == tabulation.filled.rows:
            break
        filled = FilledTable(tabulation.filled.id, rows, tabulation.filled.columns)
        tabulation = Tabulation(
            tabulation.engine,
            filled,
            tabulation.report,
            tabulation.earlier,
            tabulation.no_earlier,
            tabulation.elsewhere,
        )
    return tabulation


def _computed(tabulation: Tabulation, row: FilledRow) -> FilledRow:
    entries = dict(row.entries)
    for column in tabulation.table.printed:
        entry = row.entries.get(column.id)
        if entry is None or tabulation.source(row, column) not in _COMPUTED:
            continue
        value = tabulation.value(row, column)
        if isinstance(value, Reported) and value != entry.value:
            entries[column.id] = evolve(entry, value=value)
    return row if entries == row.entries else evolve(row, entries=entries)


class _Putting:
    """Puts the computed figures of one table into its rows."""

    def __init__(self, form: TableForm, tabulation: Tabulation, language: str) -> None:
        self.form, self.of, self.language = form, tabulation, language
        self.edition = tabulation.engine.rows.edition
        self.home = form.edition.languages[0]

    def put(self, rows: list[SheetRow], id: str) -> None:
        places = self.form.places.get(id, {})
        at = {row.key: number for number, row in enumerate(rows) if row.table == id and row.key is not None}
        for row in self.of.filled.rows:
            if row.key not in at:
                continue
            boxes = list(rows[at[row.key]].boxes)
            boxes += [NOTHING] * (max(places.values(), default=-1) + 1 - len(boxes))
            for column in self.of.table.printed:
                if column.id in places and self.of.source(row, column) in _COMPUTED:
                    place = places[column.id]
                    boxes[place] = self._computed(row, column, boxes[place], places, at)
            rows[at[row.key]] = evolve(rows[at[row.key]], boxes=tuple(boxes))

    def _computed(
        self, row: FilledRow, column: FigureColumn, box: TableBox, places: Mapping[str, int], at: Mapping[str, int]
    ) -> TableBox:
        """A computed figure in the place of what is printed, which a note keeps."""
        value, before = self.of.value(row, column), box.text
        formula = formula_of(self.of, row, column, places, at)
        told = display(self.edition, column.id, value, self.language) if value is not None else ""
        number = value.value if isinstance(value, Reported) and isinstance(value.value, int | Decimal) else None
        if number is None:
            lacking = (self.form.phrase("no_value", cause=told),) if before else ()
            return evolve(box, column=column.id, notes=lacking, formula=formula if not before else None)
        notes = [self._says(column, row)]
        if before and (box.number is None or Decimal(box.number) != Decimal(number)):
            notes.append(self.form.phrase("was", text=before))
        assert value is not None
        return TableBox(
            display(self.edition, column.id, value, self.home),
            number,
            column.asks.decimals,
            SIGNS.get(column.asks.kind, ""),
            formula,
            State.COMPUTED,
            tuple(filter(None, notes)),
            column=column.id,
        )

    def _says(self, column: FigureColumn, row: FilledRow) -> str:
        """How a figure is computed, columns by their numbers."""
        if self.of.source(row, column) is FigureSource.ROWS:
            parts = self.of.parts(row, column)
            if parts.weight is not None:
                return self.form.phrase("mean_of_rows", weights=self._name(parts.weight))
            if parts.tree is None:
                return self.form.phrase("sum_of_rows")
            told = words(parts.tree, self.form.edition.judging, self.language, self._row_name)
        else:
            told = words(column.identities[0].tree, self.form.edition.judging, self.language, self._name)
        return self.form.phrase("computed", formula=told)

    def _name(self, id: str) -> str:
        column = self.of.table.columns[id]
        return f"({column.mark})" if column.mark is not None else f"“{column.path or column.asks.label[self.language]}”"

    def _row_name(self, id: str) -> str:
        row = self.of.table.rows[id]
        return f"“{row.code or row.label[self.language]}”"


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
