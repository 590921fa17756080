"""Numbers and truths that may depend on unknown ones: exact, in whole numbers, and with what is missing in them.

What is known already stays a number of Python's own, so that a solver only sees what may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from cchc.formula.reference import rounded
from cchc.record import define, field, frozen
from cchc.solver.library import Solver

Whole = Any
"""A whole number: Python's own, or one that the solver knows."""
Flag = Any
"""A truth, likewise."""


@frozen(eq=False)
class SymbolicNumber:
    """A number as a fraction, where it is known; `down` is not 0 there, and above 0 if it is a number of Python's."""

    known: Flag
    up: Whole
    down: Whole = 1


@frozen(eq=False)
class SymbolicTruth:
    """Whether something holds: where it is neither `yes` nor `no`, that cannot be told."""

    yes: Flag
    no: Flag


NOTHING = SymbolicNumber(False, 0)
UNTOLD = SymbolicTruth(False, False)


def number_of(number: Fraction | int | None) -> SymbolicNumber:
    """A number that is known, or missing."""
    return NOTHING if number is None else SymbolicNumber(True, number.numerator, number.denominator)


def truth_of(answer: bool | None) -> SymbolicTruth:
    """A truth that is known, or cannot be told."""
    return UNTOLD if answer is None else SymbolicTruth(answer, not answer)


