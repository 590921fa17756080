"""Formulas held against the integers of a machine: up to which figures they come out exactly in 64 bits."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from cchc.edition import Edition
from cchc.solver.theorem import Conclusion, Question, Theorem

WANTED = 9
"""Digits of a figure, counted in units of its last decimal, that every formula is to carry: no office counts as far."""
_MOST = 18


def integers(edition: Edition) -> Iterator[Theorem]:
    """Each formula and each rule on lines, with the most digits that any figures may have for it to come out exactly in
    64 bits.

    Nothing where the extra `batch` is not there, which alone reckons in such integers.
    """
    if find_spec("polars") is None:
        return
    from cchc.batch.plan import overflowing

    digits, held = dict[str, int](), frozenset(overflowing(edition, 10**_MOST))
    names = [line.id for line in edition.computed] + list(edition.rules)
    digits.update((name, _MOST) for name in names if name not in held)
    for number in range(_MOST - 1, -1, -1):
        left = overflowing(edition, 10**number) if held else frozenset()
        digits.update((name, number) for name in held - left)
        held = left
    for name in names:
        answer = Conclusion.PROVED if digits.get(name, 0) >= WANTED else Conclusion.REFUTED
        yield Theorem(Question.INTEGERS, name, answer, up_to=digits.get(name, 0))
