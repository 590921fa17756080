"""Rules held against each other: none repeats another, and none leaves what another asks for to no report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Edition, Instance
from cchc.errors import Problem
from cchc.formula.tree import Apply, Tree
from cchc.load.codes import DUPLICATE, VACUOUS
from cchc.load.lint.address import address


def problems(edition: Edition) -> Iterator[Problem]:
    """Rules that say what another says already, or what no report can obey beside another."""
    checks: dict[Tree, str] = {}
    allowed: dict[tuple[Tree, Tree], tuple[str, frozenset[int]]] = {}
    named: set[str] = set()
    for rule in edition.rules.values():
        for instance in rule.instances:
            first = checks.setdefault(instance.check, rule.id)
            for other, what in ((first, "says what {} says already"), (_against(instance, allowed), "contradicts {}")):
                if other not in (None, rule.id) and rule.id not in named and not rule.is_standard:
                    named.add(rule.id)
                    code = DUPLICATE if other == first else VACUOUS
                    yield Problem(code, what.format(other), (*address(rule), "check"))


_ORDERS: Mapping[str, frozenset[int]] = {
    "<": frozenset({-1}), "<=": frozenset({-1, 0}), "==": frozenset({0}), "!=": frozenset({-1, 1}),
    ">=": frozenset({0, 1}), ">": frozenset({1}),
}  # fmt: skip
"""How two figures may lie to one another where a comparison holds: the first less, the same, or more."""


def _against(instance: Instance, allowed: dict[tuple[Tree, Tree], tuple[str, frozenset[int]]]) -> str | None:
    """The rule that compares the same two things in a way that leaves none to both."""
    match instance.check:
        case Apply(op, (left, right)) if op in _ORDERS:
            orders = _ORDERS[op]
            if (right, left) in allowed:
                left, right, orders = right, left, frozenset(-order for order in orders)
            rule, others = allowed.setdefault((left, right), (instance.rule, orders))
            return None if orders & others else rule
    return None
