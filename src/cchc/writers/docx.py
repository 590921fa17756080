"""The form as a document (.docx)."""

from __future__ import annotations

from cchc.writers import document
from cchc.writers.form import Form


def write(form: Form) -> bytes:
    """The document; the same form gives the same bytes. Raises MissingExtraError without the extra `docx`."""
    return document.write(form, "docx")
