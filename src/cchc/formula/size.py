"""How long the numbers of a formula can get, whatever a report says: what a stranger's formula costs is known before.

A figure of a report has at most `MOST_DIGITS` digits before its point and as many after it. Products
of figures have more, and products of products, line by line, soon more than a machine can hold.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from cchc.exact import MOST_DIGITS
from cchc.formula.functions import ROWS, arity
from cchc.formula.meaning import meaning
from cchc.formula.signature import MOST_PLACES, Kind
from cchc.formula.tree import Tree, read
from cchc.record import frozen

MOST_BETWEEN = 20_000
"""Digits that a number may have on the way to a figure: a microsecond or two of arithmetic."""


@frozen
class Size:
    """Digits of a number before its point and after it, and those of a denominator that is no power of ten.

    `longest` are the digits before the point, `between` all digits, of the longest number on the way to it.
    """

    whole: int
    places: int = 0
    divisor: int = 0
    longest: int = 0
    between: int = 0

    @property
    def denominator(self) -> int:
        return self.places + self.divisor


def size_of(tree: Tree, size_of_name: Callable[[str], Size]) -> Size:
    """The size of a formula's value, from those of the figures that it names."""
    return read(tree, _Sizing(size_of_name))


@frozen
class _Sizing:
    size_of_name: Callable[[str], Size]

    def number(self, value: Fraction, /) -> Size:
        return Size(_digits(value.numerator), _decimals(value.denominator))

    def name(self, id: str, /) -> Size:
        return self.size_of_name(id)

    def word(self, word: str, /) -> Size:
        return Size(1)

    def apply(self, op: str, args: tuple[Size, ...], /) -> Size:
        least, most = arity(op)
        if not least <= len(args) <= (len(args) if most is None else most):
            return Size(1)  # it is told as such, and never computed
        found = self._of(op, args)
        longest = max(found.whole, *(arg.longest for arg in args))
        between = max(found.whole + found.denominator, *(arg.between for arg in args))
        return Size(found.whole, found.places, found.divisor, longest, between)

    def _of(self, op: str, args: tuple[Size, ...]) -> Size:
        row = ROWS[op]
        if (means := meaning(op)) is not None:
            return size_of(means, dict(zip(row.names, args, strict=True)).__getitem__)
        whole, places = max(arg.whole for arg in args), max(arg.places for arg in args)
        divisor = sum(arg.divisor for arg in args)
        if row.gives is not Kind.NUMBER:
            return Size(1)
        if op == "round":
            return Size(whole + 1, MOST_PLACES)
        if row.ratio:
            part, by = args
            whole = part.whole + by.denominator + _digits(row.ratio)
            return Size(whole, 0, part.denominator + by.whole + by.denominator)
        if row.adds:
            return Size(whole + _digits(len(args)), places, divisor)
        if op in _CHOOSING:
            return Size(whole, places, divisor)
        return Size(sum(arg.whole for arg in args), sum(arg.places for arg in args), divisor)

    def fact(self, function: str, ids: tuple[str, ...], /) -> Size:
        return Size(MOST_DIGITS, MOST_DIGITS)


_CHOOSING = ("min", "max", "abs", "if_", "if_undefined")
"""What gives one of its arguments; whatever is not named here is taken for a product."""


def _digits(number: int) -> int:
    return len(str(abs(number)))


def _decimals(denominator: int) -> int:
    """Places after the point of what this parts; of no decimal as many as the denominator has digits."""
    ending = (places for places in range(denominator.bit_length()) if 10**places % denominator == 0)
    return next(ending, _digits(denominator))
