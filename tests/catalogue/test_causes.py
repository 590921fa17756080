"""What has to be done about a report is told once for each thing that is wrong, however many places show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.catalogue import Catalogue
from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.readers import read_report

RIGHT = Path(__file__).parents[1] / "field" / "right-filling.txt"


@pytest.fixture(scope="module")
def real(catalogue: Catalogue, real_report: Path) -> Evaluation:
    return catalogue.evaluate(read_report(real_report, catalogue))


def lines_of(evaluation: Evaluation) -> list[set[str]]:
    return [set(cause.lines) for cause in evaluation.causes if cause.severity is not Severity.INFO]


def test_the_real_report_has_seven_causes(real: Evaluation) -> None:
    """Answers beside their column, lines not answered, one total of procedures, one window, and three single slips."""
    told = lines_of(real)
    assert len(told) == 7
    total = next(lines for lines in told if "tthc_tong" in lines)
    assert total >= {"tthc_cong_khai", "dvctt_mot_phan_ty_le", "dvctt_toan_trinh_ty_le", "dvctt_tich_hop_ty_le"}
    window = next(lines for lines in told if "ho_so_giai_quyet" in lines)
    assert {"ho_so_da_giai_quyet", "ho_so_tiep_nhan"} <= window
    single = {"khao_sat_hai_long_ty_le", "ra_soat_tthc_kh_ban_hanh"}
    assert single <= {line for lines in told if len(lines) == 1 for line in lines}
    assert {"dvctt_cung_cap", "dvctt_mot_phan_cung_cap", "dvctt_toan_trinh_cung_cap"} in told


def test_gravest_first_and_each_finding_in_one(real: Evaluation) -> None:
    places = [place for cause in real.causes for place in cause.findings]
    assert sorted(places) == list(range(len(real.findings)))
    order = [list(Severity).index(cause.severity) for cause in real.causes]
    assert order == sorted(order)
    for cause in real.causes:
        severities = {real.findings[place].severity for place in cause.findings}
        assert cause.severity == min(severities, key=list(Severity).index)


def test_a_value_that_is_wrong_by_itself_is_not_told_to_be_moved(real: Evaluation) -> None:
    """402 beside its column is no rate in its column either: one thing is to be done, and it is no moving."""
    (cause,) = (cause for cause in real.causes if cause.lines[:1] == ("khao_sat_hai_long_ty_le",))
    codes = {real.findings[place].code for place in cause.findings}
    assert codes == {"CCHC-C001", "CCHC-R002"}
    assert "Chuyển" not in cause.action["vi"]  # type: ignore[index]


def test_a_right_form_has_none(catalogue: Catalogue) -> None:
    assert catalogue.evaluate(read_report(RIGHT, catalogue)).causes == ()


def test_a_blank_total_is_mended_with_its_own_parts_alone(catalogue: Catalogue) -> None:
    """An answer beside its column makes no other line one of those that stand there."""
    text = RIGHT.read_text(encoding="utf-8")
    for right, wrong in (
        ("kiến nghị đã tiếp nhận:\t6", "kiến nghị đã tiếp nhận:\t"),
        ("Tọa đàm\t0\tCuộc\t", "Tọa đàm\t\tCuộc\t2"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    causes = catalogue.evaluate(read_report(text.encode(), catalogue, name="a.txt")).causes
    assert [cause.lines for cause in causes] == [("tuyen_truyen_toa_dam",), ("kntc_tiep_nhan",)]


def test_of_a_slip_on_one_line_it_is_said_which(catalogue: Catalogue) -> None:
    """A line alone is told by its own words, several by what they have in common."""
    text = RIGHT.read_text(encoding="utf-8").replace("lượt người tham dự\t61", "lượt người tham dự\t")
    (cause,) = catalogue.evaluate(read_report(text.encode(), catalogue, name="a.txt")).causes
    assert "lượt người tham dự" in cause.title["vi"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_texts_come_in_both_languages_and_name_the_form_s_own_words(real: Evaluation, language: str) -> None:
    shared = [cause for cause in real.causes if len(cause.findings) > 15]
    assert shared
    for cause in shared:
        assert "{" not in cause.title[language] + cause.action[language]  # type: ignore[index]
    assert any("Số lượng" in cause.title[language] for cause in shared)


def test_a_number_on_a_heading_is_a_thing_of_its_own(catalogue: Catalogue) -> None:
    """It says nothing of what is wrong on the lines under it."""
    text = RIGHT.read_text(encoding="utf-8")
    for right, wrong in (
        ("ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH\t\t", "ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH\t5\t"),
        ("hoàn thành so với Kế hoạch\t35,00", "hoàn thành so với Kế hoạch\t36,00"),
        ("kiến nghị đã tiếp nhận:\t6", "kiến nghị đã tiếp nhận:\t7"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    causes = catalogue.evaluate(read_report(text.encode(), catalogue, name="a.txt")).causes
    assert [(cause.severity, cause.lines[:1]) for cause in causes] == [
        (Severity.ERROR, ("kh_cchc_ty_le_hoan_thanh",)),
        (Severity.ERROR, ("kntc_tiep_nhan",)),
        (Severity.WARNING, ("chi_dao_dieu_hanh",)),
    ]
