"""A report: what a filled form says of each indicator, with every cell kept verbatim."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from cchc.edition.table import TOTAL, RowRole
from cchc.errors import UnknownNameError
from cchc.finding import Finding
from cchc.period import Period
from cchc.printable import in_unicode
from cchc.prompt import shortened, some
from cchc.record import Named, field, frozen
from cchc.value import Candidate, Cell, Document, Origin, PrintedNumber, Reported, Value, Window, Wording, native


@frozen
class Row:
    """A row of a file as found, before anything is understood.

    Of a table it has the cells from the left, blank ones included as far as the file has them.
    Outside of tables it has one cell, or one for each text that stands apart on its line. A row
    whose cells are all blank, or that has none, says nothing: it may be handed over or left out.
    `unseen` are its cells that nobody sees (in a hidden column, under another cell, all of them
    in a hidden row), verbatim; no value comes from them.
    """

    cells: tuple[Cell, ...]
    unseen: tuple[Cell, ...] = ()


def _in_unicode(figures: Mapping[str, str]) -> Mapping[str, str]:
    return {name: in_unicode(figure) for name, figure in figures.items()}


@frozen
class Note:
    """What a file reader has to say of the file: the code of a finding, its cell, and the figures of its text.

    `cells` are all that it speaks of, where these are more than the one that is quoted.
    """

    code: str
    cell: Cell | None = None
    figures: Mapping[str, str] = field(factory=dict, converter=_in_unicode)
    cells: tuple[Cell, ...] = ()


@frozen
class RawForm:
    """What a file reader hands over: rows in the order of the file, nothing left out, nothing interpreted.

    A cell has its text as a person sees it in the file, in Unicode, with "\\n" where a line breaks
    inside it, and its place: a `line`, or `sheet` and `ref`. Its `column` stays "": which column it
    stands in is told by reading the headings. `source` is the name by which a person knows the
    file; `notes` are what the reader has to say of the file itself, each the code of a finding.
    """

    rows: tuple[Row, ...]
    source: str = field(default="", converter=in_unicode)
    notes: tuple[Note, ...] = ()
    beside: tuple[RawForm, ...] = field(default=(), repr=False)
    """The sheets of the file that show the form, this one among them, in the order of the file; none for just one."""
    is_one_report: bool = False
    """Whether it is one of the reports that the file was parted into."""

    def __repr__(self) -> str:
        return f"<RawForm {self.source}: {some(len(self.rows), 'row')}, {some(len(self.notes), 'note')}>"


class Part(StrEnum):
    """What a row is to the form, by where it stands: above its table, in it (in several ways), below it."""

    ABOVE = "above"
    HEAD = "head"
    NUMBERS = "numbers"
    TABLE = "table"
    ASTRAY = "astray"
    PAGE = "page"
    BELOW = "below"


@frozen
class KeptRow:
    """A row of a file and what it was taken for.

    `part`: above the table; a head with the headings of columns, or the numbers printed under them;
    a row of the table; astray in it, as a title printed again is; a page's number; below the table.
    Of a row of the table `cells` know their columns, blank ones are left out, and a line that was
    broken over several rows is one, its pieces joined by line breaks; `id` is the line of the form
    that it is, None for a stranger, and `again` says that the entry of that line has another row's
    cells. A head has a cell for each column. Elsewhere cells stand as in the file: blank ones keep
    the others in their place.
    """

    part: Part
    cells: tuple[Cell, ...]
    id: str | None = None
    again: bool = False


@frozen
class Claim:
    """A printed "a/b" or "a/b = c%"; `stated` is None for a bare fraction."""

    numerator: int
    denominator: int
    cell: Cell
    stated: PrintedNumber | None = None
    text: str = ""


@frozen
class Entry:
    """What the form says on one line.

    `value` is what was read (of a computed line: what was printed); `cell` where it stood;
    `cells` every non-empty cell of the line by column; `candidates` the numbers that could not
    be told apart (value missing: ambiguous) or that contradict the value; `errors` the cells
    that hold a spreadsheet error. `wording` is how the line is worded where it does not simply
    state its value, `against` the cell that says otherwise than the value.
    """

    value: Value
    origin: Origin = Origin.REPORTED
    cell: Cell | None = None
    cells: Mapping[str, Cell] = field(factory=dict)
    printed: PrintedNumber | None = None
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    errors: tuple[Cell, ...] = ()
    window: Window | None = None
    wording: Wording = Wording.PLAIN
    against: Cell | None = None


@frozen
class FilledRow:
    """A row of a table as filled in: its key among all rows, what it is to them, and what stands in each column.

    `id` is the form's row that it is, None for one that the office wrote; `stub` are the cells that say which row it
    is, by what they say of it ("code", "label").
    """

    key: str
    code: str
    label: str
    role: RowRole
    entries: Mapping[str, Entry]
    parent: str | None = None
    id: str | None = None
    stub: Mapping[str, Cell] = field(factory=dict)

    @property
    def place(self) -> str:
        """Where a person looks for it."""
        return next((cell.place for cell in (*self.stub.values(), *self.cells())), "")

    def cells(self) -> Iterator[Cell]:
        """The cells of its figures."""
        return (entry.cell for entry in self.entries.values() if entry.cell is not None)


@frozen
class FilledTable:
    """A table of a report, its rows in the order of the file; `columns` are those that the file shows.

    `is_open`: nobody can tell which rows stand under which, so that nothing is added up.
    """

    id: str
    rows: tuple[FilledRow, ...]
    columns: tuple[str, ...] = ()
    is_open: bool | None = field(default=None, metadata={"absent": True})

    def __getitem__(self, key: str) -> FilledRow:
        """A row by its key. Raises UnknownNameError for no row of the table."""
        return self.by_key[key]

    @cached_property
    def by_key(self) -> Mapping[str, FilledRow]:
        """The rows by their keys."""
        return Named("row", {row.key: row for row in self.rows})

    @cached_property
    def total(self) -> FilledRow | None:
        """The total row; of several the first."""
        return next((row for row in self.rows if row.role is RowRole.TOTAL), None)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each row by its key, below those of the rows above it where another row has the same."""
        often = Counter(row.label for row in self.rows)
        return {row.key: self._path(row) if often[row.label] > 1 else row.label for row in self.rows}

    def _path(self, row: FilledRow) -> str:
        path = {row.key: row.label}
        while row.parent is not None and row.parent in self.by_key and row.parent not in path:
            row = self.by_key[row.parent]
            path[row.key] = row.label
        return " › ".join(filter(None, reversed(path.values())))

    def name(self, row: FilledRow) -> str:
        """What the addresses of a row's figures call it: by its key, the total "total"."""
        return TOTAL if row is self.total else row.key

    def named(self, name: str) -> FilledRow | None:
        """The row that an address means: by what it is called, its key, or the id of the form's row; None for none."""
        if name == TOTAL and self.total is not None:
            return self.total
        if name in self.by_key:
            return self.by_key[name]
        return next((row for row in self.rows if row.id is not None and row.id == name), None)

    def __repr__(self) -> str:
        return f"<FilledTable {self.id}: {some(len(self.rows), 'row')}>"


