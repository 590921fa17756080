"""A sheet as its cells by row and column, before it becomes rows of a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat

from attrs import evolve, field

from cchc.errors import ReadError
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

MOST_ROWS = 5_000
"""Rows with something in them. The form has some 130."""
MOST_CELLS = 200_000
"""Cells, the empty ones between others included."""
LONGEST_CELL = 100_000
_MOST_PLACES = 10

Likeness = Callable[[RawForm], int]
"""How much of the form a sheet shows; the registry asks the edition."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DIGIT = re.compile(r"\d")


@frozen
class Grid:
    """A sheet: `rows` by number from 1, cells by column from 0, empty cells left out."""

    name: str
    source: str
    rows: dict[int, dict[int, Cell]] = field(factory=dict)
    notes: list[Note] = field(factory=list)

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of a row, to be set by column; a sheet with more rows than a form can have is refused."""
        if len(self.rows) >= MOST_ROWS:
            raise self.too_long(number)
        return self.rows.setdefault(number, {})

    def put(self, row: int, column: int, text: str, formula: str | None = None) -> Cell | None:
        """Set a cell that has something in it."""
        if formula is None and (not text or text.isspace()):
            return None
        if len(text) > LONGEST_CELL:
            raise self.too_long(row)
        cells = self.rows.get(row)
        cell = Cell(text, "", None, self.name or None, f"{column_name(column)}{row}", formula)
        (self.row(row) if cells is None else cells)[column] = cell
        return cell

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Rows that share one cell of a column all show its words; a number stays with the first row.

        A number over several lines may be meant once or for each: that is no reader's guess.
        """
        (top, left), (bottom, right) = first, last
        shared = self.rows.get(top, {}).get(left)
        if shared is None or left != right or not shared.text.strip() or _DIGIT.search(shared.text):
            return
        for row, cells in self.rows.items():
            if top < row <= bottom:
                cells.setdefault(left, evolve(shared, ref=f"{column_name(left)}{row}", formula=None))

    def form(self) -> RawForm:
        """The rows that have something in them, each as wide as the sheet."""
        width = 1 + max((max(cells) for cells in self.rows.values() if cells), default=-1)
        if width * len(self.rows) > MOST_CELLS:
            raise self.too_long(max(self.rows))
        columns = range(width)
        nothing = repeat(Cell("", "", None, self.name or None))
        rows = tuple([Row(tuple(map(cells.get, columns, nothing))) for _, cells in sorted(self.rows.items())])
        return RawForm(rows, self.source, tuple(self.notes))

    def too_long(self, row: int) -> ReadError:
        """The error that says a sheet is no form's size."""
        return refusal("too_long", self.source, rows=str(MOST_ROWS), line=str(row))


@lru_cache(maxsize=2048)
def column_name(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@lru_cache(maxsize=2048)
def column_number(name: str) -> int:
    """The column, counted from 0, that letters name."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


@lru_cache(maxsize=16384)
def place(ref: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a reference such as "E42"; None if it is none."""
    match = _PLACE.fullmatch(ref)
    return (int(match[2]), column_number(match[1])) if match else None


def unstored(cells: Sequence[Cell]) -> Iterator[Note]:
    """The note that formulas have no result in the file: one for all, with the places of the first."""
    if cells:
        more = ", …" if len(cells) > _MOST_PLACES else ""
        yield Note("CCHC-F014", cells[0], {"place": ", ".join(cell.place for cell in cells[:_MOST_PLACES]) + more})


def filled(form: RawForm) -> int:
    """The likeness of a sheet where no edition is at hand: how many cells say something."""
    return sum(bool(cell.text.strip()) for row in form.rows for cell in row.cells)


def chosen(forms: Sequence[RawForm], names: Sequence[str], likeness: Likeness, active: str | None = None) -> RawForm:
    """The sheet most like the form, then the one that the file opens at; the others are noted, not lost."""
    written = [(form, name) for form, name in zip(forms, names, strict=True) if form.rows]
    if len(written) < 2:
        return written[0][0] if written else forms[0]
    scores = [(likeness(form), name == active) for form, name in written]
    best = max(range(len(written)), key=lambda place: (scores[place], -place))
    form = written[best][0]
    others = [
        Note("CCHC-F011", figures={"observed": name, "other": written[best][1]})
        for place, (_, name) in enumerate(written)
        if place != best
    ]
    return evolve(form, notes=(*form.notes, *others))


def named(names: Iterable[str], wanted: str, source: str) -> str:
    """The sheet that a person asked for; raises ReadError, with the names that there are."""
    known: Mapping[str, str] = {name.casefold().strip(): name for name in names}
    found = known.get(wanted.casefold().strip())
    if found is None:
        raise refusal("no_sheet", source, sheet=wanted, known=", ".join(known.values()))
    return found
