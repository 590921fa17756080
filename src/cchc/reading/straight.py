"""A row set straight under its columns: cells put in or left out before its label, before its unit, or at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from cchc.reading.columns import LABEL, UNIT, Columns
from cchc.report import Row
from cchc.text.spelling import key
from cchc.value import Cell

Knows = Callable[[str], bool]
"""Whether a text is the label of a line of the form."""

_MOST_TABS = 8
"""A row with more tabs too many than this is no row that could be mended."""
FARTHEST = 4
"""Places by which a label or a unit may be early or late."""


def straight(row: Row, columns: Columns, units: frozenset[str], knows: Knows) -> tuple[Sequence[Cell], bool]:
    """The cells of a row, each as far from the left as its column; and whether one up to its unit had to be moved.

    A tab too many behind the label moves nothing, as people align what they type by tabs.
    """
    placed = _label_in_place(row.cells, columns, knows)
    found = _fitted(_unit_in_place(placed, columns, units), columns)
    if found is row.cells:
        return found, False
    is_typed = placed is row.cells and len(placed) > columns.width and placed[0].ref is None
    last = max(columns.places.get(UNIT, 0), columns.places.get(LABEL, 0))
    is_moved = any(cell is not own for cell, own in zip(found[: last + 1], row.cells, strict=False))
    return found, is_moved and not is_typed


def known_at(cells: Sequence[Cell], knows: Knows) -> int | None:
    """Where the first label of a line is that some cells have."""
    for at, cell in enumerate(cells):
        if len(cell.text) > 1 and knows(cell.text):
            return at
    return None


def _label_in_place(cells: Sequence[Cell], columns: Columns, knows: Knows) -> Sequence[Cell]:
    """A row whose label stands a few places early or late is moved until it fits; any other is left as it is."""
    label = columns.places.get(LABEL, 0)
    if label < len(cells) and cells[label].text.strip() and knows(cells[label].text):
        return cells
    at = known_at(cells[: label + FARTHEST], knows)
    if at is None:
        return cells
    if at < label:
        return [*[evolve(cells[0], text="")] * (label - at), *cells]
    return _without(cells, range(at), at - label)


def _unit_in_place(cells: Sequence[Cell], columns: Columns, units: frozenset[str]) -> Sequence[Cell]:
    """A row whose unit stands a few places too far on loses as many empty cells between its label and its unit.

    A unit with digits ("100%") may as well be a figure, unless there is a figure before it or the row is too wide.
    """
    unit, label = columns.places.get(UNIT, 0), columns.places.get(LABEL, 0)
    if unit <= label or len(cells) <= unit + 1 or key(cells[unit].text) in units:
        return cells
    at = next((at for at in range(unit + 1, min(len(cells), unit + FARTHEST)) if key(cells[at].text) in units), unit)
    is_alone = not any(cell.text.strip() for cell in cells[label + 1 : at])
    if at == unit or (is_alone and len(cells) <= columns.width and any(map(str.isdigit, cells[at].text))):
        return cells
    return _without(cells, range(label + 1, at), at - unit)


def _without(cells: Sequence[Cell], places: range, count: int) -> Sequence[Cell]:
    """The cells less so many empty ones of some places; all of them where there are not as many."""
    empty = [place for place in places if not cells[place].text.strip()][:count]
    return cells if len(empty) < count else [cell for place, cell in enumerate(cells) if place not in empty]


def _fitted(cells: Sequence[Cell], columns: Columns) -> Sequence[Cell]:
    """A row with tabs too many loses empty cells, at its end rather than inside."""
    if len(cells) <= columns.width:
        return cells
    label, kept = columns.places.get(LABEL, 0), list(cells)
    while len(kept) > columns.width + _MOST_TABS and not kept[-1].text.strip():
        kept.pop()
    while columns.width < len(kept) <= columns.width + _MOST_TABS:
        empty = [place for place, cell in enumerate(kept) if place > label and not cell.text.strip()]
        if not empty:
            break
        del kept[empty[0] if empty[-1] < len(kept) - 1 else empty[-1]]
    return kept
