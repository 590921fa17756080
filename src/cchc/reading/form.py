"""Which form a file is, by what it calls itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from cchc.load import Outline
from cchc.record import frozen
from cchc.report import RawForm
from cchc.text.spelling import folded, key, seen

_TOP = 30
"""Rows in which a file says what it is."""
_LONGEST = 400

Form = tuple[Outline, ...]
"""The editions of a form."""


def chosen_forms(raw: RawForm, known: Iterable[Form]) -> tuple[Form, ...]:
    """The forms that a file may be: several, where they are called alike, or where number and title are of two.

    The longest name that it shows counts, and number and title together. A form of which there are only drafts makes
    way for one that was issued under the same number or title.
    """
    texts = [key(text[:_LONGEST]) for text in islice(_texts(raw), 4 * _TOP)]
    shown = {form: names for form in known if (names := _ShownNames.of(form, texts)).all}
    longest = max((names.longest for names in shown.values()), default=0)
    called = [form for form, names in shown.items() if names.longest == longest]
    numbered = [form for form, names in shown.items() if names.numbers and names.titles]
    likely = [form for form in called if form in numbered] or [*called, *numbered]
    issued = [form for form in shown if not all(each.is_draft for each in form)]
    own = {name for form in likely for name in shown[form].all}
    return tuple(
        [form for form in likely if form in issued] or [form for form in issued if own & shown[form].all] or likely
    )


@frozen
class _ShownNames:
    """What of the names of a form stands in a file."""

    numbers: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def of(cls, form: Form, texts: Sequence[str]) -> _ShownNames:
        numbers = (key(name) for each in form for name in each.numbers)
        titles = (key(name) for each in form for name in each.titles)
        return cls(frozenset(_among(texts, numbers)), frozenset(_among(texts, titles)))

    @property
    def all(self) -> frozenset[str]:
        return self.numbers | self.titles

    @property
    def longest(self) -> int:
        return max(map(len, self.all))


def _texts(raw: RawForm) -> Iterable[str]:
    return (text for row in raw.rows[:_TOP] for cell in row.cells if len(text := seen(cell.text[: 4 * _LONGEST])) > 3)


def _among(texts: Sequence[str], names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if any(_holds(text, name) for text in texts))


def _holds(text: str, name: str) -> bool:
    return name in text or (text.isascii() and folded(name) in text)
