"""Boxes to tick that are drawn, not written: small squares and rings, with a mark in them or without.

They become the letters ☒ and ☐ of the text that they stand in, and their sides are no walls of the
table. The cells of a table may be small and square, too: a box stands alone, without a wall of the
same height beside it. Lengths are points; y grows upwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cchc.readers.pdf_paths import DrawnShape, Edge
from cchc.readers.typeset import Letter
from cchc.readers.wordtext import EMPTY, TICKED
from cchc.record import frozen

_MOST = 200
"""Boxes of a page; of more shapes like them, it is a drawing."""
_INSIDE = 1.5
"""Points that a mark may stick out of its box."""
_SAME = 0.6
"""Points between sides that are one."""
_BESIDE = 6.0
"""Points from a box within which a wall of the same height is that of a cell beside it."""
_OUTLINE = 0.8
"""Of a box's size: what is so large in it is part of how the box is drawn."""
_LIGHT = 200
"""Boxes are filled as lightly as this; what is darker is a mark."""
_LEAST_MARK = 0.3
_FARTHEST = 60.0
"""Points from a box to the text whose line it stands on."""
_MARKS = frozenset("xXvV×✓✔✕✖✗✘√☓☑☒")


@frozen
class TickBox:
    """A box: from where to where, what sign it is, and the shapes and letters that it is made of."""

    bounds: Edge
    sign: str | None
    """None: a frame around a figure, which is no wall either."""
    shapes: Sequence[DrawnShape]
    letters: Sequence[Letter]


def settled(shapes: Sequence[DrawnShape], letters: list[Letter], edges: list[Edge]) -> None:
    """Boxes become letters; the edges of all other shapes are edges of the page."""
    boxes = _boxes(shapes, letters, edges)
    used = {id(shape) for box in boxes for shape in box.shapes}
    edges += [edge for shape in shapes if id(shape) not in used for edge in shape.edges]
    marks = {id(letter) for box in boxes for letter in box.letters}
    letters[:] = [letter for letter in letters if id(letter) not in marks]
    letters += [_letter(box, box.sign, letters, number) for number, box in enumerate(boxes) if box.sign is not None]


def _boxes(shapes: Sequence[DrawnShape], letters: Sequence[Letter], edges: Sequence[Edge]) -> list[TickBox]:
    outlines = sorted((shape for shape in shapes if shape.goes_round), key=lambda shape: -shape.size)
    if len(outlines) > 4 * _MOST:
        return []
    by_left = sorted(shapes, key=lambda shape: shape.bounds[0])
    lefts = [shape.bounds[0] for shape in by_left]
    found: list[TickBox] = []
    taken: set[int] = set()
    for outline in outlines:
        if id(outline) in taken:
            continue
        left, bottom, right, top = outline.bounds
        near = by_left[bisect_left(lefts, left - _INSIDE) : bisect_right(lefts, right)]
        own = [shape for shape in near if _is_in(shape.bounds, outline.bounds)]
        if _is_of_grid(outline.bounds, [*edges, *_others(near, own)]):
            continue
        written = [letter for letter in letters if left < letter.middle[0] < right and bottom < letter.middle[1] < top]
        taken.update(map(id, own))
        if any(letter.sign not in _MARKS for letter in written):
            found.append(TickBox(outline.bounds, None, own, ()))
            continue
        sign = TICKED if written or _has_mark(outline, own) else EMPTY
        found.append(TickBox(outline.bounds, sign, own, written))
    hollow = [box for box in found if not _is_solid(box)]
    # What is filled all over is a box that was filled in only beside boxes of its size that were not.
    return [box for box in found if not _is_solid(box) or any(_is_as_large(box, other) for other in hollow)]


def _others(near: Sequence[DrawnShape], own: Sequence[DrawnShape]) -> list[Edge]:
    inside = set(map(id, own))
    return [edge for shape in near if id(shape) not in inside for edge in shape.edges]


def _is_in(inner: Edge, outer: Edge) -> bool:
    return (
        inner[0] >= outer[0] - _INSIDE
        and inner[1] >= outer[1] - _INSIDE
        and inner[2] <= outer[2] + _INSIDE
        and inner[3] <= outer[3] + _INSIDE
    )


def _is_of_grid(box: Edge, edges: Sequence[Edge]) -> bool:
    """Whether a square is a cell: a wall of the cell beside it is its side, or stands near it and is as high."""
    left, bottom, right, top = box
    for x1, y1, x2, y2 in edges:
        if abs(x1 - x2) > _SAME or not left - _BESIDE <= x1 <= right + _BESIDE:
            continue
        low, high = min(y1, y2), max(y1, y2)
        is_side = min(abs(x1 - left), abs(x1 - right)) <= _SAME and min(high, top) - max(low, bottom) > _SAME
        if is_side or (abs(low - bottom) <= _SAME and abs(high - top) <= _SAME):
            return True
    return False


def _has_mark(outline: DrawnShape, own: Sequence[DrawnShape]) -> bool:
    """Whether something that is seen is drawn in a box besides what the box itself is drawn of."""
    is_dark = any(map(_is_dark, own))
    return is_dark or any(
        not shape.goes_round and shape.size > _LEAST_MARK * outline.size and shape.ink < _LIGHT for shape in own
    )


def _is_dark(shape: DrawnShape) -> bool:
    return shape.tone is not None and shape.tone < _LIGHT


def _is_solid(box: TickBox) -> bool:
    """Whether a box is but a dark square."""
    outline = box.shapes
    dark = [shape for shape in outline if _is_dark(shape) and shape.size >= _OUTLINE * _size(box)]
    is_plain = box.sign is not None and not box.letters
    return is_plain and bool(dark) and all(shape.goes_round for shape in outline)


def _size(box: TickBox) -> float:
    return box.bounds[2] - box.bounds[0]


def _is_as_large(one: TickBox, other: TickBox) -> bool:
    return abs(_size(one) - _size(other)) <= _INSIDE


def _letter(box: TickBox, sign: str, letters: Sequence[Letter], number: int) -> Letter:
    """A box as a letter on the line of the text that it stands beside."""
    left, bottom, right, top = box.bounds
    beside = [letter for letter in letters if bottom - 1 < letter.middle[1] < top + 1]
    nearest = min(beside, key=lambda letter: max(letter.left - right, left - letter.right, 0.0), default=None)
    size, base = 0.8 * (top - bottom), bottom + 0.15 * (top - bottom)
    if nearest is not None and max(nearest.left - right, left - nearest.right) < _FARTHEST:
        size, base = nearest.size, nearest.base
    return Letter(sign, left, right, base, size, piece=-1_000_000 - number, is_spaced=True)
