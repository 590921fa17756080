"""A formula as dataframe expressions: integers over a known scale, with the bounds that keep them exact.

Null means what it means in the generated function: the engines' own nulls and Kleene logic agree
with it once divisions by zero and choices (`min`, `max`, `if_`) are guarded.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import lcm

from attrs import evolve

from cchc.batch.dialect import Dialect, Expr, every, some
from cchc.batch.whole import Arithmetic, Whole
from cchc.formula.functions import COMPARISONS, ROWS
from cchc.formula.meaning import FormulaOf, no_formula, uncovered, written_out
from cchc.formula.reference import evaluate
from cchc.formula.signature import Kind
from cchc.formula.tree import Apply, Number, Tree, mentions_of, read
from cchc.record import field, frozen


class UnaskableError(Exception):
    """A formula asks for what no column tells; the argument names it."""


@frozen
class Quantity:
    """The number `up / (down * scale)`; `down`, as given, may be zero or negative until it is settled."""

    up: Whole
    scale: int = 1
    down: Whole | None = None


@frozen
class Truth:
    """A yes/no expression; `figure`, if it is null exactly where that is; `least`, if it asks no more
    than that the figure is at least this; `sure`, if bounds tell that it is true wherever it is known."""

    expr: Expr
    figure: Whole | None = None
    least: int | None = None
    sure: bool = False


@frozen
class TextColumn:
    """An expression of status words."""

    expr: Expr


Column = Quantity | Truth | TextColumn
Facts = Mapping[tuple[str, tuple[str, ...]], Column]


@frozen
class FrameColumns:
    """Reads a formula as a column of one frame; raises UnaskableError, or BoundsError for what could overflow."""

    dialect: Dialect
    arithmetic: Arithmetic
    figures: Mapping[str, Column]
    facts: Facts = field(factory=dict)
    formula_of: FormulaOf = no_formula

    def number(self, value: Fraction, /) -> Column:
        return Quantity(self.arithmetic.constant(value.numerator), value.denominator)

    def name(self, id: str, /) -> Column:
        if id not in self.figures:
            raise UnaskableError(id)
        return self.figures[id]

    def word(self, word: str, /) -> Column:
        return TextColumn(self.dialect.lit(word))

    def fact(self, function: str, ids: tuple[str, ...], /) -> Column:
        if (function, ids) not in self.facts:
            raise UnaskableError(f"{function}({', '.join(ids)})")
        return self.facts[function, ids]

    def apply(self, op: str, args: tuple[Column, ...], /) -> Column:
        row = ROWS[op]
        if op in WAYS:
            return WAYS[op](self, *args)
        if row.ratio:
            return _ratio(row.ratio)(self, *args)
        if Kind.DOCUMENT in row.takes:
            raise UnaskableError(op)
        raise uncovered(op, "a frame")

    def settled(self, number: Quantity) -> Quantity:
        """The same number with a denominator that is positive, or null in place of zero."""
        if number.down is None:
            return number
        up, down, whole = number.up, number.down, self.arithmetic
        if down.span.low < 0:
            negative = whole.is_negative(down)
            up, down = whole.choose(negative, whole.negated(up), up), whole.absolute(down)
        if down.span.low <= 0:
            down = Whole(self.dialect.when(down.expr != 0).then(down.expr), down.span, down.bits)
        return Quantity(up, number.scale, down)

    def aligned(self, left: Quantity, right: Quantity) -> tuple[Whole, Whole, int, Whole | None]:
        """Two numerators over one scale and one denominator."""
        one, two, scale, whole = self.settled(left), self.settled(right), lcm(left.scale, right.scale), self.arithmetic
        up = whole.scaled(one.up, scale // one.scale)
        other = whole.scaled(two.up, scale // two.scale)
        if one.down is None and two.down is None:
            return up, other, scale, None
        below, beyond = one.down or whole.constant(1), two.down or whole.constant(1)
        return whole.times(up, beyond), whole.times(other, below), scale, whole.times(below, beyond)

    def rounded(self, number: Quantity, decimals: int) -> Whole:
        """In units of the last decimal, half away from zero."""
        factor, down = 10**decimals, number.down
        if down is None:
            factor, scale = Fraction(factor, number.scale).as_integer_ratio()
            if scale == 1:
                return self.arithmetic.scaled(number.up, factor)
            return self.arithmetic.nearest(number.up, factor, self.arithmetic.constant(scale))
        return self.arithmetic.nearest(number.up, factor, self.arithmetic.scaled(down, number.scale))


_Way = Callable[..., Column]


def _sum(columns: FrameColumns, *parts: Quantity) -> Quantity:
    def add(left: Quantity, right: Quantity) -> Quantity:
        up, other, scale, down = columns.aligned(left, right)
        return Quantity(columns.arithmetic.plus(up, other), scale, down)

    return reduce(add, parts)


def _difference(columns: FrameColumns, left: Quantity, right: Quantity) -> Quantity:
    up, other, scale, down = columns.aligned(left, right)
    return Quantity(columns.arithmetic.minus(up, other), scale, down)


def _negative(columns: FrameColumns, number: Quantity) -> Quantity:
    return Quantity(columns.arithmetic.negated(number.up), number.scale, number.down)


def _size(columns: FrameColumns, number: Quantity) -> Quantity:
    settled = columns.settled(number)
    return Quantity(columns.arithmetic.absolute(settled.up), settled.scale, settled.down)


def _product(columns: FrameColumns, left: Quantity, right: Quantity) -> Quantity:
    one, two, whole = columns.settled(left), columns.settled(right), columns.arithmetic
    downs = [down for down in (one.down, two.down) if down is not None]
    return Quantity(whole.times(one.up, two.up), one.scale * two.scale, reduce(whole.times, downs) if downs else None)


def _quotient(columns: FrameColumns, left: Quantity, right: Quantity) -> Quantity:
    one, two, whole = columns.settled(left), columns.settled(right), columns.arithmetic
    up = whole.scaled(one.up, two.scale)
    if two.down is not None:
        up = whole.times(up, two.down)
    down = two.up if one.down is None else whole.times(two.up, one.down)
    return Quantity(up, one.scale, down)


def _ratio(times: int) -> _Way:
    def write(columns: FrameColumns, part: Quantity, entire: Quantity) -> Quantity:
        quotient = _quotient(columns, part, entire)
        factor, scale = Fraction(times, quotient.scale).as_integer_ratio()
        return Quantity(columns.arithmetic.scaled(quotient.up, factor), scale, quotient.down)

    return write


def column_of(tree: Tree, columns: FrameColumns) -> Column:
    """A formula as a column; whatever no figure changes is made a number first. Raises FormulaError for
    a function that a frame cannot say.

    Polars 2.1 may lose the length of a column that is made of literals alone.
    """
    return read(_folded(written_out(tree, WAYS, columns.formula_of)), columns)


def _folded(tree: Tree) -> Tree:
    if not isinstance(tree, Apply):
        return tree
    if mentions_of(tree):
        return evolve(tree, args=tuple(map(_folded, tree.args)))
    value = evaluate(tree, lambda id: None, lambda function, ids: None)
    return Number(value) if isinstance(value, Fraction) else tree


_MIRRORED: Mapping[Callable[..., Expr], Callable[..., Expr]] = {
    operator.lt: operator.gt,
    operator.le: operator.ge,
    operator.gt: operator.lt,
    operator.ge: operator.le,
    operator.eq: operator.eq,
    operator.ne: operator.ne,
}


def _round(columns: FrameColumns, number: Quantity, places: Quantity) -> Quantity:
    assert places.up.constant is not None
    return Quantity(columns.rounded(number, places.up.constant), 10**places.up.constant)


def _compared(compare: Callable[[Expr, Expr], Expr]) -> _Way:
    def write(columns: FrameColumns, left: Column, right: Column) -> Truth:
        if isinstance(left, Quantity) and isinstance(right, Quantity):
            return _of_numbers(columns, compare, left, right)
        assert not isinstance(left, Quantity) and not isinstance(right, Quantity)
        return Truth(compare(left.expr, right.expr))

    return write


def _of_numbers(columns: FrameColumns, compare: Callable[..., Expr], left: Quantity, right: Quantity) -> Truth:
    up, other, _, down = columns.aligned(left, right)
    if up.constant is not None and other.constant is None:
        # Polars 2.1 loses the length of `literal < when(…)`; the other way round it does not.
        return _of_numbers(columns, _MIRRORED[compare], right, left)
    answer = columns.arithmetic.compared(compare, up, other)
    if down is None and other.constant is not None:
        least = other.constant if compare is operator.ge else None
        return Truth(answer, up, least, columns.arithmetic.holds(compare, up, other))
    # Both numerators hold a denominator of the other, but not their own: where that is zero, null.
    return Truth(answer if down is None else columns.dialect.when(down.expr != 0).then(answer))


def _extreme(compare: Callable[[Expr, Expr], Expr], *, least: bool) -> _Way:
    def write(columns: FrameColumns, *parts: Quantity) -> Quantity:
        def pick(left: Quantity, right: Quantity) -> Quantity:
            up, other, scale, down = columns.aligned(left, right)
            whole = columns.arithmetic
            span = up.span.least(other.span) if least else up.span.greatest(other.span)
            return Quantity(whole.choose(whole.compared(compare, up, other), up, other, span), scale, down)

        return reduce(pick, parts)

    return write


def _choice(columns: FrameColumns, condition: Truth, then: Quantity, otherwise: Quantity) -> Quantity:
    """Numerators and denominators are chosen apart: one that is not chosen may well be zero."""
    one, two, scale, whole = (
        columns.settled(then),
        columns.settled(otherwise),
        lcm(then.scale, otherwise.scale),
        (columns.arithmetic),
    )
    ups = whole.scaled(one.up, scale // one.scale), whole.scaled(two.up, scale // two.scale)
    up, down = whole.choose(condition.expr, *ups), None
    if one.down is not None or two.down is not None:
        down = whole.choose(condition.expr, one.down or whole.constant(1), two.down or whole.constant(1))
    return Quantity(up, scale, down)


def _known(columns: FrameColumns, column: Column) -> Truth:
    if not isinstance(column, Quantity):
        return Truth(~column.expr.is_null())
    settled = columns.settled(column)
    missing = [part.expr.is_null() for part in (settled.up, settled.down) if part is not None]
    return Truth(~some(missing))


WAYS: Mapping[str, _Way] = {
    "+": _sum,
    "total": _sum,
    "-": _difference,
    "neg": _negative,
    "abs": _size,
    "*": _product,
    "number": lambda _, number: number,
    "min": _extreme(operator.le, least=True),
    "max": _extreme(operator.ge, least=False),
    **{
        sign: _compared(compare)
        for sign, compare in zip(
            COMPARISONS,
            (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge),
            strict=True,
        )
    },
    "round": _round,
    "not": lambda _, truth: Truth(~truth.expr),
    "and": lambda _, *parts: Truth(every([part.expr for part in parts])),
    "or": lambda _, *parts: Truth(some([part.expr for part in parts])),
    "if_": _choice,
    "known": _known,
}
"""Functions that are no quotient, and mean nothing in terms of others."""
