"""The cells that ruled lines on a page enclose. Lengths are points; y grows upwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cchc.record import frozen

_NEAR = 2.5
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
        return self.start - _NEAR <= place <= self.end + _NEAR


@frozen
class Box:
    """A cell: its column in the table, and its edges."""

    column: int
    left: float
    bottom: float
    right: float
    top: float


@frozen
class RuledTable:
    """A table of a page: its edges, and its rows from the top, each of cells from the left."""

    bottom: float
    top: float
    rows: Sequence[Sequence[Box]]


def strokes(edges: Iterable[tuple[float, float, float, float]]) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and the vertical lines among edges (x1, y1, x2, y2); slanting ones are none."""
    across, down = [], []
    for x1, y1, x2, y2 in edges:
        left, right, low, high = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if high - low <= _NEAR and right - left > _SHORTEST:
            across.append(Stroke((low + high) / 2, left, right))
        elif right - left <= _NEAR and high - low > _SHORTEST:
            down.append(Stroke((left + right) / 2, low, high))
    return across, down


def tables(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[RuledTable]:
    """The ruled tables of a page, from the top."""
    found = []
    for low, high in _spans(down):
        inside = [stroke for stroke in down if stroke.start >= low - _NEAR and stroke.end <= high + _NEAR]
        columns = _gathered(stroke.at for stroke in inside)
        levels = [stroke.at for stroke in across if low - _NEAR <= stroke.at <= high + _NEAR]
        edges = _gathered([low, high, *levels])[::-1]
        if len(columns) > _FEWEST_COLUMNS:
            rows = [list(_boxes(top, bottom, columns, inside)) for top, bottom in pairwise(edges)]
            found.append(RuledTable(low, high, rows))
    return found


def _spans(down: Sequence[Stroke]) -> list[tuple[float, float]]:
    """The heights that vertical lines cover without a break, from the top."""
    spans: list[tuple[float, float]] = []
    for stroke in sorted(down, key=lambda stroke: -stroke.end):
        if spans and stroke.end >= spans[-1][0] - _NEAR:
            spans[-1] = (min(spans[-1][0], stroke.start), spans[-1][1])
        else:
            spans.append((stroke.start, stroke.end))
    return spans


def _gathered(places: Iterable[float]) -> list[float]:
    """Places in order, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _boxes(top: float, bottom: float, columns: Sequence[float], down: Sequence[Stroke]) -> Iterator[Box]:
    """The cells of a row: between the vertical lines that pass it."""
    middle = (top + bottom) / 2
    walls = [
        place
        for place, x in enumerate(columns)
        if any(abs(line.at - x) <= _NEAR and line.covers(middle) for line in down)
    ]
    for left, right in pairwise(walls):
        yield Box(left, columns[left], bottom, columns[right], top)
