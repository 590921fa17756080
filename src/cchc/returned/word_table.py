"""A column added behind those of a table in a document (.docx), each of its cells as the one beside it looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from xml.sax.saxutils import escape

from cchc.exact import whole_of
from cchc.printable import printable
from cchc.readers.docx import placed_cells
from cchc.readers.package import local
from cchc.reading.marked import is_heading
from cchc.returned.document_marks import Beside, DocumentMarks
from cchc.returned.markup import Part, elements
from cchc.returned.parts import NotKeptError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{WORD}}}"
_NAMES = {"w": WORD}
_WIDTH = 1250
"""Of our column, in twentieths of a point."""
_MOST = 100_000
_NOTHING = Beside("")
_OWN_LOOK = ("gridSpan", "hMerge", "vMerge", "shd", "cnfStyle", "cellIns", "cellDel", "cellMerge", "tcPrChange")
_OWN_LETTERS = (
    "b",
    "bCs",
    "i",
    "iCs",
    "u",
    "strike",
    "dstrike",
    "highlight",
    "color",
    "vanish",
    "vertAlign",
    "rPrChange",
)
_PAGE = (11906, 1701, 851)
"""A4, and its margins, where a document says nothing."""


def rows_of(table: Part) -> list[tuple[Part, list[tuple[int, Part, bool]]]]:
    """The rows of a table with their cells: the column of each, and whether it goes on from above."""
    return [(row, list(cells)) for row, cells in placed_cells(table)]


def with_column(tables: Mapping[str, Part], marks: DocumentMarks) -> None:
    """Add the column to the tables of the form; raises NotKeptError where no reader would know it as ours."""
    if not marks.column:
        return
    places = {name: _columns(table) for name, table in tables.items()}
    if not marks.is_headed or len(set(places.values())) > 1:
        raise NotKeptError("no_room")
    for name, table in tables.items():
        _add(table, {number: beside for (of, number), beside in marks.column.items() if of == name})


def cleared(table: Part, fills: Collection[str]) -> None:
    """Take an earlier column of ours away, and colours of ours."""
    rows = rows_of(table)
    ours = {column for _, cells in rows for column, cell, _ in cells if is_heading(_text(cell))}
    for _, cells in rows:
        for column, cell, _ in cells:
            if column in ours:
                cell.getparent().remove(cell)
            for shade in cell.iterfind(f"{_W}tcPr/{_W}shd"):
                if shade.get(f"{_W}fill") in fills:
                    shade.getparent().remove(shade)
    grid = table.find(f"{_W}tblGrid")
    if ours and grid is not None and len(grid):
        grid.remove(grid[-1])


def _columns(table: Part) -> int:
    return 1 + max((column for _, cells in rows_of(table) for column, _, _ in cells), default=0)


def _text(cell: Part) -> str:
    return "".join(each.text or "" for each in cell.iter(f"{_W}t"))


def _add(table: Part, texts: Mapping[int, Beside]) -> None:
    rows = rows_of(table)
    sizes = [_size(row, [cell for _, cell, _ in cells]) for row, cells in rows]
    widest = max(sizes, default=0)
    _make_room(table)
    for number, (row, cells) in enumerate(rows, 1):
        if not cells:
            continue
        _fill_up(row, cells[-1][1], widest - sizes[number - 1])
        last = row.xpath("./*[local-name()='tc' or local-name()='sdt']")[-1]
        last.addnext(_cell(cells[-1][1], texts.get(number, _NOTHING)))


def _size(row: Part, cells: Sequence[Part]) -> int:
    """How many columns of the grid a row has cells in, or before them nothing."""
    spans = (cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in cells)
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    return sum(max(1, _number(span)) for span in spans) + _number(before)


def _fill_up(row: Part, last: Part, gap: int) -> None:
    """A blank cell where a row ends before others do."""
    for name in ("gridAfter", "wAfter"):
        for each in row.findall(f"{_W}trPr/{_W}{name}"):
            each.getparent().remove(each)
    if gap > 0:
        blank = _cell(last, _NOTHING)
        properties = blank.find(f"{_W}tcPr")
        width = properties.find(f"{_W}tcW")
        if width is not None:
            properties.remove(width)
        properties.insert(0, next(elements(f'<w:gridSpan w:val="{gap}"/>', _NAMES)))
        last.addnext(blank)


def _cell(beside: Part, says: Beside) -> Part:
    """A cell that looks as the one beside it, but for what that stands out by."""
    own = beside.find(f"{_W}tcPr")
    properties = next(elements("<w:tcPr/>", _NAMES)) if own is None else deepcopy(own)
    for each in [each for each in properties if local(each.tag) in _OWN_LOOK or local(each.tag) == "tcW"]:
        properties.remove(each)
    properties.insert(0, next(elements(f'<w:tcW w:w="{_WIDTH}" w:type="dxa"/>', _NAMES)))
    if says.fill:
        place = 1 + sum(local(each.tag) == "tcBorders" for each in properties)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{says.fill}"/>'
        properties.insert(place, next(elements(shade, _NAMES)))
    cell = next(elements("<w:tc/>", _NAMES))
    cell.append(properties)
    cell.append(_paragraph(beside, says))
    return cell


def _paragraph(beside: Part, says: Beside) -> Part:
    paragraph = next(elements('<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>', _NAMES))
    if not says.text:
        return paragraph
    look = next((each for run in beside.getparent().iter(f"{_W}r") for each in run.iterchildren(f"{_W}rPr")), None)
    letters = next(elements("<w:rPr/>", _NAMES)) if look is None else deepcopy(look)
    for each in [each for each in letters if local(each.tag) in _OWN_LETTERS]:
        letters.remove(each)
    place = sum(local(each.tag) in ("rStyle", "rFonts") for each in letters)
    marks = ("<w:b/>" if says.is_bold else "") + (f'<w:color w:val="{says.ink}"/>' if says.ink else "")
    for each in reversed([*elements(marks, _NAMES)]):
        letters.insert(place, each)
    run = next(elements("<w:r/>", _NAMES))
    run.append(letters)
    run.extend(elements(f"<w:t>{escape(printable(says.text))}</w:t>", _NAMES))
    paragraph.append(run)
    return paragraph


# --- widths ---------------------------------------------------------------------------------------


def _make_room(table: Part) -> None:
    """A column more in the grid; the others give way as far as the page asks."""
    grid = table.find(f"{_W}tblGrid")
    if grid is None:
        return
    columns = grid.findall(f"{_W}gridCol")
    total = sum(_number(each, "w") for each in columns)
    room = max(_room(table) - _WIDTH, total // 2)
    if total > room:
        widths = table.xpath("./*/*[local-name()='tc']/*[local-name()='tcPr']/*[local-name()='tcW']")
        in_points = [each for each in widths if each.get(f"{_W}type", "dxa") == "dxa"]
        for each in [*columns, *in_points]:
            each.set(f"{_W}w", str(_number(each, "w") * room // total))
        total = room
    grid.extend(elements(f'<w:gridCol w:w="{_WIDTH}"/>', _NAMES))
    width = table.find(f"{_W}tblPr/{_W}tblW")
    if width is not None and width.get(f"{_W}type") == "dxa":
        width.set(f"{_W}w", str(total + _WIDTH))


def _room(table: Part) -> int:
    """How wide the page is between its margins, where the table stands."""
    section = next(iter(table.xpath("(following::*[local-name()='sectPr'])[1]")), None)
    size = None if section is None else section.find(f"{_W}pgSz")
    margins = None if section is None else section.find(f"{_W}pgMar")
    across = _number(size, "w") or _PAGE[0]
    beside = _PAGE[1] + _PAGE[2] if margins is None else _number(margins, "left") + _number(margins, "right")
    return across - beside


def _number(element: Part | None, name: str = "val") -> int:
    value = "" if element is None else element.get(f"{_W}{name}", "")
    return whole_of(value.partition(".")[0], _MOST) or 0
