"""What an office's rows are to each other is told by their numbers, and where these fail by the printed sums alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, judged

from cchc import Catalogue, Evaluation, Severity
from cchc.finding import Finding

TABLE = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{{ is = "code", heading = ["STT"] }}, {{ is = "label", heading = ["Địa bàn"] }}]
open = {{ key = "label", levels = {levels}, parents = "{parents}", total = "TỔNG CỘNG" }}
columns = [
    {{ id = "tong", number = "1=2+3", heading = ["Tổng"] }},
    {{ id = "nam", number = "2", heading = ["Chia ra", "Nam"] }},
    {{ id = "nu", number = "3", heading = ["", "Nữ"] }},
]
"""
HEAD = ["STT|Địa bàn|Tổng|Chia ra|", "|||Nam|Nữ", "A|B|1=2+3|2|3"]
ROWS = [
    "I|Bắc|30|10|20",
    "1|Hà|12|4|8",
    "2|Hải|18|6|12",
    "II|Trung|50|20|30",
    "1|Huế|20|5|15",
    "2|Vinh|30|15|15",
    "|TỔNG CỘNG|80|30|50",
]
PARENTS = {"Bắc": None, "Hà": "Bắc", "Hải": "Bắc", "Trung": None, "Huế": "Trung", "Vinh": "Trung"}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLE.format(levels='["I", "1"]', parents="sum"))


def found(evaluation: Evaluation) -> list[Finding]:
    return [each for each in evaluation.findings if each.code.startswith("CCHC-T")]


def codes(evaluation: Evaluation) -> list[str]:
    return [each.code for each in found(evaluation)]


def parents(evaluation: Evaluation) -> dict[str, str | None]:
    rows = evaluation.report.tables["t"].rows
    return {row.label: row.parent for row in rows if row.label != "TỔNG CỘNG"}


def total(evaluation: Evaluation) -> object:
    return getattr(evaluation["t[total].tong"], "value", None)


def uncoded(rows: Sequence[str], among: str = "12I") -> list[str]:
    return [f"|{row.split('|', 1)[1]}" if row[0] in among else row for row in rows]


def changed(rows: Sequence[str], at: int, old: str, new: str) -> list[str]:
    assert old in rows[at]
    return [*rows[:at], rows[at].replace(old, new), *rows[at + 1 :]]


@pytest.mark.parametrize("among", ["12I", "12"], ids=["all", "the lower ones"])
def test_rows_without_numbers_stand_where_the_sums_hold(form: Catalogue, among: str) -> None:
    evaluation = judged(form, *HEAD, *uncoded(ROWS, among))
    assert codes(evaluation) == ["CCHC-T019"]
    assert found(evaluation)[0].severity is Severity.WARNING
    assert (parents(evaluation), total(evaluation)) == (PARENTS, 80)


def test_where_no_way_holds_nothing_is_added_up_nor_a_total_blamed(form: Catalogue) -> None:
    """Of the numbers left out and one figure wrong only the row's own sum can be told."""
    evaluation = judged(form, *HEAD, *changed(uncoded(ROWS), 1, "|4|", "|5|"))
    assert codes(evaluation) == ["CCHC-T019", "CCHC-T002"]
    assert found(evaluation)[0].severity is Severity.ERROR
    assert set(found(evaluation)[1].figures) == {"t[Hà].tong", "t[Hà].nam", "t[Hà].nu"}
    assert total(evaluation) is None


def test_several_ways_are_none(form: Catalogue) -> None:
    """Two rows that say the same: under either the one after them may stand."""
    rows = ["|A|5|2|3", "|B|5|2|3", "|C|5|2|3", "|TỔNG CỘNG|10|4|6"]
    evaluation = judged(form, *HEAD, *rows)
    assert "CCHC-T001" not in codes(evaluation)
    assert (codes(evaluation)[0], total(evaluation)) == ("CCHC-T019", None)


def test_three_levels_without_numbers(tmp_path: Path) -> None:
    three = catalogue_of(tmp_path, TABLE.format(levels='["A", "I", "1"]', parents="sum"))
    rows = ["A|Đất liền|80|30|50", *ROWS[:-1], "B|Đảo|7|3|4", "I|Côn|7|3|4", "1|Sơn|3|1|2", "2|Lý|4|2|2"]
    evaluation = judged(three, *HEAD, *uncoded([*rows, "|TỔNG CỘNG|87|33|54"], "AB12I"))
    assert (codes(evaluation), total(evaluation)) == (["CCHC-T019"], 87)
    assert parents(evaluation)["Huế"] == "Đất liền › Trung"


