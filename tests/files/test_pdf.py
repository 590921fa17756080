"""A made PDF reads by its ruled tables and lines; a scan is told as one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import ReadError
from cchc.readers import pdf
from cchc.readers.ruling import strokes, tables
from cchc.report import RawForm

LONG = "dòng dài phải xuống hàng trong ô"


def read(source: str) -> RawForm:
    return pdf.read(typst.compile(("#set page(width: 14cm, height: 8cm)\n" + source).encode()), "x.pdf")


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


def test_tables_between_lines() -> None:
    cells = f"[TT], [Nội dung], [Số], [1], [{LONG}], []"
    form = read(f"BÁO CÁO\n#table(columns: (1cm, 4cm, 2cm), {cells})\nHết")
    assert texts(form) == [
        ["BÁO CÁO"],
        ["TT", "Nội dung", "Số"],
        ["1", LONG, ""],
        ["Hết"],
    ]
    assert form.rows[2].cells[1].place == "#1!B2"


def test_words_broken_at_a_hyphen_or_slash_stay_whole() -> None:
    form = read("#table(columns: (1cm, 1.6cm, 2cm), [a], [Số 62/KH\\-UBND], [b])")
    assert texts(form) == [["a", "Số 62/KH-UBND", "b"]]


def test_cells_over_several_columns() -> None:
    wide = "table.cell(colspan: 2)[hai cột liền nhau]"
    form = read(f"#table(columns: 4 * (2cm,), [a], [b], [c], [d], [1], {wide}, [e])")
    assert texts(form) == [["a", "b", "c", "d"], ["1", "hai cột liền nhau", "", "e"]]


def test_signatures_side_by_side_are_apart() -> None:
    names = "[NGƯỜI LẬP BÁO CÁO], [KT. CHỦ TỊCH], [Đặng Hoàng Long], [Đặng Quang Hải]"
    form = read(f"#grid(columns: (1fr, 1fr), {names})")
    assert texts(form) == [["NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"], ["Đặng Hoàng Long", "Đặng Quang Hải"]]


def test_tables_over_pages() -> None:
    cells = "".join(f"[{number}], [dòng {number}], [x]," for number in range(40))
    form = read(f"#table(columns: 3, table.header([TT], [Nội dung], [Số]), {cells})")
    lines = [[str(number), f"dòng {number}", "x"] for number in range(40)]
    assert [row for row in texts(form) if row[0] != "TT"] == lines
    assert form.rows[-1].cells[0].sheet != "#1"


def test_a_scan_is_told_as_one() -> None:
    with pytest.raises(ReadError, match="no text"):
        read("#rect()")
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(300, 300)
    page.insert_obj(image(document))
    page.gen_content()
    with pytest.raises(ReadError, match="scan"):
        pdf.read(saved(document), "quet.pdf")


def image(document: pypdfium2.PdfDocument) -> pypdfium2.PdfImage:
    made = pypdfium2.PdfImage.new(document)
    made.set_bitmap(pypdfium2.PdfBitmap.new_native(8, 8, 1))
    made.set_matrix(pypdfium2.PdfMatrix().scale(200, 200))
    return made


def saved(document: pypdfium2.PdfDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


@given(
    st.lists(st.integers(8, 80), min_size=3, max_size=6),
    st.lists(st.integers(8, 60), min_size=1, max_size=6),
    st.floats(-0.9, 0.9),
    st.randoms(use_true_random=False),
)
def test_a_grid_gives_its_cells(widths: list[int], heights: list[int], blur: float, chance: object) -> None:
    """Rules may be doubled, in any order and a little off their place."""
    xs = [float(sum(widths[:place])) for place in range(len(widths) + 1)]
    ys = [float(sum(heights[:place])) for place in range(len(heights) + 1)]
    edges = grid(xs, ys) + [tuple(place + blur for place in edge) for edge in grid(xs, ys)]
    chance.shuffle(edges)  # type: ignore[attr-defined]
    (found,) = tables(*strokes(edges))
    assert [[box.column for box in row] for row in found.rows] == [list(range(len(widths)))] * len(heights)
    for row, (bottom, top) in zip(found.rows, reversed(list(pairwise(ys))), strict=True):
        assert all(abs(box.bottom - bottom) < 1 and abs(box.top - top) < 1 for box in row)
