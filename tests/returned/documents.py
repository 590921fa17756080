"""Documents of an office's own: the form among a letter, other tables, comments and a heading on every page."""

from __future__ import annotations

import io
import re
import zipfile

Rows = list[list[str]]
LETTER = "Kính gửi: Ủy ban nhân dân quận"
HEADING = "Tài liệu nội bộ"
OTHER = "Danh sách cán bộ phụ trách"
COMMENT = "Chị Hà xem lại nơi gửi"


def by_python_docx(rows: Rows) -> bytes:
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(12)
    document.sections[0].header.paragraphs[0].text = HEADING
    above, table, below = _split(rows)
    for row in above:
        document.add_paragraph(" ".join(row))
    letter = document.add_paragraph(LETTER)
    letter.runs[0].italic = True
    document.add_comment(letter.runs[0], COMMENT, author="Nguyễn Thị B", initials="B")
    _tabulate(document, table)
    for row in below:
        document.add_paragraph(" ".join(row))
    _tabulate(document, [["TT", OTHER, "Chức vụ"], *[[str(n), f"Cán bộ {n}", "Công chức"] for n in range(1, 5)]])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _tabulate(document: object, rows: Rows) -> None:
    from docx.document import Document

    assert isinstance(document, Document)
    table = document.add_table(0, max(map(len, rows)))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def by_hand(rows: Rows) -> bytes:
    """OpenDocument text, as few elements as there can be."""
    from xml.sax.saxutils import escape

    def lines(texts: Rows) -> str:
        return "".join(f'<text:p text:style-name="P1">{escape(" ".join(row))}</text:p>' for row in texts)

    def cell(text: str) -> str:
        inside = f'<text:p text:style-name="P1">{escape(text)}</text:p>' if text else "<text:p/>"
        return f'<table:table-cell table:style-name="T.A1" office:value-type="string">{inside}</table:table-cell>'

    def tabulated(texts: Rows) -> str:
        width = max(map(len, texts))
        columns = f'<table:table-column table:style-name="T.A" table:number-columns-repeated="{width}"/>'
        made = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in texts)
        return f'<table:table table:name="T">{columns}{made}</table:table>'

    above, table, below = _split(rows)
    remark = f"<office:annotation><dc:creator>Nguyễn Thị B</dc:creator><text:p>{COMMENT}</text:p></office:annotation>"
    other = [["TT", OTHER, "Chức vụ"], *[[str(n), f"Cán bộ {n}", "Công chức"] for n in range(1, 5)]]
    body = (
        f"{lines(above)}<text:p>{remark}{LETTER}</text:p>{tabulated(table)}{lines(below)}{tabulated(other)}"
        "<text:p>Nơi nhận: như trên</text:p>"
    )
    looks = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties fo:font-size="11pt"/></style:style>'
        '<style:style style:name="T.A" style:family="table-column">'
        '<style:table-column-properties style:column-width="3.2cm"/></style:style>'
        '<style:style style:name="T.A1" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
    )
    return _zipped(
        f"<office:automatic-styles>{looks}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    )


def _zipped(content: str) -> bytes:
    of = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{of}:{name}:1.0"' for name in ("office", "style", "text", "table"))
    names += f' xmlns:fo="{of}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.text"
    parts = {
        "content.xml": f'<office:document-content {names} office:version="1.3">{content}</office:document-content>',
        "styles.xml": f"<office:document-styles {names}><!-- {HEADING} --></office:document-styles>",
        "Basic/Standard/Module1.xml": "<module/>",
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{of}"/>'
        for path, of in {"/": kind, **dict.fromkeys(parts, "text/xml")}.items()
    )
    manifest = f'<manifest:manifest xmlns:manifest="{of}:manifest:1.0">{listed}</manifest:manifest>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in {"mimetype": kind, **parts, "META-INF/manifest.xml": manifest}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _split(rows: Rows) -> tuple[Rows, Rows, Rows]:
    """What stands above the table, in it and below."""
    wide = [place for place, row in enumerate(rows) if len(row) > 3]
    return rows[: wide[0]], rows[wide[0] : wide[-1] + 1], rows[wide[-1] + 1 :]


MAKERS = {"form.docx": by_python_docx, "form.odt": by_hand}


def changed(data: bytes, part: str, pattern: str, by: str) -> bytes:
    """A document with a part in which something is written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text = re.sub(pattern, lambda _: by, text.decode(), count=1).encode()
            new.writestr(name, text)
    return made.getvalue()
