"""One and the same filled form as every kind of file that offices have: made anew from its cells."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from cchc.edition import Edition
from cchc.load import load_edition
from cchc.text.spelling import strip_markup

Rows = Sequence[Sequence[str]]
Maker = Callable[[Rows], bytes]

ERRORS = ("#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The newest edition."""
    return load_edition()


@pytest.fixture(scope="session")
def rows(real_report: Path) -> Rows:
    """The cells of the report that a ward really filed, without markup and page breaks."""
    return visible_rows(real_report.read_text(encoding="utf-8"))


def visible_rows(text: str) -> Rows:
    """The rows of a text form as a person sees them; a header stands once, as in a spreadsheet."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        cells = [strip_markup(cell) for cell in line.split("\t")]
        if any(cells) and not (len(cells) > 1 and cells in found[:8]):
            found.append(cells)
    return found


def xlsx(rows: Rows) -> bytes:
    """A spreadsheet by xlsxwriter: numbers as numbers, errors as formulas with their cached result."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục 3")
    border = book.add_format({"border": 1, "text_wrap": True})
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in ERRORS:
                sheet.write_formula(place, column, "=0/0", border, text)
            elif column and is_count(text):
                sheet.write_number(place, column, int(text), border)
            elif text:
                sheet.write_string(place, column, text, border)
            elif len(row) > 1:
                sheet.write_blank(place, column, None, border)
    sheet.set_column(1, 1, 60)
    sheet.set_column(4, 4, 40)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_of(rows))
    book.close()
    return stream.getvalue()


def header_of(rows: Rows) -> int:
    """Where the headings of the columns stand."""
    return next(place for place, row in enumerate(rows) if row[0] == "TT")


def is_count(text: str) -> bool:
    """Whether a text is a number that a spreadsheet would make a number of without loss."""
    return re.fullmatch(r"0|[1-9][0-9]{0,8}", text) is not None


def xlsx_openpyxl(rows: Rows) -> bytes:
    """The same by openpyxl, errors as plain error cells."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục 3"
    for place, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(place, column).value = int(text) if column > 1 and is_count(text) else text
                if text[0] in "=+-@" and text not in ERRORS:
                    sheet.cell(place, column).data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def docx(rows: Rows) -> bytes:
    """A word-processor file: lines above and below, one table between."""
    import docx as word

    document = word.Document()
    table = None
    for row in rows:
        if len(row) < 2:
            document.add_paragraph(row[0])
            table = None
            continue
        table = table or document.add_table(rows=0, cols=len(row), style="Table Grid")
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def comma_separated(rows: Rows, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A table as text, every row as wide as the form, as spreadsheets export it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerows([*row, *[""] * (5 - len(row))] for row in rows)
    return stream.getvalue().encode(encoding)


def semicolons(rows: Rows) -> bytes:
    return comma_separated(rows, ";", "utf-8")


def tabs_utf_16(rows: Rows) -> bytes:
    """Excel's "Unicode text"."""
    return comma_separated(rows, "\t", "utf-16")


def markdown(rows: Rows) -> bytes:
    lines = []
    for row in rows:
        if len(row) < 2:
            lines += ["", row[0], ""]
        else:
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
            if row[0] == "TT":
                lines.append("|" + "---|" * len(row))
    return "\n".join(lines).encode()


def html(rows: Rows) -> bytes:
    """A page with a table, as reporting systems export it under the name of a spreadsheet."""
    body = []
    for row in rows:
        if len(row) < 2:
            body.append(f"<tr><td colspan=5><b>{escape(row[0])}</b></td></tr>")
        else:
            body.append("<tr>" + "".join(f"<td style='border:1px'>{escape(cell)}</td>" for cell in row) + "</tr>")
    head = '<html><head><meta charset="utf-8"><style>td {color: red}</style></head><body>'
    return (head + "<table border=1>" + "\n".join(body) + "</table></body></html>").encode()


def pdf_by_typst(rows: Rows) -> bytes:
    import typst

    lines = ['#set page(paper: "a4", margin: 1.5cm)', "#set text(size: 10pt)"]
    table: list[str] = []
    for row in [*rows, [""]]:
        if len(row) > 1:
            table.append(", ".join(map(quoted, row)))
            continue
        if table:
            head, *body = table
            body_text = ",\n".join(body)
            lines.append(f"#table(columns: (1cm, 1fr, 2cm, 2.2cm, 5cm), table.header({head}),\n{body_text})")
            table = []
        lines.append(f"#par({quoted(row[0])})")
    source = "\n\n".join(lines)
    made: bytes = typst.compile(source.encode())
    return made


def quoted(text: str) -> str:
    """A text as typst shows it letter by letter."""
    return 'text("' + text.replace("\\", "\\\\").replace('"', '\\"') + '")'


def text(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


MAKERS: Mapping[str, Maker] = {
    "xlsx": xlsx,
    "xlsx by openpyxl": xlsx_openpyxl,
    "docx": docx,
    "csv": comma_separated,
    "csv with semicolons": semicolons,
    "tsv in UTF-16": tabs_utf_16,
    "Markdown": markdown,
    "HTML": html,
}


@pytest.fixture(params=list(MAKERS))
def make(request: pytest.FixtureRequest) -> Maker:
    """A maker of each kind of file that the tests can write by themselves."""
    return MAKERS[request.param]


@pytest.fixture(scope="session")
def makers() -> Mapping[str, Maker]:
    """The makers by the kind of file."""
    return MAKERS


@pytest.fixture(scope="session")
def pdf() -> Maker:
    """A PDF by typst: lines above and below, one ruled table that is broken over pages."""
    return pdf_by_typst


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """LibreOffice as a converter: bytes, their suffix, the suffix wanted; skips where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes, suffix: str, wanted: str) -> bytes:
        source = folder / f"form.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", wanted, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (folder / f"form.{wanted.split(':', 1)[0]}").read_bytes()

    return convert


def with_part(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed (or added, if it had none of that name)."""
    return repacked({**parts_of(package), part: change(parts_of(package).get(part, b""))}.items())


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(parts: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture(scope="session", name="with_part")
def _with_part() -> Callable[[bytes, str, Callable[[bytes], bytes]], bytes]:
    return with_part
