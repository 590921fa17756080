"""What a rule holds equal to the report before tells which cell is wrong, as a printed formula does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import HEAD, STUB, catalogue_of, form, judged

TABLE = f"""
[table.t]
kind = "count"
unit = "ho_so"
{STUB}rows = [
    {{ id = "a", code = "1", label.vi = "Một" }},
    {{ id = "b", code = "2", label.vi = "Hai" }},
    {{ id = "c", code = "3", label.vi = "Ba" }},
    {{ id = "s", label.vi = "Cộng", formula = "a + b + c" }},
]
columns = [
    {{ id = "x", number = "1", heading = ["Trong tháng"] }},
    {{ id = "lk", number = "2", heading = ["Lũy kế"], over_time = "last" }},
]
[rules.R1]
each = {{ table = "t", rows = "leaf" }}
check = "CHECK"
"""
CHECKS = ["lk == previous(lk) + x", "lk == if_(same_year_as_previous(), previous(lk), 0) + x"]
COLUMNS = ("STT|Nội dung|Trong tháng|Lũy kế", "||1|2")
BEFORE = form(*COLUMNS, "1|Một|10|30", "2|Hai|20|50", "3|Ba|5|9", "|Cộng|35|89", period="THÁNG 3 NĂM 2024")
RIGHT = ["1|Một|11|41", "2|Hai|21|71", "3|Ba|6|15", "|Cộng|38|127"]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    ("place", "wrong", "figure"),
    [(1, "2|Hai|21|81", "t[Hai].lk"), (3, "|Cộng|38|137", "t[total].lk"), (3, "|Cộng|39|127", "t[total].x")],
)
def test_the_wrong_cell_is_the_only_one_named(tmp_path: Path, check: str, place: int, wrong: str, figure: str) -> None:
    """The rows that agree with the report before are right; the row that does not is where the total differs, too."""
    rows = [*RIGHT[:place], wrong, *RIGHT[place + 1 :]]
    catalogue = catalogue_of(tmp_path, TABLE.replace("CHECK", check), HEAD)
    evaluation = judged(catalogue, *COLUMNS, *rows, period="THÁNG 4 NĂM 2024", before=BEFORE)
    told = [each for each in evaluation.findings if each.code.startswith("CCHC-T")]
    assert [(each.code, each.figure.replace("s]", "total]")) for each in told] == [("CCHC-T001", figure)]


@pytest.mark.parametrize("check", CHECKS)
def test_without_the_report_before_all_that_may_be_wrong_are_named(tmp_path: Path, check: str) -> None:
    rows = [RIGHT[0], "2|Hai|21|81", *RIGHT[2:]]
    catalogue = catalogue_of(tmp_path, TABLE.replace("CHECK", check), HEAD)
    evaluation = judged(catalogue, *COLUMNS, *rows, period="THÁNG 4 NĂM 2024")
    assert [each.code for each in evaluation.findings] == ["CCHC-T002"]


def test_in_a_new_year_nothing_is_carried_over(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, TABLE.replace("CHECK", CHECKS[1]), HEAD)
    lines = ("1|Một|11|11", "2|Hai|21|22", "3|Ba|6|6", "|Cộng|38|38")
    evaluation = judged(catalogue, *COLUMNS, *lines, period="THÁNG 1 NĂM 2025", before=BEFORE)
    assert [each.figure for each in evaluation.findings if each.code == "CCHC-T001"] == ["t[Hai].lk"]


def test_what_the_solver_proposes_first_holds_with_the_report_before(tmp_path: Path) -> None:
    """A rule that begins anew each year is one that it reads, so that no cell is proposed which that clears."""
    pytest.importorskip("z3")
    catalogue = catalogue_of(tmp_path, TABLE.replace("CHECK", CHECKS[1]), HEAD)
    rows = [*RIGHT[:3], "|Cộng|38|137"]
    evaluation = judged(catalogue, *COLUMNS, *rows, period="THÁNG 4 NĂM 2024", before=BEFORE)
    (disagreement,) = evaluation.corrections()
    assert [[change.figure for change in way.changes] for way in disagreement.sets] == [["t[total].lk"]]
