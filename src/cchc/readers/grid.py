"""A sheet as its cells by row and column, before it becomes rows of a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat

from attrs import evolve

from cchc.reading.budget import charge
from cchc.reading.marked import begins_list
from cchc.reading.refusal import refusal, too_long, too_many_rows
from cchc.reading.shared import SHARED
from cchc.record import field, frozen
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

MOST_ROWS = 5_000
"""Rows with something in them. The form has some 130."""
LONGEST_CELL = 100_000
_SHORT = 32
"""Characters that come with each cell: what is longer is charged."""
_MOST_PLACES = 10
_WIDE = 64
"""Columns of which the empty ones are kept, too: the place of a cell among others tells what it is."""
_FEWEST_ALIKE = 3
"""Lines of the form that a hidden sheet holds if it is one; fewer are a list of words."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DIGIT = re.compile(r"\d")


@frozen
class Likeness:
    """How rows show the form: `known` gives the labels of it that they begin with, `times` how often it has one."""

    known: Callable[[Iterable[Row]], list[str]]
    times: Callable[[str], int]

    def __call__(self, form: RawForm) -> int:
        """How many rows of a sheet begin with a label of the form."""
        return len(self.known(form.rows))


@frozen
class Grid:
    """A sheet: `rows` by number from 1, cells by column from 0, empty cells left out.

    `hidden_rows` and `hidden_columns` are not shown by the sheet, `covered` lies under merged cells;
    of `uncalculated` cells the file keeps a formula and no result.
    """

    name: str
    source: str
    rows: dict[int, dict[int, Cell]] = field(factory=dict)
    notes: list[Note] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: list[range] = field(factory=list)
    covered: dict[int, list[Cell]] = field(factory=dict)
    uncalculated: list[Cell] = field(factory=list)

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of a row, to be set by column; a sheet with more rows than a form can have is refused."""
        if len(self.rows) >= MOST_ROWS:
            raise too_many_rows(self.source, MOST_ROWS)
        return self.rows.setdefault(number, {})

    def put(
        self, row: int, column: int, text: str, formula: str | None = None, unseen: str | None = None
    ) -> Cell | None:
        """Set a cell that has something in it."""
        if formula is None and unseen is None and (not text or text.isspace()):
            return None
        if formula is not None or unseen is not None or len(text) > _SHORT:
            charge("characters", len(text) + len(unseen or "") + len(formula or ""))
        if len(text) > LONGEST_CELL or len(unseen or "") > LONGEST_CELL:
            raise too_long(self.source, row, LONGEST_CELL)
        cells = self.rows.get(row)
        cell = Cell(text, "", None, self.name or None, f"{column_name(column)}{row}", formula, unseen)
        (self.row(row) if cells is None else cells)[column] = cell
        return cell

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """One cell over several: what else lies under it is not seen; rows that share it all show its words.

        A number over several rows may be any one's of them, or all of theirs: it stays with the first, and a
        note tells where it lies. A cell that begins in a hidden row or column shows in the rest.
        """
        (top, left), (bottom, right) = first, last
        charge("merges")
        charge("steps", min(bottom - top, len(self.rows)) + (right - left) * len(self.hidden_columns))
        many = bottom - top >= len(self.rows)
        rows = [row for row in self.rows if top <= row <= bottom] if many else range(top, bottom + 1)
        shared = self.rows.get(top, {}).get(left)
        for row in rows:
            cells = self.rows.get(row, {})
            charge("steps", len(cells))
            for column in [each for each in cells if left <= each <= right and (row, each) != first]:
                cell = cells.pop(column)
                if shared is None or cell.unseen is not None or cell.text != shared.text:
                    self.covered.setdefault(row, []).append(cell)
        if shared is None:
            return
        row = next((row for row in rows if row not in self.hidden_rows), top)
        column = next((each for each in range(left, right + 1) if not self.hides(each)), left)
        if (row, column) != first:
            del self.rows[top][left]
            self.row(row)[column] = shared
        others = [other for other in rows if other > row and other in self.rows]
        if not shared.text.strip():
            return
        if _DIGIT.search(shared.text):
            self.lies_over(row, column, others)
        elif left == right:
            for other in others:
                self.rows[other][column] = evolve(shared, ref=f"{column_name(column)}{other}", formula=None)

    def lies_over(self, row: int, column: int, others: Iterable[int]) -> None:
        """Note that a cell with digits lies over other rows, in each of which a blank cell keeps its place."""
        shared = self.rows.get(row, {}).get(column)
        if shared is None or not _DIGIT.search(shared.text):
            return
        under = []
        for other in others:
            if self.rows.get(other) and other not in self.hidden_rows and column not in self.rows[other]:
                cell = Cell("", "", None, shared.sheet, f"{column_name(column)}{other}")
                self.rows[other][column] = cell
                under.append(cell)
        if under:
            self.notes.append(Note(SHARED, shared, cells=tuple(under)))

    def hides(self, column: int) -> bool:
        """Whether a column is not shown."""
        return any(column in hidden for hidden in self.hidden_columns)

    def form(self) -> RawForm:
        """The rows that have something in them, each as wide as the sheet shows; what it hides is kept apart."""
        columns = self._columns()
        # Cells that are set were charged when they were put.
        charge("cells", len(columns) * len(self.rows) - sum(map(len, self.rows.values())))
        charge("steps", len(columns) * len(self.hidden_columns))
        nothing = repeat(Cell("", "", None, self.name or None))
        if self.hidden_rows or self.hidden_columns or self.covered:
            columns = [column for column in columns if not self.hides(column)]
            rows = tuple([self._row(number, cells, columns) for number, cells in sorted(self.rows.items())])
        else:
            rows = tuple([Row(tuple(map(cells.get, columns, nothing))) for _, cells in sorted(self.rows.items())])
        return RawForm(rows, self.source, (*self.notes, *_uncalculated(self.uncalculated)))

    def _columns(self) -> Sequence[int]:
        """The columns of the sheet; far out, where a stray cell may stand, only those with something in them."""
        width = 1 + max((max(cells) for cells in self.rows.values() if cells), default=-1)
        if width <= _WIDE:
            return range(width)
        charge("steps", sum(map(len, self.rows.values())))
        far = {column for cells in self.rows.values() for column in cells if column >= _WIDE}
        return (*range(_WIDE), *sorted(far))

    def _row(self, number: int, cells: Mapping[int, Cell], columns: Sequence[int]) -> Row:
        covered = tuple(self.covered.get(number, ()))
        if number in self.hidden_rows:
            return Row((), (*(cell for _, cell in sorted(cells.items())), *covered))
        nothing = Cell("", "", None, self.name or None)
        shown = set(columns)
        unseen = tuple(cell for column, cell in sorted(cells.items()) if column not in shown)
        seen = tuple(cells.get(column, nothing) for column in columns)
        return Row(seen if any(cell is not nothing for cell in seen) else (), unseen + covered)


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


def _uncalculated(cells: Sequence[Cell]) -> Iterator[Note]:
    """The note that formulas have no result in the file: one for all, with the places of the first."""
    if cells:
        more = ", …" if len(cells) > _MOST_PLACES else ""
        places = ", ".join(cell.place for cell in cells[:_MOST_PLACES]) + more
        yield Note("CCHC-F014", cells[0], {"place": places}, tuple(cells))


def _filled(rows: Iterable[Row]) -> list[str]:
    return [cell.text for row in rows for cell in row.cells if cell.text.strip()]


FILLED = Likeness(_filled, lambda _: 1)
"""The likeness where no edition is at hand: how many cells say something."""


def chosen(
    forms: Sequence[RawForm],
    names: Sequence[str],
    likeness: Likeness,
    active: str | None = None,
    hidden: Mapping[str, RawForm | None] | None = None,
) -> RawForm:
    """The sheet most like the form, then the one that the file opens at; the others are noted, not lost.

    Of hidden sheets those are noted that hold lines of the form, as nobody sees that they are there.
    """
    veiled = [name for name, form in (hidden or {}).items() if form is not None and likeness(form) >= _FEWEST_ALIKE]
    # A sheet that we added ourselves, to list what was found, is none of the file's.
    written = [
        (form, name) for form, name in zip(forms, names, strict=True) if form.rows and not begins_list(form.rows[0])
    ]
    if len(written) < 2 and not veiled:
        return written[0][0] if written else forms[0]
    scores = [(likeness(form), name == active) for form, name in written]
    if veiled and not any(score for score, _ in scores):
        raise refusal("hidden_sheet", forms[0].source, sheet=veiled[0])
    best = max(range(len(written)), key=lambda place: (scores[place], -place))
    form, read = written[best]
    alike = [place for place, (score, _) in enumerate(scores) if score]
    left_out = [Note("CCHC-F019", figures={"observed": name, "other": read}) for name in veiled]
    shown = _not_read(written, [best], read) + left_out
    form = evolve(form, notes=(*form.notes, *shown))
    if len(alike) < 2:
        return form
    # Where all sheets that show the form are read, the others are told of on the first of them.
    left_out = _not_read(written, alike, ", ".join(written[place][1] for place in alike)) + left_out
    first, *others = (written[place][0] for place in alike)
    return evolve(form, beside=(evolve(first, notes=(*first.notes, *left_out)), *others))


def _not_read(written: Sequence[tuple[RawForm, str]], read: Container[int], names: str) -> list[Note]:
    """That sheets were not read, and which were."""
    left = (name for place, (_, name) in enumerate(written) if place not in read)
    return [Note("CCHC-F011", figures={"observed": name, "other": names}) for name in left]


def named(names: Iterable[str], wanted: str, source: str) -> str:
    """The sheet that a person asked for; raises ReadError, with the names that there are."""
    known: Mapping[str, str] = {name.casefold().strip(): name for name in names}
    found = known.get(wanted.casefold().strip())
    if found is None:
        raise refusal("no_sheet", source, sheet=wanted, known=", ".join(known.values()))
    return found
