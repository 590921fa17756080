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

from cchc.edition import Edition
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


def with_style(document: Document, id: str, properties: str, base: str = "") -> Document:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="{id}"><w:name w:val="{id}"/>{based}'
            f"<w:rPr>{properties}</w:rPr></w:style>"
        )
    )
    return document


RAISED = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "text", "unseen"),
    [
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:r><w:rPr><w:dstrike w:val='true'/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>2</w:t></w:r>", "2", None),
        ("<w:r><w:rPr><w:rStyle w:val='Bo'/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:r><w:rPr><w:rStyle w:val='BoCu'/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:r><w:rPr><w:rStyle w:val='Bo'/><w:strike w:val='false'/></w:rPr><w:t>2</w:t></w:r>", "2", None),
        ("<w:r><w:rPr><w:rStyle w:val='An'/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:del><w:r><w:delText>2</w:delText></w:r></w:del><w:ins><w:r><w:t>1</w:t></w:r></w:ins>", "1", "2"),
        ("<w:moveFrom><w:r><w:t>2</w:t></w:r></w:moveFrom><w:r><w:t>1</w:t></w:r>", "1", "2"),
        ("<w:r><w:t>12</w:t></w:r>" + RAISED.format("1"), "12¹", None),
        ("<w:r><w:t>12</w:t></w:r>" + RAISED.format("(a)"), "12⁽ᵃ⁾", None),
        (RAISED.format("12"), "12", None),
        ("<w:r><w:t>12</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r>", "12", None),
    ],
)
def test_struck_and_raised_text_in_cells(xml: str, text: str, unseen: str | None) -> None:
    document = with_style(docx.Document(), "Bo", "<w:strike/>")
    with_style(document, "BoCu", "<w:b/>", base="Bo")
    with_style(document, "An", "<w:vanish/>")
    row = table(document, [["a", "b", ""]]).rows[0]
    row.cells[2]._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    (cell,) = read(document).rows[0].cells[2:]
    assert (cell.text, cell.unseen) == (text, unseen)


@pytest.mark.parametrize(
    "properties",
    [
        "<w:del w:id='1' w:author='A'/>",
        "<w:hidden/>",
        "<w:trHeight w:val='1' w:hRule='exact'/>",
    ],
)
def test_rows_that_nobody_sees(properties: str) -> None:
    document = docx.Document()
    made = table(document, [["1", "a", "2"], ["1", "a", "9"], ["2", "b", "3"]])
    made.rows[1]._tr.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}>{properties}</w:trPr>"))
    form = read(document)
    assert texts(form) == [["1", "a", "2"], [], ["2", "b", "3"]]
    assert [cell.text for cell in form.rows[1].unseen] == ["1", "a", "9"]


def test_a_row_that_was_inserted_is_seen() -> None:
    document = docx.Document()
    made = table(document, [["1", "a", "2"], ["2", "b", "3"]])
    made.rows[1]._tr.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}><w:ins w:id='1'/><w:hidden w:val='0'/></w:trPr>"))
    assert texts(read(document)) == [["1", "a", "2"], ["2", "b", "3"]]


def test_a_cell_that_was_deleted() -> None:
    document = docx.Document()
    made = table(document, [["1", "a", "2", "9"], ["2", "b", "3", "4"]])
    made.cell(0, 3)._tc.get_or_add_tcPr().append(parse_xml(f"<w:cellDel {nsdecls('w')} w:id='1'/>"))
    first = read(document).rows[0].cells[3]
    assert (first.text, first.unseen) == ("", "9")


