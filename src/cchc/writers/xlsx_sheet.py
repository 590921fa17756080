"""A sheet with a form on it: cells, comments and links, written alike for forms of lines and forms of tables.

Nothing that comes from a report can run: texts are written as strings, never as formulas or links.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from cchc.edition import Severity, gravest
from cchc.errors import MissingExtraError
from cchc.record import frozen
from cchc.writers import xlsx_findings
from cchc.writers.cell_formulas import quoted
from cchc.writers.form import Flagged, Mark
from cchc.writers.xlsx_style import FILLS, FONT, GRID, INKS, SIZE, CellLooks, lines_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_000
MOST_LINES = 24
"""Lines of text that a row is made high enough for."""
_LONGEST_COMMENT = 2000
_LONGEST_TITLE = 255
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_LARGEST = 999_999_999_999_999
"""Spreadsheets keep fifteen digits; a larger number is written as the text that it is."""
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Found = list[tuple[int, Mark]]
"""Findings that are shown at one place, each with its number."""


class Nothing(str):
    """The stored result of a formula that gives no text: a plain "" would be written as no result at all."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nothing)


class CellContent(Protocol):
    """What stands in a cell: its text, and the number where it says nothing else."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> int | Decimal | None: ...


def new_book(stream: io.BytesIO, title: str, mark: str = "cchc") -> Workbook:
    """An empty workbook that takes no text for a formula, a link or a number; `mark` is its word about itself."""
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
    from cchc.writers.xlsx_plain import PlainWorksheet

    book = xlsxwriter.Workbook(stream, options)
    book.worksheet_class = PlainWorksheet
    # The same form gives the same bytes, whenever it is written.
    book.set_properties({"title": title[:_LONGEST_TITLE], "comments": mark, "created": _MADE})
    return book


def sheet_name(name: str) -> str:
    """A name that spreadsheet programs take."""
    return _NO_NAME.sub(" ", name).strip(" '")[:31] or "cchc"


def free_name(name: str, taken: Collection[str]) -> str:
    """A name that spreadsheet programs take and no other sheet has, whatever the case of its letters."""
    wanted, known = sheet_name(name), {each.casefold() for each in taken}
    if wanted.casefold() not in known:
        return wanted
    return next(other for number in count(2) if (other := f"{wanted[:27]} {number}").casefold() not in known)


def colours(found: Found) -> dict[str, Any]:
    """The ground and the ink of what is found."""
    worst = worst_of(found)
    return {} if worst is None else {"bg_color": FILLS[worst], "font_color": INKS[worst]}


def worst_of(found: Found) -> Severity | None:
    """How grave the gravest of some findings is."""
    return gravest(mark.finding.severity for _, mark in found)


def _is_kept(number: int | Decimal) -> bool:
    """Whether a spreadsheet, which reckons in binary floats, keeps all digits of a number."""
    return -_LARGEST <= number <= _LARGEST and Decimal(repr(float(number))) == number


@frozen
class FormSheet:
    """The worksheet of a form; `findings` is the name of the sheet that lists what was found."""

    form: Flagged
    sheet: Worksheet
    looks: CellLooks
    findings: str

    @classmethod
    def added(cls, form: Flagged, book: Workbook, name: str | None, taken: Collection[str] = ()) -> FormSheet:
        """A new worksheet of a workbook, called as the file's was; `taken` are names that others have."""
        sheet = book.add_worksheet(free_name(name or form.phrase("form_sheet"), taken))
        sheet.set_comments_author("cchc")
        findings = free_name(form.phrase("findings_sheet"), [*taken, sheet.get_name()])
        return cls(form, sheet, CellLooks(book), findings)

    def cell(self, row: int, place: int, content: CellContent, look: Format, formula: str | None) -> None:
        """A live formula with its result, a number whose digits are kept, or a text as it is."""
        number = content.number if content.number is not None and _is_kept(content.number) else None
        if formula is not None:
            self.sheet.write_formula(row, place, formula, look, Nothing() if number is None else float(number))
        elif number is not None:
            self.sheet.write_number(row, place, float(number), look)
        elif content.text:
            self.sheet.write_string(row, place, content.text[:LONGEST_TEXT], look)
        else:
            self.sheet.write_blank(row, place, None, look)

    def hidden(self, place: int, texts: Mapping[int, str]) -> None:
        """A column that nobody sees, with its texts by row."""
        self.sheet.set_column(place, place, None, None, {"hidden": True})
        for row, text in texts.items():
            self.sheet.write_string(row, place, text[:LONGEST_TEXT])

    def merged(self, at: tuple[int, int], to: tuple[int, int], text: str, look: Format) -> None:
        """A text over several cells."""
        if at != to:
            self.sheet.merge_range(*at, *to, "", look)
        self.sheet.write_string(*at, text[:LONGEST_TEXT], look)

    def comment(self, row: int, place: int, notes: Sequence[str], found: Found) -> None:
        """What was found at a cell, and what is to be said of it, in its colour."""
        text = "\n\n".join([*(self._told(mark) for _, mark in found), *notes])[:_LONGEST_COMMENT]
        lines = sum(1 + len(line) // 52 for line in text.split("\n"))
        worst = worst_of(found)
        options: Mapping[str, Any] = {
            "width": 340,
            "height": min(480, 16 * lines + 14),
            "color": "#FFFFFF" if worst is None else FILLS[worst],
            "font_name": "Arial",
            "font_size": 9,
            "author": "cchc",
        }
        self.sheet.write_comment(row, place, text, options)

    def _told(self, mark: Mark) -> str:
        """A finding as a comment: its code, what it says, what was declared and computed, the remedy."""
        form, finding = self.form, mark.finding
        lines = [f"[{finding.code}] {form.severity(finding)}: {mark.message}"]
        if finding.observed:
            lines.append(form.phrase("declared", text=finding.observed))
        if wanted := finding.wanted(form.language):
            lines.append(form.phrase("expected", text=wanted))
        if mark.remedy:
            lines.append(form.phrase("remedy", text=mark.remedy))
        return "\n".join(lines)

    def links(self, row: int, place: int, found: Found, width: float) -> int:
        """The codes of a row's findings, as a link to the first of them on the sheet of findings; their lines."""
        worst = worst_of(found)
        if worst is None:
            self.sheet.write_blank(row, place, None, self.looks.look(GRID, font_size=10))
            return 1
        look = self.looks.look(GRID, font_size=10, font_color=INKS[worst], underline=1)
        codes = ", ".join(dict.fromkeys(mark.finding.code.rpartition("-")[2] for _, mark in found))
        target = f"internal:{quoted(self.findings)}!A{xlsx_findings.row_of(found[0][0]) + 1}"
        self.sheet.write_url(row, place, target, look, codes)
        return lines_of(codes, width, 10)

    def list_findings(self, book: Workbook, cells: Sequence[str | None], form_sheet: str | None = None) -> None:
        """The sheet that lists what was found, each with a link to its cell."""
        name = self.sheet.get_name() if form_sheet is None else form_sheet
        xlsx_findings.write(self.form, book, self.findings, name, cells, self.looks)
