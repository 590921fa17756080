"""Which rows stand under which, where codes do not tell: as the printed sums hold, if they do in one way only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from cchc.reading.tables.adding import Above, Adding, Number
from cchc.reading.tables.levels import Levels
from cchc.record import define, field

_MOST_STEPS = 6_000
"""Rows that are taken one way or the other before the search is given up."""

_MOST_COLUMNS = 6
"""Columns by which ways are told apart: what holds in so many holds in all, or is found out by the others."""
_OUTSIDE = -1.0
"""How deep the total stands."""
Depths = Sequence[float | None]
_Taken = tuple[Any, "int | None"]


def lacking_codes(adding: Adding) -> list[int]:
    """The rows without a code in a table in which codes tell what stands under what."""
    levels = Levels.of(adding.table)
    return [at for at, row in enumerate(adding.rows) if at != adding.total and levels.lack(row.body)]


def nestings(adding: Adding) -> Sequence[Above]:
    """The ways in which all sums hold, up to two of them, each with the row under which each stands; rows with codes
    stay where they are. None at all where they cannot all be tried."""
    if adding.total is None or not lacking_codes(adding):
        return ()
    search = _Search(adding, _depths(adding))
    found = search.found()
    return () if search.is_given_up else [above for above in found if not adding.off(above)] or ()


def _depths(adding: Adding) -> list[float | None]:
    """How deep the rows stand that have codes; None where anything may be."""
    lacking = set(lacking_codes(adding))
    known = Levels.of(adding.table).depths_of([row.body for row in adding.rows], adding.total)
    return [None if at in lacking else depth for at, depth in enumerate(known)]


@define(eq=False)
class _Search:
    """Takes row by row as one that others stand under, or not, and gives up a way as soon as a sum cannot hold."""

    adding: Adding
    depths: Depths
    is_given_up: bool = False
    _steps: int = 0
    _rows: list[int] = field(init=False)
    _vectors: dict[int, tuple[Number, ...]] = field(init=False)
    _sure: list[bool] = field(init=False)
    """Which of the columns hold nothing below zero."""

    def __attrs_post_init__(self) -> None:
        adding = self.adding
        self._rows = [at for at in range(len(adding.rows)) if at != adding.total]
        total = adding.vectors[adding.total or 0]
        whole = (
            place
            for place, figure in enumerate(total)
            if figure and all(each[place] is not None for each in adding.vectors)
        )
        known = list(islice(whole, _MOST_COLUMNS))
        self._vectors = {at: tuple(vector[place] or 0 for place in known) for at, vector in enumerate(adding.vectors)}
        self._sure = [not adding.columns[place].asks.is_signed for place in known]

    def found(self) -> list[list[int | None]]:
        """The ways in which all sums hold: none, one, or two of several."""
        total = self._vectors[self.adding.total or 0]
        return [] if not any(total) else self._ways(total)

    def _ways(self, total: tuple[Number, ...]) -> list[list[int | None]]:
        found: list[list[int | None]] = []
        deepest = len(Levels.of(self.adding.table).shapes)
        begun = [_Way(0, ((None, _OUTSIDE, total),), None, _OUTSIDE)]
        while begun and len(found) < 2:
            way = begun.pop()
            self._steps += 1
            if self._steps > _MOST_STEPS:
                self.is_given_up = True
                return found
            if way.at == len(self._rows):
                if not any(any(left) for _, _, left in way.over):
                    found.append(self._whole(way))
                continue
            begun += self._next(way, deepest)
        return found

    def _next(self, way: _Way, deepest: int) -> Iterator[_Way]:
        """The row, under one of those that are still begun: as one that others stand under, and as one by itself."""
        row = self._rows[way.at]
        own, depth = self._vectors[row], self.depths[row]
        over = way.over
        # What adds up is done; a row that is nothing stands beside the one before it.
        while len(over) > 1 and not any(over[-1][2]) and (any(own) or (depth is not None and over[-1][1] >= depth)):
            over = over[:-1]
        up, at_depth, left = over[-1]
        stands = at_depth + 1 if depth is None else depth
        if stands <= at_depth or stands >= deepest or _OUTSIDE < way.leaf < (depth or _OUTSIDE):
            return
        rest = tuple(a - b for a, b in zip(left, own, strict=True))
        if any(each < 0 for each, sure in zip(rest, self._sure, strict=True) if sure):
            return
        over = (*over[:-1], (up, at_depth, rest))
        above = (way.above, up)
        yield _Way(way.at + 1, over, above, stands)
        # The last is gone on with first: what is no whole of the rows after it shows soonest.
        if any(own) and stands + 1 < deepest:
            yield _Way(way.at + 1, (*over, (row, stands, own)), above, _OUTSIDE)

    def _whole(self, way: _Way) -> list[int | None]:
        above: list[int | None] = [None] * len(self.adding.rows)
        taken = way.above
        for row in reversed(self._rows):
            taken, above[row] = taken or (None, None)
        return above


@define(eq=False)
class _Way:
    """The first rows taken in one way: those begun, each with its depth and what is left of its figures."""

    at: int
    over: tuple[tuple[int | None, float, tuple[Number, ...]], ...]
    above: _Taken | None
    """Under which row each stands, the last with all before it."""
    leaf: float
    """How deep the row before stands, if it is taken to have none under it."""
