"""Forms of tables as a document (.docx)."""

from __future__ import annotations

from cchc.writers.tables import document
from cchc.writers.tables.sheet import TableForm


def write(form: TableForm) -> bytes:
    """The document; the same form gives the same bytes. Raises MissingExtraError without the extra `docx`."""
    return document.write(form, "docx")
