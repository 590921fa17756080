"""The real report of May 2024: every rate computed, every contradiction named with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc
from cchc import Cause, Missing, Reason, Reported, Undefined
from cchc.evaluation import Evaluation
from cchc.exact import written
from cchc.judge.diagnosis import diagnose_line
from cchc.judge.precision import Match

REPORT = Path(__file__).parents[2] / "examples" / "phuong-2024-05.txt"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return cchc.load_catalogue().evaluate(cchc.read_report(REPORT))


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("kh_cchc_ty_le_hoan_thanh", Reported(Decimal("30.00"))),
        ("kiem_tra_ty_le_bo_phan", Undefined(Cause.MISSING_INPUT, "kiem_tra_bo_phan_da_kiem_tra")),
        ("kiem_tra_ty_le_xu_ly", Undefined(Cause.MISSING_INPUT, "kiem_tra_van_de_phat_hien")),
        ("nhiem_vu_cap_tren_ty_le_hoan_thanh", Undefined(Cause.MISSING_INPUT, "nhiem_vu_cap_tren_hoan_thanh")),
        ("vbqppl_ty_le_xu_ly", Undefined(Cause.ZERO_DENOMINATOR)),
        ("ra_soat_tthc_ty_le_hoan_thanh", Reported(Decimal("100.00"))),
        ("ho_so_ty_le_dung_han", Reported(Decimal("100.00"))),
        ("khao_sat_hai_long_ty_le", Reported(Decimal("402.00"))),
        ("bien_che_ty_le_chua_su_dung", Reported(Decimal("13.04"))),
        ("kh_cntt_ty_le_hoan_thanh", Undefined(Cause.MISSING_INPUT, "kh_cntt_nhiem_vu_giao")),
        ("bao_cao_dinh_ky_dien_tu_ty_le", Reported(Decimal("100.00"))),
        ("van_ban_dien_tu_ty_le", Reported(Decimal("100.00"))),
        ("dvctt_mot_phan_ty_le", Reported(Decimal("100.00"))),
        ("dvctt_toan_trinh_ty_le", Reported(Decimal("100.00"))),
        ("dvctt_tich_hop_ty_le", Reported(Decimal("100.00"))),
        ("ho_so_truc_tuyen_ty_le", Reported(Decimal("25.00"))),
        ("thanh_toan_truc_tuyen_ty_le", Reported(Decimal("0.00"))),
        ("tthc_tong", Missing(Reason.AMBIGUOUS)),
        ("khen_thuong_tap_the", Missing(Reason.PLACEHOLDER)),
        ("kntc_tiep_nhan", Reported(0)),
    ],
)
def test_each_rate_is_computed_or_says_why_not(evaluation: Evaluation, id: str, value: cchc.Value) -> None:
    """Worked out by hand from the cells of the form."""
    assert evaluation.values[id] == value


@pytest.mark.parametrize(
    ("id", "match", "pairs"),
    [
        ("dvctt_mot_phan_ty_le", Match.OTHER_PAIR, {(46, 166)}),
        ("dvctt_toan_trinh_ty_le", Match.OTHER_PAIR, {(2, 166), (2, 162)}),
        ("dvctt_tich_hop_ty_le", Match.OTHER_PAIR, {(2, 166)}),
        ("ho_so_truc_tuyen_ty_le", Match.OTHER_PAIR, {(478, 2163)}),
    ],
)
def test_each_wrong_rate_is_explained(
    evaluation: Evaluation, id: str, match: Match, pairs: set[tuple[int, int]]
) -> None:
    """Which other pair of numbers the clerk divided."""
    diagnosis = diagnose_line(evaluation.computation, id)
    assert diagnosis.match is match
    assert {(pair.part.number, pair.whole.number) for pair in diagnosis.pairs} == pairs


def test_rules_that_the_report_breaks(evaluation: Evaluation) -> None:
    """Twelve rules, no more: a false alarm costs a clerk's trust."""
    failed = {rule for rule, outcome in evaluation.outcomes.items() if outcome.result == "fail"}
    assert failed == {"R2", "R3", "R4", "R5", "R6", "R37", "R43", "R45", "R46", "R53", "R66", "R72"}


