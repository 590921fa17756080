"""Functions that mean what others mean together, written out in terms of those.

Whatever computes needs no way of its own for such a function: it reads what is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Generic

from attrs import evolve

from cchc.errors import FormulaError
from cchc.formula.functions import IF_UNDEFINED, ROWS
from cchc.formula.syntax import NODES, parse
from cchc.formula.tree import Apply, Name, Number, Reading, T, Tree, read
from cchc.record import define, field, frozen

FormulaOf = Callable[[str], Tree | None]
"""The formula of a computed figure; None for one that is not computed."""


def no_formula(id: str) -> None:
    """What is asked for the formulas of figures none of which is computed."""


MOST_NODES = 8 * NODES
"""A formula may grow to so many parts when it is written out."""


@cache
def meaning(op: str) -> Tree | None:
    """What a function means, over the names of its arguments; None if it stands for itself."""
    means = ROWS[op].means
    return None if means is None else parse(means)


def written_out(tree: Tree, known: Collection[str] = (), formula_of: FormulaOf = no_formula) -> Tree:
    """The formula with the meaning of each function in its place, but of those that are `known`.

    Whether a figure is undefined is looked up in its formula. Raises FormulaError for one that grows too long.
    """
    return _Author(known, formula_of).write(tree)


@define(eq=False)
class _Author:
    known: Collection[str]
    formula_of: FormulaOf
    undefined_figures: dict[str, Tree | None] = field(factory=dict)

    def write(self, tree: Tree) -> Tree:
        if not isinstance(tree, Apply):
            return tree
        args = tuple(map(self.write, tree.args))
        if tree.op == IF_UNDEFINED:
            return _bounded(self._where_undefined(*args))
        if tree.op not in self.known and (means := _meant(tree.op, args)) is not None:
            return self.write(means)
        return tree if args == tree.args else evolve(tree, args=args)

    def _where_undefined(self, tree: Tree, otherwise: Tree) -> Tree:
        condition = self._undefined(tree)
        return tree if condition is None else Apply("if_", (condition, otherwise, tree))

    def _undefined(self, tree: Tree) -> Tree | None:
        """The condition that a formula, all written out, has a zero denominator: never null; None if it never holds."""
        match tree:
            case Name(id):
                return self._undefined_figure(id)
            case Apply("if_", (condition, then, otherwise)):
                chosen = [_both(_known(condition), condition, self._undefined(then))]
                chosen.append(_both(_known(condition), Apply("not", (condition,)), self._undefined(otherwise)))
                return _either([*chosen, _both(Apply("not", (_known(condition),)), self._undefined(condition))])
            case Apply(op, args) if (means := _meant(op, args)) is not None:
                return self._undefined(means)
            case Apply(op, args) if ROWS[op].lazy:
                return self._undefined_logic(tree) if ROWS[op].null else None
            case Apply(op, args):
                whole = args[1] if ROWS[op].ratio else Number(Fraction(1))
                return _either([_is_zero(whole), *map(self._undefined, args)])
            case _:
                return None

    def _undefined_logic(self, tree: Apply) -> Tree | None:
        """That what leaves `and` or `or` without an answer are its undefined parts alone."""
        conditions = [self._undefined(part) for part in tree.args]
        if not any(conditions):
            return None
        parts = (_either([_known(part), condition]) for part, condition in zip(tree.args, conditions, strict=True))
        return _both(Apply("not", (_known(tree),)), *parts)

    def _undefined_figure(self, id: str) -> Tree | None:
        if id not in self.undefined_figures:
            self.undefined_figures[id] = None  # while it is looked up: a round of formulas is told elsewhere
            formula = self.formula_of(id)
            condition = None if formula is None else self._undefined(self.write(formula))
            self.undefined_figures[id] = None if condition is None else _bounded(condition)
        return self.undefined_figures[id]


def _is_zero(tree: Tree) -> Tree | None:
    if isinstance(tree, Number) and tree.value:
        return None
    return Apply("and", (_known(tree), Apply("==", (tree, Number(Fraction(0))))))


def _known(tree: Tree) -> Tree:
    return Apply("known", (tree,))


def _either(conditions: Iterable[Tree | None]) -> Tree | None:
    parts = tuple(dict.fromkeys(condition for condition in conditions if condition is not None))
    return Apply("or", parts) if len(parts) > 1 else next(iter(parts), None)


def _both(*conditions: Tree | None) -> Tree | None:
    parts = tuple(condition for condition in conditions if condition is not None)
    return Apply("and", parts) if len(parts) == len(conditions) else None


def _bounded(tree: Tree) -> Tree:
    if _size(tree, {}) > MOST_NODES:
        raise FormulaError(f"{IF_UNDEFINED} looks through too many formulas", IF_UNDEFINED, 0, 1, "split the formula")
    return tree


def _size(tree: Tree, sizes: dict[int, int]) -> int:
    """How many nodes a walk would meet; parts that stand in it twice are counted twice, but walked once."""
    if not isinstance(tree, Apply):
        return 1
    if id(tree) not in sizes:
        sizes[id(tree)] = 1 + sum(_size(arg, sizes) for arg in tree.args)
    return sizes[id(tree)]


def unfolded(tree: Apply) -> Tree:
    """What a function means of its arguments, which stay as they are; whatever means nothing else is itself."""
    means = _meant(tree.op, tree.args)
    return tree if means is None else means


def _meant(op: str, args: tuple[Tree, ...]) -> Tree | None:
    means = meaning(op)
    return None if means is None else _filled(means, dict(zip(ROWS[op].names, args, strict=True)))


def _filled(tree: Tree, arguments: Mapping[str, Tree]) -> Tree:
    match tree:
        case Name(id):
            return arguments[id]
        case Apply(op, args):
            return Apply(op, tuple(_filled(arg, arguments) for arg in args))
        case _:
            return tree


def meant(op: str, args: tuple[T, ...], reading: Reading[T]) -> T:
    """How a reading understands a function by what it means."""
    means = meaning(op)
    if means is None:
        raise uncovered(op, "its row")
    return read(means, _Bound(reading, dict(zip(ROWS[op].names, args, strict=True))))


@frozen
class _Bound(Generic[T]):
    """A reading in which the names are arguments that have been read already."""

    reading: Reading[T]
    arguments: Mapping[str, T]

    def number(self, value: Fraction, /) -> T:
        return self.reading.number(value)

    def name(self, id: str, /) -> T:
        return self.arguments[id]

    def word(self, word: str, /) -> T:
        return self.reading.word(word)

    def apply(self, op: str, args: tuple[T, ...], /) -> T:
        return self.reading.apply(op, args)

    def fact(self, function: str, ids: tuple[str, ...], /) -> T:
        return self.reading.fact(function, ids)


def uncovered(op: str, reading: str, formula: str = "") -> FormulaError:
    """The refusal of a reading that has no way for an operator or a function."""
    start = max(formula.find(op), 0)
    hint = "its table of ways lacks that function"
    return FormulaError(f"{reading} cannot say {op}", formula or op, start, start + len(op), hint)
