"""Word-processor files (.docx, .docm): paragraphs as lines, tables as rows, in the order of the document.

A table that is broken over pages, or into several, goes on where it was. Rows and words that are
hidden, or deleted under revision, are no part of what a person reads and are kept apart.
Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.document import FEWEST_COLUMNS, WordDocument
from cchc.readers.grid import FILLED, Grid, Likeness
from cchc.readers.ink import UNKNOWN, colour
from cchc.readers.numbering import ListNumbering
from cchc.readers.package import Package, children, local
from cchc.readers.sight import Sight, Sighted
from cchc.readers.wordlooks import Looks, attribute, child_of, ground_of, value_of
from cchc.readers.wordtext import WordRuns, boxes, shows_prompt
from cchc.reading.budget import charge, once
from cchc.reading.marked import OURS
from cchc.reading.refusal import refusal
from cchc.record import define, field, frozen
from cchc.report import Note, RawForm

_DELETED = ("del", "moveFrom")
_WRAPPED = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_FEWEST_TABS = 20
"""Tabs by which a form may be set without a table."""
_NO_HEIGHT = 20
"""Twentieths of a point: a row that is set to no more than this shows nothing."""


def read(data: bytes, source: str = "", *, likeness: Likeness = FILLED) -> RawForm:
    """The rows of a document; raises ReadError for a file that is none."""
    document, notes = once(("docx", data), lambda: _opened(data, source))
    return document.form(likeness, *notes)


def _opened(data: bytes, source: str) -> tuple[WordDocument, list[Note]]:
    """All that a document shows, before it is known which form that is, and what is told of the file itself."""
    package = Package(data, source)
    main = package.main_part("word/document.xml")
    text = package.text(main)
    if "tbl>" not in text and text.count("tab/>") < _FEWEST_TABS:
        _refuse_what_stands_elsewhere(package, text)
    document = document_of(package, main, package.parsed(text, main), has_boxes="txbxContent" in text)
    has_macros = any(part.endswith("vbaproject.bin") for part in package)
    return document, [Note("CCHC-F012")] * has_macros


def _refuse_what_stands_elsewhere(package: Package, text: str) -> None:
    """A document without a table of its own whose table is another file in it."""
    if "altChunk " in text:
        raise refusal("imported", package.source)
    if ":object" in text and any("/embeddings/" in part for part in package):
        raise refusal("embedded", package.source)


def document_of(package: Package, main: str, root: Element, *, has_boxes: bool) -> WordDocument:
    """All that the main part of a document shows, from its element."""
    parts = {kind: part for kind, part in package.relations(main).values() if part in package}
    looks = Looks.read(package, parts["styles"]) if "styles" in parts else Looks()
    numbering = ListNumbering.of(package.xml(parts["numbering"])) if "numbering" in parts else ListNumbering()
    paper = child_of(root, "background")
    page = None if paper is None else colour(attribute(paper, "color")) or UNKNOWN
    reading = _Reading(
        WordDocument(package.source), WordRuns(looks), numbering, has_boxes, page, _asides(package, parts)
    )
    reading.take(root)
    return reading.document


def _asides(package: Package, parts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The comments and footnotes of a document, by what refers to them and their id."""
    found = {}
    for kind in ("comment", "footnote", "endnote"):
        for each in package.xml(parts[f"{kind}s"]) if f"{kind}s" in parts else ():
            if attribute(each, "author") == OURS:
                continue
            text = "".join(part.text or "" for part in each.iter() if local(part.tag) == "t")
            found[f"{kind}Reference", attribute(each, "id")] = text
    return found


def placed_cells(table: Element) -> Iterator[tuple[Element, Sequence[tuple[int, Element, bool]]]]:
    """The rows of a table with their cells: the column of each, and whether it goes on from above."""
    rows = [_cells(row) for row in _children(table, "tr")]
    columns = _columns([cells for _, cells in rows])
    for row, cells in rows:
        placed = zip(_placed(cells, columns), cells, strict=True)
        yield row, [(column, cell.element, cell.continues) for column, cell in placed]


