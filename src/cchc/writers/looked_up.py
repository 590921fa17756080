"""Texts of a form among which findings look for their place."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from cchc.record import frozen
from cchc.text.spelling import seen


@frozen
class LookedUp:
    """Texts among which others are looked up, of which there may be as many."""

    all: Sequence[str]

    def place(self, text: str) -> int | None:
        """The first that a person sees as the text, or that has it inside; None where there is none."""
        at = self._joined.find(text)
        found = (self._seen.get(text), bisect(self._starts, at) - 1 if at >= 0 else None)
        return min((place for place in found if place is not None), default=None)

    @cached_property
    def _seen(self) -> Mapping[str, int]:
        return {seen(text): place for place, text in reversed([*enumerate(self.all)])}

    @cached_property
    def _joined(self) -> str:
        return "\0".join(self.all)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return list(accumulate((len(text) + 1 for text in self.all[:-1]), initial=0))
