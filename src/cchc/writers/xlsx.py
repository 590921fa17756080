"""Forms as spreadsheets (.xlsx): the same rows, live formulas, findings as colour, comment and a linked sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cchc.edition import Severity
from cchc.formula.spreadsheet import SheetCells
from cchc.record import field, frozen
from cchc.writers.cell_formulas import formula, sheet_of
from cchc.writers.form import NOTHING, RESULT, Box, Form, FormLine, Mark, State
from cchc.writers.hidden import HEAD_ROW
from cchc.writers.rows import EXPLANATION, QUANTITY, UNIT
from cchc.writers.xlsx_sheet import MOST_LINES, FormSheet, Found, colours, new_book, worst_of
from cchc.writers.xlsx_style import (
    CENTRED,
    COMPUTED,
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
    word_format,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"code": 6.5, "label": 56, QUANTITY: 12.5, UNIT: 14, EXPLANATION: 42, RESULT: 14}
OTHER_WIDTH, CHECK_WIDTH = 18, 21
_CENTRED = ("code", QUANTITY, UNIT, RESULT)


def write(form: Form) -> bytes:
    """A workbook with the form and, where there are any, its findings."""
    stream = io.BytesIO()
    book = new_book(stream, form.title)
    _Writing.of(form, book).write()
    book.close()
    return stream.getvalue()


@frozen
class _Writing:
    """A form on its way into a worksheet."""

    form: Form
    book: Workbook
    on: FormSheet
    places: Mapping[str, int]
    head: int
    """The row of the first row of headings, from 0."""
    first: int
    """That of the first line of the table."""
    marks: Mapping[tuple[str, int, str], Found]
    formulas: SheetCells
    seen: dict[tuple[object, ...], Format] = field(factory=dict)

    @classmethod
    def of(cls, form: Form, book: Workbook) -> _Writing:
        places = {column: place for place, column in enumerate(form.columns)}
        head = len(form.above) + 1
        first = head + len(form.head)
        letter = _letters(places.get(RESULT, 0))
        refs = {line.id: f"{letter}{first + row + 1}" for row, line in enumerate(form.lines) if line.id is not None}
        marks: dict[tuple[str, int, str], Found] = {}
        for number, mark in enumerate(form.marks):
            marks.setdefault((mark.part, mark.row, mark.column), []).append((number, mark))
        on = FormSheet.added(form, book, form.sheet)
        return cls(form, book, on, places, head, first, marks, sheet_of(form.edition, refs))

    @property
    def sheet(self) -> Worksheet:
        return self.on.sheet

    @property
    def looks(self) -> CellLooks:
        return self.on.looks

    def write(self) -> None:
        self._set_up()
        self._around(self.form.above, 0, "above")
        self._header()
        for row, line in enumerate(self.form.lines):
            self._line(row, line)
        self._around(self.form.below, self.first + len(self.form.lines) + 1, "below")
        if self.form.marks:
            self.on.list_findings(self.book, [self._ref(mark) for mark in self.form.marks])

    # --- the sheet

    def _set_up(self) -> None:
        sheet = self.sheet
        for column, place in self.places.items():
            sheet.set_column(place, place, WIDTHS.get(column, OTHER_WIDTH))
        if self.form.marks:
            sheet.set_column(self._check, self._check, CHECK_WIDTH)
        for place, texts in enumerate(self.form.hidden, self._check + 1):
            first = {HEAD_ROW: self.head}
            self.on.hidden(place, {first.get(row, self.first + row): text for row, text in texts.items()})
        set_up_page(sheet)
        if self.form.head:
            sheet.repeat_rows(self.head, self.first - 1)
        sheet.freeze_panes(self.first, self.places.get("label", 0) + 1)

    @property
    def _check(self) -> int:
        """The column, behind those of the form, that names the findings of a line."""
        return len(self.places)

    @property
    def _last(self) -> int:
        return len(self.places) - (0 if self.form.marks else 1)

    def _around(self, rows: tuple[tuple[str, ...], ...], start: int, part: str) -> None:
        """Lines above or below the table: one text over the whole width, several side by side."""
        for place, texts in enumerate(rows):
            found = self.marks.get((part, place, ""), [])
            is_title = part == "above" and any(text in self.form.title for text in texts)
            bold, size = part == "above" or len(texts) > 1, 14 if is_title else SIZE
            look = self.looks.look(PLAIN, **CENTRED, bold=bold, font_size=size, **colours(found))
            row, share = start + place, max(1, (self._last + 1) / len(texts))
            self.sheet.set_row(row, height_of(max(text.count("\n") + 1 for text in texts), size))
            for number, text in enumerate(texts):
                left, right = round(number * share), round((number + 1) * share) - 1
                self.on.merged((row, left), (row, max(left, right)), text, look)
            if found:
                self.on.comment(row, 0, (), found)

    def _header(self) -> None:
        look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        for row, texts in enumerate(self.form.head, self.head):
            for column, place in self.places.items():
                self.sheet.write_string(row, place, texts.get(column, ""), look)
            wide = [(texts.get(column, ""), WIDTHS.get(column, OTHER_WIDTH)) for column in self.places]
            self.sheet.set_row(row, height_of(max(lines_of(text, width, bold=True) for text, width in wide)))
            if self.form.marks:
                own = self.form.phrase("check_column") if row == self.head else ""
                self.sheet.write_string(row, self._check, own, look)

    # --- lines

    def _line(self, number: int, line: FormLine) -> None:
        row, height = self.first + number, line.across.count("\n") + 1
        found: Found = []
        if line.across:
            self._across(row, line.across)
        for column, place in self.places.items():
            box = line.boxes.get(column, NOTHING)
            marks = self.marks.get(("table", number, column), [])
            if not line.across and not box.is_covered:
                look = self._look(column, box, line, marks)
                if box.down > 1:
                    self.sheet.merge_range(row, place, row + box.down - 1, place, "", look)
                self.on.cell(row, place, box, look, self._live(row, column, line, box))
            if box.text:
                lines = lines_of(box.text, WIDTHS.get(column, OTHER_WIDTH), bold=line.depth is not None)
                height = max(height, lines)
            below = [self.marks.get(("table", number + under, column), []) for under in range(1, box.down)]
            told = [*marks, *(mark for each in below for mark in each)]
            if (told or box.notes) and not box.is_covered:
                self.on.comment(row, place, box.notes, told)
            found += marks
        if self.form.marks:
            height = max(height, self.on.links(row, self._check, found, CHECK_WIDTH))
        self.sheet.set_row(row, height_of(min(height, MOST_LINES)))

    def _across(self, row: int, text: str) -> None:
        """A text in no column, over the width of the table."""
        look, right = self.looks.look(GRID, **CENTRED), len(self.places) - 1
        self.on.merged((row, 0), (row, max(0, right)), text, look)

    def _look(self, column: str, box: Box, line: FormLine, marks: Found) -> Format:
        """How a box looks; alike boxes share one look."""
        number_format = number_format_of(box)
        known = (column, line.depth, box.state, number_format, worst_of(marks))
        look = self.seen.get(known)
        if look is None:
            more = dict(CENTRED if column in _CENTRED else LEFT)
            if line.depth is not None:
                more |= {"bold": line.depth <= 3, "italic": line.depth >= 3, "bg_color": HEADING}
            more |= state_look(box)
            look = self.seen[known] = self.looks.look(GRID, **more | colours(marks))
        return look

    def _live(self, row: int, column: str, line: FormLine, box: Box) -> str | None:
        """What a box reckons: the line's formula; of a result that was read, the line's quantity once it has one."""
        if box.formula is not None:
            return formula(box.formula, self.formulas, box.decimals)
        if column != RESULT or box.number is None or QUANTITY not in self.places:
            return None
        quantity, own = self._at(row, QUANTITY), line.boxes.get(QUANTITY, NOTHING).number
        if own is not None:
            return f"={quantity}" if own == box.number else None
        kept = self._at(row, box.taken_from) if box.taken_from else str(box.number)
        return f"=IF(ISNUMBER({quantity}),{quantity},{kept})"

    def _at(self, row: int, column: str) -> str:
        return f"{_letters(self.places[column])}{row + 1}"

    def _ref(self, mark: Mark) -> str | None:
        """The cell that a finding is shown at."""
        match mark.part:
            case "table":
                return self._at(self.first + mark.row, mark.column)
            case "above":
                return f"A{mark.row + 1}"
            case "below":
                return f"A{self.first + len(self.form.lines) + mark.row + 2}"
            case _:
                return None


def state_look(box: Box) -> dict[str, Any]:
    """How a box looks by what it holds and how it came to hold that."""
    more: dict[str, Any] = {}
    if box.state is State.COMPUTED:
        more = {"bg_color": COMPUTED, "bold": True, "border": 2, "border_color": "#595959"}
    elif box.state is State.MOVED:
        more = {"bold": True, "font_color": INKS[Severity.INFO]}
    if (number_format := number_format_of(box)) is not None:
        more["num_format"] = number_format
    return more


def number_format_of(box: Box) -> str | None:
    """How the number of a box is shown."""
    if box.sign:
        return rate_format(box.decimals, box.sign)
    if box.number is None:
        return None
    is_word = box.number == 0 and box.text.strip("0.,") != ""
    return word_format(box.text) if is_word else number_format(box.decimals)


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letters: str = xl_col_to_name(place)
    return letters
