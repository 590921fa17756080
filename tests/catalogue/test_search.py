"""What people type finds what they mean among the first three: words of the office, typos, numbers, codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.catalogue import load_catalogue
from cchc.cli import commands
from cchc.cli.words import Words
from cchc.edition.findable import Findable, entries_of
from cchc.edition.search import nearest, search, words_of

FIELD = Path(__file__).parents[1] / "field"
ASKED = [
    (query, wanted)
    for name in ("searches.tsv", "office-searches.tsv")
    for query, wanted in list(csv.reader((FIELD / name).read_text(encoding="utf-8").splitlines(), delimiter="\t"))[1:]
]


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


def test_an_edition_is_explained_and_not_looked_for() -> None:
    """Though it looks like words, and like many other things."""
    for id in ("phuong-2025-07", "phuong-2024"):
        ran = CliRunner().invoke(commands, ["explain", id], obj=Words("vi"), standalone_mode=False)
        assert ran.return_value == 0, ran.output
        assert ran.output.startswith(id)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_is_found_by_its_own_label(language: str) -> None:
    """Itself, or one that has the same label, among the first three."""
    edition = load_catalogue("phuong-2024").edition
    entries = entries_of(edition, language)
    for line in edition.figures.values():
        first = {each.name for each in search(entries, line.label[language])[:3]}
        alike = {each.name for each in entries if words_of(each.title) == words_of(line.label[language].rstrip(" :."))}
        assert alike & first, (line.label[language], first)


def test_words_that_only_look_alike_are_not_what_was_meant(entries: tuple[Findable, ...]) -> None:
    """Of another trade, a syllable or two recur in any text: that is no find, or next to none."""
    for query in ("giải ngân vốn", "trồng cây xanh", "nguồn vốn đầu tư công"):
        assert len(search(entries, query)) <= 3


def test_words_run_together_are_found(entries: tuple[Findable, ...]) -> None:
    assert search(entries, "thuxinloi")[0].name in ("thu_xin_loi", "gui_thu_xin_loi")
    assert search(entries, "hosotructuyen")[0].name.startswith("ho_so_t")
    assert search(entries, "tỷlệ hồsơ đúnghạn")[0].name == "ho_so_ty_le_dung_han"


def test_a_part_of_a_synonym_is_a_word_too(entries: tuple[Findable, ...]) -> None:
    """“hạn” is found in “đúng hạn”, which is looked for as one word."""
    found = {each.name for each in search(entries, "hạn")}
    assert {"ho_so_dung_han", "ho_so_qua_han"} <= found


def test_marks_that_were_typed_are_meant(entries: tuple[Findable, ...]) -> None:
    """What has a word as it was spelt stands before what only looks like it; a spelling that nothing has is any."""
    alike = (Findable("a", "count", "Hàn gắn"), Findable("b", "guide", "Hướng dẫn", text="nộp trước hạn"))
    assert [each.name for each in search(alike, "hạn")] == ["b", "a"]
    assert [each.name for each in search(alike, "han")] == ["a", "b"]
    assert [each.name for each in search(alike, "hãn")] == ["a", "b"]
    assert search(entries, "thử xịn lội")[0].name == search(entries, "thu xin loi")[0].name
    assert search(entries, "ủy quyền") == search(entries, "uỷ quyền")


def test_what_is_written_most_like_it_is_suggested(entries: tuple[Findable, ...]) -> None:
    """Where nothing is found: by letters; and nothing where nothing is like it."""
    assert search(entries, "thhuwxinloix") == []
    assert {each.name for each in nearest(entries, "thhuwxinloix")} & {"thu_xin_loi", "gui_thu_xin_loi"}
    assert nearest(entries, "zzzz qqqq") == []
    ran = CliRunner().invoke(commands, ["explain", "thhuwxinloix"], obj=Words("vi"))
    assert ran.exit_code == 2
    assert "thu_xin_loi" in ran.output


def test_words_that_mean_nothing_find_nothing(entries: tuple[Findable, ...]) -> None:
    assert search(entries, "zzzz qqqq") == []
    assert search(entries, "") == []
