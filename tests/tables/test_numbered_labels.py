"""A number before a label is its code, whatever parts them; a number that belongs to the label is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, judged

TABLE = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [
    { id = "a", code = "1", label.vi = "THUẾ", formula = "children" },
    { id = "b", under = "a", code = "1.1", label.vi = "Thuế đất" },
    { id = "c", under = "a", code = "1.2", label.vi = "Phí, lệ phí" },
]
columns = [{ id = "x", heading = ["Thu"] }]
"""
AGES = TABLE.replace('"THUẾ"', '"1 - dưới 5 tuổi"').replace('"Thuế đất"', '"10-14 tuổi"')


@pytest.mark.parametrize("dash", ["- ", "-", " - ", " – ", "– ", ".- ", ". ", ") "])
def test_a_number_of_several_levels_is_read_whole(tmp_path: Path, dash: str) -> None:
    form = catalogue_of(tmp_path, TABLE)
    evaluation = judged(form, "Nội dung|Thu", f"1{dash}THUẾ|30", f"1.1{dash}Thuế đất|10", f"1.2{dash}Phí, lệ phí|20")
    assert evaluation.findings == ()
    rows = evaluation.report.tables["t"].rows
    assert [(row.id, row.code.rstrip(".) "), row.label) for row in rows] == [
        ("a", "1", "THUẾ"), ("b", "1.1", "Thuế đất"), ("c", "1.2", "Phí, lệ phí"),
    ]  # fmt: skip


def test_a_label_of_the_form_that_begins_with_a_number_is_whole(tmp_path: Path) -> None:
    form = catalogue_of(tmp_path, AGES)
    evaluation = judged(form, "Nội dung|Thu", "1 - dưới 5 tuổi|30", "10-14 tuổi|10", "Phí, lệ phí|20")
    assert evaluation.findings == ()
    assert [row.id for row in evaluation.report.tables["t"].rows] == ["a", "b", "c"]


@pytest.mark.parametrize("label", ["5-year plan", "10 - 14 tuổi", "0-4", "Từ 1 - 5 tuổi", "X-quang", "1 - dưới 5 tuổi"])
def test_a_span_or_a_word_with_a_dash_has_no_code(tmp_path: Path, label: str) -> None:
    rows = TABLE[TABLE.index("rows = [") : TABLE.index("columns")]
    form = catalogue_of(tmp_path, TABLE.replace(rows, 'open = { key = "label" }\n'))
    evaluation = judged(form, "Nội dung|Thu", f"{label}|30", "Khác|10")
    assert [row.label for row in evaluation.report.tables["t"].rows] == [label, "Khác"]


def test_a_space_alone_parts_a_number_from_a_label_of_the_form(tmp_path: Path) -> None:
    """Blank rows at the end of the table as well as those that are filled in."""
    form = catalogue_of(tmp_path, TABLE)
    evaluation = judged(form, "Nội dung|Thu", "1 THUẾ|10", "1.1 Thuế đất|10", "1.2 Phí, lệ phí|")
    rows = evaluation.report.tables["t"].rows
    assert [(row.id, row.label) for row in rows] == [("a", "THUẾ"), ("b", "Thuế đất"), ("c", "Phí, lệ phí")]
    assert not {"CCHC-T007", "CCHC-F009"} & {each.code for each in evaluation.findings}
