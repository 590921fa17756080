"""A marked form of tables to be laid over the user's own sheet, and the sheet on which it is recomputed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from attrs import evolve

from cchc.report import Part, Report
from cchc.writers.form import State
from cchc.writers.tables.formulas import ColumnFormula, Formula, RowFormula, SameCell, in_sheet
from cchc.writers.tables.sheet import SheetRow, TableBox, TableForm
from cchc.writers.tables.xlsx import look_of_figure, write_beside
from cchc.writers.upon import CHECK_WIDTH, Overlay, SheetTaken, Spot, columns_of, numbered, ref
from cchc.writers.xlsx_sheet import new_book


def write(form: TableForm, report: Report, at: SheetTaken) -> bytes:
    """A workbook whose first sheet is to be laid over the user's."""
    head = at.head(report.rows)
    rows = [at.row(row.cells) for row in report.rows]
    columns = columns_of(at, (dict(enumerate(row.cells)) for row in report.rows if row.part is Part.TABLE))
    stream = io.BytesIO()
    book = new_book(stream, form.title)
    over = Overlay.of(form, book, at)
    over.heading(head, at.free, "check_column", CHECK_WIDTH)
    _mend(form, over, rows, columns)
    for at_row, row in enumerate(form.rows):
        for place, box in enumerate(row.boxes if row.part is Part.TABLE else ()):
            if box.down > 1:
                over.merge([_spot((each, place), rows, columns) for each in range(at_row, at_row + box.down)])
    for number, mark in numbered(form.marks):
        spot = _spot((mark.row, int(mark.column)), rows, columns) or over.at.spot(mark.finding.cell)
        if spot is not None:
            over.mark(number, mark, spot)
    named = (_spot(each, rows, columns) for each in form.named)
    over.finish(at.free, [spot for spot in named if spot is not None])
    if form.recomputed is not None:
        write_beside(_from_there(form.recomputed, at, rows, columns), book, at.sheet, [*at.taken, over.on.findings])
    book.close()
    return stream.getvalue()


def _spot(place: Spot, rows: Sequence[int | None], columns: Mapping[int, int]) -> Spot | None:
    """Where a cell of the form stands on the user's sheet."""
    row, column = rows[place[0]] if place[0] < len(rows) else None, columns.get(place[1])
    return None if row is None or column is None else (row, column)


def _mend(form: TableForm, over: Overlay, rows: Sequence[int | None], columns: Mapping[int, int]) -> None:
    """Live formulas in the place of spreadsheet errors, unless other cells rest on the formulas there."""
    for number, row in enumerate(form.rows):
        for place, box in enumerate(row.boxes):
            spot = _spot((number, place), rows, columns)
            if box.state is not State.COMPUTED or spot is None or ref(*spot) in over.at.fixed:
                continue
            of = None if box.formula is None else _moved(box.formula, rows, columns)
            over.on.cell(*spot, box, look_of_figure(over.on.looks, box), None if of is None else in_sheet(of, *spot))
            over.notes[spot] = box.notes


def _moved(of: Formula, rows: Sequence[int | None], columns: Mapping[int, int]) -> Formula | None:
    """A formula over the rows and columns of the user's sheet; None where one of them is not on it."""
    try:
        match of:
            case RowFormula():
                return evolve(of, places={id: columns[place] for id, place in of.places.items() if place in columns})
            case ColumnFormula():
                by_id = {id: _known(rows[row]) for id, row in (of.by_id or {}).items()}
                weights = None if of.weights is None else columns[of.weights]
                return evolve(
                    of, rows=tuple(_known(rows[row]) for row in of.rows), by_id=by_id or None, weights=weights
                )
            case SameCell():
                return None
    except LookupError:
        return None


def _known(row: int | None) -> int:
    if row is None:
        raise LookupError
    return row


def _from_there(form: TableForm, at: SheetTaken, rows: Sequence[int | None], columns: Mapping[int, int]) -> TableForm:
    """The form recomputed, what was read taken from the user's sheet."""

    def taken(box: TableBox) -> TableBox:
        if not isinstance(box.formula, SameCell):
            return box
        spot = _spot((box.formula.row, box.formula.place), rows, columns)
        there = "" if spot is None else ref(*spot)
        if not there or at.stored.get(there, box.number) != box.number:
            return evolve(box, formula=None)  # shown otherwise than it is stored
        return evolve(box, formula=evolve(box.formula, ref=there, is_number=False))

    def row(each: SheetRow) -> SheetRow:
        return evolve(each, boxes=tuple(map(taken, each.boxes)))

    return evolve(form, rows=tuple(map(row, form.rows)))
