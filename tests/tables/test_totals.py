"""What totals and parents are made of: each part once, means by their weights, decimals as far as they are printed."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from tests.tables.small import DONG, STUB, catalogue_of, judged, mistakes, value

from cchc import Catalogue
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed
from cchc.writers.tables import template

XLSX = next(kind for kind in FORMATS if kind.name == "xlsx")
MONEY = (
    DONG
    + """
[table.t]
kind = "number"
unit = "dong"
decimals = 2
"""
    + STUB
    + """columns = [{ id = "a", heading = ["Số tiền"] }]
open = { key = "label", total = "Tổng số" }
"""
)
NESTED = (
    DONG
    + """
[table.t]
kind = "count"
unit = "dong"
"""
    + STUB
    + """columns = [
    { id = "a", number = "1", heading = ["Số"] },
    { id = "b", number = "2", heading = ["Điểm"], kind = "number", decimals = 1, over_rows = "mean(a)" },
]
rows = [
    { id = "x", code = "I", label.vi = "Khối một", formula = "children", columns = ["b"] },
    { id = "x1", under = "x", code = "1", label.vi = "Việc một" },
    { id = "x2", under = "x", code = "2", label.vi = "Việc hai" },
    { id = "x3", under = "x", code = "3", label.vi = "Trong đó: gấp", part_of = "x2" },
    { id = "tong", label.vi = "Tổng số", formula = "x1 + x2" },
]
"""
)
ROWS = (
    "STT|Nội dung|Số|Điểm\n||1|2",
    "I|Khối một||7,3",
    "1|Việc một|10|6,0",
    "2|Việc hai|20|8,0",
    "3|Trong đó: gấp|5|9,0",
)


@pytest.fixture
def nested(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, NESTED)


def test_a_mean_at_a_row_with_a_formula_is_no_sum(nested: Catalogue) -> None:
    """The formula says which rows count; what they come to is their mean by the weights."""
    evaluation = judged(nested, *ROWS, "|Tổng số|30|7,3")
    assert evaluation.findings == ()
    assert value(evaluation, "Tổng số", "b") == "7.3"
    assert [each.figure for each in judged(nested, *ROWS, "|Tổng số|30|14,0").findings] == ["t[total].b"]


def formulas(catalogue: Catalogue, *lines: str) -> dict[str, list[object]]:
    data = XLSX.write(Filed(judged(catalogue, *lines), is_checked=True))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[-1]
    return {str(row[1].value): [cell.value for cell in row[2:4]] for row in sheet.iter_rows()}


def test_a_live_total_counts_no_part_twice(tmp_path: Path) -> None:
    """What is part of another row is counted by that, in a spreadsheet as here."""
    of = catalogue_of(tmp_path, NESTED.replace(', columns = ["b"]', ""))
    lines = (ROWS[0], "I|Khối một|30|7,3", *ROWS[2:], "|Tổng số|30|7,3")
    live = formulas(of, *lines)
    assert value(judged(of, *lines), "Khối một", "a") == "30"
    assert live["Khối một"] == [
        '=IF(COUNT(C6:C7)<2,"",SUM(C6:C7))',
        '=IF(OR(COUNT(D6:D7)<2,COUNT(C6:C7)<2),"",IF(SUM(C6:C7)=0,"",ROUND((SUMPRODUCT(D6:D7,C6:C7))/SUM(C6:C7),1)))',
    ]


def test_a_row_without_the_figure_is_passed_by(tmp_path: Path) -> None:
    """A total counts what stands under a row that has no such figure: neither twice nor not at all."""
    above = '{ id = "all", label.vi = "Tất cả", formula = "children" },\n{ under = "all", id = "x",'
    other = 'id = "y", under = "all", label.vi = "Hai"'
    total = 'id = "tong", label.vi = "Tổng số", formula = "x1 + x2"'
    of = catalogue_of(tmp_path, NESTED.replace(total, other).replace('{ id = "x",', above))
    evaluation = judged(of, ROWS[0], "|Tất cả||", *ROWS[1:], "II|Hai|4|1,0")
    assert value(evaluation, "Tất cả", "a") == "34"


@pytest.mark.parametrize(("total", "is_right"), [("20,5", True), ("20,6", False), ("20,51", True), ("20,52", False)])
def test_a_total_with_fewer_decimals_stands_for_an_interval(tmp_path: Path, total: str, *, is_right: bool) -> None:
    """20,51 in parts is 20,5 in total; with the parts' own decimals it is exact."""
    evaluation = judged(
        catalogue_of(tmp_path, MONEY), "STT|Nội dung|Số tiền", "1|Một|10,25", "2|Hai|10,26", f"|Tổng số|{total}"
    )
    assert (evaluation.findings == ()) is is_right


RATES = (
    MONEY.removeprefix(DONG)
    .replace('kind = "number"\nunit = "dong"', 'kind = "rate"')
    .replace('heading = ["Số tiền"]', 'heading = ["Số tiền"], over_rows = "sum"')
)


