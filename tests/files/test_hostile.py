"""A file that is hostile, broken or no report is refused, with what is wrong and what to do, at a bounded cost."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from tests.pace import within

from cchc.errors import CchcError, MissingExtraError, ReadError
from cchc.readers import formats, package, read_report
from cchc.readers.formats import read_form
from cchc.readers.grid import column_name

Rows = Sequence[Sequence[str]]
Change = Callable[[bytes], bytes]
WithPart = Callable[[bytes, str, Change], bytes]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.fixture(scope="module")
def xlsx(makers: Mapping[str, Callable[[Rows], bytes]], rows: Rows) -> bytes:
    return makers["xlsx"](rows)


@pytest.fixture(scope="module")
def docx(makers: Mapping[str, Callable[[Rows], bytes]], rows: Rows) -> bytes:
    return makers["docx"](rows)


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """No file may cost more than a few seconds, nor memory beyond what the tests themselves take."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with within(20):
        yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


def refused(data: bytes, says: str, name: str = "bao-cao.xlsx") -> None:
    with pytest.raises(ReadError, match=says) as error:
        read_form(data, name)
    assert error.value.source == name
    assert set(error.value.messages) == {"vi", "en"}
    assert not any("{" in text for text in error.value.messages.values())


def inserted(before: bytes, xml: bytes) -> Change:
    return lambda part: part.replace(before, xml + before, 1)


@pytest.mark.parametrize("row", [b'<row r="%d"/>', b'<row r="%d" spans="1:5"><c r="A1" s="1"/><c r="B1" s="1"/></row>'])
def test_a_million_rows_of_nothing_are_nothing(row: bytes, xlsx: bytes, with_part: WithPart) -> None:
    empty = b"".join(row % number for number in range(300, 1_000_300))
    padded = with_part(xlsx, SHEET, inserted(b"</sheetData>", empty))
    assert read_form(padded).rows == read_form(xlsx).rows


def test_a_million_rows_of_something_are_too_many(xlsx: bytes, with_part: WithPart) -> None:
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    filled = b"".join(row % (number, number) for number in range(300, 100_300))
    refused(with_part(xlsx, SHEET, inserted(b"</sheetData>", filled)), "5000")


def test_cells_far_apart_are_too_many(xlsx: bytes, with_part: WithPart) -> None:
    """What makes a reader that holds whole rectangles ask for terabytes."""
    far = b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (number, column_name(12 * number).encode(), number)
        for number in range(300, 1000)
    )
    refused(with_part(xlsx, SHEET, inserted(b"</sheetData>", far)), "more than 200 000 cells")


@pytest.mark.parametrize("stray", ["XFD10", "XFD1048576", "AAA3"])
def test_a_stray_cell_far_away_makes_no_form_unreadable(stray: str, xlsx: bytes, with_part: WithPart) -> None:
    """What is stored is charged, not the rectangle around it: the form is read as it was, and the stray cell kept."""
    row = b'<row r="%s"><c r="%s"><v>7</v></c></row>' % (
        stray.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode(),
        stray.encode(),
    )
    strayed = read_form(with_part(xlsx, SHEET, inserted(b"</sheetData>", row)))
    plain = read_form(xlsx)
    cells = [[cell for cell in row.cells if cell.text] for row in strayed.rows]
    assert [cell.ref for row in cells for cell in row if cell.text == "7" and cell.ref == stray] == [stray]
    read = [cell for row in cells for cell in row if cell.ref != stray]
    assert read == [cell for row in plain.rows for cell in row.cells if cell.text]


def test_a_false_dimension_does_not_count(xlsx: bytes, with_part: WithPart) -> None:
    lie = (b'<dimension ref="A1:', b'<dimension ref="A1:XFD1048576" x="')
    lying = with_part(xlsx, SHEET, lambda part: part.replace(*lie))
    assert read_form(lying).rows == read_form(xlsx).rows


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"])
def test_zip_bombs(part: str, xlsx: bytes, with_part: WithPart) -> None:
    refused(with_part(xlsx, part, lambda _: b"<a>" * 20_000_000), "unpacks")


def test_a_bomb_that_lies_about_its_size(xlsx: bytes, with_part: WithPart) -> None:
    data = bytearray(with_part(xlsx, STRINGS, lambda _: b" " * 15_000_000))
    size = (15_000_000).to_bytes(4, "little")
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = (1000).to_bytes(4, "little")
    refused(bytes(data), "unpacks|damaged")


