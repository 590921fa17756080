"""Makes the corpus anew: `python -m tests.corpus.make` with LibreOffice and odfpy installed (the extra `corpus`).

It is run when a program saves differently than it did; the tests read what is committed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.files import phenomena

FOLDER = Path(__file__).resolve().parent
BY_LIBREOFFICE: Mapping[str, tuple[str, ...]] = {
    "xlsx": tuple(phenomena.SHEETS),
    "ods": (
        "hidden column",
        "hidden row",
        "hidden sheet",
        "struck figure",
        "white figure",
        "raised mark",
        "accounting zeros",
        "odd blanks",
    ),
    "xls": ("hidden sheet", "struck figure", "white figure", "accounting zeros", "rates as percent"),
    "csv": ("plain",),
    "fods": ("figures with words",),
    "docx": ("struck figure", "hidden figure", "revised figure", "ticked boxes", "small table", "raised marks"),
    "odt": ("boxes of a font", "raised mark", "revised figure", "chosen item", "list in cells", "other tables"),
    "fodt": ("plain",),
    "html": ("merged cells",),
    "pdf": ("rates as percent", "list in cells", "column without lines", "columns beside lines"),
}
"""What LibreOffice makes of which sources, by kind of file."""
FILTERS: Mapping[str, str] = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1"}
BY_OPENPYXL = ("plain", "odd blanks", "ticks", "struck cell", "merged cells", "figures with words")
BY_PYTHON_DOCX = ("plain", "other tables")


def xlsxwriter_formulas() -> bytes:
    """Rates as formulas with their results, errors, rich strings, a remark, a hidden column at the end."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục 3")
    border, raised = book.add_format({"border": 1}), book.add_format({"font_script": 1})
    for place, row in enumerate(phenomena.ROWS):
        for column, text in enumerate(row):
            if column == 2 and len(row) > 3 and row[3] == "%" and "," in text:
                value = text.replace(",", ".")
                sheet.write_formula(place, column, f"={value}+0", border, float(value))
            elif column and text.isdecimal():
                sheet.write_number(place, column, int(text), border)
            else:
                sheet.write_string(place, column, text, border)
    row = phenomena.row_of(phenomena.LABEL) - 1
    sheet.write_rich_string(row, 2, "1", raised, "2", border)
    sheet.write_comment(row, 2, "Xem lại số này: 9")
    sheet.write_string(row, 6, "nháp: 9")
    sheet.set_column(6, 6, 10, None, {"hidden": True})
    book.close()
    return stream.getvalue()


def xlsxwriter_in_line() -> bytes:
    """Strings kept in their cells and rows written as they come, as large exports are."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "constant_memory": True})
    sheet = book.add_worksheet("Phụ lục 3")
    for place, row in enumerate(phenomena.ROWS):
        for column, text in enumerate(row):
            sheet.write(place, column, int(text) if column and text.isdecimal() else text)
    book.close()
    return stream.getvalue()


def xlsxwriter_grouped_column() -> bytes:
    """Last month's figures in a group of columns that is closed."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục 3")
    for place, row in enumerate(phenomena.ROWS):
        cells = [*row[:2], "Số lượng" if place == phenomena.HEAD else "9", *row[2:]] if len(row) > 1 else row
        for column, text in enumerate(cells):
            sheet.write(place, column, int(text) if column and text.isdecimal() else text)
    sheet.set_column(2, 2, 10, None, {"level": 1, "hidden": True})
    sheet.set_column(3, 3, 10, None, {"collapsed": True})
    book.close()
    return stream.getvalue()


def odfpy_sheet() -> bytes:
    """Values without a text of their own, empty cells repeated, a hidden row."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Phụ lục 3")
    book.spreadsheet.addElement(table)
    for row in phenomena.ROWS:
        line = TableRow()
        for column, text in enumerate(row):
            if column and text.isdecimal():
                cell = TableCell(valuetype="float", value=text)
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=text))
            line.addElement(cell)
        line.addElement(TableCell(numbercolumnsrepeated=1000))
        table.addElement(line)
    hidden = TableRow(visibility="collapse")
    for text in ("", phenomena.LABEL, "9", "", ""):
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=text))
        hidden.addElement(cell)
    table.addElement(hidden)
    table.addElement(TableRow(numberrowsrepeated=1_000_000))
    return _saved_by_odfpy(book)


def odfpy_text() -> bytes:
    """A text document with one table, its cells with spans."""
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P, Span

    document = OpenDocumentText()
    table = None
    for row in phenomena.ROWS:
        if len(row) < 2:
            document.text.addElement(P(text=row[0]))
            table = None
            continue
        if table is None:
            table = Table(name="Bảng")
            table.addElement(TableColumn(numbercolumnsrepeated=len(row)))
            document.text.addElement(table)
        line = TableRow()
        for text in row:
            cell, paragraph = TableCell(), P()
            paragraph.addElement(Span(text=text))
            cell.addElement(paragraph)
            line.addElement(cell)
        table.addElement(line)
    return _saved_by_odfpy(document)


def _saved_by_odfpy(document: object) -> bytes:
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


MADE_HERE: Mapping[str, Callable[[], bytes]] = {
    **{f"openpyxl-{name}.xlsx": phenomena.SHEETS[name] for name in BY_OPENPYXL},
    **{f"python-docx-{name}.docx": phenomena.DOCUMENTS[name] for name in BY_PYTHON_DOCX},
    "xlsxwriter-formulas.xlsx": xlsxwriter_formulas,
    "xlsxwriter-in line.xlsx": xlsxwriter_in_line,
    "xlsxwriter-hidden group.xlsx": xlsxwriter_grouped_column,
    "odfpy-sheet.ods": odfpy_sheet,
    "odfpy-text.odt": odfpy_text,
}


def make() -> None:
    """Every file of the corpus."""
    for name, maker in MADE_HERE.items():
        _kept(name, maker())
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("install LibreOffice first")
    with tempfile.TemporaryDirectory() as folder:
        for wanted, names in BY_LIBREOFFICE.items():
            is_document = wanted in ("docx", "odt", "fodt")
            sources = []
            for name in names:
                makers, suffix = (
                    (phenomena.DOCUMENTS, "docx")
                    if is_document or name not in phenomena.SHEETS
                    else (phenomena.SHEETS, "xlsx")
                )
                sources.append(Path(folder, f"{name}.{suffix}"))
                sources[-1].write_bytes(makers[name]())
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            as_wanted = ["--convert-to", FILTERS.get(wanted, wanted), "--outdir", f"{folder}/{wanted}"]
            command = [program, profile, "--headless", *as_wanted, *map(str, sources)]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
            for source in sources:
                made = Path(folder, wanted, f"{source.stem}.{wanted}")
                _kept(f"libreoffice-{made.name}", made.read_bytes())


def _kept(name: str, data: bytes) -> None:
    (FOLDER / name.replace(" ", "-")).write_bytes(data)


if __name__ == "__main__":
    make()
