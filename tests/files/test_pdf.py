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

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.readers import pdf, typeset
from cchc.readers.formats import read_form
from cchc.readers.ruling import strokes, tables
from cchc.readers.typeset import Letter, unwrapped
from cchc.report import RawForm

from . import drawn

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
    names = "[NGƯỜI LẬP BÁO CÁO], [KT. CHỦ TỊCH], [Đỗ Minh Khang], [Đinh Thanh Bình]"
    form = read(f"#grid(columns: (1fr, 1fr), {names})")
    assert texts(form) == [["NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"], ["Đỗ Minh Khang", "Đinh Thanh Bình"]]


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


def drawn_texts(*content: str, **options: object) -> list[list[str]]:
    found = texts(pdf.read(drawn.pdf("\n".join(content), **options), "x.pdf"))  # type: ignore[arg-type]
    return [[*row, *[""] * (4 - len(row))] if len(row) > 1 else row for row in found]


GRID = drawn.grid((20, 60, 220, 280, 380), (200, 220, 240, 260))
ROW = (
    drawn.text(25, 246, "1"),
    drawn.text(65, 246, "Ten dong"),
    drawn.text(225, 246, "12"),
    drawn.text(285, 246, "ho so"),
)


def test_a_letter_belongs_to_the_cell_that_holds_its_middle() -> None:
    """However low its tail hangs over the rule below, and in whatever order it was drawn."""
    low = (
        drawn.text(65, 241, "gyp"),
        drawn.text(25, 241.5, "-"),
        drawn.text(225, 221, "7"),
        drawn.text(65, 221, "qua"),
    )
    assert drawn_texts(GRID, *low) == [["-", "gyp", "", ""], ["", "qua", "7", ""]]
    assert drawn_texts(*low[::-1], GRID) == [["-", "gyp", "", ""], ["", "qua", "7", ""]]


def test_a_word_of_several_fonts() -> None:
    """Letters that come later, from another font, stand in the word where they stand on the page."""
    first, rest = drawn.text(65, 246, "T    t"), drawn.text(72, 246, "o", size=10.01)
    assert drawn_texts(GRID, first, rest, drawn.text(25, 246, "1"), drawn.text(225, 246, "5")) == [
        ["1", "To t", "5", ""]
    ]


def test_a_figure_at_the_edge_and_words_at_the_next() -> None:
    close = (drawn.text(268.5, 246, "20"), drawn.text(281, 246, "Nhiem vu"))
    assert drawn_texts(GRID, *close) == [["", "", "20", "Nhiem vu"]]


def test_a_text_longer_than_its_cell_stays_with_it() -> None:
    """A long label runs on into the empty cell beside it; no figure of it is the other cell's."""
    words = "Mot ten dong rat dai de chay qua ca o nam 2024"
    assert drawn_texts(GRID, drawn.text(65, 246, words), drawn.text(25, 246, "1")) == [["1", words, "", ""]]


def test_what_is_cut_off_at_the_edge_of_a_cell_belongs_to_the_cell() -> None:
    cut = f"q 61 241 158 18 re W n {drawn.text(65, 252, 'dong mot')} {drawn.text(65, 236, 'dong hai')} Q"
    below = (drawn.text(25, 226, "2"), drawn.text(65, 226, "khac"))
    assert drawn_texts(GRID, cut, *ROW[2:], *below) == [["", "dong mot dong hai", "12", "ho so"], ["2", "khac", "", ""]]


def test_raised_and_struck_figures() -> None:
    raised = (drawn.text(225, 246, "12"), drawn.text(236.5, 250, "1", size=6))
    assert drawn_texts(GRID, *ROW[:2], *raised) == [["1", "Ten dong", "12¹", ""]]
    form = pdf.read(
        drawn.pdf("\n".join((GRID, *ROW[:2], drawn.text(225, 246, "21"), drawn.line(225, 249, 230.5, 249))))
    )
    assert (form.rows[0].cells[2].text, form.rows[0].cells[2].unseen) == ("1", "2")
    underlined = drawn.line(225, 244.5, 236, 244.5)
    assert drawn_texts(GRID, *ROW, underlined)[0][2] == "12"


