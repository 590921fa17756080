"""Forms of tables as files: the same rows as a text, a spreadsheet or a page, checked or as they were read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc.evaluation import Evaluation
    from cchc.writers.tables.sheet import TableForm


def form_of(evaluation: Evaluation, language: str, *, is_checked: bool) -> TableForm:
    """A report's tables ready to be written, as they were read, marked or not."""
    if is_checked:
        from cchc.writers.tables.checked import checked

        return checked(evaluation, language)
    from cchc.writers.tables.read import as_read

    return as_read(evaluation, language)


def writer(kind: str) -> Callable[[TableForm], bytes]:
    """What writes such a form as a kind of file."""
    write: Callable[[TableForm], bytes] = import_module(f"cchc.writers.tables.{kind}").write
    return write
