"""Rows in which a part is blank: told once a row, however many figures cannot be made for want of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from functools import partial

from cchc.edition.table import RowRole
from cchc.formula.address import cell_of
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.gaps import is_begun, is_blank, parts_lacking, rows_left_out, says_nothing
from cchc.judge.tables.rests import printed_of, rests_on
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.record import frozen
from cchc.report import FilledRow


@frozen
class BlankParts:
    """The blank cells of a row, and what is not made for want of them."""

    row: FilledRow
    cells: tuple[At, ...]
    results: tuple[At, ...]


_SEVERAL = 3
"""Rows without a figure in a column, if it is the column that was left out."""


def blank_columns(tabulation: Tabulation) -> Iterator[tuple[At, ...]]:
    """The columns that the form asks to be filled in and that are blank in every row that others are filled in of."""
    if tabulation.plain:  # these print a figure everywhere
        return
    begun = [row for row in tabulation.filled.rows if row.role is not RowRole.HEADING and is_begun(tabulation, row)]
    for column in tabulation.table.printed:
        has = [row for row in begun if tabulation.source(row, column) is not FigureSource.ABSENT]
        if not all(is_blank(tabulation, row, column.id) for row in has):
            continue
        cells = [row for row in has if tabulation.source(row, column) is FigureSource.REPORTED]
        if len(cells) >= _SEVERAL:
            yield tuple(tabulation.at(row, column.id) for row in cells)


def missing_figures(tabulation: Tabulation) -> set[str]:
    """The figures of columns that the file does not have, or that are made of a table that it does not have: which is
    told of the columns, and of the table."""
    filled, codes = tabulation.filled, {each.code for each in tabulation.report.findings}
    missing = [column.id for column in tabulation.table.printed if column.id not in filled.columns]
    without = [
        id
        for id, names in tabulation.engine.beyond.items()
        if any(map(partial(_is_of_missing_table, tabulation), names))
    ]
    ids = [*(missing if "CCHC-T006" in codes else ()), *(without if "CCHC-T011" in codes else ())]
    return {tabulation.address(tabulation.at(row, id)) for id in ids for row in filled.rows}


def _is_of_missing_table(tabulation: Tabulation, name: str) -> bool:
    cell = cell_of(name)
    return cell is not None and cell.table not in tabulation.report.tables


@frozen
class RowsLeftOut:
    """Rows of a sum that are blank as a whole."""

    sum: FilledRow
    cells: tuple[At, ...]
    """The first figure of each of them that the sum lacks."""
    is_needed: bool
    """Whether the sum has something left for them."""
    leaves: tuple[tuple[At, Fraction], ...]
    """What that is: the figures of the sum, with how much each has left."""


def left_out(tabulation: Tabulation, every: Iterable[Equality], told: Collection[At]) -> Iterator[RowsLeftOut]:
    """The rows of each sum that are blank as a whole, so that nobody can tell how much of it belongs to which."""
    rows_told = {at.row for at in told}
    found: dict[tuple[str, ...], list[tuple[Equality, tuple[At, ...]]]] = {}
    for each in every:
        cells = rows_left_out(each)
        if cells and each.tabulation is tabulation and rows_told.isdisjoint(at.row for at in cells):
            found.setdefault((each.target.row, *(at.row for at in cells)), []).append((each, cells))
    for (sum_row, *_), sums in found.items():
        rests = [(each.target, _left_for(each, cells)) for each, cells in sums if not each.without]
        leaves = tuple((at, rest) for at, rest in rests if rest)
        is_needed = any(rest != 0 for _, rest in rests)
        yield RowsLeftOut(tabulation.filled.by_key[sum_row], sums[0][1], is_needed, leaves)


def _left_for(each: Equality, cells: Collection[At]) -> Fraction | None:
    """What a sum over rows has left for some of them, all taken together."""
    tabulation = each.tabulation

    def known(row: FilledRow, column: str) -> Fraction | None:
        return Fraction(0) if tabulation.at(row, column) in cells else tabulation.figure(row, column)

    made = None if each.rows is None else tabulation.made(each.rows, each.target.column, known)
    stated = tabulation.figure_at(each.target)
    return None if made is None or stated is None else stated - made


@frozen
class UnjudgedSums:
    """Figures of a row that add up others, some of which are not there."""

    cells: tuple[At, ...]
    sums: tuple[At, ...]
    is_needed: bool
    """Whether the sums have something left for them."""


def unjudged(tabulation: Tabulation, every: Iterable[Equality], told: Collection[str]) -> Iterator[UnjudgedSums]:
    """The printed sums over rows that lack cells of which nothing is `told`, by address; blank ones, and such that say
    that there is nothing. A sum that is wrong whatever stands there is told by itself."""
    found: dict[tuple[str, bool], list[tuple[Equality, tuple[At, ...]]]] = {}
    for each in every:
        is_open = each.exactly is None or (each.exactly and each.without)
        if each.link is not Link.ROWS or each.tabulation is not tabulation or not is_open:
            continue
        parts = parts_lacking(each)
        if rows_left_out(each) or any(tabulation.of(at).address(at) in told for at in parts):
            continue
        lacks = tuple(dict.fromkeys(_printed_parts(tabulation, parts)))
        cells = tuple(at for at in lacks if tabulation.of(at).address(at) not in told)
        if cells and len(cells) == len(lacks) and all(at.table == tabulation.table.id for at in cells):
            says = any(says_nothing(tabulation, tabulation.filled.by_key[at.row], at.column) for at in cells)
            found.setdefault((each.target.row, says), []).append((each, cells))
    for sums in found.values():
        cells = tuple(dict.fromkeys(at for _, own in sums for at in own))
        is_needed = any(not each.without and _left_for(each, parts_lacking(each)) != 0 for each, _ in sums)
        yield UnjudgedSums(cells, tuple(each.target for each, _ in sums), is_needed)


def _printed_parts(tabulation: Tabulation, lacks: Iterable[At]) -> Iterator[At]:
    """The cells of the form for want of which figures are not there, blank or with a word for nothing."""
    for lacking_part in lacks:
        for at in printed_of(tabulation.of(lacking_part), lacking_part):
            of = tabulation.of(at)
            row = of.filled.by_key[at.row]
            if of.figure_at(at) is None and (is_blank(of, row, at.column) or says_nothing(of, row, at.column)):
                yield at


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
