"""A document as plain text (.txt): tables as their rows one by one, nothing cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from cchc.printable import printable
from cchc.writers.paper import FONT, Paper, PaperCell, PaperTable

_WIDTH = 100
_GAP = "  "
_BREAKS = re.compile(r"(\s+|(?<=–)(?=\w))")
"""Where a line may be broken: "I.1.2–I.1.4" behind its dash."""


class TextPaper(Paper):
    """Lines of at most `_WIDTH` letters."""

    has_columns = False

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        super().__init__(title, language, is_wide=is_wide, font=font)
        self._lines: list[str] = []

    def add_paragraph(self, cell: PaperCell) -> None:
        for line in cell.text.split("\n"):
            self._lines += [_placed(part, _WIDTH, cell.align) for part in _broken(line, _WIDTH)]
        self._lines.append("")

    def add_table(self, table: PaperTable) -> None:
        room = _WIDTH - len(_GAP) * (len(table.widths) - 1)
        shares = [max(3, room * width // sum(table.widths)) for width in table.widths]
        rule = "-" * (sum(shares) + len(_GAP) * (len(table.widths) - 1))
        for row in table.rows:
            if table.has_lines:
                self._lines.append(rule)
            self._lines += _side_by_side(row, shares)
        self._lines += [rule, ""] if table.has_lines else [""]

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
    """A line broken between words and behind dashes; a word that is longer than a line is broken, too."""
    from textwrap import TextWrapper

    wrapper = TextWrapper(room, break_on_hyphens=False)
    wrapper.wordsep_simple_re = _BREAKS
    return wrapper.wrap(text) or [""]
