"""Text of the colour of its ground, or too small to be read, is not seen; note marks are known by their height."""

from __future__ import annotations

import io
import time
from typing import Any

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.files import test_opendocument as odf
from tests.files.test_docx import read, table, with_style
from tests.files.test_html import page, row
from tests.files.test_html import table as rows
from tests.pace import slowness

from cchc.errors import ReadError
from cchc.readers import opendocument, xlsx
from cchc.readers.worksheet import Sheet
from cchc.reading.budget import budget_of

WHITE = "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>2</w:t></w:r>"
SHADED = "<w:shd w:val='{}' w:color='auto' w:fill='{}'/>"


@pytest.mark.parametrize(
    ("cell", "paragraph", "xml", "text", "unseen"),
    [
        ("", "", WHITE, "1", "2"),
        ("", "", WHITE.replace("FFFFFF", "FBFBFB"), "1", "2"),
        ("", "", WHITE.replace("FFFFFF", "D9D9D9"), "21", None),
        ("", "", WHITE.replace("FFFFFF", "auto"), "21", None),
        ("", "", WHITE.replace("<w:color w:val='FFFFFF'/>", "<w:rStyle w:val='Trang'/>"), "1", "2"),
        ("", "", WHITE.replace("<w:color w:val='FFFFFF'/>", "<w:rStyle w:val='TrangDen'/>"), "21", None),
        (SHADED.format("clear", "1F4E79"), "", WHITE, "21", None),
        (SHADED.format("clear", "FFFFFF"), "", WHITE, "1", "2"),
        (SHADED.format("clear", "auto"), "", WHITE, "1", "2"),
        (SHADED.format("pct75", "auto"), "", WHITE, "21", None),
        (SHADED.format("clear", "000000"), "", WHITE.replace("FFFFFF", "000000"), "1", "2"),
        ("", SHADED.format("clear", "000080"), WHITE, "21", None),
        ("", "", WHITE.replace("<w:color", "<w:highlight w:val='black'/><w:color"), "21", None),
        ("", "", WHITE.replace("<w:color", SHADED.format("clear", "C00000") + "<w:color"), "21", None),
        ("", "", "<w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>2</w:t></w:r>", "1", "2"),
        ("", "", "<w:r><w:rPr><w:sz w:val='16'/></w:rPr><w:t>2</w:t></w:r>", "21", None),
    ],
)
def test_text_of_the_colour_of_its_ground_or_too_small_is_not_seen(
    cell: str, paragraph: str, xml: str, text: str, unseen: str | None
) -> None:
    document = with_style(docx.Document(), "Trang", "<w:color w:val='FFFFFF'/>")
    with_style(document, "TrangDen", "<w:color w:val='333333'/>", base="Trang")
    row = table(document, [["a", "b", ""]]).rows[0]
    if cell:
        row.cells[2]._tc.get_or_add_tcPr().append(parse_xml(cell.replace("<w:shd", f"<w:shd {nsdecls('w')}")))
    made = f"<w:p {nsdecls('w')}><w:pPr>{paragraph}</w:pPr>{xml}<w:r><w:t>1</w:t></w:r></w:p>"
    row.cells[2]._tc.append(parse_xml(made))
    (found,) = read(document).rows[0].cells[2:]
    assert (found.text, found.unseen) == (text, unseen)


@pytest.mark.parametrize("style", ["Light Shading Accent 1", "Medium Grid 3 Accent 1", "Table Grid"])
def test_white_letters_in_a_table_whose_style_shades_its_head(style: str) -> None:
    document = docx.Document()
    made = table(document, [["a", "b", ""]])
    made.style = style
    made.rows[0].cells[2]._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{WHITE}</w:p>"))
    (cell,) = read(document).rows[0].cells[2:]
    assert cell.text == ("" if style == "Table Grid" else "2")


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:position w:val='8'/><w:sz w:val='14'/>", "12¹"),
        ("<w:sz w:val='14'/><w:position w:val='4'/>", "12¹"),
        ("<w:position w:val='6'/>", "12¹"),
        ("<w:position w:val='-6'/><w:sz w:val='14'/>", "12₁"),
        ("<w:position w:val='2'/>", "121"),
        ("<w:position w:val='0'/><w:sz w:val='14'/>", "121"),
    ],
)
def test_a_note_mark_raised_by_its_position(properties: str, text: str) -> None:
    document = docx.Document()
    row = table(document, [["a", "b", "12"]]).rows[0]
    mark = f"<w:r {nsdecls('w')}><w:rPr>{properties}</w:rPr><w:t>1</w:t></w:r>"
    row.cells[2].paragraphs[0]._p.append(parse_xml(mark))
    assert read(document).rows[0].cells[2].text == text


