"""What stands in the cells of a table: figures by what their columns ask for, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import define, evolve, field

from cchc.edition import Edition, IndicatorKind
from cchc.edition.table import FigureColumn, FormTable, RowRole, StubKind
from cchc.finding import Finding, built_in
from cchc.period import Period
from cchc.reading.cells import Lexicon, read_line
from cchc.reading.stationery import Stationery
from cchc.reading.tables.body import Body, BodyRow, PlacedRow, read_body
from cchc.reading.tables.head import Head, HeadFinder
from cchc.record import frozen
from cchc.report import Entry, FilledRow, FilledTable, KeptRow, Part, Row
from cchc.text.spelling import seen
from cchc.value import Cell, Missing, PrintedNumber, Reason, Reported

_QUANTITY = "quantity"
_LONGEST_PLAIN = 9


@frozen
class FoundTable:
    """A table of the form in a file: its head and rows."""

    table: FormTable
    head: Head
    body: Body


def find_tables(rows: Sequence[Row], edition: Edition, stationery: Stationery) -> tuple[FoundTable, ...]:
    """The tables of an edition that a file shows, one after the other."""
    found: list[FoundTable] = []
    start = 0
    for table in edition.tables.values():
        head = HeadFinder(table).find(rows, start)
        if head is not None:
            body = read_body(rows, head, table, stationery)
            found.append(FoundTable(table, head, body))
            start = body.end
    return tuple(found)


def likeness(rows: Sequence[Row], edition: Edition) -> int:
    """How many columns of an edition's tables a file shows."""
    heads = (HeadFinder(table).find(rows) for table in edition.tables.values())
    return sum(len(head.columns) for head in heads if head is not None)


@define(eq=False, repr=False)
class Filling:
    """Reads what stands in the cells of the tables found; `findings` and `unplaced` are what is left over."""

    edition: Edition
    period: Period | None
    unit: str | None = None
    """What is said over the table of the unit of all its figures."""
    findings: list[Finding] = field(factory=list)
    unplaced: list[Cell] = field(factory=list)
    _lexicon: Lexicon = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lexicon = evolve(Lexicon.of(self.edition), above=self.unit or "")

    def filled(self, found: FoundTable) -> FilledTable:
        """A table with its figures."""
        self._of_head(found)
        rows = tuple(self._row(found, placed) for placed in found.body.rows)
        self._of_rows(found)
        return FilledTable(found.table.id, rows, tuple(found.head.columns.values()))

    def _row(self, found: FoundTable, placed: PlacedRow) -> FilledRow:
        body, table = placed.body, found.table
        entries: dict[str, Entry] = {}
        for at, cell in enumerate(body.row.cells):
            if at in found.head.columns:
                column = table.columns[found.head.columns[at]]
                entries[column.id] = self._entry(column, cell)
            elif at not in found.head.stub and seen(cell.text):
                self._outside(found, placed, at, cell)
        stub = {kind.value: _placed(cell, kind) for kind, cell in body.stub.items()}
        label = body.label or (body.code if placed.role is RowRole.TOTAL else "")
        return FilledRow(placed.key, body.code, label, placed.role, entries, placed.parent, placed.id, stub)

    def _entry(self, column: FigureColumn, cell: Cell) -> Entry:
        """What a cell says, by what its column asks for."""
        text = cell.text
        if not text or not seen(text):
            return Entry(Missing(Reason.BLANK), cell=_placed(cell, column.id))
        own = _placed(cell, column.id)
        if (
            text.isascii()
            and text.isdecimal()
            and len(text) <= _LONGEST_PLAIN
            and column.asks.kind is IndicatorKind.COUNT
        ):
            return Entry(
                Reported(int(text)),
                cell=own,
                cells={_QUANTITY: own},
                printed=PrintedNumber(Decimal(text), 0, text=text),
            )
        entry = read_line(column.asks, {_QUANTITY: own}, self._lexicon, self.period)[column.id]
        return entry if entry.cell is not None else evolve(entry, cell=own)

    def _outside(self, found: FoundTable, placed: PlacedRow, at: int, cell: Cell) -> None:
        self.unplaced.append(cell)
        if any(map(str.isdigit, cell.text)):
            column = found.head.extra.get(at, str(at + 1))
            self._tell("CCHC-T003", cell, row=placed.body.label or placed.key, column=column)

    def _of_head(self, found: FoundTable) -> None:
        """What the head says otherwise than the form: columns that it lacks, numbers under other headings."""
        table, head = found.table, found.head
        named = set(head.columns.values())
        lacking = [column for column in table.printed if column.id not in named]
        if lacking:
            self._tell("CCHC-T006", None, columns="; ".join(column.path for column in lacking), table=_title(table))
        for _, by_path, by_number in head.disagreeing:
            first, second = table.columns[by_path], table.columns[by_number]
            self._tell("CCHC-T005", None, column=first.path, mark=second.mark or "", other=second.path)

    def _of_rows(self, found: FoundTable) -> None:
        for placed in found.body.rows:
            if placed.again:
                cell = next(iter(placed.body.stub.values()), None)
                self._tell("CCHC-T004", cell, row=placed.body.label)
        for body in found.body.strangers:
            self._stranger(found, body)
        missing = found.table.rows.keys() - {placed.id for placed in found.body.rows}
        for id, row in found.table.rows.items():
            if id in missing:
                self._tell("CCHC-T007", None, row=next(iter(row.label.values()), "") or id, number=row.code)

    def _stranger(self, found: FoundTable, body: BodyRow) -> None:
        self.unplaced.extend(cell for cell in body.row.cells if seen(cell.text))
        cell = body.stub.get(StubKind.LABEL) or next(iter(body.stub.values()), None)
        self._tell("CCHC-T008", cell, row=body.label or body.code)

    def _tell(self, finding: str, cell: Cell | None, **figures: str) -> None:
        observed = "" if cell is None else seen(cell.text)
        self.findings.append(built_in(self.edition, finding, (), cell=cell, observed=observed, **figures))