@pytest.mark.parametrize(
    "xml", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), b"<!-- -->" * 200_000 + LAUGHS[21:]]
)
@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_refused(xml: bytes, part: str, xlsx: bytes, with_part: WithPart) -> None:
    refused(with_part(xlsx, part, lambda _: xml), "DOCTYPE")


def test_entities_are_refused_in_documents(docx: bytes, with_part: WithPart) -> None:
    refused(with_part(docx, "word/document.xml", lambda _: OUTSIDE), "DOCTYPE")


def test_depth_is_bounded(docx: bytes, with_part: WithPart) -> None:
    deep = b'<w:d xmlns:w="x"><w:body>' + b"<a>" * 450_000 + b"</a>" * 450_000 + b"</w:body></w:d>"
    refused(with_part(docx, "word/document.xml", lambda _: deep), "more than 800 000 XML tags and attributes")
    fewer = deep.replace(b"<a>" * 440_000, b"").replace(b"</a>" * 440_000, b"")
    refused(with_part(docx, "word/document.xml", lambda _: fewer), "nested too deep")
    refused(with_part(docx, SHEET, lambda _: deep)[:-40], "damaged")


@pytest.mark.parametrize("length", [4, 30, 1000, 5000, -1, -22, -200])
def test_truncated_archives(length: int, xlsx: bytes, docx: bytes) -> None:
    for data in (xlsx, docx):
        refused(data[:length], "damaged|no text|cannot be read")


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_missing_parts(part: str, xlsx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        kept = [(name, archive.read(name)) for name in archive.namelist() if name != part]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in kept:
            archive.writestr(name, data)
    refused(stream.getvalue(), "damaged")


REPEATED = (
    '<table:table-row table:number-rows-repeated="1000">'
    '<table:table-cell table:number-columns-repeated="1000" {}</table:table-row>'
)
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="x" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def flat(kind: str, content: str) -> bytes:
    body = f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"
    return f"<office:document {OFFICE}>{body}</office:document>".encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            flat(
                "spreadsheet",
                "<table:table>" + REPEATED.format('office:value-type="float" office:value="1"/>') + "</table:table>",
            ),
            "200 000 cells",
        ),
        (flat("text", "<text:p>" + '<text:s text:c="1000"/>' * 5000 + "</text:p>"), "1 500 000 characters"),
        (flat("spreadsheet", "".join(f'<table:table table:name="{n}"/>' for n in range(99))), "60 sheets"),
        (b"<html><table>" + b"<tr>" + b"<td rowspan=200 colspan=200>1</td>" * 6 + b"</table>", "200 000 cells"),
        (
            b"<html><style>"
            + b"".join(b".a%d{display:none}" % n for n in range(9000))
            + b"</style>"
            + b"<b>x</b>" * 9000,
            "5 000 000",
        ),
        (b"<html><table>" + b"<b>" * 4900 + b"<table>" + b"<b>" * 4900 + b"</i>" * 90_000, "comparisons"),
        (("a\t" * 400 + "\n").encode() * 600, "200 000 cells"),
        (b"a;b;c" + b";" * 400 + b"\n" + (b";" * 400 + b"x\n") * 600, "200 000 cells"),
        (("|a" * 90 + "\n|-|-|\n").encode() * 2500, "200 000 cells"),
        (("a" * 90_000 + "\tb\tc\n").encode() * 40, "1 500 000 characters"),
    ],
    ids=["ods", "spaces", "sheets", "spans", "styles", "unclosed", "text", "csv", "markdown", "characters"],
)
def test_a_budget_is_charged_before_what_it_pays_for(data: bytes, says: str) -> None:
    with within(2):
        refused(data, says, "x")


def test_many_parts_and_encrypted_parts(xlsx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = bytearray(xlsx)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := locked.find(mark, place + 1)) >= 0:
            locked[place + offset] |= 1
    refused(bytes(locked), "password")
    monkeypatch.setattr(package, "MOST_PARTS", 5)
    refused(xlsx, "unpacks")


