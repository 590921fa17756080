"""The printable page as a PDF: tagged, searchable, its font inside. Set by typst, from data alone."""

from __future__ import annotations

import json
from importlib.resources import files

from attrs import asdict

from cchc.errors import MissingExtraError
from cchc.writers.form import Form
from cchc.writers.page import page_of


def write(form: Form) -> bytes:
    """The PDF (PDF/UA-1), the same for the same form."""
    try:
        import typst
    except ImportError:
        raise MissingExtraError("writing PDF", "print") from None
    # What a report says reaches the template as data and is never read as markup.
    data = json.dumps(asdict(page_of(form)), ensure_ascii=False)
    template = files("cchc.writers").joinpath("page.typ").read_bytes()
    # The font that typst brings is the same on every machine, and its text can be copied out letter by letter.
    made = typst.compile(
        template, format="pdf", sys_inputs={"page": data}, pdf_standards="ua-1", ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made
