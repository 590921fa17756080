"""Comments and footnotes on figures change nothing, and are told where they name another number or a change."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import xlsxwriter
from tests.files import test_opendocument as odf

from cchc.readers import read_report
from cchc.value import Reported

LINE = "sang_kien"
LABEL = "Số lượng mô hình sáng kiến, giải pháp CCHC mới được áp dụng hiệu quả"


@pytest.fixture(scope="module")
def filling(root: Path) -> list[list[str]]:
    text = (root / "tests/field/right-filling.txt").read_text(encoding="utf-8").replace("*", "")
    return [[*line.split("\t"), "", "", "", ""][:5] for line in text.split("\n") if line.strip()]


def workbook(filling: list[list[str]], said: str, author: str) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("PL3")
    for place, row in enumerate(filling):
        sheet.write_row(place, 0, row)
        if row[1] == LABEL:
            sheet.write_comment(place, 2, said, {"author": author})
    book.close()
    return stream.getvalue()


def sheet(filling: list[list[str]], said: str, author: str) -> bytes:
    note = f"<office:annotation><dc:creator>{author}</dc:creator>{odf.p(said)}</office:annotation>"
    note = note.replace("dc:creator", 'dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"', 1)
    rows = [
        odf.row(*(odf.cell(note * (row[1] == LABEL and at == 2) + odf.p(text)) for at, text in enumerate(row)))
        for row in ([text.replace("&", "&amp;").replace("<", "&lt;") for text in row] for row in filling)
    ]
    return odf.packed("spreadsheet", odf.sheet("".join(rows)))


def document(filling: list[list[str]], said: str, author: str) -> bytes:
    made = docx.Document()
    grid = made.add_table(rows=len(filling), cols=5)
    for written, row in zip(grid.rows, filling, strict=True):
        for cell, text in zip(written.cells, row, strict=True):
            cell.text = text
        if row[1] == LABEL:
            made.add_comment(written.cells[2].paragraphs[0].runs, text=said, author=author)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", [workbook, sheet, document])
@pytest.mark.parametrize(
    ("said", "author", "is_told"),
    [
        ("Chị ơi sửa lại thành 7", "A", True),
        ("Số này nhầm", "A", True),
        ("OK", "A", False),
        ("Sửa thành 7", "cchc", False),
    ],
)
def test_a_comment_on_a_figure(kind: object, said: str, author: str, is_told: bool, filling: list[list[str]]) -> None:
    report = read_report(kind(filling, said, author))  # type: ignore[operator]
    assert isinstance(report.entries[LINE].value, Reported)
    told = [finding for finding in report.findings if finding.code == "CCHC-F038"]
    assert [finding.indicators for finding in told] == [(LINE,)] * is_told
    assert all(said in finding.message["vi"] for finding in told)
