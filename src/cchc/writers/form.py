"""A form as writers see it: what stands above, in and below the table, row by row, whatever the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest

from attrs import field

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.finding import Finding
from cchc.formula.tree import Tree
from cchc.period import format_date
from cchc.reading.columns import Columns, Headings
from cchc.reading.layout import lay_out
from cchc.reading.match import Labels, match
from cchc.reading.stationery import Stationery
from cchc.record import frozen
from cchc.report import Entry, Part, RawForm, Report, Row
from cchc.text.spelling import seen
from cchc.value import Cell
from cchc.writers.text import value_text

QUANTITY, UNIT, EXPLANATION = "quantity", "unit", "explanation"
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_ROW = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")


class State(StrEnum):
    """How a box came to hold what it holds."""

    READ = "read"
    MOVED = "moved"
    COMPUTED = "computed"


@frozen
class Box:
    """One cell to be written: `text` is what people see, `number` what a spreadsheet reckons with.

    `decimals` and `is_rate` say how the number is shown; `notes` are what has to be told of the box.
    """

    text: str = ""
    number: int | Decimal | None = None
    decimals: int = 0
    is_rate: bool = False
    formula: Tree | None = None
    state: State = State.READ
    notes: tuple[str, ...] = ()


NOTHING = Box()


@frozen
class Line:
    """One row of the table: the line of the form that it is (None: a stranger), its boxes by column."""

    id: str | None
    boxes: Mapping[str, Box]
    cells: Mapping[str, Cell] = field(factory=dict)
    depth: int | None = None
    """Of a heading: 1 for the roman sections, 2 for those below, …; None for a line with a value."""
    is_added: bool = False


@frozen
class Mark:
    """A finding in words, and where it is shown: a row of the form ("above", "table", "below") and a column."""

    finding: Finding
    message: str
    remedy: str
    part: str = ""
    row: int = 0
    column: str = ""


@frozen
class Form:
    """A form ready to be written. `above` and `below` are rows of texts, side by side as they stood."""

    edition: Edition
    language: str
    title: str
    columns: Mapping[str, str]
    lines: tuple[Line, ...]
    above: tuple[tuple[str, ...], ...] = ()
    below: tuple[tuple[str, ...], ...] = ()
    marks: tuple[Mark, ...] = ()
    sheet: str | None = None

    def phrase(self, *name: str, **figures: object) -> str:
        """A text of the writers' face."""
        return self.edition.writing.say(self.language, *name, **figures)

    def severity(self, finding: Finding) -> str:
        """How grave a finding is, in a word."""
        return self.edition.judging.say(self.language, "severity", finding.severity)


def as_read(report: Report, edition: Edition, raw: RawForm | None = None, language: str = "vi") -> Form:
    """The form just as it was read; with the file's rows, also whatever stands around the table."""
    return arranged(report, edition, raw, language, [*_read_lines(report, edition, raw)])


def arranged(report: Report, edition: Edition, raw: RawForm | None, language: str, lines: Sequence[Line]) -> Form:
    """A form of these lines, between what the file has above and below its table."""
    above, below = _around(report, edition, raw)
    return Form(
        edition=edition,
        language=language,
        title=report.title or edition.title[edition.languages[0]],
        columns=_columns(edition, raw, lines),
        lines=tuple(lines),
        above=above,
        below=below,
        sheet=next((cell.sheet for line in lines for cell in line.cells.values() if cell.ref and cell.sheet), None),
    )


def rows_of(report: Report, edition: Edition, raw: RawForm | None) -> Iterator[tuple[str | None, Mapping[str, Cell]]]:
    """The rows of the table in the file's order: the line that each is (None for a stranger or a repetition)."""
    if raw is None:
        yield from _rows_by_place(report, edition)
        return
    table = lay_out(raw, edition, Stationery.of(edition), Labels.of(edition).knows).table
    placements = match([(row.code, row.label) for row in table], Labels.of(edition))
    for row, placement in zip(table, placements, strict=True):
        entry = report.entries.get(placement.id) if placement.id is not None else None
        yield (placement.id if entry is not None and entry.cells == row.cells else None), row.cells


def _rows_by_place(report: Report, edition: Edition) -> Iterator[tuple[str | None, Mapping[str, Cell]]]:
    """The lines in the order of their places, as far as the cells know them; else in the form's order."""
    rows: list[tuple[str | None, Mapping[str, Cell]]] = [
        (id, entry.cells) for id, entry in report.entries.items() if id in edition.indicators
    ]
    strangers: dict[int | None, dict[str, Cell]] = {}
    for cell in report.unplaced:
        if cell.column:
            strangers.setdefault(_place(cell), {})[cell.column] = cell
    rows += [(None, cells) for cells in strangers.values()]
    places = [next(map(_place, cells.values()), None) for _, cells in rows]
    if all(place is not None for place in places):
        rows = [row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0] or 0)]
    yield from rows


def _place(cell: Cell) -> int | None:
    """The row of a sheet or the line of a text that a cell stands in."""
    found = _ROW.fullmatch(cell.ref) if cell.ref is not None else None
    return int(found[1]) if found else cell.line


def _read_lines(report: Report, edition: Edition, raw: RawForm | None) -> Iterator[Line]:
    for id, cells in rows_of(report, edition, raw):
        if id is None:
            yield Line(None, boxes_of(cells), cells)
        else:
            yield read_line(edition.indicators[id], report.entries[id], edition)


