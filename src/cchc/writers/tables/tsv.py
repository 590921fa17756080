"""Forms of tables as text for spreadsheet programs (.tsv): no text can run there."""

from __future__ import annotations

from cchc.serialize.table import harmless
from cchc.writers.tables import text
from cchc.writers.tables.sheet import TableForm


def write(form: TableForm) -> bytes:
    """The text in UTF-8."""
    return text.written(form, harmless)
