"""A word for nothing in a cell of a table is worth what it is on a line: 0 where the form says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged

from cchc import Evaluation
from cchc.value import Missing, Reason, Reported

TABLE = (
    "\n[table.t]\nNONE\n"
    + STUB
    + """rows = [
    { id = "xa", code = "I", label.vi = "Cấp xã", formula = "children" },
    { id = "a", under = "xa", code = "1", label.vi = "Xã A" },
    { id = "b", under = "xa", code = "2", label.vi = "Xã B" },
    { id = "c", under = "xa", code = "3", label.vi = "Xã C" },
]
columns = [
    { id = "don", heading = ["Số đơn"] },
    { id = "moi", heading = ["Đơn mới"], part_of = "don" },
    { id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", decimals = 1, formula = "percent(moi, don)" },
]
"""
)
HEAD = "STT|Nội dung|Số đơn|Đơn mới|Tỷ lệ"
ROWS = ("1|Xã A|10|5|50,0", "2|Xã B|20|WORD|0,0", "3|Xã C|10|0|0,0")


def of_word(folder: Path, none: str, total: str, word: str = "không có") -> Evaluation:
    rows = [row.replace("WORD", word) for row in ROWS]
    return judged(catalogue_of(folder, TABLE.replace("NONE", none)), HEAD, total, *rows)


@pytest.mark.parametrize("none", ["none = 0", "kind = 'count'\nnone = 0\nnot_arisen = 0"])
def test_a_word_that_is_worth_nothing_is_added_up(none: str, tmp_path: Path) -> None:
    """It stays a word, as on a line, and what is made of it is made."""
    evaluation = of_word(tmp_path, none, "I|Cấp xã|40|5|12,5")
    assert list(evaluation.findings) == []
    assert evaluation["t[Xã B].moi"] == Missing(Reason.NONE)
    assert evaluation["t[Cấp xã].moi"] == Reported(5)


def test_where_the_sum_alone_is_wrong_the_word_is_not(tmp_path: Path) -> None:
    """Other figures of the sum's own row say that it is that which is wrong."""
    evaluation = of_word(tmp_path, "none = 0", "I|Cấp xã|40|9|12,5")
    assert [(each.code, each.figure, str(each.expected)) for each in evaluation.findings] == [
        ("CCHC-T001", "t[Cấp xã].moi", "5")
    ]


def test_a_row_of_words_is_not_blank(tmp_path: Path) -> None:
    rows = ("1|Xã A|10|5|50,0", "2|Xã B|không có|không có|", "3|Xã C|10|0|0,0")
    catalogue = catalogue_of(tmp_path, TABLE.replace("NONE", ""))
    found = judged(catalogue, HEAD, "I|Cấp xã|40|5|12,5", *rows).findings
    assert ("CCHC-T018", "t[Xã B].don") in [(each.code, each.figure) for each in found]
    assert not any("cả dòng" in each.message["vi"] for each in found)
