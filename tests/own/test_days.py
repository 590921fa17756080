"""A day is read as people write it in the form's language; what is no whole day is asked about, with what it may be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.finding import Finding
from cchc.report import Report
from cchc.text.periods import days_in
from cchc.value import Missing, Reason, Reported, Value

EDITION = """
title.{language} = "Monthly report of works"
in_force = {{ from = 2025-01-01 }}
[lines.khoi_cong]
code = "1"
label.{language} = "Khoi cong"
kind = "date"
[lines.duyet]
code = "2"
label.{language} = "Duyet"
kind = "yes-no"
"""
DAY = dt.date(2025, 5, 29)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("days")
    for language in ("vi", "en", "pt"):
        (root / f"works-{language}").mkdir()
        (root / f"works-{language}" / "edition.toml").write_text(EDITION.format(language=language), encoding="utf-8")
    return root


def catalogue(home: Path, language: str) -> Catalogue:
    return load_catalogue(home / f"works-{language}")


def told(catalogue: Catalogue, **given: str) -> tuple[Value, tuple[Finding, ...]]:
    """The value of the line that is given, and what is found of it."""
    (id,) = given
    evaluation = catalogue.evaluate(
        Report.from_values(given, period="tháng 5 năm 2025", title="Monthly report of works")
    )
    return evaluation.values[id], tuple(each for each in evaluation.findings if id in each.indicators)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *((language, text) for language in ("vi", "en", "pt") for text in ("29/05/2025", "29.5.2025", "2025-05-29",
          "29 May 2025", "May 29, 2025", "29th of May 2025", "29-May-2025", "29-May-25", "Thursday, 29 May 2025")),
        ("vi", "ngày 29 tháng 5 năm 2025"), ("pt", "29 de maio de 2025"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(home: Path, language: str, text: str) -> None:
    value, findings = told(catalogue(home, language), khoi_cong=text)
    assert value == Reported(DAY)
    assert [each.code for each in findings if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("vi", "Quý II/2026", "01/04/2026", "30/06/2026"),
        ("vi", "5/2026", "01/05/2026", "31/05/2026"),
        ("vi", "tháng 5/2026", "01/05/2026", "31/05/2026"),
        ("vi", "2026", "01/01/2026", "31/12/2026"),
        ("vi", "năm 2026", "01/01/2026", "31/12/2026"),
        ("vi", "May 2026", "01/05/2026", "31/05/2026"),
        ("en", "May 2026", "01/05/2026", "31/05/2026"),
        ("en", "Q2 2026", "01/04/2026", "30/06/2026"),
        ("en", "02-2028", "01/02/2028", "29/02/2028"),
        ("pt", "maio de 2026", "01/05/2026", "31/05/2026"),
    ],
)
def test_what_is_no_whole_day_is_asked_about_with_the_days_that_it_may_be(
    home: Path, language: str, text: str, first: str, last: str
) -> None:
    """No day is made up: the value is missing, and the message says which days are meant, and how to write one."""
    value, (finding,) = told(catalogue(home, language), khoi_cong=text)
    assert value == Missing(Reason.AMBIGUOUS)
    assert finding.code == "CCHC-C019"
    spoken = "vi" if language == "vi" else "en"
    assert f"“{text}”" in finding.message[spoken]
    assert first in finding.message[spoken]
    assert last in finding.message[spoken]


@pytest.mark.parametrize("text", ["31/06/2025", "sớm", "29/5/2025 và 30/5/2025"])
def test_what_is_no_day_stays_unread(home: Path, text: str) -> None:
    value, findings = told(catalogue(home, "vi"), khoi_cong=text)
    assert value == Missing(Reason.UNREADABLE)
    assert [each.code for each in findings] == ["CCHC-C006"]


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [("en", "Y", True), ("en", "y", True), ("en", "N", False), ("en", "Yes", True), ("pt", "S", True),
     ("pt", "N", False), ("vi", "Có", True), ("vi", "không", False)],
)  # fmt: skip
def test_an_answer_is_read_in_the_words_of_the_form(home: Path, language: str, text: str, answer: bool) -> None:
    value, _ = told(catalogue(home, language), duyet=text)
    assert value == Reported(answer)


def test_days_of_a_text_are_found_in_whatever_words() -> None:
    assert days_in("from 1 May 2025 to May 29, 2025", "en") == [dt.date(2025, 5, 1), DAY]
    assert days_in("May 2025", "en") == []
    assert days_in("31 June 2025", "en") == [None]