def test_rows_that_need_no_number_are_told_only_where_it_matters(tmp_path: Path) -> None:
    """A form whose groups have no numbers: a flat table without any is as right as before."""
    form = catalogue_of(tmp_path, TABLE.format(levels='["", "1"]', parents="optional"))
    flat = uncoded([ROWS[1], ROWS[2], ROWS[4], ROWS[5], ROWS[6]])
    assert codes(judged(form, *HEAD, *flat)) == []
    assert codes(judged(form, *HEAD, *changed(flat, 1, "18", "19"))) == ["CCHC-T001"]
    nested = judged(form, *HEAD, *uncoded(ROWS))
    assert (codes(nested), parents(nested)) == (["CCHC-T019"], PARENTS)


def test_a_total_that_is_not_in_the_file_is_told(form: Catalogue) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:-1])
    assert codes(evaluation) == ["CCHC-T007"]
    assert "TỔNG CỘNG" in found(evaluation)[0].message["vi"]
    assert codes(judged(form, *HEAD)) == ["CCHC-T015"]


def test_a_group_whose_row_is_missing(form: Catalogue) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:3], *ROWS[4:])
    assert codes(evaluation) == ["CCHC-T020"]
    assert total(evaluation) == 80
    for name in ("Huế", "Vinh", "Bắc"):
        assert name in found(evaluation)[0].message["vi"]
    assert codes(judged(form, *HEAD, *ROWS[1:])) == ["CCHC-T022"]


def test_a_row_under_the_wrong_one(form: Catalogue) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:2], ROWS[3], ROWS[2], *ROWS[4:])
    assert (codes(evaluation), parents(evaluation)) == (["CCHC-T020"], PARENTS)


def test_a_row_numbered_as_one_of_another_level(form: Catalogue) -> None:
    evaluation = judged(form, *HEAD, *changed(ROWS, 2, "2|", "II|"))
    assert (codes(evaluation), parents(evaluation)) == (["CCHC-T020"], PARENTS)


@pytest.mark.parametrize(("at", "copy"), [(2, ROWS[2]), (3, ROWS[3]), (2, "3|Hải Dương|18|6|12")])
def test_a_row_that_stands_twice_counts_once_where_only_so_the_sums_hold(form: Catalogue, at: int, copy: str) -> None:
    evaluation = judged(form, *HEAD, *ROWS[: at + 1], copy, *ROWS[at + 1 :])
    assert codes(evaluation) == ["CCHC-T004"]
    told = found(evaluation)[0]
    assert told.severity is Severity.ERROR
    assert copy.split("|")[1] in told.message["vi"]
    assert ROWS[at].split("|")[1] in told.message["vi"]
    assert total(evaluation) == 80
    assert len(evaluation.report.tables["t"].rows) == len(ROWS)


def test_a_group_that_is_copied_whole(form: Catalogue) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:3], *ROWS)
    assert (codes(evaluation), total(evaluation)) == (["CCHC-T004"], 80)


def test_rows_of_one_name_that_both_count_are_told_with_both(form: Catalogue) -> None:
    rows = ["I|Bắc|30|10|20", "1|Hà|12|4|8", "2|Hà|18|6|12", "|TỔNG CỘNG|30|10|20"]
    evaluation = judged(form, *HEAD, *rows)
    assert codes(evaluation) == ["CCHC-T004"]
    assert found(evaluation)[0].severity is Severity.WARNING


def test_a_printed_row_counts_once(tmp_path: Path) -> None:
    rows = """rows = [
    { id = "bac", code = "I", label.vi = "Bắc", formula = "children" },
    { id = "ha", code = "1", label.vi = "Hà", under = "bac" },
    { id = "hai", code = "2", label.vi = "Hải", under = "bac" },
]"""
    table = TABLE.format(levels="[]", parents="sum").split("\n")
    at = next(at for at, line in enumerate(table) if line.startswith("open"))
    closed = catalogue_of(tmp_path, "\n".join([*table[:at], rows, *table[at + 1 :]]))
    evaluation = judged(closed, *HEAD, *ROWS[:3], ROWS[2])
    assert codes(evaluation) == ["CCHC-T004"]
    assert getattr(evaluation["t[bac].tong"], "value", None) == 30


@pytest.mark.parametrize("at", range(len(ROWS)))
@pytest.mark.parametrize("place", [2, 3, 4])
def test_one_wrong_figure_is_no_matter_of_rows(form: Catalogue, at: int, place: int) -> None:
    """Whatever stands in one cell instead, the rows stand as they are numbered."""
    for wrong in ("1", "18", "50", "800"):
        cells = ROWS[at].split("|")
        if cells[place] != wrong:
            cells[place] = wrong
            evaluation = judged(form, *HEAD, *ROWS[:at], "|".join(cells), *ROWS[at + 1 :])
            assert set(codes(evaluation)) <= {"CCHC-T001", "CCHC-T002"}
            assert codes(evaluation)