def test_what_lies_in_a_cell_that_goes_on_from_above() -> None:
    """Word shows the first of merged cells only, whatever the others hold."""
    document = docx.Document()
    made = table(document, [["1", "a", "2"], ["2", "b", "9"]])
    for row, kind in ((0, "restart"), (1, "continue")):
        made.cell(row, 2)._tc.get_or_add_tcPr().append(parse_xml(f"<w:vMerge {nsdecls('w')} w:val='{kind}'/>"))
    form = read(document)
    assert texts(form) == [["1", "a", "2"], ["2", "b", ""]]
    assert [cell.text for cell in form.rows[1].unseen] == ["9"]


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
SYMBOL = "<w:r><w:sym w:font='{}' w:char='{}'/></w:r>"
CHECK = (
    f"<w:sdt {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val='{{}}'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>\uf0fe</w:t></w:r></w:sdtContent></w:sdt>"
)
PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dropDownList/></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>Choose an item.</w:t></w:r></w:sdtContent></w:sdt>"
)
FIELD = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{}</w:ffData></w:fldChar></w:r>"
ITEMS = "<w:listEntry w:val='Không'/><w:listEntry w:val='Có'/>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (CHECK.format("1") + "<w:r><w:t> Có</w:t></w:r>", "☒ Có"),
        (CHECK.format("0") + "<w:r><w:t> Có</w:t></w:r>", "☐ Có"),
        (PROMPT, ""),
        (PROMPT.replace("<w:showingPlcHdr/>", "").replace("Choose an item.", "Có"), "Có"),
        (PROMPT.replace("<w:showingPlcHdr/>", "<w:showingPlcHdr w:val='0'/>"), "Choose an item."),
        (FIELD.format("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"), "☒"),
        (FIELD.format("<w:checkBox><w:default w:val='1'/></w:checkBox>"), "☒"),
        (FIELD.format("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>"), "☐"),
        (FIELD.format(f"<w:ddList><w:result w:val='1'/>{ITEMS}</w:ddList>"), "Có"),
        (FIELD.format(f"<w:ddList><w:default w:val='1'/>{ITEMS}</w:ddList>"), "Có"),
        (FIELD.format(f"<w:ddList>{ITEMS}</w:ddList>"), "Không"),
        (FIELD.format(f"<w:ddList><w:result w:val='7'/>{ITEMS}</w:ddList>"), ""),
        (SYMBOL.format("Wingdings", "F0FE"), "☑"),
        (SYMBOL.format("Wingdings", "F0A8"), "☐"),
        (SYMBOL.format("Wingdings 2", "F052"), "☑"),
        (SYMBOL.format("Symbol", "F0B3"), "≥"),
        (SYMBOL.format("Wingdings", "x"), ""),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>þ</w:t></w:r><w:r><w:t> Có</w:t></w:r>", "☑ Có"),
        ("<w:r><w:t>\uf0fe Có</w:t></w:r>", "☑ Có"),
    ],
)
def test_boxes_lists_and_prompts(xml: str, text: str) -> None:
    """What is chosen or ticked is read wherever the file keeps it; a prompt that is still there says nothing."""
    document = docx.Document()
    cell = table(document, [["a", "b", "c", "d"]]).cell(0, 2)
    cell.paragraphs[0].text = ""
    cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    assert texts(read(document)) == [["a", "b", text, "d"]]


def test_controls_around_cells_and_rows() -> None:
    document = docx.Document()
    made = table(document, [["1", "a", "2"], ["2", "b", "Bấm để nhập"]])
    for element, prompt in ((made.rows[0]._tr, ""), (made.cell(1, 2)._tc, "<w:showingPlcHdr/>")):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent/></w:sdt>")
        element.getparent().replace(element, control)
        control[1].append(element)
    assert texts(read(document)) == [["1", "a", "2"], ["2", "b", ""]]


