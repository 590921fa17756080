"""The words of cells are one table that a person can read, and the table of meanings leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc.edition import IndicatorKind
from cchc.reading.cells.meaning import MEANINGS, CellReading
from cchc.reading.cells.phrasebook import Role, Where, plain_words
from cchc.text.spelling import key
from cchc.value import Wording
from cchc.words import data

TABLE = data("cells")


def phrases() -> Iterator[tuple[str, str]]:
    for role in Role:
        for where in Where if role is not Role.NOUN else ():
            yield from ((f"{role}.{where}", phrase) for phrase in TABLE[role].get(where, ()))


def abroad() -> Iterator[tuple[str, str]]:
    for language, tables in data("figures").items():
        for role, table in tables.items():
            for where, listed in table.items():
                yield from ((f"{language}.{role}.{where}", phrase) for phrase in listed)


def test_words_are_spelled_as_they_are_compared() -> None:
    """Old places of tones, y for i, composed letters: a word written so needs no work before it is looked up."""
    for place, phrase in (*phrases(), *abroad()):
        words = phrase.lower().replace(",", " ").split()
        assert [key(word) for word in words] == words, (place, phrase)
    for name, others in TABLE["nouns"].items():
        assert all(plain_words(key(each)) == plain_words(each.lower()) for each in (name, *others)), name
    for sort, names in TABLE["sorts"].items():
        assert all(plain_words(key(each)) == plain_words(each.lower()) for each in names), sort
        assert len(names) == len(set(names)), sort


def test_no_word_stands_twice_in_a_list() -> None:
    for role in Role:
        for where in Where if role is not Role.NOUN else ():
            listed = list(TABLE[role].get(where, ()))
            assert len(listed) == len(set(listed)), (role, where)


def test_every_table_is_known() -> None:
    """A table that nothing reads would be a word list that does nothing."""
    told = {wording.value for wording in Wording}
    others = {"needs", "names", "nouns", "kinds", "sorts", "whose", "adverse", "tentative", "blank", "dash"}
    others |= {
        "columns",
        "changes",
        "reserved",
        "days",
        "named",
        "times",
        "shares",
        "again",
        "called",
        "happened",
        "titles",
    }
    assert set(TABLE) <= {*map(str, Role), *told, *others}
    for role in set(Role) - {Role.NOUN}:
        assert set(TABLE[role]) <= {*map(str, Where), "says"}, role


def test_every_table_of_another_language_is_one_of_these() -> None:
    """Each language has words for the same parts, in the places in which they are looked for, and none twice."""
    for language, tables in data("figures").items():
        for role, table in tables.items():
            if role in ("adverse", "whose"):
                assert set(table) <= {"syllables", "begins", "ends", "bodies"}, (language, role)
                continue
            # Words for a whole period, by its kind, are no places in a text.
            places = set(table) - ({"whole"} if role == Role.CUMULATIVE else set())
            assert role == "abbreviated" or places <= set(map(str, Where)), (language, role)
            assert role == "abbreviated" or role in set(map(str, Role)), (language, role)
            assert all(len(listed) == len(set(listed)) for listed in table.values()), (language, role)


@pytest.mark.parametrize("wording", Wording)
def test_every_wording_has_a_meaning_and_words_for_it(wording: Wording) -> None:
    """What is not silent says why, in both languages."""
    assert MEANINGS[wording]
    if wording is not Wording.PLAIN:
        assert set(TABLE[wording]["says"]) == {"vi", "en"}


def test_only_what_is_read_is_silent() -> None:
    silent = {wording for wording, meanings in MEANINGS.items() if CellReading.SILENT in meanings.values()}
    assert silent == {Wording.PLAIN}


def test_every_kind_of_line_says_what_it_needs() -> None:
    for kind in IndicatorKind:
        assert set(TABLE["needs"][kind]) == {"vi", "en"}
