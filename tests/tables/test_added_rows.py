"""Rows that the office adds to those that the form prints: "Other (specify)"."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, mistakes, value

from cchc import Catalogue

FORM = f"""
[table.t]
{STUB}
rows = [
    {{ id = "a", code = "1", label.vi = "Sốt rét" }},
    {{ id = "khac", code = "2", label.vi = "Khác (ghi rõ)", formula = "children" }},
    {{ id = "tong", label.vi = "Tổng số", formula = "a + khac" }},
]
open    = {{ under = "khac" }}
columns = [
    {{ id = "ca", heading = ["Số ca"], number = "1" }},
    {{ id = "nu", heading = ["Trong đó nữ"], number = "2", part_of = "ca" }},
]
"""
HEAD = ("STT|Nội dung|Số ca|Trong đó nữ", "||1|2")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the form."""
    return catalogue_of(tmp_path_factory.mktemp("added"), FORM)


def test_rows_of_the_office_stand_under_the_printed_one(catalogue: Catalogue) -> None:
    """They are read, added up by it, and keep what the columns ask."""
    right = (*HEAD, "1|Sốt rét|5|2", "2|Khác (ghi rõ)|7|3", "|Ghẻ|4|2", "|Rắn cắn|3|1", "|Tổng số|12|5")
    evaluation = judged(catalogue, *right)
    assert [each.code for each in evaluation.findings] == []
    assert value(evaluation, "Ghẻ", "ca") == "4"
    assert [row.parent for row in evaluation.report.tables["t"].rows] == [None, None, *["Khác (ghi rõ)"] * 2, None]
    wrong = judged(catalogue, *(line.replace("Ghẻ|4|2", "Ghẻ|5|2") for line in right))
    assert [(each.code, each.figure) for each in wrong.findings] == [("CCHC-T002", "t[Khác (ghi rõ) › Ghẻ].ca")]


def test_where_the_office_adds_none_the_printed_figure_stands(catalogue: Catalogue) -> None:
    """It is what is reported, not a sum of nothing."""
    evaluation = judged(catalogue, *HEAD, "1|Sốt rét|5|2", "2|Khác (ghi rõ)|7|3", "|Tổng số|12|5")
    assert [each.code for each in evaluation.findings] == []
    assert value(evaluation, "Khác (ghi rõ)", "ca") == "7"
    assert value(evaluation, "Tổng số", "ca") == "12"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('under = "khac"', 'under = "khc"', "there is no row 'khc'"),
        ('under = "khac"', 'under = "khac", levels = ["1"]', "have no levels"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    """With the catalogue, not with the reports."""
    assert any(told in each for each in mistakes(tmp_path, FORM.replace(old, new)))
