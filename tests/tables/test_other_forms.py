"""What forms of other sectors print and ask: each of these was once wrong, dropped, or not to be said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, form, judged, mistakes, value

from cchc.edition.table import OverRows
from cchc.readers import read_report
from cchc.text.periods import period_in
from cchc.writers.tables import template

CROPS = """
[table.t]
kind     = "number"
decimals = 2
stub     = [{ is = "label", heading = ["Cây trồng"] }]
rows     = [
    { id = "lua", label.vi = "Lúa", formula = "children" },
    { id = "dx", under = "lua", label.vi = "Lúa đông xuân" },
    { id = "mua", under = "lua", label.vi = "Lúa mùa" },
]
columns  = [
    { id = "dt", heading = ["Diện tích (ha)"], unit = "ha" },
    { id = "ns", heading = ["Năng suất (tạ/ha)"], unit = "ta_ha", over_rows = "mean(dt)" },
    { id = "sl", heading = ["Sản lượng"], unit = "tan", formula = "number(dt) * number(ns) / 10", over_rows = "sum" },
]

[units]
ha    = { label.vi = "ha" }
ta_ha = { label.vi = "tạ/ha" }
tan   = { label.vi = "tấn" }
"""
PROJECTS = f"""
[table.t]
kind    = "number"
unit    = "trieu_dong"
{STUB}
open    = {{ key = "label", levels = ["1"], total = "Cộng" }}
columns = [
    {{ id = "chu", heading = ["Chủ đầu tư"], kind = "text" }},
    {{ id = "ngay", heading = ["Khởi công"], kind = "date" }},
    {{ id = "von", heading = ["Vốn"] }},
    {{ id = "gia", heading = ["Định mức (đồng/người)"], unit = "dong", over_rows = "none" }},
    {{ id = "so", heading = ["So với cùng kỳ (%)"], kind = "rate", formula = "percent(von, kh)" }},
    {{ id = "kh", heading = ["Kế hoạch"] }},
]
"""


def codes(catalogue_text: str, *lines: str, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    return [each.code for each in judged(catalogue_of(folder, catalogue_text), *lines).findings]


def test_an_area_times_a_yield_is_a_weight(tmp_path: Path) -> None:
    """What comes out of numbers without their units has the unit of its column; yields are weighted by areas."""
    lines = (
        "Cây trồng|Diện tích (ha)|Năng suất (tạ/ha)|Sản lượng",
        "Lúa|150|56,67|850",
        "Lúa đông xuân|100|60|600",
    )
    catalogue = catalogue_of(tmp_path, CROPS)
    evaluation = judged(catalogue, *lines, "Lúa mùa|50|50|250")
    assert list(evaluation.findings) == []
    assert value(evaluation, "Lúa", "ns") == "56.67"
    wrong = judged(catalogue, *lines, "Lúa mùa|50|50|25").findings
    assert [(each.code, each.figure) for each in wrong] == [("CCHC-T001", "t[Lúa mùa].sl")]


def test_what_is_no_sum_of_rows_is_not_added_over_periods(tmp_path: Path) -> None:
    """A mean of rows is one of months: each weighs as its own rows do."""
    asks = catalogue_of(tmp_path, CROPS).edition.tables["t"].columns["ns"].asks
    assert (asks.over_time, asks.over_offices) == ("mean", "mean")


def test_a_unit_that_is_not_dropped_still_clashes(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, CROPS.replace("number(dt) * number(ns) / 10", "dt + ns"))
    assert "+ mixes units: ha and ta_ha" in mistake


def test_texts_and_dates_have_no_total(tmp_path: Path) -> None:
    columns = catalogue_of(tmp_path, PROJECTS).edition.tables["t"].columns
    assert [columns[id].over_rows for id in ("chu", "ngay", "von")] == [OverRows.NONE, OverRows.NONE, OverRows.SUM]


def test_a_unit_over_the_table_is_that_of_the_columns_that_have_it(tmp_path: Path) -> None:
    """ "Đơn vị tính: triệu đồng" says nothing of a column in đồng, unless none is in that."""
    lines = (
        "Đơn vị tính: triệu đồng",
        "STT|Nội dung|Chủ đầu tư|Khởi công|Vốn|Định mức (đồng/người)|So với cùng kỳ (%)|Kế hoạch",
        "1|Cầu|Ban A|01/02/2024|120|1.250.000|120|100",
        "|Cộng|||120||120|100",
    )
    evaluation = judged(catalogue_of(tmp_path, PROJECTS), *lines)
    assert list(evaluation.findings) == []
    assert (value(evaluation, "Cầu", "von"), value(evaluation, "Cầu", "gia")) == ("120", "1250000")
    (tmp_path / "dong").mkdir()
    in_dong = PROJECTS.replace('unit    = "trieu_dong"', 'unit    = "dong"')
    assert value(judged(catalogue_of(tmp_path / "dong", in_dong), *lines), "Cầu", "von") == "120000000"


def test_a_computed_rate_may_exceed_a_hundred(tmp_path: Path) -> None:
    """Its formula judges it; of one that is typed in no more than 100 % is expected, unless it may have any sign."""
    computed = PROJECTS.replace(', total = "Cộng"', "")
    typed = computed.replace(', formula = "percent(von, kh)"', "")
    head = "STT|Nội dung|Chủ đầu tư|Khởi công|Vốn|Định mức (đồng/người)|So với cùng kỳ (%)|Kế hoạch"
    line = "1|Cầu|Ban A|01/02/2024|120|5|120|100"
    assert codes(computed, head, line, folder=tmp_path / "computed") == []
    assert codes(typed, head, line, folder=tmp_path / "typed") == ["CCHC-S002"]
    signed = typed.replace('kind = "rate"', 'kind = "rate", sign = "any"')
    assert codes(signed, head, line.replace("|120|100", "|-2,5|100"), folder=tmp_path / "signed") == []


OTHER = """
[table.t]
stub    = [
    { is = "code", heading = ["TT"] },
    { is = "label", heading = ["Tên bệnh"] },
    { is = "other", heading = ["Mã ICD-10"] },
]
rows    = [{ code = "1", label.vi = "Sởi" }, { code = "2", label.vi = "Cúm" }]
columns = [{ id = "mac", heading = ["Số mắc"] }]
"""


def test_what_is_printed_beside_and_not_asked_about_is_no_stranger(tmp_path: Path) -> None:
    lines = ("TT|Tên bệnh|Mã ICD-10|Số mắc", "1|Sởi|B05|3", "2|Cúm|J10|4")
    assert codes(OTHER, *lines, folder=tmp_path / "other") == []
    (mistake,) = mistakes(tmp_path, OTHER.replace('is = "other"', 'is = "code"'))
    assert "another column is 'code' already" in mistake
    assert 'is = "other"' in mistake


@pytest.mark.parametrize(
    ("lines", "office", "superior"),
    [
        (("TRẠM Y TẾ XÃ AN HÒA",), "TRẠM Y TẾ XÃ AN HÒA", None),
        (("UBND TỈNH X", "SỞ TÀI CHÍNH"), "SỞ TÀI CHÍNH", "UBND TỈNH X"),
        (("Trường Tiểu học Kim Đồng", "Mẫu 02"), "Trường Tiểu học Kim Đồng", None),
        (("Một dòng chữ khác",), None, None),
        (("Ban hành kèm theo Quyết định số 12/QĐ-UBND",), None, None),
        (("XÃ HỘI HỌC TẬP",), None, None),
    ],
)
def test_the_letterhead_says_who_reports(
    tmp_path: Path, lines: tuple[str, ...], office: str | None, superior: str | None
) -> None:
    """Of a form that names no kinds of office: the one over the title, under the one that it belongs to."""
    catalogue = catalogue_of(tmp_path, OTHER)
    text = "\n".join([*lines, form("TT|Tên bệnh|Mã ICD-10|Số mắc", "1|Sởi|B05|3", "2|Cúm|J10|4")])
    report = read_report(text.encode(), catalogue, name="thu.tsv")
    assert (report.office, report.superior) == (office, superior)


def test_a_title_that_ends_with_its_kind_of_period_is_known(tmp_path: Path) -> None:
    """ "Báo cáo bệnh truyền nhiễm tháng" stands there as "… THÁNG 3 NĂM 2026"."""
    catalogue = catalogue_of(tmp_path, OTHER, HEAD.replace("Báo cáo thử", "Báo cáo bệnh truyền nhiễm tháng"))
    text = (
        "BÁO CÁO BỆNH TRUYỀN NHIỄM THÁNG 3 NĂM 2026\nTT\tTên bệnh\tMã ICD-10\tSố mắc\n1\tSởi\tB05\t3\n2\tCúm\tJ10\t4\n"
    )
    report = read_report(text.encode(), catalogue, name="thu.tsv")
    assert report.title == "BÁO CÁO BỆNH TRUYỀN NHIỄM THÁNG 3 NĂM 2026"


REPEATED = f"""
[dimension.tuoi]
members = ["Dưới 1 tuổi", "1 đến 4 tuổi"]

