"""The right filling with one thing in it that offices do: something hidden, struck out, raised, formatted or chosen.

Each maker gives a file of a program's own kind; what other programs make of it is the same filling.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side

FIELD = Path(__file__).resolve().parent.parent / "field"
Rows = list[list[str]]
LINE = "sang_kien"
LABEL = "Số lượng mô hình sáng kiến, giải pháp CCHC mới được áp dụng hiệu quả"
ANSWER = "Trang thiết bị hiện có tại Bộ phận tiếp nhận và trả kết quả của phòng đáp ứng yêu cầu hiện đại"
ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'


def filling() -> Rows:
    """The ward form, filled in rightly."""
    text = (FIELD / "right-filling.txt").read_text(encoding="utf-8").replace("*", "")
    return [line.split("\t") for line in text.split("\n") if line.strip()]


ROWS = filling()
HEAD = next(place for place, row in enumerate(ROWS) if row[0] == "TT")


def row_of(label: str) -> int:
    """Where a line stands, counted from 1."""
    return next(place for place, row in enumerate(ROWS, 1) if len(row) > 1 and row[1] == label)


# --- spreadsheets --------------------------------------------------------------------------------


def workbook(rows: Rows = ROWS, *, font: str = "Liberation Serif", is_bordered: bool = True) -> openpyxl.Workbook:
    """The filling as a person would lay it out: borders, wrapped labels, rows as high as they need."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục 3"
    thin = Side(style="thin")
    for place, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(place, column)
            cell.value = int(text) if column > 1 and text.isdecimal() else text or None
            cell.font = Font(name=font)
            if len(row) > 1 and is_bordered:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if len(row) > 1:
                cell.alignment = Alignment(wrap_text=True, vertical="center")
        if len(row) > 1:
            sheet.row_dimensions[place].height = 17 * max(1, -(-len(row[1]) // 38), -(-len(row[-1]) // 26))
    for letter, width in zip("ABCDEFG", (6, 48, 12, 14, 36, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain_sheet() -> bytes:
    return saved(workbook())


def sheet_in(font: str, *, is_bordered: bool = True) -> bytes:
    return saved(workbook(font=font, is_bordered=is_bordered))


def hidden_column() -> bytes:
    rows = [[*row[:2], "9", *row[2:]] if len(row) > 1 else row for row in ROWS]
    rows[HEAD][2] = "Số lượng"
    book = workbook(rows)
    book.active.column_dimensions["C"].hidden = True
    return saved(book)


def hidden_row() -> bytes:
    place = row_of(LABEL)
    rows = [*ROWS[: place - 1], [*ROWS[place - 1][:2], "9", *ROWS[place - 1][3:]], *ROWS[place - 1 :]]
    book = workbook(rows)
    book.active.row_dimensions[place].hidden = True
    return saved(book)


def hidden_sheet() -> bytes:
    book = workbook()
    old = book.create_sheet("Tháng 4", 0)
    for row in ROWS:
        old.append([*row[:2], "77", *row[3:]] if len(row) > 1 else row)
    old.sheet_state = "hidden"
    book.active = 1
    return saved(book)


def rich_cell(*parts: object) -> bytes:
    book = workbook()
    book.active.cell(row_of(LABEL), 3).value = CellRichText(*parts)
    return saved(book)


def struck_figure() -> bytes:
    return rich_cell(TextBlock(InlineFont(strike=True), "2"), TextBlock(InlineFont(b=False), "1"))


def white_figure() -> bytes:
    """A figure of the colour of paper before the one that shows, and one too small to be read behind it."""
    shown = TextBlock(InlineFont(b=False), "1")
    return rich_cell(TextBlock(InlineFont(color="FFFFFF"), "2"), shown, TextBlock(InlineFont(sz=1), "3"))


def raised_mark() -> bytes:
    return rich_cell("1", TextBlock(InlineFont(vertAlign="superscript"), "2"))


def struck_cell() -> bytes:
    """A remark that was struck out whole, beside the figure that stands."""
    book = workbook()
    cell = book.active.cell(row_of(LABEL), 5)
    cell.value, cell.font = "không có", Font(name="Liberation Serif", strike=True)
    return saved(book)


def accounting_zeros() -> bytes:
    book = workbook()
    for row in book.active.iter_rows(min_col=3, max_col=3):
        if isinstance(row[0].value, int):
            row[0].number_format = ACCOUNTING
    return saved(book)


def figures_with_words() -> bytes:
    """Numbers whose format adds words."""
    book = workbook()
    for row in book.active.iter_rows(min_row=HEAD + 3, min_col=3, max_col=3):
        if isinstance(row[0].value, int):
            row[0].number_format = '#,##0" (số)"'
    return saved(book)


def rates_as_percent() -> bytes:
    """Rates as fractions of one that a format shows as percent."""
    book = workbook()
    for row in book.active.iter_rows(min_row=HEAD + 3, min_col=3, max_col=4):
        if row[1].value == "%" and row[0].value:
            row[0].value = float(str(row[0].value).replace(",", ".")) / 100
            row[0].number_format = "0.00%"
    return saved(book)


def ticks() -> bytes:
    """TRUE and FALSE, as a linked check box leaves them."""
    book = workbook()
    for row in book.active.iter_rows(min_row=HEAD + 2, min_col=3, max_col=3):
        if row[0].value in ("Có", "Không"):
            row[0].value = row[0].value == "Có"
    return saved(book)


def merged_cells() -> bytes:
    """A title over all columns, headings over their rows; a figure that lies under a merged cell."""
    book = workbook()
    sheet = book.active
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=5)
    row = row_of(LABEL)
    sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
    return saved(book)


def odd_blanks() -> bytes:
    """Blanks that do not break, of no width, behind a figure, between its thousands; labels with breaks of lines."""
    book = workbook()
    for row in book.active.iter_rows(min_row=HEAD + 3):
        row[1].value = row[1].value and row[1].value.replace(" ", "\u00a0", 3).replace(" của ", " của\n")
        if isinstance(row[2].value, int):
            row[2].value = f"{row[2].value:,}".replace(",", "\u00a0") + "\u200b \n"
    return saved(book)


def column_without_lines() -> bytes:
    """The quantities without borders of their own, between columns that have them."""
    book = workbook()
    for row in book.active.iter_rows(min_row=HEAD + 1, min_col=3, max_col=3):
        row[0].border = Border()
    return saved(book)


SHEETS: Mapping[str, Callable[[], bytes]] = {
    "plain": plain_sheet,
    "odd blanks": odd_blanks,
    "hidden column": hidden_column,
    "hidden row": hidden_row,
    "hidden sheet": hidden_sheet,
    "struck figure": struck_figure,
    "white figure": white_figure,
    "raised mark": raised_mark,
    "struck cell": struck_cell,
    "accounting zeros": accounting_zeros,
    "figures with words": figures_with_words,
    "rates as percent": rates_as_percent,
    "ticks": ticks,
    "merged cells": merged_cells,
    "column without lines": column_without_lines,
}

# --- documents -----------------------------------------------------------------------------------


def document(font: str = "Liberation Serif", *, is_bordered: bool = True) -> Document:
    """The filling as a document: lines above and below one table."""
    made = docx.Document()
    made.styles["Normal"].font.name = font
    made.styles["Normal"].font.size = Pt(11)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    table = None
    for row in ROWS:
        if len(row) < 2:
            made.add_paragraph(row[0])
            table = None
            continue
        if table is None:
            table = made.add_table(rows=0, cols=5, style="Table Grid" if is_bordered else None)
            table.autofit = False
        for cell, text, width in zip(table.add_row().cells, row, (1.3, 7, 2, 2.4, 5), strict=True):
            cell.text, cell.width = text, Cm(width)
    return made


def written(made: Document) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_quantity(xml: str, label: str = LABEL) -> bytes:
    """The document with other content in the quantity of one line."""
    made = document()
    cell = made.tables[0].rows[row_of(label) - HEAD - 1].cells[2]
    paragraph = cell.paragraphs[0]._p
    for run in list(paragraph):
        paragraph.remove(run)
    for part in parse_xml(f"<w:p {nsdecls('w')} xmlns:w14='{W14}'>{xml}</w:p>"):
        paragraph.append(part)
    return written(made)


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RUN = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
BOX = (
    "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/><w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
    "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space='preserve'> {} </w:t></w:r>"
)
LIST = (
    "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='Có' w:value='1'/><w:listItem w:displayText='Không' "
    "w:value='0'/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>Có</w:t></w:r></w:sdtContent></w:sdt>"
)


def struck_run() -> bytes:
    return with_quantity(RUN.format("<w:strike/>", "2") + RUN.format("", "1"))


def raised_run() -> bytes:
    return with_quantity(RUN.format("", "1") + RUN.format("<w:vertAlign w:val='superscript'/>", "2"))


def hidden_run() -> bytes:
    return with_quantity(RUN.format("<w:vanish/>", "2") + RUN.format("", "1"))


def revised() -> bytes:
    """A figure that was changed while changes were tracked."""
    about = "w:id='1' w:author='A' w:date='2024-05-01T00:00:00Z'"
    return with_quantity(
        f"<w:del {about}><w:r><w:delText>2</w:delText></w:r></w:del><w:ins {about}>{RUN.format('', '1')}</w:ins>"
    )


def ticked_boxes() -> bytes:
    return with_quantity(BOX.format(1, "☒", "Có") + BOX.format(0, "☐", "Không"), ANSWER)


def boxes_of_a_font() -> bytes:
    """Boxes that are signs of a font of pictures."""
    sign = "<w:r><w:sym w:font='Wingdings' w:char='{}'/><w:t xml:space='preserve'> {} </w:t></w:r>"
    return with_quantity(sign.format("F0FE", "Có") + sign.format("F0A8", "Không"), ANSWER)


def chosen_item() -> bytes:
    return with_quantity(LIST, ANSWER)


def small_table() -> bytes:
    """A figure inside of a table inside of the cell."""
    made = document()
    cell = made.tables[0].rows[row_of(LABEL) - HEAD - 1].cells[2]
    cell.text = ""
    cell.add_table(1, 1).cell(0, 0).text = "1"
    return written(made)


def list_in_cells() -> bytes:
    """Documents cited as a bulleted list."""
    made = document()
    for row in made.tables[0].rows[2:]:
        if row.cells[4].text:
            row.cells[4].paragraphs[0].style = made.styles["List Bullet"]
    return written(made)


def other_tables() -> bytes:
    """A report in words with tables of its own around the form."""
    made = document()
    body = made.element.body
    other = made.add_table(rows=6, cols=4)
    for place, row in enumerate(other.rows):
        for cell, text in zip(row.cells, (f"{place}", f"Lĩnh vực {place}", f"{place * 11}", "Hồ sơ"), strict=True):
            cell.text = text if place else text.replace("0", "TT")
    body.insert(0, other._tbl)
    return written(made)


def columns_beside_lines() -> bytes:
    """Lines around codes and labels only."""
    made = document()
    for row in made.tables[0].rows:
        for cell in row.cells[2:]:
            edges = "".join(f"<w:{edge} w:val='nil'/>" for edge in ("top", "left", "bottom", "right"))
            cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>"))
    return written(made)


def raised_marks() -> bytes:
    """The mark of one note behind every figure."""
    made = document()
    for row in made.tables[0].rows[1:]:
        if row.cells[2].text.isdecimal():
            row.cells[2].paragraphs[0].add_run("1").font.superscript = True
    return written(made)


DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "plain": lambda: written(document()),
    "struck figure": struck_run,
    "raised mark": raised_run,
    "hidden figure": hidden_run,
    "revised figure": revised,
    "ticked boxes": ticked_boxes,
    "boxes of a font": boxes_of_a_font,
    "chosen item": chosen_item,
    "small table": small_table,
    "list in cells": list_in_cells,
    "other tables": other_tables,
    "columns beside lines": columns_beside_lines,
    "raised marks": raised_marks,
}
