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


def test_a_blank_is_no_move(form: Catalogue) -> None:
    """A first figure that lacks, and a number among the remarks, of a row whose sums do not ask for it."""
    head = ["STT|Địa bàn|Tổng|Chia ra||Ghi chú", "|||Nam|Nữ|", "A|B|1=2+3|2|3|4"]
    rows = ["1|Hà||4|8|9", "2|Hải|18|6|12|", "|TỔNG CỘNG|30|10|20|"]
    assert "CCHC-T021" not in codes(judged(form, *head, *rows))
