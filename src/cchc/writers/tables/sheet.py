"""A form of tables as writers see it: rows of boxes from the letterhead to the signatures, headings merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from attrs import evolve

from cchc.edition.table import RowRole
from cchc.record import field, frozen
from cchc.report import Part
from cchc.writers.form import Flagged, Mark, State
from cchc.writers.tables.formulas import Formula


@frozen
class TableBox:
    """One cell: what people see, the number a spreadsheet reckons with, and how many cells it takes.

    `formula` is over the columns of its own row, or over other rows.
    """

    text: str = ""
    number: int | Decimal | None = None
    decimals: int = 0
    sign: str = ""
    """What stands behind a rate: "%", or "‰"."""
    formula: Formula | None = None
    state: State = State.READ
    notes: tuple[str, ...] = ()
    across: int = 1
    down: int = 1
    is_covered: bool = False
    """Whether a merged heading lies over it."""
    column: str | None = None
    """The column of figures that it stands in."""


NOTHING = TableBox()


@frozen
class SheetRow:
    """A row of the form: what it is to it, its boxes from the left; of a row of a table which one, and its role."""

    part: Part
    boxes: tuple[TableBox, ...]
    table: str | None = None
    key: str | None = None
    role: RowRole | None = None
    depth: int = 0
    """How deep it stands under other rows."""

    @property
    def texts(self) -> list[str]:
        """What its boxes say, up to the last that says anything."""
        texts = [box.text for box in self.boxes]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    @property
    def is_of_table(self) -> bool:
        """Whether it is a row of a grid."""
        return self.part in (Part.HEAD, Part.NUMBERS, Part.TABLE)


@frozen
class TableForm(Flagged):
    """A form of tables ready to be written; a mark's row is a place among `rows`, its column a place in the row."""

    rows: tuple[SheetRow, ...]
    places: Mapping[str, Mapping[str, int]] = field(factory=dict)
    """Where each column of figures stands, by table."""
    named: frozenset[tuple[int, int]] = frozenset()
    """Cells that may be wrong too, by row and place."""
    sheet: str | None = None
    recomputed: TableForm | None = None
    """The same form with every sum computed, for a sheet beside it."""

    @cached_property
    def found_at(self) -> Mapping[tuple[int, int], list[tuple[int, Mark]]]:
        """The marks of each cell by row and place, with their numbers from 0; those that have no place are left out."""
        found: dict[tuple[int, int], list[tuple[int, Mark]]] = {}
        for number, mark in enumerate(self.marks):
            if mark.part:
                found.setdefault((mark.row, int(mark.column)), []).append((number, mark))
        return found

    @cached_property
    def width(self) -> int:
        """How many cells the widest row of a table has."""
        return max((len(row.boxes) for row in self.rows if row.is_of_table), default=1)


def heads_of(rows: Sequence[tuple[int, SheetRow]]) -> int:
    """How many rows a table begins with that are its head; one that comes again stands in its body."""
    return next((place for place, (_, row) in enumerate(rows) if row.part is Part.TABLE), len(rows))


def row_places(rows: Sequence[SheetRow], table: str) -> Mapping[str, int]:
    """Where the rows of a table stand among those of the form, by their keys."""
    return {row.key: place for place, row in enumerate(rows) if row.table == table and row.key is not None}


def merged(rows: Sequence[Sequence[str]]) -> list[list[TableBox]]:
    """Rows of headings with what is merged: a blank belongs to its left if both stand under one heading, else above."""
    width = max(map(len, rows), default=0)
    texts = [[*row, *[""] * (width - len(row))] for row in rows]
    owners = _owners(texts, width)
    boxes = [[TableBox(text) for text in row] for row in texts]
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, owner in owners.items():
        cells.setdefault(owner, []).append(place)
    for (row, column), owned in cells.items():
        down, across = _size(owned, row, column)
        is_whole = len(owned) == down * across
        # No rectangle: what is under some of its columns alone stays apart.
        covered = owned if is_whole else [place for place in owned if place[0] == row]
        down, across = _size(covered, row, column)
        if (down, across) == (1, 1):
            continue
        for place in covered:
            boxes[place[0]][place[1]] = TableBox(is_covered=True)
        boxes[row][column] = TableBox(texts[row][column], across=across, down=down)
    return boxes


def _size(covered: Sequence[tuple[int, int]], row: int, column: int) -> tuple[int, int]:
    """How many rows and columns cells reach from the one at a row and column."""
    return 1 + max(each[0] for each in covered) - row, 1 + max(each[1] for each in covered) - column


def _owners(texts: Sequence[Sequence[str]], width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """The heading that each cell belongs to."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(texts):
        for column in range(width):
            above = found.get((row - 1, column))
            left = found.get((row, column - 1))
            if line[column].strip():
                found[row, column] = (row, column)
            elif left is not None and left[0] == row and found.get((row - 1, column - 1)) == above:
                found[row, column] = left
            elif above is not None:
                found[row, column] = above
    return found


def headed(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """The rows with the headings of each head merged."""
    done: list[SheetRow] = []
    head: list[SheetRow] = []
    for row in (*rows, None):
        if row is not None and row.part is Part.HEAD:
            head.append(row)
            continue
        grid = merged([[box.text for box in each.boxes] for each in head])
        done += [evolve(each, boxes=tuple(boxes)) for each, boxes in zip(head, grid, strict=True)]
        head = []
        if row is not None:
            done.append(row)
    return tuple(done)
