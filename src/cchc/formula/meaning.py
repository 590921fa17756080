"""Functions that mean what others mean together, written out in terms of those.

Whatever computes needs no way of its own for such a function: it reads what is written out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache
from typing import Generic

from attrs import evolve

from cchc.errors import FormulaError
from cchc.formula.functions import ROWS
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Reading, T, Tree, read
from cchc.record import frozen


@cache
def meaning(op: str) -> Tree | None:
    """What a function means, over the names of its arguments; None if it stands for itself."""
    means = ROWS[op].means
    return None if means is None else parse(means)


def written_out(tree: Tree, known: Collection[str] = ()) -> Tree:
    """The formula with the meaning of each function in its place, but of those that are `known`."""
    if not isinstance(tree, Apply):
        return tree
    args = tuple(written_out(arg, known) for arg in tree.args)
    means = None if tree.op in known else meaning(tree.op)
    if means is None:
        return tree if args == tree.args else evolve(tree, args=args)
    return _filled(written_out(means, known), dict(zip(ROWS[tree.op].names, args, strict=True)))


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
