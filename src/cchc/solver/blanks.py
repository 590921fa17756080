"""Sums over rows that lack figures, as a solver sees them: what `cchc.judge.tables.blanks` tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc.edition.table import FigureColumn, RowRole
from cchc.formula.tree import weights_of
from cchc.judge.tables.blanks import is_sum
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.gaps import says_nothing
from cchc.judge.tables.hierarchy import Parts
from cchc.judge.tables.tabulation import Tabulation
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.solver.algebra import UNTOLD, Algebra, Flag, SymbolicNumber, SymbolicTruth, number_of

if TYPE_CHECKING:
    from cchc.solver.tables import TableWorld


@frozen(eq=False)
class _Part:
    """A row of a sum: its figure, 0 where none is known; whether it is there, may be left out, may count for 0."""

    least: SymbolicNumber
    known: Flag
    is_nothing: Flag
    may_lack: Flag


def judged_without(world: TableWorld, each: Equality, stated: SymbolicNumber) -> SymbolicTruth:
    """Whether a sum that lacks figures holds without them, or is less than the others come to."""
    if each.link is not Link.ROWS or each.rows is None:
        return UNTOLD
    tabulation, row, column = world.tables.of(each.target)
    parts, algebra = tabulation.parts(row, column), world.algebra
    if not is_sum(parts):
        return UNTOLD
    weights = {} if parts.tree is None else weights_of(parts.tree) or {}
    seen = [_part(world, tabulation, part, column) for part in parts.rows]
    counted = [weights.get(part.id or "", Fraction(1)) for part in parts.rows]
    least = algebra.total(
        number_of(0),
        *(algebra.product(number_of(weight), one.least) for weight, one in zip(counted, seen, strict=True)),
    )
    is_lacking = algebra.any_of(algebra.opposite(one.known) for one in seen)
    judged = [stated.known, is_lacking, *(one.may_lack for one in seen)]
    holds = [*(one.is_nothing for one in seen), algebra.compared(stated, least, "==").yes]
    signed = any(tabulation.column(part, column.id).asks.is_signed for part in _all(tabulation, parts, column))
    less = [algebra.compared(one.least, number_of(0), ">=").yes for one in seen]
    less += [not signed, algebra.compared(stated, least, "<").yes]
    return SymbolicTruth(algebra.all_of([*judged, *holds]), algebra.all_of([*judged, *less]))


def _all(tabulation: Tabulation, parts: Parts, column: FigureColumn) -> Iterator[FilledRow]:
    for row in parts.rows:
        yield row
        if _is_group(row):
            yield from _all(tabulation, tabulation.parts(row, column), column)


def _is_group(row: FilledRow) -> bool:
    return row.role is RowRole.PARENT and row.id is None


def _part(world: TableWorld, tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> _Part:
    algebra, figure = world.algebra, world.figure(tabulation.at(row, column.id))
    under = tabulation.parts(row, column) if _is_group(row) else None
    if under is not None and under.tree is None and under.rows and under.is_whole:
        # A row of the office's without a figure is seen as those under it.
        seen = [_part(world, tabulation, each, column) for each in under.rows]
        rest = algebra.total(number_of(0), *(one.least for one in seen))
        known = algebra.any_of([figure.known, algebra.all_of(one.known for one in seen)])
        is_nothing = algebra.any_of([figure.known, algebra.all_of(one.is_nothing for one in seen)])
        may_lack = algebra.any_of([figure.known, algebra.all_of(one.may_lack for one in seen)])
        return _Part(_or(algebra, figure, rest), known, is_nothing, may_lack)
    blank = says_nothing(tabulation, row, column.id) or _is_blank(world, tabulation, row)
    may_lack = figure.known if tabulation.rows.adds(row) else True
    return _Part(_or(algebra, figure, number_of(0)), figure.known, algebra.any_of([figure.known, blank]), may_lack)


def _or(algebra: Algebra, figure: SymbolicNumber, otherwise: SymbolicNumber) -> SymbolicNumber:
    up, down = (
        algebra.either(figure.known, one, two)
        for one, two in ((figure.up, otherwise.up), (figure.down, otherwise.down))
    )
    return SymbolicNumber(True, up, down)


def _is_blank(world: TableWorld, tabulation: Tabulation, row: FilledRow) -> Flag:
    """Whether no figure of a row is printed, but those of the catalogue."""
    columns = tabulation.table.columns
    printed = [id for id in row.entries if id not in columns or not columns[id].given]
    algebra = world.algebra
    return algebra.all_of(algebra.opposite(world.printed(tabulation.at(row, id)).known) for id in printed)
