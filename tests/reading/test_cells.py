"""What can be recovered from a line's cells in exactly one way is used; what cannot is offered, not guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from attrs import evolve

from cchc.edition import Edition
from cchc.reading.cells import read_cells, read_line
from cchc.reading.cells.lexicon import Lexicon
from cchc.report import Entry
from cchc.value import Cell, Document, Missing, Origin, Reason, Reported

COUNT, STOCK, RATE = "kntc_tiep_nhan_khieu_nai", "quy_trinh_ngoai_tthc", "ho_so_ty_le_dung_han"
PREPRINTED, ANSWER, STATUS, DOCUMENT = (
    "kh_cchc_ty_le_hoan_thanh",
    "kien_truc_cqdt",
    "phan_cap_thuc_hien",
    "kh_cchc_ban_hanh",
)
PAIR, HEADING, PROMPTED = "thu_xin_loi", "kh_cchc", "khen_thuong_tap_the"


def entry(edition: Edition, id: str, cells: str) -> Entry:
    """A line's entry from "quantity | unit | explanation"."""
    texts = dict(zip(("quantity", "unit", "explanation"), cells.split("|"), strict=True))
    made = {column: Cell(text.strip(" "), column, line=7) for column, text in texts.items()}
    return read_cells(edition.indicators[id], made, edition)


def brief(entry: Entry) -> tuple[object, ...]:
    """Value or reason, the column it was read in ("*" if it belongs elsewhere), candidates."""
    value = entry.value
    assert isinstance(value, Reported | Missing)
    what: object = value.value if isinstance(value, Reported) else str(value.reason)
    column = entry.cell.column if entry.cell is not None else ""
    numbers = tuple(str(candidate.number.value) for candidate in entry.candidates)
    return (what, "*" * (entry.origin is Origin.RELOCATED) + column, *numbers)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # where it belongs
        ("5||", (5, "quantity")),
        ("05|Vụ việc|", (5, "quantity")),
        ("1.234|Vụ việc|", (1234, "quantity")),
        ("5,0||", (5, "quantity")),
        ("5 vụ việc|Vụ việc|", (5, "quantity")),
        ("05 (năm)|Vụ việc|", (5, "quantity")),
        ("5 (năm) vụ việc||", (5, "quantity")),
        ("không có|Vụ việc|", ("none", "quantity")),
        ("Không có.|Vụ việc|", ("none", "quantity")),
        ("KHÔNG|Vụ việc|", ("none", "quantity")),
        ("Không có (trong tháng)|Vụ việc|", ("none", "quantity")),
        ("chưa phát sinh||", ("not_arisen", "quantity")),
        ("Đang thực hiện||", ("in_progress", "quantity")),
        ("không có vụ việc|Vụ việc|", ("none", "quantity")),
        ("Chưa có vụ việc|Vụ việc|", ("not_arisen", "quantity")),
        ("(không có)|Vụ việc|", ("none", "quantity")),
        ("886 (99,22%)|Vụ việc|", (886, "quantity")),
        ("886 vụ việc (đạt 99,22 %)||", (886, "quantity")),
        ("1,893|Vụ việc|", (1893, "quantity")),
        # elsewhere
        ("|Vụ việc|5", (5, "*explanation")),
        ("|5 Vụ việc|", (5, "*unit")),
        ("|5|", (5, "*unit")),
        ("|0 vụ việc|Đang thực hiện", (0, "*unit")),
        ("Vụ việc|5|", (5, "*unit")),
        ("#DIV/0!|Vụ việc|5", (5, "*explanation")),
        ("|Vụ việc|không có", ("none", "*explanation")),
        ("|chưa phát sinh|", ("not_arisen", "*unit")),
        ("|Vụ việc|Đã tiếp nhận 5 vụ việc theo Quyết định số 58 ngày 15/3/2024", (5, "*explanation")),
        # a word in one column and a number in another
        ("0|Vụ việc|không có", (0, "quantity")),
        ("5|Vụ việc|không có", (5, "quantity")),
        ("không có|Vụ việc|0", (0, "*explanation")),
        ("đang thực hiện|Vụ việc|5", (5, "*explanation")),
        ("không có|Vụ việc|3", ("ambiguous", "explanation", "3")),
        ("chưa phát sinh|3 vụ việc|", ("ambiguous", "unit", "3")),
        ("không có|Vụ việc|2 vụ việc chuyển sang tháng sau", ("none", "quantity")),
        # two numbers
        ("5|Vụ việc|5", (5, "quantity")),
        ("5|Vụ việc|6", (5, "quantity", "6")),
        ("|5 vụ việc|6", ("ambiguous", "unit", "5", "6")),
        ("5|Vụ việc|trong đó 2 vụ việc quá hạn", (5, "quantity")),
        ("|Vụ việc|5/6", ("ambiguous", "explanation", "5", "6")),
        ("5/6|Vụ việc|", ("ambiguous", "quantity", "5", "6")),
        ("|Vụ việc|Đã lập 12 biên bản; báo cáo tháng 1, tháng 2", ("ambiguous", "explanation", "12")),
        ("|Vụ việc|tiếp 2 vụ việc, trả 3 vụ việc", ("ambiguous", "explanation", "2", "3")),
        # no number of the kind that the line asks for
        ("không có số liệu|Vụ việc|", ("unreadable", "quantity")),
        ("886 (99)|Vụ việc|", ("ambiguous", "quantity", "886", "99")),
        ("1,89|Vụ việc|", ("unreadable", "quantity", "1.89")),
        ("2,5|Vụ việc|", ("unreadable", "quantity", "2.5")),
        ("20%|Vụ việc|", ("unreadable", "quantity", "20")),
        ("khoảng 20|Vụ việc|", ("ambiguous", "quantity", "20")),
        ("abc|Vụ việc|", ("unreadable", "quantity")),
        ("#REF!|Vụ việc|", ("spreadsheet_error", "quantity")),
        # nothing
        ("|Vụ việc|", ("blank", "")),
        ("||", ("blank", "")),
        ("-|Vụ việc|", ("blank", "quantity")),
        ("…|Vụ việc|", ("blank", "quantity")),
        ("-|Vụ việc|7", (7, "*explanation")),
        ("|Vụ việc|Theo kế hoạch của phường", ("blank", "")),
        ("|Vụ việc|Không có khó khăn, vướng mắc", ("blank", "")),
        ("|Vụ việc|Theo Kế hoạch số 62/KH-UBND ngày 28/02/2024", ("blank", "")),
        ("|Đơn|", ("blank", "")),
    ],
)
def test_counts(edition: Edition, cells: str, expected: tuple[object, ...]) -> None:
    assert brief(entry(edition, COUNT, cells)) == expected