def test_the_three_totals_of_procedures_are_listed_with_their_lines(evaluation: Evaluation) -> None:
    """What should be one number is 162, 166 and 173."""
    (finding,) = [finding for finding in evaluation.findings if finding.rule == "R45"]
    assert finding.observed is not None
    for number in ("173: II.2.2.1, II.2.3.1;", "166: II.5.8.1, II.5.8.2, II.5.8.3;", "162: II.5.8.1, II.5.8.2"):
        assert number in finding.observed


def test_a_recoverable_spreadsheet_error_comes_with_its_value(evaluation: Evaluation) -> None:
    """#DIV/0! beside the parts that give the rate."""
    told = {finding.indicators[0]: finding.expected for finding in evaluation.findings if finding.code == "CCHC-C003"}
    assert told == {
        "kh_cchc_ty_le_hoan_thanh": "30,00 %",
        "ra_soat_tthc_ty_le_hoan_thanh": "100,00 %",
        "ho_so_truc_tuyen_ty_le": "25,00 %",
        "thanh_toan_truc_tuyen_ty_le": "0,00 %",
    }


def test_claims_are_checked_on_their_own(evaluation: Evaluation) -> None:
    """46/162 is 28,40 and 478/2163 is 22,10: cut off; 2/166 is 1,20, not 1,23: false."""
    claims = {(f.code, f.indicators[0], f.expected) for f in evaluation.findings if f.code.startswith("CCHC-P")}
    assert claims == {
        ("CCHC-P002", "dvctt_mot_phan_ty_le", "28,40 %"),
        ("CCHC-P001", "dvctt_tich_hop_ty_le", "1,20 %"),
        ("CCHC-P002", "ho_so_truc_tuyen_ty_le", "22,10 %"),
    }


def test_every_finding_reads_whole_in_both_languages(evaluation: Evaluation) -> None:
    """No placeholder is left unfilled, no text is empty, every place is a line of the file."""
    for finding in evaluation.findings:
        for text in (*finding.message.values(), *(finding.suggestion or {}).values()):
            assert text
            assert "{" not in text, (finding.code, text)
        assert finding.cell is None or finding.cell.line is not None


def test_what_is_expected_is_for_people_and_for_programs(evaluation: Evaluation) -> None:
    """No sign of a comparison is in the words, and the comparison does not hold of what was read."""
    told = {finding.code: finding for finding in evaluation.findings if finding.required is not None}
    for finding in told.values():
        assert finding.required is not None
        assert not re.match("[=≤≥<>≠]", str(finding.expected))
        assert finding.expected == finding.required.text["vi"] == finding.wanted("vi")
    required = {code: (each.required.sign, each.required.value) for code, each in told.items() if each.required}
    assert required["CCHC-R053"] == ("==", "2024")
    assert required["CCHC-R066"] == ("==", "2024-05-14")
    assert required["CCHC-R037"] == ("==", "48")
    assert required["CCHC-R003"] == ("==", "100")
    assert required["CCHC-R043"] == ("<=", "388")
    assert told["CCHC-R043"].wanted("en") == "at most 388"


@given(st.fractions(), st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_required_value_is_exact(ratio: Fraction, number: Decimal) -> None:
    """What is written down is the number itself: decimals where they are all of it, else a fraction."""
    assert Fraction(written(ratio)) == ratio
    assert "/" not in written(Fraction(number))


def test_arithmetic_over_0_has_no_result_to_enter(tmp_path: Path) -> None:
    """Nobody is told that the right result is a denominator."""
    text = REPORT.read_text(encoding="utf-8")
    assert "46/162 = 28,39%" in text
    filed = tmp_path / "mau-so-0.txt"
    filed.write_text(text.replace("46/162 = 28,39%", "46/0 = 28,39%"), encoding="utf-8")
    findings = cchc.load_catalogue().evaluate(cchc.read_report(filed)).findings
    (found,) = [each for each in findings if each.code == "CCHC-P001" and "46/0" in (each.observed or "")]
    assert "kết quả đúng là không tính được, vì mẫu số bằng 0" in found.message["vi"]
    assert "không tính được" not in found.suggestion["vi"]  # type: ignore[index]
