"""A document of a word processor (.docx) without remarks, made of its few parts alone: no library is needed for it.

The checker in a browser has none that writes such files. Source: ECMA-376 part 1, 11.3 (parts), 17.7 (styles).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from cchc.printable import printable
from cchc.writers.paper import MARGIN, OUTER, SIZE, ZIPPED
from cchc.writers.word_markup import MarkupPaper

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_W = f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main"'
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_TYPES = {
    "/word/document.xml": _PART.format("document.main"),
    "/word/styles.xml": _PART.format("styles"),
    "/word/header1.xml": _PART.format("header"),
    "/docProps/core.xml": _CORE,
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PAGE_NUMBER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve">PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


class WordAlone(MarkupPaper):
    """Paragraphs and tables."""

    def data(self) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in self._parts():
                package.writestr(zipfile.ZipInfo(name, ZIPPED), _HEAD + text, zipfile.ZIP_DEFLATED)
        return made.getvalue()

    def _parts(self) -> Iterator[tuple[str, str]]:
        types = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
        relations = "application/vnd.openxmlformats-package.relationships+xml"
        rest = f'<Default Extension="rels" ContentType="{relations}"/>{types}'
        yield "[Content_Types].xml", f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">{rest}</Types>'
        core = f"{_SCHEMAS}/package/2006/relationships/metadata/core-properties"
        whole = {f"{_OFFICE}/officeDocument": "word/document.xml", core: "docProps/core.xml"}
        yield "_rels/.rels", _relations(whole)
        own = {f"{_OFFICE}/styles": "styles.xml", f"{_OFFICE}/header": "header1.xml"}
        yield "word/_rels/document.xml.rels", _relations(own)
        yield "word/document.xml", self._document()
        yield "word/styles.xml", self._styles()
        yield "word/header1.xml", f"<w:hdr {_W}>{_PAGE_NUMBER}</w:hdr>"
        yield "docProps/core.xml", self._about()

    def _document(self) -> str:
        """The body; the number of the page stands above the text from the second page on."""
        turned = ' w:orient="landscape"' if self.is_wide else ""
        across, down, above, left, right = map(_twips, (*self.page, MARGIN, self.left, OUTER))
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="r2"/>'
            f'<w:pgSz w:w="{across}" w:h="{down}"{turned}/><w:pgMar w:top="{above}" w:right="{right}"'
            f' w:bottom="{above}" w:left="{left}" w:header="{_twips(10)}" w:footer="{_twips(10)}" w:gutter="0"/>'
            "<w:titlePg/></w:sectPr>"
        )
        return (
            f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{"".join(self._markup.body)}{section}</w:body></w:document>'
        )

    def _styles(self) -> str:
        font = quoteattr(printable(self.font))
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
        fonts = f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        return (
            f'<w:styles {_W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr><w:rPr>{fonts}<w:sz w:val="{2 * SIZE}"/>'
            f"<w:lang w:val={quoteattr(self.language)}/></w:rPr></w:style>"
            '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style></w:styles>"
        )

    def _about(self) -> str:
        metadata = f"{_SCHEMAS}/package/2006/metadata/core-properties"
        return (
            f'<cp:coreProperties xmlns:cp="{metadata}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(printable(self.title))}</dc:title><dc:description>{escape(self.mark)}</dc:description>"
            f"<dc:language>{escape(self.language)}</dc:language></cp:coreProperties>"
        )


def _relations(targets: dict[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{told}</Relationships>'


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