@pytest.mark.parametrize(
    ("id", "cells", "expected"),
    [
        (RATE, "99,22|%|", ("99.22", "quantity")),
        (RATE, "99,22 %|%|", ("99.22", "quantity")),
        (RATE, "98.8%|%|", ("98.8", "quantity")),
        (RATE, "|27,7 %|", ("27.7", "*unit")),
        (RATE, "|%|100", ("100", "*explanation")),
        (RATE, "|100%|", ("100", "*unit")),
        (PREPRINTED, "|100%|", ("blank", "")),
        (PREPRINTED, "|100%|30", ("30", "*explanation")),
        (PREPRINTED, "100%|100%|", ("100", "quantity")),
        (PREPRINTED, "#DIV/0!|100%|", ("spreadsheet_error", "quantity")),
        (RATE, "46/166|27,7 %|46/162 = 28,39% (mức độ 3)", ("27.7", "*unit")),
        (RATE, "46/166|%|", ("blank", "")),
        (RATE, "|%|46/162 = 28,39%", ("28.39", "*explanation")),
        (RATE, "|%|46/162 = 28,39%; 50/166 = 30,12%", ("ambiguous", "explanation", "28.39", "30.12")),
        (RATE, "|%|đạt 98,5% kế hoạch năm, giải quyết 12 hồ sơ", ("98.5", "*explanation")),
        (RATE, "|%|đạt 98,5%, còn lại 1,5%", ("98.5", "*explanation")),
        (RATE, "|%|Đã xử lý 12 văn bản", ("blank", "")),
        (RATE, "99,22|%|99,2", ("99.22", "quantity")),
        (RATE, "99,22|%|98", ("99.22", "quantity", "98")),
        (RATE, "#DIV/0!|%|không có", ("none", "*explanation")),
        (RATE, "không có|%|30", ("ambiguous", "explanation", "30")),
        (RATE, "nhiều|%|", ("unreadable", "quantity")),
        (RATE, "402|%|", ("402", "quantity")),
    ],
)
def test_rates(edition: Edition, id: str, cells: str, expected: tuple[str, ...]) -> None:
    found = brief(entry(edition, id, cells))
    assert tuple(map(str, found)) == expected


