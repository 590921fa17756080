"""The printable page as a PDF: tagged, searchable, its font inside. Set by typst, from data alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from attrs import asdict

from cchc.errors import DataError, MissingExtraError, did_you_mean
from cchc.printable import MARK
from cchc.reading.refusal import refusal
from cchc.writers.form import Form
from cchc.writers.page import Page, page_of
from cchc.writers.paper import BINDING, FONT, MARGIN, OUTER, SIZE, share_of

_MOST_CELLS, _LETTERS = 10_000, 100
"""Cells and paragraphs of a print, of which one of many letters counts as one more for each hundred: typst takes twelve
kilobytes for each of them, and nobody prints sixty pages of a report."""
_OWN_FONT = "Libertinus Serif"
"""Cut after Times, with every Vietnamese letter; typst brings it."""
_BOX = "□"
_UNSHOWN = re.compile("[^\\n\\t -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2030₫→≤≥−]")
"""All but the letters and signs that Vietnamese is written with, which the font is sure to have."""


def write(form: Form) -> bytes:
    """The PDF (PDF/UA-1), the same for the same form. Raises ReadError for more cells than can be set cheaply."""
    page = page_of(form)
    refuse_beyond(_texts(page))
    about = {"shares": [share_of(id) for id in page.columns], "size": SIZE, "margins": [BINDING, OUTER, MARGIN]}
    return compiled("page.typ", asdict(page) | about, form.font)


def _texts(page: Page) -> Iterator[str]:
    """What stands in each cell and paragraph of a page."""
    for head in page.head:
        yield from head.values()
    for row in page.rows:
        yield from (row.across, *(cell.text for cell in row.cells if not cell.is_covered))
    for around in (*page.above, *page.below):
        yield from around.texts
    for note in page.notes:
        yield from (note.head, note.text)


def refuse_beyond(texts: Iterable[str]) -> None:
    """Raise ReadError where a print has more cells than can be set within the memory that a report may take."""
    if sum(1 + len(text) // _LETTERS for text in texts) > _MOST_CELLS:
        raise refusal("too_long_to_print", "", most=f"{_MOST_CELLS:,}".replace(",", " "))


def compiled(template: str, page: Mapping[str, Any], font: str) -> bytes:
    """A page set by one of our templates. Raises MissingExtraError without typst, DataError for no font of the machine.

    What a report says reaches the template as data and is never read as markup.
    """
    try:
        import typst
    except ImportError:
        raise MissingExtraError("writing PDF", "print") from None
    source = files("cchc.writers").joinpath(template).read_bytes()
    page = {**page, "font": _OWN_FONT if font == FONT else _found(font)}
    try:
        return _set(source, _changed(page, _boxed), has_own_font=font == FONT)
    except typst.TypstError:
        # PDF/UA refuses what its font cannot show: a control character, a bullet of a symbol font.
        return _set(source, _changed(page, _shown), has_own_font=font == FONT)


def _found(font: str) -> str:
    """The name of a font of this machine as it spells it."""
    import typst

    known = {family.casefold(): family for family in typst.Fonts().families()}
    if font.casefold() not in known:
        raise DataError("this machine has no such font", font, did_you_mean(font, known.values()))
    return known[font.casefold()]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Data with every text in it changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {key: _changed(each, change) for key, each in value.items()}
        case list() | tuple():
            return [_changed(each, change) for each in value]
        case _:
            return value


def _boxed(text: str) -> str:
    return text.replace(MARK, _BOX)


def _shown(text: str) -> str:
    return _UNSHOWN.sub(_BOX, text)


def _set(template: bytes, page: Mapping[str, Any], *, has_own_font: bool) -> bytes:
    import typst

    data = json.dumps(page, ensure_ascii=False)
    # The font that typst brings is the same on every machine, and its text can be copied out letter by letter.
    made = typst.compile(
        template, format="pdf", sys_inputs={"page": data}, pdf_standards="ua-1", ignore_system_fonts=has_own_font
    )
    assert isinstance(made, bytes)
    return made
