"""Tables without ruled lines: columns by the white space between them, rows by the codes that begin them.

A cell's lines stand around the line of its row's code: in its middle, or from it on downwards or
upwards, all over the table alike. Lengths are points; y grows upwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from cchc.readers.typeset import SPACE, Line, apart, by_columns
from cchc.record import frozen

_FEWEST_COLUMNS = 3
_FEWEST_LINES = 8
"""Lines with texts in several columns, below which there is no telling a table from other text."""
_CODE = re.compile(r"[-–—+•*]|[IVXLC]{1,5}[.)]?|\d{1,2}(?:[.,]\d{1,2}){0,4}[.,)]?|S?TT|Số TT|[A-ZĐ][.)]?")
_SIDES = (0.5, 0.0, 1.0)
"""How a cell's lines stand by the line of the code: around it, from it on downwards, from it on upwards."""
_NEVER = float("inf")
_FIGURE = re.compile(r"[0-9][0-9.,/ ]*%?")
_MOST_LINES = 14
"""Lines of one cell."""
_MISFIT = 0.75
"""Of a line's height: rows whose lines lie further from where they should are none that can be trusted."""
_OVER = 4.0
"""Points that a text reaches over into another column."""
_SELDOM = 12
"""Two stretches are one column if only one line in so many has texts in both."""
_WIDE = 0.9
"""Of a letter's size: the gap between two texts of different columns."""


@frozen
class UnruledRow:
    """A row of a table: for each column, the lines of its cell from the top."""

    cells: tuple[tuple[Line, ...], ...]
    base: float


def walls(pages: Sequence[Sequence[Line]]) -> list[float]:
    """Where columns part, over all pages of a document: left edges; none where no table can be told."""
    texts = [parted(line) for lines in pages for line in lines]
    if sum(len(parts) >= _FEWEST_COLUMNS for parts in texts) < _FEWEST_LINES:
        return []
    columns = stretches(texts)
    if len(columns) < _FEWEST_COLUMNS:
        return []
    return [columns[0][0] - 1, *((before[1] + after[0]) / 2 for before, after in pairwise(columns))]


