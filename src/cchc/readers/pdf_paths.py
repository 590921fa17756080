"""What is drawn on a page of a PDF besides letters: straight edges, small shapes, and what lies behind texts.

A dotted rule may be thousands of dots, each a path of its own: dots in a row are one edge. Lengths
are points; y grows upwards.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from cchc.record import define, field, frozen

Edge = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MOST_OBJECTS = 50_000
_THIN, _DOT = 2.5, 6.0
"""A piece of a rule that is dotted or dashed: so thin, and no longer than this."""
_STROKE = 2.0
_NEXT_DOT = 5.0
"""Dots of one rule are no further apart."""
_FEWEST_DOTS = 6
_SMALLEST, _LARGEST = 4.0, 20.0
"""The width and height of what may be a box to tick, or the mark in one."""
_AROUND = 0.6
"""Of the way from its middle: what goes round a shape leaves so much free."""
_WHITE, _LIGHT, _DARK = 250, 225, 200


@frozen
class DrawnShape:
    """A small thing that is drawn: from where to where, how light it is filled, whether it goes round its middle."""

    bounds: Edge
    edges: Sequence[Edge]
    tone: int | None
    """From 0, black, to 255, white: how light it is filled; None where it is not."""
    ink: int
    """How light its lines are, or what it is filled with."""
    goes_round: bool
    """As a box or a ring does; otherwise it may be a mark in one."""

    @property
    def size(self) -> float:
        """The longer of its sides."""
        return max(self.bounds[2] - self.bounds[0], self.bounds[3] - self.bounds[1])


@define
class Drawn:
    """What is drawn on a page."""

    edges: list[Edge] = field(factory=list)
    shapes: list[DrawnShape] = field(factory=list)
    backgrounds: list[Edge] = field(factory=list)
    """Where something lies behind what is written on which white is seen."""
    dots: list[tuple[float, float]] = field(factory=list)

    def path(self, raw: Any, path: Any, outer: Matrix) -> None:
        """A path, of which its own transformation and `outer` tell the places."""
        place = bounds(raw, path, outer)
        left, bottom, right, top = place
        width, height = right - left, top - bottom
        if min(width, height) <= _THIN and max(width, height) <= _DOT:
            across, up = (left + right) / 2, (bottom + top) / 2
            self.dots.append((across, up))
            if max(width, height) > _STROKE:
                # Alone it may strike out a letter.
                self.edges.append((left, up, right, up) if width > height else (across, bottom, across, top))
            return
        stroked, filled = _tones(raw, path)
        is_small = min(width, height) >= _SMALLEST and max(width, height) <= _LARGEST
        seen = filled if stroked is None else stroked
        if not is_small and (seen is None or seen >= _WHITE):
            return
        if filled is not None and filled < _DARK and min(width, height) > _THIN:
            self.backgrounds.append(place)
        edges, points = _segments(raw, path, times(matrix(raw, path), outer))
        if is_small:
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                place = (min(xs), min(ys), max(xs), max(ys))
            ink = 255 if seen is None else seen
            inside = None if _is_frame(raw, path) else filled
            own = edges if ink < _WHITE else ()
            self.shapes.append(DrawnShape(place, own, inside, ink, _goes_round(edges, points, place)))
            return
        if not (stroked is None and filled is not None and filled >= _LIGHT and min(width, height) > _DOT):
            self.edges += edges

    def end(self) -> None:
        """All paths are read: dots become the rules that they are of."""
        self.edges += dotted(self.dots)
        self.dots.clear()


def dotted(dots: Sequence[tuple[float, float]]) -> Iterator[Edge]:
    """The rules across and down that dots make."""
    for x, run in _runs((round(x), y) for x, y in dots):
        yield (x, run[0], x, run[-1])
    for y, run in _runs((round(y), x) for x, y in dots):
        yield (run[0], y, run[-1], y)


def _runs(places: Iterable[tuple[int, float]]) -> Iterator[tuple[float, list[float]]]:
    for line, group in groupby(sorted(places), key=lambda place: place[0]):
        along = [place for _, place in group]
        breaks = [0, *(at for at, (one, other) in enumerate(pairwise(along), 1) if other - one > _NEXT_DOT), len(along)]
        for start, end in pairwise(breaks):
            if end - start >= _FEWEST_DOTS:
                yield float(line), along[start:end]


def times(one: Matrix, other: Matrix) -> Matrix:
    """The transformation of one and then the other."""
    a, b, c, d, e, f = one
    A, B, C, D, E, F = other  # noqa: N806
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """A place after a transformation."""
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def matrix(raw: Any, found: Any) -> Matrix:
    """The transformation of an object's own places."""
    own = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(found, own):
        return UNTURNED
    return (own.a, own.b, own.c, own.d, own.e, own.f)


def bounds(raw: Any, found: Any, outer: Matrix) -> Edge:
    """From where to where an object goes."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
    x1, y1 = moved(left.value, bottom.value, outer)
    x2, y2 = moved(right.value, top.value, outer)
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def tone(colored: Any, found: Any) -> int:
    """How light an object is drawn on white paper, by its darkest part: transparent is white."""
    color = [ctypes.c_uint() for _ in range(4)]
    if not colored(found, *color):
        return 0
    red, green, blue, opacity = (part.value for part in color)
    return 255 - (255 - min(red, green, blue)) * opacity // 255


def _tones(raw: Any, path: Any) -> tuple[int | None, int | None]:
    """How light a path is drawn, and how light it is filled; None for what is not done."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return (
        tone(raw.FPDFPageObj_GetStrokeColor, path) if stroke.value else None,
        tone(raw.FPDFPageObj_GetFillColor, path) if fill.value else None,
    )


def _segments(raw: Any, path: Any, by: Matrix) -> tuple[list[Edge], list[tuple[float, float]]]:
    """The straight edges of a path, and its points."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    edges: list[Edge] = []
    points: list[tuple[float, float]] = []
    for place in range(min(raw.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(x.value, y.value, by)
        points.append(point)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            edges.append((*last, *point))
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            edges.append((*point, *start))
        last = point
    return edges, points


def _is_frame(raw: Any, path: Any) -> bool:
    """Whether a filled path is what lies between two outlines, as a frame is drawn by some programs."""
    starts = 0
    for place in range(min(raw.FPDFPath_CountSegments(path), 100)):
        kind = raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, place))
        starts += kind == raw.FPDF_SEGMENT_MOVETO
    return starts > 1


def _goes_round(edges: Sequence[Edge], points: Sequence[tuple[float, float]], place: Edge) -> bool:
    """Whether a path goes round its middle and is as wide as it is high."""
    left, bottom, right, top = place
    across, up = (right - left) / 2, (top - bottom) / 2
    if len(points) < 4 or abs(across - up) > 0.15 * max(across, up):
        return False
    middles = [((x1 + x2) / 2, (y1 + y2) / 2) for x1, y1, x2, y2 in edges]
    return all(
        max(abs(x - left - across) / across, abs(y - bottom - up) / up) >= _AROUND for x, y in (*points, *middles)
    )