@pytest.mark.parametrize(
    ("style", "content", "text", "unseen"),
    [
        ("", '<span style="color:#fff">2</span>1', "1", "2"),
        ("", '<span style="color:White">2</span>1', "1", "2"),
        ("", '<span style="color: rgb(255, 255, 255)">2</span>1', "1", "2"),
        ("", '<span style="color:rgba(0,0,0,0)">2</span>1', "1", "2"),
        ("", '<span style="color:transparent">2</span>1', "1", "2"),
        ("", '<font color="#FFFFFF">2</font>1', "1", "2"),
        ("", '<span style="color:#fff;background:#1f4e79">2</span>1', "21", None),
        ("", '<b style="background:navy"><span style="color:#fff">2</span></b>1', "21", None),
        ("", '<b style="background:url(x.png)"><span style="color:#fff">2</span></b>1', "21", None),
        ("", '<b style="color:#fff">2<i style="color:red">3</i></b>1', "31", "2"),
        ("", '<span style="color:#111;background:#111">2</span>1', "1", "2"),
        ("td{background:#222}", '<span style="color:#fff">2</span>1', "21", None),
        ("td{background:#222}", '<span style="color:#222">2</span>1', "1", "2"),
        ("", '<span style="font-size:0">2</span>1', "1", "2"),
        ("", '<span style="font-size:1px">2</span>1', "1", "2"),
        ("", '<div style="font-size:0">2<b style="font-size:12px">1</b></div>', "1", "2"),
        ("", '<span style="font-size:8pt">2</span>1', "21", None),
        ("", '<span style="opacity:0">2</span>1', "1", "2"),
        ("", '<span style="opacity:0.0">2</span>1', "1", "2"),
        ("", '<span style="opacity:.6">2</span>1', "21", None),
        ("", '<span style="position:absolute;left:-9999px">2</span>1', "1", "2"),
        ("", '<span style="left:-9999px">2</span>1', "21", None),
        ("", '12<span style="position:relative;top:-0.4em;font-size:8pt">1</span>', "12¹", None),
        ("", '12<span style="position:relative;bottom:4px">1</span>', "12¹", None),
        ("", '12<span style="position:relative;top:0">1</span>', "121", None),
        ("", '12<span style="vertical-align:5px">1</span>', "12¹", None),
        ("", '12<span style="vertical-align:-30%">1</span>', "12₁", None),
        ("", '12<span style="vertical-align:baseline">1</span>', "121", None),
        ("td .an{display:none}", "<b class=an>2</b>1", "1", "2"),
        ("p .an{display:none}", "<b class=an>2</b>1", "21", None),
        ("table tr td b{display:none}", "<b>2</b>1", "1", "2"),
        ("table > tr > td b{display:none}", "<b>2</b>1", "21", None),
        ("table>tbody>tr > td > b{display:none}", "<b>2</b>1", "1", "2"),
        ("td > b{display:none}", "<i><b>2</b></i>1", "21", None),
        ("i > u b, td > i > b{display:none}", "<i><b>2</b></i>1", "1", "2"),
        ("td b{display:none} b{display:inline}", "<b>2</b>1", "1", "2"),
        ("b{display:none !important} td b.x{display:inline}", "<b class=x>2</b>1", "1", "2"),
        ("b{display:none !important}", '<b style="display:inline">2</b>1', "1", "2"),
        ("@media print{b{display:none}}", "<b>2</b>1", "21", None),
        ("@media screen{b{display:none}} i{display:none}", "<b>2</b><i>3</i>1", "1", "2 3"),
        ("@media (max-width:600px){b{display:none}} i{display:none}", "<b>2</b><i>3</i>1", "21", "3"),
        ("b:hover{display:none} b:not(.x){display:none}", "<b>2</b>1", "21", None),
        ("b:nth-child(2){display:none}", "<b>2</b><b>3</b><b>4</b>", "24", "3"),
        ("b:nth-child(even), b:first-child{display:none}", "<b>2</b><b>3</b><b>4</b>", "4", "2 3"),
        ("b:nth-of-type(n+2){display:none}", "<i>1</i><b>2</b><b>3</b><b>4</b>", "12", "3 4"),
        ("b:nth-child(-n+2){display:none}", "<b>2</b><b>3</b><b>4</b>", "4", "2 3"),
    ],
)
def test_what_style_sheets_of_a_page_hide(style: str, content: str, text: str, unseen: str | None) -> None:
    (found,) = page(rows(row("a", "b", content)), style).rows
    assert (found.cells[2].text, found.cells[2].unseen) == (text, unseen)