@define
class _Reading:
    """The document so far, and what its paragraphs are read by."""

    document: WordDocument
    words: WordRuns
    numbering: ListNumbering
    has_boxes: bool
    ground: str | None = None
    """The colour that lies under what is being read; none is paper."""
    asides: Mapping[tuple[str, str], str] = field(factory=dict)
    """What comments and footnotes say, by what refers to them and their id."""

    def take(self, parent: Element, *, is_hidden: bool = False) -> None:
        """All paragraphs and tables below an element, whatever they are wrapped in."""
        for child in children(parent):
            match local(child.tag):
                case "p":
                    self.document.paragraph(self._paragraph(child, is_hidden=is_hidden), child)
                    for box in self._boxes(child):
                        self.take(box, is_hidden=is_hidden)
                case "tbl":
                    self._table(child, is_hidden=is_hidden)
                case "sdt" if shows_prompt(child):
                    continue
                case name if name not in ("Fallback", "sdtPr", "txbxContent"):
                    self.take(child, is_hidden=is_hidden or name in _DELETED)

    def _boxes(self, paragraph: Element) -> Iterator[Element]:
        """The text boxes of a paragraph; a shape has a ground of its own."""
        around = self.ground
        for box in boxes(paragraph) if self.has_boxes else ():
            self.ground = UNKNOWN
            yield box
        self.ground = around

    def _paragraph(self, paragraph: Element, *, is_hidden: bool = False) -> Sighted:
        written = Sighted()
        written.add(self.numbering.mark(paragraph, self.words.looks.lists))
        written.pieces += self.words.of(paragraph, is_hidden=is_hidden, ground=self.ground).pieces
        return written

    def _table(self, table: Element, *, is_hidden: bool = False) -> None:
        grid, around = self.document.table(table), self.ground
        self.ground = self.words.looks.ground_of_table(table) or around
        rows = [_cells(row) for row in _children(table, "tr")]
        columns = _columns([cells for _, cells in rows])
        charge("steps", sum(len(cells) for _, cells in rows) * len(columns))
        apart: list[Element] = []
        merged: list[tuple[int, int]] = []
        for number, (row, cells) in enumerate(rows, 1):
            if is_hidden or _is_hidden(row):
                grid.hidden_rows.add(number)
            for cell, column in zip(cells, _placed(cells, columns), strict=True):
                apart += self._fill(grid, number, column, cell)
                merged += [(number, column)] * cell.continues
        for column, first, last in _runs(merged):
            grid.merge((first, column), (last, column))
        self.document.end(grid, columns=len(columns))
        self.ground = around
        for inner in apart:
            self._table(inner, is_hidden=is_hidden)

    def _fill(self, grid: Grid, number: int, column: int, cell: _Cell) -> list[Element]:
        """Put a cell into the grid; tables inside of it that may be the form are given back."""
        written, apart = self._content(cell)
        # A tab inside of a cell is a space: cells are apart already.
        put = grid.put(number, column, written.text.replace("\t", " ").strip("\n"), None, written.unseen)
        for each in cell.element.iter() if self.asides and put is not None else ():
            said = self.asides.get((local(each.tag), attribute(each, "id")))
            if said:
                grid.notes.append(Note("CCHC-F038", put, {"observed": said}))
        return apart

    def _content(self, cell: _Cell) -> tuple[Sighted, list[Element]]:
        """The text of a cell, paragraph under paragraph, with what boxes and small tables inside of it say."""
        lines: list[Sighted] = []
        apart: list[Element] = []
        around, self.ground = self.ground, cell.ground or self.ground
        if not cell.is_prompt:
            self._lines(cell.element, lines, apart, is_hidden=cell.is_deleted)
        self.ground = around
        whole = Sighted()
        for place, line in enumerate(_unmarked(lines)):
            whole.add("\n" * bool(place))
            whole.pieces += line.pieces
        return whole, apart

    def _lines(self, parent: Element, lines: list[Sighted], apart: list[Element], *, is_hidden: bool) -> None:
        for block in children(parent):
            match local(block.tag):
                case "p":
                    charge("cells", bool(lines))
                    lines.append(self._paragraph(block, is_hidden=is_hidden))
                    for box in self._boxes(block):
                        self._lines(box, lines, apart, is_hidden=is_hidden)
                case "tbl":
                    rows = [_cells(row)[1] for row in _children(block, "tr") if not _is_hidden(row)]
                    if max(map(len, rows), default=0) >= FEWEST_COLUMNS:
                        apart.append(block)
                        continue
                    lines += [self._row(row, apart) for row in rows]
                case "sdt" if shows_prompt(block):
                    continue
                case name if name in _WRAPPED or name in _DELETED:
                    self._lines(block, lines, apart, is_hidden=is_hidden or name in _DELETED)

    def _row(self, row: Sequence[_Cell], apart: list[Element]) -> Sighted:
        """A row of a small table as one line."""
        line = Sighted()
        for place, cell in enumerate(row):
            written, inner = self._content(cell)
            apart += inner
            line.add(" " * bool(place and written.pieces))
            line.pieces += written.pieces
        return line