def test_letters_that_are_drawn_invisible_are_not_read() -> None:
    """Such as those that a scanner's software lays under the picture of a page."""
    assert drawn_texts(GRID, *ROW, drawn.text(225, 226, "99", mode=3)) == [["1", "Ten dong", "12", "ho so"]]
    with pytest.raises(ReadError, match="no text"):
        drawn_texts(GRID, drawn.text(225, 226, "9999", mode=3))


def test_a_cell_that_goes_down_over_rows() -> None:
    lines = [drawn.line(20, y, 380, y) for y in (200, 260)] + [
        drawn.line(20, 230, 220, 230),
        drawn.line(280, 230, 380, 230),
    ]
    walls = [drawn.line(x, 200, x, 260) for x in (20, 60, 220, 280, 380)]
    cells = (drawn.text(25, 240, "1"), drawn.text(25, 210, "2"), drawn.text(65, 240, "a"), drawn.text(65, 210, "b"))
    middle = (drawn.text(225, 232, "khong"), drawn.text(225, 220, "co"))
    assert drawn_texts(*lines, *walls, *cells, *middle) == [["1", "a", "khong co", ""], ["2", "b", "", ""]]


def test_a_table_that_is_open_at_its_sides() -> None:
    """Without walls at its edges, what stands there is still in its first and last column."""
    inner = [drawn.line(x, 200, x, 260) for x in (60, 220, 280)]
    across = [drawn.line(20, y, 380, y) for y in (200, 220, 240, 260)]
    assert drawn_texts(*inner, *across, *ROW) == [["1", "Ten dong", "12", "ho so"]]


LISTED = [("1", "mot", "5", "cai"), ("-", "hai", "6", "cai"), ("+", "ba", "", ""), ("2", "bon", "7", "ho so")]


def listed(xs: tuple[int, ...], right: int = 0) -> list[str]:
    """Four rows of texts, each in its row 20 points high."""
    return [
        drawn.text(x + right * (column == 2), 246 - 20 * row, words)
        for row, words_of in enumerate(LISTED)
        for column, (x, words) in enumerate(zip(xs, words_of, strict=True))
        if words
    ]


def test_a_column_whose_rows_no_line_parts() -> None:
    """Texts that stand apart down a column, each in its row, are no merged cell."""
    walls = [drawn.line(x, 180, x, 260) for x in (20, 60, 220, 280, 380)]
    across = [drawn.line(*ends, y) for y in (180, 200, 220, 240, 260) for ends in ((20, y, 220), (280, y, 380))]
    frame = [drawn.line(20, y, 380, y) for y in (180, 260)]
    assert drawn_texts(*walls, *across, *frame, *listed((25, 65, 225, 285))) == [list(row) for row in LISTED]


def test_columns_beside_a_table() -> None:
    """What stands beside a table in its rows is a column of it, on either side; a note beside one row is not."""
    inner = drawn.grid((60, 140, 220), (180, 200, 220, 240, 260))
    found = drawn_texts(inner, *listed((25, 65, 145, 230)))
    assert found == [list(row) for row in LISTED]
    ruled = drawn.grid((20, 60, 220, 300), (180, 200, 220, 240, 260))
    cells = [each for each in listed((25, 65, 225, 999)) if " 999 " not in each]
    alone = drawn_texts(ruled, *cells, drawn.text(310, 246, "ghi chu"))
    assert alone == [*([*row[:3], ""] for row in LISTED), ["ghi chu"]]


def test_a_text_down_a_merged_cell_stays_whole() -> None:
    """A remark beside several rows, line by line, is one cell."""
    walls = [drawn.line(x, 180, x, 260) for x in (20, 60, 220, 280, 380)]
    across = [drawn.line(20, y, 280, y) for y in (200, 220, 240)]
    frame = [drawn.line(20, y, 380, y) for y in (180, 260)]
    remark = [drawn.text(285, 251 - 11 * row, words) for row, words in enumerate(("mot hai", "ba bon", "nam", "sau"))]
    cells = [each for each in listed((25, 65, 225, 999)) if " 999 " not in each]
    found = drawn_texts(*walls, *across, *frame, *cells, *remark)
    assert found[0][3] == "mot hai ba bon nam sau"


