"""The glossary says sentences, each with how it is known, and no notion is called by the name of another."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from cchc.docs_builder.book import BookPage
from cchc.docs_builder.library import Library
from cchc.edition.ground import Certainty
from cchc.words import LANGUAGES, face

Made = Mapping[str, Mapping[str, BookPage]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_is_a_sentence(library: Library, language: str) -> None:
    """What an instrument says, not its number alone; no scrap that only its neighbour explains."""
    for concept in library.concepts.values():
        for passage in concept.means:
            assert passage.text is not None, concept.id
            assert len(passage.text[language].split()) > 3, (concept.id, passage.text[language])
            assert passage.text[language].endswith((".", "”.")), concept.id


def test_a_term_of_several_is_not_called_by_its_own_parts(library: Library, made: Made) -> None:
    """Devolution is no other name of decentralisation; both are found there, and the page leads to each term."""
    body = made["vi"]["glossary"].body
    told = body.partition('id="phan_cap"')[2].partition("<h3")[0]
    assert {"phân cấp", "phân quyền"} <= set(library.concepts["phan_cap"].known_as)
    assert face("site").say("vi", "also_called") not in told
    assert face("site").say("vi", "also_called") in body.partition('id="thu_tuc_hanh_chinh"')[2].partition("<h3")[0]
    assert set(re.findall(r'<a href="#(\w+)">', body)) == set(library.concepts)


def test_what_was_read_of_an_instrument_is_said_alike_everywhere(library: Library) -> None:
    """Decree 118/2025 is known by what tells of it: no sentence says that it was read."""
    definitions = [line.definition for one in library.catalogues for line in one.edition.everything.values()]
    passages = [each for said in definitions if said is not None for _, part in said.parts for each in part]
    passages += [each for concept in library.concepts.values() for each in concept.means]
    amendments = [line.amendment for one in library.catalogues for line in one.edition.everything.values()]
    grounds = [each for said in amendments if said is not None for each in said.because]
    known = {each.certainty for each in (*passages, *grounds) if each.instrument == "nd_118_2025"}
    assert known == {Certainty.REPORTED, Certainty.LIKELY}
