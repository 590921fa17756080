"""A report: what a filled form says of each indicator, with every cell kept verbatim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from attrs import field

from cchc.finding import Finding
from cchc.period import Period
from cchc.record import frozen
from cchc.value import Cell, Origin, PrintedNumber, Value, Window


@frozen
class Row:
    """A row of a file as found, before anything is understood; outside a table it has one cell."""

    cells: tuple[Cell, ...]


@frozen
class Note:
    """What a file reader has to say of the file: the code of a finding, its cell, and the figures of its text."""

    code: str
    cell: Cell | None = None
    figures: Mapping[str, str] = field(factory=dict)


@frozen
class RawForm:
    """What a file reader hands over: rows in order, nothing left out, nothing interpreted."""

    rows: tuple[Row, ...]
    source: str = ""
    notes: tuple[Note, ...] = ()


@frozen
class Claim:
    """A printed "a/b" or "a/b = c%"; `stated` is None for a bare fraction."""

    numerator: int
    denominator: int
    cell: Cell
    stated: PrintedNumber | None = None
    text: str = ""


@frozen
class Candidate:
    """A number that may be meant, and the cell it stands in."""

    number: PrintedNumber
    cell: Cell


@frozen
class Entry:
    """What the form says on one line.

    `value` is what was read (of a computed line: what was printed); `cell` where it stood;
    `cells` every non-empty cell of the line by column; `candidates` the numbers that could not
    be told apart (value missing: ambiguous) or that contradict the value; `errors` the cells
    that hold a spreadsheet error.
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


@frozen(slots=False)
class Report:
    """A report of one office for one period, by the lines of an edition.

    `entries` has an entry for each line that the file shows (headings included); `findings`
    are those of reading: lines missing, twice, unknown. `unplaced` are cells that belong to no
    line; each is in a finding too.
    """

    entries: Mapping[str, Entry]
    edition: str | None = None
    title: str | None = None
    office: str | None = field(default=None, metadata={"json": "unit"})
    superior: str | None = None
    period: Period | None = None
    date: dt.date | None = None
    prepared_by: str | None = None
    signed_by: str | None = None
    source: str | None = None
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Cell, ...] = ()
    given: Mapping[str, object] = field(factory=dict)

    @classmethod
    def from_values(cls, values: Mapping[str, object], **about: object) -> Report:
        """A report from {indicator id: value}, as if a form had been filled with these values.

        A value is an int, a Decimal, a bool, a text as a clerk writes it in the quantity column
        ("30,00 %", "không có", "Số 62/KH-UBND ngày 28/02/2024"), or {column: text}. `about` may
        give period ("tháng 5 năm 2024"), office, date. Read, and checked, when it is evaluated.
        """
        return cls(entries={}, given={**values, **about})
