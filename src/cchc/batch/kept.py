"""What is dear to make and often made of the same: kept, by that."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """By one record and a key; the record is held, so that its place in memory stays its own."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._made: dict[tuple[int, Hashable], tuple[object, Made]] = {}

    def of(self, record: object, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of this record with this key, or is made now."""
        place = id(record), key
        found = self._made.get(place)
        if found is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[place] = record, make()
        return found[1]
