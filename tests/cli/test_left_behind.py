"""A copy of a report tells what of the user's workbook is not in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

REPORT = "examples/phuong-2024-05.txt"
BIEU_06 = "catalogue/bieu-06-2020/right.tsv"


@pytest.fixture
def workbook(cchc: Callable, tmp_path: Path) -> Path:
    """The real report as a workbook, with two sheets more, one of them hidden, and a comment of the office's own."""
    path = tmp_path / "report.xlsx"
    assert cchc("convert", REPORT, "-o", path).code == 0
    book = load_workbook(path)
    book.worksheets[0]["C12"].comment = Comment("Số của quý trước", "Nguyễn Thị B")
    book.create_sheet("Ghi chép")["A1"] = "sổ tay"
    book.create_sheet("Cũ").sheet_state = "hidden"
    book.save(path)
    return path


@pytest.mark.parametrize("call", [("convert", "out.xlsx"), ("fill", "out.docx")])
def test_sheets_and_comments_that_are_not_in_it_are_told(
    cchc: Callable, workbook: Path, tmp_path: Path, call: tuple[str, str]
) -> None:
    done = cchc(call[0], workbook, "-o", tmp_path / call[1], "--lang", "en")
    assert done.code == 0
    assert "2 other sheets of the file are not in what was written" in done.err
    assert "1 comment of the file is not in what was written" in done.err
    assert done.out == ""


@pytest.mark.parametrize("source", [REPORT, BIEU_06])
@pytest.mark.parametrize("verb", ["fill", "convert"])
def test_what_cchc_wrote_itself_is_not_missed(cchc: Callable, tmp_path: Path, source: str, verb: str) -> None:
    """A form that was given back marked leaves nothing behind: its marks are made anew."""
    marked, again = tmp_path / "marked.xlsx", tmp_path / "again.xlsx"
    assert cchc("fill", source, "-o", marked).err == ""
    assert cchc(verb, marked, "-o", again).err == ""
