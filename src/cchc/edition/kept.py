"""What is made of an edition once and asked for with every report."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cchc.edition import Edition

T = TypeVar("T")
_MOST = 8
"""Editions at hand at a time."""


def kept(make: Callable[[type[T], Edition], T]) -> Callable[[type[T], Edition], T]:
    """A classmethod that makes something of an edition, which is the same for the same edition from then on."""
    known: deque[tuple[Edition, T]] = deque(maxlen=_MOST)

    def made(cls: type[T], edition: Edition) -> T:
        for of, found in known:
            if of is edition:
                return found
        found = make(cls, edition)
        known.appendleft((edition, found))
        return found

    made.__doc__ = make.__doc__
    return made
