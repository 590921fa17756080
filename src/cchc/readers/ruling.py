"""The cells that ruled lines on a page enclose. Lengths are points; y grows upwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cchc.record import frozen

NEAR = 2.5
"""Points between strokes that are meant as one."""
_SHORTEST = 6.0
_FEWEST_COLUMNS = 2


@frozen
class Stroke:
    """A straight line along one axis: where it lies (`at`) and from where to where it goes."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether the line passes a place of the other axis."""
        return self.start - NEAR <= place <= self.end + NEAR


@frozen
class RuledBox:
    """A cell: its column in the table, its edges, and whether no line parts it from the one above."""

    column: int
    left: float
    bottom: float
    right: float
    top: float
    continues: bool = False


@frozen
class RuledTable:
    """A table of a page: its edges, the walls between its columns, and its rows from the top, each of cells."""

    bottom: float
    top: float
    walls: Sequence[float]
    rows: Sequence[Sequence[RuledBox]]
    parts_rows: bool = False
    """Lines across part its rows, so that what stands between two of them is one row."""


def strokes(edges: Iterable[tuple[float, float, float, float]]) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and the vertical lines among edges (x1, y1, x2, y2); slanting ones are none."""
    across, down = [], []
    for x1, y1, x2, y2 in edges:
        left, right, low, high = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if high - low <= NEAR and right - left > _SHORTEST:
            across.append(Stroke((low + high) / 2, left, right))
        elif right - left <= NEAR and high - low > _SHORTEST:
            down.append(Stroke((left + right) / 2, low, high))
    return across, down


def tables(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[RuledTable]:
    """The ruled tables of a page, from the top."""
    return [table for low, high in _spans(down) if (table := _table(low, high, across, down)) is not None]


def _table(low: float, high: float, across: Sequence[Stroke], down: Sequence[Stroke]) -> RuledTable | None:
    inside = [stroke for stroke in down if stroke.start >= low - NEAR and stroke.end <= high + NEAR]
    walls = _gathered(stroke.at for stroke in inside)
    if len(walls) <= _FEWEST_COLUMNS:
        return None
    level_lines = [stroke for stroke in across if low - NEAR <= stroke.at <= high + NEAR]
    # A table may be open at its sides: its lines across tell how far it goes.
    touching = [stroke for stroke in level_lines if stroke.covers(walls[0]) or stroke.covers(walls[-1])]
    left = min((stroke.start for stroke in touching), default=walls[0])
    right = max((stroke.end for stroke in touching), default=walls[-1])
    open_walls = [wall for wall in (left,) if wall < walls[0] - _SHORTEST]
    open_walls += [wall for wall in (right,) if wall > walls[-1] + _SHORTEST]
    columns = sorted([*walls, *open_walls])
    inside += [Stroke(wall, low, high) for wall in open_walls]
    levels = _gathered([low, high, *(stroke.at for stroke in level_lines)])[::-1]
    rows = [list(_boxes(top, bottom, columns, inside, level_lines)) for top, bottom in pairwise(levels)]
    return RuledTable(low, high, columns, rows)


def _spans(down: Sequence[Stroke]) -> list[tuple[float, float]]:
    """The heights that vertical lines cover without a break, from the top."""
    spans: list[tuple[float, float]] = []
    for stroke in sorted(down, key=lambda stroke: -stroke.end):
        if spans and stroke.end >= spans[-1][0] - NEAR:
            spans[-1] = (min(spans[-1][0], stroke.start), spans[-1][1])
        else:
            spans.append((stroke.start, stroke.end))
    return spans


def _gathered(places: Iterable[float]) -> list[float]:
    """Places in order, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _boxes(
    top: float, bottom: float, columns: Sequence[float], down: Sequence[Stroke], across: Sequence[Stroke]
) -> Iterator[RuledBox]:
    """The cells of a row: between the vertical lines that pass it."""
    middle = (top + bottom) / 2
    walls = [
        place
        for place, x in enumerate(columns)
        if any(abs(line.at - x) <= NEAR and line.covers(middle) for line in down)
    ]
    above = [line for line in across if abs(line.at - top) <= NEAR]
    for left, right in pairwise(walls):
        center = (columns[left] + columns[right]) / 2
        continues = not any(line.covers(center) for line in above)
        yield RuledBox(left, columns[left], bottom, columns[right], top, continues)
