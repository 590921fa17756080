"""Rows that stand under the wrong one, or twice: told by the sums that hold once they are put right, and only then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice

from cchc.reading.tables.adding import TOTAL_ROW, Above, Adding, Number, Vector, agree
from cchc.reading.tables.levels import Levels, stacked
from cchc.record import define, frozen
from cchc.text.spelling import key

_MOST_ROWS = 400
"""Of more rows than this none is tried at another level."""
_MOST_TRIED = 200
"""Repairs of a kind that are tried, and neighbours that are taken together."""


@frozen
class Repair:
    """Rows (`moved`) that count under another one (`to`, the total among them), or not at all where they are copies
    of a row (`of`)."""

    above: tuple[int | None, ...]
    moved: tuple[int, ...]
    to: int | None = None
    of: int | None = None
    without: frozenset[int] = frozenset()


def repaired(adding: Adding, above: Above) -> Repair | None:
    """The one repair under which the sums hold that do not as the rows stand; None where there is none, or several."""
    return _Strays(adding, above).repaired()


@define(eq=False)
class _Strays:
    """What could be wrong with the places of rows, by what the sums are off."""

    adding: Adding
    above: Above

    def repaired(self) -> Repair | None:
        off = self.adding.off(self.above)
        broad = {at: vector for at, vector in off.items() if self.adding.is_broad(at, vector)}
        if not broad:
            return None
        for kind in (self._copies, self._moves, self._levels):
            tried = dict.fromkeys(islice(kind(broad), self.adding.tries(_MOST_TRIED)))
            found = [each for each in tried if self._mends(each, off, broad)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _mends(self, repair: Repair, off: Mapping[int, Vector], broad: Mapping[int, Vector]) -> bool:
        """Whether nothing fails any more that failed in most columns, nor anything that held before."""
        after = self.adding.off(repair.above, repair.without)
        return not any(at in broad or at not in off for at in after)

    def _under(self, at: int) -> list[int]:
        """The rows right under one, or under the total."""
        up = None if at == TOTAL_ROW else at
        return [row for row, over in enumerate(self.above) if over == up and row != self.adding.total]

    # --- rows that stand twice ----------------------------------------------------------------------

    def _copies(self, broad: Mapping[int, Vector]) -> Iterator[Repair]:
        """Rows with the figures of another beside them, by which their sum is too much."""
        for at, off in broad.items():
            alike = [row for row in self._under(at) if agree(self.adding.vectors[row], off)]
            if len(alike) < 2 or not (_is_told(off) or self._have_one_name(alike)):
                continue
            copy, first = self._copy_of(alike)
            yield Repair(tuple(self.above), (copy,), of=first, without=frozenset(self._whole(copy)))

    def _have_one_name(self, rows: Sequence[int]) -> bool:
        return len({key(self.adding.rows[row].body.label) for row in rows}) == 1

    def _copy_of(self, alike: Sequence[int]) -> tuple[int, int]:
        """Which of rows that say the same is the copy: one that none stand under, the last; and of which it is one."""
        parents = set(self.above)
        copy = next((row for row in reversed(alike) if row not in parents), alike[-1])
        return copy, next(row for row in alike if row != copy)

    def _whole(self, row: int) -> Iterator[int]:
        """A row and all that stand under it."""
        yield row
        for each in self._under(row):
            yield from self._whole(each)

    # --- rows under another ---------------------------------------------------------------------------

    def _moves(self, broad: Mapping[int, Vector]) -> Iterator[Repair]:
        """Rows one after the other by which one sum is too much, and another too little or not there to be held to."""
        for at, off in broad.items():
            for run in self._runs(at, off):
                others = [each for each, lacks in broad.items() if each != at and agree(_opposite(lacks), off)]
                for to in others if _is_told(off) else ():
                    yield self._moved(run, to)
                if not others and self._begins_anew(at, run):
                    over = self.above[at]
                    yield self._moved(run, TOTAL_ROW if over is None else over)

    def _runs(self, at: int, off: Vector) -> Iterator[tuple[int, ...]]:
        """The neighbours right under a row that come to so much."""
        rows, most = self._under(at), self.adding.tries(_MOST_TRIED)
        says = [any(self.adding.vectors[row]) for row in rows]
        sums = _RunningSums.of([self.adding.vectors[row] for row in rows], off)
        for first in (each for each in range(len(rows)) if says[each]):
            for end in range(first + 1, min(len(rows), first + most) + 1):
                if says[end - 1] and sums.come_to_it(first, end):
                    yield tuple(rows[first:end])

    def _begins_anew(self, at: int, run: Sequence[int]) -> bool:
        """Whether rows are the last under another, and numbered from the beginning again."""
        rows = self._under(at)
        codes = [self.adding.rows[row].body.code.strip(".) ") for row in (rows[0], run[0])]
        return at != TOTAL_ROW and tuple(rows[-len(run) :]) == tuple(run) and rows[0] != run[0] and codes[0] == codes[1]

    def _moved(self, run: Iterable[int], to: int) -> Repair:
        run = tuple(run)
        up = None if to == TOTAL_ROW else to
        return Repair(tuple(up if row in run else over for row, over in enumerate(self.above)), run, to=to)

    # --- a row at another level -----------------------------------------------------------------------

    def _levels(self, broad: Mapping[int, Vector]) -> Iterator[Repair]:
        """A row whose code is that of another level, with what then stands under it."""
        levels, rows = Levels.of(self.adding.table), self.adding.rows
        if not levels.are_several or len(rows) > _MOST_ROWS or not any(map(_is_told, broad.values())):
            return
        known = levels.depths_of([row.body for row in rows], self.adding.total)
        near = dict.fromkeys(row for at in broad for row in (at, *self._under(at)) if row != TOTAL_ROW)
        for row in near:
            for depth in range(len(levels.shapes)):
                above = stacked([*known[:row], float(depth), *known[row + 1 :]])
                if above != list(self.above):
                    to = above[row]
                    yield Repair(tuple(above), (row,), to=TOTAL_ROW if to is None else to)


def _is_told(off: Vector) -> bool:
    """Whether several columns tell it, so that it is no chance."""
    return sum(map(bool, off)) > 1


def _opposite(vector: Vector) -> Vector:
    return tuple(None if each is None else -each for each in vector)


@define(eq=False)
class _RunningSums:
    """What rows one after the other come to, held to what they should: no run of them is added up by itself.

    Of each column that says something there: what is wanted, and up to each row the sum and how many say nothing.
    """

    columns: Sequence[tuple[Number, Sequence[Number], Sequence[int]]]

    @classmethod
    def of(cls, vectors: Sequence[Vector], wanted: Vector) -> _RunningSums:
        columns = []
        for at, figure in enumerate(wanted):
            if figure is not None:
                own = [vector[at] for vector in vectors]
                sums = accumulate((each or 0 for each in own), initial=0)
                columns.append((figure, list(sums), list(accumulate((each is None for each in own), initial=0))))
        return cls(columns)

    def come_to_it(self, first: int, end: int) -> bool:
        """Whether a run does in every column in which all its rows say something, and not in nothing but zeros."""
        is_something = False
        for wanted, sums, lacking in self.columns:
            if lacking[end] == lacking[first]:
                if sums[end] - sums[first] != wanted:
                    return False
                is_something = is_something or bool(wanted)
        return is_something