def _title(table: FormTable) -> str:
    return next(iter(table.label.values()), "") or table.id


def _placed(cell: Cell, column: str) -> Cell:
    return Cell(cell.text, column, cell.line, cell.sheet, cell.ref, cell.formula, cell.unseen)


def kept_rows(rows: Sequence[Row], found: Sequence[FoundTable]) -> Iterator[KeptRow]:
    """All rows of a file in their order, each with what it was taken for."""
    parts: dict[int, tuple[Part, Head, str | None]] = {}
    for each in found:
        head = each.head
        for place in range(head.start, head.end):
            parts[place] = (Part.NUMBERS if place == head.numbers else Part.HEAD, head, None)
        parts |= dict.fromkeys(each.body.heads, (Part.HEAD, head, None))
        parts |= {placed.body.place: (Part.TABLE, head, placed.key) for placed in each.body.rows}
        parts |= {body.place: (Part.TABLE, head, None) for body in each.body.strangers}
    first = min((each.head.start for each in found), default=len(rows))
    last = max((each.body.end for each in found), default=len(rows))
    for place, row in enumerate(rows):
        if place in parts:
            part, head, id = parts[place]
            cells = tuple(_placed(cell, head.name(at)) for at, cell in enumerate(row.cells))
            yield KeptRow(part, cells, id)
        else:
            yield KeptRow(Part.ABOVE if place < first else Part.BELOW if place >= last else Part.ASTRAY, row.cells)


def around(rows: Sequence[Row], found: Sequence[FoundTable]) -> tuple[list[Row], list[Row]]:
    """The rows above (or between) the tables, and those below."""
    inside = {place for each in found for place in range(each.head.start, each.body.end)}
    last = max((each.body.end for each in found), default=len(rows))
    above = [row for place, row in enumerate(rows) if place not in inside and place < last]
    return above, [row for place, row in enumerate(rows) if place >= last]
