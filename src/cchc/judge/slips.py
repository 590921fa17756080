"""One slip, one finding: broken pairs of lines that hang together are told by the line that most of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cchc.edition import Instance

Slip = tuple[int, tuple[str, ...]]
"""The place of the instance that is told, and the lines that the same slip concerns beside its own."""

_PAIR = {"first", "second"}


def is_pair(instance: Instance) -> bool:
    """Whether a rule is asked of two lines of many."""
    return set(instance.bindings) == _PAIR


def joined(broken: Sequence[tuple[int, Instance]]) -> Iterator[Slip]:
    """The broken instances in their order; of each rule the pairs that share lines are one."""
    told: set[int] = set()
    for place, instance in broken:
        if place in told:
            continue
        if not is_pair(instance):
            yield place, ()  # asked of no line of many, perhaps of none
            continue
        group = _together(instance, broken)
        told.update(each for each, _ in group)
        yield _told_by_the_shared(group)


def _together(start: Instance, broken: Sequence[tuple[int, Instance]]) -> list[tuple[int, Instance]]:
    """All broken pairs of the same rule that a chain of shared lines leads to."""
    pairs = [(place, each) for place, each in broken if each.rule == start.rule and is_pair(each)]
    lines, grown = set(start.bindings.values()), True
    while grown:
        reached = {
            id for _, each in pairs if not lines.isdisjoint(each.bindings.values()) for id in each.bindings.values()
        }
        grown = not reached <= lines
        lines |= reached
    return [(place, each) for place, each in pairs if not lines.isdisjoint(each.bindings.values())]


def _told_by_the_shared(group: list[tuple[int, Instance]]) -> Slip:
    shares = Counter(id for _, each in group for id in each.bindings.values())
    shared = max(shares, key=lambda id: shares[id])
    place, chosen = next((place, each) for place, each in group if shared in each.bindings.values())
    own = set(chosen.bindings.values())
    return place, tuple(id for id in shares if id not in own)
