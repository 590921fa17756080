"""Rules that a ruled table lacks: around columns beside it, and between the rows of a column.

Who draws a table by hand often leaves a column without borders. What stands beside a table in its
rows is a column of it, and texts that stand apart down a column, each in its row, are no merged cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from attrs import evolve

from cchc.readers.ruling import RuledBox, RuledTable
from cchc.readers.typeset import Letter, Line, lines
from cchc.readers.unruled import extent, parted, stretches
from cchc.record import frozen

_FEWEST_ROWS = 3
"""Rows with texts that make a column; fewer are notes, or the lines of one cell."""
_SEVERAL = 4
"""Rows right under each other that no text of one merged cell would fill by chance, line by line."""
_OUTSIDE = 1.0
_HIGH = 0.5
"""Of a letter's size: so high over its base line a line stands wholly in the row that it belongs to."""
SAME_WALL = 3.0
"""Points between the columns of two parts of one table."""


@frozen
class TableOnPage:
    """A table of a page, and the lines of that page."""

    table: RuledTable
    lines: Sequence[Line]

    @property
    def inside(self) -> list[Line]:
        """The lines in the height of the table."""
        return [line for line in self.lines if self.table.bottom < line[0].middle[1] < self.table.top]


def mended(tables: Sequence[TableOnPage]) -> list[RuledTable]:
    """The tables of a document with the columns and rows that no lines part; those with the same walls are one."""
    groups: list[list[TableOnPage]] = []
    groups_of = []
    for each in tables:
        group = next((group for group in groups if is_alike(group[0].table.walls, each.table.walls)), None)
        if group is None:
            groups.append(group := [])
        group.append(each)
        groups_of.append(group)
    beside = {id(group): _beside(group) for group in groups}
    return [_with_columns(_with_rows(each), *beside[id(group)]) for each, group in zip(tables, groups_of, strict=True)]


def is_alike(walls: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have the same columns."""
    return len(walls) == len(others) and all(
        abs(one - other) <= SAME_WALL for one, other in zip(walls, others, strict=True)
    )


# --- columns beside a table ------------------------------------------------------------------------


def _beside(tables: Sequence[TableOnPage]) -> tuple[list[float], list[float]]:
    """The walls of the columns on the left and on the right of a table, over all pages that it goes over."""
    walls = tables[0].table.walls
    texts = [(placed, parted(line)) for placed in tables for line in placed.inside]
    left = [(placed, [part for part in parts if extent(part)[1] < walls[0] + _OUTSIDE]) for placed, parts in texts]
    right = [(placed, [part for part in parts if extent(part)[0] > walls[-1] - _OUTSIDE]) for placed, parts in texts]
    before, behind = _columns(left), _columns(right)
    return (
        [before[0][0] - _OUTSIDE, *((one[1] + other[0]) / 2 for one, other in pairwise(before))] if before else [],
        [*((one[1] + other[0]) / 2 for one, other in pairwise(behind)), behind[-1][1] + _OUTSIDE] if behind else [],
    )


def _columns(beside: Sequence[tuple[TableOnPage, list[Line]]]) -> list[tuple[float, float]]:
    """The stretches that texts beside a table cover in enough of its rows."""
    texts = [parts for _, parts in beside if parts]
    rows = {(id(placed), _row_of(placed.table, parts[0][0])) for placed, parts in beside if parts}
    return stretches(texts) if len(rows) >= _FEWEST_ROWS else []


def _row_of(table: RuledTable, letter: Letter) -> int:
    bottoms = [-row[0].bottom for row in table.rows if row]
    return bisect_right(bottoms, -letter.middle[1])


def _with_columns(table: RuledTable, before: Sequence[float], behind: Sequence[float]) -> RuledTable:
    """The table with columns beside it."""
    if not before and not behind:
        return table
    walls, shift = [*before, *table.walls, *behind], len(before)
    rows = [[*_boxes(row, walls, shift)] if row else row for row in table.rows]
    return RuledTable(table.bottom, table.top, walls, rows)


def _boxes(row: Sequence[RuledBox], walls: Sequence[float], shift: int) -> Iterator[RuledBox]:
    first, last = row[0], row[-1]
    for place in range(shift):
        yield RuledBox(place, walls[place], first.bottom, walls[place + 1], first.top)
    for box in row:
        yield evolve(box, column=box.column + shift)
    begins = next(place for place, wall in enumerate(walls) if wall >= last.right)
    for place in range(begins, len(walls) - 1):
        yield RuledBox(place, walls[place], last.bottom, walls[place + 1], last.top)


# --- rows of a column ------------------------------------------------------------------------------


def _with_rows(placed: TableOnPage) -> RuledTable:
    """The table with each column cut into rows where its texts show that they are several cells."""
    table = placed.table
    cut = {id(box) for run in _runs(table) if _are_several(run, placed) for box in run}
    if not cut:
        return table
    rows = [[evolve(box, continues=False) if id(box) in cut else box for box in row] for row in table.rows]
    return evolve(table, rows=rows)


def _runs(table: RuledTable) -> Iterator[list[RuledBox]]:
    """Boxes under each other that no line parts."""
    by_column = sorted((box for row in table.rows for box in row), key=lambda box: (box.column, -box.top))
    for _, column in groupby(by_column, key=lambda box: box.column):
        run: list[RuledBox] = []
        for box in column:
            if run and not (box.continues and box.right == run[-1].right):
                yield run
                run = []
            run.append(box)
        yield run


def _are_several(run: Sequence[RuledBox], placed: TableOnPage) -> bool:
    """Whether the texts of a run stand each in its own row: with rows between them, or in many in a row."""
    if len(run) < _FEWEST_ROWS:
        return False
    left, right = run[0].left, run[0].right
    letters = [letter for line in placed.inside for letter in line if left <= letter.middle[0] < right]
    filled: set[int] = set()
    for line in lines(letter for letter in letters if run[-1].bottom < letter.middle[1] <= run[0].top):
        row = next(place for place, box in enumerate(run) if box.bottom < line[0].middle[1])
        size = max(letter.size for letter in line)
        base = max(line, key=lambda letter: letter.size).base
        if base + _HIGH * size > run[row].top or base < run[row].bottom:
            return False
        filled.add(row)
    is_apart = bool(filled) and max(filled) - min(filled) >= len(filled)
    return len(filled) >= (_FEWEST_ROWS if is_apart else _SEVERAL)
