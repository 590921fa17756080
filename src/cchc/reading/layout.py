"""The layout of a file: which rows are the table's, by column, and which stand around it.

A table may be broken over pages (headers repeat, pages are numbered), lines may be broken inside
a cell, tabs may be lost or doubled: every cell finds a row, or is left over for all to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.budget import reach, work
from cchc.reading.columns import CODE, LABEL, LAST, Columns, Headings
from cchc.reading.labels import is_code
from cchc.reading.spans import NO_FIGURES, QUANTITY, Figures, figures
from cchc.reading.stationery import Stationery
from cchc.reading.straight import FARTHEST, Knows, known_at, straight
from cchc.reading.table_rows import TableRow, put, unbroken
from cchc.record import define, field, frozen
from cchc.report import Part, RawForm, Row
from cchc.text.markup import pattern
from cchc.text.spelling import seen
from cchc.value import Cell

_NUMBER_FIRST = pattern(r"[1-9](?![0-9])")
_FEWEST_NUMBERED = 4


@frozen
class Layout:
    """A file taken apart: the rows that say something, the part of each, and those of the table by column.

    `headers` are the columns that each head names, by its place among the rows.
    """

    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    columns: Columns | None = None
    headers: Mapping[int, Columns] = field(factory=dict)
    table: tuple[TableRow, ...] = ()
    figures: Figures = NO_FIGURES

    def of(self, *parts: Part) -> Iterator[Row]:
        """The rows of some parts, in order."""
        return (row for row, part in zip(self.rows, self.parts, strict=True) if part in parts)


def lay_out(raw: RawForm, edition: Edition, stationery: Stationery, knows: Knows) -> Layout:
    """Take a file apart; a file that shows no header and no known label has no table."""
    rows = tuple(filter(_says_something, raw.rows))
    return _laid_out(rows, edition, stationery, knows, may_join_heads=True)


def _laid_out(
    rows: tuple[Row, ...], edition: Edition, stationery: Stationery, knows: Knows, *, may_join_heads: bool
) -> Layout:
    headings = Headings.of(edition)
    heads = {place: found for place, row in enumerate(rows) if (found := headings.found(row)) is not None}
    labels = [_label_place(row, knows) for row in rows]
    known = [place for place, label in enumerate(labels) if label is not None]
    if not heads and not known:
        return Layout(rows, (Part.ABOVE,) * len(rows))
    start = min(heads.keys() | set(known[:1]))
    reach = cache(partial(_reach, rows[start : known[-1] + 1 if known else None]))
    headers = {place: headings.completed(rows[place], found, reach) for place, found in heads.items()}
    below = {
        place + 1: divided
        for place, columns in headers.items()
        if place + 1 < len(rows) and (divided := headings.divided(columns, rows[place + 1])) is not None
    }
    headers |= below
    columns = headers[min(below or headers)] if headers else headings.by_position(rows[start:], labels)
    headers = {place: again.named_as(columns) for place, again in headers.items()}
    turns = frozenset(_page_turns(rows, start, headers, stationery))
    sorting = _Sorting(columns, headings.units, headers, turns, knows, stationery, known[-1] if known else -1)
    parts = [
        sorting.take(place, row, is_known=labels[place] is not None) for place, row in enumerate(rows[start:], start)
    ]
    sorting.finish()
    lines = tuple(unbroken(sorting.table, knows, headings.units))
    whole, broken = _without_heads(lines, sorting.table, headings)
    if broken and may_join_heads and (mended := _with_whole_heads(rows, broken, lines, sorting.table, headings)):
        return _laid_out(mended, edition, stationery, knows, may_join_heads=False)
    for row in broken:
        parts[row.place - start] = Part.HEAD
        rows = (*rows[: row.place], Row(tuple(row.cells.values())), *rows[row.place + 1 :])
    return Layout(rows, (*[Part.ABOVE] * start, *parts), columns, headers, whole, _figures(edition, rows, headers))


def _without_heads(
    lines: Sequence[TableRow], rows: Sequence[TableRow], headings: Headings
) -> tuple[tuple[TableRow, ...], list[TableRow]]:
    """The rows of a table, and apart from them heads that come again and are told only once they are joined."""
    single = set(map(id, rows))
    broken = [row for row in lines if id(row) not in single and _is_head(row, headings)]
    return tuple(row for row in lines if row not in broken) if broken else tuple(lines), broken


def _with_whole_heads(
    rows: Sequence[Row],
    broken: Iterable[TableRow],
    lines: Iterable[TableRow],
    table: Iterable[TableRow],
    headings: Headings,
) -> tuple[Row, ...] | None:
    """The rows of a file with each head that is broken over several as one, so that its page begins there.

    None where what stands in the same places of these rows is no head.
    """
    starts, pieces = {row.place for row in lines}, dict[int, list[int]]()
    for row in table:
        if row.place in starts:
            found = pieces[row.place] = []
        found.append(row.place)
    heads = {row.place: _one_above_the_other([rows[place] for place in pieces[row.place]]) for row in broken}
    if any(headings.found(head) is None for head in heads.values()):
        return None
    gone = {place for start in heads for place in pieces[start][1:]}
    return tuple(heads.get(place, row) for place, row in enumerate(rows) if place not in gone)


def _one_above_the_other(rows: Sequence[Row]) -> Row:
    """Rows as one: in each place what stands there in any of them, line by line."""
    cells = []
    for place in range(max(len(row.cells) for row in rows)):
        there = [row.cells[place] for row in rows if place < len(row.cells)]
        filled = [cell for cell in there if cell.text.strip()]
        cells.append(evolve(filled[0], text="\n".join(cell.text for cell in filled)) if filled else there[0])
    return Row(tuple(cells))


def _is_head(row: TableRow, headings: Headings) -> bool:
    """Whether the cells of a row are the headings of the columns that they stand in."""
    columns, found = [*row.cells], headings.found(Row(tuple(row.cells.values())))
    return found is not None and all(columns[place] == id for id, place in found.items())


def _figures(edition: Edition, rows: Sequence[Row], headers: Mapping[int, Columns]) -> Figures:
    """The columns of figures, by the first head of the table and what may stand under it."""
    if not headers:
        return NO_FIGURES
    first = min(headers)
    columns = headers.get(first + 1, headers[first])
    cells: dict[str, Cell] = {}
    for place in (first, first + 1) if first + 1 in headers else (first,):
        cells |= {
            columns.names[at]: cell
            for at, cell in enumerate(rows[place].cells)
            if at in columns.names and seen(cell.text)
        }
    return figures(cells, frozenset(edition.columns) - {QUANTITY})


def _says_something(row: Row) -> bool:
    """Whether a person sees anything in a row; one that is blank, or has no cells, is as if it were not there."""
    work(sum(len(cell.text) for cell in row.cells))
    return any(cell.text and seen(cell.text) for cell in row.cells)


def _reach(rows: Sequence[Row]) -> int:
    """How many cells the widest of some rows has up to its last text."""
    return max(1 + place for row in rows for place, cell in enumerate(row.cells) if cell.text and seen(cell.text))


def _page_turns(
    rows: Sequence[Row], start: int, headers: Mapping[int, Columns], stationery: Stationery
) -> Iterator[int]:
    """The rows that only turn a page: a number or a letterhead alone, before the head of the table comes again."""
    for place in headers:
        before = place - 1
        while before > start and ((text := _lone_text(rows[before])).isdecimal() or stationery.is_letterhead(text)):
            yield before
            before -= 1


def _lone_text(row: Row) -> str:
    """The text of a row that has no other; nothing for any other row."""
    texts = [text for cell in row.cells if (text := seen(cell.text))]
    return texts[0] if len(texts) == 1 else ""


def _label_place(row: Row, knows: Knows) -> int | None:
    """Where a row has the label of a line: in its first cells, or nowhere."""
    return known_at(row.cells[: FARTHEST + 1], knows)


@define(eq=False)
class _Sorting:
    """Rows from the table's first on, sorted one by one; those of the table are gathered by column."""

    columns: Columns
    units: frozenset[str]
    headers: Mapping[int, Columns]
    turns: frozenset[int]
    knows: Knows
    stationery: Stationery
    last_known: int
    table: list[TableRow] = field(factory=list)
    _raw: list[Row] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    """Lines on which the last cell of the last row goes on, not yet joined to it."""
    _next_line: int | None = None
    """The line of the file on which it would go on further."""
    _continued: int = 0
    _page: int | None = None
    _is_over: bool = False

    def take(self, place: int, row: Row, *, is_known: bool) -> Part:
        """The part of one row."""
        if place in self.headers:
            self.columns = self.headers[place]
            return Part.HEAD
        if self._is_over or (place > self.last_known and self._ends(row)):
            return self._below()
        if place - 1 in self.headers and not is_known and _is_numbering(row, self.columns):
            return Part.NUMBERS
        if not is_known and self._continues(place, row):
            self._continue(row)
            return Part.TABLE
        if not is_known and self._turns_page(place, row):
            return Part.PAGE
        if is_known or self._is_table_row(place, row):
            self.finish()
            self._raw.append(row)
            self._next_line = _line_after(row.cells[-1])
            self.table.append(self._by_column(row, place))
            return Part.TABLE
        return Part.ASTRAY if place < self.last_known else self._below()

    def _below(self) -> Part:
        self._is_over = True
        return Part.BELOW

    def _ends(self, row: Row) -> bool:
        """Whether a row begins the signatures."""
        return any(self.stationery.role(cell.text) is not None for cell in row.cells if cell.text.strip())

    def _is_table_row(self, place: int, row: Row) -> bool:
        """Whether a row that no label tells is one of the table.

        What blank cells stand behind its texts says nothing: files of some kinds make all rows as wide as the sheet.
        """
        filled = {place for place, cell in enumerate(row.cells) if seen(cell.text)}
        label, code = self.columns.places.get(LABEL, 0), self.columns.places.get(CODE)
        if place <= self.last_known:
            return len(filled) > 1 or (min(filled) >= label and not self._is_around(row, label))
        if code is not None and code in filled and is_code(row.cells[code].text):
            return len(filled) > 1
        if filled == {label} and self._ends_label(row.cells[label].text):
            return True
        return label in filled and bool(filled - {label, code}) and not self._is_around(row, label)

    def _ends_label(self, text: str) -> bool:
        """Whether a text is the rest of the label of the last line, which a page broke off."""
        return bool(self.table) and self.knows(f"{self.table[-1].label} {text}")

    def _is_around(self, row: Row, label: int) -> bool:
        """Whether a row whose labels come first, as other texts do, is one that stands around tables only."""
        return label == 0 and any(self.stationery.is_around(cell.text) for cell in row.cells)

    def _turns_page(self, place: int, row: Row) -> bool:
        """Whether a row only turns a page: it stands before the next head, or its number goes on counting pages."""
        text = _lone_text(row)
        number = int(text[:6]) if text.isdecimal() else None
        if place not in self.turns and (number is None or self._page is None or number != self._page + 1):
            return False
        self._page = self._page if number is None else number
        return True

    def _continues(self, place: int, row: Row) -> bool:
        """Whether a line goes on inside the last cell of the line just before it."""
        if not self._raw:
            return False
        first = row.cells[0]
        if first.line is None or first.line != self._next_line:
            return False
        if len(row.cells) == 1:
            # Below the last line of the form a text of its own is no part of a cell.
            apart = place > self.last_known or seen(first.text).isdigit()
            return not apart and not self.stationery.is_around(first.text)
        self.finish()
        before = self._raw[-1].cells
        joined = len(before) + len(row.cells) - 1
        if joined > self.columns.width or not first.text.strip():
            return False
        label = self.columns.places.get(LABEL, 0)
        return len(before) == label + 1 and self.knows(f"{before[-1].text} {first.text}")

    def _continue(self, row: Row) -> None:
        first, *rest = row.cells
        self._pieces.append(first.text)
        self._continued += len(first.text)
        reach("table", self._continued)
        if rest:
            self.finish(rest)
        self._next_line = _line_after(row.cells[-1])

    def finish(self, more: Iterable[Cell] = ()) -> None:
        """Join to the last row what was found to go on from it: once, however many lines that are."""
        if not self._pieces:
            return
        *whole, broken = self._raw[-1].cells
        joined = evolve(broken, text="\n".join((broken.text, *self._pieces)))
        self._pieces.clear()
        self._raw[-1] = Row((*whole, joined, *more))
        self.table[-1] = self._by_column(self._raw[-1], self.table[-1].place)

    def _by_column(self, row: Row, place: int) -> TableRow:
        cells, shifted = _by_column(row, self.columns, self.units, self.knows)
        return TableRow(cells, place, shifted)


