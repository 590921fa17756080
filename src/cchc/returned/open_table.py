"""A column added behind those of a table in an OpenDocument text, each of its cells as the one beside it looks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from xml.sax.saxutils import escape

from cchc.exact import whole_of
from cchc.printable import printable
from cchc.readers.opendocument import placed_cells
from cchc.readers.package import local
from cchc.reading.marked import is_heading
from cchc.returned.document_marks import Beside, DocumentMarks
from cchc.returned.markup import Part, elements
from cchc.returned.open_looks import ODF, OpenLooks, millimetres, name_of, named, properties
from cchc.returned.parts import NotKeptError

_REPEATED = ("number-columns-repeated", "number-rows-repeated")
_MOST = 200
"""How often a row or cell of a form is repeated at most; more only fills a page up."""
_WIDTH = 22.0
"""Of our column, in millimetres."""
_NOTHING = Beside("")


def rows_of(table: Part) -> list[tuple[Part, list[tuple[int, Part, tuple[int, int]]]]]:
    """The rows of a table with their cells: the column of each, and how many cells it lies over down and across."""
    return [(row, list(cells)) for row, cells in placed_cells(table)]


def expanded(table: Part) -> None:
    """Write each row and cell as often as it is there; raises NotKeptError where those are too many."""
    for each in [each for each in table.iter() if local(each.tag) in ("table-row", "table-cell", "covered-table-cell")]:
        for name in _REPEATED:
            many = whole_of(each.attrib.pop(named("table", name), "1"), _MOST)
            if many is None:
                raise NotKeptError("unusual")
            for _ in range(many - 1):
                each.addnext(deepcopy(each))


def with_column(tables: Mapping[str, Part], marks: DocumentMarks, looks: OpenLooks) -> None:
    """Add the column to the tables of the form; raises NotKeptError where no reader would know it as ours."""
    if not marks.column:
        return
    widths = {max((cells[-1][0] for _, cells in rows_of(table) if cells), default=0) for table in tables.values()}
    if not marks.is_headed or len(widths) > 1:
        raise NotKeptError("no_room")
    for name, table in tables.items():
        _make_room(table, looks)
        for number, (row, cells) in enumerate(rows_of(table), 1):
            if cells:
                _fill_up(row, max(widths) - cells[-1][0])
                row.append(_cell(_look_alike(cells), marks.column.get((name, number), _NOTHING), looks))


def cleared(table: Part, looks: OpenLooks, fills: Collection[str]) -> None:
    """Take an earlier column of ours away, and colours of ours."""
    rows = rows_of(table)
    ours = {column for _, cells in rows for column, cell, _ in cells if is_heading("".join(cell.itertext()))}
    for _, cells in rows:
        for column, cell, _ in cells:
            look = looks.find("table-cell", cell)
            if column in ours:
                cell.getparent().remove(cell)
            elif look is not None:
                of_cell = properties(look, "table-cell")
                if of_cell.get(named("fo", "background-color"), "").lstrip("#").upper() in fills:
                    del of_cell.attrib[named("fo", "background-color")]
    columns = list(_columns(table))
    if ours and columns:
        columns[-1].getparent().remove(columns[-1])


def _columns(table: Part) -> Iterator[Part]:
    for each in table:
        if local(each.tag) == "table-column":
            yield each
        elif local(each.tag) in ("table-columns", "table-header-columns", "table-column-group"):
            yield from _columns(each)


def _look_alike(cells: Sequence[tuple[int, Part, tuple[int, int]]]) -> Part:
    """The last cell of a row that is seen."""
    seen = (cell for _, cell, _ in reversed(cells) if local(cell.tag) == "table-cell")
    return next(seen, cells[-1][1])


def _fill_up(row: Part, gap: int) -> None:
    for _ in range(gap):
        row.append(next(elements("<table:table-cell/>", ODF)))


def _cell(beside: Part, says: Beside, looks: OpenLooks) -> Part:
    """A cell that looks as the one beside it, but for what that stands out by."""
    cell = next(elements("<table:table-cell/>", ODF))
    if look := beside.get(named("table", "style-name")):
        cell.set(named("table", "style-name"), look)
    if says.fill:
        looks.shade(cell, says.fill)
    like = next(beside.iter(named("text", "p")), None)
    look = looks.paragraph(like, is_bold=says.is_bold, is_centred=True)
    text = f'<text:p text:style-name="{look}">{escape(printable(says.text))}</text:p>'
    cell.append(next(elements(text, ODF)))
    return cell


def _make_room(table: Part, looks: OpenLooks) -> None:
    """A column more; the others give way, so that the table stays as wide as it is."""
    columns = list(_columns(table))
    widths = [_width(looks.find("table-column", each)) for each in columns]
    known = [width for width in widths if width is not None]
    many = [whole_of(each.get(named("table", _REPEATED[0]), "1"), _MOST) or 1 for each in columns]
    total = sum(width * times for width, times in zip(known, many, strict=False)) if len(known) == len(widths) else 0.0
    share = 1.0 if total <= 2 * _WIDTH else (total - _WIDTH) / total
    for each, width in zip(columns, widths, strict=True):
        if share < 1 and width is not None:
            each.set(named("table", "style-name"), _look_of_column(looks, each, width * share))
    added = next(elements("<table:table-column/>", ODF))
    added.set(named("table", "style-name"), _look_of_column(looks, None, _WIDTH))
    if columns:
        columns[-1].addnext(added)


def _width(look: Part | None) -> float | None:
    own = None if look is None else look.find(named("style", "table-column-properties"))
    return None if own is None else millimetres(own.get(named("style", "column-width")))


def _look_of_column(looks: OpenLooks, like: Part | None, width: float) -> str:
    look = looks.copy("table-column", like)
    own = properties(look, "table-column")
    own.attrib.pop(named("style", "rel-column-width"), None)
    own.set(named("style", "column-width"), f"{width:.1f}mm")
    return name_of(look)
