"""A marked form upon the user's own sheet: a sheet with nothing but what marking adds, each cell where it belongs.

Its formulas, comments and links are to be laid over the user's sheet, whose cells keep their looks: colours are
conditional formats, which are known by their condition. Beside it stand the sheets that marking adds to a workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cchc.edition import Severity
from cchc.record import define, field, frozen
from cchc.report import KeptRow, Part
from cchc.value import Cell
from cchc.writers.form import Flagged, Mark
from cchc.writers.xlsx_sheet import FormSheet, Found, worst_of
from cchc.writers.xlsx_style import CENTRED, FILLS, GRID, HEAD, INKS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_SIGNATURE = 'LEN("cchc")=4'
"""The condition of our colours: it always holds, and nobody else has it."""
_SIGNED = re.compile(r'LEN\((?:"|&quot;)cchc(?:"|&quot;)\) ?= ?4')
CHECK_WIDTH = 21

Spot = tuple[int, int]
"""Row and column of a cell of the user's sheet, from 0."""


class NoRoomError(Exception):
    """The user's sheet has no row for headings of ours, by which a reader knows what is not the form's."""


@frozen
class SheetTaken:
    """The user's sheet, as far as what is laid over it has to know."""

    sheet: str
    free: int
    """The first, from 0, of two columns that are free."""
    stored: Mapping[str, Decimal] = field(factory=dict)
    """The numbers of its cells, as they are stored, whatever is shown of them."""
    fixed: frozenset[str] = frozenset()
    """Cells whose formulas others depend on."""
    taken: frozenset[str] = frozenset()
    """The names of the workbook's other sheets."""

    def spot(self, cell: Cell | None) -> Spot | None:
        """Where a cell that was read stands on the sheet."""
        return spot_of(cell.ref) if cell is not None and cell.ref and cell.sheet == self.sheet else None

    def row(self, cells: Iterable[Cell]) -> int | None:
        """The row of the sheet that some cells stand in."""
        return next((spot[0] for cell in cells if (spot := self.spot(cell)) is not None), None)

    def head(self, rows: Sequence[KeptRow]) -> int:
        """The row for our headings: that of the form's, or the one above its first line; raises NoRoomError."""
        for part, above in ((Part.HEAD, 0), (Part.TABLE, 1)):
            found = next((at for row in rows if row.part is part and (at := self.row(row.cells)) is not None), None)
            if found is not None and found >= above:
                return found - above
        raise NoRoomError


@define(eq=False)
class Overlay:
    """What is laid over the sheet: cells as they are written, comments and colours once all are known."""

    form: Flagged
    book: Workbook
    on: FormSheet
    at: SheetTaken
    found: dict[Spot, Found] = field(factory=dict)
    notes: dict[Spot, tuple[str, ...]] = field(factory=dict)
    places: dict[int, Spot] = field(factory=dict)
    """Where each finding is shown, by its number."""
    under: dict[Spot, Spot] = field(factory=dict)
    """Cells that a merged one lies over, each with it: no comment on them is seen."""

    @classmethod
    def of(cls, form: Flagged, book: Workbook, at: SheetTaken) -> Overlay:
        return cls(form, book, FormSheet.added(form, book, at.sheet, at.taken), at)

    def heading(self, row: int, place: int, name: str, width: float) -> None:
        """One of our headings."""
        look = self.on.looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD)
        self.on.sheet.write_string(row, place, self.form.phrase(name), look)
        # By its colour a sheet is known to be marked, be there findings or not.
        self._colour([(row, place)], bg_color=HEAD)
        self.on.sheet.set_column(place, place, width)

    def mark(self, number: int, mark: Mark, spot: Spot) -> None:
        """A finding at its place."""
        self.found.setdefault(spot, []).append((number, mark))
        self.places[number] = spot

    def merge(self, spots: Sequence[Spot | None]) -> None:
        """One cell, the first, lies over the others."""
        first = spots[0]
        if first is not None:
            self.under |= {spot: first for spot in spots[1:] if spot is not None}

    def finish(self, check: int, named: Iterable[Spot] = ()) -> None:
        """Codes in the column `check`, comments, colours, and the sheet of findings; `named` may be wrong, too."""
        by_row: dict[int, Found] = {}
        for (row, _), found in sorted(self.found.items()):
            by_row.setdefault(row, []).extend(found)
        for row, found in by_row.items():
            self.on.links(row, check, found, CHECK_WIDTH)
        told: dict[Spot, Found] = {spot: [] for spot in self.notes}
        for spot, found in sorted(self.found.items()):
            told.setdefault(self.under.get(spot, spot), []).extend(found)
        for spot, found in told.items():
            self.on.comment(*spot, self.notes.get(spot, ()), found)
        for severity in Severity:
            spots = [spot for spot, found in self.found.items() if worst_of(found) is severity]
            self._colour(spots, bg_color=FILLS[severity])
        self._colour(set(named) - self.found.keys(), font_color=INKS[Severity.WARNING])
        if self.form.marks:
            refs = [
                ref(*self.places[number]) if number in self.places else None for number in range(len(self.form.marks))
            ]
            self.on.list_findings(self.book, refs, self.at.sheet)

    def _colour(self, spots: Iterable[Spot], **look: Any) -> None:
        own = sorted(spots)
        if own:
            refs = " ".join(ref(*spot) for spot in own)
            rule = {"type": "formula", "criteria": f"={_SIGNATURE}", "format": self.book.add_format(look)}
            self.on.sheet.conditional_format(*own[0], *own[0], {**rule, "multi_range": refs})


def is_signed(xml: str) -> bool:
    """Whether a sheet, or a conditional format of one, has our colours."""
    return _SIGNED.search(xml) is not None


def columns_of(at: SheetTaken, rows: Iterable[Mapping[Any, Cell]]) -> dict[Any, int]:
    """The column of the sheet in which cells of each kind stand; most of them, where they do not agree."""
    counted: dict[Any, Counter[int]] = {}
    for cells in rows:
        for kind, cell in cells.items():
            if (spot := at.spot(cell)) is not None:
                counted.setdefault(kind, Counter())[spot[1]] += 1
    return {kind: found.most_common(1)[0][0] for kind, found in counted.items()}


def numbered(marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
    """Marks that are shown somewhere, with their numbers."""
    return ((number, mark) for number, mark in enumerate(marks) if mark.part)


def ref(row: int, place: int) -> str:
    """A cell as spreadsheets call it."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    found: str = xl_rowcol_to_cell(row, place)
    return found


def spot_of(reference: str) -> Spot:
    """Row and column of a cell, from 0."""
    from xlsxwriter.utility import xl_cell_to_rowcol

    row, place = xl_cell_to_rowcol(reference)
    return row, place
