"""A rule that says nothing of its own is told as a sentence, with the names and figures of the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of

from cchc import Report

HEAD = """
title.LL = "Relatório"
languages = ["LL"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0 }
"""
LINES = """
[parameters.nivel]
label.LL = "Nível"
unit = "diem"
values = [
    { from = 2020-01-01, to = 2023-12-31, value = 6, source = "A" },
    { from = 2024-01-01, value = 7.5, source = "B" },
]
[lines]
norte    = { code = "I", label.LL = "Norte", kind = "heading" }
norte_a  = { code = "1", label.LL = "Casos", kind = "count" }
norte_b  = { code = "2", label.LL = "Óbitos", kind = "count" }
sul      = { code = "II", label.LL = "Sul", kind = "heading" }
sul_a    = { code = "1", label.LL = "Casos", kind = "count" }
sul_b    = { code = "2", label.LL = "Óbitos", kind = "count" }
fim      = { code = "III", label.LL = "Resumo", kind = "heading" }
nota     = { code = "1", label.LL = "Nota", kind = "score", decimals = 1 }
passou   = { code = "2", label.LL = "Passou", kind = "yes-no" }
dia      = { code = "3", label.LL = "Dia", kind = "date" }
outro    = { code = "4", label.LL = "Outro dia", kind = "date" }
[auxiliary.minimo]
label.LL = "Mínimo"
kind = "score"
decimals = 1
formula = "min(nota, nivel)"
[rules.R1]
severity = "error"
check = "CHECK"
"""
FIGURES = {"norte_a": 12000, "norte_b": 3, "sul_a": 4, "sul_b": 5, "nota": "7", "passou": True}


def message(folder: Path, check: str, language: str, **figures: object) -> str:
    """What is told of the rule in a form of a language."""
    text = LINES.replace("CHECK", check).replace("LL", language)
    home = folder / f"{language}{len(list(folder.iterdir()))}"
    home.mkdir()
    catalogue = catalogue_of(home, text, HEAD.replace("LL", language))
    given = {**FIGURES, "period": "2024-03", **figures}
    if language == "vi":
        given["period"] = "tháng 3 năm 2024"
        given["nota"] = "7,0"
    before = Report.from_values({"norte_a": 1234})
    (finding,) = (each for each in catalogue.evaluate(Report.from_values(given), before).findings if each.rule == "R1")
    return finding.message[language]


@pytest.mark.parametrize(
    ("check", "vi", "en"),
    [
        ("sul_b <= sul_a", "“Óbitos (Sul)” (5) không được lớn hơn “Casos (Sul)” (4).",
         "“Óbitos (Sul)” (5) must not be more than “Casos (Sul)” (4)."),
        ("number(norte_a) < 10000", "“Casos (Norte)” (12.000) phải nhỏ hơn 10.000.",
         "“Casos (Norte)” (12,000) must be less than 10,000."),
        ("norte_a == previous(norte_a)",
         "“Casos (Norte)” (12.000) phải bằng “Casos (Norte)” của kỳ trước (1.234).",
         "“Casos (Norte)” (12,000) must equal “Casos (Norte)” of the period before (1,234)."),
        ("nota >= nivel", "“Nota” (7,0) không được nhỏ hơn “Nível” (7,5).",
         "“Nota” (7.0) must not be less than “Nível” (7.5)."),
        ("passou == (nota >= nivel)", "“Passou” (Có) phải trả lời đúng câu hỏi: “Nota” (7,0) ≥ “Nível” (7,5).",
         "“Passou” (Yes) must answer rightly whether “Nota” (7.0) ≥ “Nível” (7.5)."),
        ("norte_b == sul_b and sul_a > sul_b",
         "“Óbitos (Norte)” (3) phải bằng “Óbitos (Sul)” (5); “Casos (Sul)” (4) phải lớn hơn “Óbitos (Sul)” (5).",
         "“Óbitos (Norte)” (3) must equal “Óbitos (Sul)” (5); “Casos (Sul)” (4) must be more than “Óbitos (Sul)” (5)."),
        ("norte_b + sul_b != 8", "“Óbitos (Norte)” (3) + “Óbitos (Sul)” (5) phải khác 8.",
         "“Óbitos (Norte)” (3) + “Óbitos (Sul)” (5) must be other than 8."),
    ],
)  # fmt: skip
def test_what_must_be_is_said_with_the_figures(tmp_path: Path, check: str, vi: str, en: str) -> None:
    """Lines of one label by their sections, parameters and what the report before said with theirs."""
    assert message(tmp_path, check, "vi") == vi
    assert message(tmp_path, check, "en") == en


def test_days_are_before_or_after(tmp_path: Path) -> None:
    """And the last day of the period is told."""
    days = {"dia": "30/03/2024", "outro": "30/03/2024"}
    told = message(tmp_path, "dia >= period_end()", "vi", **days)
    assert told == "“Dia” (30/03/2024) không được trước ngày cuối kỳ (31/03/2024)."
    assert message(tmp_path, "dia < outro", "vi", **days) == "“Dia” (30/03/2024) phải trước “Outro dia” (30/03/2024)."


def test_a_form_of_a_third_language_is_told_in_words(tmp_path: Path) -> None:
    """With its own labels and way of writing numbers; no name of a function or an id stands there."""
    told = message(tmp_path, "number(norte_a) <= 10000 and norte_a == previous(norte_a)", "pt")
    assert "“Casos (Norte)”" in told
    assert "number(" not in told and "previous" not in told and "==" not in told


def test_what_compares_nothing_is_told_as_a_condition(tmp_path: Path) -> None:
    told = message(tmp_path, "implies(passou, nota >= nivel)", "en")
    assert told.startswith("This does not hold: ") and "“Nota” (7.0) ≥ “Nível” (7.5)" in told
