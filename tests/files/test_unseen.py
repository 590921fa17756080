"""What the eye does not see is not read, and told where it would have been read: in every kind of file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from cchc.edition import Severity
from cchc.finding import Finding
from cchc.readers import read_report
from cchc.report import Report
from cchc.value import Missing, Reason, Reported

Rows = list[list[str]]
LINE = "sang_kien"
LABEL = "Số lượng mô hình sáng kiến, giải pháp CCHC mới được áp dụng hiệu quả"


@pytest.fixture(scope="session")
def filling(root: Path) -> Rows:
    """The ward form, filled in rightly."""
    text = (root / "tests/field/right-filling.txt").read_text(encoding="utf-8").replace("*", "")
    return [line.split("\t") for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="session")
def expected(filling: Rows) -> Mapping[str, object]:
    return values(read_report("\n".join("\t".join(row) for row in filling).encode()))


def values(report: Report) -> Mapping[str, object]:
    return {id: entry.value for id, entry in report.entries.items()}


def told(report: Report, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


def line_of(filling: Rows) -> int:
    """Where the line stands that the tests write into, counted from 0."""
    return next(place for place, row in enumerate(filling) if len(row) > 1 and row[1] == LABEL)


def sheet_of(filling: Rows, change: Callable[[xlsxwriter.Workbook, object], object]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("PL3")
    for place, row in enumerate(filling):
        sheet.write_row(place, 0, [int(cell) if cell.isdecimal() else cell for cell in row])
    change(book, sheet)
    book.close()
    return stream.getvalue()


def with_column(filling: Rows, heading: str, figure: str) -> Rows:
    """Another column before the quantities, as of last month."""
    head = next(place for place, row in enumerate(filling) if row[0] == "TT")
    rows = [[*row[:2], figure if len(row) > 1 else "", *row[2:]] for row in filling]
    rows[head][2] = heading
    return rows


@pytest.mark.parametrize("how", ["hidden", "level", "width"])
def test_a_hidden_column(how: str, filling: Rows, expected: Mapping[str, object]) -> None:
    def hide(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        if how == "width":
            sheet.set_column("C:C", 0)
        else:
            sheet.set_column("C:C", 8, None, {"hidden": True} | ({"level": 1} if how == "level" else {}))

    report = read_report(sheet_of(with_column(filling, "Số lượng", "9"), hide))
    assert values(report) == expected
    (finding,) = told(report, "CCHC-F016")
    assert finding.cell is not None and finding.cell.ref == "C3"
    assert "Số lượng | 9 | 9" in (finding.observed or "")
    assert "C3–C" in finding.message["vi"]


def test_a_hidden_row(filling: Rows, expected: Mapping[str, object]) -> None:
    place = line_of(filling)
    old = [*filling[place][:2], "9", *filling[place][3:]]
    rows = [*filling[:place], old, *filling[place:]]
    report = read_report(sheet_of(rows, lambda _, sheet: sheet.set_row(place, None, None, {"hidden": True})))
    assert values(report) == expected
    (finding,) = told(report, "CCHC-F016")
    assert finding.indicators == (LINE,)
    assert "| 9 |" in (finding.observed or "")


def test_rows_that_follow_each_other_are_one_finding(filling: Rows) -> None:
    def hide(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row in range(20, 50):
            sheet.set_row(row, None, None, {"hidden": True})

    report = read_report(sheet_of(filling, hide))
    assert len(told(report, "CCHC-F016")) == 1
    assert not any(isinstance(entry.value, Reported) for entry in report.entries.values() if at_row(entry, 20, 50))


def at_row(entry: object, first: int, last: int) -> bool:
    cells = entry.cells.values()  # type: ignore[attr-defined]
    return any(first < int(cell.ref.lstrip("ABCDE")) <= last for cell in cells)


def test_hidden_rows_and_columns_of_nothing_are_not_told(filling: Rows, expected: Mapping[str, object]) -> None:
    def hide(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.set_column("G:XFD", None, None, {"hidden": True})
        sheet.set_row(200, None, None, {"hidden": True})
        sheet.set_default_row(hide_unused_rows=True)

    report = read_report(sheet_of(filling, hide))
    assert values(report) == expected
    assert not [finding for finding in report.findings if finding.code > "CCHC-F015"]


@pytest.mark.parametrize("where", [0, 1])
def test_a_hidden_sheet_with_an_old_form(where: int, filling: Rows, expected: Mapping[str, object]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Tháng 5"
    old = book.create_sheet("Tháng 4", where)
    old.sheet_state = "hidden"
    for row in filling:
        book["Tháng 5"].append(row)
        old.append([*row[:2], "77", *row[3:]])
    report = read_report(saved(book))
    assert values(report) == expected
    (finding,) = told(report, "CCHC-F019")
    assert "Tháng 4" in finding.message["vi"]


def test_a_hidden_sheet_of_words_is_not_told(filling: Rows) -> None:
    book = openpyxl.Workbook()
    lists = book.create_sheet("Danh mục")
    lists.sheet_state = "veryHidden"
    for row in filling:
        book.worksheets[0].append(row)
    for word in ("Có", "Không", "Khiếu nại:", "Văn bản"):
        lists.append([word])
    assert not told(read_report(saved(book)), "CCHC-F019")


def test_a_form_on_a_hidden_sheet_only(filling: Rows) -> None:
    """The form is there, but nobody sees it: the sentence says so."""
    book = openpyxl.Workbook()
    book.active.append(["xem trang sau"])
    form = book.create_sheet("PL3")
    form.sheet_state = "hidden"
    for row in filling:
        form.append(row)
    with pytest.raises(Exception, match="hidden sheet “PL3”"):
        read_report(saved(book))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rich(filling: Rows, parts: Sequence[object]) -> bytes:
    """A sheet whose quantity has runs of fonts."""
    book = openpyxl.Workbook()
    for row in filling:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.active.cell(line_of(filling) + 1, 3).value = CellRichText(*parts)
    return saved(book)


def test_struck_figures_in_a_cell(filling: Rows, expected: Mapping[str, object]) -> None:
    report = read_report(rich(filling, [TextBlock(InlineFont(strike=True), "2"), "1"]))
    assert values(report) == expected
    (finding,) = told(report, "CCHC-F017")
    assert finding.indicators == (LINE,)
    assert finding.observed == "2"
    cell = report.entries[LINE].cells["quantity"]
    assert (cell.text, cell.unseen) == ("1", "2")


def test_struck_figures_in_a_shared_string(filling: Rows, expected: Mapping[str, object]) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_rich_string(line_of(filling), 2, struck, "2 ", book.add_format({"bold": True}), "1")

    report = read_report(sheet_of(filling, write))
    assert values(report) == expected
    assert told(report, "CCHC-F017")


def test_a_cell_that_is_struck_out_whole(filling: Rows) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(line_of(filling), 2, 9, book.add_format({"font_strikeout": True}))
        sheet.write(line_of(filling), 4, "chín", book.add_format({"font_strikeout": True}))

    report = read_report(sheet_of(filling, write))
    assert not isinstance(report.entries[LINE].value, Reported)
    assert [finding.observed for finding in told(report, "CCHC-F017")] == ["9 | chín"]


def test_raised_figures_are_written_so(filling: Rows) -> None:
    """12 with a raised 1 is no 121."""
    report = read_report(rich(filling, ["12", TextBlock(InlineFont(vertAlign="superscript"), "1")]))
    assert report.entries[LINE].cells["quantity"].text == "12¹"
    report = read_report(rich(filling, ["12", TextBlock(InlineFont(vertAlign="subscript"), "(1)")]))
    assert report.entries[LINE].cells["quantity"].text == "12₍₁₎"


@pytest.mark.parametrize(("figure", "code"), [(9, ";;;"), (0, "0;-0;;@"), (0, "zeros off")])
def test_formats_that_show_nothing(figure: int, code: str, filling: Rows) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        if code == "zeros off":
            sheet.hide_zero()
        sheet.write(line_of(filling), 2, figure, book.add_format({} if code == "zeros off" else {"num_format": code}))

    report = read_report(sheet_of(filling, write))
    assert not isinstance(report.entries[LINE].value, Reported)
    assert (LINE,) in [finding.indicators for finding in told(report, "CCHC-F017")]


def test_what_repeats_the_merged_cell_over_it_is_not_hidden(filling: Rows) -> None:
    """Office programs keep under a merged cell what stood there, most often the same words."""
    place = line_of(filling)

    def merge(under: str) -> Callable[[object, xlsxwriter.worksheet.Worksheet], None]:
        def change(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.merge_range(place, 4, place + 1, 4, "Có văn bản kèm theo")
            sheet.write(place + 1, 4, under)

        return change

    assert not told(read_report(sheet_of(filling, merge("Có văn bản kèm theo"))), "CCHC-F016")
    (finding,) = told(read_report(sheet_of(filling, merge("9 quy trình"))), "CCHC-F016")
    assert "nằm dưới ô gộp" in finding.message["vi"]


def test_what_lies_under_a_merged_cell(filling: Rows, expected: Mapping[str, object]) -> None:
    """Programs leave figures under a merged cell; the cell that shows is what is read."""
    data = sheet_of(filling, lambda _, sheet: sheet.write(line_of(filling), 5, 9))
    book = openpyxl.load_workbook(io.BytesIO(data))
    row = line_of(filling) + 1
    book.active.cell(row, 5).value = None
    report = read_report(merged(saved(book), f"C{row}:F{row}"))
    assert values(report) == expected
    assert any("9" in (finding.observed or "") for finding in told(report, "CCHC-F016"))


def merged(data: bytes, ref: str) -> bytes:
    """A sheet with one more merged range, whatever lies under it."""
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="%s"/></mergeCells>' % ref.encode()
                )
            new.writestr(name, part)
    return stream.getvalue()


def test_a_title_that_begins_in_a_hidden_column_is_seen(filling: Rows, expected: Mapping[str, object]) -> None:
    def write(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(1, 0, 1, 5, filling[1][0])
        sheet.set_column("A:A", None, None, {"hidden": True})

    rows = [["", *row] for row in filling]
    rows[0], rows[1] = filling[0], filling[1]
    report = read_report(sheet_of(rows, write))
    assert report.period is not None
    assert values(report) == expected


@pytest.mark.parametrize(
    ("figure", "code", "is_told"),
    [
        (0.9999, "0%", True),
        (0.9999, "0.00%", False),
        (1 / 3, "0.00%", False),
        (1 / 3, "0.0%", True),
        (0.5, "0%", False),
    ],
)
def test_a_rate_that_shows_less_than_it_stores(figure: float, code: str, is_told: bool, filling: Rows) -> None:
    id, label = "khao_sat_hai_long_ty_le", "Tỷ lệ % số lượng người thực hiện TTHC tham gia khảo sát"
    place = next(place for place, row in enumerate(filling) if len(row) > 1 and row[1].startswith(label))

    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(place, 2, figure, book.add_format({"num_format": code}))

    findings = told(read_report(sheet_of(filling, write)), "CCHC-F018")
    assert [finding.indicators for finding in findings] == [(id,)] * is_told


@pytest.mark.parametrize(
    ("figure", "code", "is_told"),
    [(2.5, "0", True), (3, "0", False), (2.9999999999999996, "0", False), (3000, "0,", True), (3, "0.00", False)],
)
def test_a_count_that_shows_less_than_it_stores(figure: float, code: str, is_told: bool, filling: Rows) -> None:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(line_of(filling), 2, figure, book.add_format({"num_format": code}))

    report = read_report(sheet_of(filling, write))
    assert [finding.indicators for finding in told(report, "CCHC-F018")] == [(LINE,)] * is_told


@pytest.mark.parametrize(
    ("figure", "code", "value", "severity"),
    [
        (0, '0;-0;"không"', Missing(Reason.NONE), Severity.INFO),
        (0, '0;-0;"Không có"', Missing(Reason.NONE), Severity.INFO),
        (0, '0;-0;"chưa rõ"', None, Severity.WARNING),
        (0, '0;-0;"…"', None, Severity.WARNING),
        (3, '"không"', Missing(Reason.NONE), Severity.WARNING),
        (0, '0;-0;"-"', Reported(0), None),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', Reported(0), None),
        (0, '#,##0 "đ";-#,##0 "đ";"- đ"', Reported(0), None),
        (0, "0", Reported(0), None),
    ],
)
def test_a_number_that_shows_as_words(
    figure: int, code: str, value: object, severity: Severity | None, filling: Rows
) -> None:
    """What shows is read; that a number stands behind it is told, unless it is the dash of an accounting format."""

    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(line_of(filling), 2, figure, book.add_format({"num_format": code}))

    report = read_report(sheet_of(filling, write))
    found = report.entries[LINE].value
    assert found == value if value is not None else isinstance(found, Missing) and found.reason is not Reason.NONE
    assert [each.severity for each in told(report, "CCHC-F018")] == [severity] * (severity is not None)


@pytest.mark.parametrize("written", ["2\u03361", "~~2~~1", "<s>2</s>1", "<del>2</del>1", "<strike>2</strike>1"])
def test_figures_struck_out_in_plain_text(written: str, filling: Rows, expected: Mapping[str, object]) -> None:
    rows = [[*row] for row in filling]
    rows[line_of(filling)][2] = written
    report = read_report("\n".join("\t".join(row) for row in rows).encode())
    assert values(report) == expected
    (finding,) = told(report, "CCHC-F017")
    assert (finding.indicators, finding.observed) == ((LINE,), "2")
    assert report.entries[LINE].cells["quantity"].text == written


def test_fonts_of_runs_stand_over_that_of_their_cell(filling: Rows, expected: Mapping[str, object]) -> None:
    """A program may give the cell the font of its first run, which is the one that is struck out."""
    book = openpyxl.Workbook()
    for row in filling:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    cell = book.active.cell(line_of(filling) + 1, 3)
    cell.value = CellRichText(TextBlock(InlineFont(strike=True), "2"), TextBlock(InlineFont(b=False), "1"))
    cell.font = Font(strike=True)
    report = read_report(saved(book))
    assert values(report) == expected
    assert [finding.observed for finding in told(report, "CCHC-F017")] == ["2"]
