"""A form of tables once more, on a sheet of its own: every sum live, every other figure taken from the form's sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve

from cchc.edition.table import FigureColumn
from cchc.evaluation import Evaluation
from cchc.formula.address import is_address
from cchc.formula.words import words
from cchc.judge.display import SIGNS, display
from cchc.judge.tables import FigureSource, Tabulation
from cchc.report import Entry, FilledRow, FilledTable, Part
from cchc.value import Reported
from cchc.writers.form import State
from cchc.writers.tables.formulas import SameCell, formula_of
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm, row_places

COMPUTED = (FigureSource.FORMULA, FigureSource.ROWS)
"""Where figures come from that are computed."""


def recomputed(evaluation: Evaluation, form: TableForm) -> TableForm:
    """The form as it was read, under a title of our own, with every sum computed."""
    title = form.phrase("recomputed_title")
    rows = [SheetRow(Part.ABOVE, (TableBox(title),)), *form.rows]
    for id, tabulation in evaluation.computation.tables.items():
        ComputedBoxes(form, settled(tabulation), form.language).put(rows, id)
    return evolve(form, rows=tuple(rows), marks=(), named=frozenset(), hidden=(), sheet=form.phrase("recomputed_sheet"))


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
    for column in tabulation.engine_of(row).table.printed:
        entry = row.entries.get(column.id)
        if entry is None or tabulation.source(row, column) not in COMPUTED:
            continue
        value = tabulation.value(row, column)
        if isinstance(value, Reported) and value != entry.value:
            entries[column.id] = evolve(entry, value=value)
    return row if entries == row.entries else evolve(row, entries=entries)


class ComputedBoxes:
    """The computed figures of one table, as boxes, and put into its rows."""

    def __init__(self, form: TableForm, tabulation: Tabulation, language: str) -> None:
        self.form, self.of, self.language = form, tabulation, language
        self.home = form.edition.languages[0]

    def put(self, rows: list[SheetRow], id: str) -> None:
        places, at = self.form.places.get(id, {}), row_places(rows, id)
        for row in self.of.filled.rows:
            if row.key not in at:
                continue
            boxes = list(rows[at[row.key]].boxes)
            boxes += [NOTHING] * (max(places.values(), default=-1) + 1 - len(boxes))
            for column in self.of.engine_of(row).table.printed:
                place = places.get(column.id)
                if place is None:
                    continue
                if self.of.source(row, column) in COMPUTED:
                    boxes[place] = self.computed(row, column, boxes[place], places, at)
                elif (entry := row.entries.get(column.id)) is not None:
                    boxes[place] = _taken(entry, boxes[place], at[row.key] - 1, place)
            rows[at[row.key]] = evolve(rows[at[row.key]], boxes=tuple(boxes))

    def computed(
        self, row: FilledRow, column: FigureColumn, box: TableBox, places: Mapping[str, int], at: Mapping[str, int]
    ) -> TableBox:
        """A computed figure in the place of what is printed, which a note keeps."""
        value, before = self.of.value(row, column), box.text
        formula = formula_of(self.of, row, column, places, at)
        told = display(self.of.written(row), column.id, value, self.language) if value is not None else ""
        number = value.value if isinstance(value, Reported) and isinstance(value.value, int | Decimal) else None
        if number is None:
            lacking = (self.form.phrase("no_value", cause=told),) if before else ()
            return evolve(box, column=column.id, notes=lacking, formula=formula if not before else None)
        notes, state = [self._says(column, row)], State.COMPUTED
        if before and (box.number is None or Decimal(box.number) != Decimal(number)):
            notes.append(self.form.phrase("was", text=before))
            state = State.DIFFERS
        assert value is not None
        return TableBox(
            display(self.of.written(row), column.id, value, self.home),
            number,
            column.asks.decimals,
            SIGNS.get(column.asks.kind, ""),
            formula,
            state,
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
        if is_address(id):
            return f"“{self.of.table.elsewhere[id].label[self.language]}”"
        column = self.of.table.columns[id]
        return f"({column.mark})" if column.mark is not None else f"“{column.path or column.asks.label[self.language]}”"

    def _row_name(self, id: str) -> str:
        if is_address(id):
            return self._name(id)
        row = self.of.table.rows[id]
        return f"“{row.code or row.label[self.language]}”"


def _taken(entry: Entry, box: TableBox, row: int, place: int) -> TableBox:
    """A figure that was read: whatever number stands in its cell on the form's sheet, or what its words say."""
    number = box.number
    if number is None and isinstance(entry.value, Reported):
        value = entry.value.value
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    if number is None and box.text:
        return box
    return evolve(box, number=number, formula=SameCell(row, place, box.number is not None))
