"""The layout of a file: which rows are the table's, by column, and which stand around it.

A table may be broken over pages (headers repeat, pages are numbered), lines may be broken inside
a cell, tabs may be lost or doubled: every cell finds a row, or is left over for all to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, field

from cchc.edition import Edition
from cchc.reading.columns import CODE, LABEL, LAST, UNIT, Columns, Headings
from cchc.reading.stationery import Stationery
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.text.spelling import key, seen
from cchc.value import Cell

_MOST_TABS = 8
"""A row with more tabs too many than this is no row that could be mended."""
_MOST_PIECES = 4
"""A label broken over more rows than this is no label."""

Knows = Callable[[str], bool]
"""Whether a text is the label of a line of the form."""


@frozen
class TableRow:
    """A row of the table: its non-empty cells by column, each knowing its column."""

    cells: dict[str, Cell]

    @property
    def code(self) -> str:
        return self.cells[CODE].text if CODE in self.cells else ""

    @property
    def label(self) -> str:
        return self.cells[LABEL].text if LABEL in self.cells else ""


@frozen
class Layout:
    """A file taken apart: rows before the table, of the table, astray inside it, after it."""

    columns: Columns | None
    table: tuple[TableRow, ...] = ()
    before: tuple[Row, ...] = ()
    astray: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    has_header: bool = True


def lay_out(raw: RawForm, edition: Edition, stationery: Stationery, knows: Knows) -> Layout:
    """Take a file apart; a file that shows no header and no known label has no table."""
    headings = Headings.of(edition)
    headers = {place: columns for place, row in enumerate(raw.rows) if (columns := headings.read(row)) is not None}
    labels = [_label_place(row, knows) for row in raw.rows]
    known = [place for place, label in enumerate(labels) if label is not None]
    if not headers and not known:
        return Layout(None, before=raw.rows)
    start = min(headers.keys() | set(known[:1]))
    columns = headers[min(headers)] if headers else headings.by_position(raw.rows[start:], labels)
    sorting = _Sorting(columns, headings.units, headers, knows, stationery, known[-1] if known else -1)
    for place in range(start, len(raw.rows)):
        sorting.take(place, raw.rows[place], is_known=labels[place] is not None)
    table = tuple(_joined(sorting.table, knows))
    return Layout(columns, table, raw.rows[:start], tuple(sorting.astray), tuple(sorting.after), bool(headers))


def _label_place(row: Row, knows: Knows) -> int | None:
    """Where a row has the label of a line: in its first cells, or nowhere."""
    for place, cell in enumerate(row.cells[:3]):
        if len(cell.text) > 1 and knows(cell.text):
            return place
    return None


@frozen
class _Sorting:
    """Rows from the table's first on, sorted one by one into table, astray and after."""

    columns: Columns
    units: frozenset[str]
    headers: dict[int, Columns]
    knows: Knows
    stationery: Stationery
    last_known: int
    table: list[TableRow] = field(factory=list)
    astray: list[Row] = field(factory=list)
    after: list[Row] = field(factory=list)
    _raw: list[Row] = field(factory=list)
    _pages: list[int] = field(factory=list)
    _current: list[Columns] = field(factory=list)

    def take(self, place: int, row: Row, *, is_known: bool) -> None:
        """Sort one row."""
        if place in self.headers:
            self._pages.append(place)
            self._current[:] = [self.headers[place]]
        elif self.after or (place > self.last_known and self._ends(row)):
            self.after.append(row)
        elif place - 1 in self.headers and not is_known and _is_numbering(row):
            return
        elif not is_known and self._continues(place, row):
            self._continue(row)
        elif self._is_page_number(row):
            return
        elif is_known or self._is_table_row(place, row):
            self._raw.append(row)
            self.table.append(_by_column(row, self._columns, self.units, self.knows))
        else:
            (self.astray if place < self.last_known else self.after).append(row)

    @property
    def _columns(self) -> Columns:
        return self._current[0] if self._current else self.columns

    def _ends(self, row: Row) -> bool:
        """Whether a row begins the signatures."""
        return any(self.stationery.role(cell.text) is not None for cell in row.cells if cell.text.strip())

    def _is_table_row(self, place: int, row: Row) -> bool:
        filled = sum(bool(cell.text.strip()) for cell in row.cells)
        wide = len(row.cells) >= 3
        return wide or filled >= 2 if place < self.last_known else wide and filled >= 2

    def _is_page_number(self, row: Row) -> bool:
        """A number alone that is the page's, counting pages by their headers."""
        (text, *more) = [seen(cell.text) for cell in row.cells if cell.text.strip()]
        return not more and text.isdigit() and int(text[:6]) - len(self._pages) in (0, 1)

    def _continues(self, place: int, row: Row) -> bool:
        """Whether a line goes on inside the last cell of the line just before it."""
        if not self._raw:
            return False
        before, first, line = self._raw[-1].cells, row.cells[0], row.cells[0].line
        if line is None or before[-1].line is None or line != (before[-1].line + before[-1].text.count("\n") + 1):
            return False
        if len(row.cells) == 1:
            # Below the last line of the form a text of its own is no part of a cell.
            apart = place > self.last_known or seen(first.text).isdigit()
            return not apart and not self.stationery.is_around(first.text)
        joined = len(before) + len(row.cells) - 1
        if joined > self._columns.width or not first.text.strip():
            return False
        label = self._columns.places.get(LABEL, 0)
        return len(before) == label + 1 and self.knows(f"{before[-1].text} {first.text}")

    def _continue(self, row: Row) -> None:
        *whole, broken = self._raw[-1].cells
        first, *rest = row.cells
        joined = evolve(broken, text=f"{broken.text}\n{first.text}")
        self._raw[-1] = Row((*whole, joined, *rest))
        self.table[-1] = _by_column(self._raw[-1], self._columns, self.units, self.knows)