def _line_after(cell: Cell) -> int | None:
    """The line of the file after the last of a cell."""
    return None if cell.line is None else cell.line + cell.text.count("\n") + 1


def _is_numbering(row: Row, columns: Columns) -> bool:
    """The row "1 2 3 4 5" (or "A B 1 2 3") that some forms print under the headings, whatever columns of their own say.

    One of its numbers may be shown as the figures of its column are: "3,00", "3 lượt".
    """
    own = [cell for place, cell in enumerate(row.cells) if place not in columns.extra]
    return _are_numbers(row.cells) or (len(own) < len(row.cells) and _are_numbers(own))


def _are_numbers(cells: Sequence[Cell]) -> bool:
    texts = [text for cell in cells if (text := seen(cell.text))]
    marks = [mark.strip("().") for text in texts for mark in text.split()]
    if len(marks) >= 2 and all(len(mark) <= 2 and mark.isalnum() for mark in marks):
        return True
    numbers = [found[0] for text in texts if (found := _NUMBER_FIRST().match(text)) is not None]
    return len(texts) >= _FEWEST_NUMBERED and numbers == [str(number + 1) for number in range(len(texts))]


def _by_column(row: Row, columns: Columns, units: frozenset[str], knows: Knows) -> tuple[dict[str, Cell], bool]:
    """The cells of a row under their columns, after mending lost and doubled tabs; and whether it had to be moved."""
    cells, shifted = straight(row, columns, units, knows)
    names = columns.names
    found: dict[str, Cell] = {}
    for place, cell in enumerate(cells):
        if cell.text.strip():
            put(found, names.get(place, LAST), cell)
    return found, shifted
