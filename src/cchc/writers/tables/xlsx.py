"""Forms of tables as spreadsheets (.xlsx): merged headings, figures as numbers, live formulas, findings in place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import field

from cchc.edition import Severity
from cchc.edition.table import RowRole
from cchc.record import frozen
from cchc.report import Part
from cchc.writers import xlsx_findings
from cchc.writers.form import Mark, State
from cchc.writers.tables.formulas import cell, in_sheet
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm
from cchc.writers.xlsx import Nothing, new_book, sheet_name
from cchc.writers.xlsx_style import (
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
    rate_format,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CHECK_WIDTH = 18
_FIGURE_WIDTH, _LEAST, _MOST = 10.5, 6.0, 42.0
_A4, _A3 = 9, 8
_MANY_COLUMNS = 16
_LONGEST, _LONGEST_COMMENT = 32_000, 2_000
_LARGEST = 999_999_999_999_999
_MOST_LINES = 24
_GRAVITY = tuple(Severity)

Found = list[tuple[int, Mark]]


def write(form: TableForm) -> bytes:
    """A workbook with the form and, where there are any, its findings."""
    stream = io.BytesIO()
    book = new_book(stream)
    book.set_properties({"title": form.title[:255], "comments": "cchc"})
    _Writing.of(form, book).write()
    book.close()
    return stream.getvalue()


@frozen
class _Writing:
    form: TableForm
    book: Workbook
    sheet: Worksheet
    looks: CellLooks
    marks: dict[tuple[int, int], Found]
    findings_sheet: str
    widths: tuple[float, ...]
    seen: dict[tuple[object, ...], Format] = field(factory=dict)

    @classmethod
    def of(cls, form: TableForm, book: Workbook) -> _Writing:
        sheet = book.add_worksheet(sheet_name(form.sheet or form.phrase("form_sheet")))
        marks: dict[tuple[int, int], Found] = {}
        for number, mark in enumerate(form.marks):
            if mark.part:
                marks.setdefault((mark.row, int(mark.column)), []).append((number, mark))
        name = sheet_name(form.phrase("findings_sheet"))
        if name.casefold() == sheet.get_name().casefold():
            name = f"{name[:28]} 2"
        return cls(form, book, sheet, CellLooks(book), marks, name, tuple(widths_of(form)))

    def write(self) -> None:
        self._set_up()
        for number, row in enumerate(self.form.rows):
            if row.is_of_table:
                self._table_row(number, row)
            else:
                self._around(number, row)
        if self.form.marks:
            refs = [cell(mark.row, int(mark.column)) if mark.part else None for mark in self.form.marks]
            name = self.sheet.get_name()
            xlsx_findings.write(self.form, self.book, self.findings_sheet, name, refs, self.looks)

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
        sheet.set_landscape()
        sheet.set_paper(_A3 if form.width > _MANY_COLUMNS else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        head = [at for at, row in enumerate(form.rows) if row.part in (Part.HEAD, Part.NUMBERS)]
        if head:
            last = next(at for at in head if at + 1 not in head)
            sheet.repeat_rows(head[0], last)
            sheet.freeze_panes(last + 1, _stub_width(form))
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        sheet.set_comments_author("cchc")

    # --- around the tables

    def _around(self, number: int, row: SheetRow) -> None:
        """A line above, between or below tables: one text over the whole width, several side by side."""
        texts = [box.text for box in row.boxes]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            return
        found = [each for place in range(len(row.boxes)) for each in self.marks.get((number, place), [])]
        is_title = row.part is Part.ABOVE and any(text and text in self.form.title for text in texts)
        bold, size = row.part is Part.ABOVE or len(texts) > 1, 14 if is_title else SIZE
        look = self.looks.look(PLAIN, **CENTRED, bold=bold, font_size=size, **_colours(found))
        wide = sum(self.widths) / len(texts)
        self.sheet.set_row(number, height_of(max(lines_of(text, wide, size, bold=bold) for text in texts), size))
        for left, right, text in _shared(texts, self.form.width):
            if left < right:
                self.sheet.merge_range(number, left, number, right, "", look)
            self.sheet.write_string(number, left, text[:_LONGEST], look)
        if found:
            self._comment(number, 0, (), found)

    # --- rows of tables

    def _table_row(self, number: int, row: SheetRow) -> None:
        height, found = 1, []
        for place in range(self.form.width):
            box = row.boxes[place] if place < len(row.boxes) else NOTHING
            marks = self.marks.get((number, place), [])
            found += marks
            look = self._look(number, place, row, box, marks)
            if not box.is_covered:
                self._box(number, place, box, look)
            if marks or box.notes:
                self._comment(number, place, box.notes, marks)
            if box.text and box.down == 1:
                width = sum(self.widths[place : place + box.across])
                height = max(height, lines_of(box.text, width, bold=row.part is Part.HEAD))
        if self.form.marks:
            height = max(height, self._links(number, row, found))
        self.sheet.set_row(number, height_of(min(height, _MOST_LINES)))

    def _box(self, row: int, place: int, box: TableBox, look: Format) -> None:
        if box.across > 1 or box.down > 1:
            self.sheet.merge_range(row, place, row + box.down - 1, place + box.across - 1, "", look)
        written = in_sheet(box.formula, row, place) if box.formula is not None else None
        number = box.number if box.number is not None and -_LARGEST <= box.number <= _LARGEST else None
        if written is not None:
            self.sheet.write_formula(row, place, written, look, Nothing() if number is None else float(number))
        elif number is not None:
            self.sheet.write_number(row, place, float(number), look)
        elif box.text:
            self.sheet.write_string(row, place, box.text[:_LONGEST], look)
        else:
            self.sheet.write_blank(row, place, None, look)

    def _look(self, number: int, place: int, row: SheetRow, box: TableBox, marks: Found) -> Format:
        """How a box looks; alike boxes share one look."""
        is_named = (number, place) in self.form.named
        is_figure = box.column is not None
        known = (row.part, row.role, min(row.depth, 3), is_figure, place, box.state, _format(box), _gravest(marks))
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
        if is_named:
            more |= {"border": 4, "border_color": INKS[Severity.WARNING], "font_color": INKS[Severity.WARNING]}
        if (number_format := _format(box)) is not None:
            more["num_format"] = number_format
        return self.looks.look(GRID, **more | _colours(marks))

    def _links(self, row: int, of: SheetRow, found: Found) -> int:
        """The codes of a row's findings, as a link to the first of them on the sheet of findings; their lines."""
        if of.part is Part.HEAD:
            is_first = not row or self.form.rows[row - 1].part is not Part.HEAD
            look = self.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
            self.sheet.write_string(row, self._check, self.form.phrase("check_column") if is_first else "", look)
            return 1
        gravest = _gravest(found)
        if gravest is None:
            self.sheet.write_blank(row, self._check, None, self.looks.look(GRID, font_size=10))
            return 1
        look = self.looks.look(GRID, font_size=10, font_color=INKS[gravest], underline=1)
        codes = ", ".join(dict.fromkeys(mark.finding.code.rpartition("-")[2] for _, mark in found))
        target = f"internal:'{self.findings_sheet}'!A{xlsx_findings.row_of(found[0][0]) + 1}"
        self.sheet.write_url(row, self._check, target, look, codes)
        return lines_of(codes, CHECK_WIDTH, 10)

    def _comment(self, row: int, place: int, notes: tuple[str, ...], found: Found) -> None:
        text = "\n\n".join([*(self._told(mark) for _, mark in found), *notes])[:_LONGEST_COMMENT]
        lines = sum(1 + len(line) // 52 for line in text.split("\n"))
        gravest = _gravest(found)
        options = {
            "width": 340,
            "height": min(480, 16 * lines + 14),
            "color": "#FFFFFF" if gravest is None else FILLS[gravest],
            "font_name": "Arial",
            "font_size": 9,
            "author": "cchc",
        }
        self.sheet.write_comment(row, place, text, options)

    def _told(self, mark: Mark) -> str:
        form, finding = self.form, mark.finding
        lines = [f"[{finding.code}] {form.severity(finding)}: {mark.message}"]
        if finding.observed:
            lines.append(form.phrase("declared", text=finding.observed))
        if finding.expected:
            lines.append(form.phrase("expected", text=finding.expected))
        if mark.remedy:
            lines.append(form.phrase("remedy", text=mark.remedy))
        return "\n".join(lines)


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
    if box.is_rate:
        return rate_format(box.decimals)
    return "#,##0" + ("." + "0" * box.decimals if box.decimals else "")


def _colours(found: Found) -> dict[str, Any]:
    gravest = _gravest(found)
    return {} if gravest is None else {"bg_color": FILLS[gravest], "font_color": INKS[gravest]}


def _gravest(found: Found) -> Severity | None:
    return min((mark.finding.severity for _, mark in found), key=_GRAVITY.index) if found else None
