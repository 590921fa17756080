"""A marked form of lines to be laid over the user's own sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping

from cchc.formula.spreadsheet import SheetCells
from cchc.record import define
from cchc.report import Report
from cchc.writers.cell_formulas import formula, sheet_of
from cchc.writers.form import NOTHING, RESULT, Box, Form, FormLine, Mark, State
from cchc.writers.rows import QUANTITY
from cchc.writers.upon import CHECK_WIDTH, Overlay, SheetTaken, Spot, columns_of, numbered, ref
from cchc.writers.xlsx import WIDTHS, state_look
from cchc.writers.xlsx_sheet import new_book
from cchc.writers.xlsx_style import CENTRED, GRID


def write(form: Form, report: Report, at: SheetTaken) -> bytes:
    """A workbook whose first sheet is to be laid over the user's."""
    head = at.head(report.rows)
    stream = io.BytesIO()
    book = new_book(stream, form.title)
    over = Overlay.of(form, book, at)
    over.heading(head, at.free, "result_column", WIDTHS[RESULT])
    over.heading(head, at.free + 1, "check_column", CHECK_WIDTH)
    _Lines.of(form, over).write()
    over.finish(at.free + 1)
    book.close()
    return stream.getvalue()


@define(eq=False)
class _Lines:
    form: Form
    over: Overlay
    rows: list[int | None]
    columns: Mapping[str, int]
    results: SheetCells
    """The cells of our column, by the lines' ids."""

    @classmethod
    def of(cls, form: Form, over: Overlay) -> _Lines:
        at = over.at
        rows = [at.row(line.cells.values()) for line in form.lines]
        known = ((line.id, row) for line, row in zip(form.lines, rows, strict=True) if line.id is not None)
        refs = {id: ref(row, at.free) for id, row in known if row is not None}
        columns = columns_of(at, (line.cells for line in form.lines))
        return cls(form, over, rows, columns, sheet_of(form.edition, refs))

    def write(self) -> None:
        for line, row in zip(self.form.lines, self.rows, strict=True):
            if row is not None:
                self._result(row, line)
                self._mended(row, line)
        self._merged()
        for number, mark in numbered(self.form.marks):
            if (spot := self._spot(mark)) is not None:
                self.over.mark(number, mark, spot)

    def _merged(self) -> None:
        """Know which cells lie under a merged one."""
        for top, line in enumerate(self.form.lines):
            for column, box in line.boxes.items():
                if box.down > 1 and (place := self.columns.get(column)) is not None:
                    rows = self.rows[top : top + box.down]
                    self.over.merge([None if row is None else (row, place) for row in rows])

    def _result(self, row: int, line: FormLine) -> None:
        box = line.boxes.get(RESULT, NOTHING)
        if box != NOTHING:
            self._put((row, self.over.at.free), box, self._live(row, line, box))

    def _mended(self, row: int, line: FormLine) -> None:
        """The live formula in the place of a spreadsheet error, unless other cells rest on the formula there."""
        box, place = line.boxes.get(QUANTITY, NOTHING), self.columns.get(QUANTITY)
        if box.state is State.COMPUTED and place is not None and ref(row, place) not in self.over.at.fixed:
            self._put((row, place), box, self._live(row, line, box))

    def _put(self, spot: Spot, box: Box, live: str | None) -> None:
        look = self.over.on.looks.look(GRID, **CENTRED | state_look(box))
        self.over.on.cell(*spot, box, look, live)
        if box.notes:
            self.over.notes[spot] = box.notes

    def _live(self, row: int, line: FormLine, box: Box) -> str | None:
        """The line's formula; of a figure that was read the line's quantity, where what is stored there is that."""
        if box.formula is not None:
            return formula(box.formula, self.results, box.decimals)
        place = self.columns.get(QUANTITY)
        if box.number is None or place is None:
            return None
        quantity, stored = ref(row, place), self.over.at.stored
        if stored.get(quantity, box.number) != box.number:
            return None  # shown otherwise than it is stored, as "27,7 %" for 0.277
        from_place = self.columns.get(box.taken_from) if box.taken_from else None
        source = None if from_place is None else ref(row, from_place)
        kept = source if source is not None and stored.get(source) == box.number else str(box.number)
        return f"=IF(ISNUMBER({quantity}),{quantity},{kept})"

    def _spot(self, mark: Mark) -> Spot | None:
        """The cell on its line that a finding is shown at, or the very cell that it speaks of."""
        if mark.part == "table":
            row, place = self.rows[mark.row], self.columns.get(mark.column)
            if row is not None and place is not None:
                return row, place
        return self.over.at.spot(mark.finding.cell)
