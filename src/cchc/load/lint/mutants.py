"""Rules that differ from a rule in one small way, from which its samples must tell it apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from attrs import evolve

from cchc.edition import Edition, Rule
from cchc.formula import typecheck
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Fact, Number, Tree, names_of, substitute, walk
from cchc.formula.words import text
from cchc.load.bindings import CHOSEN
from cchc.record import frozen

SLIPS: Mapping[str, tuple[str, ...]] = {
    "<": ("<=",),
    "<=": ("<",),
    ">": (">=",),
    ">=": (">",),
    "==": ("<=", ">="),
    "!=": ("<", ">"),
}
"""What a comparison is easily mistaken for: the same but for the boundary, or on one side of it only."""

_JOINING = ("and", "or", "+", "total", "min", "max")
"""What is made of parts, each of which must matter."""

Change = Callable[[Any], Tree]
_PAIR = 2


@frozen
class Mutant:
    """A rule with one thing changed, what stood there and what stands there now."""

    rule: Rule
    was: str
    now: str


def mutants(rule: Rule, edition: Edition) -> Iterator[Mutant]:
    """Every small change of a rule's check that leaves it a check."""
    written = parse(rule.check, has_tables=True)
    for place, node in enumerate(walk(written)):
        for change in _changes(node):
            instances = tuple(evolve(each, check=_changed(each.check, place, change)) for each in rule.instances)
            if all(_is_check(each.check, edition) for each in instances[:1]):
                yield Mutant(evolve(rule, instances=instances), text(node), text(change(node)))


def misbound(rule: Rule, edition: Edition) -> Iterator[Mutant]:
    """A rule of a family, or one over several sets of lines, with another line in the place of one that it binds."""
    for place, instance in enumerate(rule.instances):
        for name, id in instance.bindings.items():
            other = None if name in CHOSEN else _stand_in(edition, id, instance.bindings.values())
            if other is not None:
                changed = evolve(instance, check=substitute(instance.check, {id: other}))
                instances = (*rule.instances[:place], changed, *rule.instances[place + 1 :])
                yield Mutant(evolve(rule, instances=instances), f"{name} = {id}", f"{name} = {other}")


def _stand_in(edition: Edition, id: str, bound: Collection[str]) -> str | None:
    """A line that may be mistaken for another: of its kind and unit, and entered as it is."""
    line = edition.everything.get(id)
    if line is None:
        return None
    alike = (each for each in edition.everything.values() if (each.kind, each.unit) == (line.kind, line.unit))
    return next((each.id for each in alike if each.id not in bound and each.formula is None), None)


def _changes(node: Tree) -> Iterator[Change]:
    """A comparison with its boundary moved, an `and`, `or` or sum without one of its parts, a question asked of several
    lines without one of them."""
    if isinstance(node, Fact) and len(node.ids) > _PAIR:
        for left_out in range(1, len(node.ids)):
            yield lambda node, left_out=left_out: evolve(node, ids=_but(node.ids, left_out))  # type: ignore[misc]
    if not isinstance(node, Apply):
        return
    for op in SLIPS.get(node.op, ()):
        if _matters(node, op):
            yield lambda node, op=op: Apply(op, node.args, node.span)  # type: ignore[misc]
    if node.op in _JOINING:
        for left_out in range(len(node.args)):
            yield lambda node, left_out=left_out: _without(node, left_out)  # type: ignore[misc]


def _matters(node: Apply, op: str) -> bool:
    """Whether a figure can lie on either side: a month or the end of a year may not, nor a count below zero."""
    if node.op not in ("==", "!="):
        return True
    is_of_zero = isinstance(node.args[1], Number) and node.args[1].value == 0
    return bool(names_of(node)) and not (is_of_zero and op[0] == "<")


def _but(items: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*items[:place], *items[place + 1 :])


def _without(node: Apply, place: int) -> Tree:
    rest = _but(node.args, place)
    return rest[0] if len(rest) == 1 else Apply(node.op, rest, node.span)


def _changed(tree: Tree, place: int, change: Change) -> Tree:
    """The tree with the node at a place of its walk changed."""
    if place == 0:
        return change(tree)
    assert isinstance(tree, Apply)
    args, before = [], 1
    for arg in tree.args:
        size = sum(1 for _ in walk(arg))
        args.append(_changed(arg, place - before, change) if before <= place < before + size else arg)
        before += size
    return Apply(tree.op, tuple(args), tree.span)


def _is_check(tree: Tree, edition: Edition) -> bool:
    errors = typecheck.problems(tree, {**edition.parameters, **edition.everything}, text="", expected=typecheck.BOOLEAN)
    return next(iter(errors), None) is None
