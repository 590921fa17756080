"""Figures one column beside their own are told as that, once, with the way back, and read where they belong."""

from __future__ import annotations

import pytest
from tests.tables.small import catalogue_of, judged
from tests.tables.test_arrangement import HEAD, ROWS, TABLE, codes, found, total

from cchc import Catalogue
from cchc.value import Origin


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLE.format(levels='["I", "1"]', parents="sum"))


def right(row: str) -> str:
    code, label, *figures = row.split("|")
    return "|".join([code, label, "", *figures])


def left(row: str) -> str:
    code, label, _, *figures = row.split("|")
    return "|".join([code, label, *figures, ""])


@pytest.mark.parametrize("at", range(len(ROWS)))
def test_a_row_one_column_to_the_right(form: Catalogue, at: int) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:at], right(ROWS[at]), *ROWS[at + 1 :])
    assert codes(evaluation) == ["CCHC-T021"]
    told = found(evaluation)[0]
    assert ROWS[at].split("|")[1] in told.message["vi"]
    assert told.suggestion is not None
    assert "sang trái" in told.suggestion["vi"]
    assert total(evaluation) == 80
    row = evaluation.report.tables["t"].rows[at]
    assert row.entries["nam"].origin is Origin.RELOCATED


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 6])
def test_a_row_one_column_to_the_left_has_lost_its_first_figure(form: Catalogue, at: int) -> None:
    evaluation = judged(form, *HEAD, *ROWS[:at], left(ROWS[at]), *ROWS[at + 1 :])
    assert [code for code in codes(evaluation) if code != "CCHC-T017"] == ["CCHC-T021"]
    assert total(evaluation) == 80


@pytest.mark.parametrize("move", [right, left])
def test_a_whole_table_is_one_finding(form: Catalogue, move: object) -> None:
    assert callable(move)
    evaluation = judged(form, *HEAD, *map(move, ROWS))
    assert [code for code in codes(evaluation) if code != "CCHC-T017"] == ["CCHC-T021"]
    assert "Mọi dòng" in found(evaluation)[0].message["vi"]
    assert total(evaluation) == 80


WIDE = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Địa bàn"] }]
open = { key = "label", total = "TỔNG CỘNG" }
columns = [
    { id = "dau", number = "1", heading = ["Đầu kỳ"] },
    { id = "moi", number = "2", heading = ["Trong kỳ"] },
    { id = "xong", number = "3=4+5", heading = ["Đã giải quyết", "Tổng"] },
    { id = "dung", number = "4", heading = ["", "Đúng hạn"] },
    { id = "qua", number = "5", heading = ["", "Quá hạn"] },
    { id = "con", number = "6=1+2-3", heading = ["Cuối kỳ"] },
]
"""
WIDE_HEAD = [
    "STT|Địa bàn|Đầu kỳ|Trong kỳ|Đã giải quyết|||Cuối kỳ",
    "||||Tổng|Đúng hạn|Quá hạn|",
    "A|B|1|2|3=4+5|4|5|6=1+2-3",
]
WIDE_ROWS = ["1|Hà|7|31|29|24|5|9", "2|Hải|4|18|16|13|3|6", "|TỔNG CỘNG|11|49|45|37|8|15"]


MOVES = [*(("right", place) for place in (1, 2, 3, 4)), *(("left", place) for place in (1, 2, 3))]


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("wide"), WIDE)


@pytest.mark.parametrize("at", range(len(WIDE_ROWS)))
@pytest.mark.parametrize(("side", "place"), MOVES)
def test_a_row_from_one_column_on(wide: Catalogue, at: int, place: int, side: str) -> None:
    """A cell too many in the middle of a row, or one too few: of all the ways to move it back one only holds."""
    code, label, *figures = WIDE_ROWS[at].split("|")
    rest = ["", *figures[place:]] if side == "right" else [*figures[place + 1 :], ""]
    moved = [*figures[:place], *rest]
    rows = [*WIDE_ROWS[:at], "|".join([code, label, *moved]), *WIDE_ROWS[at + 1 :]]
    evaluation = judged(wide, *WIDE_HEAD, *rows)
    told = [each for each in found(evaluation) if each.code != "CCHC-T017"]
    assert [each.code for each in told] == ["CCHC-T021"]
    assert f"các số từ cột ({place + 1}) trở đi" in told[0].message["vi"]
    entries = evaluation.report.tables["t"].rows[at].entries
    read = [entries[column.id].cell for column in wide.edition.tables["t"].printed]
    lost = None if side == "right" else place
    assert [cell.text for cell in read if cell is not None] == [
        figure for number, figure in enumerate(figures) if number != lost
    ]
    assert [entry.origin is Origin.RELOCATED for entry in entries.values()].count(True) == 6 - place - (side == "left")


def test_a_column_that_several_ways_would_mend_is_not_moved(form: Catalogue) -> None:
    """One figure beside its own in a row of three: nothing says which."""
    evaluation = judged(form, *HEAD, *ROWS[:1], "1|Hà|12|8|", *ROWS[2:])
    assert "CCHC-T021" not in codes(evaluation)


def test_a_blank_is_no_move(form: Catalogue) -> None:
    """A first figure that lacks, and a number among the remarks, of a row whose sums do not ask for it."""
    head = ["STT|Địa bàn|Tổng|Chia ra||Ghi chú", "|||Nam|Nữ|", "A|B|1=2+3|2|3|4"]
    rows = ["1|Hà||4|8|9", "2|Hải|18|6|12|", "|TỔNG CỘNG|30|10|20|"]
    assert "CCHC-T021" not in codes(judged(form, *head, *rows))
