"""Word-processor files (.docx, .docm): paragraphs as lines, tables as rows, in the order of the document.

A table that is broken over pages, or into several, goes on where it was. Text that is hidden or
was struck out under revision is not what a person sees, so it is left out.
Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from attrs import define, field

from cchc.readers.grid import MOST_ROWS, Grid
from cchc.readers.numbering import Numbering
from cchc.readers.package import Package, local
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

_UNSEEN = frozenset(
    ("del", "moveFrom", "instrText", "delText", "pPr", "tblPr", "sectPr", "Fallback", "tbl", "txbxContent")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FEWEST_COLUMNS = 3
"""A table of fewer columns only sets texts side by side: a letterhead, the signatures."""


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of a document; raises ReadError for a file that is none."""
    package = Package(data, source)
    main = package.main_part("word/document.xml")
    parts = {kind: part for kind, part in package.relations(main).values() if part in package}
    numbering = Numbering.of(package.xml(parts["numbering"])) if "numbering" in parts else Numbering()
    document = _Document(source, numbering)
    document.take(package.xml(main))
    if not document.rows:
        raise refusal("no_table", source)
    has_macros = any(part.endswith("vbaProject.bin") for part in package)
    return RawForm(tuple(document.rows), source, (Note("CCHC-F012"),) if has_macros else ())


@define
class _Document:
    """The rows found so far; paragraphs and tables are counted, so that a person can find them."""

    source: str
    numbering: Numbering
    rows: list[Row] = field(factory=list)
    paragraphs: int = 0
    tables: int = 0

    def take(self, parent: Element) -> None:
        """All paragraphs and tables below an element, whatever they are wrapped in."""
        for child in parent:
            match local(child.tag):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._table(child)
                case name if name not in _UNSEEN:
                    self.take(child)
            if len(self.rows) > MOST_ROWS:
                raise refusal("too_long", self.source, rows=str(MOST_ROWS), line=str(self.paragraphs))

    def _paragraph(self, paragraph: Element) -> None:
        self.paragraphs += 1
        text = self.numbering.mark(paragraph) + _text(paragraph)
        self.rows += _lines(text, f"¶{self.paragraphs}")
        for box in _boxes(paragraph):
            self.take(box)

    def _table(self, table: Element) -> None:
        self.tables += 1
        grid = Grid(f"#{self.tables}", self.source)
        rows = [_cells(row) for row in _children(table, "tr")]
        columns = _columns(rows)
        for number, row in enumerate(rows, 1):
            self._fill(grid, number, row, columns)
        form = grid.form()
        narrow = len(columns) < _FEWEST_COLUMNS
        self.rows += [line for row in form.rows for line in _side_by_side(row)] if narrow else form.rows
        for row in rows:
            for cell in row:
                for inner in _children(cell.element, "tbl"):
                    self._table(inner)

    def _fill(self, grid: Grid, number: int, row: Sequence[_Cell], columns: Sequence[int]) -> None:
        free = 0
        for cell in row:
            column = max(free, _column(cell, columns))
            free = column + 1
            paragraphs = _children(cell.element, "p")
            text = "\n".join(self.numbering.mark(each) + _text(each) for each in paragraphs)
            if cell.continues:
                above = grid.rows.get(number - 1, {}).get(column)
                if above is not None:
                    grid.merge((number - 1, column), (number, column))
            # A tab inside of a cell is a space: cells are apart already.
            grid.put(number, column, text.replace("\t", " ").strip("\n"))


@frozen
class _Cell:
    """A cell of a table row: its first grid column, the one after its last, and whether it goes on from above."""

    element: Element
    start: int
    end: int
    continues: bool


def _cells(row: Element) -> list[_Cell]:
    cells, column = [], _number(row, "trPr", "gridBefore", 0)
    for cell in _children(row, "tc"):
        width = max(1, _number(cell, "tcPr", "gridSpan", 1))
        merge = next((each for each in cell.iterfind("{*}tcPr/{*}vMerge")), None)
        continues = merge is not None and _value(merge) != "restart"
        cells.append(_Cell(cell, column, column + width, continues))
        column += width
    return cells


def _columns(rows: Sequence[Sequence[_Cell]]) -> tuple[int, ...]:
    """Where the columns of a table begin: as in most of its rows, since widths that differ a little split its grid."""
    starts = Counter(tuple(cell.start for cell in row) for row in rows)
    return max(starts, key=lambda each: (starts[each] * (len(each) >= _FEWEST_COLUMNS), len(each)), default=())


def _column(cell: _Cell, columns: Sequence[int]) -> int:
    """The column that a cell covers most of; the first of those that it spans whole."""
    ends = [*columns[1:], max(cell.end, columns[-1] + 1)] if columns else []
    covered = [min(cell.end, end) - max(cell.start, start) for start, end in zip(columns, ends, strict=True)]
    if cell.start in columns:
        return columns.index(cell.start)
    return max(range(len(covered)), key=lambda place: (covered[place], -place), default=0)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of a name, through content controls and revisions but not inside others of their kind."""
    for child in parent:
        name = local(child.tag)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _children(child, wanted)


def _text(element: Element) -> str:
    """What a person sees of a paragraph; a built-up fraction reads "a/b"."""
    name = local(element.tag)
    if name == "t":
        return element.text or ""
    if name in _SIGNS:
        return _SIGNS[name]
    if name in _UNSEEN or (name == "r" and element.find("{*}rPr/{*}vanish") is not None):
        return ""
    texts = [_text(child) for child in element]
    return "/".join(filter(None, texts)) if name == "f" else "".join(texts)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once."""
    for child in paragraph:
        name = local(child.tag)
        if name == "txbxContent":
            yield child
        elif name not in ("Fallback", "del", "moveFrom"):
            yield from _boxes(child)


def _lines(text: str, ref: str) -> list[Row]:
    """The lines of a text outside of tables, cells apart by tabs as in a text form."""
    return [Row(tuple(Cell(cell, ref=ref) for cell in line.split("\t"))) for line in text.split("\n") if line.strip()]


def _side_by_side(row: Row) -> Iterator[Row]:
    """The lines of texts that a table only sets side by side."""
    lines = [cell.text.split("\n") for cell in row.cells]
    for place in range(max(map(len, lines), default=0)):
        cells = [
            Cell(line[place] if place < len(line) else "", "", None, cell.sheet, cell.ref)
            for cell, line in zip(row.cells, lines, strict=True)
        ]
        if any(cell.text.strip() for cell in cells):
            yield Row(tuple(cells))


def _number(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{{*}}{properties}/{{*}}{name}")
    value = _value(found) if found is not None else ""
    return min(int(value), 200) if value.isdecimal() else default


def _value(element: Element) -> str:
    return next((value for name, value in _local(element).items() if name == "val"), "")


def _local(element: Element) -> Mapping[str, str]:
    return {local(name): value for name, value in element.items()}
