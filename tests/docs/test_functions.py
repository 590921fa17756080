"""The list of functions in the guide is that of the engine, in either language."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cchc.docs_builder.function_list import put_in
from cchc.words import LANGUAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_listed_where_the_language_is_told(language: str) -> None:
    """`UPDATE_SNAPSHOTS=1` writes the list anew."""
    page = DOCS / language / "formulas.md"
    text = put_in(page.read_text(encoding="utf-8"), language)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page.write_text(text, encoding="utf-8", newline="\n")
    assert text == page.read_text(encoding="utf-8")
    assert "`same_year_as_previous`()" in text


@pytest.mark.parametrize("page", sorted(DOCS.glob("*/*.md")), ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_no_guide_leads_to_a_page_that_only_the_site_has(page: Path) -> None:
    assert "(truth-tables.md)" not in page.read_text(encoding="utf-8")
