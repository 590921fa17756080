"""A line's page says first what holds today, and what it meant at other times below, each under its days."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library
from cchc.edition import Indicator
from cchc.edition.amendment import EditionStatus
from cchc.edition.definition import DefinitionPart, Passage
from cchc.words import LANGUAGES, face

Made = Mapping[str, Mapping[str, BookPage]]


def text_of(page: BookPage) -> str:
    """The page's words, without links and escapes."""
    return re.sub(r"<[^>]+>|\\", "", re.sub(r"\[([^\]]+)\]\(/[^)]+\)", r"\1", page.body))


def said(line: Indicator) -> Mapping[DefinitionPart, tuple[Passage, ...]]:
    return {} if line.definition is None else dict(line.definition.parts)


def heads(language: str) -> tuple[str, str]:
    """The headings of what holds, and of what was meant at other times."""
    return tuple(f"## {face('site').say(language, name)}\n" for name in ("definition", "other_meanings"))  # type: ignore[return-value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_holds_stands_first_and_what_held_below(library: Library, made: Made, language: str) -> None:
    """Every passage of the edition in force under the definition; every other one of an older edition below."""
    definition, others = heads(language)
    now = library.newest.edition
    for id, line in now.everything.items():
        body = text_of(made[language][f"indicators/{id}"])
        first = body.partition(definition)[2].partition("\n## ")[0]
        below = body.partition(others)[2].partition("\n## ")[0]
        for part, passages in said(line).items():
            for text in (each.text[language] for each in passages if each.text is not None):
                assert text_of_one(text) in first, (id, part)
        for catalogue in library.editions_of(library.newest)[:-1]:
            for part, passages in said(catalogue.edition.everything[id]).items():
                if passages != said(line).get(part):
                    for text in (each.text[language] for each in passages if each.text is not None):
                        assert text_of_one(text) in below, (id, part)


def text_of_one(text: str) -> str:
    return md.plain(text).replace("\\", "")


def test_older_meanings_stand_under_their_days(made: Made) -> None:
    body = text_of(made["vi"]["indicators/mot_cua_cong_chuc"])
    below = body.partition(heads("vi")[1])[2].partition("\n## ")[0]
    assert re.findall(r"^### (.+)$", below, re.MULTILINE) == [
        "Từ 01/07/2025 đến 30/06/2026",
        "Đến 30/06/2026",
        "Đến 30/06/2025",
    ]
    assert "- **Tính những gì:** Công chức có trong danh sách" in below.partition("### Đến 30/06/2026")[2]
    assert "01/2018/TT-VPCP, Điều 7 khoản 4 (đã đọc văn bản)" in below


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_is_asked_no_more_says_so_on_top(library: Library, made: Made, language: str) -> None:
    """Before its definition, with what its label means now and on what ground."""
    ended = [
        line
        for line in library.newest.edition.everything.values()
        if line.amendment is not None and line.amendment.ended
    ]
    assert "hop_truc_tuyen" in {line.id for line in ended}
    for line in ended:
        top = text_of(made[language][f"indicators/{line.id}"]).partition(heads(language)[0])[0]
        assert ":::{warning}" in top, line.id
        assert ("01/07/2025" if language == "vi" else "1 July 2025") in top
        if line.amendment is not None and line.amendment.read_as is not None:
            assert line.amendment.read_as[language] in top
            assert "203/2025/QH15" in top or "72/2025" in top, line.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_leads_to_the_form_of_every_edition(library: Library, made: Made, language: str) -> None:
    book = Book(library, language)
    body = made[language]["indicators/mot_cua_cong_chuc"].body
    for catalogue in library.editions_of(library.newest):
        edition = catalogue.edition
        days = book.days(edition.in_force_from, edition.in_force_to)
        assert f'<a href="../forms/{edition.id}.html#II.2.4.2.1">{days}</a>' in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_derived_is_never_shown_as_official(library: Library, made: Made, language: str) -> None:
    """On its form, in the table of editions of each line, on the first page and in the checker's list."""
    for catalogue in library.catalogues:
        edition = catalogue.edition
        status = edition.judging.say(language, "edition_status", edition.status)
        if edition.status is EditionStatus.OFFICIAL:
            continue
        top = made[language][f"forms/{edition.id}"].body.partition("<table")[0]
        assert status.lower() in top.lower()
        link = f"(/editions/{edition.id}.md) ({status})"
        for id in edition.everything:
            assert link in made[language][f"indicators/{id}"].body.replace("\\", ""), id
        assert f"(/forms/{edition.id}.md) ({status})" in made[language]["index"].body
        assert f"{status})</option>" in made[language]["check"].body.partition(f'value="{edition.id}"')[2]


def test_the_checkers_list_is_in_the_order_of_time(library: Library, made: Made) -> None:
    """The form in force first, then back in time; no brackets in brackets."""
    options = re.findall(r'<option value="(phuong[^"]*)">([^<]*)</option>', made["vi"]["check"].body)
    assert [id for id, _ in options] == ["phuong-2026-07", "phuong-2025-07", "phuong-2024"]
    assert all(told.count("(") < 2 for _, told in options)