def test_a_rate_keeps_its_printed_decimals_and_claims(edition: Edition) -> None:
    found = entry(edition, RATE, "46/166|27,70 %|46/162 = 28,39% (mức độ 3)")
    assert found.value == Reported(Decimal("27.70"))
    assert found.printed is not None
    assert (found.printed.decimals, found.printed.percent, found.printed.text) == (2, True, "27,70 %")
    assert [(claim.numerator, claim.denominator, claim.cell.column) for claim in found.claims] == [
        (46, 166, "quantity"),
        (46, 162, "explanation"),
    ]


def test_an_error_cell_is_listed_whatever_else_is_read(edition: Edition) -> None:
    found = entry(edition, RATE, "#DIV/0!|22,09%|#N/A")
    assert [cell.text for cell in found.errors] == ["#DIV/0!", "#N/A"]
    assert found.value == Reported(Decimal("22.09"))


@pytest.mark.parametrize(
    ("id", "cells", "expected"),
    [
        (ANSWER, "Có||", (True, "quantity")),
        (ANSWER, "|Có|", (True, "*unit")),
        (ANSWER, "||Có, đã vận hành từ năm 2020", (True, "*explanation")),
        (ANSWER, "không|Có|", ("unreadable", "quantity")),
        (ANSWER, "|Không|", (False, "*unit")),
        (ANSWER, "|Đang triển khai|", ("in_progress", "*unit")),
        (ANSWER, "||", ("blank", "")),
        (ANSWER, "||Theo văn bản của Thành phố", ("blank", "")),
        (ANSWER, "17||", ("unreadable", "quantity", "17")),
        (STATUS, "Đầy đủ||", ("day_du", "quantity")),
        (STATUS, "|Đầy đủ|Thực hiện Nghị định 32/2021/NĐ-CP", ("day_du", "*unit")),
        (STATUS, "|Chưa đầy đủ|", ("chua_day_du", "*unit")),
        (STATUS, "tạm được||", ("unreadable", "quantity")),
        ("lgsp_trien_khai", "|Đang triển khai|", ("dang_trien_khai", "*unit")),
        # cut off at the edge of its cell, where only one status goes on like this
        ("lgsp_trien_khai", "Đang triển||", ("dang_trien_khai", "quantity")),
        ("lgsp_trien_khai", "Đang||", ("in_progress", "quantity")),
        (HEADING, "||893", (893, "explanation")),
        (HEADING, "22,5||", (Decimal("22.5"), "quantity")),
        (HEADING, "||không có", ("none", "*explanation")),
        (HEADING, "||Theo mẫu số 2", ("blank", "")),
        (PROMPTED, "|Tập thể|Lý do khen thưởng", ("placeholder", "explanation")),
        (PROMPTED, "2|Tập thể|Lý do khen thưởng", (2, "quantity")),
    ],
)
def test_words(edition: Edition, id: str, cells: str, expected: tuple[object, ...]) -> None:
    assert brief(entry(edition, id, cells)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("|Có|", ("blank", "")),
        ("Có|Có|", ("Có", "quantity")),
        ("|Có|Có", ("Có", "explanation")),
        ("|Có|Kế hoạch số 18/KH-UBND ngày 26/01/2024", ("18/KH-UBND ngày 26/01/2024", "explanation")),
    ],
)
def test_what_the_form_prints_for_a_unit_is_no_document(
    edition: Edition, cells: str, expected: tuple[object, ...]
) -> None:
    """On a line that has no unit of its own the form prints "Có", also where the document beside it is hidden."""
    texts = dict(zip(("quantity", "unit", "explanation"), cells.split("|"), strict=True))
    line = evolve(edition.indicators[DOCUMENT], printed_unit=None)
    value, column = brief(read_cells(line, {name: Cell(text, name) for name, text in texts.items()}, edition))
    assert (str(value), column) == expected


