"""Forms as spreadsheets (.xlsx): the same rows, live formulas, findings as colour, comment and a linked sheet.

Nothing that comes from a report can run: texts are written as strings, never as formulas or links.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field

from cchc.edition import Severity
from cchc.errors import MissingExtraError
from cchc.formula.spreadsheet import SheetCells
from cchc.record import frozen
from cchc.writers import xlsx_findings
from cchc.writers.cell_formulas import formula, sheet_of
from cchc.writers.form import NOTHING, Box, Form, FormLine, Mark, State
from cchc.writers.rows import EXPLANATION, QUANTITY, UNIT
from cchc.writers.xlsx_style import (
    CENTRED,
    COMPUTED,
    FILLS,
    FONT,
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
    word_format,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"code": 6.5, "label": 56, QUANTITY: 12.5, UNIT: 14, EXPLANATION: 42}
OTHER_WIDTH, CHECK_WIDTH = 18, 21
_LONGEST_COMMENT = 2000
_LONGEST_TEXT = 32_000
_A4 = 9
_GRAVITY = tuple(Severity)
_MOST_LINES = 24
_LARGEST = 999_999_999_999_999
"""Spreadsheets keep fifteen digits; a larger number is written as the text that it is."""
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class Nothing(str):
    """The stored result of a formula that gives no text: a plain "" would be written as no result at all."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nothing)


def write(form: Form) -> bytes:
    """A workbook with the form and, where there are any, its findings."""
    stream = io.BytesIO()
    book = new_book(stream)
    book.set_properties({"title": form.title, "comments": "cchc"})
    _Writing.of(form, book).write()
    book.close()
    return stream.getvalue()


