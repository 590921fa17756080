"""A document as OpenDocument text (.odt): few kinds of element, so that it needs no library."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from cchc.printable import printable
from cchc.writers.paper import FONT, MARGIN, OUTER, SIZE, ZIPPED, Paper, PaperCell, PaperTable

_MIME = "application/vnd.oasis.opendocument.text"
_AUTHOR = "cchc"
_MADE = "2000-01-01T00:00:00"
"""The same form gives the same bytes, whenever it is written."""
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
_SPACES = re.compile("  +|\t")
_ALIGN = {"left": "start", "right": "end", "center": "center", "justify": "justify"}
_LANGUAGE = re.compile("[a-z]{2,3}")
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


class OdtFile(Paper):
    """A document of few kinds of element."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        super().__init__(title, language, is_wide=is_wide, font=font)
        self._parts: list[str] = []
        self._styles: dict[str, str] = {}
        self._is_at_new_page = False

    def add_paragraph(self, cell: PaperCell) -> None:
        self._parts.append(self._paragraph(cell, SIZE))

    def add_table(self, table: PaperTable) -> None:
        lines = 'table:align="left" table:border-model="collapsing"'
        own = f'<style:table-properties style:width="{sum(table.widths)}mm" {lines}/>'
        columns = "".join(
            f"<table:table-column table:style-name={self._style('table-column', _wide(width))}/>"
            for width in table.widths
        )
        made = ["".join(self._row(row, table.size, has_lines=table.has_lines)) for row in table.rows]
        head = (
            f"<table:table-header-rows>{''.join(made[: table.heads])}</table:table-header-rows>" if table.heads else ""
        )
        named, body = self._style("table", own), "".join(made[table.heads :])
        self._parts.append(f"<table:table table:style-name={named}>{columns}{head}{body}</table:table>")

    def new_page(self) -> None:
        self._is_at_new_page = True

    def data(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            # By the first file, which is not packed, programs know what it is.
            package.writestr(zipfile.ZipInfo("mimetype", ZIPPED), _MIME, zipfile.ZIP_STORED)
            for name, text in (
                ("content.xml", self._content()),
                ("styles.xml", self._page()),
                ("meta.xml", self._about()),
                ("META-INF/manifest.xml", _manifest()),
            ):
                package.writestr(zipfile.ZipInfo(name, ZIPPED), text.encode(), zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    # --- parts

    def _row(self, row: Sequence[PaperCell], size: int, *, has_lines: bool) -> Iterator[str]:
        kept = '<style:table-row-properties fo:keep-together="always"/>'
        yield f"<table:table-row table:style-name={self._style('table-row', kept)}>"
        place = 0
        while place < len(row):
            cell = row[place]
            if cell.is_covered:
                yield "<table:covered-table-cell/>" * cell.across
            else:
                yield self._cell(cell, size, has_lines=has_lines)
                yield "<table:covered-table-cell/>" * (cell.across - 1)
            place += cell.across
        yield "</table:table-row>"

    def _cell(self, cell: PaperCell, size: int, *, has_lines: bool) -> str:
        border = 'fo:border="0.5pt solid #000000"' if has_lines else 'fo:border="none"'
        ground = f' fo:background-color="#{cell.fill}"' if cell.fill else ""
        look = f'<style:table-cell-properties {border}{ground} fo:padding="0.8mm"/>'
        spans = f' table:number-columns-spanned="{cell.across}"' if cell.across > 1 else ""
        spans += f' table:number-rows-spanned="{cell.down}"' if cell.down > 1 else ""
        named = self._style("table-cell", look)
        return (
            f'<table:table-cell table:style-name={named} office:value-type="string"{spans}>'
            f"{self._paragraph(cell, size)}</table:table-cell>"
        )

    def _paragraph(self, cell: PaperCell, size: int) -> str:
        breaks = ' fo:break-before="page"' if self._is_at_new_page else ""
        self._is_at_new_page = False
        letters = [f'fo:font-size="{cell.size or size}pt"']
        letters += ['fo:font-weight="bold"'] if cell.is_bold else []
        letters += ['fo:font-style="italic"'] if cell.is_italic else []
        letters += ['style:text-underline-style="solid"'] if cell.is_underlined else []
        letters += [f'fo:color="#{cell.ink}"'] if cell.ink else []
        look = (
            f'<style:paragraph-properties fo:text-align="{_ALIGN[cell.align]}"{breaks}/>'
            f"<style:text-properties {' '.join(letters)}/>"
        )
        named = self._style("paragraph", look, ' style:parent-style-name="Standard"')
        remarks = "".join(map(_remark, cell.comments))
        return f"<text:p text:style-name={named}>{_lines(cell.text)}{remarks}</text:p>"

    def _style(self, family: str, look: str, more: str = "") -> str:
        """The name of a look, quoted; each look has one."""
        made = f'style:family="{family}"{more}>{look}'
        return f'"{self._styles.setdefault(made, f"L{len(self._styles) + 1}")}"'

    def _content(self) -> str:
        styles = "".join(
            f'<style:style style:name="{name}" {made}</style:style>' for made, name in self._styles.items()
        )
        body = "".join(self._parts)
        return _document(
            "content",
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>",
        )

    def _page(self) -> str:
        """Page, letters, and the number above the text from the second page on."""
        across, down = self.page
        family = _LANGUAGE.fullmatch(self.language)
        language = f' fo:language="{family[0]}"' if family else ""
        named = quoteattr(self.font)
        layout = (
            f'<style:page-layout-properties fo:page-width="{across}mm" fo:page-height="{down}mm"'
            f' style:print-orientation="{"landscape" if self.is_wide else "portrait"}"'
            f' fo:margin-left="{self.left}mm" fo:margin-right="{OUTER}mm"'
        )
        first = f'{layout} fo:margin-top="{MARGIN}mm" fo:margin-bottom="{MARGIN}mm"/>'
        later = (
            f'{layout} fo:margin-top="{MARGIN // 2}mm" fo:margin-bottom="{MARGIN}mm"/><style:header-style>'
            f'<style:header-footer-properties svg:height="{MARGIN // 2}mm"/></style:header-style>'
        )
        number = '<text:p text:style-name="Number"><text:page-number text:select-page="current"/></text:p>'
        return _document(
            "styles",
            f'<office:font-face-decls><style:font-face style:name="F" svg:font-family={named}/>'
            "</office:font-face-decls>"
            '<office:styles><style:style style:name="Standard" style:family="paragraph">'
            '<style:paragraph-properties fo:margin-top="2pt" fo:margin-bottom="2pt"/>'
            f'<style:text-properties style:font-name="F" fo:font-family={named} fo:font-size="{SIZE}pt"{language}/>'
            '</style:style><style:style style:name="Number" style:family="paragraph"'
            ' style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/></style:style>'
            f'</office:styles><office:automatic-styles><style:page-layout style:name="One">{first}</style:page-layout>'
            f'<style:page-layout style:name="More">{later}</style:page-layout></office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="One"'
            ' style:next-style-name="Later"/>'
            '<style:master-page style:name="Later" style:page-layout-name="More">'
            f"<style:header>{number}</style:header></style:master-page></office:master-styles>",
        )

    def _about(self) -> str:
        title = escape(printable(self.title))
        mark = f"<meta:generator>{escape(self.mark)}</meta:generator>" if self.mark else ""
        return _document(
            "meta",
            f"<office:meta>{mark}<dc:title>{title}</dc:title><meta:creation-date>{_MADE}</meta:creation-date></office:meta>",
        )


def _wide(millimetres: int) -> str:
    return f'<style:table-column-properties style:column-width="{millimetres}mm"/>'


def _remark(text: str) -> str:
    lines = "".join(f"<text:p>{escape(printable(line))}</text:p>" for line in text.split("\n"))
    return f"<office:annotation><dc:creator>{_AUTHOR}</dc:creator>{lines}</office:annotation>"


def _lines(text: str) -> str:
    return "<text:line-break/>".join(_SPACES.sub(_space, escape(printable(line))) for line in text.split("\n"))


def _space(found: re.Match[str]) -> str:
    """White space that programs would otherwise take for one space."""
    return "<text:tab/>" if found[0] == "\t" else f' <text:s text:c="{len(found[0]) - 1}"/>'


def _document(kind: str, inner: str) -> str:
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMES.items())
    root = f"office:document-{kind}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {names} office:version="1.3">{inner}</{root}>\n'


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _MIME),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{entries}</manifest:manifest>\n'
    )