@pytest.mark.parametrize(
    ("cells", "reference", "column"),
    [
        ("|Kế hoạch|Số 62/KH-UBND NGÀY 28/02/2024", "62/KH-UBND ngày 28/02/2024", "explanation"),
        ("62/KH-UBND ngày 28/02/2024|Kế hoạch|", "62/KH-UBND ngày 28/02/2024", "quantity"),
        ("1|Kế hoạch|62/KH-UBND ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "explanation"),
        ("62/KH-UBND|Kế hoạch|28/02/2024", "62/KH-UBND ngày 28/02/2024", "quantity"),
        ("|62/KH-UBND|ban hành theo Quyết định 5/QĐ-UBND", "62/KH-UBND", "*unit"),
        ("||Thực hiện Quyết định 5/QĐ-UBND, ban hành Kế hoạch 62/KH-UBND", "62/KH-UBND", "explanation"),
        ("|Có|", "Có", "*unit"),
        ("1|Kế hoạch|", "1", "quantity"),
    ],
)
def test_documents(edition: Edition, cells: str, reference: str, column: str) -> None:
    """A document belongs in the explanation, may stand in the quantity, and the one that fits the line is taken."""
    found = entry(edition, DOCUMENT, cells)
    assert isinstance(found.value, Reported)
    assert isinstance(found.value.value, Document)
    assert str(found.value.value) == reference
    assert brief(found)[1] == column


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("|Kế hoạch|không có", Reason.NONE),
        ("0|Kế hoạch|", Reason.NONE),
        ("|Kế hoạch|Đang thực hiện", Reason.IN_PROGRESS),
        ("|Kế hoạch|chưa ban hành", Reason.NOT_ARISEN),
        ("|Kế hoạch|", Reason.BLANK),
        ("|Kế hoạch|Chờ chỉ đạo của quận", Reason.UNREADABLE),
    ],
)
def test_no_document(edition: Edition, cells: str, reason: Reason) -> None:
    assert entry(edition, DOCUMENT, cells).value == Missing(reason)


@pytest.mark.parametrize(
    ("cells", "first", "second"),
    [
        ("2/5||", 2, 5),
        ("|Hồ sơ|2/5", 2, 5),
        ("0/0|Hồ sơ|", 0, 0),
        ("02 thư/05 hồ sơ||", 2, 5),
        ("2|Hồ sơ|", 2, None),
        ("không có|Hồ sơ|", None, None),
    ],
)
def test_pairs(edition: Edition, cells: str, first: int | None, second: int | None) -> None:
    """A line that asks for "a/b" gives two figures; the second has no line of its own."""
    indicator = edition.indicators[PAIR]
    assert indicator.pair is not None
    texts = dict(zip(("quantity", "unit", "explanation"), cells.split("|"), strict=True))
    made = {column: Cell(text, column) for column, text in texts.items()}
    entries = read_line(indicator, made, Lexicon.of(edition))
    assert entries[PAIR].value == (Missing(Reason.NONE) if first is None else Reported(first))
    assert (indicator.pair in entries) == (second is not None)
    if second is not None:
        assert entries[indicator.pair].value == Reported(second)
        assert entries[indicator.pair].origin == entries[PAIR].origin


@pytest.mark.parametrize(("cells", "expected"), [("7||07/07", (7, "quantity")), ("5||7/9", (5, "quantity", "7"))])
def test_a_figure_in_its_column_goes_before_a_pair_beside_it(
    edition: Edition, cells: str, expected: tuple[object, ...]
) -> None:
    assert brief(entry(edition, PAIR, cells)) == expected


def test_every_non_empty_cell_is_kept_verbatim(edition: Edition) -> None:
    cells = {
        "code": Cell("<b>-</b>", "code"),
        "label": Cell(" **Khiếu nại** ", "label"),
        "quantity": Cell("  ", "quantity"),
        "explanation": Cell("<i>không\u00a0có</i>", "explanation"),
        "Ghi chú": Cell("xem lại", "Ghi chú"),
    }
    found = read_cells(edition.indicators[COUNT], cells, edition)
    assert found.cells == {column: cell for column, cell in cells.items() if column != "quantity"}
    assert found.value == Missing(Reason.NONE)


def test_a_label_may_declare_the_dates_of_its_figures(edition: Edition) -> None:
    label = Cell("Kết quả từ ngày 15/12/2023 đến ngày 14/5/2024", "label")
    found = read_cells(edition.indicators["ho_so_giai_quyet"], {"label": label}, edition)
    assert found.window is not None
    assert (found.window.start, found.window.end) == (dt.date(2023, 12, 15), dt.date(2024, 5, 14))


def test_all_of_all_is_one_number(edition: Edition) -> None:
    """Of "162/162" either part may be meant: it is 162 in any case; "162/173" stays open."""
    tthc = edition.indicators["dvctt_tich_hop"]
    whole = read_cells(tthc, {"quantity": Cell("162/162", "quantity")}, edition)
    assert whole.value == Reported(162)
    assert read_cells(tthc, {"quantity": Cell("162/173", "quantity")}, edition).value == Missing(Reason.AMBIGUOUS)
