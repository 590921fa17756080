"""What stands in the cells of a table: figures by what their columns ask for, and what is left over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition, IndicatorKind
from cchc.edition.table import JOINED, FigureColumn, StubKind
from cchc.finding import Finding
from cchc.period import Period
from cchc.reading.budget import charge, work
from cchc.reading.cells import Lexicon, read_line
from cchc.reading.columns import placed as in_column
from cchc.reading.said_units import above, as_said, contradicted, is_converted, unit_in
from cchc.reading.said_units import converted as converted_by
from cchc.reading.said_units import lost as lost_by
from cchc.reading.small_rates import as_written
from cchc.reading.tables import table_findings as t
from cchc.reading.tables.arrangement import arranged
from cchc.reading.tables.body import Placed, PlacedRow
from cchc.reading.tables.found import FoundTable
from cchc.reading.tables.head import Head
from cchc.reading.tables.rows import BodyRow
from cchc.reading.tables.settling import Figures, Settled, by_number, neither, settled
from cchc.reading.tables.shifting import Shifting, beside
from cchc.record import define, field
from cchc.report import Entry, FilledRow, FilledTable
from cchc.text.number import parse_number
from cchc.text.spelling import key, seen
from cchc.value import Cell, Missing, Origin, PrintedNumber, Reason, Reported, Wording

_QUANTITY = "quantity"
_UNREAD = (Reason.AMBIGUOUS, Reason.UNREADABLE)
"""Why a cell that says something has no value."""
_LONGEST_PLAIN = 9
_FIGURE = 10
"""Characters that are gone through in the time in which a figure is read."""


@define(eq=False, repr=False)
class Filling:
    """Reads what stands in the cells of the tables found; `findings` and `unplaced` are what is left over."""

    edition: Edition
    period: Period | None
    unit: str | None = None
    """What is said over the table of the unit of all its figures."""
    unit_cell: Cell | None = None
    findings: list[Finding] = field(factory=list)
    unplaced: list[Cell] = field(factory=list)
    _lexicon: Lexicon = field(init=False)
    _lexicons: dict[str, Lexicon] = field(init=False)
    _headed: Mapping[str, Lexicon] = field(init=False, factory=dict)
    """The words for the columns of the table at hand whose headings say in what unit they are, or that none is said."""

    def __attrs_post_init__(self) -> None:
        self._lexicon = above(self.edition, self.unit or "")
        self._lexicons = {"": self._lexicon}

    def filled(self, found: FoundTable) -> tuple[FoundTable, FilledTable]:
        """A table with its figures, its rows as they belong together."""
        self.findings += t.of_head(self.edition, found)
        self._headed = self._lexicons_of(found)
        found, figures = self._straightened(found, self._in_likely_units(found))
        figures = self._in_own_units(found, figures)
        arrangement = arranged(found.table, found.rows, figures)
        found = evolve(found, placed=Placed(arrangement.rows, found.strangers, arrangement.left))
        rows = tuple(map(_row, found.rows, arrangement.figures))
        outside = [each for placed in found.rows for each in self._outside(found, placed)]
        self.unplaced += [each.cell for each in outside]
        self.findings += t.outside(self.edition, [each for each in outside if each.at not in found.head.ended])
        self.findings += t.ended(self.edition, found, self._of_ended(found, outside))
        self.findings += t.of_rows(self.edition, found)
        self.findings += t.of_oddities(self.edition, found.table, arrangement.oddities)
        self.unplaced += [cell for placed in arrangement.left for cell in placed.body.figures]
        self.findings += t.nothing_filled_in(self.edition, found.table, rows)
        self.unplaced += [cell for body in found.strangers for cell in body.row.cells if seen(cell.text)]
        columns = tuple(found.head.columns.values())
        return found, FilledTable(found.table.id, rows, columns, is_open=arrangement.is_open or None)

    def _figures(self, found: FoundTable) -> list[Figures]:
        """What stands in each row, by column; of columns that heading and number name otherwise what formulas say."""
        by_path = [self._entries(found, placed, placed.body.head) for placed in found.rows]
        if not found.head.disagreeing:
            return by_path
        by_mark = [self._entries(found, placed, by_number(placed.body.head)) for placed in found.rows]
        how = settled(found.table, by_path, by_mark)
        self.findings += t.disagreeing(self.edition, found, how)
        match how:
            case Settled.PATH:
                return by_path
            case Settled.NUMBER:
                return by_mark
            case Settled.NEITHER:
                pairs = zip(found.rows, by_path, by_mark, strict=True)
                return [neither(placed.body.head, path, number) for placed, path, number in pairs]

    def _straightened(self, found: FoundTable, figures: list[Figures]) -> tuple[FoundTable, list[Figures]]:
        """The rows that stand beside their columns under the columns that are meant."""
        if found.head.disagreeing:
            return found, figures

        def read(placed: PlacedRow, head: Head) -> Figures:
            return self._entries(found, placed, head)

        shifts = Shifting(found.table, found.rows, figures, read).found()
        if not shifts:
            return found, figures
        self.findings += t.beside_columns(self.edition, found, shifts)
        rows, moved = list(found.rows), list(figures)
        for at, shift in shifts.items():
            head = beside(rows[at], shift)
            entries = read(rows[at], head)
            kept = {id for place, id in rows[at].body.head.columns.items() if head.columns.get(place) == id}
            lost = set(rows[at].body.head.columns.values()) - entries.keys()
            moved[at] = {
                **dict.fromkeys(lost, Entry(Missing(Reason.BLANK))),
                **{id: each if id in kept else evolve(each, origin=Origin.RELOCATED) for id, each in entries.items()},
            }
            rows[at] = evolve(rows[at], body=evolve(rows[at].body, head=head))
        return evolve(found, placed=evolve(found.placed, rows=tuple(rows))), moved

    def _entries(self, found: FoundTable, placed: PlacedRow, head: Head) -> Figures:
        body, id = placed.body, placed.id
        work(_FIGURE * len(body.row.cells))
        cells = enumerate(body.row.cells)
        columns, lexicon = found.table.of_row(id).columns, self._lexicon_of(body)
        headed = self._headed if lexicon is self._lexicon else {}
        return {
            head.columns[at]: self._entry(columns[head.columns[at]], cell, headed.get(head.columns[at], lexicon))
            for at, cell in cells
            if at in head.columns
        }

    def _lexicons_of(self, found: FoundTable) -> Mapping[str, Lexicon]:
        """The words for columns whose headings say a unit; where one takes back what is said over the table, for all.

        What is said of a column goes before what is said of all.
        """
        headed = dict[str, str]()
        for at, id in found.head.columns.items():
            measures = self._lexicon.measures(found.table.columns[id].asks)
            parts = reversed(found.head.headings.get(at, "").split(JOINED))
            unit = next(filter(None, (unit_in(part, measures) for part in parts)), None)
            headed |= {} if unit is None else {id: unit}
        lexicons = {id: self._lexicon.headed(unit) for id, unit in headed.items()}
        against = [id for id, unit in headed.items() if self._is_taken_back(found.table.columns[id], unit)]
        taken = {self._said_of(found, id) for id in against}
        for unit in dict.fromkeys(self._said_of(found, id) for id in against):
            columns = [id for id in against if self._said_of(found, id) == unit]
            paths = [found.table.columns[id].path for id in columns]
            self.findings.append(contradicted(self.edition, unit, self.unit_cell, paths, headed[columns[0]]))
        kept = {id: lexicon for id, lexicon in lexicons.items() if id not in against}
        return {**self._bare(found, taken), **kept}

    def _said_of(self, found: FoundTable, id: str) -> str:
        """The unit over the table that is a column's."""
        return self._lexicon.unit_of(found.table.columns[id].asks)

    def _bare(self, found: FoundTable, units: Collection[str]) -> Mapping[str, Lexicon]:
        """The words for the columns whose units over the table are not to be believed."""
        bare = self._lexicon.headed("")
        return {id: bare for id in found.table.columns if self._said_of(found, id) in units}

    @property
    def _said(self) -> tuple[str, ...]:
        """The units that are said over the table."""
        return tuple(name for name, _ in self._lexicon.listed) or (self._lexicon.above,)

    def _is_taken_back(self, column: FigureColumn, unit: str) -> bool:
        """Whether the unit over the table would be that of a column whose heading says another one."""
        measures, above = self._lexicon.measures(column.asks), key(self._lexicon.unit_of(column.asks))
        return above in measures and measures[above] != measures[unit]

    def _in_likely_units(self, found: FoundTable) -> list[Figures]:
        """What stands in each row, not converted by a unit over the table that makes nothing of most of it."""
        before = len(self.findings)
        figures = self._figures(found)
        converted: dict[str, list[tuple[str, Entry]]] = {}
        for id, entry in self._converted_by_table(found, figures):
            converted.setdefault(self._said_of(found, id), []).append((id, entry))
        lost = {unit: [entry for id, entry in own if _is_lost(found.table.columns[id], entry)]
                for unit, own in converted.items()}  # fmt: skip
        likely = {unit: own for unit, own in lost.items() if 2 * len(own) > len(converted[unit])}
        if not likely:
            return figures
        del self.findings[before:]
        for unit, own in likely.items():
            cells = [entry.cell for entry in own if entry.cell is not None]
            self.findings.append(lost_by(self.edition, unit, self.unit_cell, cells, len(converted[unit])))
        self._headed = {**self._bare(found, likely), **self._headed}
        return self._figures(found)

    def _converted_by_table(self, found: FoundTable, figures: Sequence[Figures]) -> Iterator[tuple[str, Entry]]:
        """The figures that the unit over the table converts, but for zeros."""
        for placed, row in zip(found.rows, figures, strict=True):
            if self._lexicon_of(placed.body) is not self._lexicon:
                continue
            for id, entry in row.items():
                if id not in self._headed and is_converted(entry, None, {}) and entry.value != Reported(Decimal(0)):
                    yield id, entry

    def _in_own_units(self, found: FoundTable, figures: list[Figures]) -> list[Figures]:
        """The figures, those converted by a unit that is said once told of at once."""
        told: dict[str, list[tuple[str, Cell]]] = {}
        own: list[Figures] = []
        for placed, row in zip(found.rows, figures, strict=True):
            converted = {id: entry for id, entry in row.items() if entry.wording is Wording.CONVERTED}
            converted = {id: entry for id, entry in converted.items() if is_converted(entry, None, {})}
            if not converted or self._lexicon_of(placed.body) is not self._lexicon:
                own.append(row)
                continue
            for id, entry in converted.items():
                unit = self._headed.get(id, self._lexicon).unit_of(found.table.columns[id].asks)
                told.setdefault(unit, []).append((found.table.columns[id].path, entry.cell or Cell("")))
            own.append({**row, **{id: as_said(entry) for id, entry in converted.items()}})
        for unit, listed in told.items():
            cells = [cell for _, cell in listed]
            place = self.unit_cell if unit in self._said else None
            self.findings.append(converted_by(self.edition, unit, place, [name for name, _ in listed], cells))
        return own

    def _lexicon_of(self, body: BodyRow) -> Lexicon:
        """The words, with the unit that stands in the row itself, where one does."""
        unit = seen(body.stub[StubKind.UNIT].text) if StubKind.UNIT in body.stub else ""
        if unit not in self._lexicons:
            self._lexicons[unit] = above(self.edition, unit)
        return self._lexicons[unit]

    def _entry(self, column: FigureColumn, cell: Cell, lexicon: Lexicon) -> Entry:
        """What a cell says, by what its column asks for."""
        text = cell.text
        own = in_column(cell, column.id)
        if not text or not seen(text):
            return Entry(Missing(Reason.BLANK), cell=own)
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
        charge("steps", len(text))
        # A rate of counts is what its column says, whatever the row counts.
        words = self._lexicon if column.asks.kind.is_rate else lexicon
        entry = as_written(column.asks, read_line(column.asks, {_QUANTITY: own}, words, self.period)[column.id])
        return entry if entry.cell is not None else evolve(entry, cell=own)

    def _of_ended(self, found: FoundTable, outside: Sequence[t.Outside]) -> Iterator[t.EndedFigure]:
        """What is filled in of columns that are asked no more, read by what they asked for."""
        for each in outside:
            id = found.head.ended.get(each.at)
            if id is not None:
                value = self._entry(found.table.ended[id], each.cell, self._lexicon_of(each.placed.body)).value
                if not isinstance(value, Missing) or value.reason in _UNREAD:
                    yield t.EndedFigure(id, each)

    @staticmethod
    def _outside(found: FoundTable, placed: PlacedRow) -> Iterator[t.Outside]:
        """The cells of a row in no column of the form's, or in one that the row does not have."""
        body, row = placed.body, found.table.rows.get(placed.id or "")
        for at, cell in enumerate(body.row.cells):
            if not seen(cell.text) or cell.is_uncalculated:
                continue
            column, kind = body.head.columns.get(at), body.head.stub.get(at)
            if column is not None:
                if row is not None and not row.has(column):
                    yield t.Outside(placed, at, cell, found.table.columns[column].path)
            elif kind in (None, StubKind.REMARKS):
                is_remark = kind is StubKind.REMARKS and parse_number(cell.text) is None
                if not is_remark:
                    expected = body.head.expected.get(at)
                    path = found.table.columns[expected].path if expected is not None else None
                    yield t.Outside(placed, at, cell, body.head.headings.get(at, str(at + 1)), path)


def _is_lost(column: FigureColumn, entry: Entry) -> bool:
    """Whether a figure is less than half of the last digit that its column asks for."""
    match entry.value:
        case Reported(int() | Decimal() as value):
            return 2 * abs(Decimal(value)) < Decimal(1).scaleb(-column.asks.measure.decimals)
    return False


def _row(placed: PlacedRow, entries: Mapping[str, Entry]) -> FilledRow:
    body = placed.body
    stub = {kind.value: in_column(cell, kind) for kind, cell in body.stub.items()}
    return FilledRow(placed.key, body.code, body.label, placed.role, entries, placed.parent, placed.id, stub)
