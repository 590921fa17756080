"""Whatever period a report names, or none, it is judged by one edition, and the answer says truly which and why."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.catalogue.test_editions import codes, filled, of_line, read

from cchc import reading
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Indicator, Severity
from cchc.edition.choice import ChosenBy
from cchc.evaluation import Evaluation
from cchc.reading.cells import read_line
from cchc.report import Entry, Report


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


@pytest.mark.parametrize(("month", "year"), [(5, 2024), (8, 2025), (8, 2026)])
def test_cells_are_read_once_whichever_edition_reads_them(
    forms: Catalogue, monkeypatch: pytest.MonkeyPatch, month: int, year: int
) -> None:
    """The day that stands around the table chooses the edition before any cell is read."""
    lines: list[str] = []

    def told(indicator: Indicator, *rest: Any) -> Mapping[str, Entry]:
        lines.append(indicator.id)
        return read_line(indicator, *rest)

    monkeypatch.setattr(reading, "read_line", told)
    report = read(filled(month, year), forms)
    assert len(report.entries) > 100
    assert len(lines) == len(set(lines))


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
    assert (evaluation.edition.id, evaluation.choice.why) == ("phuong-2024", ChosenBy.FIGURES)
    assert evaluation.choice.on is None


WITHOUT = """UBND PHƯỜNG YÊN HÒA
BÁO CÁO CẢI CÁCH HÀNH CHÍNH

TT\tNội dung\tSố lượng\tĐơn vị tính\tGiải trình
I\tCÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH\t\t\t
9\tThực hiện các nhiệm vụ do Quận giao\t\t\t
-\tTổng số nhiệm vụ được UBND quận giao\t{}\tNhiệm vụ\t
"""
"""A form that names no period and no day, with a line that has ended with the districts."""


@pytest.mark.parametrize(
    ("answer", "edition"), [("", "phuong-2026-07"), ("0", "phuong-2026-07"), ("12", "phuong-2024")]
)
def test_a_form_without_any_day_is_of_today_if_it_can_be(forms: Catalogue, answer: str, edition: str) -> None:
    """By the newest edition that asks what it answers; it says so, and the missing period is told with it."""
    report = read(WITHOUT.format(answer), forms)
    assert report.day is None
    assert "nhiem_vu_cap_tren_giao" in report.entries
    evaluation = forms.evaluate(report)
    assert (evaluation.edition.id, evaluation.choice.why) == (edition, ChosenBy.NO_PERIOD)
    (told,) = (each for each in evaluation.findings if each.code == "CCHC-F006")
    assert edition in told.message["vi"]


def test_a_document_tells_the_day_where_nothing_else_does(forms: Catalogue) -> None:
    """The latest of them; a signature and the dates of figures go before."""
    cited = {"kh_cchc_ban_hanh": {"explanation": "Số 62/KH-UBND ngày 28/8/2026"}}
    assert forms.evaluate(Report.from_values(cited)).edition.id == "phuong-2026-07"
    signed = Report.from_values(cited, date="14/9/2025")
    assert forms.evaluate(signed).edition.id == "phuong-2025-07"


@pytest.mark.parametrize("year", [2019, 2021])
def test_before_any_edition_the_first_is_taken_aloud(forms: Catalogue, year: int) -> None:
    """One warning names the edition and its days: the report is not wrong for what the catalogue does not know."""
    evaluation = judged(forms, f"THÁNG 5 NĂM {year}", 5, year)
    assert (evaluation.edition.id, evaluation.choice.why) == ("phuong-2024", ChosenBy.OUTSIDE)
    (told,) = (each for each in evaluation.findings if each.severity is not Severity.INFO)
    assert (told.code, told.severity) == ("CCHC-F007", Severity.WARNING)
    assert "phuong-2024 (15/08/2022 – 30/06/2025), mẫu sớm nhất" in told.message["vi"]
    assert "15/08/2022 – 30/06/2025, the earliest" in told.message["en"]
    assert f"31/05/{year}" in evaluation.choice.message["vi"]


@pytest.mark.parametrize(("titled", "dated", "edition"), [(2025, 2024, "phuong-2025-07"), (2024, 2025, "phuong-2024")])
def test_a_title_of_another_year_than_the_dates_is_told(
    forms: Catalogue, titled: int, dated: int, edition: str
) -> None:
    """By the edition of the title, which says so."""
    evaluation = judged(forms, f"THÁNG 8 NĂM {titled}", 8, dated)
    assert evaluation.edition.id == edition
    assert "CCHC-R074" in codes(evaluation)


def test_where_no_edition_is_in_force_the_one_before_counts(tmp_path: Path, root: Path) -> None:
    """A later one cannot have been asked then; it is not said to be the earliest."""
    shutil.copytree(root / "catalogue", tmp_path / "all")
    later = tmp_path / "all" / "phuong-2025-07" / "edition.toml"
    text = later.read_text(encoding="utf-8").replace("from = 2025-07-01, to", "from = 2025-09-01, to")
    later.write_text(text, encoding="utf-8")
    evaluation = judged(load_catalogue(tmp_path / "all"), "THÁNG 8 NĂM 2025", 8, 2025)
    assert (evaluation.edition.id, evaluation.choice.why) == ("phuong-2024", ChosenBy.OUTSIDE)
    (told,) = (each for each in evaluation.findings if each.code == "CCHC-F007")
    assert "sớm nhất" not in told.message["vi"]


@pytest.mark.parametrize("titled", [2019, 2023, 2025, 2026, 2034])
def test_a_slip_in_the_year_of_the_title_is_one_thing_to_mend(forms: Catalogue, titled: int) -> None:
    """Whatever would be right in the year of the dates follows from it, under the finding that says so."""
    evaluation = judged(forms, f"THÁNG 5 NĂM {titled}", 5, 2024)
    assert {"CCHC-R074", "CCHC-R066", "CCHC-R053"} <= set(codes(evaluation))
    (cause,) = (each for each in evaluation.causes if each.severity is not Severity.INFO)
    assert cause.title["vi"].startswith("Năm ghi ở tiêu đề không khớp với ngày ghi trong báo cáo")  # type: ignore[index]
    assert cause.severity is Severity.ERROR


def test_a_slip_in_the_year_of_the_signature_is_one_thing_to_mend(forms: Catalogue) -> None:
    report = evolve(read(filled(5, 2024), forms), date=dt.date(2023, 5, 14))
    evaluation = forms.evaluate(report)
    assert {"CCHC-R074", "CCHC-R052"} <= set(codes(evaluation))
    (cause,) = (each for each in evaluation.causes if each.severity is not Severity.INFO)
    assert cause.title["vi"].startswith("Năm ghi ở tiêu đề")  # type: ignore[index]


def test_what_is_wrong_in_either_year_is_told_beside_the_slip(forms: Catalogue) -> None:
    text = of_line(filled(5, 2024), "Số nhiệm vụ đã hoàn thành theo kế hoạch", "99|Nhiệm vụ|")
    evaluation = forms.evaluate(read(text.replace("THÁNG 5 NĂM 2024", "THÁNG 5 NĂM 2025"), forms))
    slip = next(each for each in evaluation.causes if "Năm ghi ở tiêu đề" in each.title["vi"])  # type: ignore[index]
    more = next(each for each in evaluation.causes if "kh_cchc_nhiem_vu_hoan_thanh" in each.lines)
    assert more is not slip
    assert len(slip.findings) > 2
