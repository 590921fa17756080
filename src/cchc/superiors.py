"""Who stands over whom, as a table of offices says: offices over themselves, and chains without an end, are found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cchc.record import define, field, frozen

DEEPEST = 8
"""More levels than any tree of offices has."""
_MOST_STEPS = 2_000_000
"""Days on which it is looked, times rows: more is not looked through."""


@frozen
class Superior:
    """An office stands under another from a day to a day, both included; None where that is open."""

    office: str
    above: str
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max


@define
class Superiors:
    """All that a table says of offices that stand over others: no other is in a round."""

    rows: Sequence[Superior]
    _depths: dict[str, int] = field(factory=dict)

    def round(self) -> tuple[str, ...]:
        """Offices of which each stands under the next at one time, and the last is the first again; nothing where there
        are none."""
        tangled = self._tangled()
        by_day = sorted({row.since for row in tangled})
        for day in by_day[: max(1, _MOST_STEPS // max(1, len(tangled)))]:
            above = {row.office: row.above for row in tangled if row.since <= day <= row.until}
            if found := _round_in(above):
                return found
        return ()

    def too_deep(self) -> tuple[str, ...]:
        """The first offices of a chain that has more levels than there can be; nothing where there is none."""
        self._tangled()
        deep = next((office for office, depth in self._depths.items() if depth >= DEEPEST), None)
        if deep is None:
            return ()
        above: Mapping[str, str] = {row.office: row.above for row in self.rows if row.office in self._depths}
        chain = [deep]
        while len(chain) < DEEPEST and chain[-1] in above:
            chain.append(above[chain[-1]])
        return tuple(chain)

    def _tangled(self) -> list[Superior]:
        """The rows of offices over which, whenever that was, there is a round: what is left when all is taken away that
        stands under nothing, again and again."""
        under: dict[str, list[str]] = defaultdict(list)
        waiting: dict[str, int] = defaultdict(int)
        for row in self.rows:
            under[row.above].append(row.office)
            waiting[row.office] += 1
        self._depths = dict.fromkeys((above for above in under if not waiting.get(above)), 1)
        ready = list(self._depths)
        for office in ready:
            for below in under.get(office, ()):
                waiting[below] -= 1
                self._depths[below] = max(self._depths.get(below, 0), self._depths[office] + 1)
                if not waiting[below]:
                    ready.append(below)
        return [row for row in self.rows if waiting[row.office]]


def _round_in(above: Mapping[str, str]) -> tuple[str, ...]:
    """A round among offices each of which stands under one other at most."""
    seen: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        office = start
        while office in above and office not in seen:
            seen.add(office)
            path[office] = None
            office = above[office]
        if office in path:
            return tuple(list(path)[list(path).index(office) :])
    return ()


def superiors_of(rows: Sequence[Mapping[str, object]]) -> Superiors:
    """Out of the rows of a table of offices, each with its `parent` from `valid_from` to `valid_to`."""
    return Superiors(tuple(_each(rows)))


def _each(rows: Sequence[Mapping[str, object]]) -> Iterator[Superior]:
    over = {row.get("parent") for row in rows}
    for row in rows:
        office, above = row.get("office"), row.get("parent")
        since, until = row.get("valid_from"), row.get("valid_to")
        if isinstance(office, str) and isinstance(above, str) and office in over:
            yield Superior(
                office,
                above,
                since if isinstance(since, dt.date) else dt.date.min,
                until if isinstance(until, dt.date) else dt.date.max,
            )
