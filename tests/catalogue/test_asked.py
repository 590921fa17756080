"""What is asked about is asked everywhere: no rule states it as certain, no text says what the form belies."""

from __future__ import annotations

import pytest

import cchc
from cchc.evaluation import Evaluation
from cchc.report import Report
from cchc.value import Reported

CATALOGUE = cchc.load_catalogue("phuong-2024")
TOTALS = ("tthc_tong", "tthc_cong_khai", "dvctt_mot_phan_ty_le")
PERIOD = "tháng 5 năm 2024"


def judged(values: dict[str, object]) -> Evaluation:
    return CATALOGUE.evaluate(Report.from_values({**values, "period": PERIOD}))


def total_finding(values: dict[str, object]) -> cchc.Finding | None:
    return next((each for each in judged(values).findings if each.rule == "R45"), None)


@pytest.mark.parametrize(
    "values",
    [
        {"tthc_tong": "20/23"},
        {"tthc_tong": 162, "tthc_cong_khai": "20/23"},
        {"tthc_tong": "162/173", "dvctt_mot_phan_ty_le": {"explanation": "46/173"}},
        {"tthc_tong": "162/173", "dvctt_mot_phan_ty_le": {"explanation": "46/162"}},
    ],
)
def test_a_fraction_that_is_asked_about_is_no_total(values: dict[str, object]) -> None:
    """Whether 20 or 23 is meant, nothing is said against the other lines as if it were known."""
    evaluation = judged(values)
    assert any(each.code == "CCHC-C005" for each in evaluation.findings)
    assert total_finding(values) is None


def test_no_reading_of_a_fraction_is_the_others_total() -> None:
    """Neither 162 nor 173 is 166: that is told, and what is asked about is quoted as it stands."""
    found = total_finding({"tthc_tong": "162/173", "dvctt_mot_phan_ty_le": {"explanation": "46/166"}})
    assert found is not None and found.observed is not None
    assert "162/173: II.2.2.1" in found.observed and "166: II.5.8.1" in found.observed


def test_cells_of_a_finding_are_those_that_it_names() -> None:
    """The total in a remark is what is pointed at, not the rate of its line; lines without a total are not."""
    values = {"tthc_tong": "162", "dvctt_mot_phan_ty_le": {"quantity": "28,4 %", "explanation": "46/166"}}
    found = total_finding(values)
    assert found is not None and found.cell is not None
    assert [cell.text for cell in (found.cell, *(found.cells or ()))] == ["162", "46/166"]


@pytest.mark.parametrize("figure", ["7 (lũy kế: 12)", "12 (tháng này 7)", "tháng này 7, lũy kế 12"])
def test_a_figure_is_asked_about_where_the_printed_rate_is_that_of_the_one_beside_it(figure: str) -> None:
    """The line takes 12, and 35 % is the rate of 7: which of the two is wrong nobody but the office can say."""
    values = {"kh_cchc_nhiem_vu_giao": 20, "kh_cchc_nhiem_vu_hoan_thanh": figure, "kh_cchc_ty_le_hoan_thanh": "35 %"}
    findings = judged(values).findings
    (found,) = (each for each in findings if each.code == "CCHC-C005")
    assert {int(each.number.value) for each in found.candidates or ()} == {7, 12}
    assert not [each for each in findings if each.rule == "R3"]


@pytest.mark.parametrize("rate", ["60 %", "61 %"])
def test_a_rate_that_is_that_of_neither_figure_asks_about_none(rate: str) -> None:
    """Of "7 (lũy kế: 12)" the line takes 12 where the rate is that of 12, or of no number of the cell."""
    values = {
        "kh_cchc_nhiem_vu_giao": 20,
        "kh_cchc_nhiem_vu_hoan_thanh": "7 (lũy kế: 12)",
        "kh_cchc_ty_le_hoan_thanh": rate,
    }
    assert judged(values)["kh_cchc_nhiem_vu_hoan_thanh"] == Reported(12)


def test_of_a_rate_that_nothing_explains_no_more_is_said_than_is_known() -> None:
    """Only figures of one unit are searched, so that no text may claim that there are none."""
    values = {"kh_cchc_nhiem_vu_giao": 20, "kh_cchc_nhiem_vu_hoan_thanh": 6, "kh_cchc_ty_le_hoan_thanh": "37 %"}
    (found,) = (each for each in judged(values).findings if each.rule == "R3")
    assert "Chưa rõ" in found.message["vi"] and "cannot be told" in found.message["en"]


@pytest.mark.parametrize(
    ("text", "code", "numbers"),
    [
        ("20/23", "CCHC-C005", ["20", "23"]),
        ("3 + 4", "CCHC-C005", ["7", "3", "4"]),
        ("khoảng 5", "CCHC-C005", ["5"]),
        ("12,5", "CCHC-C006", ["12.5"]),
    ],
)
def test_readings_that_are_offered_can_be_read_by_a_program(text: str, code: str, numbers: list[str]) -> None:
    """The value and its finding have the same candidates, each an exact number with its cell."""
    data = cchc.to_dict(judged({"van_ban_chi_dao": text}))
    (finding,) = (each for each in data["findings"] if each["code"] == code)
    for offered in (data["values"]["van_ban_chi_dao"]["candidates"], finding["candidates"]):
        assert [each["number"]["value"] for each in offered] == numbers
        assert {each["cell"]["text"] for each in offered} == {text}


def test_a_reading_that_contradicts_the_value_is_offered_too() -> None:
    """Beside a value that stands, the other column's number."""
    data = cchc.to_dict(judged({"van_ban_chi_dao": {"quantity": "5", "explanation": "6"}}))
    assert data["values"]["van_ban_chi_dao"]["value"] == 5
    assert [each["number"]["value"] for each in data["values"]["van_ban_chi_dao"]["candidates"]] == ["6"]
    assert "candidates" not in data["values"]["hoi_nghi_boi_duong"]
