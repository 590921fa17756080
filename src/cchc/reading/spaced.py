"""A table whose columns are set apart by runs of blanks: its cells, by the places of the heads or by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from cchc.reading.columns import CODE, LABEL, UNIT, Headings
from cchc.reading.labels import is_code
from cchc.reading.spans import QUANTITY
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.text.spelling import key
from cchc.value import Cell

_PIECE = re.compile(r"\S+(?: \S+)*")
_NEAR = 1
"""Letters by which a text may stand beside its heading."""
_MOST = 0.6
"""A table is set in columns if so many of its rows stand under their headings."""

Knows = Callable[[str], bool]


@frozen
class Stretch:
    """A text between runs of blanks, and where it stands on its line."""

    text: str
    start: int
    end: int


@frozen
class _Head:
    """The heads of a table set in columns: where each stands, and which column it is."""

    pieces: tuple[Stretch, ...]
    places: Mapping[str, int]
    width: int | None
    """Blanks from one cell to the next where all are as many, as when tabs were turned into blanks."""


def set_apart(raw: RawForm, headings: Headings, knows: Knows) -> RawForm | None:
    """A file of one cell a row, whose table is set in columns, with the cells of its rows apart; None for any other."""
    if any(len(row.cells) > 1 for row in raw.rows):
        return None
    lines = [_pieces(row) for row in raw.rows]
    found = ((place, _head(pieces, headings)) for place, pieces in enumerate(lines) if len(pieces) > 2)
    first, head = next(((place, head) for place, head in found if head is not None), (0, None))
    if head is None:
        return None
    below = [pieces for pieces in lines[first + 1 :] if len(pieces) > 1]
    is_aligned = sum(_under(pieces, head) is not None for pieces in below) >= _MOST * len(below)
    rows = [
        row if place < first else _row(row, lines[place], head, headings, knows, is_aligned=is_aligned)
        for place, row in enumerate(raw.rows)
    ]
    return evolve(raw, rows=tuple(rows))


def _pieces(row: Row) -> tuple[Stretch, ...]:
    text = row.cells[0].text if row.cells else ""
    return tuple(Stretch(match[0], *match.span()) for match in _PIECE.finditer(text))


def _head(pieces: Sequence[Stretch], headings: Headings) -> _Head | None:
    found = headings.found(Row(tuple(Cell(piece.text) for piece in pieces)))
    if found is None or LABEL not in found:
        return None
    gaps = {after.start - before.end for before, after in pairwise(pieces)}
    places = dict(headings.completed(Row(tuple(Cell(piece.text) for piece in pieces)), found, lambda: 0).places)
    return _Head(tuple(pieces), places, gaps.pop() if len(gaps) == 1 else None)


def _row(
    row: Row, pieces: Sequence[Stretch], head: _Head, headings: Headings, knows: Knows, *, is_aligned: bool
) -> Row:
    """The cells of one row: by where its texts stand, by how many blanks are between them, or by what they are."""
    if not pieces:
        return row
    placed = _under(pieces, head) if is_aligned else _counted(row.cells[0].text, pieces, head)
    if placed is None and len(pieces) > 1:
        placed = _by_content(pieces, head, headings, knows)
    if placed is None:
        return row
    texts = [""] * len(head.pieces)
    for piece, place in zip(pieces, placed, strict=True):
        texts[place] = f"{texts[place]}  {piece.text}".strip()
    return evolve(row, cells=tuple(evolve(row.cells[0], text=text) for text in texts))


def _under(pieces: Sequence[Stretch], head: _Head) -> list[int] | None:
    """The heading that each text begins or ends under; None if one does neither, or two stand under one."""
    placed = [next((at for at, over in enumerate(head.pieces) if _is_under(piece, over)), None) for piece in pieces]
    found = [place for place in placed if place is not None]
    return found if len(found) == len(pieces) and found == sorted(set(found)) else None


def _is_under(piece: Stretch, heading: Stretch) -> bool:
    return abs(piece.start - heading.start) <= _NEAR or abs(piece.end - heading.end) <= _NEAR


def _counted(text: str, pieces: Sequence[Stretch], head: _Head) -> list[int] | None:
    """The cell of each text, where runs of blanks are so many cells."""
    if head.width is None:
        return None
    placed, end, at = [], 0, 0
    for number, piece in enumerate(pieces):
        cells, rest = divmod(piece.start - end, head.width)
        if rest or (number and not cells):
            return None
        at += cells
        placed.append(at)
        end = piece.end
    return placed if placed[-1] < len(head.pieces) else None


def _by_content(pieces: Sequence[Stretch], head: _Head, headings: Headings, knows: Knows) -> list[int] | None:
    """The cell of each text by what it is: a code, a known label, then what stands before the unit and behind it."""
    begins = 1 if is_code(pieces[0].text) and CODE in head.places else 0
    if not knows(pieces[begins].text):
        return None
    rest = pieces[begins + 1 :]
    unit = next((at for at, piece in enumerate(rest) if key(piece.text) in headings.units), None)
    before, behind = (rest[:unit], rest[unit + 1 :]) if unit is not None else (rest[:1], rest[1:])
    last = max(head.places.values())
    return [
        *[head.places.get(CODE, 0)] * begins,
        head.places[LABEL],
        *[head.places.get(QUANTITY, last)] * len(before),
        *[head.places.get(UNIT, last)] * (unit is not None),
        *[last] * len(behind),
    ]
