"""Columns headed in other words or in short are found by meaning or by place; others are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.readers import read_report
from cchc.reading.tables.usual import is_short_for, meaning
from cchc.value import Reported

CATALOGUE = """
title.{language} = "Quarterly return of clinics"
languages = ["{language}"]
in_force = {{ from = 2020-01-01 }}
[table.t]
stub = [{{ is = "code", heading = ["No."] }}, {{ is = "label", heading = ["Facility"] }}]
open = {{ key = "label", total = "Total" }}
columns = [
    {{ id = "a", heading = ["Under 5", "{first}"] }},
    {{ id = "b", heading = ["", "{second}"] }},
    {{ id = "c", heading = ["5 and above", "{first}"] }},
    {{ id = "d", heading = ["", "{second}"] }},
    {{ id = "all", heading = ["Total attendance"], formula = "a + b + c + d" }},
]
"""
BODY = ("1|Ward A|1|2|3|4|10", "2|Ward B|5|6|7|8|26", "|Total|6|8|10|12|36")


def catalogue_of(folder: Path, first: str = "Male", second: str = "Female", language: str = "en") -> Catalogue:
    home = folder / "clinics"
    home.mkdir()
    text = CATALOGUE.format(first=first, second=second, language=language)
    (home / "edition.toml").write_text(text, encoding="utf-8")
    return load_catalogue(home)


def judged(catalogue: Catalogue, over: str, lasts: str) -> Evaluation:
    lines = ("QUARTERLY RETURN OF CLINICS Q1 2026", f"No.|Facility|{over}|Total attendance", f"||{lasts}|", *BODY)
    text = "\n".join(lines).replace("|", "\t")
    return catalogue.evaluate(read_report(text.encode(), catalogue, name="clinics.tsv"))


def figures(evaluation: Evaluation) -> dict[str, object]:
    """What stands in the columns of the first row, as far as they were found."""
    row = evaluation.table("t")["Ward A"]
    return {id: row[id].value for id in ("a", "b", "c", "d") if isinstance(row[id], Reported)}


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings]


UNDER_5 = "Under 5||5 and above|"
RIGHT = {"a": 1, "b": 2, "c": 3, "d": 4}
SWAPPED = {"b": 1, "a": 2, "d": 3, "c": 4}


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        ("M|F|M|F", RIGHT),
        ("Boys|Girls|Men|Women", RIGHT),
        ("Nam / M|Nữ / F|Nam / M|Nữ / F", RIGHT),
        ("F|M|F|M", SWAPPED),
        ("Girls|Boys|Women|Men", SWAPPED),
    ],
)
def test_another_word_for_the_same_heads_the_same_column(
    tmp_path: Path, lasts: str, expected: dict[str, object]
) -> None:
    """Wherever it stands; and it is told what was taken for what."""
    found = judged(catalogue_of(tmp_path), UNDER_5, lasts)
    assert figures(found) == expected
    assert codes(found) == ["CCHC-T009"]


def test_an_abbreviation_means_what_it_means_in_the_language_of_the_form(tmp_path: Path) -> None:
    """“M” is a man in English, a woman in Portuguese."""
    found = judged(catalogue_of(tmp_path, "Homens", "Mulheres", "pt"), UNDER_5, "M|H|M|H")
    assert figures(found) == SWAPPED
    assert [meaning("m", [language]) for language in ("en", "pt", "de")] == ["male", "female", None]


def test_a_heading_in_short_is_the_one_of_its_place(tmp_path: Path) -> None:
    """First letters, or beginnings of words, where all else under the same heading is as on the form."""
    catalogue = catalogue_of(tmp_path, "Applications online", "Applications by post")
    found = judged(catalogue, UNDER_5, "Appl. onl.|Applications by post|AO|ABP")
    assert figures(found) == RIGHT
    assert codes(found) == ["CCHC-T009"]


@pytest.mark.parametrize(
    ("lasts", "known"),
    [
        ("Xi|Yo|Xi|Yo", {}),
        ("M|Other|M|F", {"a": 1, "c": 3, "d": 4}),
        ("Other|M|M|F", {"a": 2, "c": 3, "d": 4}),
    ],
)
def test_a_column_that_is_not_matched_is_asked_about_and_the_rest_is_read(
    tmp_path: Path, lasts: str, known: dict[str, object]
) -> None:
    """No figure is taken from it; it is told where it stands, as far as its place tells that."""
    found = judged(catalogue_of(tmp_path), UNDER_5, lasts)
    assert figures(found) == known
    asked = [finding for finding in found.findings if finding.code == "CCHC-T013"]
    assert len(asked) == 4 - len(known)
    assert "CCHC-T006" in codes(found)
    is_placed = lasts != "Other|M|M|F"
    assert all(("stands where the form has" in finding.message["en"]) is is_placed for finding in asked)


def test_unknown_headings_over_the_last_ones_leave_no_table_unread(tmp_path: Path) -> None:
    """By the last headings alone nobody knows which group comes first: each is asked about, with what is expected."""
    found = judged(catalogue_of(tmp_path), "<5||5+|", "Male|Female|Male|Female")
    assert figures(found) == {}
    asked = [finding.message["en"] for finding in found.findings if finding.code == "CCHC-T013"]
    assert [said.partition("form has ")[2].partition("”")[0] for said in asked] == [
        "“Under 5 › Male", "“Under 5 › Female", "“5 and above › Male", "“5 and above › Female"
    ]  # fmt: skip


def test_words_that_the_form_prints_itself_mean_their_own_column(tmp_path: Path) -> None:
    """A form with “Men” and “Boys” knows each by its word; “M” is then what its place says, or asked about."""
    catalogue = catalogue_of(tmp_path, "Men", "Boys")
    assert figures(judged(catalogue, UNDER_5, "Boys|Men|Men|Boys")) == {"b": 1, "a": 2, "c": 3, "d": 4}
    assert figures(judged(catalogue, UNDER_5, "M|Boys|Men|M")) == {"a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize(
    ("short", "whole", "is_so"),
    [
        ("tt", "trực tuyến", True),
        ("tr. tuyến", "trực tuyến", True),
        ("fem.", "female", True),
        ("khác", "nữ", False),
        ("tuyến trực", "trực tuyến", False),
        ("", "nữ", False),
    ],
)
def test_what_is_short_for_a_heading(short: str, whole: str, is_so: bool) -> None:
    assert is_short_for(short, whole) is is_so
