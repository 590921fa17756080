"""Forms of tables as a document (.odt)."""

from __future__ import annotations

from cchc.writers.tables import document
from cchc.writers.tables.sheet import TableForm


def write(form: TableForm) -> bytes:
    """The document; the same form gives the same bytes."""
    return document.write(form, "odt")