def day_told(period: Period | None, date: dt.date | None) -> dt.date | None:
    """The day by which the edition of a report is chosen, of its period and the day of its signature."""
    return date if period is None else period.calendar_end


def before_among(report: Report, reports: Iterable[Report]) -> Report | None:
    """The report of the same office, among those of a file, for the period that ends where this one's begins."""
    if report.period is None:
        return None
    day_before = report.period.start - dt.timedelta(days=1)
    same = (each for each in reports if each.period is not None and each.office == report.office)
    return next((each for each in same if each.period is not None and each.period.end == day_before), None)


@frozen
class Report:
    """A report of one office for one period, by the lines of an edition.

    `entries` has an entry for each line that the file shows (headings included); `findings`
    are those of reading: lines missing, twice, unknown. `unplaced` are cells that belong to no
    line, those of hidden rows and columns included; what could have been read as the form's is in a
    finding too. `rows` are all rows of the file in their order, from which it is
    written again as it was; a report that came from no file has none.
    """

    schema: ClassVar[str] = "cchc.report/1"

    entries: Mapping[str, Entry] = field(metadata={"kind": "line of this report"})
    edition: str | None = None
    title: str | None = None
    office: str | None = field(default=None, metadata={"json": "unit"})
    superior: str | None = None
    period: Period | None = None
    date: dt.date | None = None
    prepared_by: str | None = None
    signed_by: str | None = None
    source: str | None = field(default=None, converter=in_unicode)
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Cell, ...] = ()
    rows: tuple[KeptRow, ...] = field(default=(), repr=False)
    given: Mapping[str, object] = field(factory=dict)
    tables: Mapping[str, FilledTable] = field(factory=dict, metadata={"kind": "table of this report"})
    settings: Mapping[str, str] | None = field(default=None, metadata={"absent": True})
    """How the edition's variants are set for the office that reports; None where the edition has none."""
    place: str | None = field(default=None, metadata={"absent": True})
    """The province by which they are set, as the letterhead, the table of offices or the user names it."""
    form: str | None = field(default=None, metadata={"absent": True})
    """The number that the form prints, by which it is told from other forms."""

    def __getitem__(self, id: str) -> Entry:
        """What the form says on a line. Raises UnknownNameError, a KeyError and a DataError, for no line of it."""
        if self.given and not self.entries:
            hint = "plain values are read when the report is evaluated: look at the report of the evaluation"
            raise UnknownNameError("has not been read", f"$.{id}", hint)
        return self.entries[id]

    def __contains__(self, id: object) -> bool:
        return id in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __bool__(self) -> bool:
        """A report is one, however little it says."""
        return True

    def __repr__(self) -> str:
        told = f"{some(len(self.entries), 'line')}, {some(len(self.findings), 'finding')}"
        if self.given and not self.entries:
            told = f"{some(len(self.given), 'value')} given"
        about = ", ".join(part for part in (self.office, self.period and str(self.period)) if part)
        return f"<Report of {shortened(about)}: {told}>" if about else f"<Report: {told}>"

    def _repr_html_(self) -> str:
        from cchc.cards import of_report

        return of_report(self)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    @property
    def answered(self) -> tuple[str, ...]:
        """The lines on which something stands that is neither nothing nor none."""
        values = ((id, entry.value) for id, entry in self.entries.items())
        return tuple(id for id, value in values if isinstance(value, Reported) and value.value)

    @property
    def day(self) -> dt.date | None:
        """The day by which its edition is chosen: the last of its period, by the calendar.

        Where it names no period, that of the signature, else the last that its figures cover, else that of its latest
        document.
        """
        if (told := day_told(self.period, self.date)) is not None:
            return told
        ends = [entry.window.end for entry in self.entries.values() if entry.window is not None]
        values = (entry.value for entry in self.entries.values())
        cited = [
            value.value.date for value in values if isinstance(value, Reported) and isinstance(value.value, Document)
        ]
        return max(ends or [day for day in cited if day is not None], default=None)

    @classmethod
    def from_values(cls, values: Mapping[str, object], **about: object) -> Report:
        """A report from {indicator id: value}, as if a form had been filled with these values.

        A value is an int, a Decimal, a bool, a text as a clerk writes it in the quantity column
        ("30,00 %", "không có", "Số 62/KH-UBND ngày 28/02/2024"), or {column: text}. `about` may
        give period ("tháng 5 năm 2024"), office, superior, place (the province), date. Read, and checked, when it is
        evaluated.
        """
        return cls(entries={}, given={id: native(value) for id, value in {**values, **about}.items()})