@define(eq=False)
class Algebra:
    """Reckoning with algebra; `sides` is what must hold of the unknown numbers that it brings in itself."""

    solver: Solver
    sides: list[Any] = field(factory=list)

    # --- truths -----------------------------------------------------------------------------------

    def all_of(self, flags: Iterable[Flag]) -> Flag:
        rest = []
        for flag in flags:
            if flag is False:
                return False
            if flag is not True:
                rest.append(flag)
        return rest[0] if len(rest) == 1 else self.solver.z3.And(*rest) if rest else True

    def any_of(self, flags: Iterable[Flag]) -> Flag:
        return self.opposite(self.all_of(map(self.opposite, flags)))

    def opposite(self, flag: Flag) -> Flag:
        return not flag if isinstance(flag, bool) else self.solver.z3.Not(flag)

    def either(self, condition: Flag, then: Any, otherwise: Any) -> Any:
        """One of two, by a condition."""
        if isinstance(condition, bool):
            return then if condition else otherwise
        if isinstance(then, bool) and isinstance(otherwise, bool):
            return then if then == otherwise else condition if then else self.opposite(condition)
        if isinstance(then, int) and isinstance(otherwise, int) and then == otherwise:
            return then
        return self.solver.z3.If(condition, then, otherwise)

    def conjunction(self, *parts: SymbolicTruth) -> SymbolicTruth:
        return SymbolicTruth(self.all_of(each.yes for each in parts), self.any_of(each.no for each in parts))

    def disjunction(self, *parts: SymbolicTruth) -> SymbolicTruth:
        return SymbolicTruth(self.any_of(each.yes for each in parts), self.all_of(each.no for each in parts))

    def told_by_either(self, *parts: SymbolicTruth) -> SymbolicTruth:
        """What one of several tells of the same."""
        return SymbolicTruth(self.any_of(each.yes for each in parts), self.any_of(each.no for each in parts))

    def if_known(self, known: Flag, answer: Flag) -> SymbolicTruth:
        """A truth that can be told where something is known."""
        return SymbolicTruth(self.all_of([known, answer]), self.all_of([known, self.opposite(answer)]))

    def chosen(self, condition: SymbolicTruth, then: SymbolicNumber, otherwise: SymbolicNumber) -> SymbolicNumber:
        """One of two numbers; missing where the condition cannot be told."""
        told = self.any_of([condition.yes, condition.no])
        known = self.all_of([told, self.either(condition.yes, then.known, otherwise.known)])
        up, down = (
            self.either(condition.yes, one, two) for one, two in ((then.up, otherwise.up), (then.down, otherwise.down))
        )
        return SymbolicNumber(known, up, down)

    # --- numbers ----------------------------------------------------------------------------------

    def total(self, *algebra: SymbolicNumber) -> SymbolicNumber:
        known, up, down = True, 0, 1
        for each in algebra:
            known = self.all_of([known, each.known])
            up, down = (up + each.up, down) if _same(down, each.down) else (
                _times(up, each.down) + _times(each.up, down), _times(down, each.down)
            )  # fmt: skip
        return SymbolicNumber(known, up, down)

    def negative(self, one: SymbolicNumber) -> SymbolicNumber:
        return SymbolicNumber(one.known, -one.up, one.down)

    def product(self, one: SymbolicNumber, other: SymbolicNumber) -> SymbolicNumber:
        return SymbolicNumber(
            self.all_of([one.known, other.known]), _times(one.up, other.up), _times(one.down, other.down)
        )

    def quotient(self, one: SymbolicNumber, other: SymbolicNumber, times: int = 1) -> SymbolicNumber:
        """Missing where the denominator is zero."""
        known = self.all_of([one.known, other.known, self.opposite(other.up == 0)])
        if known is False:
            return NOTHING
        up, down = _times(_times(one.up, other.down), times), _times(one.down, other.up)
        return (
            SymbolicNumber(known, -up, -down) if isinstance(down, int) and down < 0 else SymbolicNumber(known, up, down)
        )

    def size(self, one: SymbolicNumber) -> SymbolicNumber:
        """The number without its sign."""
        return (
            self.chosen(self.compared(one, number_of(0), "<"), self.negative(one), one)
            if one.known is not False
            else one
        )

    def extreme(self, operator: str, first: SymbolicNumber, *others: SymbolicNumber) -> SymbolicNumber:
        """The least or the greatest of some; missing where one is."""
        found = first
        for each in others:
            found = self.chosen(self.compared(found, each, operator), found, each)
        return found

    def compared(self, one: SymbolicNumber, other: SymbolicNumber, operator: str) -> SymbolicTruth:
        known = self.all_of([one.known, other.known])
        if known is False:
            return UNTOLD
        compare = _COMPARISONS[operator]
        left, right = _times(one.up, other.down), _times(other.up, one.down)
        down = _times(one.down, other.down)
        if isinstance(down, int) or operator in ("==", "!="):
            return self.if_known(known, compare(left, right))
        return self.if_known(known, self.either(down > 0, compare(left, right), compare(right, left)))

    def rounded(self, one: SymbolicNumber, places: int) -> SymbolicNumber:
        """Half away from zero."""
        scale = 10**places
        if one.known is False or (isinstance(one.down, int) and scale % one.down == 0):
            return one
        if isinstance(one.up, int) and isinstance(one.down, int):
            return SymbolicNumber(
                one.known, *Fraction(rounded(Fraction(one.up, one.down), places), scale).as_integer_ratio()
            )
        up, down = one.up, one.down
        if not isinstance(down, int):
            up, down = self.either(down > 0, up, -up), self.either(down > 0, down, -down)
        nearest, doubled = self.solver.whole("rounded"), _times(down, 2)
        over = 2 * scale * up
        above = self.all_of([over + down >= doubled * nearest, over + down < doubled * (nearest + 1)])
        below = self.all_of([over - down <= doubled * nearest, over - down > doubled * (nearest - 1)])
        self.sides.append(self.either(one.known, self.either(up >= 0, above, below), True))
        return SymbolicNumber(one.known, nearest, scale)


def _same(one: Whole, other: Whole) -> bool:
    return isinstance(one, int) and isinstance(other, int) and one == other


def _times(one: Whole, other: Whole) -> Whole:
    if isinstance(one, int) and one in (0, 1):
        return other if one else 0
    if isinstance(other, int) and other in (0, 1):
        return one if other else 0
    return one * other


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
