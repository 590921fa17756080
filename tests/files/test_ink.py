"""Text of the colour of its ground, or too small to be read, is not seen; note marks are known by their height."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.files.test_docx import read, table, with_style

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
