# ruff: noqa: E501 - XML that is broken at a margin is hard to read
"""The smallest files of every kind that use most of what their readers know: small files are damaged in more ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.files import drawn
from tests.fuzz.damage import packed

RIGHT = Path(__file__).resolve().parent.parent / "field/right-filling.txt"
TEXT = (
    "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024\n"
    "TT\tNội dung báo cáo\tSố lượng\tĐơn vị tính\tGiải trình\n"
    "I\tCÔNG TÁC CHỈ ĐẠO\t\t\t\n"
    "1\tKế hoạch Cải cách hành chính (CCHC)\t\t\t\n"
    "-\tBan hành Kế hoạch CCHC\t\tKế hoạch\tSố 62/KH-UBND ngày 28/02/2024\n"
    "-\tSố nhiệm vụ được giao\t20\tNhiệm vụ\t\n"
    "-\tSố nhiệm vụ đã hoàn thành theo kế hoạch\tkhông có\tNhiệm vụ\t6/20 = 30%\n"
    "-\tTỷ lệ hoàn thành so với Kế hoạch\t#DIV/0!\t100%\t\n"
    "NGƯỜI LẬP BIỂU\tCHỦ TỊCH\n"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx() -> bytes:
    """Shared, inline and struck strings, formulas alone and shared, merges, number formats, hidden columns and sheets."""
    x = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            (("worksheet", "s1.xml"), ("worksheet", "s2.xml"), ("sharedStrings", "ss.xml"), ("styles", "st.xml"))
        )
    )
    parts = {
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook {x} xmlns:r="{_RELATIONS}"><workbookPr date1904="1"/><bookViews>'
        '<workbookView activeTab="0"/></bookViews><sheets><sheet name="A" sheetId="1" r:id="r0"/>'
        '<sheet name="B" sheetId="2" state="hidden" r:id="r1"/></sheets></workbook>',
        "xl/ss.xml": f"<sst {x}><si><t>TT</t></si><si><t>Số lượng</t></si><si><r><rPr><strike/></rPr><t>3</t></r><r>"
        '<rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si><si><t xml:space="preserve"> a_x0009_ &amp;</t></si></sst>',
        "xl/st.xml": f'<styleSheet {x}><numFmts><numFmt numFmtId="164" formatCode="0.0%;[Red]-0.0%;&quot;-&quot;??"/>'
        '<numFmt numFmtId="165" formatCode="[h]:mm dd/mm/yyyy# ?/?"/></numFmts><fonts><font/><font><strike/></font></fonts>'
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/>'
        '<xf numFmtId="165" fontId="1"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/s1.xml": f'<worksheet {x}><sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="7" max="9" '
        'hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2" ht="15"><c r="A2" s="1"><v>0.5</v></c><c r="B2" s="2"><v>45000.25</v></c><c r="C2" t="b"><v>1</v></c>'
        '<c r="D2" t="e"><v>#N/A</v></c><c r="E2" t="inlineStr"><is><t>không có</t></is></c></row><row r="3" hidden="1">'
        '<c r="A3"><f t="shared" ref="A3:A4" si="0">A1+$B$2</f><v>20</v></c><c r="B3" t="str"><f>"a"</f><v>a</v></c></row>'
        '<row r="4"><c r="A4" s="3"><f t="shared" si="0"/><v>12</v></c><c r="B4" t="s"><v>2</v></c><c r="C4" t="s"><v>3</v></c>'
        '</row></sheetData><mergeCells><mergeCell ref="A1:B3"/></mergeCells></worksheet>',
        "xl/s2.xml": f'<worksheet {x}><sheetData><row><c t="d"><v>2024-05-14</v></c></row></sheetData></worksheet>',
    }
    return packed({name: text.encode() for name, text in parts.items()})


def docx() -> bytes:
    """Spans, merged rows, revisions, lists, boxes to tick, fields, hidden text, a table in a table, notes."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def cell(inside: str, rest: str = "") -> str:
        return f"<w:tc><w:tcPr>{rest}</w:tcPr><w:p>{inside}</w:p></w:tc>"

    run = "<w:r><w:t>{}</w:t></w:r>"
    numbered = '<w:pPr><w:pStyle w:val="S"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
        + cell(run.format("TT"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
        + cell(numbered + run.format("Số lượng"))
        + "</w:tr><w:tr>"
        + cell(run.format("1"), "<w:vMerge/>")
        + cell("<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins>" + run.format("20") + "</w:ins>")
        + cell("<w:r><w:rPr><w:strike/></w:rPr><w:t>6</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>")
        + cell('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
               '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run.format("8") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + cell('<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
               '<w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>' + run.format("☒") + "</w:sdtContent></w:sdt>")
        + "<w:tc><w:tbl><w:tr>" + cell(run.format("x")) + "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    title = f'<w:p>{numbered}{run.format("BÁO CÁO")}<w:r><w:footnoteReference w:id="1"/><w:tab/><w:br/></w:r></w:p>'
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    parts = {
        "word/document.xml": f"<w:document {w}><w:body>{title}{table}</w:body></w:document>",
        "word/numbering.xml": f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num '
        'w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
        "</w:num></w:numbering>",
        "word/styles.xml": f'<w:styles {w}><w:style w:styleId="S" w:type="paragraph"><w:basedOn w:val="T"/><w:rPr><w:strike/>'
        '</w:rPr></w:style><w:style w:styleId="T"><w:basedOn w:val="S"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type='
        f'"{_RELATIONS}/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="{_RELATIONS}/styles" '
        'Target="styles.xml"/></Relationships>',
    }
    return packed({name: text.encode() for name, text in parts.items()})


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                       ("number", "datastyle"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_STYLES = (
    '<office:automatic-styles><number:percentage-style style:name="N1"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><number:date-style '
    'style:name="N2"><number:day/><number:text>/</number:text><number:month/><number:year/></number:date-style>'
    '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="T1" '
    'style:family="text" style:parent-style-name="T1"><style:text-properties style:text-line-through-style="solid" '
    'text:display="none"/></style:style></office:automatic-styles>'
)
_SHEET = (
    '<table:table table:name="A"><table:table-column table:number-columns-repeated="2"/><table:table-column '
    'table:visibility="collapse"/><table:table-row table:number-rows-repeated="2"><table:table-cell '
    'table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>TT</text:p></table:table-cell>'
    '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row><table:table-row '
    'table:visibility="filter"><table:table-cell office:value-type="percentage" office:value="0.5" table:style-name="c1"/>'
    '<table:table-cell office:value-type="date" office:date-value="2024-05-14"/><table:table-cell '
    'office:value-type="boolean" office:boolean-value="true"/><table:table-cell table:formula="of:=1+2" '
    'office:value-type="float" office:value="3"><text:p><text:span text:style-name="T1">3</text:span><text:s text:c="3"/>'
    "<text:tab/><text:line-break/>không có</text:p></table:table-cell></table:table-row></table:table>"
)


def ods() -> bytes:
    """Repeated, spanned, covered and hidden cells, values of every type, struck text."""
    body = f"{_STYLES}<office:body><office:spreadsheet>{_SHEET}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {_SPACES}>{body}</office:document-content>".encode(),
        }
    )


_TEXT_BODY = (
    '<text:h>BÁO CÁO</text:h><text:list text:style-name="L"><text:list-item text:start-value="3"><text:p>a</text:p>'
    "</text:list-item></text:list><text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>3"
    "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)


def odt() -> bytes:
    """A heading, a list, tracked changes, and a table."""
    body = f"{_STYLES}<office:body><office:text>{_TEXT_BODY}{_SHEET}</office:text></office:body>"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_SPACES}>{body}</office:document-content>".encode(),
        }
    )


