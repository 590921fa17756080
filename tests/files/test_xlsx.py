"""Whatever a sheet holds is read as a person sees it, formulas and errors included, wherever the form stands in it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.readers import read_report, xlsx
from cchc.readers.formats import read_form
from cchc.report import RawForm
from cchc.value import Cell

Change = Callable[[bytes], bytes]
SHEET = "xl/worksheets/sheet1.xml"


def book(fill: Callable[[xlsxwriter.Workbook], object], **options: object) -> bytes:
    """A file made with xlsxwriter."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, options)
    fill(made)
    made.close()
    return stream.getvalue()


def cells(form: RawForm) -> dict[str, Cell]:
    return {cell.ref: cell for row in form.rows for cell in row.cells if cell.ref and (cell.text or cell.formula)}


def texts(form: RawForm) -> dict[str, str]:
    return {ref: cell.text for ref, cell in cells(form).items()}


def one(put: Callable[[xlsxwriter.Workbook, object], object], **options: object) -> RawForm:
    return xlsx.read(book(lambda made: put(made, made.add_worksheet("Biểu")), **options))


def test_each_type_of_cell() -> None:
    def fill(made: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_string("A1", " hai\ndòng <&> ")
        sheet.write_number("B1", 0.3, made.add_format({"num_format": "0%"}))
        sheet.write_boolean("C1", True)
        sheet.write_formula("D1", "=B1/0", None, "#DIV/0!")
        sheet.write_formula("E1", '=IF(B1>0,"có","không")', None, "có")
        sheet.write_datetime("F1", dt.datetime(2024, 3, 15), made.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        sheet.write_rich_string("G1", "in ", made.add_format({"bold": 1}), "đậm", " và thường")
        sheet.write_string("H1", "=HYPERLINK(1)")
        sheet.write_blank("I1", None, made.add_format({"border": 1}))

    form = one(fill)
    assert texts(form) == {
        "A1": " hai\ndòng <&> ",
        "B1": "30%",
        "C1": "TRUE",
        "D1": "#DIV/0!",
        "E1": "có",
        "F1": "15/03/2024",
        "G1": "in đậm và thường",
        "H1": "=HYPERLINK(1)",
    }
    found = cells(form)
    assert found["D1"].formula == "=B1/0"
    assert found["E1"].formula == '=IF(B1>0,"có","không")'
    assert found["H1"].formula is None
    assert found["A1"].place == "Biểu!A1"


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!"])
def test_errors_are_kept(error: str) -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = error
    stream = io.BytesIO()
    made.save(stream)
    data = stream.getvalue()
    assert texts(xlsx.read(data)) == {"A1": error}
    # The reason why calamine alone will not do.
    assert python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python() in ([], [[""]])


def test_codes_that_became_numbers_and_dates() -> None:
    def fill(made: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_number("A1", 5.1)
        sheet.write_number("A2", 5.10, made.add_format({"num_format": "0.00"}))
        sheet.write_number("A3", 45366, made.add_format({"num_format": 16}))

    form = one(fill)
    assert texts(form) == {"A1": "5,1", "A2": "5,10", "A3": "15/3"}
    assert [(note.code, note.cell.ref) for note in form.notes if note.cell] == [("CCHC-F013", "A3")]


def test_formulas_without_a_result_are_said_once() -> None:
    made = openpyxl.Workbook()
    for row in range(1, 15):
        made.active.cell(row, 1).value = f"=B{row}+1"
    stream = io.BytesIO()
    made.save(stream)
    form = xlsx.read(stream.getvalue())
    assert cells(form)["A3"].formula == "=B3+1"
    (note,) = form.notes
    assert note.code == "CCHC-F014"
    assert note.figures["place"].endswith("Sheet!A10, …")


def test_rows_share_the_words_of_a_merged_cell_but_no_number() -> None:
    def fill(made: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(3):
            sheet.write_string(row, 0, f"dòng {row}")
        sheet.merge_range("B1:B3", "không có")
        sheet.merge_range("C1:C3", 20)
        sheet.merge_range("D1:E1", "Nội dung")
        sheet.merge_range("F1:F3", "Kế hoạch số 46/KH-UBND")

    assert texts(one(fill)) == {
        **{f"A{row + 1}": f"dòng {row}" for row in range(3)},
        **{f"B{row + 1}": "không có" for row in range(3)},
        "C1": "20",
        "D1": "Nội dung",
        "F1": "Kế hoạch số 46/KH-UBND",
    }


def test_shared_formulas_are_moved(with_part: Callable[[bytes, str, Change], bytes]) -> None:
    data = book(lambda made: made.add_worksheet("S").write_formula("C1", "=A1/$B$1*100", None, 1))
    shared = (
        b'<c r="C1"><f t="shared" ref="C1:C3" si="0">A1/$B$1*100&amp;"A1"</f><v>1</v></c></row>'
        b'<row r="3"><c r="D3"><f t="shared" si="0"/><v>3</v></c>'
    )
    data = with_part(data, SHEET, lambda xml: re.sub(rb'<c r="C1">.*?</c>', shared, xml))
    found = cells(xlsx.read(data))
    assert found["C1"].formula == '=A1/$B$1*100&"A1"'
    assert found["D3"].formula == '=B3/$B$1*100&"A1"'


def prefixed(xml: bytes) -> bytes:
    """The same XML with a prefix on every name, as some libraries write it."""
    named = re.sub(rb"<(/?)(\w+)", rb"<\1x:\2", xml.partition(b"?>")[2])
    return named.replace(b' xmlns="', b' xmlns:x="', 1)


def shuffled(xml: bytes) -> bytes:
    """Attributes in another order and in single quotes, comments and sections in between."""
    xml = re.sub(rb'<c r="(\w+)" s="(\d+)"', rb"<c s='\2' r='\1'", xml)
    return xml.replace(b"<sheetData>", b'<sheetData><!-- <c r="A1"><v>9</v></c> -->')


def without_places(xml: bytes) -> bytes:
    """Cells without references, which then stand one after the other."""
    return re.sub(rb'<c r="\w+"', b"<c", xml)


@pytest.mark.parametrize(
    "change",
    [
        prefixed,
        shuffled,
        without_places,
        lambda xml: b"\xff\xfe" + xml.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16-le"),
    ],
)
def test_the_way_in_which_a_sheet_is_written_does_not_count(
    change: Change,
    makers: Mapping[str, Callable[..., bytes]],
    rows: Sequence[Sequence[str]],
    with_part: Callable[[bytes, str, Change], bytes],
) -> None:
    usual = makers["xlsx"](rows)
    form = xlsx.read(with_part(usual, SHEET, change))
    assert form == xlsx.read(usual)


def test_openpyxl_sees_the_same(makers: Mapping[str, Callable[..., bytes]], rows: Sequence[Sequence[str]]) -> None:
    data = makers["xlsx"](rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active
    seen = {cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert texts(xlsx.read(data)) == seen


def test_the_sheet_most_like_the_form_is_read(
    makers: Mapping[str, Callable[..., bytes]], rows: Sequence[Sequence[str]], edition: Edition
) -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for name, content in (
            ("Số liệu", [["số liệu thô", str(n), *"abcdef"] for n in range(300)]),
            ("PL3", rows),
            ("Ẩn", rows),
        ):
            sheet = made.add_worksheet(name)
            for place, row in enumerate(content):
                sheet.write_row(place, 0, row)
        made.get_worksheet_by_name("Ẩn").hide()
        made.get_worksheet_by_name("Số liệu").activate()

    data = book(fill, strings_to_formulas=False)
    form = read_form(data, "x.xlsx", edition)
    assert form.rows[0].cells[0].sheet == "PL3"
    assert [(note.code, note.figures) for note in form.notes] == [
        ("CCHC-F011", {"observed": "Số liệu", "other": "PL3"}),
        ("CCHC-F019", {"observed": "Ẩn", "other": "PL3"}),
    ]
    report = read_report(data)
    assert [finding.severity for finding in report.findings if finding.code == "CCHC-F011"] == ["warning"]
    assert read_form(data, "x.xlsx", edition, sheet="số liệu").rows[0].cells[0].text == "số liệu thô"
    with pytest.raises(ReadError, match="Số liệu, PL3, Ẩn"):
        read_form(data, "x.xlsx", edition, sheet="Tháng 5")


def test_of_equal_sheets_the_open_one_is_read(rows: Sequence[Sequence[str]], edition: Edition) -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for month in range(1, 4):
            sheet = made.add_worksheet(f"T{month}")
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
        made.get_worksheet_by_name("T2").activate()

    form = read_form(book(fill, strings_to_formulas=False), "", edition)
    assert form.rows[0].cells[0].sheet == "T2"


def test_the_form_stands_anywhere_with_columns_in_any_order(rows: Sequence[Sequence[str]], edition: Edition) -> None:
    """Ten rows down, two columns right, a column of the ward's own before, explanation before quantity."""

    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("PL3")
        for place, row in enumerate(rows):
            full = [*row, *[""] * (5 - len(row))]
            order = [full[0], full[1], full[4], full[2], full[3]] if len(row) > 1 else full
            sheet.write_row(place + 10, 2, ["Cán bộ" if row[0] == "TT" else "", *order])

    moved = read_report(book(fill, strings_to_formulas=False), name="x")
    plain = read_report("\n".join("\t".join(row) for row in rows).encode(), name="x")
    assert {id: entry.value for id, entry in moved.entries.items()} == {
        id: entry.value for id, entry in plain.entries.items()
    }
    assert moved.entries["kh_cchc_nhiem_vu_giao"].cells["explanation"].ref == "F18"


def test_macros_are_not_run_but_said(
    makers: Mapping[str, Callable[..., bytes]],
    rows: Sequence[Sequence[str]],
    with_part: Callable[[bytes, str, Change], bytes],
) -> None:
    data = with_part(makers["xlsx"](rows), "xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0")
    report = read_report(data, name="x.xlsm")
    (said,) = (finding for finding in report.findings if finding.code == "CCHC-F012")
    assert "macro" in said.message["vi"]


def test_links_to_elsewhere_are_never_followed(with_part: Callable[[bytes, str, Change], bytes]) -> None:
    data = book(lambda made: made.add_worksheet("S").write_formula("A1", "='[khac.xlsx]S'!A1", None, 7))
    outside = b'<Relationship Id="rId9" Type="x/sharedStrings" TargetMode="External" Target="http://127.0.0.1:9/strings.xml"/>'
    data = with_part(
        data, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", outside + b"</Relationships>")
    )
    assert texts(xlsx.read(data)) == {"A1": "7"}
