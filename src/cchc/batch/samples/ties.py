"""How an edition's rules tie its figures to each other, as far as a generator of reports can use it."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from cchc.edition import Edition
from cchc.formula.tree import Apply, Name, Number, Tree, names_of
from cchc.record import frozen


@frozen
class Ties:
    """`at_most`: part and whole; `sums`: a figure and the parts that make it up; `shared`: parts that
    share one whole; `zero_with`: the second is 0 where the first is; `some_with`: it is not where the first is not."""

    at_most: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    shared: tuple[tuple[tuple[str, ...], str], ...]
    zero_with: tuple[tuple[str, str], ...]
    some_with: tuple[tuple[str, str], ...]

    def order(self, ids: list[str]) -> list[str]:
        """Wholes before their parts, sums after theirs; of two that are each at most the other, either."""
        below: dict[str, set[str]] = {id: set() for id in ids}
        for part, whole in (*self.at_most, *((part, whole) for parts, whole in self.shared for part in parts)):
            if part in below and whole in below and part not in below[whole]:
                below[part].add(whole)
        for total, parts in self.sums:
            if total in below:
                below[total] |= set(parts) & below.keys()
                for part in parts:
                    below.get(part, set()).discard(total)
        try:
            return list(TopologicalSorter(below).static_order())
        except CycleError:
            return ids


def ties_of(edition: Edition) -> Ties:
    """The ties that the rules on figures alone spell out."""
    at_most, sums, shared, zero_with, some_with = [], [], [], [], []
    for rule in edition.rules.values():
        for instance in rule.instances:
            for check in _conjuncts(instance.check):
                match check:
                    case Apply("<=", (Name(part), Name(whole))) | Apply(">=", (Name(whole), Name(part))):
                        at_most.append((part, whole))
                    case Apply("<=", (Apply("+" | "total", parts), Name(whole))) | Apply(
                        ">=", (Name(whole), Apply("+" | "total", parts))
                    ) if names := _names(parts):
                        shared.append((names, whole))
                    case Apply("implies", (_, Apply("<", (Apply("+" | "total", parts), Name(whole))))) if (
                        names := _names(parts)
                    ):
                        shared.append((names, whole))
                    case Apply("==", (Name(total), Apply("+" | "total", parts))) if names := _names(parts):
                        sums.append((total, names))
                    case Apply("implies", (Apply("==", (Name(x), Number(value=zero))), then)) if zero == 0:
                        zero_with += [(x, y) for y in _compared(then, "==")]
                    case Apply("implies", (Apply(">", (Name(x), Number(value=zero))), then)) if zero == 0:
                        some_with += [(x, y) for y in _compared(then, ">")]
    return Ties(tuple(at_most), tuple(sums), tuple(shared), tuple(zero_with), tuple(some_with))


def _conjuncts(check: Tree) -> Iterator[Tree]:
    """What must hold together, without the `number` that only drops a unit."""
    match check:
        case Apply("and", args):
            for arg in args:
                yield from _conjuncts(arg)
        case Apply("implies", (Apply(">=", (_, Number(value=zero))), then)) if zero == 0:
            yield from _conjuncts(then)
        case Apply("or", (first, *others)) if names_of(first) and not any(map(names_of, others)):
            # What else would do is for the form to say, and no figure.
            yield from _conjuncts(first)
        case _:
            yield _bare(check)


def _bare(tree: Tree) -> Tree:
    match tree:
        case Apply("number", (inner,)):
            return _bare(inner)
        case Apply(op, args):
            return Apply(op, tuple(_bare(arg) for arg in args))
        case _:
            return tree


def _names(parts: tuple[Tree, ...]) -> tuple[str, ...]:
    names = tuple(part.id for part in parts if isinstance(part, Name))
    return names if len(names) == len(parts) else ()


def _compared(then: Tree, op: str) -> Iterator[str]:
    """The figures that a conclusion compares with zero in this way."""
    for part in _conjuncts(then):
        match part:
            case Apply(sign, (Name(y), Number(value=zero))) if sign == op and zero == 0:
                yield y
            case Apply(sign, (Apply("+" | "total", parts), Number(value=zero))) if sign == op and zero == 0:
                yield from _names(parts)[:1]
