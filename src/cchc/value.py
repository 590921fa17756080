"""What a line of a report can be worth, and where it was read.

A value is `Reported`, `Missing` or `Undefined`, never a bare None: zero, blank,
"không có", a zero denominator and a word that cannot be read are five different things.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from cchc.period import format_date
from cchc.printable import in_unicode
from cchc.record import field, frozen


@frozen
class AtLeast:
    """What a schema says of a number beyond its type: `Annotated[int, AtLeast(0)]`."""

    least: int


_ABSENT = {"absent": True}
"""Of a field that is left out of the JSON where it is None."""


class Reason(StrEnum):
    """Why a figure is missing. Each maps to an SDMX observation status in the catalogue."""

    BLANK = "blank"
    NONE = "none"
    NOT_ARISEN = "not_arisen"
    IN_PROGRESS = "in_progress"
    NOT_APPLICABLE = "not_applicable"
    PLACEHOLDER = "placeholder"
    SPREADSHEET_ERROR = "spreadsheet_error"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"


class Cause(StrEnum):
    """Why a formula has no value."""

    ZERO_DENOMINATOR = "zero_denominator"
    MISSING_INPUT = "missing_input"
    NOT_APPLICABLE = "not_applicable"


class Origin(StrEnum):
    """How a value came to be: read in its column, read in another column, or computed."""

    REPORTED = "reported"
    RELOCATED = "relocated"
    DERIVED = "derived"


class Wording(StrEnum):
    """How a line is worded where it does not simply state its value; what that makes of it is
    the table of meanings (`cchc.reading.cells.meaning`), and the documentation shows each."""

    PLAIN = "plain"
    MARKED = "marked"
    CONVERTED = "converted"
    LETTERED = "lettered"
    SPELT = "spelt"
    PART_OF_WHOLE = "part_of_whole"
    AMONG_OTHERS = "among_others"
    IN_SENTENCE = "in_sentence"
    OF_PERIOD = "of_period"
    STRANGE_NOUN = "strange_noun"
    BARE_FRACTION = "bare_fraction"
    EITHER_POINT = "either_point"
    OTHER_WHOLE = "other_whole"
    UNKNOWN_WORDS = "unknown_words"
    SEVERAL = "several"
    SUM = "sum"
    PRODUCT = "product"
    RANGE = "range"
    APPROXIMATE = "approximate"
    BOUND = "bound"
    PLAN = "plan"
    CHANGE = "change"
    REMAINDER = "remainder"
    OTHER_THING = "other_thing"
    OTHER_MATTER = "other_matter"
    EARLIER = "earlier"
    PER_TIME = "per_time"
    MULTIPLE = "multiple"
    OTHER_PERIOD = "other_period"
    EITHER_PERIOD = "either_period"
    SMALL_RATE = "small_rate"
    IN_PROGRESS = "in_progress"
    SHARED = "shared"
    CONTRARY = "contrary"
    DAY_NUMBER = "day_number"
    DENIED = "denied"


@frozen
class PrintedNumber:
    """A number as printed: exact value, its decimals, whether a % stood by it.

    `doubtful` marks a number that another locale would read otherwise ("98.8", "1.234").
    """

    value: Decimal
    decimals: int
    percent: bool = False
    doubtful: bool = False
    text: str = ""


@frozen
class Document:
    """A document as cited: `text` is the citation verbatim, the rest what could be read of it.

    `type` is the abbreviated type, also when only its name was written; `year` the year inside
    a legal number; `title` what follows the reference. `number` is None if there was none.
    """

    number: int | None = None
    symbol: str | None = None
    date: dt.date | None = None
    type: str | None = None
    body: str | None = None
    year: int | None = None
    title: str | None = None
    text: str = ""

    @property
    def reference(self) -> str | None:
        """The canonical "62/KH-UBND" or "32/2021/NĐ-CP"; None without a number and a symbol."""
        if self.number is None or self.symbol is None:
            return None
        number = f"{self.number:02d}"
        if "/" in self.symbol:
            return f"{number}-{self.symbol}"
        return "/".join(part for part in (number, self.year and str(self.year), self.symbol) if part)

    def __str__(self) -> str:
        if self.reference is None:
            return " ".join(unicodedata.normalize("NFC", self.text).split())
        return f"{self.reference} ngày {format_date(self.date)}" if self.date else self.reference


class Measured(Decimal):
    """A number with decimals that is no rate: money, an area, days, a score."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Measured('{self}')"


