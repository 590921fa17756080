"""A printed page shows the form's own words, whatever they are, and nothing in them is markup or runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writers.conftest import filled

from cchc.catalogue import Catalogue, load_catalogue
from cchc.text.spelling import seen
from cchc.writers import html, pdf
from cchc.writers.formats import Filed

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&amp;&#x3c;", "</td></tr></table>", "{{7*7}}",
    "*đậm* _nghiêng_",
    '#import "x"', "$x^2$", "@label", "\\", "]", "= Tiêu đề", "//", "javascript:alert(1)", "</style><b>",
)  # fmt: skip


class Seen(HTMLParser):
    """The texts of a page, its elements, and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def pages(data: bytes) -> str:
    """All text of a PDF, white space single."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        text = " ".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    finally:
        document.close()
    return " ".join(text.split())


def test_the_page_has_every_cell_and_every_finding(real: Filed) -> None:
    """Whatever stands in the form and whatever was found is on the page, with links between them."""
    page = html.write(real.form).decode()
    seen_of = Seen(page)
    text = " ".join(" ".join(seen_of.texts).split())
    for line in real.form.lines:
        for box in line.boxes.values():
            assert seen(box.text) in text
    for number, finding in enumerate(real.evaluation.findings, 1):
        assert finding.code in text
        assert f'id="note-{number}"' in page
        assert f'href="#note-{number}"' in page


def test_the_page_needs_nothing_else(real: Filed) -> None:
    """The page is one file: no script, no picture, no address but places on itself."""
    seen_of = Seen(html.write(real.form).decode())
    assert not seen_of.tags & {"script", "img", "iframe", "link", "object", "base", "form"}
    links = [value for name, value in seen_of.attributes if name in ("href", "src", "action")]
    assert all(value is not None and value.startswith("#") for value in links)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=30), min_size=4, max_size=4))
@settings(max_examples=40)
def test_hostile_texts_are_shown_and_do_nothing(texts: list[str]) -> None:
    """Labels and cells are shown letter by letter; none opens an element or an attribute of its own."""
    code, label, quantity, explanation = texts
    line = {"code": code, "label": label, "quantity": quantity, "explanation": explanation}
    form = filled(load_catalogue(), {"kh_cchc_nhiem_vu_giao": line, "title": f"BÁO CÁO {label}"}).form
    seen_of = Seen(html.write(form).decode())
    harmless = {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "div", "table", "thead", "tbody",
        "tr", "th", "td", "a", "section", "ol", "li", "b", "span", "br",
    }  # fmt: skip
    assert seen_of.tags <= harmless
    assert not [name for name, _ in seen_of.attributes if name.startswith("on")]


@pytest.mark.parametrize("is_checked", [True, False])
def test_the_pdf_says_what_the_form_says(real: Filed, catalogue: Catalogue, is_checked: bool) -> None:
    """Every label can be found and copied out of the PDF in right Vietnamese, and every code of a finding."""
    form = real.form if is_checked else Filed(real.evaluation).form
    text = pages(pdf.write(form)).replace(" ", "")
    for line in catalogue.indicators.values():
        assert line.label["vi"].replace(" ", "") in text
    assert all((finding.code in text) == is_checked for finding in real.evaluation.findings)


def test_the_pdf_is_tagged_and_speaks_vietnamese(real: Filed) -> None:
    """Readers for the blind find a title, a language, a structure; fonts are inside; it is the same each time."""
    made = pdf.write(real.form)
    assert made == pdf.write(real.form)
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", made)
    assert re.search(rb"/Lang\s*\(vi", made)
    assert b"/FontFile" in made
    assert b"pdfuaid" in made


def test_hostile_texts_are_no_markup_in_the_pdf(catalogue: Catalogue) -> None:
    """What would be a command, a heading or a formula in the typesetter's language is set as it is."""
    for text in HOSTILE:
        line = {"quantity": text, "explanation": text}
        made = pages(pdf.write(filled(catalogue, {"tuyen_truyen_cuoc_thi": line}, is_checked=False).form))
        assert seen(text).replace(" ", "") in made.replace(" ", "")


def test_what_the_font_cannot_show_is_shown_as_a_box(catalogue: Catalogue) -> None:
    """A symbol font's bullet or a stray control character leaves a mark, and the rest stays."""
    for sign in ("\uf0b7", "\x1b", "😀", "漢"):
        line = {"quantity": 2, "explanation": f"{sign} Hội thi tìm hiểu"}
        made = pages(pdf.write(filled(catalogue, {"tuyen_truyen_cuoc_thi": line}, is_checked=False).form))
        assert "□Hộithitìmhiểu" in made.replace(" ", "").replace("\n", "")
