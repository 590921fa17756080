"""What is too long to be set within the memory that a report may take is refused as a PDF, and written otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.writers.conftest import filed

from cchc.catalogue import Catalogue
from cchc.cli import run
from cchc.errors import ReadError
from cchc.writers import docx, pdf
from cchc.writers.formats import Filed
from cchc.writers.paper import PaperCell, PaperTable
from cchc.writers.paper_pdf import PdfPaper


@pytest.fixture
def long(catalogue: Catalogue, real_report: Path) -> Filed:
    """The real report with thousands of rows more."""
    lines = real_report.read_text(encoding="utf-8").split("\n")
    more = ["-\tThủ tục khác\t3\tTTHC\t"] * 2_000
    return filed(catalogue, "\n".join([*lines[:60], *more, *lines[60:]]).encode())


def test_a_long_form_is_no_pdf(long: Filed) -> None:
    """The refusal names the bound, before anything is set."""
    with pytest.raises(ReadError, match="10 000") as told:
        pdf.write(long.form)
    assert ".docx" in told.value.messages["vi"]
    assert docx.write(long.form)


def test_a_letter_that_is_too_long_is_told_with_its_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, real_report: Path, tmp_path: Path
) -> None:
    """The letters of the others would be written."""
    (tmp_path / "filed").mkdir()
    text = real_report.read_text(encoding="utf-8")
    title = "**BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024**"
    (tmp_path / "filed" / "a.txt").write_text(text.replace(title, f"UBND PHƯỜNG A\n\n{title}"), encoding="utf-8")
    assert title in text
    monkeypatch.setattr(pdf, "_MOST_CELLS", 5)
    code = run(["letter", str(tmp_path / "filed"), "-o", str(tmp_path / "letters"), "--to", "pdf"])
    said = capsys.readouterr()
    assert code == 2
    assert "a.txt: văn bản có hơn 5 ô và đoạn" in said.err
    assert "0" in said.out


@pytest.mark.parametrize(("rows", "columns", "text"), [(40, 300, "chữ"), (20, 20, "chữ " * 1_000)])
def test_what_is_wide_or_long_in_its_cells_is_no_pdf(rows: int, columns: int, text: str) -> None:
    """It is cells and letters that take memory, in however few rows."""
    paper = PdfPaper("Biểu", "vi")
    paper.add_table(PaperTable([[PaperCell(text)] * columns] * rows, [10] * columns, 1, 11, has_lines=True))
    with pytest.raises(ReadError, match="10 000"):
        paper.data()
