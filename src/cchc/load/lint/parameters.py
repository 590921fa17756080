"""Parameters: units that exist, names of their own, bands of one unit, and somebody who uses them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cchc.edition import Edition, Parameter
from cchc.edition.binding import constant, in_force_on
from cchc.edition.parameter import ARGUMENT
from cchc.errors import FormulaError, KeyPath, Problem, did_you_mean
from cchc.formula import typecheck
from cchc.formula.meaning import MOST_NODES, written_out
from cchc.formula.signature import Kind
from cchc.formula.syntax import is_taken
from cchc.formula.tree import Tree, mentions_of, walk
from cchc.load.addresses import conditions_in
from cchc.load.codes import DUPLICATE, UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.record import frozen

MOST_TOGETHER = 40_000
"""Parts that all formulas of an edition may have, with bands put in."""


@frozen
class _Asked:
    """What bands are asked for, as an expression sees it: a number that takes any unit, for it gives another."""

    kind: str = "number"
    unit: str | None = None
    statuses: tuple[str, ...] = ()


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """What is wrong with each parameter, and which of them nobody needs."""
    if not edition.parameters:
        return
    used = set(_used(edition))
    for parameter in edition.parameters.values():
        path: KeyPath = ("parameters", parameter.id)
        for key, unit in (("unit", parameter.unit), ("of", parameter.of_unit)):
            if unit is not None and unit not in edition.units and "units" not in gaps.heads:
                what = f"there is no unit {unit[:60]!r}"
                yield Problem(UNKNOWN_NAME, what, (*path, key), did_you_mean(unit, edition.units))
        if parameter.id == ARGUMENT or _is_taken(edition, parameter.id):
            what = f"{parameter.id!r} is the name of something else that formulas may speak of"
            yield Problem(DUPLICATE, what, path, "choose another id")
        for error in _of_bands(edition, parameter):
            yield Problem(error.code, str(error), path)
        if parameter.id not in used and not gaps.heads and not gaps.ids:
            yield Problem(UNUSED, f"no formula or rule uses the parameter {parameter.id!r}", path)
    yield from _too_long(edition)


def _is_taken(edition: Edition, id: str) -> bool:
    """Whether a line, a table, a row or a column bears the name, or a function."""
    tables = edition.tables
    return (
        is_taken(id)
        or id in edition.everything
        or id in tables
        or any(id in each.columns or id in each.rows for each in tables.values())
    )


def _of_bands(edition: Edition, parameter: Parameter) -> Iterator[FormulaError]:
    """Names and units of what bands give."""
    if not parameter.has_bands:
        return
    numbers = {id: each for id, each in edition.parameters.items() if not each.has_bands}
    lines: dict[str, typecheck.TypedLine] = {**numbers, ARGUMENT: _Asked()}
    expected = typecheck.Type(Kind.NUMBER, typecheck.unit_type(parameter.kind, parameter.unit))
    for band in parameter.bands:
        yield from typecheck.problems(band.gives, lines, text=band.gives_text, expected=expected)


def _used(edition: Edition) -> Iterator[str]:
    for tree in _trees(edition):
        yield from mentions_of(tree)
        yield from (id for condition in conditions_in(tree) for id in mentions_of(condition))
    for parameter in edition.parameters.values():
        for band in parameter.bands:
            yield from mentions_of(band.gives)
    for table in edition.tables.values():
        for row in table.rows.values():
            yield from (figure.parameter for figure in row.given.values() if figure.parameter is not None)
        defaults = (column.default for column in table.columns.values() if column.default is not None)
        yield from (figure.parameter for figure in defaults if figure.parameter is not None)


def _trees(edition: Edition) -> Iterator[Tree]:
    """All formulas and checks of an edition."""
    yield from (line.formula for line in edition.everything.values() if line.formula is not None)
    for rule in edition.rules.values():
        for instance in rule.instances:
            yield instance.check
            yield from (each.condition for each in instance.escalations)
    for table in edition.tables.values():
        yield from table.trees


def _too_long(edition: Edition) -> Iterator[Problem]:
    """Bands that make a formula too long once they are put in it: asked for something long, or too often."""
    if not any(each.has_bands for each in edition.parameters.values()):
        return
    days = {value.start for each in edition.parameters.values() for value in each.values if value.start is not None}
    for bound in (constant(edition), *(in_force_on(edition, day) for day in sorted(days))):
        if any(_grows(tree) for tree in _trees(bound)) or _parts(bound) > MOST_TOGETHER:
            what = f"with its bands put in, a formula has more than {MOST_NODES} parts, or all have {MOST_TOGETHER}"
            first = next(id for id, each in edition.parameters.items() if each.has_bands)
            hint = "ask the bands for a line that is computed first"
            yield Problem(WRONG_VALUE, what, ("parameters", first), hint)
            return


def _parts(edition: Edition) -> int:
    """How many parts all formulas have together, as far as it matters."""
    return sum(1 for _ in islice((node for tree in _trees(edition) for node in walk(tree)), MOST_TOGETHER + 1))


def _grows(tree: Tree) -> bool:
    """Whether a formula has too many parts, or would have once it is written out."""
    if sum(1 for _ in islice(walk(tree), MOST_NODES + 1)) > MOST_NODES:
        return True
    try:
        written_out(tree)
    except FormulaError:
        return True
    return False