def read_line(indicator: Indicator, entry: Entry, edition: Edition) -> Line:
    """A line with the texts that were read, or else what stands for its value."""
    cells = entry.cells
    boxes = {**printed_boxes(indicator, edition), **boxes_of(cells)} if "label" not in cells else boxes_of(cells)
    if not cells:
        text = value_text(indicator, entry.value, edition)
        column = EXPLANATION if indicator.kind is IndicatorKind.DOCUMENT else QUANTITY
        boxes[column] = _box(text, column)
    return Line(indicator.id, boxes, cells, depth_of(indicator))


def depth_of(indicator: Indicator) -> int | None:
    """How deep a heading stands; None for a line that is none."""
    return indicator.path.count(".") + 1 if indicator.is_heading else None


def boxes_of(cells: Mapping[str, Cell]) -> dict[str, Box]:
    """The texts of a row's cells, as people see them."""
    return {column: _box(shown(cell.text), column) for column, cell in cells.items()}


def printed_boxes(indicator: Indicator, edition: Edition) -> dict[str, Box]:
    """What the form itself prints on a line."""
    label = indicator.label[edition.languages[0]]
    return {"code": Box(indicator.code), "label": Box(label), UNIT: Box(indicator.printed_unit or "")}


def _box(text: str, column: str) -> Box:
    """A text; a plain count outside of code and label is a number too."""
    is_count = column in (QUANTITY, EXPLANATION) and _COUNT.fullmatch(text) is not None
    return Box(text, int(text) if is_count else None)


def shown(text: str) -> str:
    """What people see of a cell, its lines kept."""
    whole = seen(text)
    if "\n" not in text:
        return whole
    by_line = "\n".join(line for line in map(seen, text.split("\n")) if line)
    return by_line if by_line.replace("\n", " ") == whole else whole


def _columns(edition: Edition, raw: RawForm | None, lines: Sequence[Line]) -> dict[str, str]:
    """The columns in the file's order under its own headings, columns of its own included."""
    header = _header(edition, raw)
    if header is None:
        columns = {id: column.headings[0] for id, column in edition.columns.items()}
    else:
        row, found = header
        order = sorted([*((place, id) for id, place in found.places.items()), *found.extra.items()])
        printed = {place: shown(cell.text) for place, cell in enumerate(row.cells)}
        columns = {id: printed.get(place, "") for place, id in order}
        columns |= {id: column.headings[0] for id, column in edition.columns.items() if not columns.get(id)}
    columns |= {column: column for line in lines for column in line.boxes if column not in columns}
    return columns


def _header(edition: Edition, raw: RawForm | None) -> tuple[Row, Columns] | None:
    if raw is None:
        return None
    headings = Headings.of(edition)
    return next(((row, found) for row in raw.rows if (found := headings.read(row)) is not None), None)


def _around(report: Report, edition: Edition, raw: RawForm | None) -> tuple[tuple[tuple[str, ...], ...], ...]:
    stationery = Stationery.of(edition)
    if raw is not None:
        layout = lay_out(raw, edition, stationery, Labels.of(edition).knows)
        below = _texts([*layout.of(Part.BELOW), *layout.of(Part.ASTRAY)], stationery)
        return _texts([*layout.of(Part.ABOVE)], stationery), _side_by_side(below, report, stationery)
    above = tuple((text,) for text in (report.superior, report.office, report.title) if text)
    return above, tuple(_signatures(report, edition))


def _texts(rows: Sequence[Row], stationery: Stationery) -> tuple[tuple[str, ...], ...]:
    """The texts of each row; where some rows have texts side by side, those below and above keep to their side."""
    placed = [{place: text for place, cell in enumerate(row.cells) if (text := shown(cell.text))} for row in rows]
    sides = sorted({place for texts in placed if len(texts) > 1 for place in texts})

    def aligned(texts: Mapping[int, str]) -> tuple[str, ...]:
        if not texts.keys() <= set(sides) or any(map(stationery.is_title, texts.values())):
            return tuple(texts.values())
        return tuple(texts.get(side, "") for side in sides)

    return tuple(aligned(texts) for texts in placed if texts)


def _side_by_side(
    rows: tuple[tuple[str, ...], ...], report: Report, stationery: Stationery
) -> tuple[tuple[str, ...], ...]:
    """Signatures that a text lists one below the other, next to each other as on paper; other rows as they are."""
    names = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}
    if any(len(row) > 1 for row in rows) or not all(names.values()):
        return rows
    before: list[str] = []
    titles: dict[str, list[str]] = {}
    role: str | None = None
    for (text,) in rows:
        role = stationery.role(text) or role
        if role is None:
            before.append(text)
        elif text not in names.values():
            titles.setdefault(role, []).append(text)
    if len(titles) < len(names):
        return rows
    blank = ("",) * len(titles)
    signed = tuple(names.get(role) or "" for role in titles)
    return (*((text,) for text in before), *zip_longest(*titles.values(), fillvalue=""), blank, blank, blank, signed)


def _signatures(report: Report, edition: Edition) -> Iterator[tuple[str, ...]]:
    if report.date is not None:
        yield (format_date(report.date),)
    names = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}
    signed = [(titles[0], names.get(role)) for role, titles in edition.signatories.items() if titles]
    if any(name for _, name in signed):
        yield tuple(title for title, name in signed if name)
        yield tuple(name for _, name in signed if name)
