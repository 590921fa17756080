"""Rules held against each other: none repeats another or follows from one, and none leaves what another asks for to no
report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cchc.edition import Edition, Instance, Rule
from cchc.errors import Problem
from cchc.formula.tree import Apply, Tree
from cchc.load.codes import DUPLICATE, VACUOUS
from cchc.load.lint.address import address
from cchc.record import frozen

_ORDERS: Mapping[str, frozenset[int]] = {
    "<": frozenset({-1}), "<=": frozenset({-1, 0}), "==": frozenset({0}), "!=": frozenset({-1, 1}),
    ">=": frozenset({0, 1}), ">": frozenset({1}),
}  # fmt: skip
"""How two figures may lie to one another where a comparison holds: the first less, the same, or more."""
_MIRRORED: Mapping[str, str] = {">": "<", ">=": "<="}
_ANY_ORDER = frozenset({"and", "or", "==", "!=", "+", "total", "min", "max"})


@frozen
class _Claim:
    """What a rule asks of two figures, or that something holds (`orders` None)."""

    rule: Rule
    orders: frozenset[int] | None


def problems(edition: Edition) -> Iterator[Problem]:
    """Rules that say what another says already, or what no report can obey beside another."""
    rules = [rule for rule in edition.rules.values() if rule.instances]
    claimed = _claimed(rules)
    told = dict(_clashing(rules, claimed))
    for rule in rules:
        found = told.get(rule.id) or _follows(rule, claimed, told.keys())
        if found is not None and not rule.is_standard:
            code, what = found
            yield Problem(code, what, (*address(rule), "check"))


def _clashing(rules: list[Rule], claimed: Mapping[object, list[_Claim]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The rules that repeat or contradict one before them."""
    checks: dict[Tree, str] = {}
    for rule in rules:
        told = next(filter(None, (_told(rule, instance, checks, claimed) for instance in rule.instances)), None)
        for instance in rule.instances:
            checks.setdefault(_settled(instance.check), rule.id)
        if told is not None:
            yield rule.id, told


def _told(
    rule: Rule, instance: Instance, checks: Mapping[Tree, str], claimed: Mapping[object, list[_Claim]]
) -> tuple[str, str] | None:
    first = checks.get(_settled(instance.check), rule.id)
    if first != rule.id:
        return DUPLICATE, f"says what {first} says already"
    if (other := _against(rule, instance, claimed)) is not None:
        return VACUOUS, f"contradicts {other}"
    return None


def _follows(rule: Rule, claimed: Mapping[object, list[_Claim]], but: Collection[str]) -> tuple[str, str] | None:
    """That each of a rule's instances can only fail where another rule does, which is not itself told of."""
    stronger = [_stronger(rule, instance, claimed, but) for instance in rule.instances]
    if None in stronger:
        return None
    return DUPLICATE, f"follows from {stronger[0]}, which is as grave"


def _claimed(rules: list[Rule]) -> Mapping[object, list[_Claim]]:
    """Every condition that a rule makes of all reports, by what it is about."""
    found: dict[object, list[_Claim]] = {}
    for rule in rules:
        for instance in rule.instances:
            for about, orders in map(_claim, _conditions(instance.check)):
                found.setdefault(about, []).append(_Claim(rule, orders))
    return found


def _claim(condition: Tree) -> tuple[object, frozenset[int] | None]:
    """What a condition is about, and how the two figures that it compares may lie."""
    match _settled(condition):
        case Apply(op, (left, right)) if op in _ORDERS:
            orders = _ORDERS[op]
            if repr(right) < repr(left):
                left, right, orders = right, left, frozenset(-order for order in orders)
            return (left, right), orders
        case settled:
            return settled, None


def _against(rule: Rule, instance: Instance, claimed: Mapping[object, list[_Claim]]) -> str | None:
    """The first of the rules before it that compare the same two things, and with it in a way that leaves none."""
    for about, orders in map(_claim, _conditions(instance.check)):
        before: list[_Claim] = []
        for claim in claimed[about]:
            if claim.rule.id == rule.id:
                break
            before.append(claim)
        left = orders
        for claim in before:
            if left is not None and claim.orders is not None:
                left = left & claim.orders
        if left is not None and not left:
            return before[0].rule.id
    return None


def _stronger(
    rule: Rule, instance: Instance, claimed: Mapping[object, list[_Claim]], but: Collection[str]
) -> str | None:
    """A rule that is as grave and asks for more, so that this one can only fail where that does."""
    if instance.escalations:
        return None
    wanted = _conditions(instance.check)
    if len(wanted) == 1:
        match wanted[0]:
            case Apply("implies", (_, conclusion)):
                wanted = _conditions(conclusion)
    candidates = [
        {
            claim.rule.id
            for claim in claimed.get(about, ())
            if claim.rule.severity.is_as_grave_as(rule.severity) and _holds(claim, orders)
        }
        for about, orders in map(_claim, wanted)
    ]
    return min(set.intersection(*candidates) - {rule.id, *but}, default=None)


def _holds(claim: _Claim, orders: frozenset[int] | None) -> bool:
    """Whether a claim leaves nothing that such orders do not."""
    return orders is None or (claim.orders is not None and claim.orders <= orders)


def _conditions(check: Tree) -> tuple[Tree, ...]:
    """What must all hold for a check to hold."""
    match check:
        case Apply("and", parts):
            return tuple(condition for part in parts for condition in _conditions(part))
        case _:
            return (check,)


def _settled(tree: Tree) -> Tree:
    """The tree in the one way in which it is written here: `b >= a` is `a <= b`, and sums and choices have an order."""
    if not isinstance(tree, Apply):
        return tree
    args = tuple(map(_settled, tree.args))
    if tree.op in _MIRRORED:
        return Apply(_MIRRORED[tree.op], args[::-1])
    return Apply(tree.op, tuple(sorted(args, key=repr)) if tree.op in _ANY_ORDER else args)
