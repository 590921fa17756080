"""A form of a table as real programs write it: merged headings, letterhead and signatures around, notes below."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import frozen

BELOW = "Ghi chú: số liệu tổng hợp từ phần mềm một cửa"
PLACE_AND_DATE = "Lũng Cao, ngày 15 tháng 9 năm 2026"
SIGNED = (("NGƯỜI LẬP BIỂU", "CHỦ TỊCH"), ("Nguyễn Văn A", "Trần Văn B"))


class Span(NamedTuple):
    """A heading and the cells that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@frozen
class Filled:
    """A filled form by its parts: lines above, headings, and the rows under them, all of one width."""

    above: tuple[str, ...]
    head: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str, depth: int) -> Filled:
        """A form as a text with tabs, whose headings are so many rows deep."""
        rows = [line.split("\t") for line in text.rstrip("\n").split("\n")]
        start = next(at for at, row in enumerate(rows) if len(row) > 2)
        width = max(map(len, rows))
        table = [tuple((row + [""] * width)[:width]) for row in rows[start:]]
        return cls(tuple(row[0] for row in rows[:start]), tuple(table[:depth]), tuple(table[depth:]))

    @property
    def width(self) -> int:
        return len(self.head[0])

    @property
    def rows(self) -> list[list[str]]:
        """The whole form again, as rows."""
        return [[line] for line in self.above] + [list(row) for row in (*self.head, *self.body)]

    def spans(self) -> list[Span]:
        """The headings as merged cells."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        found = []
        for at, row in enumerate(self.head):
            for column, text in enumerate(row):
                if text and (at, column) not in owner:
                    found.append(self._span(at, column, text, owner))
        return found

    def _span(self, at: int, column: int, text: str, owner: dict[tuple[int, int], tuple[int, int]]) -> Span:
        columns = rows = 1
        over = owner.get((at - 1, column))
        while (
            column + columns < self.width
            and not self.head[at][column + columns]
            and (at == 0 or (over is not None and owner.get((at - 1, column + columns)) == over))
        ):
            columns += 1
        while at + rows < len(self.head) and not any(self.head[at + rows][column : column + columns]):
            rows += 1
        span = Span(at, column, rows, columns, text)
        for place in _cells(span):
            owner[place] = (at, column)
        return span


def _cells(span: Span) -> Iterator[tuple[int, int]]:
    for row in range(span.rows):
        for column in range(span.columns):
            yield span.row + row, span.column + column


def number(text: str) -> int | float | None:
    """What a text is to a spreadsheet."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+", text):
        return int(text.replace(".", ""))
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+,\d+", text) else None


def openpyxl(form: Filled, *, first: tuple[int, int] = (4, 3), other_sheets: bool = True) -> bytes:
    """A workbook whose table stands somewhere on the second of three sheets."""
    import openpyxl as library

    book = library.Workbook()
    sheet = book.active
    if other_sheets:
        for at in range(1, 40):
            sheet.append([at, f"Thủ tục {at}", at * 7])
        sheet = book.create_sheet("Biểu")
        book.create_sheet("Hướng dẫn").append(["Số lượng hồ sơ tiếp nhận gồm hồ sơ kỳ trước"])
    row, left = first
    right = left + form.width - 1
    for line in form.above:
        sheet.cell(row, left, line)
        sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=right)
        row += 1
    for span in form.spans():
        top, begins = row + span.row, left + span.column
        sheet.cell(top, begins, span.text)
        if span.rows * span.columns > 1:
            sheet.merge_cells(
                start_row=top, start_column=begins, end_row=top + span.rows - 1, end_column=begins + span.columns - 1
            )
    for at, cells in enumerate(form.body, row + len(form.head)):
        for place, text in enumerate(cells):
            figure = number(text) if place > 1 else None
            if text:
                cell = sheet.cell(at, left + place, text if figure is None else figure)
                cell.number_format = "#,##0" if isinstance(figure, int) else "0.00" if figure is not None else "@"
    end = row + len(form.head) + len(form.body)
    sheet.cell(end + 1, left, BELOW)
    sheet.cell(end + 2, right - 2, PLACE_AND_DATE)
    for at, (one, other) in enumerate(SIGNED):
        sheet.cell(end + 3 + 3 * at, left + 1, one)
        sheet.cell(end + 3 + 3 * at, right - 1, other)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsxwriter(form: Filled) -> bytes:
    """A workbook in which zeros are shown as an accountant's dash, a column of remarks, and two lines are repeated."""
    import xlsxwriter as library

    stream = io.BytesIO()
    book = library.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    dash = book.add_format({"num_format": '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'})
    exact = book.add_format({"num_format": "0.00"})
    for at, line in enumerate(form.above):
        sheet.write_string(at, 0, line)
    top = len(form.above)
    for span in form.spans():
        first = (top + span.row, span.column)
        if span.rows * span.columns > 1:
            sheet.merge_range(*first, first[0] + span.rows - 1, first[1] + span.columns - 1, span.text)
        else:
            sheet.write_string(*first, span.text)
    sheet.write_string(top, form.width, "Ghi chú")
    for at, cells in enumerate(form.body, top + len(form.head)):
        for place, text in enumerate(cells):
            figure = number(text) if place > 1 else None
            if figure is not None:
                sheet.write_number(at, place, figure, dash if isinstance(figure, int) else exact)
            elif text:
                sheet.write_string(at, place, text)
    sheet.write_string(top + len(form.head) + 1, form.width, "có 3 hồ sơ trả lại")
    book.close()
    return stream.getvalue()


