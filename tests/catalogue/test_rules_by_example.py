"""What a ward may write, and what the rules on dates, plans and words say of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.catalogue.test_honest_form import CATALOGUE, TITLE, evaluated, form

from cchc.edition import Indicator, IndicatorKind
from cchc.finding import Finding
from cchc.report import Report
from cchc.text.dates import parse_date

LABEL = "Kết quả tiếp nhận và trả hồ sơ giải quyết TTHC {dates} tại phường"
PLAN = "kh_cchc_ban_hanh"


def told(values: Mapping[str, object], rule: str, period: str = "tháng 5 năm 2024", **about: object) -> list[Finding]:
    report = Report.from_values({"period": period, **values}, **about)
    return [finding for finding in CATALOGUE.evaluate(report).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("dates", "severity"),
    [
        ("từ ngày 01/01/2024 đến ngày 14/5/2024", None),
        ("từ ngày 01/01/2024 đến ngày 31/5/2024", None),
        ("từ ngày 15/12/2023 đến ngày 14/5/2024", None),
        ("từ ngày 15/4/2024 đến ngày 14/5/2024", None),
        ("từ ngày 01/5/2024 đến ngày 31/5/2024", None),
        ("từ ngày 20/4/2024 đến ngày 10/5/2024", None),
        ("từ ngày 01/01/2024 đến ngày 20/5/2024", "info"),
        ("từ ngày 01/01/2024 đến ngày 30/4/2024", "info"),
        ("từ ngày 01/01/2024 đến ngày 15/4/2024", "info"),
        ("từ ngày 15/4/2024 đến ngày 31/5/2024", "info"),
        ("từ ngày 01/3/2024 đến ngày 14/5/2024", "info"),
        ("từ ngày 01/01/2024 đến ngày 14/4/2024", "error"),
        ("từ ngày 01/01/2024 đến ngày 01/6/2024", "error"),
        ("từ ngày 01/01/2023 đến ngày 14/5/2024", "error"),
        ("từ ngày 14/12/2023 đến ngày 14/5/2024", "error"),
        ("từ ngày 01/6/2024 đến ngày 30/6/2024", "error"),
        ("từ ngày 14/5/2024 đến ngày 01/01/2024", "error"),
        ("từ ngày 01/5/2024 đến ngày 30/4/2024", "error"),
    ],
)
def test_a_window_ends_with_the_period_in_either_calendar(dates: str, severity: str | None) -> None:
    """On another day within the period it is told; outside the period, or backwards, it is an error."""
    findings = told({"ho_so_giai_quyet": {"label": LABEL.format(dates=dates)}}, "R66")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_a_window_of_a_year_or_a_quarter_is_held_to_that_period() -> None:
    """The calendar year and the reporting year both end in December."""
    for period, dates, severity in (
        ("năm 2024", "từ ngày 01/01/2024 đến ngày 31/12/2024", None),
        ("năm 2024", "từ ngày 15/12/2023 đến ngày 14/12/2024", None),
        ("quý I năm 2024", "từ ngày 15/12/2023 đến ngày 14/3/2024", None),
        ("quý I năm 2024", "từ ngày 01/01/2024 đến ngày 31/3/2024", None),
        ("6 tháng đầu năm 2024", "từ ngày 01/01/2024 đến ngày 20/6/2024", "info"),
        ("quý I năm 2024", "từ ngày 01/01/2024 đến ngày 30/4/2024", "error"),
    ):
        findings = told({"ho_so_giai_quyet": {"label": LABEL.format(dates=dates)}}, "R66", period)
        assert [finding.severity for finding in findings] == ([severity] if severity else []), (period, dates)


def test_a_window_that_runs_backwards_is_quoted_with_both_its_days() -> None:
    (finding,) = told({"ho_so_giai_quyet": {"label": LABEL.format(dates="từ 14/5/2024 đến 01/01/2024")}}, "R66")
    assert finding.observed == "14/05/2024 – 01/01/2024"
    assert finding.expected == "ngày đầu không sau ngày cuối"


@pytest.mark.parametrize(
    "cited",
    [
        "Số 62/KH-UBND ngày 28/02/2024 của UBND quận Đống Đa",
        "Kế hoạch số 62/KH-UBND của Ủy ban nhân dân Thành phố ngày 28/02/2024",
        "62/KH-UBND tỉnh ngày 28/02/2024",
        "62/KH-UBND TP ngày 28/02/2024",
        "62/KH-UBND ngày 28/02/2024 (UBND quận)",
        "Kế hoạch của UBND Thành phố Hà Nội số 62/KH-UBND ngày 28/02/2024",
        "62/KH-SNV ngày 28/02/2024",
        "62/QĐ-UBND ngày 28/02/2024",
    ],
)
def test_a_plan_of_another_level_is_not_the_wards(cited: str) -> None:
    assert len(told({PLAN: {"explanation": cited}}, "R55")) == 1


@pytest.mark.parametrize(
    "cited",
    [
        "Số 62/KH-UBND ngày 28/02/2024 của UBND phường Láng Hạ, quận Đống Đa",
        "Số 62/KH-UBND ngày 28/02/2024 của UBND xã",
        "Số 62/KH-UBND ngày 28/02/2024 về CCHC trên địa bàn quận",
        "Kế hoạch số 62/KH-UBND ngày 28/02/2024 thực hiện Kế hoạch số 310/KH-UBND ngày 29/12/2023 của UBND Thành phố",
        "Thực hiện chỉ đạo của UBND quận, UBND phường ban hành Kế hoạch số 62/KH-UBND ngày 28/02/2024",
        "62/KH-UBND (28/02/2024)",
    ],
)
def test_a_plan_of_the_ward_may_speak_of_its_superiors(cited: str) -> None:
    assert told({PLAN: {"explanation": cited}}, "R55") == []


def test_one_plan_on_two_lines_of_plans_is_told_once_with_both_lines() -> None:
    """However it is spelt; a plan that the one-stop line cites as well is no repetition."""
    twice = {PLAN: {"explanation": "Số 62/KH-UBND ngày 28/02/2024"}, "kh_cntt_ban_hanh": "62/KH-UBND (28.02.2024)"}
    (finding,) = told(twice, "R71")
    assert finding.indicators == (PLAN, "kh_cntt_ban_hanh")
    assert told({PLAN: twice[PLAN], "mot_cua_van_ban": {"explanation": "Số 62/KH-UBND ngày 28/02/2024"}}, "R71") == []
    assert told({PLAN: twice[PLAN], "kh_cntt_ban_hanh": "62/KH-UBND (28.02.2023)"}, "R71") == []


@pytest.mark.parametrize(
    ("said", "period", "found"),
    [
        ("46/162 = 28,39% ( mức độ 3)", "tháng 5 năm 2024", True),
        ("DVC trực tuyến Mức  độ 4", "tháng 5 năm 2024", True),
        ("dịch vụ công chủ động mức độ 3", "tháng 5 năm 2024", False),
        ("đạt mức độ 30%", "tháng 5 năm 2024", False),
        ("mức độ 3", "tháng 8 năm 2022", False),
        ("mức độ 3", "tháng 9 năm 2022", True),
        ("46 TTHC một phần", "tháng 5 năm 2024", False),
    ],
)
def test_a_term_is_told_from_the_day_on_which_the_law_ended_it(said: str, period: str, found: bool) -> None:
    values = {"dvctt_mot_phan_cung_cap": {"quantity": 46, "explanation": said}}
    assert len(told(values, "R72", period)) == found


def zeros(line: Indicator, row: list[str], other: str = "") -> list[str]:
    if line.kind is IndicatorKind.COUNT:
        row[2] = "12" if line.id == other else "0"
    return row


def test_a_form_of_nothing_but_zeros_is_told_once_and_one_figure_ends_that() -> None:
    """With the answers filled in or not; a form left blank says so on each of its lines already."""
    half = form(lambda line, row: zeros(line, row) if line.path < "II.2" else [*row[:2], "", row[3], ""])
    for text in (form(zeros), half, form(lambda line, row: zeros(line, [*row[:4], ""]))):
        assert [finding.rule for finding in evaluated(text).findings].count("R73") == 1
    empty = evaluated(form(lambda line, row: [*row[:2], "", row[3], ""]))
    assert "R73" not in {finding.rule for finding in empty.findings}
    filled = evaluated(form(lambda line, row: zeros(line, row, "bien_che_giao")))
    assert "R73" not in {finding.rule for finding in filled.findings}


def test_a_few_figures_that_are_zero_are_no_empty_form() -> None:
    outcome = CATALOGUE.evaluate(Report.from_values({"tthc_tong": 0, "bien_che_giao": 0})).outcomes["R73"]
    assert outcome.result == "not_evaluated"


@pytest.mark.parametrize(
    ("period", "date", "found"),
    [
        ("tháng 5 năm 2024", "2024-05-14", False),
        ("tháng 12 năm 2023", "2024-01-03", False),
        ("năm 2023", "2024-01-10", False),
        ("tháng 01 năm 2023", "2024-01-15", True),
        ("tháng 5 năm 2023", "2024-05-14", True),
        ("tháng 01 năm 2024", "2023-01-14", True),
        ("tháng 12 năm 2022", "2024-01-03", True),
    ],
)
def test_the_year_of_the_title_is_held_against_the_date_of_signature(period: str, date: str, found: bool) -> None:
    assert len(told({}, "R74", period, date=parse_date(date))) == found


def test_the_year_of_the_title_is_held_against_the_windows_where_no_date_is_signed() -> None:
    """The title of last year's form, over the figures of this year."""
    stale = evaluated(form(title=TITLE.replace("2024", "2023")))
    (finding,) = [finding for finding in stale.findings if finding.rule == "R74"]
    assert (finding.severity, finding.observed) == ("warning", "2024")
    in_title = form(title=f"{TITLE.replace('2024', '2023')} (từ ngày 15/4/2024 đến ngày 14/5/2024)")
    assert "R74" in {finding.rule for finding in evaluated(in_title).findings}


def test_late_dossiers_are_owed_one_letter_each() -> None:
    """Seven late: six letters are too few (R48), eight too many without a word of why (R47), seven draw nothing."""
    figures = {"ho_so_da_giai_quyet": 893, "ho_so_dung_han": 886}
    for letters, rules in (("7/7", set()), ("6/7", {"R48"}), ("8/7", {"R47"}), ("0/7", {"R48"}), ("7/8", {"R47"})):
        report = Report.from_values({**figures, "thu_xin_loi": letters})
        broken = {finding.rule for finding in CATALOGUE.evaluate(report).findings}
        assert broken & {"R47", "R48"} == rules, letters