BOX = (
    '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>'
    "<mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes_in_cells_and_between_tables() -> None:
    document = docx.Document()
    cell = table(document, [["a", "b", "c"]]).cell(0, 2)
    cell.paragraphs[0].text = ""
    for place in (cell._tc, document.element.body):
        place.append(parse_xml(f"<w:p {nsdecls('w')}>{BOX.format('7')}</w:p>"))
    assert texts(read(document)) == [["a", "b", "7"], ["7"]]


def test_small_tables_inside_a_cell_are_part_of_it() -> None:
    document = docx.Document()
    outer = table(document, [["a", "b", ""]])
    inner = outer.cell(0, 2).add_table(2, 2)
    for (row, column), text in {(0, 0): "5", (0, 1): "văn bản", (1, 0): "đã ban hành"}.items():
        inner.cell(row, column).text = text
    assert texts(read(document)) == [["a", "b", "5 văn bản\nđã ban hành"]]


def test_a_bullet_of_a_line_alone_in_its_cell_is_only_how_it_is_set() -> None:
    document = docx.Document()
    cells = table(document, [["", "a", "", ""]]).rows[0].cells
    for cell, lines in zip(cells, ([""], None, ["5"], ["x", "y"]), strict=True):
        for place, line in enumerate(lines or ()):
            paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
            paragraph.text = line
            paragraph.style = document.styles["List Bullet"]
    assert texts(read(document)) == [["- ", "a", "5", "- x\n- y"]]


def form_rows(rows: Rows) -> tuple[Rows, Rows, Rows]:
    """What stands above the table of the report, the table, and what stands below."""
    head = next(place for place, row in enumerate(rows) if row[0] == "TT")
    last = max(place for place, row in enumerate(rows) if len(row) > 3)
    return rows[:head], rows[head : last + 1], rows[last + 1 :]


OTHERS = (
    [["TT", "Lĩnh vực", "Số lượng", "Đơn vị tính", "Ghi chú"], ["1", "Hộ tịch", "100", "Hồ sơ", ""],
     ["2", "Số vụ việc khiếu nại, tố cáo, phản ánh kiến nghị đã tiếp nhận:", "400", "Hồ sơ", ""],
     ["3", "Đất đai", "300", "Hồ sơ", ""], ["4", "Chứng thực", "2", "Hồ sơ", ""]],
    [["TT", "Văn bản", "Số hiệu", "Ngày"], *[[f"{n}", "Kế hoạch", f"{n}/KH-UBND", "1/2/2024"] for n in range(1, 9)]],
)  # fmt: skip


@pytest.mark.parametrize("place", ["before", "after", "around"])
def test_of_several_tables_the_form_is_read(place: str, rows: Rows, edition: Edition) -> None:
    above, form, below = form_rows(rows)
    document = docx.Document()

    def add(parts: Sequence[Rows]) -> None:
        for part in parts:
            document.add_paragraph("Biểu khác")
            table(document, part)

    add(OTHERS if place == "before" else OTHERS[:1] if place == "around" else ())
    for row in above:
        document.add_paragraph(row[0])
    table(document, form)
    add(OTHERS if place == "after" else OTHERS[1:] if place == "around" else ())
    for row in below:
        document.add_paragraph(row[0])
    data = saved(document)
    read_one, plain = (read_report(each, name="x") for each in (data, text_of([*above, *form, *below])))
    assert {id: entry.value for id, entry in read_one.entries.items()} == {
        id: entry.value for id, entry in plain.entries.items()
    }
    (told,) = (finding for finding in read_one.findings if finding.code == "CCHC-F020")
    assert told.observed == {"before": "1, 2", "after": "2, 3", "around": "1, 3"}[place]


def test_a_form_that_stands_twice_is_read_once(rows: Rows, edition: Edition) -> None:
    above, form, _ = form_rows(rows)
    document = docx.Document()
    for row in above:
        document.add_paragraph(row[0])
    table(document, form)
    table(document, [[*row[:2], "99", *row[3:]] for row in form])
    report, plain = (read_report(each, name="x") for each in (saved(document), text_of([*above, *form])))
    assert {id: entry.value for id, entry in report.entries.items()} == {
        id: entry.value for id, entry in plain.entries.items()
    }
    assert [finding.observed for finding in report.findings if finding.code == "CCHC-F021"] == ["2"]


def text_of(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


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
    table(document, [["NGƯỜI LẬP BÁO CÁO\n\nĐỗ Minh Khang", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐinh Thanh Bình"]])
    assert texts(read(document)) == [
        ["NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"],
        ["", "PHÓ CHỦ TỊCH"],
        ["Đỗ Minh Khang", "Đinh Thanh Bình"],
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
