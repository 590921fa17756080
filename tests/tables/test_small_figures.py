"""Rates below one and scores of exact rates are right as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, judged, value

TABLE = """
[table.t]
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [{ id = "a", label.vi = "Một" }]
columns = [
    { id = "a", heading = ["A"] },
    { id = "b", heading = ["B"] },
    { id = "tl", heading = ["Tỷ lệ (%)"], kind = "rate", formula = "percent(a, b)" },
    { id = "d", heading = ["Điểm"], kind = "score", decimals = 1, formula = "FORMULA" },
]
[parameters.p]
unit = "diem"
of = "phan_tram"
source = "s"
bands = [{ at_least = 90, gives = "10" }, { below = 90, gives = "x / 10" }]
"""
HEAD = "Nội dung|A|B|Tỷ lệ (%)|Điểm"


@pytest.mark.parametrize(("printed", "is_right"), [("7,9", True), ("7,93", True), ("7,8", False), ("8,1", False)])
def test_a_score_of_an_exact_rate_is_rounded_once(tmp_path: Path, printed: str, *, is_right: bool) -> None:
    form = catalogue_of(tmp_path, TABLE.replace("FORMULA", "bands(tl, p)"))
    evaluation = judged(form, HEAD, f"Một|23|29|79,31|{printed}")
    assert (evaluation.findings == ()) is is_right


def test_a_rate_per_thousand_below_one_is_as_it_is_written(tmp_path: Path) -> None:
    table = (
        TABLE[: TABLE.index("columns")]
        + """columns = [
    { id = "r", heading = ["Số ca trên 1000 dân"], kind = "rate", per = 1000 },
    { id = "p", heading = ["Tỷ lệ (%)"], kind = "rate" },
]
"""
    )
    evaluation = judged(catalogue_of(tmp_path, table), "Nội dung|Số ca trên 1000 dân|Tỷ lệ (%)", "Một|0,36|0,36")
    assert (value(evaluation, "Một", "r"), value(evaluation, "Một", "p")) == ("0.36", None)
    assert [(each.code, each.figure) for each in evaluation.findings] == [("CCHC-C005", "t[Một].p")]


def test_so_is_one_on_a_line(tmp_path: Path) -> None:
    lines = """
[lines.ca]
code = "1"
label.vi = "Số ca mắc trên 1000 dân"
kind = "rate"
per = 1000
"""
    form = catalogue_of(tmp_path, lines)
    evaluation = judged(form, "TT|Nội dung|Số lượng|Đơn vị tính", "1|Số ca mắc trên 1000 dân|0,36|‰")
    assert str(getattr(evaluation["ca"], "value", None)) == "0.36"
