"""Whatever kind of file an office sends, it is read, or one sentence says what it is and what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

import docx
import pytest

from cchc.errors import ReadError
from cchc.readers import flat, mht, read_report
from cchc.readers.formats import read_form
from cchc.report import RawForm, Report

Rows = list[list[str]]
Makers = Mapping[str, Callable[[Rows], bytes]]


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


def values(report: Report) -> Mapping[str, object]:
    return {id: entry.value for id, entry in report.entries.items()}


@pytest.fixture(scope="session")
def expected(rows: Rows) -> Mapping[str, object]:
    return values(read_report("\n".join("\t".join(row) for row in rows).encode(), name="x"))


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "HTML"])
def test_the_one_report_in_an_archive(kind: str, rows: Rows, makers: Makers, expected: Mapping[str, object]) -> None:
    suffix = {"HTML": "html"}.get(kind, kind)
    files = {
        f"báo cáo/tháng 5.{suffix}": makers[kind](rows),
        "__MACOSX/._x.xlsx": b"x",
        "ảnh.jpg": b"x",
        "thu muc/": b"",
    }
    assert values(read_report(zipped(**files), name="x.zip")) == expected


def test_an_archive_of_several_reports(rows: Rows, makers: Makers) -> None:
    data = makers["xlsx"](rows)
    with pytest.raises(ReadError, match=r"2 files \(a.xlsx, b.xlsx\); unzip it"):
        read_form(zipped(**{"a.xlsx": data, "b.xlsx": data}))
    with pytest.raises(ReadError, match="unzip it"):
        read_form(zipped(**{"a.zip": zipped(**{"a.xlsx": data})}))


SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>
<Style ss:ID="Default"/><Style ss:ID="pc"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="p0" ss:Parent="pc"><NumberFormat ss:Format="0%"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="dm"><NumberFormat ss:Format="d\\-mmm"/></Style><Style ss:ID="x"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="h"><NumberFormat ss:Format=";;;"/></Style>
<Style ss:ID="yn"><NumberFormat ss:Format="Yes/No"/></Style></Styles>
<Worksheet ss:Name="PL3"><Table>{}</Table></Worksheet></Workbook>"""


def xml_sheet(body: str) -> RawForm:
    return flat.read(SHEET.format(body).encode(), "x.xls")


@pytest.mark.parametrize(
    ("cell", "text", "unseen"),
    [
        ('<Cell><Data ss:Type="Number">20</Data></Cell>', "20", None),
        ('<Cell ss:StyleID="pc"><Data ss:Type="Number">0.3</Data></Cell>', "30,00%", None),
        ('<Cell ss:StyleID="p0"><Data ss:Type="Number">0.3224</Data></Cell>', "32%", None),
        ('<Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data></Cell>', "15/03/2024", None),
        ('<Cell ss:StyleID="dm"><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data></Cell>', "15/3", None),
        ('<Cell ss:StyleID="yn"><Data ss:Type="Number">0</Data></Cell>', "Không", None),
        ('<Cell><Data ss:Type="Boolean">1</Data></Cell>', "TRUE", None),
        ('<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>', "#DIV/0!", None),
        ('<Cell><Data ss:Type="String">a &amp; b&#10;c</Data></Cell>', "a & b\nc", None),
        ('<Cell ss:StyleID="x"><Data ss:Type="Number">2</Data></Cell>', "", "2"),
        ('<Cell ss:StyleID="h"><Data ss:Type="Number">2</Data></Cell>', "", "2"),
        ('<Cell><ss:Data ss:Type="String"><html:S>2</html:S>1<html:Sup>a</html:Sup></ss:Data></Cell>', "1ᵃ", "2"),
        ('<Cell ss:StyleID="h"/>', "", None),
    ],
)
def test_cells_of_an_xml_spreadsheet(cell: str, text: str, unseen: str | None) -> None:
    around = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    (row,) = xml_sheet(f"<Row>{around.format('a')}{cell}{around.format('z')}</Row>").rows
    assert [each.text for each in row.cells] == ["a", text, "z"]
    assert row.cells[1].unseen == unseen


def test_places_in_an_xml_spreadsheet() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f'<Cell {attributes}><Data ss:Type="String">{text}</Data></Cell>'

    wide, fourth = cell("a", 'ss:MergeAcross="1"'), cell("c", 'ss:Index="4"')
    body = (
        '<Column ss:Index="3" ss:Hidden="1"/>'
        f'<Row ss:Index="2">{wide}{cell("ẩn")}{cell("b")}</Row><Row ss:Hidden="1">{cell("ẩn")}</Row>'
        f'<Row ss:Span="2">{fourth}</Row><Row>{cell("d")}</Row>'
    )
    form = xml_sheet(body)
    assert texts(form) == [["a", "", "b"], [], ["", "", "c"], ["d", "", ""]]
    assert [cell.ref for row in form.rows for cell in (*row.cells, *row.unseen) if cell.text] == [
        "A2", "D2", "C2", "A3", "D4", "A7",
    ]  # fmt: skip


def test_an_xml_spreadsheet_of_the_form(rows: Rows, expected: Mapping[str, object]) -> None:
    from xml.sax.saxutils import escape

    body = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    assert values(read_report(SHEET.format(body).encode(), name="x.xls")) == expected