[table.t]
{STUB}
rows    = [{{ code = "1", label.vi = "Khám" }}]
columns = [
    {{ id = "nam_{{tuoi}}", heading = ["{{tuoi}}", "Nam"] }},
    {{ id = "nu_{{tuoi}}", heading = ["", "Nữ"] }},
    {{ id = "tong", heading = ["Tổng"], formula = "nam_m1 + nam_m2 + nu_m1 + nu_m2" }},
]
"""


def test_columns_with_one_last_heading_are_told_apart(tmp_path: Path) -> None:
    """“Nam” + “Nam” would say nothing."""
    columns = catalogue_of(tmp_path, REPEATED).edition.tables["t"].columns.values()
    assert [each.short for each in columns][:4] == [
        "“Dưới 1 tuổi › Nam”", "“Dưới 1 tuổi › Nữ”", "“1 đến 4 tuổi › Nam”", "“1 đến 4 tuổi › Nữ”",
    ]  # fmt: skip
    assert [each.short for each in columns][4] == "“Tổng”"


DERIVED = f"""
[table.t]
{STUB}
rows    = [{{ id = "a", code = "1", label.vi = "Khám" }}]
columns = [{{ id = "n", heading = ["Số lượt"] }}]

[auxiliary.nua]
label.vi = "Một nửa"
kind     = "number"
formula  = "t[a].n / 2"
"""


def test_a_derived_figure_of_an_empty_form_is_missing(tmp_path: Path) -> None:
    """The figure that it is made of is blank; nothing breaks, and the blank is told once, if at all."""
    catalogue = catalogue_of(tmp_path, DERIVED)
    empty = template.write(catalogue.edition, period=period_in("năm 2025", 0, "vi"))
    evaluation = catalogue.evaluate(read_report(empty, catalogue, name="thu.xlsx"))
    assert [each.code for each in evaluation.findings] == ["CCHC-T015"]
    assert evaluation["nua"].state == "undefined"


def test_a_rule_that_says_nothing_names_its_figures_as_the_form_does(tmp_path: Path) -> None:
    """Figures of tables by row and column, parameters by their labels; it is an error, unless it says otherwise."""
    text = f"{DERIVED}[parameters.tran]\nlabel.vi = 'Trần'\nvalue = 5\n[rules.R1]\ncheck = 't[a].n <= tran'\n"
    findings = judged(catalogue_of(tmp_path, text), "STT|Nội dung|Số lượt", "1|Khám|6").findings
    assert [(each.code, each.severity) for each in findings] == [("CCHC-R001", "error")]
    assert findings[0].message["vi"] == "“Khám › Số lượt” (6) không được lớn hơn “Trần” (5)."
