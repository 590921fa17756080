"""Forms of tables as spreadsheets (.xlsx): merged headings, figures as numbers, live formulas, findings in place."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cchc.edition import Severity
from cchc.edition.table import RowRole
from cchc.record import field, frozen
from cchc.report import Part
from cchc.writers.form import State
from cchc.writers.tables.formulas import cell, in_sheet
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm
from cchc.writers.xlsx_sheet import MOST_LINES, FormSheet, Found, colours, new_book, worst_of
from cchc.writers.xlsx_style import (
    A3,
    A4,
    CENTRED,
    COMPUTED,
    FILLS,
    GRID,
    HEAD,
    HEADING,
    INKS,
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
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CHECK_WIDTH = 18
_FIGURE_WIDTH, _LEAST, _MOST = 10.5, 6.0, 42.0
_MANY_COLUMNS = 16
_WIDE = 110
"""Digits side by side from which on a page is turned."""


def write(form: TableForm) -> bytes:
    """A workbook with the form and, where there are any, its findings."""
    stream = io.BytesIO()
    book = new_book(stream, form.title)
    own = _Writing.of(form, book)
    own.write()
    if form.recomputed is not None:
        write_beside(form.recomputed, book, own.sheet.get_name(), [own.sheet.get_name(), own.on.findings])
    book.close()
    return stream.getvalue()


def write_beside(form: TableForm, book: Workbook, form_sheet: str, taken: Collection[str]) -> None:
    """A form on a sheet of its own, under a name that is not `taken`, beside the form's sheet that it speaks of."""
    _Writing.of(form, book, form_sheet, taken).write()


def look_of_figure(looks: CellLooks, box: TableBox) -> Format:
    """How a computed figure looks on a sheet that is not ours."""
    number_format = {} if (code := _format(box)) is None else {"num_format": code}
    return looks.look(GRID, align="right", bold=True, bg_color=COMPUTED, **number_format)


@frozen
class _Writing:
    form: TableForm
    book: Workbook
    on: FormSheet
    widths: tuple[float, ...]
    form_sheet: str = ""
    """The sheet of the form itself, where another is written."""
    seen: dict[tuple[object, ...], Format] = field(factory=dict)

    @classmethod
    def of(cls, form: TableForm, book: Workbook, form_sheet: str = "", taken: Collection[str] = ()) -> _Writing:
        return cls(form, book, FormSheet.added(form, book, form.sheet, taken), tuple(widths_of(form)), form_sheet)

    @property
    def sheet(self) -> Worksheet:
        return self.on.sheet

    @property
    def looks(self) -> CellLooks:
        return self.on.looks

    def write(self) -> None:
        self._set_up()
        for number, row in enumerate(self.form.rows):
            if row.is_of_table:
                self._table_row(number, row)
            else:
                self._around(number, row)
        if self.form.marks:
            refs = [cell(mark.row, int(mark.column)) if mark.part else None for mark in self.form.marks]
            self.on.list_findings(self.book, refs)

    @property
    def _check(self) -> int:
        """The column, behind those of the form, that names the findings of a row."""
        return self.form.width

    def _set_up(self) -> None:
        sheet, form = self.sheet, self.form
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)
        if form.marks:
            sheet.set_column(self._check, self._check, CHECK_WIDTH)
        for place, texts in enumerate(form.hidden, self._check + 1):
            self.on.hidden(place, texts)
        set_up_page(sheet, is_wide=is_wide(self.widths), paper=paper_of(form), side=0.4)
        head = [at for at, row in enumerate(form.rows) if row.part in (Part.HEAD, Part.NUMBERS)]
        if head:
            last = next(at for at in head if at + 1 not in head)
            sheet.repeat_rows(head[0], last)
            sheet.freeze_panes(last + 1, _stub_width(form))

    # --- around the tables

    def _around(self, number: int, row: SheetRow) -> None:
        """A line above, between or below tables: one text over the whole width, several side by side."""
        texts = row.texts
        if not texts:
            return
        found = [each for place in range(len(row.boxes)) for each in self.form.found_at.get((number, place), [])]
        is_title = row.part is Part.ABOVE and any(text and text in self.form.title for text in texts)
        bold, size = row.part is Part.ABOVE or len(texts) > 1, 14 if is_title else SIZE
        look = self.looks.look(PLAIN, **CENTRED, bold=bold, font_size=size, **colours(found))
        wide = sum(self.widths) / len(texts)
        self.sheet.set_row(number, height_of(max(lines_of(text, wide, size, bold=bold) for text in texts), size))
        for left, right, text in _shared(texts, self.form.width):
            self.on.merged((number, left), (number, right), text, look)
        if found:
            self.on.comment(number, 0, (), found)

    # --- rows of tables

    def _table_row(self, number: int, row: SheetRow) -> None:
        height, found = 1, []
        for place in range(self.form.width):
            box = row.boxes[place] if place < len(row.boxes) else NOTHING
            marks = self.form.found_at.get((number, place), [])
            found += marks
            look = self._look(number, place, row, box, marks)
            if not box.is_covered:
                self._box(number, place, box, look)
            below = [self.form.found_at.get((number + under, place), []) for under in range(1, box.down)]
            told = [*marks, *(mark for each in below for mark in each)]
            if (told or box.notes) and not (box.is_covered and row.part is Part.TABLE):
                self.on.comment(number, place, box.notes, told)
            if box.text and box.down == 1:
                width = sum(self.widths[place : place + box.across])
                height = max(height, lines_of(box.text, width, bold=row.part is Part.HEAD))
        if self.form.marks:
            height = max(height, self._links(number, row, found))
        self.sheet.set_row(number, height_of(min(height, MOST_LINES)))

    def _box(self, row: int, place: int, box: TableBox, look: Format) -> None:
        if box.across > 1 or box.down > 1:
            self.sheet.merge_range(row, place, row + box.down - 1, place + box.across - 1, "", look)
        of = box.formula
        written = in_sheet(of, row, place, self.form_sheet, box.number) if of is not None else None
        self.on.cell(row, place, box, look, written)

    def _look(self, number: int, place: int, row: SheetRow, box: TableBox, marks: Found) -> Format:
        """How a box looks; alike boxes share one look."""
        is_named = (number, place) in self.form.named
        is_figure = box.column is not None
        known = (row.part, row.role, min(row.depth, 3), is_figure, place, box.state, _format(box), worst_of(marks))
        look = self.seen.get((*known, is_named))
        if look is None:
            look = self.seen[*known, is_named] = self._made(row, box, place, marks, is_named=is_named)
        return look

    def _made(self, row: SheetRow, box: TableBox, place: int, marks: Found, *, is_named: bool) -> Format:
        if row.part is Part.HEAD:
            return self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        if row.part is Part.NUMBERS:
            return self.looks.look(GRID, **CENTRED, italic=True, font_size=10)
        more: dict[str, Any] = {"align": "right"} if box.column is not None else dict(CENTRED if not place else LEFT)
        if "indent" in more:
            more["indent"] = 1 + min(row.depth, 6)
        if row.role in (RowRole.TOTAL, RowRole.PARENT, RowRole.HEADING):
            more |= {"bold": True, "bg_color": HEADING}
        if box.state is State.COMPUTED:
            more |= {"bg_color": COMPUTED, "bold": True}
        if box.state is State.DIFFERS:
            more |= {"bg_color": FILLS[Severity.WARNING], "bold": True}
        if is_named:
            more |= {"border": 4, "border_color": INKS[Severity.WARNING], "font_color": INKS[Severity.WARNING]}
        if (number_format := _format(box)) is not None:
            more["num_format"] = number_format
        return self.looks.look(GRID, **more | colours(marks))

    def _links(self, row: int, of: SheetRow, found: Found) -> int:
        """The codes of a row's findings, as a link to the first of them on the sheet of findings; their lines."""
        if of.part is Part.HEAD:
            is_first = not row or self.form.rows[row - 1].part is not Part.HEAD
            look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
            self.sheet.write_string(row, self._check, self.form.phrase("check_column") if is_first else "", look)
            return 1
        return self.on.links(row, self._check, found, CHECK_WIDTH)


