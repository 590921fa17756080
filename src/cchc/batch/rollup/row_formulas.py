"""Formulas over rows of a table that is put together: which of them say of all what they say of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.batch.rollup.ways import Scope
from cchc.edition import Indicator
from cchc.edition.aggregation import Way
from cchc.formula.growth import CONSTANT, ONCE, Powers, grows_evenly, powers_of
from cchc.formula.tree import Tree, adds_up

_ADDED, _ENDS = (Way.SUM, Way.FLOW, Way.UNION), (Way.FIRST, Way.LAST, Way.CUMULATIVE)


def says_of_all(tree: Tree, asks: Mapping[str, Indicator], scope: Scope) -> bool:
    """Whether a formula over the wholes of rows is a whole: sums and shares are, a product of two sums is none."""
    return adds_up(tree) or all(grows_evenly(powers_of(tree, powers.get)) for powers in _powers(asks, scope))


def _powers(asks: Mapping[str, Indicator], scope: Scope) -> Iterable[Mapping[str, Powers | None]]:
    """How each row grows, over each axis; beside a stock nobody can tell."""
    if scope.offices:
        yield {id: _power(each.over_offices) for id, each in asks.items()}
    if scope.months and not any(each.over_time in _ENDS for each in asks.values()):
        yield {id: _power(each.over_time) for id, each in asks.items()}


def _power(way: Way) -> Powers | None:
    if way in _ADDED:
        return ONCE
    return CONSTANT if way in _ENDS else None
