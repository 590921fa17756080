"""A slip that concerns many lines is one finding with its places."""

from __future__ import annotations

from collections.abc import Mapping

import cchc
from cchc.catalogue import Catalogue
from cchc.finding import Finding

PLANS = ("kh_cchc_ban_hanh", "kiem_tra_kh_ban_hanh", "ra_soat_tthc_kh_ban_hanh", "kh_cntt_ban_hanh")


def found(catalogue: Catalogue, code: str, documents: Mapping[str, str]) -> list[Finding]:
    given: dict[str, object] = {id: {"explanation": text} for id, text in documents.items()}
    report = cchc.Report.from_values(given, period="tháng 5 năm 2024")
    return [finding for finding in catalogue.evaluate(report).findings if finding.code == code]


def test_one_plan_on_four_lines_is_one_finding(catalogue: Catalogue) -> None:
    (told,) = found(catalogue, "CCHC-R071", dict.fromkeys(PLANS, "Số 62/KH-UBND ngày 28/02/2024"))
    assert sorted(told.indicators) == sorted(PLANS)
    assert "II.2.1.1, II.5.1.1" in told.message["vi"]
    assert "II.2.1.1, II.5.1.1" in told.message["en"]


def test_two_plans_on_two_lines_each_are_two_findings(catalogue: Catalogue) -> None:
    first, second = "Số 62/KH-UBND ngày 28/02/2024", "Số 70/KH-UBND ngày 05/03/2024"
    told = found(catalogue, "CCHC-R071", dict(zip(PLANS, (first, second, first, second), strict=True)))
    assert [len(finding.indicators) for finding in told] == [2, 2]


def test_a_number_out_of_order_with_many_is_told_by_its_own_line(catalogue: Catalogue) -> None:
    """The line that all broken pairs share is among the two that are told; the others stand behind."""
    numbers = ("12/KH-UBND ngày 15/01/2024", "190/KH-UBND ngày 16/01/2024", "20/KH-UBND ngày 29/01/2024")
    documents = dict(zip(PLANS, (*numbers, "24/KH-UBND ngày 31/01/2024"), strict=True))
    (told,) = found(catalogue, "CCHC-R054", documents)
    assert "190/KH-UBND" in told.message["vi"]
    assert set(told.indicators) == set(PLANS[1:])


def test_beside_one_plan_on_two_lines_other_rules_are_told_as_ever(catalogue: Catalogue) -> None:
    """A rule that is asked of no line in particular stands beside the pairs that hang together."""
    one = {id: {"explanation": "Số 62/KH-UBND ngày 28/02/2024"} for id in PLANS[:2]}
    given: dict[str, object] = {**one, "kiem_tra_cbcc_bi_xu_ly": 1, "kiem_tra_van_de_phat_hien": 0}
    told = catalogue.evaluate(cchc.Report.from_values(given, period="tháng 5 năm 2024")).findings
    assert {"CCHC-R071", "CCHC-R058"} <= {finding.code for finding in told}