def paper_of(form: TableForm) -> int:
    """On what paper a form is printed."""
    return A3 if form.width > _MANY_COLUMNS else A4


def is_wide(widths: Sequence[float]) -> bool:
    """Whether a form is printed across the longer side of a page."""
    return sum(widths) > _WIDE


def _shared(texts: list[str], width: int) -> Iterator[tuple[int, int, str]]:
    """Texts side by side over the width of the form, from which column to which."""
    if len(texts) > width:
        yield from ((place, place, text) for place, text in enumerate(texts))
        return
    share = width / len(texts)
    for place, text in enumerate(texts):
        yield round(place * share), round((place + 1) * share) - 1, text


def _stub_width(form: TableForm) -> int:
    """How many columns stand before the first of figures."""
    return min((place for places in form.places.values() for place in places.values()), default=1)


def widths_of(form: TableForm) -> Iterator[float]:
    """How wide each column is, in digits: figures by their longest, labels by theirs within reason."""
    figures = {place for places in form.places.values() for place in places.values()}
    for place in range(form.width):
        boxes = [(row.part, row.boxes[place]) for row in form.rows if row.is_of_table and place < len(row.boxes)]
        body = max((len(box.text) for part, box in boxes if part is Part.TABLE), default=0)
        heads = [word for part, box in boxes if part is not Part.TABLE and box.across == 1 for word in box.text.split()]
        word = max(map(len, heads), default=0)
        if place in figures:
            yield max(_FIGURE_WIDTH, min(_MOST, 1.2 * body + 2), min(_MOST, 1.15 * word + 2))
        else:
            yield max(_LEAST, min(_MOST, 0.95 * body + 3))


def _format(box: TableBox) -> str | None:
    """The number format of a figure: thousands apart, decimals as they are printed."""
    if box.number is None and box.formula is None:
        return None
    return rate_format(box.decimals, box.sign) if box.sign else number_format(box.decimals)
