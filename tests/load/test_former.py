"""What a catalogue called by another word before means what it meant; its mistakes are told where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition import Edition
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

Files = dict[str, str]
Mistakes = Callable[..., tuple[Problem, ...]]

BEFORE = {
    r"\bover_offices\b": "over_units",
    r'over_time = "last"': 'over_time = "stock"',
    r'over_time = "recompute"': 'over_time = "ratio"',
    r"\{ offices = ": "{ units = ",
    r"\{ office = ": "{ unit = ",
    r'kinds\."count\.last"': 'kinds."count.stock"',
}
OFFICE = """
[R9]
check = "level_fits()"
severity = "warning"
nature = "plausibility"
says = { vi = "{observed}", en = "{observed}" }
advice = { vi = "Xem lại.", en = "Look again." }
good = { office = "UBND phường Láng Hạ" }
bad = { office = "UBND đặc khu Vân Đồn" }
"""


def of_before(files: Files) -> Files:
    told = {**files}
    for today, before in BEFORE.items():
        told = {name: re.sub(today, before, text, flags=re.MULTILINE) for name, text in told.items()}
    return told


@pytest.fixture
def today(files: Files) -> Files:
    """The small catalogue with a rule whose samples name an office."""
    files["nho-2024/rules.toml"] += OFFICE
    return files


def test_a_catalogue_in_the_words_of_before_is_the_same_catalogue(today: Files, write: Callable[[Files], Path]) -> None:
    wanted = load_edition(write(today))
    before = of_before(today)
    changed = {name for name in today if today[name] != before[name]}
    assert changed == {
        "nho-2024/edition.toml", "nho-2024/lines.toml", "nho-2024/auxiliary.toml",
        "nho-2024/rules.toml",
    }  # fmt: skip
    found = load_edition(write(before))
    assert isinstance(found, Edition)
    assert found == wanted


def test_a_mistake_under_a_former_key_is_told_on_its_line(files: Files, write: Callable[[Files], Path]) -> None:
    """The loader speaks of keys in the words of today, and finds them in the file as they are spelt there."""
    before = of_before(files)
    before["nho-2024/lines.toml"] = before["nho-2024/lines.toml"].replace('over_units = "sum"', 'over_units = "sun"', 1)
    line = before["nho-2024/lines.toml"].split("\n").index('over_units = "sun"') + 1
    with pytest.raises(CatalogueError) as error:
        load_edition(write(before))
    (problem,) = error.value.problems
    assert (problem.code, problem.line) == ("CCHC-L004", line)


def test_both_spellings_at_once_are_a_mistake(mistakes: Mistakes) -> None:
    """Which of two would count is no question to answer silently."""
    (found,) = mistakes(("nho-2024/lines.toml", 'over_offices = "sum"', 'over_offices = "sum"\nover_units = "sum"'))
    assert (found.code, found.key) == ("CCHC-L002", "giao.over_units")


def test_what_selects_lines_by_a_former_word_selects_the_same(today: Files, write: Callable[[Files], Path]) -> None:
    """`each = { over_time = "stock" }` is a rule of a stranger's catalogue that must go on holding."""
    rules, chosen = today["nho-2024/rules.toml"], 'each = { kind = "count", over_time = "last" }'
    today["nho-2024/rules.toml"] = rules.replace('each = { kind = "count" }', chosen)
    assert today["nho-2024/rules.toml"] != rules
    wanted = load_edition(write(today))
    assert load_edition(write(of_before(today))).rules == wanted.rules
