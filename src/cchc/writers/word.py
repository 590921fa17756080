"""A document as word processors write it (.docx)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cchc.errors import MissingExtraError
from cchc.printable import printable
from cchc.writers.paper import FONT, MARGIN, OUTER, SIZE, Paper, PaperCell, PaperTable

if TYPE_CHECKING:
    from docx.document import Document

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The same form gives the same bytes, whenever it is written."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_AUTHOR = "cchc"


class WordFile(Paper):
    """A document as the library at hand makes it."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        try:
            import docx
        except ImportError:
            raise MissingExtraError("writing .docx", "docx") from None
        super().__init__(title, language, is_wide=is_wide, font=font)
        self.document: Document = docx.Document()
        self._set_up()

    def add_paragraph(self, cell: PaperCell) -> None:
        _write(self.document.add_paragraph(), cell, SIZE)

    def add_table(self, table: PaperTable) -> None:
        grid = self.document.add_table(len(table.rows), len(table.widths))
        grid.autofit = False
        if table.has_lines:
            grid.style = "Table Grid"
        for column, width in zip(grid._tbl.tblGrid.gridCol_lst, table.widths, strict=True):
            column.w = _mm(width)
        for place, (row, cells) in enumerate(zip(grid._tbl.tr_lst, table.rows, strict=True)):
            self._row(row, cells, table.widths, grid, table.size)
            _mark_row(row, is_head=place < table.heads)

    def new_page(self) -> None:
        from docx.enum.text import WD_BREAK

        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def data(self) -> bytes:
        # The library puts in the time at which a file is made.
        made, steady = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
            for part in parts.infolist():
                kept.writestr(zipfile.ZipInfo(part.filename, _ZIPPED), parts.read(part), zipfile.ZIP_DEFLATED)
        return steady.getvalue()

    def _row(self, row: Any, cells: Sequence[PaperCell], widths: Sequence[int], table: Any, size: int) -> None:
        from docx.table import _Cell

        # Elements are gone through once: `table.cell` looks the whole table through each time.
        for element, cell, width in zip(row.tc_lst, cells, widths, strict=True):
            element.width = _mm(width)
            place = _Cell(element, table)
            paragraph = place.paragraphs[0]
            _write(paragraph, cell, size)
            _shade(element, cell.fill)
            for comment in cell.comments:
                runs = paragraph.runs or [paragraph.add_run("")]
                self._comment(runs, comment)
        _merge(row, cells)

    def _comment(self, runs: list[Any], text: str) -> None:
        comment = self.document.add_comment(runs, text=printable(text), author=_AUTHOR, initials=_AUTHOR[:2])
        del comment._comment_elm.attrib[_qualified("w:date")]

    def _set_up(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = map(_mm, self.page)
        section.orientation = WD_ORIENT.LANDSCAPE if self.is_wide else WD_ORIENT.PORTRAIT
        section.top_margin = section.bottom_margin = _mm(MARGIN)
        section.left_margin, section.right_margin = _mm(self.left), _mm(OUTER)
        section.header_distance = _mm(10)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = self.font, Pt(SIZE)
        normal.element.rPr.rFonts.set(_qualified("w:eastAsia"), self.font)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(2)
        about = self.document.core_properties
        about.title, about.author, about.language = printable(self.title), "", self.language
        about.created = about.modified = _MADE
        # The number stands above the text from the second page on.
        section.different_first_page_header_footer = True
        _number_pages(section.header.paragraphs[0])


def _mm(millimetres: float) -> Any:
    from docx.shared import Mm

    return Mm(millimetres)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _write(paragraph: Any, cell: PaperCell, size: int) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, cell.align.upper())
    for place, line in enumerate(printable(cell.text).split("\n") if cell.text else ()):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)
        run.bold, run.italic, run.underline = cell.is_bold or None, cell.is_italic or None, cell.is_underlined or None
        run.font.size = Pt(cell.size or size)
        if cell.ink:
            run.font.color.rgb = RGBColor.from_string(cell.ink)


def _shade(element: Any, fill: str) -> None:
    if fill:
        _add(element.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=fill)


def _mark_row(row: Any, *, is_head: bool) -> None:
    properties = row.get_or_add_trPr()
    _add(properties, "w:cantSplit")
    if is_head:
        _add(properties, "w:tblHeader")


def _merge(row: Any, cells: Sequence[PaperCell]) -> None:
    """Cells that take several: to the right one spans them, downwards each row goes on."""
    elements = list(row.tc_lst)
    place = 0
    while place < len(cells):
        cell = cells[place]
        properties = elements[place].get_or_add_tcPr()
        if cell.across > 1:
            properties.get_or_add_gridSpan().val = cell.across
            for other in elements[place + 1 : place + cell.across]:
                row.remove(other)
        if cell.down > 1 or cell.is_covered:
            merge = _add(properties, "w:vMerge")
            if cell.down > 1:
                merge.set(_qualified("w:val"), "restart")
        place += cell.across


def _add(parent: Any, name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_qualified(f"w:{key}"), value)
    parent.append(element)
    return element


def _number_pages(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            _add(run._r, "w:fldChar", fldCharType=kind)
        else:
            _add(run._r, "w:instrText").text = text
