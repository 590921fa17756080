"""Words that the law has ended: where they are defined, and what of them would be a mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue
from cchc.edition.ground import Ground
from cchc.errors import CatalogueError
from cchc.load import load_edition
from cchc.report import Report

Files = dict[str, str]
Write = Callable[[Files], Path]

TERM = """
[huyen]
words = ["cấp huyện"]
unless = ["cấp huyện cũ"]
ended = 2024-06-15
instead = { vi = "cấp xã", en = "commune level" }
legal_basis = ["nd_61_2018"]
"""
RULE = """
[R9]
each = ["xong"]
check = "not uses_ended_term(it)"
severity = "warning"
nature = "definitional"
says = { vi = "{it.label}: {observed}, nay là {expected}.", en = "{it.label}: {observed}, now {expected}." }
advice = { vi = "Sửa lại.", en = "Correct it." }
good = { period = "tháng 8 năm 2024", xong = { quantity = 1, explanation = "cấp xã" } }
bad = { period = "tháng 8 năm 2024", xong = { quantity = 1, explanation = "cấp huyện" } }
"""


@pytest.fixture
def termed(files: Files) -> Files:
    files["terms.toml"] = TERM
    files["nho-2024/rules.toml"] += RULE
    return files


def problems(folder: Path) -> list[tuple[str, str | None]]:
    with pytest.raises(CatalogueError) as caught:
        load_edition(folder)
    return [(problem.code, problem.key) for problem in caught.value.problems]


@pytest.mark.parametrize("apart", [True, False])
def test_terms_stand_in_a_file_beside_the_edition_or_under_a_head_of_any(
    termed: Files, write: Write, apart: bool
) -> None:
    if not apart:
        termed["nho-2024/rules.toml"] += termed.pop("terms.toml").replace("[huyen]", "[terms.huyen]")
    (term,) = load_edition(write(termed)).terms.values()
    assert (term.id, term.ended, term.legal_basis) == ("huyen", dt.date(2024, 6, 15), (Ground("nd_61_2018"),))


def test_a_term_is_ended_for_periods_that_begin_on_its_day(termed: Files, write: Write) -> None:
    """A period that it ended in is spared: its figures may be of the days before."""
    catalogue = Catalogue(load_edition(write(termed)))
    for period, said, broken in (
        ("tháng 6 năm 2024", "cấp huyện", False),
        ("tháng 7 năm 2024", "cấp huyện", True),
        ("tháng 7 năm 2024", "cấp huyện cũ", False),
        ("tháng 7 năm 2024", "cấp huyệnn", False),
    ):
        report = Report.from_values({"period": period, "xong": {"quantity": 1, "explanation": said}})
        assert (catalogue.evaluate(report).outcomes["R9"].result == "fail") == broken, (period, said)


def test_an_instrument_that_does_not_exist_is_told_at_the_term(termed: Files, write: Write) -> None:
    termed["terms.toml"] = TERM.replace("nd_61_2018", "nd_62_2018")
    assert problems(write(termed)) == [("CCHC-L004", "huyen.legal_basis")]


def test_terms_that_no_rule_asks_for_are_told(termed: Files, write: Write) -> None:
    termed["nho-2024/rules.toml"] = termed["nho-2024/rules.toml"].replace(RULE, "")
    assert problems(write(termed)) == [("CCHC-L010", "huyen")]


def test_a_term_says_when_it_ended(termed: Files, write: Write) -> None:
    termed["terms.toml"] = TERM.replace("ended = 2024-06-15\n", "")
    assert ("CCHC-L014", "huyen") in problems(write(termed))