def test_a_figure_down_a_merged_cell_is_told_with_its_rows() -> None:
    """One number over two rows: which of them it is of, or both, nothing on the page says."""
    walls = [drawn.line(x, 180, x, 260) for x in (20, 60, 220, 280, 380)]
    across = [drawn.line(*ends, y) for y in (200, 220, 240) for ends in ((20, y, 220), (280, y, 380))]
    frame = [drawn.line(20, y, 380, y) for y in (180, 260)]
    parted = [drawn.line(220, y, 280, y) for y in (200, 240)]
    cells = [each for each in listed((25, 65, 999, 285)) if " 999 " not in each]
    figure = drawn.text(225, 226, "5")
    form = pdf.read(drawn.pdf("\n".join((*walls, *across, *frame, *parted, *cells, figure))), "x")
    (note,) = form.notes
    assert note.code == "CCHC-C005" and note.cell is not None and (note.cell.text, note.cell.ref) == ("5", "C2")
    assert [cell.ref for cell in note.cells] == ["C3"]


def test_rows_that_no_line_parts() -> None:
    """Walls between columns and a frame around all: codes tell the rows."""
    frame = drawn.grid((20, 60, 220, 280, 380), (100, 260))
    cells = [
        drawn.text(x, 246 - 20 * row, words)
        for row, words_of in enumerate((("1", "mot", "5", "cai"), ("-", "hai", "6", "cai"), ("+", "ba", "7", "cai")))
        for x, words in zip((25, 65, 225, 285), words_of, strict=True)
    ]
    rest = drawn.text(65, 216.5, "va nua")
    assert drawn_texts(frame, *cells, rest)[:2] == [["1", "mot", "5", "cai"], ["-", "hai va nua", "6", "cai"]]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_that_were_turned(rotate: int) -> None:
    assert drawn_texts(GRID, *ROW, rotate=rotate) == [["1", "Ten dong", "12", "ho so"]]


def test_headings_that_run_upwards() -> None:
    heading = drawn.text(45, 202, "So TT", turn="0 1 -1 0")
    body = (drawn.text(65, 226, "Noi dung bao cao"), drawn.text(225, 226, "So"), *ROW)
    wide = drawn.grid((20, 60, 220, 280, 380), (195, 240, 260))
    assert drawn_texts(wide, heading, *body) == [
        ["1", "Ten dong", "12", "ho so"],
        ["So TT", "Noi dung bao cao", "So", ""],
    ]


APPEARANCE = "<< /Type /XObject /Subtype /Form /BBox [0 0 40 14] /Resources << /Font << /F 5 0 R >> >> /Length 0 >>"
TYPED = "<< /Type /Annot /Subtype /FreeText /Rect [225 222 270 238] /Contents (34) /DA (/F 10 Tf) {} >>"


def test_what_was_typed_over_the_page() -> None:
    assert drawn_texts(GRID, *ROW, annotations=[TYPED.format("")])[1][2] == "34"
    assert len(drawn_texts(GRID, *ROW, annotations=[TYPED.format("/F 2")])) == 1


def test_fonts_that_do_not_say_which_characters_they_are() -> None:
    coded = "BT /X 10 Tf 225 226 Td <00240025> Tj ET"
    with pytest.raises(ReadError, match="do not say which characters"):
        drawn_texts(GRID, *ROW, coded)
    long = [drawn.text(25, 180 - 12 * number, "mot dong chu khac " * 3) for number in range(9)]
    form = pdf.read(drawn.pdf("\n".join((GRID, *ROW, *long, coded))))
    assert form.rows[1].cells[2].text == "\ufffd\ufffd"
    assert [(note.code, note.figures) for note in form.notes] == [("CCHC-F023", {"count": "2"})]


