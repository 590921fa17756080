"""The printable page as a PDF: tagged, searchable, its font inside. Set by typst, from data alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from attrs import asdict

from cchc.errors import MissingExtraError
from cchc.printable import MARK
from cchc.writers.form import Form
from cchc.writers.page import page_of

_BOX = "□"
_UNSHOWN = re.compile("[^\\n\\t -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2030₫→≤≥−]")
"""All but the letters and signs that Vietnamese is written with, which the font is sure to have."""


def write(form: Form) -> bytes:
    """The PDF (PDF/UA-1), the same for the same form."""
    try:
        import typst
    except ImportError:
        raise MissingExtraError("writing PDF", "print") from None
    page = page_of(form)
    template = files("cchc.writers").joinpath("page.typ").read_bytes()
    try:
        return _compiled(template, asdict(page, value_serializer=lambda _, __, value: _boxed(value)))
    except typst.TypstError:
        # PDF/UA refuses what its font cannot show: a control character, a bullet of a symbol font.
        return _compiled(template, asdict(page, value_serializer=lambda _, __, value: _shown(value)))


def _boxed(value: Any) -> Any:
    return value.replace(MARK, _BOX) if isinstance(value, str) else value


def _shown(value: Any) -> Any:
    return _UNSHOWN.sub(_BOX, value) if isinstance(value, str) else value


def _compiled(template: bytes, page: Mapping[str, Any]) -> bytes:
    """The page set; what a report says reaches the template as data and is never read as markup."""
    import typst

    data = json.dumps(page, ensure_ascii=False)
    # The font that typst brings is the same on every machine, and its text can be copied out letter by letter.
    made = typst.compile(
        template, format="pdf", sys_inputs={"page": data}, pdf_standards="ua-1", ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made
