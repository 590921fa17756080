"""A unit that is said once of many figures, over the table or in a heading, is one finding; the nearer one counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.small import HEAD, catalogue_of, value

from cchc import Evaluation, load_catalogue
from cchc.finding import Finding
from cchc.readers import read_report
from cchc.reading import said_units
from cchc.reading.cells import Lexicon
from cchc.value import Reported

TABLE = """
[table.t]
kind = "number"
unit = "trieu_dong"
decimals = 1
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "tong", heading = ["Tổng thu (triệu đồng)"], formula = "phi + khac" },
    { id = "phi", heading = ["Thu phí (triệu đồng)"] },
    { id = "khac", heading = ["Thu khác"] },
]
"""
LIST = """
[lines.thu]
code = "1"
label.vi = "Tổng số thu"
kind = "number"
unit = "trieu_dong"
[lines.chi]
code = "2"
label.vi = "Tổng số chi"
kind = "number"
unit = "trieu_dong"
"""
HEADINGS = "STT|Nội dung|Tổng thu (triệu đồng)|Thu phí (triệu đồng)|Thu khác"
ROWS = ("1|Thôn A|10,5|4,5|6,0", "2|Thôn B|20,5|8,5|12,0", "|Tổng cộng|31,0|13,0|18,0")


def judged(folder: Path, *lines: str, form: str = TABLE) -> Evaluation:
    catalogue = catalogue_of(folder, form, HEAD)
    text = "\n".join(("BÁO CÁO THỬ NĂM 2024", *lines)).replace("|", "\t")
    return catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv"))


def told(evaluation: Evaluation) -> list[Finding]:
    return [each for each in evaluation.findings if each.code in ("CCHC-F035", "CCHC-C014", "CCHC-T001", "CCHC-T002")]


def test_a_unit_over_the_table_that_its_headings_take_back_converts_nothing(tmp_path: Path) -> None:
    evaluation = judged(tmp_path, "Đơn vị tính: đồng", HEADINGS, *ROWS)
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed) == ("CCHC-F035", "warning", "đồng")
    assert "“Tổng thu (triệu đồng)”; “Thu phí (triệu đồng)”" in found.message["vi"]
    assert [value(evaluation, "Thôn A", column) for column in ("tong", "phi", "khac")] == ["10.5", "4.5", "6.0"]


def test_a_heading_in_another_unit_than_the_one_over_the_table_converts_nothing_either(tmp_path: Path) -> None:
    headings = HEADINGS.replace("Thu phí (triệu đồng)", "Thu phí (nghìn đồng)").replace(
        "Tổng thu (triệu đồng)", "Tổng thu"
    )
    evaluation = judged(tmp_path, "Đơn vị tính: triệu đồng", headings, *ROWS)
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed) == ("CCHC-F035", "warning", "triệu đồng")
    assert "“Thu phí (triệu đồng)” lại ghi “nghìn đồng”" in found.message["vi"]
    assert [value(evaluation, "Thôn A", column) for column in ("tong", "phi", "khac")] == ["10.5", "4.5", "6.0"]


def test_figures_in_the_unit_over_the_table_are_told_of_once(tmp_path: Path) -> None:
    rows = ("1|Thôn A|1000000|400000|600000", "2|Thôn B|2000000|800000|1200000", "|Tổng cộng|3000000|1200000|1800000")
    evaluation = judged(tmp_path, "Đơn vị tính: đồng", HEADINGS.replace(" (triệu đồng)", ""), *rows)
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed, len(found.cells or ())) == ("CCHC-F035", "info", "đồng", 9)
    assert value(evaluation, "Thôn A", "khac") == "0.6"


@pytest.mark.parametrize(
    ("figures", "severity", "expected"),
    [(("1050", "450", "600"), "warning", "600"), (("1000000", "999980", "20"), "info", "0.00002")],
)
def test_a_unit_that_makes_nothing_of_most_figures_is_asked_about(
    figures: tuple[str, ...], severity: str, expected: str, tmp_path: Path
) -> None:
    """It may be the unit that is wrong: nobody writes a sum of 1.050 đồng; one small figure among others is one."""
    rows = ("1|Thôn A|" + "|".join(figures), "|Tổng cộng|" + "|".join(figures))
    evaluation = judged(tmp_path, "Đơn vị tính: đồng", HEADINGS.replace(" (triệu đồng)", ""), *rows)
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed, len(found.cells or ())) == ("CCHC-F035", severity, "đồng", 6)
    assert Decimal(value(evaluation, "Thôn A", "khac") or "") == Decimal(expected)


@pytest.mark.parametrize("heading", ["Thu phí (đồng)", "Thu phí (ĐVT: đồng)"])
def test_a_heading_says_in_what_unit_its_column_is(heading: str, tmp_path: Path) -> None:
    rows = [row.replace("4,5", "4500000").replace("8,5", "8500000").replace("13,0", "13000000") for row in ROWS]
    evaluation = judged(tmp_path, HEADINGS.replace("Thu phí (triệu đồng)", heading), *rows)
    (found,) = told(evaluation)
    assert (found.code, found.severity, len(found.cells or ())) == ("CCHC-F035", "info", 3)
    assert value(evaluation, "Thôn A", "phi") == "4.5"


def test_a_unit_over_a_list_of_lines_is_told_of_once(tmp_path: Path) -> None:
    lines = ("Đơn vị tính: đồng", "TT|Nội dung|Số lượng|Đơn vị tính", "1|Tổng số thu|1500000|", "2|Tổng số chi|500000|")
    evaluation = judged(tmp_path, *lines, form=LIST)
    (found,) = told(evaluation)
    assert (found.code, found.indicators) == ("CCHC-F035", ("thu", "chi"))
    assert evaluation["thu"] == Reported(Decimal("1.50"))


def test_a_unit_in_the_cell_itself_is_told_there(tmp_path: Path) -> None:
    rows = (ROWS[0].replace("4,5", "4.500.000 đồng"), *ROWS[1:])
    evaluation = judged(tmp_path, HEADINGS, *rows)
    assert [each.code for each in told(evaluation)] == ["CCHC-C014"]


@pytest.mark.parametrize("unit", ["nghìn lượt", "1000 con", "triệu USD"])
@pytest.mark.parametrize("kind", ["table", "list"])
def test_so_many_of_a_unit_that_nobody_knows_is_told(unit: str, kind: str, tmp_path: Path) -> None:
    """Whether figures are so many of what the form counts cannot be told, and is asked."""
    lines = {
        "table": (HEADINGS, *ROWS),
        "list": ("TT|Nội dung|Số lượng|Đơn vị tính", "1|Tổng số thu|1,5|", "2|Tổng số chi|0,5|"),
    }[kind]
    evaluation = judged(tmp_path, f"Đơn vị tính: {unit}", *lines, form=TABLE if kind == "table" else LIST)
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed) == ("CCHC-F035", "warning", unit)


@pytest.mark.parametrize("unit", ["triệu đồng", "Trđ", "người", "lượt", "%"])
def test_a_unit_of_the_form_or_of_no_scale_is_not_told(unit: str, tmp_path: Path) -> None:
    assert told(judged(tmp_path, f"Đơn vị tính: {unit}", HEADINGS, *ROWS)) == []


@pytest.mark.parametrize(
    "above",
    [
        "Đơn vị: nghìn đồng",
        "(Đơn vị: nghìn đồng)",
        "Đơn vị tính nghìn đồng",
        "ĐVT: ngàn đồng",
        "Đơn vị: 1.000 đồng",
    ],
)
@pytest.mark.parametrize("form", [TABLE, LIST])
def test_what_announces_an_office_announces_a_unit_too(tmp_path: Path, above: str, form: str) -> None:
    """ "Đơn vị: …" is an office or a unit, by what stands behind it: no figure in another unit goes by unconverted."""
    rows = (HEADINGS.replace(" (triệu đồng)", ""), "1|Thôn A|1000|400|600")
    if form is LIST:
        rows = ("TT|Nội dung|Số lượng", "1|Tổng số thu|1000", "2|Tổng số chi|600")
    evaluation = judged(tmp_path, "Đơn vị: UBND xã Cao", above, *rows, form=form)
    (found,) = told(evaluation)
    assert (found.code, found.severity) == ("CCHC-F035", "info")
    assert evaluation.report.office == "UBND xã Cao"
    figure = value(evaluation, "Thôn A", "khac") if form is TABLE else str(evaluation["chi"].value)  # type: ignore[union-attr]
    assert figure == "0.6"


def test_so_many_of_what_nobody_knows_is_no_office(tmp_path: Path) -> None:
    evaluation = judged(tmp_path, "Đơn vị: nghìn con", HEADINGS, *ROWS)
    assert [each.code for each in told(evaluation)] == ["CCHC-F035"]
    assert evaluation.report.office is None


@pytest.mark.parametrize("office", ["Triệu Sơn", "TRIỆU SƠN", "Vạn Ninh"])
def test_an_office_that_is_called_as_a_number_is_an_office(tmp_path: Path, office: str) -> None:
    assert judged(tmp_path, f"Đơn vị: {office}", HEADINGS, *ROWS).report.office == office


UNITS = """
[units.base]
label.vi = "si-linh"
printed = ["si-linh", "Sh"]
[units.mil]
label.vi = "nghìn si-linh"
of = "base"
scale = 1000
"""
MONEY = (
    UNITS
    + """
