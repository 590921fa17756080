"""The site finds its own pages by what people type, guides and all beside each other."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cchc.docs_builder.book import BookPage
from cchc.docs_builder.library import Library
from cchc.edition.findable import Findable
from cchc.edition.search import search
from cchc.words import LANGUAGES

TESTS = Path(__file__).parents[1]
FIELD = (TESTS / "field" / "site-searches.tsv").read_text(encoding="utf-8")
ASKED = list(csv.reader(FIELD.splitlines()[1:], delimiter="\t"))


@pytest.fixture(scope="module")
def addresses(listed: Mapping[str, Sequence[BookPage]], root: Path) -> Mapping[str, Findable]:
    """What the search looks through, by address: pages, places on them, sections of the guides."""
    made = listed["vi"]
    found = {page.name: page.found for page in made if page.kind != "guide"}
    found |= {f"{page.name}#{anchor}": each for page in made for anchor, each in page.parts}
    for path in sorted((root / "docs" / "vi").glob("*.md")):
        for section in re.split(r"^#+ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, text = section.partition("\n")
            name = f"guide/{path.stem}#{title}"
            found[name] = Findable(name, "guide", title.strip(), text=" ".join(text.split())[:1500])
    return found


@pytest.mark.parametrize(("query", "wanted"), ASKED)
def test_a_query_finds_the_page_that_is_meant(addresses: Mapping[str, Findable], query: str, wanted: str) -> None:
    entries = tuple(addresses.values())
    first = [id(each) for each in search(entries, query)[:3]]
    assert id(addresses[wanted]) in first, [each.title for each in search(entries, query)[:3]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_result_is_told_with_gaps(listed: Mapping[str, Sequence[BookPage]], language: str) -> None:
    """What a report fills in is nothing to read beside a title."""
    told = [page.found for page in listed[language] if page.kind in ("finding", "rule")]
    assert len(told) > 150
    assert [each.code for each in told if "…" in each.text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_and_rows_are_called_by_their_form_too(listed: Mapping[str, Sequence[BookPage]], language: str) -> None:
    form = "Biểu" if language == "vi" else "Form"
    for page in listed[language]:
        if page.name.startswith("columns/bieu-06"):
            assert page.title.startswith(f"{form} 06: "), page.name
        if page.name.startswith(("columns/qd-766", "rows/qd-766")):
            assert page.title.startswith("766/QĐ-TTg: "), page.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_row_has_a_page(
    library: Library, listed: Mapping[str, Sequence[BookPage]], language: str
) -> None:
    """With its maximum, its threshold and what the catalogue says at its number; the form leads to it."""
    made = {page.name: page for page in listed[language]}
    rows = {name: row for name, (row, *_) in library.printed_rows.items()}
    assert len(rows) == 24
    for name, row in rows.items():
        page = made[f"rows/{name}"]
        assert page.found.code == row.code
        assert f'href="../rows/{name}.html"' in made["forms/qd-766-xa"].body
        for figure in row.given.values():
            if figure.parameter is not None:
                assert f"#parameter-{figure.parameter.replace('_', '-')}" in page.body, name
            else:
                assert re.search(rf"\| {figure.number}([.,]00)? \|", page.body.replace("\\", "")), (name, figure)
    on_time = made["rows/qd-766-xa.qd766.r2-1"].body
    assert "glossary.html#dung_han" in on_time
    assert "/indicators/ho_so_dung_han.md" in on_time
