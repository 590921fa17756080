"""What people type finds what they mean among the first three: words of the office, typos, numbers, codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.catalogue import load_catalogue
from cchc.cli import commands
from cchc.cli.words import Words
from cchc.edition.search import Findable, entries_of, search, words_of

QUERIES = Path(__file__).parents[1] / "field" / "searches.tsv"
ASKED = list(csv.reader(QUERIES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))[1:]


@pytest.fixture(scope="module")
def entries() -> tuple[Findable, ...]:
    return entries_of(load_catalogue("phuong-2024").edition, "vi")


@pytest.mark.parametrize(("query", "wanted"), ASKED)
def test_a_query_finds_what_is_meant(entries: tuple[Findable, ...], query: str, wanted: str) -> None:
    assert wanted in [name for each in search(entries, query)[:3] for name in (each.name, each.code)]


def test_the_command_line_tells_it() -> None:
    """Explain lists what it finds; what is a name it explains at once."""
    for query, wanted in ASKED[::5]:
        asked = ["explain", query, "--edition", "phuong-2024"]
        ran = CliRunner().invoke(commands, asked, obj=Words("vi"), standalone_mode=False)
        assert ran.return_value == 0, ran.output
        assert wanted in " ".join(ran.output.splitlines()[:4])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_is_found_by_its_own_label(language: str) -> None:
    """Itself, or one that has the same label, among the first three."""
    edition = load_catalogue("phuong-2024").edition
    entries = entries_of(edition, language)
    for line in edition.figures.values():
        first = {each.name for each in search(entries, line.label[language])[:3]}
        alike = {each.name for each in entries if words_of(each.title) == words_of(line.label[language].rstrip(" :."))}
        assert alike & first, (line.label[language], first)


def test_words_run_together_are_found(entries: tuple[Findable, ...]) -> None:
    assert search(entries, "thuxinloi")[0].name in ("thu_xin_loi", "gui_thu_xin_loi")
    assert search(entries, "hosotructuyen")[0].name.startswith("ho_so_t")


def test_words_that_mean_nothing_find_nothing(entries: tuple[Findable, ...]) -> None:
    assert search(entries, "zzzz qqqq") == []
    assert search(entries, "") == []
