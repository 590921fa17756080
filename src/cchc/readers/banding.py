"""What stands between two lines across a ruled table: one row, or several that no line parts.

Many forms rule only the frame, the heading and the columns; then codes under each other begin rows
of their own. A form that rules its rows has under each other only what its narrow column has wrapped:
"2.4." over "1" is the code 2.4.1. Lengths are points; y grows upwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import evolve

from cchc.readers import unruled
from cchc.readers.missing_rules import TableOnPage, is_alike
from cchc.readers.ruling import RuledBox, RuledTable
from cchc.readers.typeset import Letter, Line, lines, text

_CLOSE = 1.45
"""Of a letter's size: lines of one text are no further apart."""
_FIGURE = re.compile(r"[0-9][0-9.,]*%?")


def height(letter: Letter) -> float:
    """Where a letter stands, for the band that holds it."""
    return letter.middle[1]


def told(tables: Sequence[TableOnPage]) -> list[RuledTable]:
    """The tables of a document, with what all parts of each tell about its rows."""
    groups: list[list[TableOnPage]] = []
    for each in tables:
        group = next((group for group in groups if is_alike(group[0].table.walls, each.table.walls)), None)
        if group is None:
            groups.append(group := [])
        group.append(each)
    ruled = {id(each) for group in groups if _are_ruled(group) for each in group}
    return [evolve(each.table, parts_rows=id(each) in ruled) for each in tables]


def _are_ruled(tables: Iterable[TableOnPage]) -> bool:
    """Whether lines part the rows of a table, over all of its pages: most codes stand alone in their band."""
    alone = together = 0
    for placed in tables:
        letters = sorted((letter for line in placed.inside for letter in line), key=height)
        heights = [height(letter) for letter in letters]
        for boxes in placed.table.rows:
            band = (
                letters[bisect_right(heights, boxes[0].bottom) : bisect_right(heights, boxes[0].top)] if boxes else []
            )
            codes = _first(lines(band), boxes)
            alone += len(codes) == 1
            together += len(codes) if len(codes) > 1 else 0
    return alone > together


def several(band: Sequence[Letter], boxes: Sequence[RuledBox], *, parts_rows: bool) -> list[unruled.UnruledRow] | None:
    """The rows inside of one ruled band, if no lines part them: then it has several codes under each other."""
    if parts_rows or len(boxes) < 3 or not band:
        return None
    found = lines(band)
    codes = _first(found, boxes)
    if len(codes) < 2 or _is_wrapped(codes, found, boxes):
        return None
    read = unruled.rows(found, [box.left for box in boxes])
    if read is None or len(read[0]) < 2 or read[1]:
        return None
    return read[0]


def code(found: Sequence[Line]) -> str | None:
    """Lines of a narrow first column as the code that they were wrapped from; None if they are none."""
    whole = "".join(text([line]).text.strip() for line in found)
    return whole if len(found) > 1 and unruled.is_code(whole) else None


def _first(found: Iterable[Line], boxes: Sequence[RuledBox]) -> list[Line]:
    """What the first column has on each line."""
    parts = ([letter for letter in line if letter.middle[0] < boxes[0].right] for line in found)
    return [part for part in parts if part]


def _is_wrapped(codes: Sequence[Line], found: Iterable[Line], boxes: Sequence[RuledBox]) -> bool:
    """Whether lines of the first column are one code: broken at its points, closely set, beside no several figures."""
    written = [text([code]).text.strip() for code in codes]
    is_broken = all(above.endswith(".") or below.startswith(".") for above, below in pairwise(written))
    is_close = all(
        above[0].base - below[0].base <= _CLOSE * max(above[0].size, below[0].size) for above, below in pairwise(codes)
    )
    if not (is_broken and is_close and unruled.is_code("".join(written))):
        return False
    for box in boxes[1:]:
        parts = [[letter for letter in line if box.left <= letter.middle[0] < box.right] for line in found]
        figures = [_FIGURE.fullmatch(text([part]).text.strip()) is not None for part in parts if part]
        if len(figures) > 1 and all(figures):
            return False
    return True
