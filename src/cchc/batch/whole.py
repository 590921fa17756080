"""Integer columns that know their bounds: each operation is carried in a type that holds its result."""

from __future__ import annotations

import operator
from collections.abc import Callable

from attrs import evolve

from cchc.batch.dialect import Dialect, Expr
from cchc.batch.span import EXACT_FLOAT, INT64, Span, hull
from cchc.record import frozen


class BoundsError(Exception):
    """A result that no integer type of the engine holds; the argument is its greatest size."""


@frozen
class Whole:
    """An integer expression, all the values that it can take, and the least bits that it is carried in;
    `of`, if it is `factor` times that."""

    expr: Expr
    span: Span
    bits: int
    constant: int | None = None
    of: Whole | None = None
    factor: int = 1


@frozen
class Arithmetic:
    """Exact operations on integer columns; where a wider type than the engine's is wanted, BoundsError."""

    dialect: Dialect

    def constant(self, value: int) -> Whole:
        return Whole(self.dialect.lit(value), Span(value, value), 0, value)

    def bits(self, *spans: Span) -> int:
        """The type that holds all of these."""
        span = hull(spans)
        if span.width > self.dialect.widest:
            raise BoundsError(span.size)
        return span.width

    def carried(self, part: Whole, bits: int) -> Expr:
        """The expression in a type of so many bits; a literal takes the other operand's."""
        if part.constant is not None or part.bits >= bits:
            return part.expr
        return part.expr.cast(self.dialect.integers[bits])

    def applied(self, operation: Callable[..., Expr], span: Span, *parts: Whole) -> Whole:
        """An operation in the narrowest type that holds its operands and its result."""
        bits = self.bits(span, *(part.span for part in parts))
        if all(part.constant is not None for part in parts):
            return self.constant(operation(*(part.constant for part in parts)))
        return Whole(operation(*(self.carried(part, bits) for part in parts)), span, bits)

    def plus(self, left: Whole, right: Whole) -> Whole:
        return self.applied(operator.add, left.span + right.span, left, right)

    def minus(self, left: Whole, right: Whole) -> Whole:
        return self.applied(operator.sub, left.span + -right.span, left, right)

    def times(self, left: Whole, right: Whole) -> Whole:
        if left.constant == 1:
            return right
        return left if right.constant == 1 else self.applied(operator.mul, left.span * right.span, left, right)

    def scaled(self, part: Whole, factor: int) -> Whole:
        """So many times a number: one multiplication, however often it is scaled."""
        if factor == 1:
            return part
        of, factor = part.of or part, part.factor * factor
        return evolve(self.times(of, self.constant(factor)), of=of, factor=factor)

    def negated(self, part: Whole) -> Whole:
        return self.applied(lambda x: x * -1, -part.span, part)

    def absolute(self, part: Whole) -> Whole:
        if part.span.low >= 0:
            return part
        return self.applied(lambda x: abs(x) if isinstance(x, int) else x.abs(), abs(part.span), part)

    def compared(self, compare: Callable[[Expr, Expr], Expr], left: Whole, right: Whole) -> Expr:
        bits = self.bits(left.span, right.span)
        if left.constant is not None and right.constant is not None:
            return self.dialect.lit(compare(left.constant, right.constant))
        return compare(self.carried(left, bits), self.carried(right, bits))

    def holds(self, compare: Callable[[Expr, Expr], Expr], left: Whole, right: Whole) -> bool:
        """Whether bounds alone tell that a comparison is true: equality is not worth asking."""
        if compare in (operator.eq, operator.ne):
            return False
        ends = ((left.span.low, right.span.high), (left.span.high, right.span.low))
        return all(compare(one, other) for one, other in ends)

    def is_negative(self, part: Whole) -> Expr:
        return self.compared(operator.lt, part, self.constant(0))

    def choose(self, condition: Expr, then: Whole, otherwise: Whole, span: Span | None = None) -> Whole:
        """Either; null where the condition is null."""
        span = span or hull((then.span, otherwise.span))
        bits = self.bits(then.span, otherwise.span)
        branches = (self._typed(part, bits) for part in (then, otherwise))
        return Whole(self.dialect.choose(condition, *branches), span, bits)

    def _typed(self, part: Whole, bits: int) -> Expr:
        """In that type, literals too: two branches must have one type."""
        return part.expr.cast(self.dialect.integers[bits]) if part.bits < bits else part.expr

    def nearest(self, up: Whole, factor: int, down: Whole) -> Whole:
        """The integer nearest to `up * factor / down`, half away from zero; null where `down` is zero."""
        up, factor = up.of or up, up.factor * factor
        above = up.span * Span(factor, factor)
        span = above.greatest(-above) if down.span.low <= 0 else hull((above, Span(0, 0)))
        if down.constant == 0:
            return Whole(self.dialect.nothing(self.dialect.integers[INT64]), span, INT64)
        positive = above.low >= 0 and down.span.low >= 0
        if self.dialect.divide is not None and max(above.size, down.span.size) < EXACT_FLOAT:
            return Whole(self.dialect.divide(up.expr, factor, down.expr, positive), span, INT64)
        return self._nearest_in_integers(self.scaled(up, factor), down, span, positive=positive)

    def _nearest_in_integers(self, up: Whole, down: Whole, span: Span, *, positive: bool) -> Whole:
        """Of two positive integers, so that it matters not which way the engine's own division rounds."""
        size, divisor = self.absolute(up), self.absolute(down)
        twice = self.plus(self.scaled(size, 2), divisor)
        half_up = self._quotient(twice, self.scaled(divisor, 2), up.span.size)
        guarded = Whole(self.dialect.when(down.expr != 0).then(half_up.expr), half_up.span, half_up.bits)
        if positive:
            return guarded
        alike = self.is_negative(up) == self.is_negative(down)
        return self.choose(alike, guarded, self.negated(guarded), span)

    def _quotient(self, up: Whole, down: Whole, size: int) -> Whole:
        """The floor of a quotient of positive integers that is at most `size`."""
        floor = self.applied(operator.floordiv, Span(0, size), up, down)
        if not self.dialect.divides_in_floats or up.span.size < EXACT_FLOAT:
            return floor
        # A float is off by 2**-52 of itself: what is left over, divided again, and at most one more.
        remainder = up.expr - floor.expr * down.expr
        near = floor.expr + (remainder // down.expr)
        remainder = up.expr - near * down.expr
        one, none = (
            self.dialect.lit(1, dtype=self.dialect.integers[INT64]),
            self.dialect.lit(0, dtype=self.dialect.integers[INT64]),
        )
        above = self.dialect.when(remainder >= down.expr).then(one).otherwise(none)
        below = self.dialect.when(remainder < 0).then(one).otherwise(none)
        return Whole(near + above - below, floor.span, INT64)
