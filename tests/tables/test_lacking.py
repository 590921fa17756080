"""What a row lacks is told once, in its own row, however many figures cannot be made for want of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged

from cchc.finding import Severity

Told = tuple[str, Severity, str | None, tuple[str, ...]]
CLOSED = (
    "\n[table.t]\n"
    + STUB
    + """rows = [
    { id = "xa", code = "1", label.vi = "Xã" },
    { id = "phuong", code = "2", label.vi = "Phường" },
    { id = "cong", label.vi = "Cộng", formula = "xa + phuong" },
]
columns = [
    { id = "ho", heading = ["Số hộ"] },
    { id = "ngheo", heading = ["Hộ nghèo"], part_of = "ho" },
    { id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(ngheo, ho)" },
    { id = "diem", heading = ["Điểm"], kind = "number", over_rows = "recompute", formula = "number(ty_le) / 10" },
    { id = "quy_doi", heading = ["Quy đổi"], kind = "number", over_rows = "recompute", formula = "2 * diem" },
]
"""
)
OPEN = (
    "\n[table.t]\n"
    + STUB
    + """open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "tong", heading = ["Tổng số"], formula = "nam + nu" },
    { id = "nam", heading = ["Nam"] },
    { id = "nu", heading = ["Nữ"] },
]
"""
)
HEADS = {CLOSED: "STT|Nội dung|Số hộ|Hộ nghèo|Tỷ lệ|Điểm|Quy đổi", OPEN: "STT|Nội dung|Tổng số|Nam|Nữ"}


def told(folder: Path, form: str, *rows: str) -> list[tuple[str, str | None]]:
    found = judged(catalogue_of(folder, form), HEADS[form], *rows).findings
    return [(each.code, each.figure) for each in found]


@pytest.mark.parametrize(
    ("first", "code"),
    [("1|Xã|100||10,00|1,00|2,00", "CCHC-S006"), ("1|Xã|100||||", "CCHC-T024"), ("1|Xã|100||10,00||", "CCHC-S006")],
)
def test_a_blank_part_is_told_once(first: str, code: str, tmp_path: Path) -> None:
    """Not for each rate that rests on it, nor for the total that lacks it."""
    rows = (first, "2|Phường|50|5|10,00|1,00|2,00", "|Cộng|150||10,00|1,00|2,00")
    if code == "CCHC-T024":
        rows = (*rows[:2], "|Cộng|150||||")
    assert told(tmp_path, CLOSED, *rows) == [(code, "t[Xã].ngheo")]


def test_each_row_says_what_it_lacks(tmp_path: Path) -> None:
    """Where nothing else gives it; a row in which nothing is filled in is left out as a whole."""
    found = told(tmp_path, OPEN, "1|A||4|", "2|B|||8", "3|C|||", "|Tổng cộng|||")
    assert found == [("CCHC-T024", "t[A].nu"), ("CCHC-T024", "t[B].nam")]


def test_a_part_that_a_sum_gives_is_told_with_its_figure(tmp_path: Path) -> None:
    assert told(tmp_path, OPEN, "1|A|10|4|", "|Tổng cộng|10|4|6") == [("CCHC-T017", "t[A].nu")]


@pytest.mark.parametrize("text", ["khoảng 5", "mười mấy", "?"])
def test_what_lacks_a_cell_that_is_asked_about_is_told_under_it(text: str, tmp_path: Path) -> None:
    """A rate that cannot be made for want of a cell that nobody can read is no second thing to do."""
    rows = (f"1|Xã|100|{text}|5,00|0,50|1,00", "2|Phường|50|5|10,00|1,00|2,00", "|Cộng|150||10,00|1,00|2,00")
    evaluation = judged(catalogue_of(tmp_path, CLOSED), HEADS[CLOSED], *rows)
    first, *others = evaluation.findings
    assert first.code.startswith("CCHC-C") and first.figure == "t[Xã].ngheo"
    assert {each.code for each in others} == {"CCHC-S006"}
    assert {each.under for each in others} == {"t[Xã].ngheo"}
    assert len(evaluation.causes) == 1


@pytest.mark.parametrize(
    ("form", "rows", "figure"),
    [
        (OPEN, ("1|A|10|4|6", "2|B|20|8|12", "|Tổng cộng|||"), "t[total].tong"),
        (CLOSED, ("1|Xã|100|10|10,00|1,00|2,00", "2|Phường|50|5|10,00|1,00|2,00", "|Cộng|||||"), "t[total].ho"),
    ],
)
def test_a_total_that_is_blank_as_a_whole_is_told_once(
    form: str, rows: tuple[str, ...], figure: str, tmp_path: Path
) -> None:
    (found,) = judged(catalogue_of(tmp_path, form), HEADS[form], *rows).findings
    assert (found.code, found.severity, found.figure) == ("CCHC-T017", Severity.WARNING, figure)
    assert "(cả dòng): để trống" in found.message["vi"]


def test_a_table_that_is_blank_as_a_whole_lacks_no_total(tmp_path: Path) -> None:
    assert {code for code, _ in told(tmp_path, OPEN, "1|A|||", "|Tổng cộng|||")} == {"CCHC-T015"}


GROUPS = (
    "\n[table.t]\n"
    + STUB
    + """rows = [
    { id = "cong_trinh", code = "I", label.vi = "Công trình", formula = "children" },
    { id = "duong", under = "cong_trinh", code = "1", label.vi = "Đường" },
    { id = "cau", under = "cong_trinh", code = "2", label.vi = "Cầu" },
    { id = "dao_tao", code = "II", label.vi = "Đào tạo", formula = "children" },
    { id = "nghe", under = "dao_tao", code = "1", label.vi = "Nghề" },
    { id = "tin_hoc", under = "dao_tao", code = "2", label.vi = "Tin học" },
    { id = "cong", label.vi = "Cộng", formula = "cong_trinh + dao_tao" },
]
columns = [{ id = "von", heading = ["Vốn"] }, { id = "chi", heading = ["Chi"] }]
"""
)
FILLED = ("I|Công trình|30|12", "1|Đường|10|4", "2|Cầu|20|8", "II|Đào tạo|8|3", "1|Nghề|5|2", "2|Tin học|3|1")


def told_of_groups(folder: Path, blank: Sequence[int], total: str = "|Cộng|38|15", **other: str) -> list[Told]:
    """What is told of the form, some rows of which are blank as a whole."""
    rows = [other.get(f"row{place}", row) for place, row in enumerate(FILLED)]
    rows = ["|".join([*row.split("|")[:2], "", ""]) if place in blank else row for place, row in enumerate(rows)]
    found = judged(catalogue_of(folder, GROUPS), "STT|Nội dung|Vốn|Chi", *rows, total).findings
    return [(each.code, each.severity, each.figure, tuple(each.figures)) for each in found]


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        ([2], [("CCHC-T017", "t[Cầu].von", "t[Cầu].chi")]),
        ([2, 4], [("CCHC-T017", "t[Cầu].von", "t[Cầu].chi"), ("CCHC-T017", "t[Nghề].von", "t[Nghề].chi")]),
        ([3, 4, 5], [("CCHC-T017", "t[Đào tạo].von", "t[Đào tạo].chi")]),
        ([4, 5], [("CCHC-T024", "t[Nghề].von", "t[Tin học].von")]),
        ([0, 1, 2, 3, 4, 5], [("CCHC-T024", "t[Công trình].von", "t[Đào tạo].von")]),
    ],
)
def test_a_row_of_the_form_that_is_blank_as_a_whole_is_told_once(
    blank: list[int], expected: list[tuple[str, ...]], tmp_path: Path
) -> None:
    """With what its sum leaves for it; where several rows share that, together; a group by its own row alone."""
    found = told_of_groups(tmp_path, blank)
    assert found == [
        (code, Severity.WARNING, figures[0], figures) for code, *rest in expected for figures in [(*rest,)]
    ]


def test_a_blank_row_says_what_its_sum_leaves_for_it(tmp_path: Path) -> None:
    rows = (*FILLED[:2], "2|Cầu||", *FILLED[3:], "|Cộng|38|15")
    (found,) = judged(catalogue_of(tmp_path, GROUPS), "STT|Nội dung|Vốn|Chi", *rows).findings
    assert found.message["vi"] == "Cầu (cả dòng): để trống, các số khác cho “Vốn”: 20; “Chi”: 8."


@pytest.mark.parametrize(
    ("blank", "other", "total"),
    [
        ([2], {"row0": "I|Công trình|10|4"}, "|Cộng|18|7"),
        ([4, 5], {"row3": "II|Đào tạo|0|0"}, "|Cộng|30|12"),
        ([3, 4, 5], {}, "|Cộng|30|12"),
    ],
)
def test_rows_blank_for_nothing_are_at_most_a_note(
    blank: list[int], other: dict[str, str], total: str, tmp_path: Path
) -> None:
    """Their sum holds without them: the office had nothing to enter."""
    assert {severity for _, severity, *_ in told_of_groups(tmp_path, blank, total, **other)} == {Severity.INFO}


@pytest.mark.parametrize("blank", [2, 3])
def test_a_column_that_is_blank_as_a_whole_is_told_once(blank: int, tmp_path: Path) -> None:
    """With its cells, and what is not computed for it under it."""
    form = CLOSED.replace(
        '{ id = "cong", label.vi = "Cộng", formula = "xa + phuong" }',
        '{ id = "thi_tran", code = "3", label.vi = "Thị trấn" },\n'
        '    { id = "cong", label.vi = "Cộng", formula = "xa + phuong + thi_tran" }',
    )
    filled = ("1|Xã|100|10|10|1|2", "2|Phường|50|5|10|1|2", "3|Thị trấn|50|5|10|1|2", "|Cộng|200|20|10|1|2")
    rows = ["|".join("" if place == blank else cell for place, cell in enumerate(row.split("|"))) for row in filled]
    found = judged(catalogue_of(tmp_path, form), HEADS[CLOSED], *rows).findings
    column = ("ho", "ngheo")[blank - 2]
    lead = f"t[Xã].{column}"
    assert [(each.code, each.severity, each.figure) for each in found if each.under is None] == [
        ("CCHC-T025", Severity.WARNING, lead)
    ]
    assert {each.under for each in found} == {None, lead}
    (told,) = (each for each in found if each.under is None)
    assert tuple(told.figures) == tuple(f"t[{row}].{column}" for row in ("Xã", "Phường", "Thị trấn"))


def test_a_column_with_a_figure_anywhere_is_not_blank(tmp_path: Path) -> None:
    """In a row of fewer than three, or where one is filled in, a blank says nothing of its column."""
    for rows in (("1|A|4||4", "2|B|8||8"), ("1|A|4||4", "2|B|8||8", "3|C|8||8", "4|D|9|1|8")):
        assert "CCHC-T025" not in {code for code, _ in told(tmp_path, OPEN, *rows)}


def test_a_blank_column_that_the_others_give_is_told_with_its_figures(tmp_path: Path) -> None:
    rows = ("1|A|10|4|", "2|B|20|8|", "3|C|30|9|", "|Tổng cộng|60|21|")
    assert {code for code, _ in told(tmp_path, OPEN, *rows)} == {"CCHC-T017"}