def docx(form: Filled) -> bytes:
    """A document with tables for letterhead and signatures, and the total's label merged over two cells."""
    import docx as library

    document = library.Document()
    for line in form.above:
        document.add_paragraph(line)
    table = document.add_table(rows=len(form.head), cols=form.width, style="Table Grid")
    for span in form.spans():
        cell = table.cell(span.row, span.column)
        if span.rows * span.columns > 1:
            cell = cell.merge(table.cell(span.row + span.rows - 1, span.column + span.columns - 1))
        cell.text = span.text
    for texts in form.body:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
        if not texts[0] and texts[1].isupper():
            cells[0].merge(cells[1])
    document.add_paragraph(BELOW)
    below = document.add_table(rows=len(SIGNED), cols=2)
    for at, texts in enumerate(SIGNED):
        for place, text in enumerate(texts):
            below.cell(at, place).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html(form: Filled) -> bytes:
    """A page with spans, among other tables."""
    lines = ['<html><head><meta charset="utf-8"></head><body>', *(f"<p>{line}</p>" for line in form.above)]
    lines.append("<table><thead>")
    for at in range(len(form.head)):
        cells = (
            f"<th rowspan={span.rows} colspan={span.columns}>{span.text}</th>"
            for span in form.spans()
            if span.row == at
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</thead><tbody>")
    lines += (f"<tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr>" for texts in form.body)
    signed = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in SIGNED)
    lines.append(f"</tbody></table><p>{BELOW}</p><table>{signed}</table></body></html>")
    return "\n".join(lines).encode()


def pdf(form: Filled) -> bytes:
    """A page across, its headings merged and repeated."""
    import typst

    def quoted(text: str) -> str:
        return '#text("' + text.replace("\\", "\\\\").replace('"', '\\"') + '")'

    head = ", ".join(
        f"table.cell(x: {span.column}, y: {span.row}, rowspan: {span.rows}, colspan: {span.columns})"
        f"[{quoted(span.text)}]"
        for span in form.spans()
    )
    body = ",\n".join(f"[{quoted(text)}]" for texts in form.body for text in texts)
    columns = ", ".join(["1cm", "5cm", *["1fr"] * (form.width - 2)])
    lines = ['#set page(paper: "a4", flipped: true, margin: 1cm)', "#set text(size: 8pt)"]
    lines += [quoted(line) for line in form.above]
    lines += [f"#table(columns: ({columns}), table.header({head}),\n{body})", quoted(BELOW)]
    made: bytes = typst.compile("\n\n".join(lines).encode())
    return made


def open_document(form: Filled, kind: str) -> bytes:
    """A spreadsheet (ods) or a text (odt) by odfpy, with covered cells under merged ones."""
    from odf import opendocument, table, text

    sheet = kind == "ods"
    document = opendocument.OpenDocumentSpreadsheet() if sheet else opendocument.OpenDocumentText()
    body = document.spreadsheet if sheet else document.text
    made = table.Table(name="Biểu")
    made.addElement(table.TableColumn(numbercolumnsrepeated=form.width))
    for line in form.above:
        if sheet:
            _odf_row(made, [_odf_cell(line)])
        else:
            body.addElement(text.P(text=line))
    spans = {(span.row, span.column): span for span in form.spans()}
    covered = {place for span in spans.values() for place in _cells(span)} - spans.keys()
    for at in range(len(form.head)):
        cells = []
        for place in range(form.width):
            span = spans.get((at, place))
            is_covered = (at, place) in covered
            cells.append(table.CoveredTableCell() if is_covered else _odf_cell(span.text if span else "", span))
        _odf_row(made, cells)
    for texts in form.body:
        _odf_row(
            made, [_odf_cell(each, figure=number(each) if at > 1 and sheet else None) for at, each in enumerate(texts)]
        )
    body.addElement(made)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def _odf_row(made: Any, cells: Sequence[Any]) -> None:
    from odf import table

    row = table.TableRow()
    for cell in cells:
        row.addElement(cell)
    made.addElement(row)


def _odf_cell(shown: str, span: Span | None = None, figure: float | None = None) -> Any:
    from odf import table, text

    options: dict[str, Any] = {} if figure is None else {"valuetype": "float", "value": str(figure)}
    if span is not None:
        options |= {"numberrowsspanned": span.rows, "numbercolumnsspanned": span.columns}
    cell = table.TableCell(**options)
    if shown:
        cell.addElement(text.P(text=shown))
    return cell


def separated(form: Filled, separator: str) -> bytes:
    """A table as text, every row as wide as the form."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerows([*row, *[""] * (form.width - len(row))] for row in form.rows)
    return stream.getvalue().encode()


KINDS: Mapping[str, Callable[[Filled], bytes]] = {
    "xlsx by openpyxl": openpyxl,
    "xlsx by xlsxwriter": xlsxwriter,
    "docx": docx,
    "html": html,
    "pdf": pdf,
    "ods": lambda form: open_document(form, "ods"),
    "odt": lambda form: open_document(form, "odt"),
    "csv with commas": lambda form: separated(form, ","),
    "csv with semicolons": lambda form: separated(form, ";"),
    "csv with tabs": lambda form: separated(form, "\t"),
    "text": lambda form: "\n".join("\t".join(row) for row in form.rows).encode(),
}