def test_a_column_hidden_by_its_place() -> None:
    style = "table tr td:nth-child(3) { display: none }"
    form = page(rows(row("1", "a", "9", "2"), row("2", "b", "8", "3")), style)
    assert [[cell.text for cell in each.cells] for each in form.rows] == [["1", "a", "2"], ["2", "b", "3"]]
    assert [cell.text for each in form.rows for cell in each.unseen] == ["9", "8"]


@pytest.mark.parametrize("joint", [" ", " > "])
def test_rules_of_a_page_are_followed_in_bounded_time(joint: str) -> None:
    """Deep elements, each of which hundreds of rules may fit."""
    style = "".join(f"u {joint.join('b' * 9)} i.x{{top:{number}px}}" for number in range(300))
    nested = "<b>" * 1_000 + "<i class=x>1</i>" * 2_000
    start = time.process_time()
    with pytest.raises(ReadError), budget_of("x"):
        page(rows(row("a", "b", nested)), style)
    assert time.process_time() - start < 8 * slowness()


FAINT = """
<style:style style:name="Trang" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="TrangNen" style:family="text">
 <style:text-properties fo:color="#ffffff" fo:background-color="#000080"/></style:style>
<style:style style:name="Den" style:family="text"><style:text-properties fo:color="#000000"/></style:style>
<style:style style:name="Nho" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>
<style:style style:name="CTrang" style:family="table-cell"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="CTrangNen" style:family="table-cell" style:parent-style-name="CTrang">
 <style:table-cell-properties fo:background-color="#1f4e79"/></style:style>
<style:style style:name="CNenTrang" style:family="table-cell">
 <style:table-cell-properties fo:background-color="#ffffff"/></style:style>
<style:style style:name="HNen" style:family="table-row">
 <style:table-row-properties fo:background-color="#1f4e79"/></style:style>
<style:style style:name="CKhi" style:family="table-cell" style:parent-style-name="CTrang">
 <style:map style:condition="value()=1" style:apply-style-name="CTrangNen"/></style:style>
"""


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize("kind", ["spreadsheet", "text"])
@pytest.mark.parametrize(
    ("style", "content", "in_row", "text", "unseen"),
    [
        ("", span("Trang", "2") + "1", "", "1", "2"),
        ("", span("TrangNen", "2") + "1", "", "21", None),
        ("", span("Nho", "2") + "1", "", "1", "2"),
        ("CTrang", "21", "", "", "21"),
        ("CTrang", span("Den", "1") + "2", "", "1", "2"),
        ("CTrangNen", "21", "", "21", None),
        ("CTrangNen", span("Den", "2") + "1", "", "21", None),
        ("CNenTrang", span("Trang", "2") + "1", "", "1", "2"),
        ("CTrang", "21", "HNen", "21", None),
        ("CKhi", "21", "", "21", None),
    ],
)
def test_text_of_the_colour_of_its_ground_in_an_opendocument_file(
    kind: str, style: str, content: str, in_row: str, text: str, unseen: str | None
) -> None:
    styled = f'table:style-name="{style}"' if style else ""
    cells = (odf.cell(odf.p("a")), odf.cell(odf.p("b")), odf.cell(odf.p(content), styled))
    body = odf.sheet(odf.row(*cells, attributes=f'table:style-name="{in_row}"' if in_row else ""))
    (found,) = opendocument.read(odf.packed(kind, body, FAINT)).rows
    assert (found.cells[2].text, found.cells[2].unseen) == (text, unseen)