def html(*texts: str) -> bytes:
    return ("<html><table>" + "".join(f"<tr><td>{text}</td><td>b</td></tr>" for text in texts) + "</table>").encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"x" * 100_001, "line 1 has more than 100 000 characters"),
        (b"x\n" * 5_001, "more than 5000 rows"),
        (b"a;b;c\n" * 9 + b"d;" + b"x" * 100_001 + b";f\n", "line 10 has more than 100 000 characters"),
        (b"a;b;c\n" * 5_001, "more than 5000 rows"),
        (b"| a | b | c |\n|---|---|---|\n" * 5_001, "more than 5000 rows"),
        (html("a", "x" * 100_001), "line 2 has more than 100 000 characters"),
        (html(*["x"] * 5_001), "more than 5000 rows"),
    ],
    ids=["a line", "lines", "a field", "records", "bars", "a cell", "rows"],
)
def test_what_is_too_long_is_told_with_its_limit(data: bytes, says: str) -> None:
    """Either a line or the number of them, never one of both."""
    refused(data, says, "x")


def test_a_part_that_is_packed_too_tight_is_told_with_the_limit(xlsx: bytes, with_part: WithPart) -> None:
    """A workbook with as many cell styles as a program allows is honest; what it was refused for can be mended."""
    style = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    styled = with_part(xlsx, "xl/styles.xml", inserted(b"</cellXfs>", style * 65_400))
    refused(styled, "more than 4 MB and 250 times .*cell styles")
    refused(with_part(xlsx, STRINGS, lambda _: bytes(range(256)) * 45_000), "more than 10 MB")


def test_what_the_library_of_old_spreadsheets_says_waits_for_debugging() -> None:
    """It tells damage by whatever error it runs into, which says nothing to an official in any language."""
    with pytest.raises(ReadError) as error:
        read_form(ole("Workbook"), "bao-cao.xls")
    assert not any(word in text for text in error.value.messages.values() for word in ("Error", "xlrd", "()"))
    assert "Error" in str(error.value.figures["reason"])


def ole(*streams: str) -> bytes:
    names = b"".join(f"{name}\0".encode("utf-16-le") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names + bytes(600)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ole("EncryptionInfo", "EncryptedPackage"), "password"),
        (ole("WordDocument"), r"old \.doc .*\.docx"),
        (ole("Workbook"), "damaged"),
        (ole("VisioDocument"), r"save it as \.docx or \.xlsx"),
        (zipped("xl/workbook.bin"), r"\.xlsb"),
        (zipped("bao-cao.xlsx", "b.txt"), "zip file"),
        (zipped("content.xml", "mimetype"), "zip file"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (b"{\\rtf1 a}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(900), "PNG"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"<html><body></body></html>", "no text"),
        (b"\x05admin".ljust(54, b" ") + b"\x05\0a\0d\0m\0i\0n\0".ljust(111, b" "), "lock file"),
    ],
)
def test_other_kinds_of_files(data: bytes, says: str) -> None:
    refused(data, says)


@pytest.mark.parametrize("name", ["~$bao-cao.xlsx", ".~lock.bao-cao.ods#"])
def test_lock_files_by_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b",admin,may-tinh,14.05.2024 09:00,file:///home;")
    with pytest.raises(ReadError, match="lock file"):
        read_report(path)


def test_an_encrypted_workbook_of_excel(xlsx: bytes) -> None:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx)).encrypt("mật khẩu", stream)
    refused(stream.getvalue(), "password")


def test_what_needs_more_packages_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"cchc\[pdf\]"):
        read_form(b"%PDF-1.7")
    monkeypatch.setitem(__import__("sys").modules, "xlrd", None)
    with pytest.raises(MissingExtraError, match=r"cchc\[xls\]"):
        read_form(ole("Workbook"))


def test_large_junk_is_refused_at_once() -> None:
    with within(5):
        for head in (b"", b"PK\x03\x04", b"a;b;c\n"):
            with pytest.raises(CchcError):
                read_report(head + bytes(range(256)) * (formats.LARGEST_FILE // 256 - 1))


def test_a_file_has_one_budget_however_it_is_read() -> None:
    """What is opened inside of a file's budget is charged to it; what it has at once is charged once."""
    from cchc.reading.budget import LIMITS, budget_of, charge, reach

    most = int(LIMITS["table"][0])
    with budget_of("x") as whole:
        with budget_of("y") as part:
            charge("sheets", 3)
        assert part is whole
        for _ in range(3):
            reach("table", most)
        assert whole.spent == {"sheets": 3, "table": most}
        with pytest.raises(ReadError, match="95 000") as error:
            reach("table", most + 1)
    assert error.value.source == "x"