def stretches(texts: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """From where to where columns go, by the texts of lines."""
    several = [parts for parts in texts if len(parts) > 1] or texts
    columns = _alike(_covered([extent(part) for parts in several for part in parts], len(several) // 25), several)
    # Seldom does a text reach as far as its column goes.
    for parts in texts:
        for part in parts:
            left, right = extent(part)
            touched = [place for place, (start, end) in enumerate(columns) if left < end and right > start]
            if len(touched) == 1:
                start, end = columns[touched[0]]
                columns[touched[0]] = (min(left, start), max(right, end))
    return columns


def parted(line: Line) -> list[Line]:
    """The texts of a line: wide gaps part them, and narrow ones where another piece of text begins.

    A figure may stand at the right edge of its column and words at the left edge of the next.
    """
    parts: list[Line] = []
    for part in apart(line, _WIDE):
        parts.append(part[:1])
        for before, after in pairwise(part):
            is_other = before.piece != after.piece and after.left - before.right > SPACE * after.size
            if is_other:
                parts.append([after])
            else:
                parts[-1].append(after)
    return parts


def extent(part: Line) -> tuple[float, float]:
    """From where to where a text goes."""
    return part[0].left, max(letter.right for letter in part)


def _covered(extents: Sequence[tuple[float, float]], least: int) -> list[tuple[float, float]]:
    """The stretches that more texts than so many cover."""
    events = sorted([(left, 1) for left, _ in extents] + [(right, -1) for _, right in extents])
    columns, depth, start = [], 0, 0.0
    for place, step in events:
        if depth <= least < depth + step:
            start = place
        elif depth + step <= least < depth:
            columns.append((start, place))
        depth += step
    return columns


def _alike(columns: list[tuple[float, float]], several: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Stretches that no line has texts in both of are one column, filled now from its left and now from its right."""
    filled = [
        {place for place, (start, end) in enumerate(columns) for part in parts if start <= _center(part) <= end}
        for parts in several
    ]
    merged: list[tuple[float, float]] = []
    before: set[int] = set()
    for place, column in enumerate(columns):
        own, others = [place in line for line in filled], [bool(before & line) for line in filled]
        together = sum(one and other for one, other in zip(own, others, strict=True))
        if merged and together * _SELDOM <= min(sum(own), sum(others)):
            merged[-1] = (merged[-1][0], column[1])
            before.add(place)
        else:
            merged.append(column)
            before = {place}
    return merged


def _center(part: Line) -> float:
    left, right = extent(part)
    return (left + right) / 2


def is_code(text: str) -> bool:
    """Whether a text is what stands in the first column of a form: a number, a dash, the heading of the column."""
    return _CODE.fullmatch(text) is not None


def rows(
    lines: Sequence[Line], edges: Sequence[float], *, goes_on: bool = False
) -> tuple[list[UnruledRow], list[Line]] | None:
    """The rows of a table between its first and last code, and the lines outside of it; None if it is none.

    Where a table goes on from the page before, what stands above its first code is the rest of a row.
    """
    placed = [{} if _crosses(line, edges) else dict(by_columns(line, edges)) for line in lines]
    anchors = [place for place, cells in enumerate(placed) if _begins(cells)]
    if not anchors:
        return None
    height = _height(lines)
    first, last = _reach(placed, anchors, height)
    inside = range(first, last + 1)
    if any(not placed[place] or (0 in placed[place] and place not in anchors) for place in inside):
        return None
    found = _shared_rows(placed[first : last + 1], [_base(lines[place]) for place in anchors], len(edges), height)
    if found is None:
        return None
    rest = [place for place in range(first) if placed[place]] if goes_on else []
    if rest:
        cells = [[placed[place][column] for place in rest if column in placed[place]] for column in range(len(edges))]
        found.insert(0, UnruledRow(tuple(map(tuple, cells)), _base(lines[rest[0]])))
    return found, [line for place, line in enumerate(lines) if place not in inside and place not in rest]


def _shared_rows(
    placed: Sequence[Mapping[int, Line]], bases: Sequence[float], width: int, height: float
) -> list[UnruledRow] | None:
    """The rows that begin at these heights; None if the lines do not fit them."""
    columns = [[cells[column] for cells in placed if column in cells] for column in range(width)]
    heights = [[_base(line) for line in found] for found in columns]
    # The column with most lines tells how cells stand around their codes; each row has something there.
    fullest = max(range(1, width), key=lambda column: len(heights[column]))
    sides = [_shared_out(heights[fullest], bases, side, height, is_full=True) for side in _SIDES]
    side = _SIDES[min(range(len(sides)), key=lambda place: sides[place][0])]
    fits = [
        _shared_out(ys, bases, side, height, is_full=column == fullest) if column else _own_lines(ys, bases)
        for column, ys in enumerate(heights)
    ]
    if sum(cost for cost, _ in fits) > _MISFIT * height * max(1, sum(map(len, heights))):
        return None
    return [
        UnruledRow(tuple(tuple(columns[column][slice(*cuts[number])]) for column, (_, cuts) in enumerate(fits)), base)
        for number, base in enumerate(bases)
    ]


def _begins(cells: Mapping[int, Line]) -> bool:
    """Whether a line begins a row: by its code, or by a figure beside which other columns have something, too."""
    if 0 in cells:
        written = _written(cells[0])
        return is_code(written) and (len(cells) > 1 or len(written) > 1 or not written.isalpha() or written in "IVX")
    figures = [column for column, line in cells.items() if column > 1 and _FIGURE.fullmatch(_written(line))]
    return bool(figures) and any(column > 1 and column not in figures for column in cells)


def _crosses(line: Line, edges: Sequence[float]) -> bool:
    """Whether a text of a line goes over from one column into another, as titles do."""
    parts = [extent(part) for part in parted(line)]
    return any(left < wall - _OVER and right > wall + _OVER for left, right in parts for wall in edges[1:])


def _written(line: Line) -> str:
    return "".join(letter.sign for letter in line)


def _base(line: Line) -> float:
    return max(line, key=lambda letter: letter.size).base


def _height(lines: Sequence[Line]) -> float:
    """The distance of the lines of a text: a little more than the size of its letters."""
    sizes = sorted(letter.size for line in lines for letter in line)
    return 1.15 * sizes[len(sizes) // 2] if sizes else 0.0


def _reach(placed: Sequence[dict[int, Line]], anchors: Sequence[int], height: float) -> tuple[int, int]:
    """The first and the last line that belong to the rows: those of the cells around the outer codes."""
    first, last = anchors[0], anchors[-1]
    while first > 0 and 0 not in placed[first - 1] and _is_near(placed, first - 1, first, height):
        first -= 1
    while last + 1 < len(placed) and 0 not in placed[last + 1] and _is_near(placed, last, last + 1, height):
        last += 1
    return first, last


def _is_near(placed: Sequence[dict[int, Line]], one: int, other: int, height: float) -> bool:
    return bool(placed[one] and placed[other]) and (
        _base(next(iter(placed[one].values()))) - _base(next(iter(placed[other].values()))) < 1.6 * height
    )


def _own_lines(ys: Sequence[float], bases: Sequence[float]) -> tuple[float, list[tuple[int, int]]]:
    """The codes themselves, one a row; a row may have none."""
    groups, place = [], 0
    for base in bases:
        has_code = place < len(ys) and abs(ys[place] - base) < 0.01
        groups.append((place, place + has_code))
        place += has_code
    return 0.0, groups


def _shared_out(
    ys: Sequence[float], bases: Sequence[float], side: float, height: float, *, is_full: bool
) -> tuple[float, list[tuple[int, int]]]:
    """Lines shared out to rows in order, so that the groups lie nearest to their rows' codes: cost, and the groups.

    A line on one height with a code belongs to it, if to any; in a full column a row without lines is unlikely.
    """
    if not ys:
        return 0.0, [(0, 0)] * len(bases)
    # The lines of one cell follow each other closely: a hole between them belongs to another row.
    holes = [0.0, *accumulate(max(0.0, above - below - 1.5 * height) for above, below in pairwise(ys))]
    level = [next((row for row, base in enumerate(bases) if abs(base - y) < 0.12 * height), None) for y in ys]
    levels = [0, *accumulate(each is not None for each in level)]
    # best[i]: the least cost of the first i lines with the rows so far; cut: where their last groups begin.
    best = [0.0] + [_NEVER] * len(ys)
    cut: list[list[int]] = []
    for row, base in enumerate(bases):
        following, starts = [cost + height * is_full for cost in best], list(range(len(ys) + 1))
        for start, before in enumerate(best):
            if before == _NEVER:
                continue
            own = 0
            for end in range(start + 1, min(len(ys), start + _MOST_LINES) + 1):
                own += level[end - 1] == row
                middle = ys[start] + side * (ys[end - 1] - ys[start])
                strangers = levels[end] - levels[start] - own
                cost = before + (end - start) * abs(middle - base) + 4 * (holes[end - 1] - holes[start])
                cost += 2 * height * strangers
                if cost < following[end]:
                    following[end], starts[end] = cost, start
        cut.append(starts)
        best = following
    groups, end = [], len(ys)
    for starts in reversed(cut):
        groups.append((starts[end], end))
        end = starts[end]
    return best[-1], groups[::-1]
