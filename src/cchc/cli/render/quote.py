"""A line of a form as it is quoted: its cells side by side, the one that is meant marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cchc.cli.render.table import clip, visible, width
from cchc.edition import Edition
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.spelling import strip_markup
from cchc.value import Cell
from cchc.words import PLACEHOLDER

_GAP = " │ "
_ROOM = {"code": 6, "quantity": 24, "unit": 24, "explanation": 48}
"""How many places a cell takes at most when it is not the one that is meant."""
_LEAST_LABEL = 16


@lru_cache(maxsize=1024)
def seen(text: str) -> str:
    """A text as a person sees it, markup and control characters gone."""
    return visible(strip_markup(text))


def unfilled(template: str) -> str:
    """A message before it is filled: what a report fills in is left open."""
    return PLACEHOLDER.sub("…", template)


@frozen
class Quote:
    """A line's place, its cells in the form's order (None where the quantity is blank), and which is meant."""

    place: str
    cells: Sequence[Cell | None]
    meant: Cell | None

    @classmethod
    def of_entry(cls, entry: Entry, meant: Cell | None, edition: Edition) -> Quote:
        """A line of the table; a finding of what is *not* there means the blank quantity."""
        cells = [entry.cells.get(column) for column in edition.columns if column in entry.cells or column == "quantity"]
        place = next((visible(cell.place) for cell in (meant, *cells) if cell is not None and cell.place), "")
        is_blank = meant is None or meant.column == "code" or (meant.column == "label" and entry.window is None)
        return cls(place, cells, None if is_blank and None in cells else meant)

    @classmethod
    def of_cell(cls, cell: Cell) -> Quote:
        """A cell that belongs to no line."""
        return cls(visible(cell.place), [cell], cell)

    def text(self, room: int, blank: str) -> tuple[str, int, int]:
        """The line, and from where to where the cell that is meant stands in it."""
        parts = [self._part(cell, blank) for cell in self.cells]
        labels = [place for place, cell in enumerate(self.cells) if cell is not None and cell.column == "label"]
        for place in labels:
            others = sum(width(part) + len(_GAP) for part in parts) - width(parts[place]) - len(_GAP)
            parts[place] = clip(parts[place], max(_LEAST_LABEL, room - others))
        meant = next((place for place, cell in enumerate(self.cells) if cell == self.meant), 0)
        start = min(room, sum(width(part) + len(_GAP) for part in parts[:meant]))
        return clip(_GAP.join(parts), room), start, min(room, start + width(parts[meant]))

    def _part(self, cell: Cell | None, blank: str) -> str:
        if cell is None:
            return blank
        text = seen(cell.text)
        return text if cell.column == "label" or len(self.cells) == 1 else clip(text, _ROOM.get(cell.column, 48))
