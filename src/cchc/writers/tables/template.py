"""The empty form of tables (.xlsx): cells to fill in, locked formulas, checks of what is entered."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cchc.edition import Edition, IndicatorKind
from cchc.edition.table import FigureColumn, FormTable, RowRole, StubColumn, StubKind
from cchc.formula.spreadsheet import LENGTH
from cchc.judge.display import SIGNS
from cchc.judge.tables import FigureSource, Tabulation
from cchc.judge.tables.engine import TableEngine
from cchc.period import Period
from cchc.record import frozen
from cchc.report import FilledRow, Part, Report
from cchc.writers.tables.blank import FilledForm, across, empty, laid_out
from cchc.writers.tables.formulas import OpenStub, cell, formula_of, in_sheet
from cchc.writers.tables.sheet import SheetRow, TableBox, TableForm, headed, row_places
from cchc.writers.tables.watched import Watched, cells_of
from cchc.writers.tables.xlsx import is_wide, paper_of, widths_of
from cchc.writers.xlsx_sheet import Nothing, new_book, sheet_name
from cchc.writers.xlsx_style import (
    CENTRED,
    COMPUTED,
    GRID,
    HEAD,
    HEADING,
    INKS,
    INPUT,
    LEFT,
    PLAIN,
    SIZE,
    CellLooks,
    height_of,
    lines_of,
    number_format,
    rate_format,
    set_up_page,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_CHECK_WIDTH = 44
_TEXT = "@"
_LONGEST_MESSAGE = 255


def empty_form(edition: Edition, language: str, *, period: Period | None, office: str) -> TableForm:
    """The form with nothing filled in but the period and the office, where they are known."""
    rows = headed(laid_out(edition, FilledForm(office=office, period=period)))
    places = {
        table.id: {column.id: place for place, column in enumerate(across(table)) if isinstance(column, FigureColumn)}
        for table in edition.tables.values()
    }
    return TableForm(edition, language, edition.title[edition.languages[0]], rows, places)


def write(edition: Edition, language: str = "vi", *, period: Period | None = None, office: str = "") -> bytes:
    """An empty form to fill in; `period` and `office` are put in where they are known."""
    form = empty_form(edition, language, period=period, office=office)
    stream = io.BytesIO()
    book = new_book(stream, form.title)
    _Template(form, book, book.add_worksheet(sheet_name(form.phrase("form_sheet"))), CellLooks(book)).write()
    book.close()
    return stream.getvalue()


@frozen
class _Template:
    form: TableForm
    book: Workbook
    sheet: Worksheet
    looks: CellLooks

    def write(self) -> None:
        self._set_up()
        for number, row in enumerate(self.form.rows):
            if not row.is_of_table:
                self._around(number, row)
            elif row.part is not Part.TABLE:
                self._head(number, row)
        for table in self.form.edition.tables.values():
            self._table(table)

    @property
    def _check(self) -> int:
        return self.form.width

    def _set_up(self) -> None:
        for place, width in enumerate(self._widths):
            wide = 30.0 if place == self._label_place() and width < 30 else width
            self.sheet.set_column(place, place, wide)
        self.sheet.set_column(self._check, self._check, _CHECK_WIDTH)
        set_up_page(self.sheet, is_wide=is_wide(self._widths), paper=paper_of(self.form), side=0.4)
        self.sheet.print_area(0, 0, len(self.form.rows), self._check - 1)
        heads = [at for at, row in enumerate(self.form.rows) if row.part in (Part.HEAD, Part.NUMBERS)]
        if heads:
            last = next(at for at in heads if at + 1 not in heads)
            self.sheet.repeat_rows(heads[0], last)
            self.sheet.freeze_panes(last + 1, min(self.form.places[self._first].values(), default=1))
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})

    @property
    def _first(self) -> str:
        return next(iter(self.form.places))

    def _label_place(self) -> int:
        return max(0, min(self.form.places[self._first].values(), default=1) - 1)

    def _open_stub(self, table: FormTable) -> OpenStub:
        places = {each.kind: place for place, each in enumerate(across(table)) if isinstance(each, StubColumn)}
        has_levels = table.open is not None and len(table.open.levels) > 1
        codes = places.get(StubKind.CODE) if has_levels else None
        levels = table.open.levels if table.open is not None else ()
        return OpenStub(places.get(StubKind.LABEL, 0), codes, levels)

    def _around(self, number: int, row: SheetRow) -> None:
        """Lines above: those that an office fills in are free. Below, who signs beside each other."""
        if len(row.boxes) > 1 and len(row.boxes) <= self._check:
            self._signed(number, row)
            return
        text = next((box.text for box in row.boxes if box.text), "")
        is_title = row.part is Part.ABOVE and text.casefold() == self.form.title.casefold()
        size = 14 if is_title else SIZE
        free = text.rstrip().endswith(":") or ":" in text or text.startswith("(")
        look = self.looks.look(PLAIN, **CENTRED, bold=True, font_size=size, locked=not free)
        if self._check > 1:
            self.sheet.merge_range(number, 0, number, self._check - 1, "", look)
        self.sheet.write_string(number, 0, text, look)
        self.sheet.set_row(number, height_of(lines_of(text, sum(self._widths), size, bold=True), size))

    def _signed(self, number: int, row: SheetRow) -> None:
        """What stands beside each other below, in shares of the width; where nothing is printed names are written."""
        ends = [self._check * (place + 1) // len(row.boxes) for place in range(len(row.boxes))]
        for first, end, box in zip([0, *ends], ends, row.boxes, strict=False):
            look = self.looks.look(PLAIN, **CENTRED, bold=True, locked=bool(box.text))
            if end - first > 1:
                self.sheet.merge_range(number, first, number, end - 1, "", look)
            self.sheet.write_string(number, first, box.text, look)

    def _head(self, number: int, row: SheetRow) -> None:
        look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        if row.part is Part.NUMBERS:
            look = self.looks.look(GRID, **CENTRED, italic=True, font_size=10)
        widths, height = self._widths, 1
        for place, box in enumerate(row.boxes):
            if box.is_covered:
                continue
            if box.across > 1 or box.down > 1:
                self.sheet.merge_range(number, place, number + box.down - 1, place + box.across - 1, "", look)
            self.sheet.write_string(number, place, box.text, look)
            if box.down == 1:
                height = max(height, lines_of(box.text, sum(widths[place : place + box.across]), bold=True))
        if row.part is Part.HEAD and self.form.rows[number - 1].part is not Part.HEAD:
            # Where the form is read again, what stands below is known to be none of its figures.
            small = self.looks.look(PLAIN, font_size=9)
            self.sheet.write_string(number, self._check, self.form.phrase("check_column"), small)
        self.sheet.set_row(number, height_of(height))

    @cached_property
    def _widths(self) -> tuple[float, ...]:
        return tuple(widths_of(self.form))

    # --- rows

    def _table(self, table: FormTable) -> None:
        edition = self.form.edition
        filled = empty(table, edition.languages[0])
        engine = TableEngine(edition, table)
        of = Tabulation(engine, filled, Report(entries={}, tables={table.id: filled}))
        at = row_places(self.form.rows, table.id)
        watched = Watched(of, self.form.places[table.id], at, self._cells, edition, self._open_stub(table))
        for row in filled.rows:
            self._row(table, of, row, at)
            self._tell(at[row.key], watched.beside(row))

    @cached_property
    def _cells(self) -> Mapping[str, str]:
        """Where each figure of printed rows and totals stands."""
        tables = self.form.edition.tables
        return cells_of(self.form.edition, {id: row_places(self.form.rows, id) for id in tables}, self.form.places)

    def _tell(self, number: int, told: Iterable[str]) -> None:
        """Behind a row: what does not hold there, as far as a cell can hold it."""
        pieces, length = list[str](), 1
        for piece in told:
            if (length := length + len(piece) + 1) < LENGTH:
                pieces.append(piece)
        if pieces:
            look = self.looks.look(PLAIN, font_size=9, font_color=next(iter(INKS.values())))
            self.sheet.write_formula(number, self._check, f"={'&'.join(pieces)}", look, Nothing())

    def _row(self, table: FormTable, of: Tabulation, row: FilledRow, at: Mapping[str, int]) -> None:
        number, written = at[row.key], self.form.rows[at[row.key]]
        is_open = row.id is None and row.role is RowRole.LEAF
        stubs = across(table)
        dress = {"bold": True, "bg_color": HEADING} if row.role is not RowRole.LEAF else {}
        height = 1
        for place, box in enumerate(written.boxes):
            column = of.column(row, box.column) if box.column is not None else None
            if column is None:
                is_free = is_open or (not box.text and _is_filled_in(stubs[place]))
                self._stub(number, place, box, dress, is_free=is_free)
                height = max(height, lines_of(box.text, self._widths[place]))
            else:
                self._figure(table, of, row, column, (number, place), at)
        self.sheet.set_row(number, height_of(height))

    def _stub(self, number: int, place: int, box: TableBox, dress: dict[str, Any], *, is_free: bool) -> None:
        base = CENTRED if place == 0 else LEFT
        if is_free:
            look = self.looks.look(GRID, **base, locked=False, bg_color=INPUT, num_format=_TEXT)
            self.sheet.write_blank(number, place, None, look)
            return
        look = self.looks.look(GRID, **{**base, **dress})
        self.sheet.write_string(number, place, box.text, look)

    def _figure(
        self, table: FormTable, of: Tabulation, row: FilledRow, column: FigureColumn, at: tuple[int, int],
        rows: Mapping[str, int],
    ) -> None:  # fmt: skip
        number, place = at
        places = self.form.places[table.id]
        source = of.source(row, column)
        if source is FigureSource.ABSENT:
            self.sheet.write_blank(number, place, None, self.looks.look(GRID, bg_color=HEADING))
            return
        stub = None if table.rows else self._open_stub(table)
        # What the office adds to the form's rows may be nothing: so their sum is typed in.
        is_own = table.open is not None and row.id is not None and row.id == table.open.under
        live = None if is_own else formula_of(of, row, column, places, rows, stub=stub, elsewhere=self._cells)
        written = in_sheet(live, number, place) if live is not None else None
        number_format = _format(column)
        if written is not None:
            look = self.looks.look(GRID, align="right", bold=True, bg_color=COMPUTED, num_format=number_format)
            self.sheet.write_formula(number, place, written, look, Nothing())
            return
        text = self.form.rows[number].boxes[place].text
        if source is FigureSource.GIVEN and text:
            given = of.computed(row, column.id)
            look = self.looks.look(GRID, align="right", bg_color=HEADING, num_format=number_format)
            self.sheet.write_number(number, place, float(given or 0), look)
            return
        look = self.looks.look(GRID, align="right", locked=False, bg_color=INPUT, num_format=number_format)
        self.sheet.write_blank(number, place, None, look)
        self._validate(column, number, place)

    def _validate(self, column: FigureColumn, number: int, place: int) -> None:
        ref = cell(number, place)
        unit = self.form.edition.units.get(column.asks.unit or "")
        match column.asks.kind:
            case IndicatorKind.COUNT if not column.asks.decimals:
                condition, told = f"=AND(ISNUMBER({ref}),{ref}>=0,{ref}=INT({ref}))", "bad.count"
                label = "" if unit is None else unit.label[self.form.language]
                wants = self.form.phrase("wants.count", unit=label)
            case IndicatorKind.PERCENTAGE:
                condition, told = f"=AND(ISNUMBER({ref}),{ref}>=0,{ref}<=100)", "bad.percentage"
                wants = self.form.phrase("wants.percentage")
            case _:
                return
        self.sheet.data_validation(
            number,
            place,
            number,
            place,
            {
                "validate": "custom",
                "value": condition,
                "input_title": self.form.phrase("wants.heading")[:32],
                "input_message": wants[:_LONGEST_MESSAGE],
                "error_title": self.form.phrase("bad.heading")[:32],
                "error_message": self.form.phrase(told)[:_LONGEST_MESSAGE],
            },
        )


def _is_filled_in(column: StubColumn | FigureColumn) -> bool:
    """Whether what stands beside the figures is the office's to write: remarks, and what nobody asks about."""
    return isinstance(column, StubColumn) and column.kind in (StubKind.REMARKS, StubKind.OTHER)


def _format(column: FigureColumn) -> str:
    if column.is_rate:
        return rate_format(column.asks.decimals or 2, SIGNS[column.asks.kind])
    if not column.asks.kind.is_number:
        return _TEXT
    return number_format(column.asks.decimals)
