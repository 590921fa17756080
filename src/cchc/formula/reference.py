"""The slow and obvious meaning of a formula, over exact fractions; it also says why there is no value.

The generated function must agree with this on every tree and every report.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word, mentions_of
from cchc.record import frozen
from cchc.value import Cause, Document

if TYPE_CHECKING:
    from cchc.formula.python import Ask, Get


@frozen
class Null:
    """No value, and the first cause of it in reading order; `input` is the figure or fact that is missing."""

    cause: Cause
    input: str | None = None


Answer = Fraction | bool | str | dt.date | Document
"""A number is always a Fraction here, a status word its id."""

_LAZY = {"and", "or", "implies", "if_", "known"}

_STRICT: Mapping[str, Callable[..., Answer]] = {
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "neg": operator.neg,
    "abs": abs,
    "number": lambda number: number,
    "total": lambda *numbers: sum(numbers, Fraction(0)),
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
}  # fmt: skip


def evaluate(tree: Tree, get: Get, fact: Ask) -> Answer | Null:
    """The value of a formula whose names `get` answers (computed ones rounded), or why it has none.

    Raises TypeError where a figure is not of the kind that its indicator has.
    """
    return _Interpreter(get, fact).value(tree)


def rounded(value: Fraction, decimals: int) -> int:
    """Half away from zero, in units of the last decimal."""
    scaled = int(abs(value) * 10**decimals + Fraction(1, 2))
    return scaled if value >= 0 else -scaled


@frozen
class _Interpreter:
    get: Get
    fact: Ask

    def value(self, tree: Tree) -> Answer | Null:
        match tree:
            case Number(value):
                return value
            case Word(word):
                return word
            case Name(id):
                return _answer(self.get(id), id)
            case Fact(function, ids):
                return _answer(self.fact(function, ids), f"{function}({', '.join(ids)})")
            case Apply(op, args):
                return self._strict(op, args) if op not in _LAZY else self._lazy(op, args)

    def _lazy(self, op: str, args: tuple[Tree, ...]) -> Answer | Null:
        """What may have a value though an argument has none."""
        match op, args:
            case "and", _:
                return self._conjunction(args, absorbing=False)
            case "or", _:
                return self._conjunction(args, absorbing=True)
            case "implies", (condition, conclusion):
                return self._conjunction((Apply("not", (condition,)), conclusion), absorbing=True)
            case "if_", (condition, then, otherwise):
                chosen = self.value(condition)
                return chosen if isinstance(chosen, Null) else self.value(then if chosen else otherwise)
        return not isinstance(self.value(args[0]), Null)

    def _conjunction(self, args: tuple[Tree, ...], *, absorbing: bool) -> bool | Null:
        """Kleene `and` (absorbing False) and `or` (absorbing True): one absorbing operand decides."""
        values = [self.value(arg) for arg in args]
        if any(value is absorbing for value in values):
            return absorbing
        return next((value for value in values if isinstance(value, Null)), not absorbing)

    def _strict(self, op: str, args: tuple[Tree, ...]) -> Answer | Null:
        """Null if any operand is null; a known zero denominator outranks a missing numerator."""
        if op in ("percent", "/") and self.value(args[1]) == 0:
            return Null(Cause.ZERO_DENOMINATOR)
        values: list[Answer] = []
        for arg in args:
            value = self.value(arg)
            if isinstance(value, Null):
                return value
            values.append(value)
        return _apply(op, values, f"{op}({', '.join(part for arg in args for part in mentions_of(arg))})")


def _answer(stated: object, asked: str) -> Answer | Null:
    match stated:
        case None:
            return Null(Cause.MISSING_INPUT, asked)
        case bool() | str() | dt.date() | Document():
            return stated
        case int() | Fraction():
            return Fraction(stated)
        case _:
            raise TypeError(f"{asked}: a formula cannot use a {type(stated).__name__}")


def _apply(op: str, values: list[Answer], asked: str) -> Answer | Null:
    match op, values:
        case "not", [bool(truth)]:
            return not truth
        case "percent", [Fraction() as part, Fraction() as whole]:
            return 100 * part / whole
        case "/", [Fraction() as part, Fraction() as whole]:
            return part / whole
        case "date_of", [Document(date=date)]:
            return Null(Cause.MISSING_INPUT, asked) if date is None else date
        case "year_of", [Document(date=date, year=year)]:
            found = year if date is None else date.year
            return Null(Cause.MISSING_INPUT, asked) if found is None else Fraction(found)
        case _ if op in _STRICT:
            return _STRICT[op](*values)
    raise TypeError(f"{op} cannot take {', '.join(type(value).__name__ for value in values)}")