@pytest.mark.parametrize(("total", "is_right"), [("100", True), ("100,0", True), ("99,9", True), ("101,2", False)])
def test_printed_rates_add_up_as_the_intervals_that_they_stand_for(
    tmp_path: Path, total: str, *, is_right: bool
) -> None:
    """Three thirds are 100 %, though 33,3 three times is 99,9."""
    thirds = ("1|Một|33,3", "2|Hai|33,3", "3|Ba|33,3")
    evaluation = judged(catalogue_of(tmp_path, RATES), "STT|Nội dung|Số tiền", *thirds, f"|Tổng số|{total}")
    assert (evaluation.findings == ()) is is_right


GIVEN = (
    """
[table.t]
kind = "score"
decimals = 2
"""
    + STUB
    + """columns = [{ id = "a", heading = ["Tối đa"], given = true }, { id = "b", heading = ["Điểm"] }]
rows = [{ code = "1", label.vi = "Một", a = VALUE }]
"""
)


@pytest.mark.parametrize("figure", ["nan", "inf", "1e400", "1" * 5_000, "2024-05-01", "true", "[6]"])
def test_a_given_figure_that_is_no_number_is_refused(tmp_path: Path, figure: str) -> None:
    """With its file and line, and no traceback."""
    (told,) = mistakes(tmp_path, GIVEN.replace("VALUE", figure))
    assert told.startswith("thu/edition.toml:12: ")


def test_a_row_may_not_stand_under_itself(tmp_path: Path) -> None:
    """Nor under more rows than anybody can follow."""
    rows = [f'{{ id = "x{at}", label.vi = "Dòng {at}", under = "x{at + 1}" }}' for at in range(40)]
    rows.append('{ id = "x40", label.vi = "Dòng 40", under = "x39" }')
    told = mistakes(tmp_path, GIVEN.split("rows =")[0] + f"rows = [{', '.join(rows)}]\n")
    assert any("the row stands under itself" in each for each in told)


def test_children_are_asked_for_only_where_there_are_some(tmp_path: Path) -> None:
    text = GIVEN.split("rows =")[0] + 'rows = [{ id = "x", label.vi = "Tổng", formula = "children" }]\n'
    assert any("no row stands under this one" in each for each in mistakes(tmp_path, text))


MAXIMA = (
    GIVEN.split("rows =")[0]
    + """rows = [
    { id = "g", code = "I", label.vi = "Nhóm", formula = "children" },
    { id = "x", under = "g", code = "1", label.vi = "Một", a = 12 },
    { id = "y", under = "g", code = "2", label.vi = "Hai", a = 8 },
]
"""
)


@pytest.mark.parametrize(("total", "is_right"), [("20", True), ("21", False)])
def test_points_without_a_formula_add_up(tmp_path: Path, total: str, *, is_right: bool) -> None:
    """There is nothing by which they could be computed anew, be they given by the catalogue or reported."""
    catalogue = catalogue_of(tmp_path, MAXIMA)
    lines = ("STT|Nội dung|Tối đa|Điểm", f"I|Nhóm|{total}|15", "1|Một|12|10", "2|Hai|8|5")
    evaluation = judged(catalogue, *lines)
    assert ([str(each.severity) for each in evaluation.findings] == []) is is_right
    wrong = judged(catalogue, *(line.replace("|15", "|16") for line in lines))
    assert any(each.figure == "t[Nhóm].b" for each in wrong.findings)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_form_with_points_without_a_formula_is_written_out(kind: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, MAXIMA)
    evaluation = judged(catalogue, "STT|Nội dung|Tối đa|Điểm", "I|Nhóm|20|15", "1|Một|12|10", "2|Hai|8|5")
    writer = next(each for each in FORMATS if each.name == kind)
    assert catalogue.evaluate(read_report(writer.write(Filed(evaluation)), catalogue)).findings == ()
    if kind == "xlsx":
        assert template.write(catalogue.edition).startswith(b"PK")


@pytest.mark.parametrize("given", ["given = true", 'kind = "rate"'])
def test_what_has_no_formula_is_not_computed_anew(given: str, tmp_path: Path) -> None:
    """A column that asks for it is told what can be written instead."""
    (told,) = mistakes(
        tmp_path,
        MAXIMA.replace("given = true", f'{given}, over_rows = "recompute"')
        .replace(", a = 12", "")
        .replace(", a = 8", ""),
    )
    assert "there is no formula by which a total is computed anew (one of: sum, mean(x), reported, none)" in told


def test_a_quantity_with_a_formula_may_be_computed_anew(tmp_path: Path) -> None:
    columns = """columns = [
    { id = "a", heading = ["Tổng"] },
    { id = "n", heading = ["Số"] },
    { id = "b", heading = ["Bình quân"], kind = "number", decimals = 1, formula = "a / n", over_rows = "recompute" },
]
open = { key = "label", total = "Tổng số" }
"""
    catalogue = catalogue_of(tmp_path, "[table.t]\n" + STUB + columns)
    lines = ("STT|Nội dung|Tổng|Số|Bình quân", "1|Một|10|2|5,0", "2|Hai|20|8|2,5")
    assert judged(catalogue, *lines, "|Tổng số|30|10|3,0").findings == ()
    assert judged(catalogue, *lines, "|Tổng số|30|10|7,5").findings != ()