def new_book(stream: io.BytesIO) -> Workbook:
    """An empty workbook that takes no text for a formula, a link or a number."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("writing xlsx", "xlsx") from None
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Widths of columns are measured in digits of this font.
        "default_format_properties": {"font_name": FONT, "font_size": SIZE},
    }
    return xlsxwriter.Workbook(stream, options)


def sheet_name(name: str) -> str:
    """A name that spreadsheet programs take."""
    return _NO_NAME.sub(" ", name).strip(" '")[:31] or "cchc"


@frozen
class _Writing:
    """A form on its way into a worksheet."""

    form: Form
    book: Workbook
    sheet: Worksheet
    looks: CellLooks
    places: Mapping[str, int]
    head: int
    """The row of the first row of headings, from 0."""
    first: int
    """That of the first line of the table."""
    marks: Mapping[tuple[str, int, str], list[tuple[int, Mark]]]
    formulas: SheetCells
    findings_sheet: str
    seen: dict[tuple[object, ...], Format] = field(factory=dict)

    @classmethod
    def of(cls, form: Form, book: Workbook) -> _Writing:
        sheet = book.add_worksheet(sheet_name(form.sheet or form.phrase("form_sheet")))
        places = {column: place for place, column in enumerate(form.columns)}
        head = len(form.above) + 1
        first = head + len(form.head)
        letter = _letters(places.get(QUANTITY, 0))
        refs = {line.id: f"{letter}{first + row + 1}" for row, line in enumerate(form.lines) if line.id is not None}
        marks: dict[tuple[str, int, str], list[tuple[int, Mark]]] = {}
        for number, mark in enumerate(form.marks):
            marks.setdefault((mark.part, mark.row, mark.column), []).append((number, mark))
        name = sheet_name(form.phrase("findings_sheet"))
        if name.casefold() == sheet.get_name().casefold():
            name = f"{name[:28]} 2"
        return cls(form, book, sheet, CellLooks(book), places, head, first, marks, sheet_of(form.edition, refs), name)

    def write(self) -> None:
        self._set_up()
        self._around(self.form.above, 0, "above")
        self._header()
        for row, line in enumerate(self.form.lines):
            self._line(row, line)
        self._around(self.form.below, self.first + len(self.form.lines) + 1, "below")
        if self.form.marks:
            cells = [self._ref(mark) for mark in self.form.marks]
            xlsx_findings.write(self.form, self.book, self.findings_sheet, self.sheet.get_name(), cells, self.looks)

    # --- the sheet

    def _set_up(self) -> None:
        sheet = self.sheet
        for column, place in self.places.items():
            sheet.set_column(place, place, WIDTHS.get(column, OTHER_WIDTH))
        if self.form.marks:
            sheet.set_column(self._check, self._check, CHECK_WIDTH)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        if self.form.head:
            sheet.repeat_rows(self.head, self.first - 1)
        sheet.freeze_panes(self.first, self.places.get("label", 0) + 1)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        sheet.set_comments_author("cchc")

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
            look = self.looks.look(PLAIN, **CENTRED, bold=bold, font_size=size, **_colours(found))
            row, share = start + place, max(1, (self._last + 1) / len(texts))
            self.sheet.set_row(row, height_of(max(text.count("\n") + 1 for text in texts), size))
            for number, text in enumerate(texts):
                left, right = round(number * share), round((number + 1) * share) - 1
                if left < right:
                    self.sheet.merge_range(row, left, row, right, "", look)
                self.sheet.write_string(row, left, text[:_LONGEST_TEXT], look)
            if found:
                self._comment(row, 0, (), found)

    def _header(self) -> None:
        look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        for row, texts in enumerate(self.form.head, self.head):
            for column, place in self.places.items():
                self.sheet.write_string(row, place, texts.get(column, ""), look)
            wide = [(texts.get(column, ""), WIDTHS.get(column, OTHER_WIDTH)) for column in self.places]
            self.sheet.set_row(row, height_of(max(lines_of(text, width, bold=True) for text, width in wide)))
        if self.form.marks and self.form.head:
            self.sheet.write_string(self.head, self._check, self.form.phrase("check_column"), look)

    # --- lines

    def _line(self, number: int, line: FormLine) -> None:
        row, height = self.first + number, line.across.count("\n") + 1
        found: list[tuple[int, Mark]] = []
        if line.across:
            self._across(row, line.across)
        for column, place in self.places.items():
            box = line.boxes.get(column, NOTHING)
            marks = self.marks.get(("table", number, column), [])
            if not line.across:
                self._box(row, place, box, self._look(column, box, line, marks))
            if box.text:
                lines = lines_of(box.text, WIDTHS.get(column, OTHER_WIDTH), bold=line.depth is not None)
                height = max(height, lines)
            if marks or box.notes:
                self._comment(row, place, box.notes, marks)
            found += marks
        if self.form.marks:
            height = max(height, self._links(row, found))
        self.sheet.set_row(row, height_of(min(height, _MOST_LINES)))

    def _across(self, row: int, text: str) -> None:
        """A text in no column, over the width of the table."""
        look, right = self.looks.look(GRID, **CENTRED), len(self.places) - 1
        if right:
            self.sheet.merge_range(row, 0, row, right, "", look)
        self.sheet.write_string(row, 0, text[:_LONGEST_TEXT], look)

    def _look(self, column: str, box: Box, line: FormLine, marks: list[tuple[int, Mark]]) -> Format:
        """How a box looks; alike boxes share one look."""
        number_format = self._number_format(box)
        known = (column, line.depth, box.state, number_format, _gravest(marks))
        look = self.seen.get(known)
        if look is None:
            more = dict(CENTRED if column in ("code", QUANTITY, UNIT) else LEFT)
            if line.depth is not None:
                more |= {"bold": line.depth <= 3, "italic": line.depth >= 3, "bg_color": HEADING}
            if box.state is State.COMPUTED:
                more |= {"bg_color": COMPUTED, "bold": True, "border": 2, "border_color": "#595959"}
            elif box.state is State.MOVED:
                more |= {"bold": True, "font_color": INKS[Severity.INFO]}
            if number_format is not None:
                more["num_format"] = number_format
            look = self.seen[known] = self.looks.look(GRID, **more | _colours(marks))
        return look

    def _number_format(self, box: Box) -> str | None:
        if box.sign:
            return rate_format(box.decimals, box.sign)
        if box.number is None:
            return None
        is_word = box.number == 0 and box.text.strip("0.,") != ""
        return word_format(box.text) if is_word else number_format(box.decimals)

    def _box(self, row: int, place: int, box: Box, look: Format) -> None:
        written = formula(box.formula, self.formulas, box.decimals) if box.formula is not None else None
        number = box.number if box.number is not None and _is_kept(box.number) else None
        if written is not None:
            self.sheet.write_formula(row, place, written, look, Nothing() if number is None else float(number))
        elif number is not None:
            self.sheet.write_number(row, place, float(number), look)
        elif box.text:
            self.sheet.write_string(row, place, box.text[:_LONGEST_TEXT], look)
        else:
            self.sheet.write_blank(row, place, None, look)

    def _links(self, row: int, found: list[tuple[int, Mark]]) -> int:
        """The codes of a line's findings, as a link to the first of them on the sheet of findings; their lines."""
        gravest = _gravest(found)
        if gravest is None:
            self.sheet.write_blank(row, self._check, None, self.looks.look(GRID, font_size=10))
            return 1
        look = self.looks.look(GRID, font_size=10, font_color=INKS[gravest], underline=1)
        codes = ", ".join(dict.fromkeys(mark.finding.code.rpartition("-")[2] for _, mark in found))
        target = f"internal:'{self.findings_sheet}'!A{xlsx_findings.row_of(found[0][0]) + 1}"
        self.sheet.write_url(row, self._check, target, look, codes)
        return lines_of(codes, CHECK_WIDTH, 10)

    def _comment(self, row: int, place: int, notes: tuple[str, ...], found: list[tuple[int, Mark]]) -> None:
        text = "\n\n".join([*(self._told(mark) for _, mark in found), *notes])[:_LONGEST_COMMENT]
        lines = sum(1 + len(line) // 52 for line in text.split("\n"))
        gravest = _gravest(found)
        self.sheet.write_comment(
            row,
            place,
            text,
            {
                "width": 340,
                "height": min(480, 16 * lines + 14),
                "color": "#FFFFFF" if gravest is None else FILLS[gravest],
                "font_name": "Arial",
                "font_size": 9,
                "author": "cchc",
            },
        )

    def _told(self, mark: Mark) -> str:
        """A finding as a comment: its code, what it says, what was declared and computed, the remedy."""
        form, finding = self.form, mark.finding
        lines = [f"[{finding.code}] {form.severity(finding)}: {mark.message}"]
        if finding.observed:
            lines.append(form.phrase("declared", text=finding.observed))
        if finding.expected:
            lines.append(form.phrase("expected", text=finding.expected))
        if mark.remedy:
            lines.append(form.phrase("remedy", text=mark.remedy))
        return "\n".join(lines)

    def _ref(self, mark: Mark) -> str | None:
        """The cell that a finding is shown at."""
        match mark.part:
            case "table":
                return f"{_letters(self.places[mark.column])}{self.first + mark.row + 1}"
            case "above":
                return f"A{mark.row + 1}"
            case "below":
                return f"A{self.first + len(self.form.lines) + mark.row + 2}"
            case _:
                return None


def _is_kept(number: int | Decimal) -> bool:
    """Whether a spreadsheet, which reckons in binary floats, keeps all digits of a number."""
    return -_LARGEST <= number <= _LARGEST and Decimal(repr(float(number))) == number


def _colours(found: list[tuple[int, Mark]]) -> dict[str, Any]:
    gravest = _gravest(found)
    return {} if gravest is None else {"bg_color": FILLS[gravest], "font_color": INKS[gravest]}


def _gravest(found: list[tuple[int, Mark]]) -> Severity | None:
    return min((mark.finding.severity for _, mark in found), key=_GRAVITY.index) if found else None


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letters: str = xl_col_to_name(place)
    return letters
