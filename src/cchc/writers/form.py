"""A form as writers see it: what stands above, in and below the table, row by row, whatever the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.finding import Finding
from cchc.formula.tree import Tree
from cchc.printable import printable
from cchc.reading.shared import said_shared
from cchc.reading.stationery import Stationery
from cchc.record import field, frozen
from cchc.report import KeptRow, Part, Report
from cchc.text.spelling import seen
from cchc.value import Cell
from cchc.writers.hidden import HEAD_ROW, Hidden, hidden_columns, row_of
from cchc.writers.paper import FONT
from cchc.writers.rows import EXPLANATION, QUANTITY, by_column, columns_of, rows_of, texts_in
from cchc.writers.shared import SharedFigure, shared_figures

_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")


class State(StrEnum):
    """How a box came to hold what it holds."""

    READ = "read"
    MOVED = "moved"
    COMPUTED = "computed"
    DIFFERS = "differs"
    """Computed, and not what is printed."""


@frozen
class Box:
    """One cell to be written: `text` is what people see, `number` what a spreadsheet reckons with.

    `decimals` and the `sign` of a rate say how the number is shown; `notes` are what has to be told of the box.
    A result that was read follows the line's quantity, and until there is one the column that it is `taken_from`.
    """

    text: str = ""
    number: int | Decimal | None = None
    decimals: int = 0
    sign: str = ""
    formula: Tree | None = None
    state: State = State.READ
    notes: tuple[str, ...] = ()
    taken_from: str = ""
    down: int = 1
    """How many lines it is merged over."""
    is_covered: bool = False
    """Whether that of a line above lies over it."""


NOTHING = Box()
RESULT = "result"
"""The column of a marked form, behind its own, that says what each line comes to."""


@frozen
class FormLine:
    """One row of the table: the line of the form that it is (None: a stranger), its boxes by column."""

    id: str | None
    boxes: Mapping[str, Box]
    cells: Mapping[str, Cell] = field(factory=dict)
    depth: int | None = None
    """Of a heading: 1 for the roman sections, 2 for those below, …; None for a line with a value."""
    across: str = ""
    """A text that stands across the table, in no column of it."""


@frozen
class Mark:
    """A finding in words, and where it is shown: a row of the form ("above", "table", "below") and a column.

    `path` and `line` say what it is about where it is about no line: a figure of a table.
    """

    finding: Finding
    message: str
    remedy: str
    part: str = ""
    row: int = 0
    column: str = ""
    path: str = ""
    line: str = ""


@frozen
class Flagged:
    """A form with findings, whatever its rows are, in the words of its edition."""

    edition: Edition
    language: str
    title: str
    marks: tuple[Mark, ...] = field(default=(), kw_only=True)
    hidden: Hidden = field(default=(), kw_only=True)
    """Columns that nobody sees; of a list the rows are its lines."""
    font: str = field(default=FONT, kw_only=True)
    """What documents and prints are set in."""

    def phrase(self, *name: str, **figures: object) -> str:
        """A text of the writers' face."""
        return self.edition.writing.say(self.language, *name, **figures)

    def severity(self, finding: Finding) -> str:
        """How grave a finding is, in a word."""
        return self.edition.judging.say(self.language, "severity", finding.severity)


@frozen
class Form(Flagged):
    """A form ready to be written. `above` and `below` are rows of texts, side by side as they stood.

    `columns` are their headings (none printed unless it `has_head`), `numbers` what is printed under them by column.
    """

    columns: Mapping[str, str]
    lines: tuple[FormLine, ...]
    has_head: bool = True
    numbers: Mapping[str, str] = field(factory=dict)
    above: tuple[tuple[str, ...], ...] = ()
    below: tuple[tuple[str, ...], ...] = ()
    sheet: str | None = None

    @property
    def head(self) -> list[Mapping[str, str]]:
        """The rows over the first line of the table, texts by column."""
        return [*([self.columns] if self.has_head else []), *([self.numbers] if self.numbers else [])]


def as_read(report: Report, edition: Edition, language: str = "vi") -> Form:
    """The form just as it was read: every row of the file, under its own headings.

    Heads that are printed again and numbers of pages are left out: what is written here has pages of its own.
    """
    rows = rows_of(report, edition)
    lines = [line_of(row, edition) for row in rows if row.part in (Part.TABLE, Part.ASTRAY)]
    for figure in shared_figures(report):
        _merge(lines, figure, edition)
    numbers = next((by_column(row) for row in rows if row.part is Part.NUMBERS), {})
    form = arranged(report, edition, language, headings(report, edition), lines)
    has_head = any(row.part is Part.HEAD for row in rows)
    return evolve(form, has_head=has_head, numbers={id: shown(text) for id, text in numbers.items()})


def headings(report: Report, edition: Edition, *, completed: bool = False) -> dict[str, str]:
    """The columns in the file's order under its own headings; `completed` by the form's where it has none."""
    rows = rows_of(report, edition)
    printed = next((by_column(row) for row in rows if row.part is Part.HEAD), {})
    # A column that only the head of a later page names is the form's no more than its heading is.
    columns = {id: shown(printed.get(id, "" if id in edition.columns else id)) for id in columns_of(rows, edition)}
    if completed:
        columns |= {id: column.headings[0] for id, column in edition.columns.items() if not columns.get(id)}
        columns |= {id: id for id, heading in columns.items() if not heading}
    return columns


