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
    """The editions of the form whose number or title a file shows, the longest name first; None for none of them.

    A form of which there are only drafts makes way for one that was issued under the same number or title.
    """
    texts = [key(text[:_LONGEST]) for text in islice(_texts(raw), 4 * _TOP)]
    told = [(name, form) for form in known for name in _names(form) if any(_holds(text, name) for text in texts)]
    if not told:
        return None
    form = max(told, key=lambda each: len(each[0]))[1]
    own = {name for name, other in told if other is form}
    issued = (other for name, other in told if name in own and not all(each.is_draft for each in other))
    return next(issued, form) if all(each.is_draft for each in form) else form


def _texts(raw: RawForm) -> Iterable[str]:
    return (text for row in raw.rows[:_TOP] for cell in row.cells if len(text := seen(cell.text[: 4 * _LONGEST])) > 3)


def _names(form: tuple[Outline, ...]) -> set[str]:
    return {key(name) for edition in form for name in edition.names}


def _holds(text: str, name: str) -> bool:
    return name in text or (text.isascii() and folded(name) in text)
