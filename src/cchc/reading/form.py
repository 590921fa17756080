"""Which form a file is, by what it calls itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from cchc.load import Outline
from cchc.report import RawForm
from cchc.text.spelling import folded, key, seen

_TOP = 30
"""Rows in which a file says what it is."""
_LONGEST = 400


def chosen_form(raw: RawForm, known: Sequence[tuple[Outline, ...]]) -> tuple[Outline, ...] | None:
    """The editions of the form whose number or title a file shows, the longest name first; None for none of them."""
    texts = [key(text[:_LONGEST]) for text in islice(_texts(raw), 4 * _TOP)]
    told = [(len(name), form) for form in known for name in _names(form) if any(_holds(text, name) for text in texts)]
    return max(told, key=lambda each: each[0])[1] if told else None


def _texts(raw: RawForm) -> Iterable[str]:
    return (text for row in raw.rows[:_TOP] for cell in row.cells if len(text := seen(cell.text[: 4 * _LONGEST])) > 3)


def _names(form: tuple[Outline, ...]) -> set[str]:
    return {key(name) for edition in form for name in edition.names}


def _holds(text: str, name: str) -> bool:
    return name in text or (text.isascii() and folded(name) in text)
