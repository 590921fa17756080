"""The slow and obvious meaning of a formula, over exact fractions; it also says why there is no value.

The generated function must agree with this on every tree and every report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc.formula.functions import ROWS
from cchc.formula.meaning import FormulaOf, no_formula, uncovered, unfolded
from cchc.formula.signature import Function, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word, mentions_of
from cchc.record import field, frozen
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


def evaluate(tree: Tree, get: Get, fact: Ask, formula_of: FormulaOf = no_formula) -> Answer | Null:
    """The value of a formula whose names `get` answers (computed ones rounded), or why it has none.

    `formula_of` is asked whether a figure without a value is undefined. Raises TypeError where a
    figure is not of the kind that its indicator has.
    """
    return _Interpreter(get, fact, formula_of).value(tree)


def rounded(value: Fraction, decimals: int) -> int:
    """Half away from zero, in units of the last decimal."""
    scaled = int(abs(value) * 10**decimals + Fraction(1, 2))
    return scaled if value >= 0 else -scaled


@frozen
class _Interpreter:
    get: Get
    fact: Ask
    formula_of: FormulaOf
    undefined_figures: dict[str, bool] = field(factory=dict)

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
                row = ROWS[op]
                if row.means is not None:
                    return self.value(unfolded(tree))
                return self._lazy(op, args) if row.lazy else self._strict(row, args)

    def _lazy(self, op: str, args: tuple[Tree, ...]) -> Answer | Null:
        """What may have a value though an argument has none."""
        if op not in LAZY:
            raise uncovered(op, "the reference")
        return LAZY[op](self, *args)

    def conjunction(self, args: tuple[Tree, ...], *, absorbing: bool) -> bool | Null:
        """Kleene `and` (absorbing False) and `or` (absorbing True): one absorbing operand decides."""
        values = [self.value(arg) for arg in args]
        if any(value is absorbing for value in values):
            return absorbing
        return next((value for value in values if isinstance(value, Null)), not absorbing)

    def choice(self, condition: Tree, then: Tree, otherwise: Tree) -> Answer | Null:
        chosen = self.value(condition)
        return chosen if isinstance(chosen, Null) else self.value(then if chosen else otherwise)

    def if_undefined(self, tree: Tree, otherwise: Tree) -> Answer | Null:
        value = self.value(tree)
        return self.value(otherwise) if isinstance(value, Null) and self.is_undefined(tree) else value

    def is_undefined(self, tree: Tree) -> bool:
        """Whether a formula has no value whatever the missing figures may be, for a denominator is zero."""
        match tree:
            case Name(id):
                return self._is_undefined_figure(id)
            case Apply("if_", (condition, then, otherwise)):
                chosen = self.value(condition)
                return self.is_undefined(condition if isinstance(chosen, Null) else then if chosen else otherwise)
            case Apply("if_undefined", args):
                return all(map(self.is_undefined, args))
            case Apply(op, args) if ROWS[op].means is not None:
                return self.is_undefined(unfolded(tree))
            case Apply(op, args) if ROWS[op].lazy:
                unanswered = [arg for arg in args if isinstance(self.value(arg), Null)]
                return isinstance(self.value(tree), Null) and all(map(self.is_undefined, unanswered))
            case Apply(op, args):
                return bool(ROWS[op].ratio and self.value(args[1]) == 0) or any(map(self.is_undefined, args))
            case _:
                return False

    def _is_undefined_figure(self, id: str) -> bool:
        if id not in self.undefined_figures:
            self.undefined_figures[id] = False  # while it is looked up: a round of formulas is told elsewhere
            formula = self.formula_of(id)
            self.undefined_figures[id] = formula is not None and self.is_undefined(formula)
        return self.undefined_figures[id]

    def _strict(self, row: Function, args: tuple[Tree, ...]) -> Answer | Null:
        """Null if any operand is null; a known zero denominator outranks a missing numerator."""
        if row.ratio and self.value(args[1]) == 0:
            return Null(Cause.ZERO_DENOMINATOR)
        values: list[Answer] = []
        for arg in args:
            value = self.value(arg)
            if isinstance(value, Null):
                return value
            values.append(value)
        given = _applied(row, values)
        if given is not None:
            return given
        return Null(Cause.MISSING_INPUT, f"{row.name}({', '.join(part for arg in args for part in mentions_of(arg))})")


LAZY: Mapping[str, Callable[..., Answer | Null]] = {
    "and": lambda interpreter, *args: interpreter.conjunction(args, absorbing=False),
    "or": lambda interpreter, *args: interpreter.conjunction(args, absorbing=True),
    "if_": _Interpreter.choice,
    "if_undefined": _Interpreter.if_undefined,
    "known": lambda interpreter, arg: not isinstance(interpreter.value(arg), Null),
}

_TYPES: Mapping[Kind, type] = {
    Kind.NUMBER: Fraction,
    Kind.PLACES: Fraction,
    Kind.BOOLEAN: bool,
    Kind.DOCUMENT: Document,
}


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


def _applied(row: Function, values: list[Answer]) -> Answer | None:
    """What a function gives for these values; TypeError if they are not of the kinds that it takes."""
    kinds = zip(values, row.kinds(len(values)), strict=True)
    fits = row.compares or all(isinstance(value, _TYPES[kind]) for value, kind in kinds)
    if not fits or row.exact is None:
        raise TypeError(f"{row.name} cannot take {', '.join(type(value).__name__ for value in values)}")
    given: Answer | None = row.exact(*values)
    return given