@pytest.mark.parametrize("shape", ["frame", "custom-shape", "rect"])
def test_a_shape_over_a_cell_is_not_its_text(shape: str) -> None:
    inside = "<draw:text-box>{}</draw:text-box>" if shape == "frame" else "{}"
    over = f"<draw:{shape}>{inside.format(odf.p('9'))}</draw:{shape}>"
    body = odf.sheet(odf.row(odf.cell(odf.p("a")), odf.cell(over + odf.p("5")), odf.cell(over), odf.cell(odf.p("c"))))
    form = opendocument.read(odf.packed("spreadsheet", body))
    assert [cell.text for cell in form.rows[0].cells] == ["a", "5", "", "c"]
    notes = [(note.code, note.cell.ref if note.cell else None, note.figures["observed"]) for note in form.notes]
    assert notes == [("CCHC-F009", "B1", "9"), ("CCHC-F009", "C1", "9")]
    (found,) = opendocument.read(odf.packed("text", body)).rows
    assert [cell.text for cell in found.cells] == ["a", "9\n5", "9", "c"], "a box in a text stands in its cell"


def workbook(*writes: Any, table: bool = False) -> bytes:
    """A sheet whose third cell is written with formats; a text, or runs each with a format or none."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("PL3")
    sheet.write_row(0, 0, ["a", "b"])
    made = [book.add_format(each) if isinstance(each, dict) else each for each in writes]
    if len(made) > 2:
        sheet.write_rich_string(0, 2, *made)
    else:
        sheet.write(0, 2, *made)
    if table:
        sheet.add_table(2, 0, 4, 2)
    book.close()
    return stream.getvalue()


WHITE_FONT = {"font_color": "#FFFFFF"}


@pytest.mark.parametrize(
    ("writes", "text", "unseen"),
    [
        (("21", WHITE_FONT), "", "21"),
        ((21, WHITE_FONT), "", "21"),
        ((21, WHITE_FONT | {"bg_color": "#1F4E79"}), "21", None),
        ((21, WHITE_FONT | {"bg_color": "#FFFFFF"}), "", "21"),
        ((21, {"font_color": "#000000", "bg_color": "#000000"}), "", "21"),
        ((21, WHITE_FONT | {"pattern": 2, "bg_color": "#000000"}), "21", None),
        ((21, {"font_color": "#BFBFBF"}), "21", None),
        ((21, {"font_size": 1}), "", "21"),
        ((WHITE_FONT, "2", {"font_color": "#000000"}, "1"), "1", "2"),
        ((WHITE_FONT, "2", {"font_color": "#000000"}, "1", {"bg_color": "#1F4E79"}), "21", None),
        (({"font_size": 1}, "2", {"font_color": "#000000"}, "1"), "1", "2"),
    ],
)
def test_text_of_the_colour_of_its_ground_in_a_workbook(
    writes: tuple[object, ...], text: str, unseen: str | None
) -> None:
    (found,) = xlsx.read(workbook(*writes)).rows
    assert (found.cells[2].text, found.cells[2].unseen) == (text, unseen)


def test_white_letters_in_a_workbook_with_tables_may_stand_on_their_colour() -> None:
    assert xlsx.read(workbook("21", WHITE_FONT, table=True)).rows[0].cells[2].text == "21"


@pytest.mark.parametrize("size", ["0", "0.0", "0.5"])
def test_rows_and_columns_of_no_size_are_hidden(size: str) -> None:
    sheet = Sheet()
    sheet.row(4, {"ht": size, "customHeight": "1"})
    sheet.row(5, {"ht": "15", "customHeight": "1"})
    sheet.columns({"min": "3", "max": "3", "width": "0.0" if size == "0.5" else size, "customWidth": "1"})
    sheet.columns({"min": "4", "max": "4", "width": "0.7"})
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, [range(2, 3)])
