"""Workbooks of an office's own: the form on one sheet, and beside it whatever offices put there."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

FORM = "Báo cáo T5"
Rows = list[list[str]]


def cells(text: str) -> Rows:
    return [line.split("\t") for line in text.splitlines()]


def typed(text: str) -> int | str | None:
    """What a clerk's program makes of what she types."""
    text = text.strip()
    is_count = text.isdecimal() and len(text) < 6 and (text == "0" or text[0] != "0")
    return int(text) if is_count else text or None


def picture() -> io.BytesIO:
    """A dot (PNG)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def by_openpyxl(rows: Rows) -> bytes:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.workbook.defined_name import DefinedName

    book = Workbook()
    form = book.worksheets[0]
    form.title = FORM
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            if (value := typed(text)) is not None:
                form.cell(number, place, value)
    form["D13"].comment = Comment("Số của quý trước", "Nguyễn Thị B")
    form["E12"].comment = Comment("xem sổ theo dõi", "Nguyễn Thị B")
    form["B3"].font = Font(bold=True, size=14)
    red = PatternFill("solid", bgColor="FFC7CE")
    form.conditional_formatting.add("C1:C150", CellIsRule(operator="greaterThan", formula=["100"], fill=red))
    form.add_image(Image(picture()), "H3")
    form.print_title_rows = "5:6"
    other = book.create_sheet("Tổng hợp")
    other["A1"], other["B1"], other["A2"], other["A3"] = "Tổng", f"='{FORM}'!E12+1", 3, 5
    other["A2"].comment = Comment("ghi chú trang hai", "Trần C")
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, min_row=2, max_row=3))
    other.add_chart(chart, "D2")
    book.create_sheet("Cũ").sheet_state = "hidden"
    book.defined_names["TongSo"] = DefinedName("TongSo", attr_text=f"'{FORM}'!$C$12")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(rows: Rows) -> bytes:
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    form = book.add_worksheet("Mẫu'X")
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if (value := typed(text)) is not None:
                form.write(number, place, value)
    form.write_comment("D13", "của phường", {"author": "ai đó"})
    form.write_url("B180", "https://example.org/")
    form.conditional_format("C1:C20", {"type": "3_color_scale"})
    other = book.add_worksheet("Biểu đồ")
    other.write_formula("A1", "='Mẫu''X'!E12*2", None, 12)
    other.write_column("B1", [1, 2, 3])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Biểu đồ'!$B$1:$B$3"})
    other.insert_chart("D2", chart)
    book.define_name("Tong_So", "='Biểu đồ'!$A$1")
    book.close()
    return stream.getvalue()


MAKERS: Mapping[str, Callable[[Rows], bytes]] = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with parts more, or other ones."""
    return packed(parts_of(data) | dict(parts))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of those parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def related(data: bytes, listing: str, kind: str, target: str, mode: str = "") -> dict[str, bytes]:
    """A part of relationships with one more."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    entry = f'<Relationship Id="rIdMore" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return {listing: parts_of(data)[listing].replace(b"</Relationships>", entry.encode())}
