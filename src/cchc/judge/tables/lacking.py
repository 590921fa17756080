"""Rows in which a part is blank: told once a row, however many figures cannot be made for want of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cchc.edition.table import RowRole
from cchc.judge.tables.equality import rests_on
from cchc.judge.tables.gaps import is_blank
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.record import frozen
from cchc.report import FilledRow


@frozen
class BlankParts:
    """The blank cells of a row, and what is not made for want of them."""

    row: FilledRow
    cells: tuple[At, ...]
    results: tuple[At, ...]


def lacking(tabulation: Tabulation, told: Collection[At]) -> Iterator[BlankParts]:
    """The rows that fill in some figures of a formula and leave others blank, of which nothing else tells.

    What is `told` of a blank is not told again, nor is what is made of it.
    """
    for row in tabulation.filled.rows:
        if row.key in tabulation.plain or row.role in (RowRole.HEADING, RowRole.TOTAL):
            continue
        results = {at: blank for at in _made(tabulation, row) if (blank := _blank(tabulation, row, at))}
        cells = [at for blank in results.values() for at in blank]
        if cells and not any(at in told for at in cells):
            yield BlankParts(row, tuple(dict.fromkeys(cells)), tuple(results))


def _made(tabulation: Tabulation, row: FilledRow) -> Iterator[At]:
    """The figures of a row that its own formulas make, and that are not made."""
    for column in tabulation.engine_of(row).table.columns.values():
        at = tabulation.at(row, column.id)
        if tabulation.source(row, column) is FigureSource.FORMULA and tabulation.computed(row, column.id) is None:
            yield at


def _blank(tabulation: Tabulation, row: FilledRow, made: At) -> list[At]:
    """The blank cells of a row that one of its figures is made of, where others of them are filled in."""
    parts = list(_parts(tabulation, row, made))
    blank = [at for at in parts if is_blank(tabulation, row, at.column) and tabulation.figure_at(at) is None]
    return blank if any(tabulation.printed(row, at.column) is not None for at in parts) else []


def _parts(tabulation: Tabulation, row: FilledRow, made: At) -> Iterable[At]:
    return dict.fromkeys(
        at for at in rests_on(tabulation, made) if (at.row, at.table) == (row.key, tabulation.table.id)
    )
