"""Cells of a table without a figure that the others tell: a part by the sum that it belongs to, a sum by its parts.

A blank is one whatever the figure; a word for nothing is one where the others give something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cchc.edition.table import RowRole
from cchc.judge.tables.equality import Equality
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledRow
from cchc.text.spelling import seen
from cchc.value import Missing, Reason


def gaps(tabulation: Tabulation, every: Iterable[Equality]) -> Iterator[tuple[At, Fraction]]:
    """The cells of a table without a figure, each with the one that all others agree on."""
    told = _told(every)
    found_in = dict(_found(tabulation, told))
    for at, figure in found_in.items():
        # A blank that is made of another one is that over again.
        if found_in.keys().isdisjoint(_parts(tabulation, at)):
            yield at, figure


def _parts(tabulation: Tabulation, at: At) -> Iterator[At]:
    """The figures of its row that a computed one is made of."""
    if tabulation.is_computed(at):
        row = tabulation.filled.by_key[at.row]
        inputs = tabulation.engine_of(row).inputs.get(at.column, ())
        yield from (tabulation.at(row, part) for part in inputs if part != at.column)


def _found(tabulation: Tabulation, told: Mapping[At, set[Fraction | None]]) -> Iterator[tuple[At, Fraction]]:
    for row in tabulation.filled.rows:
        if row.key in tabulation.plain or row.role is RowRole.HEADING:
            continue
        if not (is_begun(tabulation, row) or is_left_out(tabulation, row)):
            continue
        for column in tabulation.engine_of(row).table.printed:
            at = tabulation.at(row, column.id)
            is_empty = is_blank(tabulation, row, column.id)
            if not is_empty and not says_nothing(tabulation, row, column.id):
                continue
            is_reported = tabulation.source(row, column) is FigureSource.REPORTED
            computed = None if is_reported else tabulation.computed(row, column.id)
            found = told.get(at, set()) if computed is None else {computed}
            figure = next(iter(found)) if len(found) == 1 else None
            if figure is not None and (is_empty or figure) and column.asks.measure.takes(figure):
                yield at, figure


def is_blank(tabulation: Tabulation, row: FilledRow, column: str) -> bool:
    """Whether a cell that the form asks to be filled in is blank, and a blank says nothing."""
    entry = tabulation.stated(row, column)
    if tabulation.source(row, tabulation.table.columns[column]) is FigureSource.ABSENT:
        return False
    return entry is not None and entry.value == _BLANK and (entry.cell is None or not seen(entry.cell.text))


def says_nothing(tabulation: Tabulation, row: FilledRow, column: str) -> bool:
    """Whether a word for nothing stands where the form asks for a figure, and it is not worth 0 there."""
    entry = tabulation.stated(row, column)
    says = entry is not None and isinstance(entry.value, Missing) and entry.value.reason in _NOTHING
    return says and tabulation.printed(row, column) is None


def is_printed(tabulation: Tabulation, row: FilledRow) -> bool:
    """Whether a row is the total, or one that the form prints: blank as a whole it is left out."""
    if row.role is RowRole.TOTAL:
        return tabulation.rows.adds(row)
    return tabulation.definition(row) is not None


def is_left_out(tabulation: Tabulation, row: FilledRow) -> bool:
    """Whether a row is blank as a whole that the form prints, or that the office wrote."""
    if is_printed(tabulation, row):
        return not is_begun(tabulation, row)
    return row.role is RowRole.LEAF and row.key in tabulation.rows.blank


def is_begun(tabulation: Tabulation, row: FilledRow) -> bool:
    """Whether any figure of a row is filled in, or is said to be nothing; those that the catalogue gives may stand on
    an empty form."""
    columns = tabulation.table.columns
    asked = [id for id in row.entries if id not in columns or not columns[id].given]
    is_filled = any(tabulation.printed(row, id) is not None for id in asked)
    return is_filled or any(says_nothing(tabulation, row, id) for id in asked)


def _told(every: Iterable[Equality]) -> Mapping[At, set[Fraction | None]]:
    """What the one lacking figure of each equality would have to be."""
    found: dict[At, set[Fraction | None]] = {}
    for each in every:
        at = each.lacking if each.exactly is None else None
        if at is None and len(lacks := each.without or rows_left_out(each)) == 1:
            (at,) = lacks
        if at is not None:
            found.setdefault(at, set()).add(each.filled(at))
    return found


def rows_left_out(each: Equality) -> tuple[At, ...]:
    """The figures of rows blank as a whole for want of which it cannot be told whether a sum over rows holds; nothing
    where it lacks others, too."""
    if each.rows is None or each.rows.weight is not None or not (each.exactly is None or each.without):
        return ()
    lacks, of = parts_lacking(each), each.tabulation
    are_here = all(at.table == of.table.id and is_left_out(of, of.filled.by_key[at.row]) for at in lacks)
    return tuple(lacks) if are_here else ()


def parts_lacking(each: Equality) -> tuple[At, ...]:
    """The figures of a sum over rows that are not there."""
    if each.without and each.rows is not None:
        column, table = each.target.column, each.target.table
        return tuple(at for row in each.rows.rows if (at := At(row.key, column, table)) in each.without)
    return tuple(dict.fromkeys(at for at in each.of if each.tabulation.of(at).figure_at(at) is None))


_BLANK = Missing(Reason.BLANK)
_NOTHING = frozenset({Reason.NONE, Reason.NOT_ARISEN})
