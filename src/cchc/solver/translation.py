"""A formula as the solver sees it: one more reading of the tree, in which what no cell can change is what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NoReturn, Protocol

from cchc.errors import FormulaError
from cchc.formula.functions import ROWS
from cchc.formula.meaning import written_out
from cchc.formula.signature import Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree
from cchc.record import define
from cchc.solver.algebra import NOTHING, UNTOLD, Algebra, SymbolicNumber, SymbolicTruth, number_of, truth_of


class UntranslatableError(Exception):
    """A formula that asks of what may change something that no solver here can tell."""


class World(Protocol):
    """A report some cells of which may say anything."""

    def may_change(self, tree: Tree) -> bool:
        """Whether the value of a formula depends on one of these cells."""

    def value(self, tree: Tree) -> object:
        """The value of a formula that depends on none; None where it has none."""

    def figure(self, id: str) -> SymbolicNumber:
        """What formulas see for a name."""

    def fact(self, fact: Fact) -> SymbolicNumber | SymbolicTruth:
        """What the report tells; raises UntranslatableError for what cannot be told."""

    def formula_of(self, id: str) -> Tree | None:
        """The formula of a computed figure."""


@define(eq=False)
class Translator:
    """Reads formulas in a world."""

    world: World
    algebra: Algebra

    def holds(self, tree: Tree) -> SymbolicTruth:
        """Whether a condition holds."""
        found = self.read(written(tree, self.world.formula_of))
        if isinstance(found, SymbolicTruth):
            return found
        return UNTOLD if found is NOTHING else _refuse(tree)

    def number(self, tree: Tree) -> SymbolicNumber:
        """The number that a formula gives."""
        found = self.read(written(tree, self.world.formula_of))
        if isinstance(found, SymbolicNumber):
            return found
        return NOTHING if found is UNTOLD else _refuse(tree)

    def read(self, tree: Tree) -> SymbolicNumber | SymbolicTruth:
        """A formula that is all written out."""
        if not self.world.may_change(tree):
            return _known(self.world.value(tree), tree)
        match tree:
            case Number(value):
                return number_of(value)
            case Name(id):
                return self.world.figure(id)
            case Fact():
                return self.world.fact(tree)
            case Apply(op, args) if op in WAYS:
                return WAYS[op](self, *args)
            case _:
                return _refuse(tree)

    def number_in(self, tree: Tree) -> SymbolicNumber:
        found = self.read(tree)
        return found if isinstance(found, SymbolicNumber) else _refuse(tree)

    def truth(self, tree: Tree) -> SymbolicTruth:
        found = self.read(tree)
        return found if isinstance(found, SymbolicTruth) else _refuse(tree)


def written(tree: Tree, formula_of: Callable[[str], Tree | None]) -> Tree:
    """A formula in functions that a solver reads; raises UntranslatableError for one that is too long so written."""
    try:
        return written_out(tree, WAYS, formula_of)
    except FormulaError:
        raise UntranslatableError(str(tree)) from None


def _refuse(tree: Tree) -> NoReturn:
    raise UntranslatableError(str(tree))


def _known(value: object, tree: Tree) -> SymbolicNumber | SymbolicTruth:
    match value:
        case bool():
            return truth_of(value)
        case int() | Fraction():
            return number_of(value)
        case None:
            return UNTOLD if _is_condition(tree) else NOTHING
        case _:
            raise UntranslatableError(str(tree))


def _is_condition(tree: Tree) -> bool:
    return isinstance(tree, Apply | Fact) and ROWS[tree.op if isinstance(tree, Apply) else tree.function].gives is (
        Kind.BOOLEAN
    )


def _is_known(reader: Translator, tree: Tree) -> SymbolicTruth:
    found = reader.read(tree)
    known = found.known if isinstance(found, SymbolicNumber) else reader.algebra.any_of([found.yes, found.no])
    return SymbolicTruth(known, reader.algebra.opposite(known))


def _ratio(times: int) -> Callable[..., SymbolicNumber]:
    return lambda reader, part, whole: reader.algebra.quotient(reader.number_in(part), reader.number_in(whole), times)


def _compared(operator: str) -> Callable[..., SymbolicTruth]:
    return lambda reader, one, other: reader.algebra.compared(reader.number_in(one), reader.number_in(other), operator)


def _sum(reader: Translator, *args: Tree) -> SymbolicNumber:
    return reader.algebra.total(*map(reader.number_in, args))


def _rounded(reader: Translator, number: Tree, places: Tree) -> SymbolicNumber:
    if not isinstance(places, Number):
        return _refuse(places)
    return reader.algebra.rounded(reader.number_in(number), int(places.value))


WAYS: Mapping[str, Callable[..., SymbolicNumber | SymbolicTruth]] = {
    "+": _sum,
    "total": _sum,
    "-": lambda reader, one, other: reader.algebra.total(
        reader.number_in(one), reader.algebra.negative(reader.number_in(other))
    ),
    "*": lambda reader, one, other: reader.algebra.product(reader.number_in(one), reader.number_in(other)),
    "neg": lambda reader, one: reader.algebra.negative(reader.number_in(one)),
    "abs": lambda reader, one: reader.algebra.size(reader.number_in(one)),
    "number": lambda reader, one: reader.number_in(one),
    "min": lambda reader, *args: reader.algebra.extreme("<=", *map(reader.number_in, args)),
    "max": lambda reader, *args: reader.algebra.extreme(">=", *map(reader.number_in, args)),
    "round": _rounded,
    **{op: _ratio(ROWS[op].ratio) for op in ROWS if ROWS[op].ratio},
    **{op: _compared(op) for op in ROWS if ROWS[op].compares},
    "not": lambda reader, one: SymbolicTruth((found := reader.truth(one)).no, found.yes),
    "and": lambda reader, *args: reader.algebra.conjunction(*map(reader.truth, args)),
    "or": lambda reader, *args: reader.algebra.disjunction(*map(reader.truth, args)),
    "if_": lambda reader, condition, then, otherwise: reader.algebra.chosen(
        reader.truth(condition), reader.number_in(then), reader.number_in(otherwise)
    ),
    "known": _is_known,
}
"""Functions that a solver reads; the others are put in place by what they mean, or refused."""
