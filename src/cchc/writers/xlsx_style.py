"""How cells of a written workbook look: few properties, each look made once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cchc.edition import Severity
from cchc.record import field, frozen

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
"""The font of official documents (Nghị định 30/2020/NĐ-CP, phụ lục I); it has every Vietnamese letter."""
SIZE = 12

FILLS = {Severity.ERROR: "#F8CBCB", Severity.WARNING: "#FFE8A3", Severity.INFO: "#DCE9F7"}
INKS = {Severity.ERROR: "#9C0006", Severity.WARNING: "#7F6000", Severity.INFO: "#1F4E79"}
A4, A3 = 9, 8
"""Sizes of paper, as workbooks number them."""
COMPUTED, HEAD, HEADING, INPUT, MUTED = "#E4E4E4", "#D9E2F0", "#F4F6FA", "#FFFFF0", "#666666"

PLAIN: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
GRID: dict[str, Any] = {**PLAIN, "border": 1, "border_color": "#7F7F7F"}
ONE_LINE: dict[str, Any] = {**PLAIN, "text_wrap": False}
"""What stands above or below a table runs over its columns."""
CENTRED: dict[str, Any] = {"align": "center"}
LEFT: dict[str, Any] = {"align": "left", "indent": 1}


@frozen
class CellLooks:
    """The formats of a workbook, by their properties."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(factory=dict)

    def look(self, base: dict[str, Any], **more: Any) -> Format:
        """The format with these properties."""
        properties = {**base, **more}
        known = tuple(sorted(properties.items()))
        found = self.made.get(known)
        if found is None:
            found = self.made[known] = self.book.add_format(properties)
        return found


def rate_format(decimals: int, sign: str = "%") -> str:
    """The number format of a rate that is kept in hundredths: "30,00 %"; or in thousandths."""
    digits = "0." + "0" * decimals if decimals > 0 else "0"
    return f'{digits}" {sign}"'


def number_format(decimals: int) -> str:
    """The number format of a count, or of a quantity with so many decimals: "1.234,50"."""
    return "#,##0." + "0" * decimals if decimals > 0 else "#,##0"


def word_format(word: str) -> str:
    """The number format that shows zero as the word that stood there."""
    kept = "".join(letter for letter in word if letter.isalnum() or letter in " -–,.()")[:60]
    return f'0;-0;"{kept}"' if kept.strip() else "0"


def set_up_page(sheet: Worksheet, *, is_wide: bool = True, paper: int = A4, side: float = 0.5) -> None:
    """How a sheet is printed: all columns on a page, its number below."""
    if is_wide:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=side, right=side, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P/&N")
    sheet.hide_gridlines(2)


# --- heights: programs that open a file do not all fit rows to their text ------------------------------

_LINE = 15.75
"""Points of a line of text at `SIZE`."""
_NARROW, _SPACE = frozenset("iịìíỉĩjltf.,;:()[]|/'!-“”"), " "
_WIDEST = 0.72
_MARGIN = 1.03
"""Room that is lost where words do not fill their line."""


def lines_of(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of that width (in digits of the workbook's own font)."""
    room = 8 * width - 14
    pixels = size * 96 / 72 * (1.07 if bold else 1.0)
    if len(text) * _WIDEST * pixels <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(_ems(line) * pixels * _MARGIN / room)) for line in text.split("\n"))


def height_of(lines: int, size: float = SIZE) -> float:
    """The height, in points, of a row of so many lines."""
    return lines * _LINE * size / SIZE + 3


def fitted(texts: Iterable[str], widths: Iterable[float]) -> float:
    """The height of a row that shows all its texts, each in a column of its width."""
    return height_of(max(map(lines_of, texts, widths), default=1))


@lru_cache(maxsize=4096)
def _ems(text: str) -> float:
    """The width of a text in Times New Roman, about."""
    narrow = sum(map(_NARROW.__contains__, text))
    spaces = text.count(_SPACE)
    upper = sum(map(str.isupper, text))
    return 0.25 * narrow + 0.27 * spaces + 0.66 * upper + 0.485 * (len(text) - narrow - spaces - upper)