[table.t]
kind = "number"
unit = "mil"
decimals = 1
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "thu", heading = ["Thu"] },
    MORE
]
"""
)
DERIVED = (
    '{ id = "y", printed = false, label.vi = "Y", unit = "base", formula = "number(thu) * 1000", over_rows = "sum" }'
)
AUXILIARY = """
[auxiliary.ho_tro]
label.vi = "Hỗ trợ"
kind = "number"
unit = "base"
"""
FILLED = ("STT|Nội dung|Thu", "1|Thôn A|10000", "2|Thôn B|20000", "|Tổng cộng|30000")


@pytest.mark.parametrize("more", ["", DERIVED], ids=["only the column", "a derived column beside it"])
@pytest.mark.parametrize("auxiliary", ["", AUXILIARY + '[rules.R1]\ncheck = "ho_tro >= 0"\n'], ids=["", "an auxiliary"])
@pytest.mark.parametrize("line", ["Đơn vị tính: si-linh", "(Tính bằng si-linh)", "In Sh", "Sh"])
def test_what_is_not_printed_takes_no_unit_for_itself(tmp_path: Path, more: str, auxiliary: str, line: str) -> None:
    """The unit over the table is that of what is filled in, whatever else is computed or kept in it."""
    evaluation = judged(tmp_path, line, *FILLED, form=MONEY.replace("MORE", more) + auxiliary)
    assert [each.severity for each in told(evaluation)] == ["info"]
    assert value(evaluation, "Thôn A", "thu") == "10"


def test_a_unit_of_a_printed_column_is_that_columns(tmp_path: Path) -> None:
    more = '{ id = "y", heading = ["Y"], unit = "base" }'
    lines = ("STT|Nội dung|Thu|Y", "1|Thôn A|10000|5", "|Tổng cộng|10000|5")
    evaluation = judged(tmp_path, "Đơn vị tính: si-linh", *lines, form=MONEY.replace("MORE", more))
    assert [value(evaluation, "Thôn A", column) for column in ("thu", "y")] == ["10000", "5"]


@pytest.mark.parametrize(
    ("line", "is_told"),
    [("Unit: pounds", True), ("Đơn vị tính: bảng", True), ("Đơn vị tính: nghìn si-linh", False), ("Tháng 5", False)],
)
def test_a_unit_that_nothing_is_measured_in_is_told(tmp_path: Path, line: str, *, is_told: bool) -> None:
    evaluation = judged(tmp_path, line, *FILLED, form=MONEY.replace("MORE", ""))
    assert [each.severity for each in told(evaluation)] == (["warning"] if is_told else [])


def test_without_a_unit_over_the_table_cells_are_read_by_words_that_remember() -> None:
    """What a text held on a line is known when the next report says the same there."""
    edition = load_catalogue("phuong-2024").edition
    assert said_units.above(edition, "") is Lexicon.of(edition)
    assert said_units.above(edition, "triệu đồng").above == "triệu đồng"


KINDS = """
[table.t]
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "tien", heading = ["Thu hồi", "Tiền"], kind = "number", unit = "trieu_dong", decimals = 1 },
    { id = "dat", heading = ["", "Đất"], kind = "number", unit = "m2", decimals = 0 },
    { id = "dan", heading = ["Số dân"], unit = "nguoi" },
]
"""
KIND_LINES = """
[lines.tien]
code = "1"
label.vi = "Số tiền thu hồi"
kind = "number"
unit = "trieu_dong"
[lines.dat]
code = "2"
label.vi = "Diện tích đất thu hồi"
kind = "number"
unit = "m2"
"""


def of_kinds(folder: Path, above: str, tien: str, dat: str, heading: str = "Thu hồi|") -> Evaluation:
    head = (f"STT|Nội dung|{heading}|Số dân", "||Tiền|Đất|")
    rows = (f"1|Thôn A|{tien}|{dat}|7", f"|Tổng cộng|{tien}|{dat}|7")
    return judged(folder, above, *head, *rows, form=KINDS)


@pytest.mark.parametrize(
    "above",
    [
        "Đơn vị tính: đồng, m2",
        "Đơn vị tính: đồng; m2",
        "Đơn vị tính: đồng và m2",
        "Đơn vị tính: đồng hoặc m2",
        "Đơn vị tính: đồng/m2",
        "Đơn vị tính: đồng, người",
        "Đơn vị tính: đồng - m2 - người",
        "ĐVT: Tiền: đồng; diện tích: m2; người: người",
        "(Đơn vị tính: tiền (đồng), đất (m2))",
        "Đơn vị tính: Tiền: đồng",
        "Đơn vị: đồng, m2",
        "Unit: VND, m2",
        "(đồng, m2)",
    ],
)
def test_of_several_units_over_the_table_each_is_that_of_what_it_measures(tmp_path: Path, above: str) -> None:
    """Money that is read in another unit than it is told in is a million times too great."""
    evaluation = of_kinds(tmp_path, above, "12500000", "340")
    (found,) = told(evaluation)
    assert (found.code, found.severity, len(found.cells or ())) == ("CCHC-F035", "info", 2)
    assert [value(evaluation, "Thôn A", column) for column in ("tien", "dat", "dan")] == ["12.5", "340", "7"]


def test_each_unit_of_a_list_that_converts_is_told_once(tmp_path: Path) -> None:
    evaluation = of_kinds(tmp_path, "Đơn vị tính: nghìn đồng, ha", "12500", "2")
    assert [(each.observed, each.severity) for each in told(evaluation)] == [("nghìn đồng", "info"), ("ha", "info")]
    assert [value(evaluation, "Thôn A", column) for column in ("tien", "dat")] == ["12.5", "20000"]


@pytest.mark.parametrize(
    "above", ["triệu đồng, m2", "triệu đồng, mét", "Trđ; m2; người", "triệu đồng/m2", "tiền: triệu đồng; đất: m2"]
)
def test_a_list_of_the_forms_own_units_is_not_told(tmp_path: Path, above: str) -> None:
    assert told(of_kinds(tmp_path, f"Đơn vị tính: {above}", "12,5", "340")) == []


@pytest.mark.parametrize(
    ("above", "observed"),
    [
        ("đồng, triệu đồng, m2", "đồng, triệu đồng, m2"),
        ("đồng hoặc nghìn đồng", "đồng hoặc nghìn đồng"),
        ("nghìn lượt, m2", "nghìn lượt"),
        ("đồng/ha/năm", "đồng/ha/năm"),
        ("triệu đồng/ha/năm, m2", "triệu đồng/ha/năm"),
        ("đồng (nghìn), m2", "đồng (nghìn)"),
    ],
)
def test_units_of_a_list_that_cannot_be_told_apart_or_are_unknown_are_asked_about(
    tmp_path: Path, above: str, observed: str
) -> None:
    evaluation = of_kinds(tmp_path, f"Đơn vị tính: {above}", "12,5", "340")
    (found,) = told(evaluation)
    assert (found.code, found.severity, found.observed) == ("CCHC-F035", "warning", observed)
    assert value(evaluation, "Thôn A", "tien") == "12.5"


def test_what_nobody_knows_beside_a_unit_that_converts_is_told(tmp_path: Path) -> None:
    evaluation = of_kinds(tmp_path, "Đơn vị tính: đồng, thửa", "12500000", "340")
    found = [(each.observed, str(each.severity)) for each in told(evaluation)]
    assert sorted(found) == [("thửa", "warning"), ("đồng", "info")]


def test_a_unit_of_a_list_that_a_heading_takes_back_leaves_the_others(tmp_path: Path) -> None:
    head = ("STT|Nội dung|Thu hồi||Số dân", "||Tiền (triệu đồng)|Đất|")
    rows = ("1|Thôn A|12,5|2|7", "|Tổng cộng|12,5|2|7")
    evaluation = judged(
        tmp_path, "Đơn vị tính: đồng, ha", *head, *rows, form=KINDS.replace('"Tiền"', '"Tiền (triệu đồng)"')
    )
    found = {each.observed: str(each.severity) for each in told(evaluation)}
    assert found == {"đồng": "warning", "ha": "info"}
    assert [value(evaluation, "Thôn A", column) for column in ("tien", "dat")] == ["12.5", "20000"]


def test_a_heading_over_several_columns_may_list_their_units(tmp_path: Path) -> None:
    evaluation = of_kinds(tmp_path, "", "12500000", "340", heading="Thu hồi (đồng, m2)|")
    assert [each.severity for each in told(evaluation)] == ["info"]
    assert [value(evaluation, "Thôn A", column) for column in ("tien", "dat")] == ["12.5", "340"]


def test_a_list_of_units_over_lines_is_told_apart_as_well(tmp_path: Path) -> None:
    head = "TT|Nội dung|Số lượng|Đơn vị tính"
    lines = (head, "1|Số tiền thu hồi|1500000|", "2|Diện tích đất thu hồi|340|")
    evaluation = judged(tmp_path, "Đơn vị tính: đồng, m2", *lines, form=KIND_LINES)
    assert [(each.code, each.indicators) for each in told(evaluation)] == [("CCHC-F035", ("tien",))]
    assert [evaluation[id] for id in ("tien", "dat")] == [Reported(Decimal("1.50")), Reported(Decimal("340.00"))]


def test_a_unit_that_is_one_by_another_is_no_list(tmp_path: Path) -> None:
    """ "Nghìn đồng/m2" is a price, whatever else on the form is measured in m2."""
    form = (
        KINDS
        + """
[units.gia]
label.vi = "nghìn đồng/m2"
"""
    )
    form = form.replace(
        '{ id = "dan"', '{ id = "gia", heading = ["Giá"], kind = "number", unit = "gia" },\n    { id = "dan"'
    )
    head = ("STT|Nội dung|Thu hồi||Giá|Số dân", "||Tiền|Đất||")
    evaluation = judged(
        tmp_path, "Đơn vị tính: nghìn đồng/m2", *head, "1|Thôn A|12,5|2|3|7", "|Tổng cộng|12,5|2|3|7", form=form
    )
    assert told(evaluation) == []
    assert value(evaluation, "Thôn A", "tien") == "12.5"