def _unmarked(lines: Sequence[Sighted]) -> Sequence[Sighted]:
    """Lines without empty ones at the ends; the bullet of a line that stands alone is only how it is set."""
    said = [line for line in lines if any(not text.isspace() for text, _ in line.pieces)]
    if len(said) == 1 and len(said[0].pieces) > 1 and said[0].pieces[0] in _BULLETS:
        return [Sighted(said[0].pieces[1:])]
    return lines


_BULLETS = (("- ", Sight.PLAIN), ("• ", Sight.PLAIN))


def _runs(merged: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Each column in which cells go on from above, with the row where they begin and the last."""
    runs: list[tuple[int, int, int]] = []
    last: dict[int, int] = {}
    for row, column in merged:
        at = last.get(column)
        if at is not None and runs[at][2] == row - 1:
            runs[at] = (column, runs[at][1], row)
        else:
            last[column] = len(runs)
            runs.append((column, row - 1, row))
    yield from runs


@frozen
class _Cell:
    """A cell of a table row: its first grid column, the one after its last, and whether it goes on from above."""

    element: Element
    start: int
    end: int
    continues: bool
    is_deleted: bool
    is_prompt: bool
    ground: str | None


def _cells(row: Element) -> tuple[Element, list[_Cell]]:
    properties = child_of(row, "trPr")
    cells, column = [], _number(properties, "gridBefore", 0)
    for cell, is_prompt in _row_cells(row):
        charge("cells")
        properties = child_of(cell, "tcPr")
        width = max(1, _number(properties, "gridSpan", 1))
        merge = child_of(properties, "vMerge") if properties is not None else None
        continues = merge is not None and attribute(merge, "val") != "restart"
        is_deleted = properties is not None and child_of(properties, "cellDel") is not None
        ground = ground_of(child_of(properties, "shd")) if properties is not None else None
        cells.append(_Cell(cell, column, column + width, continues, is_deleted, is_prompt, ground))
        column += width
    return row, cells


def _row_cells(parent: Element, *, is_prompt: bool = False) -> Iterator[tuple[Element, bool]]:
    """The cells of a row, and whether a control around them shows its prompt only."""
    for child in children(parent):
        name = local(child.tag)
        if name == "tc":
            yield child, is_prompt
        elif name in _WRAPPED:
            yield from _row_cells(child, is_prompt=is_prompt or (name == "sdt" and shows_prompt(child)))


def _is_hidden(row: Element) -> bool:
    """Whether a row is deleted under revision, hidden, or set to no height."""
    properties = child_of(row, "trPr")
    for each in properties if properties is not None else ():
        match local(each.tag):
            case "del" | "moveFrom":
                return True
            case "hidden" if attribute(each, "val") not in ("0", "false", "off"):
                return True
            case "trHeight" if attribute(each, "hRule") == "exact":
                return whole_of(attribute(each, "val"), _NO_HEIGHT) is not None
    return False


def _columns(rows: Sequence[Sequence[_Cell]]) -> tuple[int, ...]:
    """Where the columns of a table begin: as in most of its rows, since widths that differ a little split its grid."""
    starts = Counter(tuple(cell.start for cell in row) for row in rows)
    return max(starts, key=lambda each: (starts[each] * (len(each) >= FEWEST_COLUMNS), len(each)), default=())


def _placed(row: Sequence[_Cell], columns: Sequence[int]) -> Iterator[int]:
    """The column of each cell of a row."""
    free = 0
    for cell in row:
        column = max(free, _column(cell, columns))
        free = column + 1
        yield column


def _column(cell: _Cell, columns: Sequence[int]) -> int:
    """The column that a cell covers most of; the first of those that it spans whole."""
    if cell.start in columns:
        return columns.index(cell.start)
    ends = [*columns[1:], max(cell.end, columns[-1] + 1)] if columns else []
    covered = [min(cell.end, end) - max(cell.start, start) for start, end in zip(columns, ends, strict=True)]
    return max(range(len(covered)), key=lambda place: (covered[place], -place), default=0)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of a name, through content controls and revisions but not inside others of their kind."""
    for child in children(parent):
        name = local(child.tag)
        if name == wanted:
            yield child
        elif name in _WRAPPED:
            yield from _children(child, wanted)


def _number(properties: Element | None, name: str, default: int) -> int:
    value = value_of(properties, name) if properties is not None else ""
    number = whole_of(value, 10**9)
    return default if number is None else min(number, 200)
