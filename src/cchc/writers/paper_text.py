"""A document as plain text (.txt): tables as their rows one by one, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cchc.printable import printable
from cchc.writers.paper import FONT, SIZE, PaperCell

_WIDTH = 100
_MILLIMETRES = 165
_GAP = "  "


class TextPaper:
    """Lines of at most `_WIDTH` letters."""

    width = _MILLIMETRES

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        self._lines: list[str] = []

    def paragraph(
        self,
        text: str,
        *,
        is_bold: bool = False,
        is_italic: bool = False,
        align: str = "left",
        size: int = SIZE,
    ) -> None:
        for line in text.split("\n"):
            self._lines += [_placed(part, _WIDTH, align) for part in _broken(line, _WIDTH)]
        self._lines.append("")

    def beside(self, texts: Sequence[str], *, is_bold: bool = False) -> None:
        self.table([[PaperCell(text, align="center") for text in texts]], [1] * len(texts), has_lines=False)

    def table(
        self,
        rows: Sequence[Sequence[PaperCell]],
        widths: Sequence[int],
        *,
        heads: int = 0,
        size: int = SIZE,
        has_lines: bool = True,
    ) -> None:
        room = _WIDTH - len(_GAP) * (len(widths) - 1)
        shares = [max(3, room * width // sum(widths)) for width in widths]
        rule = "-" * (sum(shares) + len(_GAP) * (len(widths) - 1))
        for row in rows:
            if has_lines:
                self._lines.append(rule)
            self._lines += _side_by_side(row, shares)
        self._lines += [rule, ""] if has_lines else [""]

    def new_page(self) -> None:
        self._lines.append("")

    def data(self) -> bytes:
        return ("\n".join(map(printable, self._lines)).rstrip() + "\n").encode()


def _side_by_side(row: Sequence[PaperCell], shares: Sequence[int]) -> list[str]:
    cells = []
    for cell, share in zip(row, shares, strict=True):
        lines = [part for line in cell.text.split("\n") for part in _broken(line, share)]
        cells.append([_placed(line, share, cell.align) for line in lines])
    lines = []
    for parts in zip_longest(*cells, fillvalue=""):
        padded = (part + " " * (share - len(part)) for part, share in zip(parts, shares, strict=True))
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _placed(text: str, room: int, align: str) -> str:
    if align == "center":
        return " " * ((room - len(text)) // 2) + text
    return " " * (room - len(text)) + text if align == "right" else text


def _broken(text: str, room: int) -> list[str]:
    """A line broken between words; a word that is longer than a line is broken, too."""
    from textwrap import wrap

    return wrap(text, room, break_on_hyphens=False) or [""]
