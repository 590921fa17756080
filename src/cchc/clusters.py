"""What hangs together by what it shares."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def clusters(sets: Iterable[AbstractSet[T]]) -> list[list[int]]:
    """The places of sets that share something, directly or through others; clusters in the order of their first.

    A cluster is a chain of places, so that joining two costs the same however long they are.
    """
    joined: list[int] = []  # each place by one that stands before it in the same cluster
    last: dict[int, int] = {}  # of each cluster, by its first place
    behind: dict[int, int] = {}
    first_with: dict[T, int] = {}
    for place, each in enumerate(sets):
        joined.append(place)
        into, *others = sorted({_first(joined, first_with.setdefault(one, place)) for one in each} - {place}) or [place]
        for other in others:
            joined[other] = into
            behind[last[into]], last[into] = other, last.pop(other)
        if into != place:
            joined[place] = into
            behind[last[into]] = place
        last[into] = place
    return [list(_chain(behind, first)) for first in sorted(last)]


def _first(joined: list[int], place: int) -> int:
    """The first place of a cluster; on the way there, ways are shortened."""
    while joined[place] != place:
        joined[place] = place = joined[joined[place]]
    return place


def _chain(behind: dict[int, int], first: int) -> Iterator[int]:
    at: int | None = first
    while at is not None:
        yield at
        at = behind.get(at)
