"""A page reads as it shows: what is hidden or struck is apart, and what was filled in is read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cchc.edition import Edition
from cchc.readers import html, read_report
from cchc.readers.formats import read_form
from cchc.report import RawForm


def page(body: str, style: str = "") -> RawForm:
    return html.read(f"<html><head><style>{style}</style></head><body>{body}</body></html>".encode(), "x")


def table(*rows: str) -> str:
    return f"<table>{''.join(rows)}</table>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<tr {attributes}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


@pytest.mark.parametrize(
    ("content", "text", "unseen"),
    [
        ("<s>2</s>1", "1", "2"),
        ("<strike>2</strike>1", "1", "2"),
        ("<del cite='x'>2</del><ins>1</ins>", "1", "2"),
        ('<span style="text-decoration: line-through">2</span>1', "1", "2"),
        ('<span style="text-decoration:underline line-through red">2</span>1', "1", "2"),
        ('<span style="display:none">2</span>1', "1", "2"),
        ('<span style="display: NONE !important">2</span>1', "1", "2"),
        ('<span style="visibility:hidden">2</span>1', "1", "2"),
        ("<span hidden>2</span>1", "1", "2"),
        ('<span style="mso-hide:all">2</span>1', "1", "2"),
        ('<span class="an">2</span>1', "1", "2"),
        ('<span class="x bo y">2</span>1', "1", "2"),
        ('<span id="cu">2</span>1', "1", "2"),
        ('<b class="bo">2</b>1', "21", None),
        ('<span class="an" style="display:inline">2</span>1', "21", None),
        ('<span style="display:none">2<b>3</b></span>1', "1", "2 3"),
        ('<p style="display:none">2</p>1', "1", "2"),
        ("12<sup>1</sup>", "12¹", None),
        ('12<span style="vertical-align:super">(1)</span>', "12⁽¹⁾", None),
        ("H<sub>2</sub>O", "H₂O", None),
        ("<sup>5</sup>", "5", None),
        ("5<!-- 6 --><script>7</script><template>8</template>", "5", None),
        ('<input value="5">', "5", None),
        ('<input type="NUMBER" value="5"> văn bản', "5 văn bản", None),
        ('<input type="hidden" value="9">5', "5", None),
        ('<input type="submit" value="Lưu"><button>Xóa</button>5', "5", None),
        ('<input type="date" value="2024-03-15">', "15/03/2024", None),
        ('<input placeholder="Nhập số">', "", None),
        ('<input style="display:none" value="9">5', "5", "9"),
        ('<input type="checkbox" checked> Có <input type="checkbox"> Không', "☒ Có ☐ Không", None),
        ('<input type="radio" name="a">Có<input type="radio" name="a" checked="">Không', "☐ Có☒ Không", None),
        ("<textarea>5\nhai dòng</textarea>", "5\nhai dòng", None),
        ("<select><option>Có<option selected>Không</select>", "Không", None),
        ("<select><option>Có</option><option>Không</option></select>", "Có", None),
        ('<select><option value="">-- Chọn --</option><option value="1">Có</option></select>', "", None),
        ('<select><option value="" selected>-- Chọn --</option><option value="1">Có</option></select>', "", None),
        ('<select><option value="">-- Chọn --</option><option value="1" selected>Có</option></select>', "Có", None),
        ('<select><option value="0">Không</option><option value="1" selected>Có</select> đáp ứng', "Có đáp ứng", None),
        ("5<table><tr><td>trong</td><td>khung</td></tr><tr><td>hai</td></tr></table>", "5\ntrong khung\nhai", None),
    ],
)
def test_what_a_cell_shows(content: str, text: str, unseen: str | None) -> None:
    style = (
        "/* x */ .an { color: red; display : none } span.bo, td.cu{text-decoration:line-through} #cu{visibility:hidden}"
    )
    (found,) = page(table(row("a", "b", content, "z")), style).rows
    assert [cell.text for cell in found.cells] == ["a", "b", text, "z"]
    assert found.cells[2].unseen == unseen


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        "hidden",
        'class="an"',
        'style="visibility:collapse"',
        "height=0 style='display:none;mso-height-source:userset'",
    ],
)
def test_hidden_rows(attributes: str) -> None:
    form = page(
        table(row("1", "a", "2"), row("1", "a", "9", attributes=attributes), row("2", "b", "3")), ".an{display:none}"
    )
    assert texts(form) == [["1", "a", "2"], [], ["2", "b", "3"]]
    assert [cell.text for cell in form.rows[1].unseen] == ["1", "a", "9"]


def test_a_hidden_body_of_rows() -> None:
    hidden = f'<tbody style="display:none">{row("1", "a", "9")}</tbody><tbody>{row("2", "b", "3")}</tbody>'
    assert texts(page(table(row("1", "a", "2"), hidden))) == [["1", "a", "2"], [], ["2", "b", "3"]]


def test_hidden_cells_leave_their_place_to_the_next() -> None:
    """A browser takes such a cell out; one that is only invisible keeps its place."""
    gone = '<tr><td>1</td><td>a</td><td style="display:none">9</td><td>2</td></tr>'
    kept = '<tr><td>1</td><td>a</td><td style="visibility:hidden">9</td></tr>'
    form = page(table(gone, kept))
    assert texts(form) == [["1", "a", "2"], ["1", "a", ""]]
    assert [cell.text for cell in form.rows[0].unseen] == ["9"]
    assert form.rows[1].cells[2].unseen == "9"


@pytest.mark.parametrize("hides", ["style='display:none'", "hidden", "width=0", "style='visibility:collapse'"])
def test_hidden_columns(hides: str) -> None:
    form = page(table(f"<col span=2><col {hides}>", row("1", "a", "9", "2"), row("2", "b", "9", "3")))
    assert texts(form) == [["1", "a", "2"], ["2", "b", "3"]]
    assert [cell.text for row in form.rows for cell in row.unseen] == ["9", "9"]


def test_lines_around_a_table() -> None:
    form = page(f"<h1>BÁO CÁO</h1><p style='display:none'>THÁNG 4</p>THÁNG 5{table(row('a', 'b', 'c'))}<div>Hết</div>")
    assert [line for line in texts(form) if any(line)] == [["BÁO CÁO"], ["THÁNG 5"], ["a", "b", "c"], ["Hết"]]
    assert [cell.unseen for line in form.rows for cell in line.cells if cell.unseen] == ["THÁNG 4"]


def test_ends_that_were_not_written() -> None:
    form = page("<table><tr><td>1<td>a<p>b<td><s>2</s>3<tr><td>4<td>c<td>5</table>Hết")
    assert texts(form) == [["1", "a\nb", "3"], ["4", "c", "5"], ["Hết"]]


def test_a_page_set_by_a_table() -> None:
    """The form inside of the cell of a table that only sets the page is a table by itself."""
    menu = table(row("Trang chủ"), row("Báo cáo"))
    form = page(table(f"<tr><td>{menu}</td><td>{table(row('1', 'a', '2'), row('2', 'b', '3'))}</td></tr>"))
    assert [line for line in texts(form) if len(line) > 2] == [["1", "a", "2"], ["2", "b", "3"]]


def test_of_several_tables_the_form_is_read(rows: Sequence[Sequence[str]], edition: Edition) -> None:
    other = table(row("TT", "Lĩnh vực", "Số lượng"), *[row(str(n), f"Lĩnh vực {n}", "7") for n in range(6)])
    body = "".join(f"<p>{cells[0]}</p>" for cells in rows if len(cells) < 2)
    form = table(*[row(*cells) for cells in rows if len(cells) > 1])
    report = read_report(f"<html><body>{other}{body}{form}</body></html>".encode(), name="x.html")
    plain = read_report("\n".join("\t".join(cells) for cells in rows).encode(), name="x")
    assert {id: entry.value for id, entry in report.entries.items()} == {
        id: entry.value for id, entry in plain.entries.items()
    }
    assert [finding.observed for finding in report.findings if finding.code == "CCHC-F020"] == ["1"]


def test_a_page_that_a_spreadsheet_program_saved(edition: Edition) -> None:
    saved = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
    <head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!--
    table {mso-displayed-decimal-separator:"\\,";}
    .xl65 {mso-number-format:"0\\.00%";} .font5 {color:red;text-decoration:line-through;} --></style></head>
    <body><!--[if gte mso 9]><xml>9</xml><![endif]--><table><col width=64 style='width:48pt'>
    <col width=0 style='display:none;mso-width-source:userset'><col span=2>
    <tr height=20><td>1</td><td class=xl65>9</td><td>a</td>
    <td class=xl65><font class="font5">2</font><font>1</font></td></tr>
    <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]></table>
    </body></html>"""
    form = read_form(saved.encode(), "x.xls", edition)
    assert [line for line in texts(form) if line] == [["1", "a", "1"]]