def test_flat_open_document() -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in "abc")
    for kind in ("spreadsheet", "text"):
        body = f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
        inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        xml = f"<office:document {spaces}>{inner}</office:document>"
        for head in ("", '<?xml version="1.0" encoding="UTF-8"?>\n'):
            assert texts(read_form((head + xml).encode())) == [["a", "b", "c"]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            ".docx",
        ),
        (b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', ".docx"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', ".xlsx"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "DOCTYPE"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><a></Workbook>', "damaged"),
        (b"{\\rtf1 a}", r"RTF .*\.docx"),
        (zipped(**{"Index/Document.iwa": b"x", "Index/Tables/DataList.iwa": b"x"}), r"Numbers.*\.xlsx"),
        (zipped(**{"Index/Document.iwa": b"x"}), r"Pages.*\.docx"),
        (b"II*\0" + bytes(99), "picture"),
        (b"\xff\xd8\xff" + bytes(99), "picture"),
        (b"Rar!\x1a\x07" + bytes(99), "unpack"),
        (b"\x1f\x8b" + bytes(99), "unpack"),
    ],
    # The bytes of an archive hold the time, by which two workers would not collect the same tests.
    ids=[
        "word-2003",
        "flat-word",
        "workbook",
        "doctype",
        "damaged",
        "rtf",
        "numbers",
        "pages",
        "tiff",
        "jpeg",
        "rar",
        "gzip",
    ],
)
def test_what_is_refused_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as error:
        read_form(data, "x")
    assert set(error.value.messages) == {"vi", "en"}


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_in_one_file(encoding: str, rows: Rows, makers: Makers, expected: Mapping[str, object]) -> None:
    """Excel saves a page a sheet, and a frame around them; the sheet of the form is read."""
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.make_related()
    for page in (b"<html><frameset><frame src=sheet001.htm></frameset></html>", makers["HTML"](rows)):
        message.add_related(page.decode(), subtype="html", charset="utf-8", cte=encoding)
    message.add_related(b"\x89PNG", "image", "png")
    data = message.as_bytes()
    assert mht.shows(data)
    assert values(read_report(data, name="x.mht")) == expected


def test_a_text_about_mail_is_no_page() -> None:
    assert texts(read_form("MIME-Version: là gì?\tContent-Type: là gì?".encode())) == [
        ["MIME-Version: là gì?", "Content-Type: là gì?"]
    ]


def ansi(text: str) -> bytes:
    """A text saved in the code page of Western Europe: other letters are lost."""
    return text.encode("cp1252", errors="replace")


@pytest.mark.parametrize("kind", ["csv", "csv with semicolons", "HTML", "Markdown"])
def test_letters_lost_as_question_marks(kind: str, rows: Rows, makers: Makers) -> None:
    data = ansi(makers[kind](rows).decode("utf-8-sig"))
    with pytest.raises(ReadError, match="CSV UTF-8"):
        read_form(data, "x")
    lost = [[ansi(cell).decode("cp1252") for cell in row] for row in rows]
    with pytest.raises(ReadError, match="CSV UTF-8"):
        read_form(makers["xlsx"](lost), "x.xlsx")


def test_questions_are_no_lost_letters() -> None:
    text = "\n".join("1\tĐã làm chưa?\tChưa rõ?Có thể" for _ in range(9))
    assert texts(read_form(text.encode()))[0] == ["1", "Đã làm chưa?", "Chưa rõ?Có thể"]


@pytest.mark.parametrize("page", ["cp1252", "cp1258"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_letters_that_were_misread_are_put_right(
    page: str, kind: str, rows: Rows, makers: Makers, expected: Mapping[str, object]
) -> None:
    misread = [[wrongly(cell, page) for cell in row] for row in rows]
    report = read_report(makers[kind](misread), name="x")
    assert values(report) == expected
    (told,) = (finding for finding in report.findings if finding.code == "CCHC-F022")
    assert told.expected in ("PHỤ LỤC 3", rows[0][0])


def wrongly(text: str, page: str) -> str:
    """UTF-8 as a program shows it that takes it for a code page; what that leaves undefined it hands through."""
    return "".join(
        chr(byte) if 0x80 <= byte <= 0x9F and not decodes(byte, page) else bytes([byte]).decode(page)
        for byte in text.encode()
    )


def decodes(byte: int, page: str) -> bool:
    try:
        bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return False
    return True


def test_a_table_quoted_through_and_through(rows: Rows, expected: Mapping[str, object]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_ALL).writerows([*row, *[""] * (5 - len(row))] for row in rows)
    assert values(read_report(stream.getvalue().encode(), name="x")) == expected


def letter_of(*, attached: bool) -> bytes:
    letter = EmailMessage()
    letter.set_content("Kính gửi báo cáo kèm theo.")
    if attached:
        letter.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="bc.xlsx")
    return letter.as_bytes()


def document_around(body: str, part: str) -> bytes:
    """A document without a table, and another file in it."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream, "a") as archive:
        text = archive.read("word/document.xml").decode().replace("<w:sectPr", f"<w:p>{body}</w:p><w:sectPr", 1)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
        new.writestr(part, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"url":"https://docs.google.com/x","doc_id":"x","email":"a@b"}', "download"),
        (letter_of(attached=True), "save the attachment"),
        (document_around("<w:r><w:object/></w:r>", "word/embeddings/Sheet.xlsx"), "double-click"),
        (document_around("</w:p><w:altChunk w:id='x'/><w:p>", "word/c.htm"), "open it in Word"),
    ],
    ids=["link", "attachment", "embedded", "imported"],
)
def test_a_report_that_stands_in_another_file(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_report(data, name="x")