def arranged(
    report: Report, edition: Edition, language: str, columns: Mapping[str, str], lines: Sequence[FormLine]
) -> Form:
    """A form of these lines, between what the file has above and below its table."""
    rows, stationery = rows_of(report, edition), Stationery.of(edition)
    above, below = ([row for row in rows if row.part is part] for part in (Part.ABOVE, Part.BELOW))
    heads = [place for row in report.rows if row.part is Part.HEAD and (place := row_of(row.cells)) is not None]
    written = dict.fromkeys(heads[:1], HEAD_ROW)
    written |= {place: at for at, line in enumerate(lines) if (place := row_of(line.cells.values())) is not None}
    return Form(
        edition=edition,
        language=language,
        title=report.title or edition.title[edition.languages[0]],
        columns=columns,
        lines=tuple(lines),
        above=_texts(above, stationery),
        below=_signed(tuple(_begun(_texts(below, stationery), stationery)), report, stationery),
        sheet=next((cell.sheet for line in lines for cell in line.cells.values() if cell.ref and cell.sheet), None),
        hidden=hidden_columns(report, written),
    )


def line_of(row: KeptRow, edition: Edition) -> FormLine:
    """A row of the table, or a text astray in it, as it stood; a row that comes again is a stranger."""
    if row.part is Part.ASTRAY:
        return FormLine(None, {}, across="\n".join(text for cell in row.cells if (text := shown(cell.text))))
    cells = {cell.column: cell for cell in row.cells}
    indicator = edition.indicators.get(row.id) if row.id is not None and not row.again else None
    if indicator is None:
        return FormLine(None, boxes_of(cells), cells)
    return FormLine(indicator.id, boxes_of(cells), cells, depth_of(indicator))


def _merge(lines: list[FormLine], figure: SharedFigure, edition: Edition) -> None:
    """Write the figure of several lines over them; each says it, where something stands between."""
    column = figure.cell.column
    over = [at for at, line in enumerate(lines) if line.id in figure.ids or figure.is_in(line.cells)]
    between = [lines[at] for at in range(over[0], over[-1] + 1)] if over else []
    is_free = all(
        not line.across and (not line.boxes.get(column, NOTHING).text or figure.is_in(line.cells)) for line in between
    )
    box = _box(shown(figure.cell.text), column)
    if is_free:
        for at, line in enumerate(between, over[0] if over else 0):
            is_first = line is between[0]
            own = evolve(box, down=len(between)) if is_first else Box(is_covered=True)
            lines[at] = evolve(line, boxes={**line.boxes, column: own})
        return
    told = Box(shown(said_shared(figure.cell.text, edition.languages[0])))
    for at in over:
        lines[at] = evolve(lines[at], boxes={**lines[at].boxes, column: told})


def depth_of(indicator: Indicator) -> int | None:
    """How deep a heading stands; None for a line that is none."""
    return indicator.path.count(".") + 1 if indicator.is_heading else None


def boxes_of(cells: Mapping[str, Cell]) -> dict[str, Box]:
    """The texts of a row's cells, as people see them."""
    return {column: _box(shown(cell.text), column) for column, cell in cells.items()}


def _box(text: str, column: str) -> Box:
    """A text; a plain count outside of code and label is a number too."""
    is_count = column in (QUANTITY, EXPLANATION) and _COUNT.fullmatch(text) is not None
    return Box(text, int(text) if is_count else None)


def shown(text: str) -> str:
    """What people see of a cell, its lines kept."""
    whole = printable(seen(text))
    if "\n" not in text:
        return whole
    by_line = "\n".join(printable(line) for line in map(seen, text.split("\n")) if line)
    return by_line if by_line.replace("\n", " ") == whole else whole


def shown_apart(text: str) -> list[str]:
    """What people see of a cell outside of tables, each text in it that wide spaces keep apart from another."""
    return [shown(part) for part in texts_in(text)]


def _texts(rows: Sequence[KeptRow], stationery: Stationery) -> tuple[tuple[str, ...], ...]:
    """The texts of each row; where some rows have texts side by side, those below and above keep to their side."""
    parted = [[text for cell in row.cells for text in shown_apart(cell.text)] for row in rows]
    placed = [{place: text for place, text in enumerate(texts) if text} for texts in parted]
    sides = sorted({place for texts in placed if len(texts) > 1 for place in texts})

    def aligned(texts: Mapping[int, str]) -> tuple[str, ...]:
        if not texts.keys() <= set(sides) or any(map(stationery.is_title, texts.values())):
            return tuple(texts.values())
        return tuple(texts.get(side, "") for side in sides)

    return tuple(aligned(texts) for texts in placed if texts)


def _begun(rows: Sequence[tuple[str, ...]], stationery: Stationery) -> Iterator[tuple[str, ...]]:
    """The rows below the table; the first, if it has many texts and no title of who signs, one text a row.

    Side by side they would look like one more row of the table.
    """
    for number, row in enumerate(rows):
        if number or sum(map(bool, row)) < 3 or any(stationery.role(text) is not None for text in row):
            yield row
        else:
            yield from (tuple(text if each == text else "" for each in row) for text in dict.fromkeys(row) if text)


def _signed(rows: tuple[tuple[str, ...], ...], report: Report, stationery: Stationery) -> tuple[tuple[str, ...], ...]:
    """Signatures that a text lists one below the other, next to each other as on paper; other rows as they are."""
    names = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}
    if any(len(row) > 1 for row in rows) or not all(names.values()):
        return rows
    before: list[str] = []
    titles: dict[str, list[str]] = {}
    role: str | None = None
    for (text,) in rows:
        own = stationery.role(text)
        role = own or role
        if role is None:
            before.append(text)
        elif own is not None or stationery.is_letterhead(text):
            titles.setdefault(role, []).append(text)
        elif text not in names.values():
            return rows
    if len(titles) < len(names):
        return rows
    blank = ("",) * len(titles)
    signed = tuple(names.get(role) or "" for role in titles)
    return (*((text,) for text in before), *zip_longest(*titles.values(), fillvalue=""), blank, blank, blank, signed)
