"""Columns that were mixed up are one thing to mend, and named; what they break is not; a wrong cell is no mix-up."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from tests.tables.small import MONEY, STUB, catalogue_of, judged

from cchc import Catalogue, Evaluation
from cchc.finding import Finding

TABLE = (
    MONEY
    + """columns = [
    { id = "dau", number = "1", heading = ["Đầu kỳ"] },
    { id = "thu", number = "2", heading = ["Thu"] },
    { id = "chi", number = "3", heading = ["Chi"] },
    { id = "chenh", number = "4=2-3", heading = ["Chênh lệch"], sign = "any" },
    { id = "cuoi", number = "5=1+2-3", heading = ["Cuối kỳ"] },
    { id = "ty_le", number = "6", heading = ["Tỷ lệ"], kind = "rate", decimals = 1, formula = "percent(chi, thu)" },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "dau == previous(cuoi)"
"""
)
HEAD = ("STT|Nội dung|Đầu kỳ|Thu|Chi|Chênh lệch|Cuối kỳ|Tỷ lệ", "||1|2|3|4=2-3|5=1+2-3|6")
LABELS = ["1|Quỹ đất", "2|Quỹ đường", "3|Quỹ nghĩa", "|Tổng cộng"]
FIGURES = [
    [100, 400, 250, 150, 250, 625],
    [80, 300, 340, -40, 40, 1133],
    [20, 90, 30, 60, 80, 333],
    [200, 790, 620, 170, 370, 785],
]
IDS = ["dau", "thu", "chi", "chenh", "cuoi", "ty_le"]
Change = Callable[[list[list[int]]], object]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLE)


def with_change(form: Catalogue, change: Change) -> Evaluation:
    """The form with its figures (in tenths) changed."""
    figures = [[*row] for row in FIGURES]
    change(figures)
    rows = ("|".join(f"{each / 10:.1f}".replace(".", ",") for each in row) for row in figures)
    return judged(form, *HEAD, *(f"{label}|{row}" for label, row in zip(LABELS, rows, strict=True)))


def found(evaluation: Evaluation) -> list[Finding]:
    return [each for each in evaluation.findings if each.under is None and each.severity == "error"]


def columns(finding: Finding) -> set[str]:
    return {address.rpartition(".")[2] for address in finding.figures}


def exchange(one: int, other: int, rows: slice = slice(None)) -> Change:
    def change(figures: list[list[int]]) -> None:
        for row in figures[rows]:
            row[one], row[other] = row[other], row[one]

    return change


def scale(places: list[int], times: int, rows: slice = slice(None)) -> Change:
    def change(figures: list[list[int]]) -> None:
        for row in figures[rows]:
            for place in places:
                row[place] *= times

    return change


@pytest.mark.parametrize(("one", "other"), [*combinations(range(5), 2)])
def test_two_columns_in_each_other_s_place(form: Catalogue, one: int, other: int) -> None:
    (finding,) = found(with_change(form, exchange(one, other)))
    assert finding.code == "CCHC-T026"
    assert columns(finding) == {IDS[one], IDS[other]}
    assert f"cột ({one + 1}) và ({other + 1}) ghi đổi chỗ" in finding.message["vi"]
    assert len(finding.figures) == 2 * len(LABELS)


def test_two_cells_of_a_row_in_each_other_s_place(form: Catalogue) -> None:
    (finding,) = found(with_change(form, exchange(1, 2, slice(1, 2))))
    assert (finding.code, set(finding.figures)) == ("CCHC-T026", {"t[Quỹ đường].thu", "t[Quỹ đường].chi"})
    assert finding.message["vi"].startswith("Quỹ đường: ")


@pytest.mark.parametrize(("places", "rows"), [([1], slice(None)), ([0, 1, 2, 3, 4], slice(0, 1))])
def test_a_column_or_a_row_in_another_unit(form: Catalogue, places: list[int], rows: slice) -> None:
    (finding,) = found(with_change(form, scale(places, 1000, rows)))
    assert (finding.code, columns(finding)) == ("CCHC-T026", {IDS[place] for place in places})
    assert "lớn gấp 1.000 lần" in finding.message["vi"]


def test_a_column_with_the_wrong_sign(form: Catalogue) -> None:
    (finding,) = found(with_change(form, scale([3], -1)))
    assert (finding.code, columns(finding)) == ("CCHC-T026", {"chenh"})


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("by", [1, 90, -10])
def test_a_wrong_cell_is_no_mix_up(form: Catalogue, row: int, column: int, by: int) -> None:
    def change(figures: list[list[int]]) -> None:
        figures[row][column] += by

    assert "CCHC-T026" not in [each.code for each in with_change(form, change).findings]


def test_several_wrong_cells_are_no_mix_up(form: Catalogue) -> None:
    def change(figures: list[list[int]]) -> None:
        figures[0][1] += 10
        figures[1][2] += 50
        figures[2][4] -= 20

    assert "CCHC-T026" not in [each.code for each in with_change(form, change).findings]


def test_what_a_mix_up_breaks_of_the_report_before_is_told_under_it(form: Catalogue) -> None:
    before = "\n".join(
        ["BÁO CÁO THỬ NĂM 2023", *HEAD, "1|Quỹ đất|0|10,0|0|10,0|10,0|0,0", "|Tổng cộng|0|10,0|0|10,0|10,0|0,0"]
    ).replace("|", "\t")
    rows = ("1|Quỹ đất|25,0|40,0|25,0|15,0|10,0|62,5", "2|Quỹ đường|4,0|30,0|34,0|-4,0|8,0|113,3")
    evaluation = judged(form, *HEAD, *rows, "|Tổng cộng|29,0|70,0|59,0|11,0|18,0|84,3", before=before)
    (finding,) = found(evaluation)
    assert (finding.code, columns(finding)) == ("CCHC-T026", {"dau", "cuoi"})
    assert {each.code for each in evaluation.findings if each.under == finding.figure} == {"CCHC-R001"}
    assert len(evaluation.causes) == 1


COUNTS = (
    "[table.t]\n"
    + STUB
    + """columns = [
    { id = "lop", number = "1", heading = ["Số lớp"] },
    { id = "hs", number = "2=3+4", heading = ["Học sinh"] },
    { id = "nam", number = "3", heading = ["Nam"] },
    { id = "nu", number = "4", heading = ["Nữ"] },
]
rows = [
    { id = "k1", code = "1", label.vi = "Khối 1", formula = "children" },
    { id = "k1a", under = "k1", label.vi = "Hai buổi" },
    { id = "k1b", under = "k1", label.vi = "Một buổi" },
    { id = "k1g", under = "k1", label.vi = "Trong đó lớp ghép", part_of = "k1" },
    { id = "k2", code = "2", label.vi = "Khối 2", formula = "children" },
    { id = "k2a", under = "k2", label.vi = "Hai buổi" },
    { id = "k2b", under = "k2", label.vi = "Một buổi" },
    { id = "tong", label.vi = "Tổng số", formula = "k1 + k2" },
]
"""
)
SCHOOL = {
    "1|Khối 1": [5, 153, 80, 73],
    "|Hai buổi": [3, 72, 40, 32],
    "|Một buổi": [2, 81, 40, 41],
    "|Trong đó lớp ghép": [1, 20, 9, 11],
    "2|Khối 2": [4, 100, 52, 48],
    "| Hai buổi": [2, 60, 32, 28],
    "| Một buổi": [2, 40, 20, 20],
    "|Tổng số": [9, 253, 132, 121],
}


def of_school(tmp_path: Path, change: Callable[[dict[str, list[int]]], object]) -> Evaluation:
    figures = {label: [*row] for label, row in SCHOOL.items()}
    change(figures)
    rows = (f"{label}|{'|'.join(map(str, row))}" for label, row in figures.items())
    return judged(catalogue_of(tmp_path, COUNTS), "STT|Nội dung|Số lớp|Học sinh|Nam|Nữ", *rows)


def test_a_column_of_counts_a_thousand_times_too_great(tmp_path: Path) -> None:
    def change(figures: dict[str, list[int]]) -> None:
        for row in figures.values():
            row[3] *= 1000

    (finding,) = found(of_school(tmp_path, change))
    assert (finding.code, columns(finding)) == ("CCHC-T026", {"nu"})


def test_counts_that_are_no_thousands_are_no_column_in_another_unit(tmp_path: Path) -> None:
    def change(figures: dict[str, list[int]]) -> None:
        for row in figures.values():
            row[3] = row[3] * 1000 + 1

    assert "CCHC-T026" not in [each.code for each in of_school(tmp_path, change).findings]


@pytest.mark.parametrize(("one", "other"), [("|Một buổi", "|Trong đó lớp ghép"), ("|Hai buổi", "| Một buổi")])
def test_two_rows_in_each_other_s_place(one: str, other: str, tmp_path: Path) -> None:
    """The figures of one stand in the row of the other, and each sum fails: one thing to mend."""

    def change(figures: dict[str, list[int]]) -> None:
        figures[one], figures[other] = figures[other], figures[one]

    (finding,) = found(of_school(tmp_path, change))
    assert finding.code == "CCHC-T026"
    assert len(finding.figures) == 8
    assert "ghi đổi chỗ cho nhau" in finding.message["vi"]


def test_a_row_is_told_below_those_above_it_where_its_label_comes_again(tmp_path: Path) -> None:
    def change(figures: dict[str, list[int]]) -> None:
        figures["| Một buổi"][3] = 29

    (finding,) = found(of_school(tmp_path, change))
    assert "Khối 2 › Một buổi" in finding.message["vi"]


UNITS = (
    '[table.t]\nkind = "number"\ndecimals = 2\n'
    + STUB
    + """columns = [{ id = "a", heading = ["Kỳ này"] }, { id = "b", heading = ["Lũy kế"] },
    { id = "c", heading = ["Kế hoạch"] }]
rows = [
    { id = "tong", code = "I", label.vi = "Tổng sản lượng", unit = "tan", formula = "x + y" },
    { id = "x", under = "tong", label.vi = "Lúa", unit = "tan" },
    { id = "y", under = "tong", label.vi = "Ngô", unit = "tan" },
    { id = "z", code = "II", label.vi = "Diện tích gieo", unit = "ha", formula = "u + v" },
    { id = "u", under = "z", label.vi = "Vụ một", unit = "ha" },
    { id = "v", under = "z", label.vi = "Vụ hai", unit = "ha" },
]

[rules.R1]
each = { table = "t", columns = "all" }
check = "x <= 10 * u"
"""
)
"""A form whose rows are of other units than its columns."""


def test_a_row_in_another_unit_than_its_own(tmp_path: Path) -> None:
    """By the unit of the row, whatever the column counts."""
    rows = ("I|Tổng sản lượng|30,00|75,00|90,00", "|Lúa|20000,00|50000,00|60000,00", "|Ngô|10,00|25,00|30,00")
    area = ("II|Diện tích gieo|30,0|60,0|60,0", "|Vụ một|10,0|20,0|20,0", "|Vụ hai|20,0|40,0|40,0")
    evaluation = judged(catalogue_of(tmp_path, UNITS), "STT|Nội dung|Kỳ này|Lũy kế|Kế hoạch", *rows, *area)
    (finding,) = found(evaluation)
    assert (finding.code, set(finding.figures)) == ("CCHC-T026", {"t[Lúa].a", "t[Lúa].b", "t[Lúa].c"})
