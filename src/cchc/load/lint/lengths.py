"""Numbers that can get so long that no machine holds them: told of the formula, before a report is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from cchc.edition import Edition
from cchc.errors import KeyPath, Problem
from cchc.exact import MOST_COMPUTED, MOST_DIGITS
from cchc.formula.size import MOST_BETWEEN, Size, size_of
from cchc.formula.tree import Tree, names_of
from cchc.load.codes import CLASH
from cchc.load.lint.address import address

REPORTED = Size(MOST_DIGITS, MOST_DIGITS)
_GROWTH = re.compile("[*/]|percent|per_mille|capped")
"""What makes numbers longer than those that it is given; one such step is no matter."""


def problems(edition: Edition) -> Iterator[Problem]:
    """Formulas and checks with products of products, line by line."""
    sizes: dict[str, Size] = {}
    for id in _in_order(edition):
        line = edition.everything[id]
        assert line.formula is not None
        size = _size(line.formula, sizes)
        if size.longest + line.decimals > MOST_COMPUTED or size.between > MOST_BETWEEN:
            yield _problem((*address(line), "formula"))
            size = REPORTED
        sizes[id] = Size(size.whole, line.decimals)
    for rule in edition.rules.values():
        found = (_size(instance.check, sizes) for instance in rule.instances if len(_GROWTH.findall(rule.check)) > 1)
        if any(size.longest > MOST_COMPUTED or size.between > MOST_BETWEEN for size in found):
            yield _problem((*address(rule), "check"))


def _in_order(edition: Edition) -> Iterator[str]:
    """The computed figures, each after those that it is computed from; none, where they go round in a circle."""
    formulas = {line.id: line.formula for line in edition.everything.values() if line.formula is not None}
    needs = {id: [name for name in names_of(formula) if name in formulas] for id, formula in formulas.items()}
    try:
        yield from tuple(TopologicalSorter(needs).static_order())
    except CycleError:
        return


def _size(tree: Tree, sizes: Mapping[str, Size]) -> Size:
    return size_of(tree, lambda id: sizes.get(id, REPORTED))


def _problem(path: KeyPath) -> Problem:
    what = f"a number in it may have more than {MOST_COMPUTED} digits"
    return Problem(CLASH, what, path, "multiply fewer figures")
