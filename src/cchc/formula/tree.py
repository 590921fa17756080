"""The typed tree of a formula, and the one fold by which every backend reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from attrs import evolve

from cchc.formula.functions import ROWS
from cchc.record import field, frozen

Span = tuple[int, int]
"""Characters of the source that a node stands for: [start, end)."""


@frozen
class Number:
    """A literal: an integer, or a decimal held exactly."""

    value: Fraction
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Name:
    """The figure of an indicator (or, before a family is expanded, of a placeholder)."""

    id: str
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Word:
    """A status word's id, such as "day_du"; compared with a status indicator only."""

    word: str
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Apply:
    """An operator or a pure function on the values of its arguments."""

    op: str
    args: tuple[Tree, ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Fact:
    """What only the report itself can say of indicators: a printed rate, a date, a window."""

    function: str
    ids: tuple[str, ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


Tree = Number | Name | Word | Apply | Fact

T = TypeVar("T")
_ONE = ""
"""What stands for the number 1 where names do: no name is empty."""


class Reading(Protocol[T]):
    """One way to understand a formula."""

    def number(self, value: Fraction, /) -> T: ...
    def name(self, id: str, /) -> T: ...
    def word(self, word: str, /) -> T: ...
    def apply(self, op: str, args: tuple[T, ...], /) -> T: ...
    def fact(self, function: str, ids: tuple[str, ...], /) -> T: ...


def read(tree: Tree, reading: Reading[T]) -> T:
    """Fold a tree bottom-up; depth is bounded by the parser, so recursion is safe."""
    match tree:
        case Number(value):
            return reading.number(value)
        case Name(id):
            return reading.name(id)
        case Word(word):
            return reading.word(word)
        case Apply(op, args):
            return reading.apply(op, tuple(read(arg, reading) for arg in args))
        case Fact(function, ids):
            return reading.fact(function, ids)


def walk(tree: Tree) -> Iterator[Tree]:
    """Every node, parents first."""
    yield tree
    if isinstance(tree, Apply):
        for arg in tree.args:
            yield from walk(arg)


def names_of(tree: Tree) -> tuple[str, ...]:
    """The indicators whose *figures* a formula uses, in order of first use."""
    return tuple(dict.fromkeys(node.id for node in walk(tree) if isinstance(node, Name)))


def facts_of(tree: Tree) -> tuple[Fact, ...]:
    """The facts of the report that a formula asks for, in order of first use."""
    return tuple(dict.fromkeys(node for node in walk(tree) if isinstance(node, Fact)))


def mentions_of(tree: Tree) -> tuple[str, ...]:
    """Every indicator that a formula speaks of, as a figure or in a fact."""
    found: dict[str, None] = {}
    for node in walk(tree):
        if isinstance(node, Name):
            found[node.id] = None
        elif isinstance(node, Fact):
            found.update(dict.fromkeys(node.ids))
    return tuple(found)


def is_linear(tree: Tree) -> bool:
    """Whether a formula changes in proportion with each of its names, so that no wrong figure goes unnoticed in it."""
    return weights_of(tree) is not None


def weights_of(tree: Tree) -> Mapping[str, Fraction] | None:
    """How many times each name counts in a formula that changes in proportion with each; None for another formula."""
    found = _weighed(tree)
    return None if found is None else {name: times for name, times in found.items() if name != _ONE}


def adds_up(tree: Tree) -> bool:
    """Whether what a formula gives of sums is the sum of what it gives: its names so many times, and nothing beside."""
    found = _weighed(tree)
    return found is not None and not found.get(_ONE)


def _weighed(tree: Tree) -> Mapping[str, Fraction] | None:
    match tree:
        case Number(value):
            return {_ONE: value}
        case Name(id):
            return {id: Fraction(1)}
        case Apply("+" | "-" | "total" | "neg" | "number" as op, args):
            signs = (-1 if op == "neg" or (op == "-" and place) else 1 for place in range(len(args)))
            return _summed([(_weighed(arg), Fraction(sign)) for arg, sign in zip(args, signs, strict=True)])
        case Apply("*", (one, other)):
            times, many = sorted((_weighed(one), _weighed(other)), key=lambda each: each is None or set(each) != {_ONE})
            return None if times is None or set(times) != {_ONE} else _summed([(many, times[_ONE])])
        case Apply("/", (one, Number(value))) if value:
            return _summed([(_weighed(one), 1 / value)])
        case _:
            return None


def _summed(parts: Sequence[tuple[Mapping[str, Fraction] | None, Fraction]]) -> Mapping[str, Fraction] | None:
    """Weights added up, each so many times; None if some are not known."""
    found: dict[str, Fraction] = {}
    for weights, times in parts:
        if weights is None:
            return None
        for name, weight in weights.items():
            found[name] = found.get(name, Fraction(0)) + times * weight
    return found


def divides(tree: Tree) -> bool:
    """Whether what a formula gives need not end, so that it stands rounded: a quotient that nothing rounds in it."""
    match tree:
        case Apply("/", _):
            return True
        case Apply("+" | "-" | "*" | "total" | "neg" | "number" | "min" | "max" | "abs", args):
            return any(map(divides, args))
        case Apply("if_", (_, *given)):
            return any(map(divides, given))
        case _:
            return False


def made_of(tree: Tree) -> frozenset[str]:
    """The names that a value is made of as they are: neither only chosen by, nor rounded before."""
    match tree:
        case Name(id):
            return frozenset({id})
        case Apply("round", _):
            return frozenset()
        case Apply("if_", (_, *given)) | Apply(_, given):
            return frozenset[str]().union(*map(made_of, given))
        case _:
            return frozenset()


def has_quotient(tree: Tree) -> bool:
    """Whether a formula divides anywhere, so that it may have no value."""
    return any(isinstance(node, Apply) and ROWS[node.op].ratio for node in walk(tree))


def parts_of(tree: Tree) -> Iterator[tuple[str, str]]:
    """The figures that a formula or a check declares to be parts, each with its whole."""
    match tree:
        case Apply(op, (part, Name(whole))) if ROWS[op].ratio:
            yield from ((name, whole) for name in names_of(part) if name != whole)
        case Apply("<=", (Name(part), Name(whole))):
            yield part, whole


def is_share_of_rest(tree: Tree) -> bool:
    """Whether a formula gives the share of what a part leaves of its whole: percent(whole - part, whole)."""
    match tree:
        case Apply(op, (Apply("-", (Name(of), Name())), Name(whole))):
            return bool(ROWS[op].ratio) and of == whole
        case _:
            return False


def summands_of(tree: Tree) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The figure that a check declares to be a sum of others, with these."""
    match tree:
        case Apply("==", (Name(total), Apply("+") as made)) if all(
            isinstance(node, Name) or (isinstance(node, Apply) and node.op == "+") for node in walk(made)
        ):
            yield total, names_of(made)


def substitute(tree: Tree, bindings: Mapping[str, str]) -> Tree:
    """A family's tree with its placeholders (`part`, `whole`, `it`, …) bound to indicators."""
    match tree:
        case Name(id):
            return Name(bindings.get(id, id), tree.span)
        case Apply(op, args):
            return Apply(op, tuple(substitute(arg, bindings) for arg in args), tree.span)
        case Fact(function, ids):
            return Fact(function, tuple(bindings.get(id, id) for id in ids), tree.span)
        case _:
            return tree


def literal(value: Fraction) -> Tree:
    """A number as a formula writes it: what is below zero behind a sign."""
    size = Number(abs(value))
    return Apply("neg", (size,)) if value < 0 else size


def decimal_text(value: Fraction) -> str:
    """A literal's value as a decimal, exactly: "100", "0.005". Raises ValueError if it has none (1/3)."""
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
        if decimals > value.denominator.bit_length():
            raise ValueError(f"{value} is not a decimal number")
    scaled = (value * 10**decimals).numerator
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return ("-" if scaled < 0 else "") + whole + ("." + part if part else "")


def zero_over_zero(tree: Tree) -> Tree:
    """The formula of an edition that counts a rate over nothing as 0.

    The policy is written into the tree, so that every backend keeps to it without knowing of it.
    """
    if not isinstance(tree, Apply):
        return tree
    tree = evolve(tree, args=tuple(zero_over_zero(arg) for arg in tree.args))
    if not ROWS[tree.op].ratio:
        return tree
    nothing = Number(Fraction(0))
    return Apply("if_", (Apply("==", (tree.args[1], nothing)), nothing, tree), tree.span)
