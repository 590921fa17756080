"""A site with a link that leads nowhere, or that fetches from elsewhere, is not finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.docs_builder import links
from cchc.docs_builder.picture import Node, graph
from cchc.docs_builder.site import script_words
from cchc.docs_builder.speech import speech


@pytest.mark.parametrize(
    ("markup", "wrong"),
    [
        ('<a href="b.html">b</a>', False),
        ('<a href="b.html#here">b</a>', False),
        ('<a href="c.html">c</a>', True),
        ('<a href="b.html#there">b</a>', True),
        ('<a href="https://example.org/">a source</a>', False),
        ('<script src="https://example.org/a.js"></script>', True),
        ('<link rel="stylesheet" href="//example.org/a.css">', True),
        ('<img src="data:image/png;base64,AA==">', False),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, markup: str, wrong: bool) -> None:
    (tmp_path / "b.html").write_text('<p id="here">b</p>', encoding="utf-8")
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    assert bool(list(links.mistakes(tmp_path))) is wrong


def test_a_style_that_fetches_from_elsewhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@font-face { src: url(https://example.org/a.woff) }", encoding="utf-8")
    assert list(links.mistakes(tmp_path))


def test_a_picture_links_every_box_but_the_one_we_are_at() -> None:
    """And a figure that stands alone has no picture."""
    here = Node("II.1", "Tỷ lệ <b>&</b>")
    drawn = graph("x", [Node("II.2", "a", "a.html"), Node("II.3", "b", "b.html")], here, [Node("II.4", "c", "c.html")])
    assert drawn.count("<a href=") == 3
    assert "<b>" not in drawn
    assert graph("x", [], here, []) == ""


def test_words_are_handed_to_scripts_by_the_rest_of_their_name() -> None:
    assert script_words("vi")["copy"] == speech("vi")("script", "copy")
