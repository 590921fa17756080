"""What a formula makes of one of its figures, all others staying: a line or a hyperbola, read backwards.

The parts of a rate are counts: 93,18 % of 44 is 41 and nothing else, and 42 is 93,18 % of no whole number. So the
figures that may stand in a cell are few, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from cchc.formula.tree import Apply, Name, Number, Tree
from cchc.record import frozen

_MOST = 64
"""Figures that are tried one by one."""
_RATIOS = frozenset({"+", "-", "*", "/", "neg", "total", "number", "percent", "per_mille", "percent_of"})
_HALF = Fraction(1, 2)

Point = tuple[Fraction, Fraction]


@frozen
class Curve:
    """y = (a·x + b) / (c·x + d)."""

    a: Fraction
    b: Fraction
    c: Fraction
    d: Fraction

    def at(self, x: Fraction) -> Fraction | None:
        """Its value, where it has one."""
        below = self.c * x + self.d
        return (self.a * x + self.b) / below if below else None

    def steps_within(self, low: Fraction, high: Fraction, step: Fraction) -> frozenset[Fraction] | None:
        """The multiples of a step at which its value is in between; None where they are too many."""
        if self.c and low <= self.a / self.c <= high:
            return None  # the value far out: endlessly many
        ends = sorted((self.b - self.d * y) / (self.c * y - self.a) for y in (low, high))
        first, last = ceil(ends[0] / step), floor(ends[1] / step)
        return None if last - first >= _MOST else frozenset(step * place for place in range(first, last + 1))


def curve_through(value: Callable[[Fraction], Fraction | None], x: Fraction) -> Curve | None:
    """The curve of a ratio near a figure; None where it does not change with that, or not in this way."""
    places = dict.fromkeys((x + 1, x + 2, x + 4, x + 7, 2 * x + 11))
    points = [(at, y) for at in places if (y := value(at)) is not None]
    if len(points) < len(places):
        return None
    for found in (_line(*points[:2]), _hyperbola(*points[:3])):
        if found is not None and all(found.at(at) == y for at, y in points):
            return found
    return None


def _line(one: Point, other: Point) -> Curve | None:
    slope = (other[1] - one[1]) / (other[0] - one[0])
    return Curve(slope, one[1] - slope * one[0], Fraction(0), Fraction(1)) if slope else None


def _hyperbola(one: Point, *others: Point) -> Curve | None:
    """Through three points, that with c = 1: a·x + b − d·y = x·y."""
    (x, y) = one
    (x2, y2, xy2), (x3, y3, xy3) = ((to - x, at - y, to * at - x * y) for to, at in others)
    under = x3 * y2 - x2 * y3
    if not under:
        return None
    a, d = (xy3 * y2 - xy2 * y3) / under, (x2 * xy3 - x3 * xy2) / under
    return Curve(a, x * y + d * y - a * x, Fraction(1), d)


def is_ratio(tree: Tree) -> bool:
    """Whether a formula adds, multiplies and divides, and chooses nothing but what to do where there is no figure."""
    match tree:
        case Number() | Name():
            return True
        case Apply("if_", (Apply("known", (Name(),)), one, other)):
            return is_ratio(one) and is_ratio(other)
        case Apply("if_", (Apply("==", (_, Number())), Number(), other)):
            return is_ratio(other)
        case Apply(op, args):
            return op in _RATIOS and all(map(is_ratio, args))
        case _:
            return False


def unrounded(tree: Tree) -> tuple[Tree, Fraction]:
    """A formula without the rounding of its result, and by how much that may differ."""
    match tree:
        case Apply("round", (inner, Number(places))):
            return inner, _HALF / 10 ** int(places)
        case _:
            return tree, Fraction(0)
