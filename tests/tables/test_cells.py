"""What stands in a cell of a table is asked about as on a line: a figure is read, or missing and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.forms import BIEU_06 as FORM
from tests.tables.small import catalogue_of
from tests.tables.small import judged as small_judged

from cchc import Evaluation
from cchc.value import Missing, Reason, Reported

CELL = "b06[Hộ tịch].truc_tuyen"


def judged(text: str) -> Evaluation:
    return FORM.judged(FORM.periods[0].replace("260\t214", f"260\t{text}"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("210-214", "CCHC-C005"),
        ("khoảng 214", "CCHC-C005"),
        ("214 hoặc 215", "CCHC-C005"),
        ("214a", "CCHC-C006"),
        ("đang rà soát", "CCHC-C009"),
        ("-", "CCHC-C008"),
        ("#REF!", "CCHC-C004"),
    ],
)
def test_a_cell_without_a_clear_figure_is_told(text: str, code: str) -> None:
    """Its row, its column and what it says; the figure stays missing."""
    evaluation = judged(text)
    entry = evaluation.report.tables["b06"]["Hộ tịch"].entries["truc_tuyen"]
    assert isinstance(entry.value, Missing)
    (finding,) = [each for each in evaluation.findings if each.figure == CELL and each.code.startswith("CCHC-C")]
    assert finding.code == code
    assert finding.cell is not None
    assert finding.cell.text == text
    assert finding.message["vi"].startswith("Hộ tịch: ")
    assert finding.suggestion is not None
    assert "ô này" in finding.suggestion["vi"]


@pytest.mark.parametrize(("text", "figure"), [("214 hồ sơ", 214), ("２１４", 214), ("không có", None), ("0214", 214)])
def test_a_clear_figure_has_no_finding(text: str, figure: int | None) -> None:
    """Units, full-width digits, words for none: read, and not asked about."""
    evaluation = judged(text)
    value = evaluation.report.tables["b06"]["Hộ tịch"].entries["truc_tuyen"].value
    assert value == Reported(figure) if figure is not None else isinstance(value, Missing)
    assert [each.code for each in evaluation.findings if each.code.startswith("CCHC-C")] == []


@pytest.mark.parametrize(
    ("language", "says", "reason"),
    [
        ("en", "No data", Reason.UNREADABLE),
        ("en", "no information available", Reason.UNREADABLE),
        ("en", "no cases", Reason.NONE),
        ("pt", "não há dados", Reason.UNREADABLE),
        ("pt", "não houve", Reason.NONE),
        ("vi", "Không có số liệu", Reason.UNREADABLE),
    ],
)
def test_no_data_is_not_none(tmp_path: Path, language: str, says: str, reason: Reason) -> None:
    """Nothing being known is no zero, in whichever language it is said."""
    head = f'title.{language} = "A"\nlanguages = ["{language}"]\nin_force = {{ from = 2020-01-01 }}\n'
    stub = '[table.t]\nstub = [{ is = "label", heading = ["Item"] }]\n'
    text = f'{stub}rows = [{{ id = "a", label.{language} = "Alpha" }}]\n'
    columns = 'columns = [{ id = "x", heading = ["Cases"] }, { id = "y", heading = ["Others"] }]\n'
    catalogue = catalogue_of(tmp_path, text + columns, head + "calendar = { closing_day = 0 }\n")
    evaluation = small_judged(catalogue, "Item|Cases|Others", f"Alpha|{says}|3")
    assert evaluation.report.tables["t"]["Alpha"].entries["x"].value == Missing(reason)
