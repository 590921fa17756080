"""The tables of a form in a file: where each begins and ends, and what every row of the file was taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cchc.edition import Edition
from cchc.edition.table import FormTable, RowRole
from cchc.reading.cells import Lexicon
from cchc.reading.columns import placed as in_column
from cchc.reading.stationery import Stationery
from cchc.reading.tables.body import Placed, PlacedRow, placed
from cchc.reading.tables.head import Head, HeadFinder
from cchc.reading.tables.rows import BodyRow, Gathered, Gathering, is_title_of
from cchc.reading.tables.telling import LikeTables, PrintedRows, candidates
from cchc.record import frozen
from cchc.report import KeptRow, Part, Row


@frozen
class FoundTable:
    """A table of the form in a file: its head, the rows gathered under it, and which they are."""

    table: FormTable
    head: Head
    gathered: Gathered
    placed: Placed
    title: int | None = None
    """The row that names a section of a printed table, inside that table."""

    @property
    def rows(self) -> tuple[PlacedRow, ...]:
        """The table's rows."""
        return self.placed.rows

    @property
    def is_complete(self) -> bool:
        """Whether the table has its total, or all rows that the form prints."""
        return any(row.role is RowRole.TOTAL for row in self.rows) or (
            bool(self.table.rows) and self.table.rows.keys() <= {row.id for row in self.rows}
        )

    @property
    def strangers(self) -> tuple[BodyRow, ...]:
        """Rows among them that are none of the form's."""
        return self.placed.strangers


def find_tables(rows: Sequence[Row], edition: Edition, stationery: Stationery) -> tuple[FoundTable, ...]:
    """The tables of an edition that a file shows, in the order of the file.

    Of tables with one head it is that whose rows or name stand there, or else the first of the form's.
    """
    waiting = dict(HeadFinder.of(edition))
    found: list[FoundTable] = []
    means = Lexicon.of(edition).exact_reason
    place, printed_rows = 0, PrintedRows()
    while waiting and place < len(rows):
        among = candidates(waiting, rows, place)
        if not among:
            place += 1
            continue
        likeliest = LikeTables(rows, place, among, printed_rows).likeliest
        finder, head = likeliest.finder, likeliest.head
        del waiting[finder.table.id]
        printed = _printed_table(finder.table, edition)
        sections = (id for id, each in waiting.items() if _printed_table(each.table, edition) == printed)
        waiting |= {id: waiting[id].under(head) for id in sections}
        is_own = partial(_goes_on, finder, waiting, printed_rows)
        gathered = Gathering(finder, stationery, means, tuple(waiting.values()), is_own).gathered(rows, head)
        title = _title_above(rows, head, finder.table, found)
        found.append(FoundTable(finder.table, head, gathered, placed(gathered.bodies, finder.table), title))
        place = gathered.end
    return tuple(found)


def _printed_table(table: FormTable, edition: Edition) -> str:
    """The first of the tables that are printed as one."""
    while table.after is not None:
        table = edition.tables[table.after]
    return table.id


def _title_above(rows: Sequence[Row], head: Head, table: FormTable, found: Sequence[FoundTable]) -> int | None:
    """The row between a section's head and the table before it, which names the section."""
    place = head.start - 1
    is_below = table.after is not None and found and found[-1].gathered.end <= place
    return place if is_below and is_title_of(rows[place], (table,)) else None


def _goes_on(
    finder: HeadFinder, waiting: Mapping[str, HeadFinder], printed: PrintedRows, rows: Sequence[Row], place: int
) -> bool:
    """Whether a table's head stands again over rows of its own, be it that of other tables as well."""
    own = candidates({finder.table.id: finder}, rows, place) if finder.above is None else []
    return any(
        LikeTables(rows, place, [each, *candidates(waiting, rows, place)], printed).is_told(each) for each in own
    )


def around(rows: Sequence[Row], found: Sequence[FoundTable]) -> tuple[list[Row], list[Row]]:
    """The rows above (or between, or astray in) the tables, and those below; the names of tables say nothing more."""
    tables = [each.table for each in found]
    taken = {*_parts(found), *(place for place, row in enumerate(rows) if is_title_of(row, tables))}
    last = max((each.gathered.end for each in found), default=len(rows))
    above = [row for place, row in enumerate(rows) if place not in taken and place < last]
    return above, [row for place, row in enumerate(rows) if place >= last]


def kept_rows(rows: Sequence[Row], found: Sequence[FoundTable]) -> Iterator[KeptRow]:
    """All rows of a file in their order, each with what it was taken for."""
    parts = _parts(found)
    first = min((each.head.start for each in found), default=len(rows))
    last = max((each.gathered.end for each in found), default=len(rows))
    for place, row in enumerate(rows):
        if place in parts:
            part, head, id = parts[place]
            cells = tuple(in_column(cell, head.name(at)) for at, cell in enumerate(row.cells))
            yield KeptRow(part, cells, id)
        else:
            yield KeptRow(Part.ABOVE if place < first else Part.BELOW if place >= last else Part.ASTRAY, row.cells)


def _parts(found: Sequence[FoundTable]) -> Mapping[int, tuple[Part, Head, str | None]]:
    """What each row of the tables is, under which head, and the key of the figures that stand in it."""
    parts: dict[int, tuple[Part, Head, str | None]] = {}
    for each in found:
        head, gathered = each.head, each.gathered
        parts |= dict.fromkeys(range(head.start, head.end), (Part.HEAD, head, None))
        parts |= dict.fromkeys(gathered.heads, (Part.HEAD, head, None))
        parts |= {} if each.title is None else {each.title: (Part.HEAD, head, None)}
        numbers = (*gathered.numbers, *(() if head.numbers is None else (head.numbers,)))
        parts |= dict.fromkeys(numbers, (Part.NUMBERS, head, None))
        parts |= dict.fromkeys(gathered.pages, (Part.PAGE, head, None))
        parts |= {placed.body.place: (Part.TABLE, placed.body.head, placed.key) for placed in each.rows}
        uncounted = (*each.strangers, *(placed.body for placed in each.placed.left))
        parts |= {body.place: (Part.TABLE, body.head, None) for body in uncounted}
    return parts
