"""PDF files that an office program made, by PDFium: ruled tables as rows, other text as lines.

A scan has no text: it is told as such and refused, as reading pictures would be guessing.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, field

from cchc.errors import MissingExtraError
from cchc.readers.grid import MOST_ROWS, Grid
from cchc.readers.ruling import RuledTable, strokes, tables
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.value import Cell

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES = 200
_MOST_PATHS = 50_000
_FEWEST_LETTERS = 20
"""A page of pictures with fewer letters than this beside them is a scan with a stamp or a number on it."""
_GAP = 1.8
"""Letters' heights between two texts of one line that stand apart, as signatures do."""
_BREAK = re.compile(r"\s*[\r\n]\s*")
"""Where a cell's text goes on in the next line: after a hyphen or a slash inside of a word, without a space."""
_SIGNS = {0: None, 2: "-", 0xFFFE: "-", 0xFFFD: None}
"""PDFium marks a hyphen at the end of a line, taking it for one of hyphenation; Vietnamese has none."""


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of all pages; raises ReadError for a scan or a file that cannot be read."""
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError("PDF", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return _form(document, source)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusal("encrypted", source) from None
        raise refusal("damaged", source, reason=str(error)) from None


def _form(document: pypdfium2.PdfDocument, source: str) -> RawForm:
    if len(document) > MOST_PAGES:
        raise refusal("too_long", source, rows=str(MOST_ROWS), line=str(MOST_PAGES))
    rows: list[Row] = []
    letters, has_pictures = 0, False
    for number in range(len(document)):
        page = _Page.of(document[number], f"#{number + 1}", source)
        letters += page.letters
        has_pictures = has_pictures or page.has_pictures
        rows += page.rows()
        if len(rows) > MOST_ROWS:
            raise refusal("too_long", source, rows=str(MOST_ROWS), line=str(len(rows)))
    if letters < _FEWEST_LETTERS:
        raise refusal("scan" if has_pictures else "no_table", source)
    return RawForm(tuple(rows), source)


@frozen
class _Letter:
    sign: str
    left: float
    bottom: float
    right: float
    top: float


@define
class _Page:
    """One page: its text, its ruled tables from the top, and what it shows besides."""

    text: Any
    size: tuple[float, float]
    name: str
    source: str
    tables: list[RuledTable] = field(factory=list)
    has_pictures: bool = False

    @classmethod
    def of(cls, page: Any, name: str, source: str) -> _Page:
        from pypdfium2 import raw

        edges: list[tuple[float, float, float, float]] = []
        has_pictures = False
        for found in itertools.islice(page.get_objects(max_depth=4), _MOST_PATHS):
            if found.type == raw.FPDF_PAGEOBJ_PATH:
                edges += _edges(found)
            has_pictures = has_pictures or found.type == raw.FPDF_PAGEOBJ_IMAGE
        return cls(page.get_textpage(), page.get_size(), name, source, tables(*strokes(edges)), has_pictures)

    @property
    def letters(self) -> int:
        """How many characters the page has."""
        return int(self.text.count_chars())

    def rows(self) -> Iterator[Row]:
        """Tables and the lines between them, from the top."""
        ceiling = self.size[1] + 1000
        for table in self.tables:
            yield from self._lines(table.top, ceiling)
            yield from self._table(table)
            ceiling = table.bottom
        yield from self._lines(-1000, ceiling)

    def _table(self, table: RuledTable) -> tuple[Row, ...]:
        grid = Grid(self.name, self.source)
        for number, row in enumerate(table.rows, 1):
            for box in row:
                text = self.text.get_text_bounded(box.left, box.bottom, box.right, box.top)
                grid.put(number, box.column, _unwrapped(text.translate(_SIGNS).strip()))
        return grid.form().rows

    def _lines(self, floor: float, ceiling: float) -> Iterator[Row]:
        """The lines of text between two heights; texts that stand apart are cells of their own."""
        letters = [letter for letter in self._letters() if floor < (letter.bottom + letter.top) / 2 < ceiling]
        for number, line in enumerate(_by_line(letters), 1):
            texts = [text for text in _apart(line) if text]
            if texts:
                yield Row(tuple(Cell(text, "", None, self.name, f"¶{number}") for text in texts))

    def _letters(self) -> Iterator[_Letter]:
        signs = self.text.get_text_range()
        if len(signs) != self.letters:
            signs = [self.text.get_text_range(place, 1) for place in range(self.letters)]
        for place, sign in enumerate(signs):
            if sign.strip() or sign == " ":
                yield _Letter(sign, *self.text.get_charbox(place))


def _unwrapped(text: str) -> str:
    """The lines of a cell as one text."""

    def join(match: re.Match[str]) -> str:
        inside_word = text[match.start() - 1] in "-/" and not text[match.start() - 2 : match.start() - 1].isspace()
        return "" if inside_word and not match[0].startswith(" ") else " "

    return _BREAK.sub(join, text)


def _edges(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight edges of a path, in the page's coordinates."""
    from pypdfium2 import raw

    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for place in range(min(raw.FPDFPath_CountSegments(path), _MOST_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield (*last, *point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield (*point, *start)
        last = point


def _by_line(letters: list[_Letter]) -> list[list[_Letter]]:
    """Letters in lines from the top: a letter whose middle lies within a line's height belongs to it."""
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda letter: -(letter.bottom + letter.top)):
        middle = (letter.bottom + letter.top) / 2
        if lines and any(each.bottom <= middle <= each.top for each in lines[-1][-3:]):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=lambda letter: letter.left) for line in lines]


def _apart(line: list[_Letter]) -> Iterator[str]:
    """The texts of a line that wide gaps part."""
    height = max((letter.top - letter.bottom for letter in line), default=0.0)
    text, right = "", None
    for letter in line:
        if letter.sign != " " and right is not None and letter.left - right > _GAP * max(height, 4):
            yield text.strip()
            text = ""
        text += letter.sign
        right = letter.right if letter.sign != " " else right
    yield text.translate(_SIGNS).strip()
