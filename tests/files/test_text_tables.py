"""Tables as text are told apart by what stands in them: separators, quotes, bars, tags, encodings."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import ReadError
from cchc.readers import csv, html, markdown
from cchc.readers.formats import FORMATS, FileContent, read_form
from cchc.report import RawForm

HEAD = "TT,Nội dung,Số lượng\n"


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


def kind_of(text: str) -> str:
    return next(kind.name for kind in FORMATS if kind.shows(FileContent(text.encode())))


@pytest.mark.parametrize("sign", [",", ";", "|", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings(sign: str, encoding: str) -> None:
    text = f'TT{sign}Nội dung{sign}Số lượng\r\n-{sign}"dòng {sign} ""hai""\nvà ba"{sign}20\r\n+{sign}b{sign}\r\n'
    form = csv.read(text.encode(encoding))
    assert texts(form) == [["TT", "Nội dung", "Số lượng"], ["-", f'dòng {sign} "hai"\nvà ba', "20"], ["+", "b", ""]]
    assert [row.cells[0].line for row in form.rows] == [1, 2, 4]


def test_commas_inside_of_fields_do_not_win_over_semicolons() -> None:
    text = "TT;Nội dung;Số lượng\n-;a, b, c, d;1\n-;e, f;2,5\n"
    assert csv.separator(text) == ";"


def test_what_excel_calls_unicode_text() -> None:
    """Fields with a comma or a quote are quoted, the others are not."""
    text = 'TT\tNội dung\tSố lượng\r\n-\t"a, b"\t"35,00"\r\n+\t"c ""d"""\t5\r\n'
    assert texts(read_form(text.encode("utf-16"))) == [
        ["TT", "Nội dung", "Số lượng"],
        ["-", "a, b", "35,00"],
        ["+", 'c "d"', "5"],
    ]


def test_a_quote_that_is_never_closed_is_a_letter() -> None:
    text = 'TT\tNội dung\tSố\n-\t"a\t1\n-\tb\t2\n-\tc\t3\n-\t"Một cửa" và d\t4\n'
    assert texts(read_form(text.encode()))[1:] == [
        ["-", '"a', "1"],
        ["-", "b", "2"],
        ["-", "c", "3"],
        ["-", '"Một cửa" và d', "4"],
    ]


def test_a_separator_that_is_named() -> None:
    assert texts(read_form(b"sep=;\r\na;b;c\r\nd;e,f;\r\n")) == [["a", "b", "c"], ["d", "e,f", ""]]


def test_windows_1258() -> None:
    data = "TT;Nội dung;Số".replace("ộ", "ô\u0323").replace("ố", "ô\u0301").encode("cp1258")
    assert texts(csv.read(data)) == [["TT", "Nội dung", "Số"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TT\tNội dung\tSố lượng\n-\ta, b, c\t1\n", "text"),
        ("Một câu, có dấu phẩy, và nữa, rồi thôi.\nCâu hai.\nCâu ba.\n", "text"),
        ("", "text"),
        (HEAD + "-,a,1\n", "csv"),
        ('TT\tNội dung\tSố lượng\n-\t"hai\ndòng"\t1\n', "csv"),
        ("| TT | Nội dung |\n|---|:--|\n| - | a |\n", "Markdown"),
        ("TT | Nội dung | Số\n---|---|---\n- | a | 1\n", "Markdown"),
        ("<html><body><table><tr><td>a</table>", "html"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE html><table>', "html"),
        ("<b>I</b>\t<b>CÔNG TÁC</b>\t\t\n", "text"),
    ],
)
def test_which_kind_a_text_is(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_markdown() -> None:
    text = "# BÁO CÁO\n\n| TT | Nội dung \\| khác |\n|---|---|\n| - | **a**<br>b |\n| + | |\nHết\n"
    form = markdown.read(text.encode())
    assert texts(form) == [["BÁO CÁO"], ["TT", "Nội dung | khác"], ["-", "**a**\nb"], ["+", ""], ["Hết"]]
    assert form.rows[2].cells[0].line == 5


def test_html() -> None:
    page = """<html><head><title>không thấy</title><style>td {}</style></head><body>
    <p>BÁO CÁO<br>THÁNG 5</p>
    <table><thead><tr><th>TT<th>Nội  dung</th><th>Số</th></tr></thead>
    <tr><td rowspan=2>1</td><td>a &amp; <b>b</b></td><td rowspan="2">không có</td></tr>
    <tr><td>c<p>d</p></td></tr>
    <tr><td colspan="2">e</td><td>f<table><tr><td>trong</td></tr></table></td></tr></table>
    <div>Hết</div></body></html>"""
    form = html.read(page.encode())
    assert texts(form) == [
        ["BÁO CÁO"],
        ["THÁNG 5"],
        ["TT", "Nội dung", "Số"],
        ["1", "a & b", "không có"],
        ["", "c\nd", "không có"],
        ["e", "", "f\ntrong"],
        ["Hết"],
    ]
    assert form.rows[3].cells[1].place == "#1!B2"


@given(st.text(max_size=400) | st.text(alphabet='a,;|\t\n"<>/-tdr ', max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ReadError):
        read_form(text.encode("utf-8", "surrogatepass"), "x")


def test_fields_that_were_kept_from_being_numbers() -> None:
    """Programs write ="05" so that a spreadsheet shows it as it is."""
    form = csv.read('TT,Nội dung,Số\n="1.10",Kế hoạch,="05"\n="2",Đủ,="Đầy ""đủ"""\n'.encode())
    assert [[cell.text for cell in row.cells] for row in form.rows[1:]] == [
        ["1.10", "Kế hoạch", "05"],
        ["2", "Đủ", 'Đầy "đủ"'],
    ]


def test_markdown_without_bars_at_the_ends() -> None:
    text = "# Tên\n\nTT | Nội dung | Số\n---|---|--:\n1 | Kế hoạch | 5\n  | Tổng | 6\n2 | Sau |\n\nHết | rồi\n"
    form = markdown.read(text.encode())
    assert [[cell.text for cell in row.cells] for row in form.rows] == [
        ["Tên"], ["TT", "Nội dung", "Số"], ["1", "Kế hoạch", "5"], ["", "Tổng", "6"], ["2", "Sau", ""], ["Hết | rồi"],
    ]  # fmt: skip


@pytest.mark.parametrize(("bar", "rule"), [("│", "├────┼──────┼───┤"), ("║", "╠════╬══════╬═══╣"), ("┃", "━━━━")])
def test_a_table_drawn_with_lines(bar: str, rule: str) -> None:
    rows = [["TT", "Nội dung", "Số"], ["1", "Kế hoạch", "5"], ["2", "Đủ", ""]]
    drawn = f"\n{rule}\n".join(bar + bar.join(f" {cell} " for cell in row) + bar for row in rows)
    text = f"Tên\n{rule}\n{drawn}\n{rule}\n"
    assert markdown.shows(text)
    form = markdown.read(text.encode())
    assert [[cell.text for cell in row.cells] for row in form.rows] == [["Tên"], *rows]
