"""A sheet that is printed over more than one width of paper: its pages are one table, in whatever order they come."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import pytest

from cchc.readers import pdf

from . import drawn

LEFT, RIGHT = (20, 60, 260), (20, 90, 150, 330)
UPPER, LOWER = (280, 260, 236, 200, 180), (280, 250, 230, 200, 170)


def page(walls: Sequence[float], ys: Sequence[float], *rows: Sequence[str]) -> bytes:
    words = [
        drawn.text(wall + 3, y - 13, cell)
        for y, row in zip(ys, rows, strict=False)
        for wall, cell in zip(walls, row, strict=False)
    ]
    return drawn.pdf("\n".join([drawn.grid(walls, ys), *words]))


UPPER_LEFT = page(LEFT, UPPER, ("TT", "Noi dung"), ("1", "ke hoach"), ("2", "van ban"), ("3", "hoi nghi"))
UPPER_RIGHT = page(
    RIGHT, UPPER, ("So luong", "Don vi", "Giai trinh"), ("20", "cai", ""), ("21", "cai", "ghi chu"), ("22", "cai", "")
)
LOWER_LEFT = page(LEFT, LOWER, ("4", "cuoc thi"), ("5", "toa dam"), ("6", "tap the"), ("7", "ca nhan"))
LOWER_RIGHT = page(RIGHT, LOWER, ("23", "cuoc", ""), ("24", "cuoc", ""), ("25", "tap the", ""), ("26", "nguoi", ""))
WHOLE = [
    ["TT", "Noi dung", "So luong", "Don vi", "Giai trinh"],
    ["1", "ke hoach", "20", "cai"],
    ["2", "van ban", "21", "cai", "ghi chu"],
    ["3", "hoi nghi", "22", "cai"],
    ["4", "cuoc thi", "23", "cuoc"],
    ["5", "toa dam", "24", "cuoc"],
    ["6", "tap the", "25", "tap the"],
    ["7", "ca nhan", "26", "nguoi"],
]


def texts(*pages: bytes) -> list[list[str]]:
    document = pypdfium2.PdfDocument.new()
    for each in pages:
        document.import_pages(pypdfium2.PdfDocument(each))
    made = io.BytesIO()
    document.save(made)
    return [[cell.text for cell in row.cells] for row in pdf.read(made.getvalue(), "x.pdf").rows]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param((UPPER_LEFT, LOWER_LEFT, UPPER_RIGHT, LOWER_RIGHT), id="down, then over"),
        pytest.param((UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT), id="over, then down"),
    ],
)
def test_pages_of_a_sheet_wider_than_its_paper(pages: Sequence[bytes]) -> None:
    assert [[cell for cell in row if cell] for row in texts(*pages)] == WHOLE


def test_two_pages_of_one_strip_each() -> None:
    assert [[cell for cell in row if cell] for row in texts(UPPER_LEFT, UPPER_RIGHT)] == WHOLE[:4]


def test_a_page_that_goes_on_below_is_not_laid_beside() -> None:
    """Rows of one height do not make it so where the columns are the same."""
    rows = (("4", "cuoc thi"), ("5", "toa dam"), ("6", "tap the"), ("7", "ca nhan"))
    assert len(texts(UPPER_LEFT, page(LEFT, UPPER, *rows))) == 8


def test_pages_of_other_rows_are_not_laid_beside() -> None:
    assert len(texts(UPPER_LEFT, LOWER_RIGHT)) == 8
