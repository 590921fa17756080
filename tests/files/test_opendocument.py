"""An OpenDocument sheet or text reads as it shows: cells without text, styles that strike and hide, lists, boxes."""

from __future__ import annotations

import io
import zipfile

import pytest

from cchc.readers import opendocument
from cchc.report import RawForm

SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
STYLES = """
<style:style style:name="Bo" style:family="text">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="BoCu" style:family="text" style:parent-style-name="Bo"/>
<style:style style:name="Thoi" style:family="text" style:parent-style-name="Bo"><style:text-properties
 style:text-line-through-style="none"/></style:style>
<style:style style:name="Cao" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Cao2" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="Thap" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="An" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="PBo" style:family="paragraph">
 <style:text-properties style:text-line-through-type="single"/></style:style>
<style:style style:name="CBo" style:family="table-cell">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="TAn" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="THien" style:family="table"><style:table-properties table:display="true"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<text:list-style style:name="L2">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="1"/>
</text:list-style>
"""


def packed(kind: str, body: str, styles: str = STYLES, common: str = "") -> bytes:
    """A file with this body; `common` are styles of the part for styles."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{common}</office:styles></office:document-styles>",
        )
    return stream.getvalue()


def sheet(rows: str, columns: str = "", name: str = "PL3", style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{styled}>{columns}{rows}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(content: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def read(kind: str, body: str) -> RawForm:
    return opendocument.read(packed(kind, body), "x")


def texts(form: RawForm) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in form.rows]


NOTE = "<office:annotation><text:p>nhớ sửa</text:p></office:annotation>"


@pytest.mark.parametrize(
    ("attributes", "content", "text"),
    [
        ('office:value-type="float" office:value="20"', "", "20"),
        ('office:value-type="float" office:value="20.5"', "", "20,5"),
        ('office:value-type="percentage" office:value="0.3"', "", "30,00%"),
        ('office:value-type="percentage" office:value="0.66667"', "", "66,667%"),
        ('office:value-type="string" office:string-value="không có"', "", "không có"),
        ('office:value-type="boolean" office:boolean-value="true"', "", "TRUE"),
        ('office:value-type="boolean" office:boolean-value="false"', p("SAI"), "FALSE"),
        ('office:value-type="date" office:date-value="2024-03-15"', "", "15/03/2024"),
        ('office:value-type="float" office:value="0"', p("-"), "0"),
        ('office:value-type="float" office:value="0"', p('<text:s/>- <text:s text:c="2"/>'), "0"),
        ('office:value-type="float" office:value="0"', p("không có"), "không có"),
        ('office:value-type="float" office:value="1"', p("Có"), "Có"),
        ('office:value-type="float" office:value="5"', p("5 hồ sơ"), "5 hồ sơ"),
        ('office:value-type="float" office:value="1234.5"', p("1.234,50"), "1234,50"),
        ('office:value-type="float" office:value="1234.5"', p("1,234.50"), "1234,50"),
        ('office:value-type="float" office:value="-5"', p("(5)"), "(5)"),
        ('office:value-type="float" office:value="0"', p(""), ""),
        ('office:value-type="float" office:value="7"', NOTE, "7"),
        ('office:value-type="string"', p("#DIV/0!"), "#DIV/0!"),
    ],
)  # fmt: skip
def test_cells_of_a_sheet(attributes: str, content: str, text: str) -> None:
    form = read("spreadsheet", sheet(row(cell(p("a")), cell(content, attributes), cell(p("z")))))
    assert texts(form) == [["a", text, "z"]]


def test_a_number_that_nobody_sees_is_kept_apart() -> None:
    form = read("spreadsheet", sheet(row(cell(p("a")), cell(p(""), 'office:value-type="float" office:value="9"'))))
    assert form.rows[0].cells[1].unseen == "9"


@pytest.mark.parametrize(
    ("shown", "value", "kind", "stored"),
    [
        ("32%", "0.3224", "percentage", "32,24%"),
        ("3", "2.5", "float", "2,5"),
        ("66,67", "66.6666666666667", "float", "66,66666667"),
        ("30%", "0.3", "percentage", None),
        ("5", "5", "float", None),
        ("Có", "1", "float", "1"),
    ],
)
def test_a_number_that_shows_less_than_is_stored(shown: str, value: str, kind: str, stored: str | None) -> None:
    attributes = f'office:value-type="{kind}" office:value="{value}"'
    form = read("spreadsheet", sheet(row(cell(p("a")), cell(p(shown), attributes))))
    assert [note.figures["expected"] for note in form.notes] == [stored] * (stored is not None)


def control(attributes: str) -> str:
    return f"<loext:content-control loext:{attributes}>Chọn</loext:content-control>"


def box(*texts: str) -> str:
    return f"<draw:frame><draw:text-box>{''.join(map(p, texts))}</draw:text-box></draw:frame>"


def listed(style: str, *items: str) -> str:
    styled = f' text:style-name="{style}"' if style else ""
    return f"<text:list{styled}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"


LABELS = '<text:label text:value="Không"/><text:label text:value="Có"/>'
SPAN = '<text:span text:style-name="{}">{}</text:span>'


@pytest.mark.parametrize(
    ("content", "text", "unseen"),
    [
        (p(SPAN.format("Bo", "2") + "1"), "1", "2"),
        (p(SPAN.format("BoCu", "2") + "1"), "1", "2"),
        (p(SPAN.format("Thoi", "2") + "1"), "21", None),
        (p(SPAN.format("An", "2") + "1"), "1", "2"),
        (p("12" + SPAN.format("Cao", "1")), "12¹", None),
        (p("12" + SPAN.format("Cao2", "(1)")), "12⁽¹⁾", None),
        (p("H" + SPAN.format("Thap", "2") + "O"), "H₂O", None),
        ('<text:p text:style-name="PBo">2</text:p>' + p("1"), "\n1", "2"),
        (p(SPAN.format("Bo", "2" + SPAN.format("Cao", "3")) + "1"), "1", "2 3"),
        (p('<text:hidden-text text:is-hidden="true">2</text:hidden-text>1'), "1", "2"),
        (p('<text:hidden-text text:is-hidden="false">2</text:hidden-text>1'), "21", None),
        (p("5<text:note><text:note-citation>1</text:note-citation></text:note>"), "5", None),
        (p("5" + NOTE), "5", None),
        (p("5<text:ruby><text:ruby-base>6</text:ruby-base><text:ruby-text>7</text:ruby-text></text:ruby>"), "56", None),
        (p(control('checkbox="true" loext:checked="true"') + " Có"), "☒ Có", None),
        (p(control('checkbox="true" loext:checked="false"')), "☐", None),
        (p(control('showing-place-holder="true"')), "", None),
        (p(control('alias="a"')), "Chọn", None),
        (p(f"<text:drop-down>{LABELS}Có</text:drop-down>"), "Có", None),
        (p(box("5", "6")), "5\n6", None),
        (p("<draw:frame><draw:image/><svg:title>hình</svg:title></draw:frame>5"), "5", None),
        ("<text:section><text:p>5</text:p></text:section>", "5", None),
        ('<text:section text:display="none"><text:p>2</text:p></text:section>' + p("1"), "\n1", "2"),
        (listed("L1", p("5")), "5", None),
        (listed("L1", p("a"), p("b")), "- a\n- b", None),
        (listed("L2", p("a") + listed("", p("b")), p("c")), "1. a\na) b\n2. c", None),
        (f"<table:table>{row(cell(p('5')), cell(p('bản')))}</table:table>", "5 bản", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["spreadsheet", "text"])
def test_texts_of_a_cell(kind: str, content: str, text: str, unseen: str | None) -> None:
    form = read(kind, sheet(row(cell(p("a")), cell(p("b")), cell(content), cell(p("z")))))
    found = form.rows[0].cells[2]
    assert (found.text, found.unseen) == (text, unseen)


def test_styles_of_the_other_part() -> None:
    body = sheet(row(cell(p("a")), cell(p("b")), cell(p(SPAN.format("Chung", "2") + "1"))))
    common = "".join(STYLES.split("\n")[1:3]).replace('"Bo"', '"Chung"')
    form = opendocument.read(packed("text", body, "", common))
    assert (form.rows[0].cells[2].text, form.rows[0].cells[2].unseen) == ("1", "2")


def test_a_cell_that_is_struck_out_whole() -> None:
    form = read("spreadsheet", sheet(row(cell(p("a")), cell(p("2"), 'table:style-name="CBo"'))))
    assert (form.rows[0].cells[1].text, form.rows[0].cells[1].unseen) == ("", "2")


COLUMN = "<table:table-column/>"
FOUR = [cell(p(text)) for text in "abcd"]


@pytest.mark.parametrize(
    "columns",
    [
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>',
        '<table:table-column/><table:table-column table:visibility="filter"/>',
        (
            f"<table:table-column-group>{COLUMN}</table:table-column-group>"
            f'<table:table-column-group table:display="false">{COLUMN}</table:table-column-group>'
        ),
    ],
)
def test_hidden_columns(columns: str) -> None:
    form = read("spreadsheet", sheet(row(*FOUR), columns))
    assert texts(form) == [["a", "c", "d"]]
    assert [cell.ref for cell in form.rows[0].unseen] == ["B1"]


@pytest.mark.parametrize(
    "rows",
    [
        row(*FOUR) + row(*FOUR, attributes='table:visibility="collapse"'),
        row(*FOUR) + row(*FOUR, attributes='table:visibility="filter"'),
        row(*FOUR) + f'<table:table-row-group table:display="false">{row(*FOUR)}</table:table-row-group>',
        row(*FOUR) + row(*FOUR, attributes='table:visibility="collapse" table:number-rows-repeated="2"'),
    ],
)
def test_hidden_rows(rows: str) -> None:
    form = read("spreadsheet", sheet(rows + row(*FOUR)))
    assert [texts(form)[0], texts(form)[-1]] == [list("abcd")] * 2
    assert all(not row.cells and len(row.unseen) == 4 for row in form.rows[1:-1])
    assert len(form.rows) > 2


def test_what_a_merged_cell_covers() -> None:
    wide = cell(p("a"), 'table:number-columns-spanned="2"')
    covered = "<table:covered-table-cell><text:p>9</text:p></table:covered-table-cell>"
    form = read("spreadsheet", sheet(row(wide, covered, *FOUR[2:])))
    assert texts(form) == [["a", "", "c", "d"]]
    assert [cell.text for cell in form.rows[0].unseen] == ["9"]


def test_a_hidden_sheet_is_read_only_if_it_is_asked_for() -> None:
    body = sheet(row(*FOUR), name="Cũ", style="TAn") + sheet(row(*FOUR[:2]), name="Mới", style="THien")
    assert texts(read("spreadsheet", body)) == [["a", "b"]]
    assert texts(opendocument.read(packed("spreadsheet", body), sheet="cũ")) == [list("abcd")]


def test_a_text_in_order() -> None:
    body = (
        p("BÁO CÁO<text:tab/>Số 5")
        + f'<text:list text:style-name="L2"><text:list-item>{p("một")}</text:list-item></text:list>'
        + f"<text:section>{sheet(row(*FOUR))}</text:section>"
        + f'<text:section text:display="none">{p("ẩn")}{sheet(row(*FOUR))}</text:section>'
        + p(box("trong khung"))
        + f"<text:tracked-changes>{p('đã xóa')}</text:tracked-changes>"
        + p("Hết")
    )
    form = read("text", body)
    assert [row for row in texts(form) if any(row)] == [
        ["BÁO CÁO", "Số 5"],
        ["1. một"],
        list("abcd"),
        ["trong khung"],
        ["Hết"],
    ]
    assert [cell.unseen for row in form.rows for cell in row.cells if cell.unseen] == ["ẩn"]


def test_a_form_inside_a_table_that_only_sets_the_page() -> None:
    form = read("text", sheet(row(cell(p("trái") + sheet(row(*FOUR))), cell(p("phải")))))
    assert texts(form) == [["trái", "phải"], list("abcd")]


def changed(kept: str) -> str:
    """A text with a deletion that was tracked: kept apart, or where it stood."""
    deletion = f"<text:deletion>{p(kept) if kept else ''}</text:deletion>"
    region = f'<text:changed-region text:id="x">{deletion}</text:changed-region>'
    inserted = '<text:changed-region text:id="y"><text:insertion/></text:changed-region>'
    return f"<text:tracked-changes>{region}{inserted}</text:tracked-changes>"


BETWEEN = '<text:change-start text:change-id="{0}"/>{1}<text:change-end text:change-id="{0}"/>'


@pytest.mark.parametrize(
    ("kept", "content"),
    [
        ("2", '<text:change text:change-id="x"/>' + BETWEEN.format("y", "1")),
        ("", BETWEEN.format("x", "2") + BETWEEN.format("y", "1")),
        ("", BETWEEN.format("x", SPAN.format("Cao", "2")) + "1"),
    ],
)
def test_what_was_deleted_under_revision(kept: str, content: str) -> None:
    form = read("text", changed(kept) + sheet(row(cell(p("a")), cell(p("b")), cell(p(content)), cell(p("z")))))
    (found,) = (line.cells[2] for line in form.rows if len(line.cells) > 2)
    assert (found.text, found.unseen) == ("1", "2")
