"""The words for missing values, and the names of ways to add up, are complete and clear in each language."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.edition.aggregation import Axis, Way
from cchc.edition.missing import ObservationStatus
from cchc.load.ways import WAYS
from cchc.text.spelling import key, seen
from cchc.value import Reason
from cchc.words import LANGUAGES, data, face, spellings

HOMES = [*LANGUAGES, "pt"]


def test_every_reason_has_its_entry_and_no_other_has() -> None:
    """A label in each language and a status of SDMX for every reason; words for yes and no."""
    assert set(data("missing")) == {*Reason, "yes", "no"}
    for reason in Reason:
        assert tuple(face("missing").text(reason, "label")) == LANGUAGES
        assert ObservationStatus(data("missing")[reason]["sdmx"])


@pytest.mark.parametrize("home", HOMES)
def test_a_word_gives_one_reason(home: str) -> None:
    """On a form in any language, whatever its case and spacing; and yes is not no. Errors are told by their signs."""

    def alike(name: str) -> set[str]:
        return {key(word) or seen(word) for word in spellings(name, home)}

    taken: dict[str, str] = {}
    for reason in (reason for reason in Reason if reason is not Reason.SPREADSHEET_ERROR):
        for word in alike(reason):
            assert taken.setdefault(word, reason) == reason, word
    assert alike("yes").isdisjoint(alike("no"))


@pytest.mark.parametrize("home", HOMES)
def test_words_are_composed_and_stand_once(home: str) -> None:
    for name in data("missing"):
        words = spellings(name, home)
        assert len(set(words)) == len(words)
        assert all(word.strip() and unicodedata.is_normalized("NFC", word) for word in words)
    for name in (Reason.NONE, Reason.NOT_ARISEN, Reason.IN_PROGRESS, Reason.NOT_APPLICABLE, "yes", "no"):
        assert spellings(name, home)


def test_a_form_in_another_language_is_read_by_english_words() -> None:
    assert spellings("none", "fr") == spellings("none", "en") != spellings("none", "vi")
    assert spellings("spreadsheet_error", "fr") == spellings("spreadsheet_error", "vi")
    assert "nenhum" in spellings("none", "pt")


@pytest.mark.parametrize("axis", Axis)
def test_each_way_has_a_label(axis: Axis) -> None:
    """A way without a name could be neither explained nor listed; the file names ways, it makes none."""
    assert set(data("aggregation")) == set(Axis)
    assert set(data("aggregation")[axis]) == {*WAYS[axis], Way.MEAN}  # a mean is said of rows
    for way in WAYS[axis]:
        for part in ("label", "description"):
            assert tuple(face("aggregation").text(axis, way, part)) == LANGUAGES
