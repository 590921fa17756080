"""Rows of one table that count different things: each says what its figures are, before its column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, judged, mistakes, value

from cchc import Catalogue, from_dict, to_dict

FORM = """
[units.luot]
label.vi = "lượt"
[units.ngay]
label.vi = "ngày"
[table.t]
unit = "luot"
stub = [{ is = "label", heading = ["Chỉ tiêu"] }, { is = "unit", heading = ["Đơn vị tính"] }]
rows = [
    { id = "kham", label.vi = "Lượt khám" },
    { id = "ngay", label.vi = "Số ngày", unit = "ngay" },
    { id = "tb", label.vi = "Ngày trung bình", kind = "number", unit = "ngay", decimals = 1, formula = "ngay / kham" },
    { id = "dan", label.vi = "Dân số", unit = "nguoi", over_time = "last" },
    { id = "tl", label.vi = "Lượt trên 1000 dân", decimals = 1, kind = "rate", per = 1000, formula = "1000*kham/dan" },
    { id = "thu", label.vi = "Thu", kind = "number", unit = "trieu_dong", decimals = 1 },
]
columns = [
    { id = "truoc", number = "(1)", heading = ["Kỳ trước"], over_time = "first" },
    { id = "thang", number = "(2)", heading = ["Trong tháng"] },
    { id = "luy_ke", number = "(3)=(1)+(2)", heading = ["Lũy kế"], over_time = "last", except = ["tb", "dan", "tl"] },
]
[rules.R1]
each     = { table = "t", rows = "all", except = ["dan", "tb"] }
check    = "luy_ke >= truoc"
severity = "warning"
[rules.R2]
each     = { table = "t", rows = ["kham", "ngay"] }
check    = "thang > 0"
severity = "warning"
"""
RIGHT = {
    "Lượt khám": "Lượt|10|20|30",
    "Số ngày": "Ngày|50|70|120",
    "Ngày trung bình": "Ngày|5,0|3,5|4,0",
    "Dân số": "Người|900|800|800",
    "Lượt trên 1000 dân": "‰|11,1|25,0|37,5",
    "Thu": "Triệu đồng|1,5|2,5|4,0",
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the form."""
    return catalogue_of(tmp_path_factory.mktemp("rows"), FORM)


def report(**changed: str) -> list[str]:
    rows = {**RIGHT, **{name.replace("_", " "): text for name, text in changed.items()}}
    return ["Chỉ tiêu|Đơn vị tính|Kỳ trước|Trong tháng|Lũy kế", "||(1)|(2)|(3)=(1)+(2)"] + [
        f"{label}|{figures}" for label, figures in rows.items()
    ]


def codes(catalogue: Catalogue, **changed: str) -> list[tuple[str, str | None]]:
    evaluation = judged(catalogue, *report(**changed), period="THÁNG 5 NĂM 2024")
    return [(each.code, each.figure) for each in evaluation.findings if each.severity != "info"]


def test_a_right_form_has_nothing_to_tell(catalogue: Catalogue) -> None:
    """Decimals, rates and what is left out of the column's formula are those of the row; a quotient is rounded once."""
    assert codes(catalogue) == []
    evaluation = judged(catalogue, *report(), period="THÁNG 5 NĂM 2024")
    assert value(evaluation, "Lượt trên 1000 dân", "truoc") == "11.1"
    assert value(evaluation, "Ngày trung bình", "luy_ke") == "4.0"
    assert evaluation.display("t[Thu].luy_ke") == "4,0"


@pytest.mark.parametrize(
    ("row", "figures", "code", "figure"),
    [
        ("Thu", "Triệu đồng|1,5|2,5|4,2", "CCHC-T002", "t[Thu].luy_ke"),
        ("Ngày trung bình", "Ngày|5,0|3,6|4,0", "CCHC-T001", "t[Ngày trung bình].thang"),
        ("Lượt trên 1000 dân", "‰|60,0|25,0|37,5", "CCHC-T001", "t[Lượt trên 1000 dân].truoc"),
    ],
)
def test_a_wrong_figure_is_told(catalogue: Catalogue, row: str, figures: str, code: str, figure: str) -> None:
    """By the row's own decimals, or by the column's formula where the row keeps it."""
    found = codes(catalogue, **{row: figures})
    assert (code, figure) in found
    assert len([each for each, _ in found if each.startswith("CCHC-T")]) == 1


def test_a_count_has_no_decimals_though_money_beside_it_has(catalogue: Catalogue) -> None:
    """What a cell asks follows from its row."""
    assert codes(catalogue, **{"Số ngày": "Ngày|50,5|70|120"}) != []


def test_the_unit_of_the_row_is_read(catalogue: Catalogue) -> None:
    """Money written in đồng is so many triệu đồng."""
    evaluation = judged(catalogue, *report(Thu="Đồng|1.500.000|2.500.000|4.000.000"), period="THÁNG 5 NĂM 2024")
    assert value(evaluation, "Thu", "thang") == "2.5"


def test_a_rule_is_asked_of_named_rows_or_of_all_but_some(catalogue: Catalogue) -> None:
    """R1 leaves out the population, which may fall; R2 is asked of two rows alone."""
    rules = catalogue.edition.tables["t"].rules
    assert rules["R1"].excepted == ("dan", "tb")
    assert ("CCHC-R002", "t[Lượt khám].thang") in codes(catalogue, **{"Lượt khám": "Lượt|10|0|10"})
    assert all(code != "CCHC-R002" for code, _ in codes(catalogue, Thu="Triệu đồng|1,5|0,0|1,5"))


def test_the_edition_is_the_same_when_it_comes_back(catalogue: Catalogue) -> None:
    """Also of what rows say themselves."""
    table = catalogue.edition.tables["t"]
    assert from_dict(to_dict(table)) == table


WRONG = [
    ('unit = "nguoi", over_time', 'unit = "nguoi", decimal = 1, over_time', "unknown key 'decimal'"),
    ('except = ["tb", "dan", "tl"]', 'except = ["tb", "dan", "tx"]', "there is no row 'tx'"),
    ('rows = ["kham", "ngay"]', 'rows = ["kham", "nga"]', "there is no row 'nga'"),
    ('formula = "ngay / kham"', 'formula = "ngay + kham"', "of another unit"),
    ('over_time = "last" },\n    { id = "tl"', 'over_time = "lst" },\n    { id = "tl"', "'lst'"),
    ('heading = ["Kỳ trước"], over_time', 'heading = ["Kỳ trước"], except = ["dan"], over_time', "there is no formula"),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_what_is_wrong_of_a_row_is_told_once(tmp_path: Path, old: str, new: str, told: str) -> None:
    """With the row that it is said of."""
    assert old in FORM
    found = mistakes(tmp_path, FORM.replace(old, new))
    assert len([each for each in found if told in each]) == 1, found