class Prose(str):
    """A text of one's own, as against the id of a status word."""

    __slots__ = ()


Datum = int | Decimal | bool | str | dt.date | Document
"""A count (int), a rate (Decimal), another number (Measured), yes/no (bool), a status word's id (str), a text (Prose),
a date, a document."""


def native(value: object) -> object:
    """A number or an answer of numpy, or of a frame, as Python's own; everything else as it is."""
    item = getattr(value, "item", None)
    return item() if item is not None and hasattr(value, "dtype") and not getattr(value, "shape", ()) else value


@frozen
class Reported:
    """A value that stands: what was read, or what a formula gives."""

    value: Datum
    state: ClassVar[Literal["reported"]] = "reported"


@frozen
class Missing:
    """A value that the report does not give, and why."""

    reason: Reason
    state: ClassVar[Literal["missing"]] = "missing"


@frozen
class Undefined:
    """A formula without a value; `input` names the first figure that it lacks."""

    cause: Cause
    input: str | None = None
    state: ClassVar[Literal["undefined"]] = "undefined"


Value = Reported | Missing | Undefined


@frozen
class Cell:
    """The text of one cell as a person sees it, verbatim, and its place: a line of a text, or a sheet's cell.

    What is no character (a lone surrogate, U+FFFF) is U+FFFD: no file that it is to be written to could hold it.

    `column` is the catalogue's name of the form column (code, label, quantity, unit,
    explanation), or "" for text outside the table. `unseen` is what the file keeps in the same
    place and nobody sees: hidden, struck out, deleted under revision. No value comes from it.
    """

    text: str = field(converter=in_unicode)
    column: str = ""
    line: Annotated[int, AtLeast(1)] | None = field(default=None, metadata=_ABSENT)
    sheet: str | None = field(default=None, converter=in_unicode, metadata=_ABSENT)
    ref: str | None = field(default=None, converter=in_unicode, metadata=_ABSENT)
    formula: str | None = field(default=None, converter=in_unicode, metadata=_ABSENT)
    unseen: str | None = field(default=None, converter=in_unicode, metadata=_ABSENT)

    @property
    def is_uncalculated(self) -> bool:
        """Whether there is a formula whose result the file does not keep, and which stands for it as a text."""
        return self.formula is not None and self.text == self.formula

    @property
    def place(self) -> str:
        """Where a person looks for it: "dòng 12" is `12`, a sheet's cell is `Sheet!E42`."""
        if self.ref is not None:
            return f"{self.sheet}!{self.ref}" if self.sheet else self.ref
        return "" if self.line is None else str(self.line)

    @property
    def row(self) -> str:
        """The row of a sheet that the cell stands in, as its `ref` names it: `E42` is `42`; "" without one."""
        return (self.ref or "").lstrip(_COLUMN)


_COLUMN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"
"""What names the column of a sheet's cell, fixed or not."""
_SLOTS = [vars(Cell)[name].__set__ for name in ("text", "column", "line", "sheet", "ref", "formula", "unseen")]


def known_cell(
    text: str,
    column: str,
    line: int | None,
    sheet: str | None = None,
    ref: str | None = None,
    formula: str | None = None,
    unseen: str | None = None,
) -> Cell:
    """A cell of texts that are known to be of characters: half of the cost of one that has to look at them."""
    cell = Cell.__new__(Cell)
    put_text, put_column, put_line, put_sheet, put_ref, put_formula, put_unseen = _SLOTS
    put_text(cell, text)
    put_column(cell, column)
    put_line(cell, line)
    put_sheet(cell, sheet)
    put_ref(cell, ref)
    put_formula(cell, formula)
    put_unseen(cell, unseen)
    return cell


@frozen
class Candidate:
    """A number that may be meant, and the cell it stands in."""

    number: PrintedNumber
    cell: Cell


@frozen
class Window:
    """The dates that a figure covers, both included."""

    start: dt.date
    end: dt.date