def plain_table(pitch: float, side: float) -> list[str]:
    """A table without lines: labels of one to three lines around (or below) the line of their code."""
    rows = [
        ("TT", ["Noi dung"], "So luong", "Don vi"),
        *[(f"{n}", [f"dong {n}", "va nua", "them nua"][: n % 3 + 1], f"{7 * n}", "ho so") for n in range(1, 9)],
        ("-", ["khong co ma so"], "", ""),
    ]
    content, y = [], 280.0
    for code, label, quantity, unit in rows:
        height = max(1, len(label)) * 10 + pitch
        center = y - height / 2 if side else y - 5
        content += [
            drawn.text(x, center, words, size=8) for x, words in ((20, code), (230, quantity), (300, unit)) if words
        ]
        for number, words in enumerate(label):
            top = center + 5 * (len(label) - 1) if side else center
            content.append(drawn.text(60, top - 10 * number, words, size=8))
        y -= height
    return content


@pytest.mark.parametrize("side", [0.5, 0.0])
@pytest.mark.parametrize("pitch", [2.0, 6.0])
def test_tables_without_lines(pitch: float, side: float) -> None:
    form = drawn_texts(drawn.text(20, 290, "BAO CAO CAI CACH HANH CHINH THANG 5 NAM 2024"), *plain_table(pitch, side))
    assert form[0] == ["BAO CAO CAI CACH HANH CHINH THANG 5 NAM 2024"]
    assert form[1] == ["TT", "Noi dung", "So luong", "Don vi"]
    for n in range(1, 9):
        label = " ".join([f"dong {n}", "va nua", "them nua"][: n % 3 + 1])
        assert form[n + 1] == [f"{n}", label, f"{7 * n}", "ho so"]
    assert form[10] == ["-", "khong co ma so", "", ""]


def test_a_table_without_lines_that_cannot_be_told_apart_is_refused(edition: Edition) -> None:
    """Never half a table: the sentence says what to do."""
    labels = list(edition.indicators.values())[2:14]
    fields = "".join(f"[#text(size: 5pt)[{line.label['vi']}]], [{n}]," for n, line in enumerate(labels))
    source = f"#set page(width: 30cm, height: 20cm)\n#grid(columns: (20cm, 2cm), row-gutter: 3pt, {fields})"
    data = typst.compile(source.encode())
    with pytest.raises(ReadError, match="no lines"):
        read_form(data, "x.pdf", edition)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("ngày 15/3/2024 1/\nQuy trình A 2/\nQuy trình B", "ngày 15/3/2024 1/ Quy trình A 2/ Quy trình B"),
        ("Số 62/\nKH-UBND", "Số 62/KH-UBND"),
        ("Số 62/KH-\nUBND", "Số 62/KH-UBND"),
        ("24/\n7", "24/7"),
    ],
)
def test_a_line_that_ends_in_a_slash(lines: str, whole: str) -> None:
    """A document's number goes on in the next line without a space; after an ordinal a word begins."""
    assert unwrapped(lines) == whole


def test_programs_that_draw_a_row_as_one_text() -> None:
    """Offsets inside of the text set its cells apart; a figure close to a wall is not of the next cell."""

    def whole(y: float, figure: str) -> str:
        return f"BT /F 10 Tf 65 {y} Td [(Ten dong) -16000 ({figure}) -300 (Nhiem vu)] TJ ET"

    cells = (whole(246, "20"), whole(226, "61"), drawn.text(25, 246, "1"), drawn.text(25, 226, "2"))
    assert drawn_texts(GRID, *cells) == [["1", "Ten dong", "20", "Nhiem vu"], ["2", "Ten dong", "61", "Nhiem vu"]]


@pytest.mark.parametrize(
    ("gap", "is_spaced", "told"), [(0.1, True, "chế một"), (0.02, True, "chếmột"), (0.1, False, "chếmột")]
)
def test_a_letter_that_another_font_lends_keeps_the_space_behind_it(gap: float, is_spaced: bool, told: str) -> None:
    """The "ế" of a bold word, too wide, reaches into it: there is one where the page says so and a gap is left."""
    letters, left = [], 0.0
    for order, sign in enumerate("chếmột"):
        left += gap * 11 if sign == "m" else 0
        piece = 2 if sign == "ế" else 1 + 2 * (order > 2)
        letters.append(Letter(sign, left, left + 5, 0.0, 11.0, piece, order, is_spaced and sign == "m"))
        left += 5
    assert "".join(piece for piece, _ in typeset.text([letters]).pieces) == told
