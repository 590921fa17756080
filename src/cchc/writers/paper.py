"""Documents that grow from above, whatever kind of file they become: paragraphs, texts side by side, tables.

They are laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I, asks of documents: A4, Times New Roman or letters of its
measure, 13 or 14 points, the number of the page above the text from the second page on.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import ClassVar

from attrs import evolve

from cchc.record import frozen

FONT = "Times New Roman"
SIZE = 13
"""Points; the decree asks for 13 or 14."""
_SHARES: Mapping[str, int] = {"code": 8, "label": 38, "quantity": 15, "unit": 14, "explanation": 25, "result": 15}
_OTHER_SHARE = 38
PAGE, WIDE_PAGE = (210, 297), (297, 210)
"""Millimetres across and down."""
MARGIN, BINDING, OUTER = 20, 30, 15
"""Millimetres above and below, on the side that is bound, and on the other."""

ZIPPED = (1980, 1, 1, 0, 0, 0)
"""When the parts of an archive say that they were made: the same form gives the same bytes, whenever it is written."""


def share_of(column: str) -> int:
    """How wide a column of the form is beside the others, in documents and prints alike."""
    return _SHARES.get(column, _OTHER_SHARE)


@frozen
class PaperCell:
    """A cell of a table, or a paragraph: its text, how it stands out, how many cells it takes, remarks."""

    text: str = ""
    is_bold: bool = False
    is_italic: bool = False
    align: str = "left"
    fill: str = ""
    ink: str = ""
    across: int = 1
    down: int = 1
    is_covered: bool = False
    comments: tuple[str, ...] = ()
    is_underlined: bool = False
    size: int | None = None
    """Points, where they are not those of all around."""


@frozen
class PaperTable:
    """A table to be written; see `Paper.table`."""

    rows: Sequence[Sequence[PaperCell]]
    widths: Sequence[int]
    heads: int
    size: int
    has_lines: bool


def _breakable(cell: PaperCell) -> PaperCell:
    """A cell whose printed formula may go on in the next line: "(3)=(4)+(5)+(6)" is wider than a column of figures."""
    if not _FORMULA.fullmatch(cell.text):
        return cell
    return evolve(cell, text=_SIGNS.sub(lambda sign: f"{sign[0]}\u200b", cell.text))


_FORMULA = re.compile(r"[(]?[0-9]{1,3}[)]? ?[(]?=[0-9()=+*/.… -]{1,80}")
_SIGNS = re.compile(r"(?<=\S)[=+](?=\S)")


class Paper(ABC):
    """A document on its way; `is_wide` turns its pages."""

    has_columns: ClassVar[bool] = True
    """Whether tables are drawn in columns of a width, in which long texts are broken."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        self.title, self.language, self.is_wide, self.font = title, language, is_wide, font
        self.mark = ""
        """What the file says of itself to programs, where its kind has room for it."""
        self.page = WIDE_PAGE if is_wide else PAGE
        self.left = MARGIN if is_wide else BINDING
        """Millimetres beside the text, on the left."""

    @property
    def width(self) -> int:
        """Millimetres between the margins."""
        return self.page[0] - self.left - OUTER

    def paragraph(
        self, text: str, *, is_bold: bool = False, is_italic: bool = False, align: str = "left", size: int = SIZE
    ) -> None:
        """A paragraph; lines of the text stay lines."""
        self.add_paragraph(PaperCell(text, is_bold, is_italic, align, size=size))

    def beside(self, texts: Sequence[str], *, is_bold: bool = False) -> None:
        """Texts side by side, as a letterhead or signatures: a table without lines, each as wide as the others."""
        row = [PaperCell(text, is_bold=is_bold, align="center") for text in texts]
        self.table([row], [self.width // len(texts)] * len(texts), has_lines=False)

    def table(
        self,
        rows: Sequence[Sequence[PaperCell]],
        widths: Sequence[int],
        *,
        heads: int = 0,
        size: int = SIZE,
        has_lines: bool = True,
    ) -> None:
        """A table, its columns so many millimetres wide; its first `heads` rows come again on every page."""
        shown = [[_breakable(cell) for cell in row] for row in rows] if self.has_columns else rows
        self.add_table(PaperTable(shown, widths, heads, size, has_lines))

    @abstractmethod
    def add_paragraph(self, cell: PaperCell) -> None:
        """A paragraph that looks as a cell does."""

    @abstractmethod
    def add_table(self, table: PaperTable) -> None:
        """A table below all that is there."""

    @abstractmethod
    def new_page(self) -> None:
        """What follows begins on a page of its own."""

    @abstractmethod
    def data(self) -> bytes:
        """The file, the same for the same document."""


_KINDS: Mapping[str, tuple[str, str]] = {
    "docx": ("word", "WordFile"),
    "docx without a library": ("word_alone", "WordAlone"),
    "odt": ("open_text", "OdtFile"),
    "html": ("paper_html", "HtmlPaper"),
    "pdf": ("paper_pdf", "PdfPaper"),
    "text": ("paper_text", "TextPaper"),
}
KINDS: Mapping[str, str] = {
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
"""The kinds of file by the endings of their names."""


def new_paper(kind: str, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> Paper:
    """An empty document. Raises MissingExtraError where writing this kind of file needs more packages."""
    module, name = _KINDS[kind]
    make: Callable[..., Paper] = getattr(import_module(f"cchc.writers.{module}"), name)
    return make(title, language, is_wide=is_wide, font=font)
