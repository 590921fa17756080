"""Forms of tables as a PDF: tagged, searchable, laid out as their documents are."""

from __future__ import annotations

from cchc.writers.tables import document
from cchc.writers.tables.sheet import TableForm


def write(form: TableForm) -> bytes:
    """The PDF (PDF/UA-1); the same form gives the same bytes. Raises MissingExtraError without the extra `print`,
    ReadError for a form of more rows than can be set cheaply."""
    return document.write(form, "pdf")
