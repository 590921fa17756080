"""What lines mean: each line of the ward's form says it in six parts, and how it is known; a check needs none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import cchc
from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli.render.definition import definition
from cchc.cli.words import Words
from cchc.edition import Indicator
from cchc.edition.definition import DefinitionPart
from cchc.edition.ground import Certainty
from cchc.load import editions

WARDS = [id for id in editions() if id.startswith("phuong-")]
_NOT_READ = {Certainty.GENERAL, Certainty.LABEL, Certainty.UNKNOWN}


def asked(id: str) -> list[Indicator]:
    return [line for line in load_catalogue(id).edition.figures.values() if not line.auxiliary]


@pytest.mark.parametrize("id", WARDS)
def test_every_line_says_what_it_means(id: str) -> None:
    """In all six parts, in both languages, each sentence with how it is known; an article only where one was seen."""
    assert len(asked(id)) == 94
    for line in asked(id):
        assert line.definition is not None, line.id
        assert line.definition.missing == (), (line.id, line.definition.missing)
        for part, passages in line.definition.parts:
            for each in passages:
                assert each.certainty is not None, (line.id, part)
                assert each.article is None or each.certainty not in _NOT_READ, (line.id, part)
                assert each.text is not None, (line.id, part)
                assert all(text[:1].isupper() or not text[:1].isalpha() for text in each.text.values()), each.text


@pytest.mark.parametrize("id", WARDS)
def test_no_line_has_its_units_words_for_a_meaning(id: str) -> None:
    units = load_catalogue(id).edition.units
    for line in asked(id):
        if line.unit and line.gist is not None:
            assert line.gist != units[line.unit].counts


def test_a_later_edition_says_only_what_is_otherwise() -> None:
    """Delegation is by the province since 1 July 2025; what does not count is as before."""
    before, after = (load_catalogue(id).edition.indicators["tthc_uy_quyen"].definition for id in WARDS[:2])
    assert before is not None
    assert after is not None
    assert before.counts != after.counts
    assert before.excludes == after.excludes


def test_a_check_leaves_definitions_closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What judges reports reads no file that only says what lines mean, and finds the same."""
    from cchc.load import draft

    opened: list[str] = []
    read = draft.read_source
    monkeypatch.setattr(draft, "read_source", lambda path, *rest: (opened.append(path.name), read(path, *rest))[1])
    edition = cchc.load.load_edition("phuong-2025-07", with_definitions=False)
    assert "edition.toml" in opened
    assert not [name for name in opened if name.startswith("definitions")]
    assert all(line.definition is None for line in edition.indicators.values())
    figures = {"ho_so_dung_han": 7, "ho_so_da_giai_quyet": 5}
    told = [found.code for found in Catalogue(edition).evaluate(figures).findings]
    assert told == [found.code for found in load_catalogue("phuong-2025-07").evaluate(figures).findings]
    assert told


def test_explain_tells_each_part_and_how_it_is_known() -> None:
    """What follows from the label alone is told as such, and what is not known says so."""
    edition = load_catalogue("phuong-2024").edition
    told = " ".join(definition(edition.indicators["ho_so_da_giai_quyet"], edition, Words("vi")).split())
    for part in DefinitionPart:
        assert Words("vi")("definition", part.value) in told
    assert "việc ngoài thủ tục hành chính. [theo tên chỉ tiêu]" in told
    assert "hay không. [chưa rõ]" in told
    assert "[61/2018/NĐ-CP, Điều 17 khoản 3 và 4 (đã đọc văn bản)]" in told
