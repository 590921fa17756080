"""Sums over rows some of whose figures are not there: what can be told of them nevertheless.

A blank is missing, not zero. But a sum that is what the other rows come to holds without a row that is blank as a
whole, and one that is less than these come to is wrong whatever belongs into the blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from cchc.edition.table import FigureColumn, RowRole
from cchc.formula.tree import facts_of, weights_of
from cchc.judge.tables.gaps import is_left_out, says_nothing
from cchc.judge.tables.hierarchy import Parts
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import frozen
from cchc.report import FilledRow


@frozen
class LackingSum:
    """A sum over rows that lacks some: its rows, what counts for nothing in it, and whether it holds so."""

    parts: Parts
    without: frozenset[At]
    holds: bool | None


def lacking_sum(tabulation: Tabulation, column: FigureColumn, parts: Parts, printed: Fraction) -> LackingSum:
    """A sum that cannot be made, by what is printed there."""
    parts = _spread(tabulation, column, parts)
    unjudged = LackingSum(parts, frozenset(), None)
    lacks = [row for row in parts.rows if tabulation.figure(row, column.id) is None]
    if not lacks or any(map(tabulation.rows.adds, lacks)) or not is_sum(parts):
        return unjudged
    without = frozenset(tabulation.at(row, column.id) for row in lacks)

    def known(row: FilledRow, id: str) -> Fraction | None:
        return Fraction(0) if tabulation.at(row, id) in without else tabulation.figure(row, id)

    least = tabulation.made(parts, column.id, known)
    if least is None:
        return unjudged
    if least == printed and all(_is_nothing(tabulation, row, column.id) for row in lacks):
        return LackingSum(parts, without, holds=True)
    figures = [known(row, column.id) for row in parts.rows]
    is_signed = any(tabulation.column(row, column.id).asks.is_signed for row in parts.rows)
    if printed < least and not is_signed and all(figure is not None and figure >= 0 for figure in figures):
        return LackingSum(parts, without, holds=False)
    return unjudged


def is_sum(parts: Parts) -> bool:
    """Whether it is a sum of rows alone that none of them can make less."""
    if parts.weight is not None or not parts.is_whole:
        return False
    weights = {} if parts.tree is None else weights_of(parts.tree)
    if weights is None or (parts.tree is not None and facts_of(parts.tree)):
        return False
    ids = {row.id for row in parts.rows} | parts.lacking
    return ids.issuperset(weights) and all(weight > 0 for weight in weights.values())


def _is_nothing(tabulation: Tabulation, row: FilledRow, column: str) -> bool:
    """Whether a row is blank as a whole, or says that there is nothing: a sum may well hold without it."""
    return is_left_out(tabulation, row) or says_nothing(tabulation, row, column)


def _spread(tabulation: Tabulation, column: FigureColumn, parts: Parts) -> Parts:
    """A sum with the rows under a row of the office's, in place of that where it has no figure itself."""
    if parts.tree is not None or parts.weight is not None:
        return parts
    return evolve(parts, rows=tuple(_rows(tabulation, column, parts)))


def _rows(tabulation: Tabulation, column: FigureColumn, parts: Parts) -> Iterator[FilledRow]:
    waiting = list(reversed(parts.rows))
    while waiting:
        row = waiting.pop()
        is_group = row.role is RowRole.PARENT and row.id is None and tabulation.figure(row, column.id) is None
        under = tabulation.parts(row, column) if is_group else None
        if under is None or under.tree is not None or not under.rows or not under.is_whole:
            yield row
        else:
            waiting += reversed(under.rows)
