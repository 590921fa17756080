"""What hangs together by what it shares."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def clusters(sets: Iterable[AbstractSet[T]]) -> list[list[int]]:
    """The places of sets that share something, directly or through others; clusters in the order of their first."""
    found: list[tuple[set[T], list[int]]] = []
    for place, each in enumerate(sets):
        touched = [one for one in found if not one[0].isdisjoint(each)]
        whole = set(each).union(*(members for members, _ in touched))
        at = found.index(touched[0]) if touched else len(found)
        found = [one for one in found if one not in touched]
        found.insert(at, (whole, [*(near for _, places in touched for near in places), place]))
    return [places for _, places in found]