def fods() -> bytes:
    """The spreadsheet as one file of XML."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = f"{_STYLES}<office:body><office:spreadsheet>{_SHEET}</office:spreadsheet></office:body>"
    return f'<office:document {_SPACES} office:mimetype="{kind}">{body}</office:document>'.encode()


def spreadsheetml() -> bytes:
    """The XML of Excel 2003."""
    s = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    return (
        f'<?xml version="1.0"?><Workbook {s}><Styles><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/><Font '
        'ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="A"><Table ss:ExpandedColumnCount="5"><Column ss:Index="2" '
        'ss:Hidden="1" ss:Span="1"/><Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">TT</Data></Cell>'
        '</Row><Row ss:Index="3" ss:Span="2"><Cell ss:Index="2" ss:StyleID="p" ss:Formula="=RC[1]"><Data ss:Type="Number">0.5'
        '</Data></Cell><Cell><Data ss:Type="DateTime">2024-05-14T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1'
        "</Data></Cell></Row></Table></Worksheet></Workbook>"
    ).encode()


def html() -> bytes:
    """Styles by class, spans, entities, inputs, lists, a table in a table, conditional comments."""
    return (
        "<html><head><meta charset=utf-8><style>.h{display:none} td .s{text-decoration:line-through}</style></head><body>"
        "<p>BÁO CÁO&nbsp;&#x1EA0;&#193;<br>a</p><table border=1><thead><tr><th colspan=2 rowspan=2>TT<th>Số lượng</thead>"
        "<tr><td class='h s'>1</td><td><span class=s style='display:none'>2</span><input type=text value='20'>"
        "<input type=checkbox checked><select><option>a<option selected>b</select></td></tr><tr hidden><td><ul><li>x<li>y"
        "</ul><ol start=3 type=i><li>z</ol><td>không có<sup>1</sup><!--[if gte mso 9]>x<![endif]--><td><table><tr><td>t"
        "</table></tr></table></body></html>"
    ).encode()


def mht() -> bytes:
    """A page as a message of several parts."""
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    return head + b"Content-Transfer-Encoding: 8bit\n\n" + html() + b"\n--b--\n"


def csv() -> bytes:
    """Quoted cells with breaks of lines and quotes."""
    return ('TT,Nội dung,"Số ""lượng"""\n' + "\n".join(f'{n},"a\nb",{n}.5' for n in range(4))).encode()


def markdown() -> bytes:
    """A table with marks."""
    return b"# B\n\n| TT | **a** | b |\n|:-|-:|:-:|\n| 1 | x\\|y | ~~3~~ 4 |\n| - | `c` | 5 |\n"


def pdf() -> bytes:
    """A ruled table."""
    words = [drawn.text(30 + 90 * n, 246 - 20 * m, f"{n}{m} a") for n in range(4) for m in range(4)]
    return drawn.pdf("\n".join([drawn.grid((25, 115, 205, 295, 385), (260, 240, 220, 200, 180)), *words]))


SEEDS: Mapping[str, Callable[[], bytes]] = {
    "xlsx": xlsx,
    "docx": docx,
    "ods": ods,
    "odt": odt,
    "fods": fods,
    "spreadsheetml": spreadsheetml,
    "html": html,
    "mht": mht,
    "csv": csv,
    "markdown": markdown,
    "text": TEXT.encode,
    "utf-16": lambda: TEXT.encode("utf-16"),
}
"""All but PDF and xls, which a process apart reads: that would be fuzzing PDFium, slowly."""
