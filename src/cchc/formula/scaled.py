"""Formulas over figures that are counted in units of their last decimal, so that they stay integers."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Name, Number, Tree

_SUMS = frozenset({"+", "-", "neg", "total"})


def in_units(tree: Tree, scale: int) -> Tree:
    """A check whose names are so many times what they mean; where sums are compared or parted that changes nothing."""
    if scale == 1:
        return tree
    match tree:
        case Name():
            return Apply("/", (tree, Number(Fraction(scale))))
        case Apply(op, args) if (ROWS[op].compares or ROWS[op].ratio) and all(map(_is_sum, args)):
            return tree
        case Apply(_, args):
            return evolve(tree, args=tuple(in_units(each, scale) for each in args))
        case _:
            return tree


def _is_sum(tree: Tree) -> bool:
    """Whether what a formula gives is as many times as much as its names are."""
    match tree:
        case Number(value):
            return not value
        case Name():
            return True
        case Apply(op, args):
            return op in _SUMS and all(map(_is_sum, args))
        case _:
            return False
