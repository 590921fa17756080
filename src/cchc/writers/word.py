"""A document as word processors write it (.docx)."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cchc.errors import MissingExtraError
from cchc.printable import printable
from cchc.writers.paper import FONT, MARGIN, OUTER, SIZE, ZIPPED
from cchc.writers.word_markup import Markup, MarkupPaper

if TYPE_CHECKING:
    from docx.document import Document

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The same form gives the same bytes, whenever it is written."""
_ROOT = re.compile(r"<w:\w+")


class WordFile(MarkupPaper):
    """A document as the library at hand makes it."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        try:
            import docx
        except ImportError:
            raise MissingExtraError("writing .docx", "docx") from None
        super().__init__(title, language, is_wide=is_wide, font=font)
        self.document: Document = docx.Document()
        self._set_up()

    def data(self) -> bytes:
        sections = self.document.element.body.sectPr
        for element in _elements(self._markup.body):
            sections.addprevious(element)
        if self._markup.remarks:
            self.document.comments._comments_elm.extend(_elements(self._markup.remarks))
        self._markup = Markup()
        self.document.core_properties.comments = self.mark
        # The library puts in the time at which a file is made.
        made, steady = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
            for part in parts.infolist():
                kept.writestr(zipfile.ZipInfo(part.filename, ZIPPED), parts.read(part), zipfile.ZIP_DEFLATED)
        return steady.getvalue()

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


def _elements(parts: Sequence[str]) -> Iterator[Any]:
    """What texts of markup say, as elements that can be put anywhere.

    Each is parsed by itself: to move one whose names are declared above it takes the square of the time.
    """
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    names = nsdecls("w")
    for part in parts:
        yield parse_xml(_ROOT.sub(rf"\g<0> {names}", part, count=1))


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
