"""Whatever period a report names, or none, it is judged by one edition, and the answer says truly which and why."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.catalogue.test_editions import codes, filled, read

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Severity
from cchc.edition.choice import ChosenBy
from cchc.evaluation import Evaluation
from cchc.report import Report


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """All editions of the ward form."""
    return load_catalogue()


def judged(forms: Catalogue, title: str, month: int, year: int) -> Evaluation:
    """The right filling whose figures are of a month, under a title of its own."""
    text = filled(month, year)
    assert f"THÁNG {month} NĂM {year}" in text
    return forms.evaluate(read(text.replace(f"THÁNG {month} NĂM {year}", title), forms))


def errors(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("title", "month", "year", "edition"),
    [
        ("QUÝ II NĂM 2025", 6, 2025, "phuong-2024"),
        ("6 THÁNG ĐẦU NĂM 2025", 6, 2025, "phuong-2024"),
        ("QUÝ III NĂM 2025", 9, 2025, "phuong-2025-07"),
        ("9 THÁNG NĂM 2025", 9, 2025, "phuong-2025-07"),
        ("6 THÁNG CUỐI NĂM 2025", 12, 2025, "phuong-2025-07"),
        ("NĂM 2025", 12, 2025, "phuong-2025-07"),
        ("6 THÁNG ĐẦU NĂM 2026", 6, 2026, "phuong-2025-07"),
        ("9 THÁNG NĂM 2026", 9, 2026, "phuong-2026-07"),
        ("NĂM 2026", 12, 2026, "phuong-2026-07"),
        ("THÁNG 12 NĂM 2035", 12, 2035, "phuong-2026-07"),
    ],
)
def test_a_period_is_judged_by_the_edition_of_its_last_day(
    forms: Catalogue, title: str, month: int, year: int, edition: str
) -> None:
    """Also one that lies on both sides of the break; nothing is wrong in it for that."""
    evaluation = judged(forms, title, month, year)
    assert (evaluation.edition.id, evaluation.choice.why) == (edition, ChosenBy.PERIOD)
    assert errors(evaluation) == []
    assert evaluation.report.period is not None
    assert f"{evaluation.report.period.calendar_end:%d/%m/%Y}" in evaluation.choice.message["vi"]


@pytest.mark.parametrize(
    ("month", "year", "edition"), [(5, 2024, "phuong-2024"), (9, 2025, "phuong-2025-07"), (8, 2026, "phuong-2026-07")]
)
def test_without_a_period_the_days_that_a_report_gives_tell(
    forms: Catalogue, month: int, year: int, edition: str
) -> None:
    """So that lines which are not asked any more are not missed in it."""
    evaluation = judged(forms, "", month, year)
    assert (evaluation.edition.id, evaluation.choice.why) == (edition, ChosenBy.DATED)
    assert evaluation.choice.on == dt.date(year, month, 14)
    assert f"14/{month:02}/{year}" in evaluation.choice.message["vi"]
    assert errors(evaluation) == []
    assert codes(evaluation).count("CCHC-F006") == 1


def test_without_any_day_the_official_edition_counts(forms: Catalogue) -> None:
    evaluation = forms.evaluate(Report.from_values({"tthc_tong": 5}))
    assert (evaluation.edition.id, evaluation.choice.why) == ("phuong-2024", ChosenBy.NO_PERIOD)
    assert evaluation.choice.on is None


def test_a_document_tells_the_day_where_nothing_else_does(forms: Catalogue) -> None:
    """The latest of them; a signature and the dates of figures go before."""
    cited = {"kh_cchc_ban_hanh": {"explanation": "Số 62/KH-UBND ngày 28/8/2026"}}
    assert forms.evaluate(Report.from_values(cited)).edition.id == "phuong-2026-07"
    signed = Report.from_values(cited, date="14/9/2025")
    assert forms.evaluate(signed).edition.id == "phuong-2025-07"


@pytest.mark.parametrize("year", [2019, 2021])
def test_before_any_edition_the_first_is_taken_aloud(forms: Catalogue, year: int) -> None:
    """The finding names the days that it is in force, and is the only error."""
    evaluation = judged(forms, f"THÁNG 5 NĂM {year}", 5, year)
    assert (evaluation.edition.id, evaluation.choice.why) == ("phuong-2024", ChosenBy.OUTSIDE)
    assert errors(evaluation) == ["CCHC-F007"]
    assert f"31/05/{year}" in evaluation.choice.message["vi"]


@pytest.mark.parametrize(("titled", "dated", "edition"), [(2025, 2024, "phuong-2025-07"), (2024, 2025, "phuong-2024")])
def test_a_title_of_another_year_than_the_dates_is_told(
    forms: Catalogue, titled: int, dated: int, edition: str
) -> None:
    """By the edition of the title, which says so."""
    evaluation = judged(forms, f"THÁNG 8 NĂM {titled}", 8, dated)
    assert evaluation.edition.id == edition
    assert "CCHC-R074" in codes(evaluation)
