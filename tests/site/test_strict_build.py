"""A mistake in a page stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.docs_builder import site
from cchc.docs_builder.speech import speech
from cchc.docs_builder.sphinx_build import build_html
from cchc.errors import CchcError
from cchc.words import LANGUAGES

THEME = Path(site.__file__).parent / "theme"


def build(folder: Path, text: str) -> None:
    """A site of one page."""
    source = folder / "source"
    source.mkdir()
    (source / "index.md").write_text(f"---\norphan: true\n---\n\n# A page\n\n{text}\n", encoding="utf-8")
    context = {
        "words": speech("vi"),
        "language_code": "vi",
        "languages": LANGUAGES,
        "navigation": [],
        "version": "0",
        "script_words": "{}",
    }
    build_html(source, folder / "out", folder / "doctrees", THEME, context, [])


@pytest.mark.filterwarnings("ignore")
def test_a_sound_page_is_built(tmp_path: Path) -> None:
    build(tmp_path, "Some text.")
    assert "Some text." in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", ["[x](nowhere.md)", "[x](#no-such-place)", "```{nonsense}\n```"])
def test_a_broken_link_or_markup_fails(tmp_path: Path, text: str) -> None:
    with pytest.raises(CchcError):
        build(tmp_path, text)


def test_a_page_without_its_translation_fails(tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
    (tmp_path / "vi" / "a.md").touch()
    with pytest.raises(CchcError, match=r"docs/en/a\.md"):
        site.check_translations(tmp_path)
