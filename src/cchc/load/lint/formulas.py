"""Formulas and checks: their names exist, their types and units agree, and none is computed from itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Edition
from cchc.errors import FormulaError, Problem
from cchc.formula import typecheck
from cchc.formula.functions import IF_UNDEFINED
from cchc.formula.meaning import written_out
from cchc.formula.tree import Tree, facts_of, mentions_of, names_of
from cchc.load.addresses import addresses_in, mistakes
from cchc.load.codes import CLASH, CYCLE, UNKNOWN_NAME
from cchc.load.gaps import Gaps
from cchc.load.lint.address import address

HIGHEST = 50
"""So many computed figures may build on one another; a stranger's chain may be endless."""


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """What is wrong with the formulas of computed lines."""
    for line in edition.everything.values():
        if line.formula is None or line.formula_text is None:
            continue
        expected = typecheck.figure_type(line)
        for error in mistyped(edition, gaps, line.formula, line.formula_text, expected):
            yield Problem(error.code, str(error), (*address(line), "formula"))
        for fact in facts_of(line.formula):
            what = f"{fact.function} asks the form, which only a check may: a line is computed of figures"
            told = FormulaError(what, line.formula_text, *fact.span, code=CLASH)
            yield Problem(CLASH, str(told), (*address(line), "formula"))
    yield from _cycles(edition)


def mistyped(
    edition: Edition, gaps: Gaps, tree: Tree, text: str, expected: typecheck.Type | None
) -> Iterator[FormulaError]:
    """What is wrong with one expression; of one that speaks of broken lines, only the names that do not exist."""
    errors = [*typecheck.problems(tree, edition.named, text=text, expected=expected)]
    errors += [error for name in addresses_in([tree]) for error in mistakes(name, edition.tables, edition.parameters)]
    named = mentions_of(tree) if gaps.ids else ()
    faulty = any(id in gaps.ids for id in named)
    absent = {id for id in named if id not in edition.named and id not in gaps.ids}
    told: set[str] = set()
    for error in errors:
        if error.code != UNKNOWN_NAME:
            wanted = not faulty
        else:
            wanted = not gaps.lines and (not faulty or not absent.isdisjoint(error.what.split()))
        if wanted and error.what not in told:
            told.add(error.what)
            yield error
    if IF_UNDEFINED in text and not told and not faulty:
        yield from _too_long(edition, tree, text)


def _too_long(edition: Edition, tree: Tree, text: str) -> Iterator[FormulaError]:
    """A formula that cannot be written out in bounds, because it looks through too many others."""

    def formula_of(id: str) -> Tree | None:
        line = edition.everything.get(id)
        return None if line is None else line.formula

    try:
        written_out(tree, (), formula_of)
    except FormulaError as error:
        yield FormulaError(error.what, text, 0, len(text), error.hint)


def _cycles(edition: Edition) -> Iterator[Problem]:
    """Each round of formulas that need one another, named once, and towers of formulas too high."""
    needs = {line.id: names_of(line.formula) for line in edition.everything.values() if line.formula is not None}
    height: dict[str, int] = {}
    for start in needs:
        if start not in height:
            for id, what in _climb(start, needs, height):
                yield Problem(CYCLE, what, (*address(edition.everything[id]), "formula"))


def _climb(start: str, needs: Mapping[str, tuple[str, ...]], height: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Depth first without recursion; `height` is 0 while a figure is being climbed, its place in the tower after."""
    height[start] = 0
    climbed = {start: iter(needs[start])}
    while climbed:
        id = next(reversed(climbed))
        need = next(climbed[id], None)
        if need is None:
            del climbed[id]
            height[id] = 1 + max((height.get(part, 0) for part in needs[id]), default=0)
            if height[id] == HIGHEST:
                yield id, f"{HIGHEST} formulas build on one another up to here"
        elif need in climbed:
            ids = [*climbed, need]
            yield need, "the formula needs its own result: " + " → ".join(ids[ids.index(need) :][:12])
        elif need in needs and need not in height:
            height[need] = 0
            climbed[need] = iter(needs[need])