@pytest.mark.parametrize(
    ("attributes", "shown", "text", "stored"),
    [
        ('sdval="0" sdnum="1033;0;_(* #,##0_)"', " - ", "0", None),
        ("x:num=0", "-", "0", None),
        ('sdval="5"', "-", "-", "5"),
        ('sdval="0"', "không", "không", "0"),
        ('x:num="0.3224"', "32%", "32%", "32,24%"),
        ('x:num="0.3"', "30%", "30%", None),
        ('sdval="2.5"', "3", "3", "2,5"),
        ("x:num", "12", "12", None),
    ],
)
def test_numbers_that_a_spreadsheet_program_stored(attributes: str, shown: str, text: str, stored: str | None) -> None:
    form = page(f"<table><tr><td>a</td><td {attributes}>{shown}</td><td>z</td></tr></table>")
    assert texts(form) == [["a", text, "z"]]
    assert [note.figures["expected"] for note in form.notes] == [stored] * (stored is not None)


def test_an_angle_bracket_is_a_tag_before_a_letter_of_tags_only() -> None:
    """What is no tag is text, and the page goes on behind it."""
    assert texts(page(table(row("1", "số dư <đến hạn", "3 < 5", "a </ b"), row("2", "x", "y", "z")))) == [
        ["1", "số dư <đến hạn", "3 < 5", "a </ b"],
        ["2", "x", "y", "z"],
    ]
