"""How what a formula gives grows with what its names stand for: as they do, not at all, or otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Name, Number, Tree

Powers = frozenset[int]
"""With which powers of its figures a value grows: 1 for an amount, 0 for a share or a constant, 2 for a product."""
CONSTANT: Powers = frozenset({0})
ONCE: Powers = frozenset({1})
_ANY: Powers = frozenset()
"""Of 0, which is as many times itself as one likes."""
_UNEVEN: Powers = frozenset({0, 1})
_MOST = 8


def powers_of(tree: Tree, of: Callable[[str], Powers | None]) -> Powers | None:
    """The powers with which the parts of a formula grow, names growing as `of` says; None where that is not known."""
    match tree:
        case Number(value):
            return CONSTANT if value else _ANY
        case Name(id):
            return of(id)
        case Apply("*", (one, other)):
            return _paired(powers_of(one, of), powers_of(other, of), 1)
        case Apply("+" | "-" | "total" | "neg" | "number" | "min" | "max" | "abs", args):
            return _together([powers_of(arg, of) for arg in args])
        case Apply("round", (arg, *_)):
            return powers_of(arg, of)
        case Apply("if_", (_, *given)) | Apply("if_undefined", given):
            return _together([powers_of(arg, of) for arg in given])
        case Apply(op, (part, whole)) if ROWS[op].ratio:
            return _paired(powers_of(part, of), powers_of(whole, of), -1)
        case _:
            return None


def grows_evenly(powers: Powers | None) -> bool:
    """Whether a value made of added-up figures says of all together what it says of each: all its parts are amounts, or
    none is; of what is not known it may be so."""
    return powers is None or powers <= CONSTANT or powers <= ONCE


def _paired(one: Powers | None, other: Powers | None, sign: int) -> Powers | None:
    if one is None or other is None:
        return None
    return _bounded(frozenset(first + sign * second for first in one for second in other or CONSTANT))


def _together(parts: list[Powers | None]) -> Powers | None:
    known = [each for each in parts if each is not None]
    return None if len(known) < len(parts) else _bounded(reduce(frozenset.union, known, _ANY))


def _bounded(powers: Powers) -> Powers:
    """Products of products of products: with whatever powers they grow, it is not evenly."""
    return powers if all(abs(power) <= _MOST for power in powers) else _UNEVEN
