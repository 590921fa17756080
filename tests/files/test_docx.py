"""A document reads in order: tables over pages, merged and split cells, runs, revisions, list marks, signatures."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table

from cchc.readers import docx as reader
from cchc.readers import read_report
from cchc.report import RawForm

Rows = Sequence[Sequence[str]]


def read(document: Document) -> RawForm:
    stream = io.BytesIO()
    document.save(stream)
    return reader.read(stream.getvalue(), "x.docx")


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


def table(document: Document, rows: Rows) -> Table:
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    return made


def test_lines_and_tables_in_order_with_their_places() -> None:
    document = docx.Document()
    document.add_paragraph("Tên\tSố\nDòng hai")
    table(document, [["a", "b", "c"], ["d", "", "f"]])
    document.add_paragraph("Hết")
    form = read(document)
    assert texts(form) == [["Tên", "Số"], ["Dòng hai"], ["a", "b", "c"], ["d", "", "f"], ["Hết"]]
    assert form.rows[0].cells[1].place == "¶1"
    assert form.rows[3].cells[2].place == "#1!C2"
    assert form.rows[4].cells[0].place == "¶2"


def test_runs_breaks_and_tabs_inside_a_cell() -> None:
    document = docx.Document()
    cell = document.add_table(1, 3).cell(0, 1)
    paragraph = cell.paragraphs[0]
    paragraph.add_run("Kế ").bold = True
    paragraph.add_run("hoạch\tsố 62/KH")
    paragraph._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:noBreakHyphen/><w:t>UBND</w:t><w:br/><w:t>ngày 28</w:t></w:r>")
    )
    cell.add_paragraph("đoạn hai")
    assert texts(read(document)) == [["", "Kế hoạch số 62/KH-UBND\nngày 28\nđoạn hai"]]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins>", "mới"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>", "3"),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", "liên kết"),
        ("<w:sdt><w:sdtContent><w:r><w:t>ô nhập</w:t></w:r></w:sdtContent></w:sdt>", "ô nhập"),
    ],
)
def test_only_what_a_person_sees(xml: str, text: str) -> None:
    document = docx.Document()
    body = f"<w:p {nsdecls('w')}>{xml}</w:p>"
    document.element.body.insert(0, parse_xml(body))
    assert texts(read(document)) == [[text]]


def test_a_built_up_fraction() -> None:
    document = docx.Document()
    ns = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = "<m:f><m:fPr/><m:num><m:r><m:t>478</m:t></m:r></m:num><m:den><m:r><m:t>2163</m:t></m:r></m:den></m:f>"
    math = f"<w:p {nsdecls('w')} {ns}><m:oMath>{fraction}<m:r><m:t>×100 = 22,09%</m:t></m:r></m:oMath></w:p>"
    document.element.body.insert(0, parse_xml(math))
    assert texts(read(document)) == [["478/2163×100 = 22,09%"]]


def test_merged_cells() -> None:
    document = docx.Document()
    made = table(document, [[f"{row}{column}" for column in "abcde"] for row in "xyz"])
    made.cell(0, 1).merge(made.cell(0, 3)).text = "rộng"
    made.cell(1, 3).merge(made.cell(2, 3)).text = "không có"
    made.cell(1, 4).merge(made.cell(2, 4)).text = "20"
    assert texts(read(document)) == [
        ["xa", "rộng", "", "", "xe"],
        ["ya", "yb", "yc", "không có", "20"],
        ["za", "zb", "zc", "không có", ""],
    ]


def test_columns_whose_widths_differ_a_little_are_the_same_columns() -> None:
    """Word splits its grid where the edges of two rows miss each other by a hair."""
    document = docx.Document()
    made = table(document, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    grid = made._tbl.tblGrid
    grid.append(parse_xml(f'<w:gridCol {nsdecls("w")} w:w="10"/>'))
    for number, spans in enumerate(((1, 2, 1), (1, 2, 1), (2, 1, 1))):
        for cell, span in zip(made.rows[number]._tr.tc_lst, spans, strict=True):
            cell.grid_span = span
    assert texts(read(document)) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


def test_a_table_that_sets_signatures_side_by_side() -> None:
    document = docx.Document()
    table(document, [["NGƯỜI LẬP BÁO CÁO\n\nĐặng Hoàng Long", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐặng Quang Hải"]])
    assert texts(read(document)) == [
        ["NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"],
        ["", "PHÓ CHỦ TỊCH"],
        ["Đặng Hoàng Long", "Đặng Quang Hải"],
    ]


def test_a_table_inside_a_cell_comes_after_it() -> None:
    document = docx.Document()
    outer = table(document, [["ngoài", "x", "y"]])
    inner = outer.cell(0, 0).add_table(1, 3)
    inner.cell(0, 0).text = "trong"
    assert texts(read(document))[:2] == [["ngoài", "x", "y"], ["trong"]]


def test_marks_that_word_draws_by_itself() -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet", "List Number"):
        document.add_paragraph("dòng", style=style)._p.get_or_add_pPr()
    numbering = document.part.numbering_part.element
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, definition)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    document = with_list(document, [0, 1, 1, 2, 0, 1])
    assert [row[0] for row in texts(read(document))][-6:] == ["II. a", "II.1 b", "II.2 c", "- d", "III. e", "III.1 f"]


def with_list(document: Document, levels: Sequence[int]) -> Document:
    for level, text in zip(levels, "abcdef", strict=True):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
        )
    return document


def test_a_form_in_a_table_for_each_page(rows: Rows, makers: dict[str, Callable[[Rows], bytes]]) -> None:
    """Tables that repeat their header, one to a page, are one form."""
    head = next(row for row in rows if row[0] == "TT")
    start = list(rows).index(head)
    paged = [*rows[: start + 40], ["Trang 2"], head, *rows[start + 40 : start + 80], [""], head, *rows[start + 80 :]]
    whole, broken = (read_report(makers["docx"](each), name="x") for each in (rows, paged))
    assert {id: entry.value for id, entry in broken.entries.items()} == {
        id: entry.value for id, entry in whole.entries.items()
    }
    assert [finding.code for finding in broken.findings] == [finding.code for finding in whole.findings]