def _is_numbering(row: Row) -> bool:
    """The row "1 2 3 4 5" (or "A B 1 2 3") that some forms print under the headings."""
    marks = [mark.strip("().") for cell in row.cells for mark in seen(cell.text).split()]
    return len(marks) >= 2 and all(len(mark) <= 2 and mark.isalnum() for mark in marks)


def _by_column(row: Row, columns: Columns, units: frozenset[str], knows: Knows) -> TableRow:
    """The cells of a row under their columns, after mending lost and doubled tabs."""
    cells = _shifted(_fitted(list(row.cells), columns, units), columns, knows)
    names = {place: id for id, place in columns.places.items()} | dict(columns.extra)
    found: dict[str, Cell] = {}
    for place, cell in enumerate(cells):
        if cell.text.strip():
            _put(found, names.get(place, LAST), cell)
    return TableRow(found)


def _put(cells: dict[str, Cell], column: str, cell: Cell) -> None:
    """Add a cell; what its column holds already stays before it."""
    before = cells.get(column)
    if before is None:
        cells[column] = Cell(cell.text, column, cell.line, cell.sheet, cell.ref, cell.formula)
    else:
        apart = "\t" if before.line == cell.line else "\n"
        cells[column] = evolve(before, text=f"{before.text}{apart}{cell.text}")


def _fitted(cells: list[Cell], columns: Columns, units: frozenset[str]) -> list[Cell]:
    """A row with tabs too many loses empty cells: at its end, or before a unit that stands too far on."""
    label, unit = columns.places.get(LABEL, 0), columns.places.get(UNIT, 0)
    while len(cells) > columns.width + _MOST_TABS and not cells[-1].text.strip():
        cells.pop()
    while columns.width < len(cells) <= columns.width + _MOST_TABS:
        empty = [place for place, cell in enumerate(cells) if place > label and not cell.text.strip()]
        if not empty:
            break
        late = key(cells[unit + 1].text) in units and key(cells[unit].text) not in units and empty[0] <= unit
        del cells[empty[0] if late or empty[-1] < len(cells) - 1 else empty[-1]]
    return cells


def _shifted(cells: list[Cell], columns: Columns, knows: Knows) -> list[Cell]:
    """A row whose label stands a place early or late is moved until it fits."""
    label = columns.places.get(LABEL, 0)
    if label < len(cells) and cells[label].text.strip() and knows(cells[label].text):
        return cells
    if 0 < label <= len(cells) and cells[label - 1].text.strip() and knows(cells[label - 1].text):
        return [evolve(cells[0], text=""), *cells]
    late = label + 1
    if late < len(cells) and knows(cells[late].text) and not cells[0].text.strip():
        return cells[1:]
    return cells


def _joined(rows: Sequence[TableRow], knows: Knows) -> Iterable[TableRow]:
    """Rows that are one line broken over several made one again."""
    done: list[TableRow] = []
    place = 0
    while place < len(rows):
        pieces = _pieces(rows, place, knows)
        merged = rows[place]
        for piece in rows[place + 1 : place + pieces]:
            merged = _merged(merged, piece)
        if done and LABEL not in merged.cells and CODE not in merged.cells:
            done[-1] = _merged(done[-1], merged)
        else:
            done.append(merged)
        place += pieces
    return done


def _pieces(rows: Sequence[TableRow], place: int, knows: Knows) -> int:
    """How many rows, from this one on, make up one known label."""
    label = rows[place].label
    if not label or knows(label):
        return 1
    for count in range(2, _MOST_PIECES + 1):
        following = rows[place + count - 1 : place + count]
        if not following or following[0].code or not following[0].label or knows(following[0].label):
            return 1
        label = f"{label} {following[0].label}"
        if knows(label):
            return count
    return 1


def _merged(row: TableRow, piece: TableRow) -> TableRow:
    cells = dict(row.cells)
    for column, cell in piece.cells.items():
        _put(cells, column, cell)
    return TableRow(cells)
