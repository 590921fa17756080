"""PDF files that an office program made, by PDFium: tables as rows, other text as lines, all by its place.

A scan has no text: it is told as such and refused, as reading pictures would be guessing. So is a
file whose fonts do not say which characters they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cchc.errors import MissingExtraError
from cchc.readers import abreast, banding, pdf_page, spread, unruled
from cchc.readers.confined import confined, require
from cchc.readers.document import WordDocument
from cchc.readers.grid import FILLED, Grid, Likeness
from cchc.readers.missing_rules import SAME_WALL, TableOnPage, is_alike, mended
from cchc.readers.pdf_page import PdfPage
from cchc.readers.pdf_paths import Edge
from cchc.readers.ruling import RuledBox, RuledTable
from cchc.readers.sight import Sighted
from cchc.readers.typeset import Letter, Line, apart, by_columns, edge, lines, strike, text, unwrapped
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal
from cchc.record import define, field, frozen
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES = 200
_PAGE_NUMBER = re.compile(
    r"[-–—] ?(\d{1,3}) ?[-–—]|(?:Trang |Page )?(\d{1,3})(?: ?(?:/|of) ?(\d{1,3}))?", re.IGNORECASE
)
_FEWEST_LETTERS = 20
"""A page of pictures with fewer letters than this beside them is a scan with a stamp or a number on it."""
_FEWEST_LINES = 3
"""Lines of the form on a page that has no table: so many are a table that could not be told apart."""
_UNMAPPED = 0.02
"""A file in which more letters than this share do not say which they are cannot be read."""


@frozen
class PdfContent:
    """What a PDF says, before one of its tables is taken for the form."""

    document: WordDocument
    untold: Sequence[Sequence[Row]]
    """Of each page on which no table could be told, its texts as if they were cells."""
    unmapped: int
    over: Sequence[str]
    """Texts that lie over its pages, each once."""


def read(data: bytes, source: str = "", *, likeness: Likeness = FILLED) -> RawForm:
    """The rows of all pages; raises ReadError for a scan or a file that cannot be read."""
    require("pypdfium2", "PDF", "pdf")
    found: PdfContent = confined("pdf", data, source)
    if likeness is not FILLED and any(len(likeness.known(rows)) >= _FEWEST_LINES for rows in found.untold):
        raise refusal("no_rules", source)
    notes = [Note("CCHC-F023", figures={"count": str(found.unmapped)})] * bool(found.unmapped)
    notes += [Note("CCHC-F009", figures={"observed": text}) for text in found.over]
    return found.document.form(likeness, *notes)


def extracted(data: bytes, source: str) -> PdfContent:
    """What a PDF says; raises ReadError for a scan or a file that cannot be read."""
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError("PDF", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return _content(_pages(document, source), source)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusal("encrypted", source) from None
        raise refusal("damaged", source, reason=str(error)) from None


def _pages(document: pypdfium2.PdfDocument, source: str) -> list[_Read]:
    if len(document) > MOST_PAGES:
        raise refusal("too_many_pages", source, most=str(MOST_PAGES))
    document.init_forms()
    pages = []
    for number in range(len(document)):
        page = pdf_page.of(document[number])
        charge("letters", len(page.letters) + sum(map(len, page.turned)) + len(page.edges))
        pages.append(page)
    letters = sum(len(page.letters) + sum(map(len, page.turned)) for page in pages)
    if letters < _FEWEST_LETTERS and any(page.has_pictures for page in pages):
        raise refusal("scan", source)
    if not letters:
        raise refusal("no_table", source)
    if sum(page.unmapped for page in pages) > _UNMAPPED * letters:
        raise refusal("no_characters", source)
    return [_Read.of(page, ruled) for page, ruled in abreast.joined(pages)]


@define
class _Read:
    """A page with its ruled tables from the top, and the lines of its letters."""

    page: PdfPage
    tables: list[RuledTable]
    lines: list[Line] = field(factory=list)

    @classmethod
    def of(cls, page: PdfPage, ruled: list[RuledTable]) -> _Read:
        found = lines(page.letters)
        strike(found, page.edges)
        spread.settle(found)
        return cls(page, ruled, found)


def _content(pages: Sequence[_Read], source: str) -> PdfContent:
    document = WordDocument(source)
    for tell in (mended, banding.told):
        tables = iter(tell([TableOnPage(table, page.lines) for page in pages for table in page.tables]))
        for page in pages:
            page.tables = [next(tables) for _ in page.tables]
    plain = [page for page in pages if not page.tables]
    walls = unruled.walls([page.lines for page in plain])
    last: Sequence[float] = ()
    untold = []
    for number, page in enumerate(pages, 1):
        writing = _Writing(document, page, f"#{number}", last, len(pages))
        if not writing.write(walls):
            untold.append(_as_lines(page))
        last = writing.walls
    over = list(dict.fromkeys(text for page in pages for text in page.page.over))
    return PdfContent(document, untold, sum(page.page.unmapped for page in pages), over)


def _as_lines(page: _Read) -> list[Row]:
    """The texts of a page that stand apart, as if they were cells."""
    return [Row(tuple(Cell(text([part]).text) for part in apart(line))) for line in page.lines]


@define
class _Writing:
    """A page on its way into the document; rows are counted over all of its tables."""

    document: WordDocument
    read: _Read
    name: str
    walls: Sequence[float] = ()
    """Those of the table before, also of the page before: one with the same walls goes on from it."""
    pages: int = 0
    row: int = 0

    def write(self, walls: Sequence[float]) -> bool:
        """Tables and the lines between them, from the top; whether the page has a table."""
        goes_on = bool(self.walls)
        found = unruled.rows(self.read.lines, walls, goes_on=goes_on) if walls and not self.read.tables else None
        if found is not None:
            self._unruled(*found, walls)
            return True
        ceiling = float("inf")
        for table in self.read.tables:
            self._lines(table.top, ceiling)
            self._ruled(table)
            ceiling = table.bottom
        self._lines(float("-inf"), ceiling)
        for letters in self.read.page.turned:
            for line in lines(letters):
                self._line(line)
        return bool(self.read.tables)

    def _lines(self, floor: float, ceiling: float) -> None:
        """The lines of text between two heights; texts that stand apart are cells of their own."""
        for line in self.read.lines:
            if floor < line[0].middle[1] < ceiling:
                self._line(line)

    def _line(self, line: Line) -> None:
        if self._is_page_number(line):
            return
        whole = Sighted()
        for place, part in enumerate(apart(line)):
            whole.add("\t" * bool(place))
            whole.pieces += text([part]).pieces
        self.document.paragraph(whole)

    def _is_page_number(self, line: Line) -> bool:
        """Whether a line alone at the edge of the page is its number: no part of what it says."""
        found = _PAGE_NUMBER.fullmatch(unwrapped(text([line]).text))
        edge = line in (self.read.lines[0], self.read.lines[-1])
        if not edge or found is None:
            return False
        return self.name[1:] in (found[1], found[2]) and found[3] in (None, str(self.pages))

    def _ruled(self, table: RuledTable) -> None:
        grid = self._grid()
        begins = Counter(edge(part[0]) for line in self.read.lines for part in apart(line))
        filling = _Filling(table, self.read.page.cut, begins)
        letters = sorted((letter for line in self.read.lines for letter in line), key=banding.height)
        heights = [banding.height(letter) for letter in letters]
        for boxes in table.rows:
            if not boxes:
                continue
            band = letters[bisect_right(heights, boxes[0].bottom) : bisect_right(heights, boxes[0].top)]
            for cells in banding.several(band, boxes, parts_rows=table.parts_rows) or (None,):
                self.row += 1
                if cells is None:
                    filling.take(self.row, band, boxes)
                else:
                    filling.put(self.row, boxes, cells)
        for (row, column), letters in filling.contents.items():
            self._put(grid, row, column, lines(letters))
        for turn in (1, 2, 3):
            for (row, column), letters in filling.turned(turn, self.read.page.turned[turn]).items():
                self._put(grid, row, column, lines(letters))
        for (row, column), under in filling.under.items():
            grid.lies_over(row, column, under)
        self._end(grid, table.walls)
        for line in lines(filling.left_over):
            self._line(line)

    def _unruled(self, rows: Sequence[unruled.UnruledRow], outside: Sequence[Line], walls: Sequence[float]) -> None:
        top = rows[0].base
        for line in outside:
            if line[0].base > top:
                self._line(line)
        grid = self._grid()
        for row in rows:
            self.row += 1
            for column, cell in enumerate(row.cells):
                self._put(grid, self.row, column, cell)
        self._end(grid, walls)
        for line in outside:
            if line[0].base <= top:
                self._line(line)

    def _end(self, grid: Grid, walls: Sequence[float]) -> None:
        self.document.end(grid, columns=len(walls) - 1, goes_on=is_alike(walls, self.walls))
        self.walls = walls

    def _grid(self) -> Grid:
        self.document.table()
        return Grid(self.name, self.document.source)

    def _put(self, grid: Grid, row: int, column: int, found: Sequence[Line]) -> None:
        if found:
            written = text(found)
            whole = None if column else banding.code(found)
            grid.put(row, column, whole or unwrapped(written.text), None, written.unseen)


@define
class _Filling:
    """The letters of a ruled table by the cell that they belong to."""

    table: RuledTable
    cut: Sequence[tuple[Letter, Edge]]
    edges: Mapping[int, int]
    contents: dict[tuple[int, int], list[Letter]] = field(factory=dict)
    under: dict[tuple[int, int], list[int]] = field(factory=dict)
    """The rows below over which each cell goes down."""
    owners: dict[int, tuple[int, int]] = field(factory=dict)
    """The cell that each column's box of the row before is of: one that goes down over rows has the first."""
    left_over: list[Letter] = field(factory=list)
    rows: list[tuple[int, Sequence[RuledBox]]] = field(factory=list)

    def turned(self, turn: int, letters: list[Letter]) -> dict[tuple[int, int], list[Letter]]:
        """Letters that run another way, as in narrow headings, by their cells; they are taken off the page's."""
        found: dict[tuple[int, int], list[Letter]] = {}
        for letter in list(letters):
            place = letter.turned_back(turn)
            for row, boxes in self.rows:
                for box in boxes if _is_in(place, boxes) else ():
                    if box.left <= place[0] < box.right and (row, box.column) not in self.contents:
                        found.setdefault((row, box.column), []).append(letter)
                        letters.remove(letter)
        return found

    def take(self, row: int, band: Sequence[Letter], boxes: Sequence[RuledBox]) -> None:
        """The letters of one row."""
        self.rows.append((row, boxes))
        own = {box.column: (row, box.column) for box in boxes}
        self.owners = {box.column: self.owners.get(box.column, own[box.column]) for box in boxes if box.continues} | {
            box.column: own[box.column] for box in boxes if not box.continues
        }
        for column, owner in self.owners.items():
            if owner != own[column]:
                self.under.setdefault(owner, []).append(row)
        for line in lines(band):
            for place, part in by_columns(line, [*(box.left for box in boxes), boxes[-1].right], self.edges):
                if 0 <= place < len(boxes):
                    self.contents.setdefault(self.owners[boxes[place].column], []).extend(part)
                else:
                    self.left_over += part
        for letter, shown in self.cut:
            for box in boxes:
                if _is_of(shown, box):
                    self.contents.setdefault(self.owners[box.column], []).append(letter)

    def put(self, row: int, boxes: Sequence[RuledBox], cells: unruled.UnruledRow) -> None:
        """A row that no line parts from its neighbours."""
        self.owners.clear()
        for box, found in zip(boxes, cells.cells, strict=False):
            self.contents[row, box.column] = [letter for line in found for letter in line]


def _is_in(place: tuple[float, float], boxes: Sequence[RuledBox]) -> bool:
    """Whether a place lies in the height of a row."""
    return bool(boxes) and boxes[0].bottom < place[1] <= boxes[0].top


def _is_of(shown: Edge, box: RuledBox) -> bool:
    """Whether what shows of a text is a cell: then what is cut off of it belongs there, too."""
    left, bottom, right, top = shown
    across, up = (left + right) / 2, (bottom + top) / 2
    fits = right - left <= box.right - box.left + SAME_WALL and top - bottom <= box.top - box.bottom + SAME_WALL
    return fits and box.left <= across <= box.right and box.bottom <= up <= box.top
