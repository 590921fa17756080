"""The rows that a report is written as: those of its file, or else the edition's form filled in with its values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.judge.display import SIGNS, display
from cchc.period import format_date
from cchc.reading.announced import side_by_side as parted
from cchc.reading.stationery import Stationery
from cchc.report import Entry, KeptRow, Part, Report
from cchc.value import Cell, Datum, Document, Missing, Reported, Value
from cchc.writers.questions import Questions

CODE, LABEL, QUANTITY, UNIT, EXPLANATION = "code", "label", "quantity", "unit", "explanation"
_WIDE = " " * 4
"""Between texts of a row that share one cell; as much space is read as the end of one text."""


def rows_of(report: Report, edition: Edition) -> tuple[KeptRow, ...]:
    """The rows of a report's file as they were read; of a report without any, those of the form filled in."""
    return report.rows or tuple(_form(report, edition))


def columns_of(rows: Sequence[KeptRow], edition: Edition) -> tuple[str, ...]:
    """The columns of a table from the left: as its head has them, and any others that its rows use.

    Without a head they stand in the edition's order, from the first that is used.
    """
    used = dict.fromkeys(cell.column for row in rows if row.part is Part.TABLE for cell in row.cells)
    head = next((row for row in rows if row.part is Part.HEAD), None)
    if head is not None:
        order = dict.fromkeys(cell.column for cell in head.cells if cell.column)
    else:
        first = next((place for place, id in enumerate(edition.columns) if id in used), 0)
        order = dict.fromkeys([*edition.columns][first:])
    return tuple(order | used)


def by_column(row: KeptRow) -> Mapping[str, str]:
    """The texts of a row of the table, or of its head, by column."""
    texts: dict[str, str] = {}
    for cell in row.cells:
        if cell.column in texts:
            texts[cell.column] += _WIDE + cell.text
        else:
            texts[cell.column] = cell.text
    return texts


def texts_in(text: str) -> list[str]:
    """The texts of a cell outside of the table that wide spaces keep apart: written as one they would run together."""
    return [text] if "\n" in text else list(parted(text))


def side_by_side(row: KeptRow, width: int) -> Sequence[str]:
    """The texts of a row outside of the table in at most so many cells, blank ones between them, none behind."""
    texts = [text for cell in row.cells for text in texts_in(cell.text)]
    while texts and not texts[-1].strip():
        texts.pop()
    rest = [text for text in texts[width - 1 :] if text.strip()]
    return [*texts[: width - 1], *([_WIDE.join(rest)] if rest else [])]


# --- the form filled in ---------------------------------------------------------------------------


def _form(report: Report, edition: Edition) -> Iterator[KeptRow]:
    for text in (report.superior, report.office, *_titles(report, edition)):
        if text:
            yield KeptRow(Part.ABOVE, (Cell(text),))
    labels = {id: column.label[edition.languages[0]] for id, column in edition.columns.items()}
    yield KeptRow(Part.HEAD, _cells(labels))
    yield KeptRow(Part.NUMBERS, _cells({id: str(number) for number, id in enumerate(labels, 1)}))
    for id, indicator in edition.indicators.items():
        label = Questions(edition, edition.languages[0]).label(indicator, report.period)
        yield KeptRow(Part.TABLE, tuple(_line(indicator, label, report.entries.get(id), edition)), id)
    yield from _left_over(report.unplaced)
    yield from _signatures(report, edition)


def _titles(report: Report, edition: Edition) -> Iterator[str | None]:
    """The title, and where that names no period a line that does: the rest of it, or else a title of the form's own."""
    yield report.title
    period, title = report.period, report.title or ""
    if period is not None and edition.calendar.period_in(title, edition.languages[0]) is None:
        ask, of = Questions(edition, edition.languages[0]), (period.kind, period.year, period.number)
        yield ask.period(*of).upper() if Stationery.of(edition).is_title(title) else ask.title(*of)


def _cells(texts: Mapping[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, column) for column, text in texts.items())


def _line(indicator: Indicator, label: str, entry: Entry | None, edition: Edition) -> Iterator[Cell]:
    """What the form prints on a line, and over it the cells that were read, or else what stands for its value."""
    printed = {CODE: indicator.code, LABEL: label}
    read = {} if entry is None else entry.cells
    if LABEL not in read:
        printed[UNIT] = indicator.printed_unit or ""
    if entry is not None and not read:
        column = EXPLANATION if indicator.kind is IndicatorKind.DOCUMENT else QUANTITY
        printed[column] = value_text(indicator, entry.value, edition)
    order = dict.fromkeys([*edition.columns, *read])
    for column in order:
        if column in read:
            yield read[column]
        elif printed.get(column):
            yield Cell(printed[column], column)


def _left_over(cells: Iterable[Cell]) -> Iterator[KeptRow]:
    """Rows of the table that are no line or come again, and texts around it, of which only the cells are known."""
    strangers: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        if cell.column:
            strangers.setdefault(_row_of(cell), {})[cell.column] = cell
    yield from (KeptRow(Part.TABLE, tuple(found.values())) for found in strangers.values())
    yield from (KeptRow(Part.BELOW, (cell,)) for cell in cells if not cell.column)


def _row_of(cell: Cell) -> str:
    """The place of a cell's row: the line of a text, or the row of a sheet."""
    return cell.place if cell.ref is None else cell.row


def _signatures(report: Report, edition: Edition) -> Iterator[KeptRow]:
    if report.date is not None:
        yield KeptRow(Part.BELOW, (Cell(format_date(report.date)),))
    names = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}
    signed = [(titles[0], name) for role, titles in edition.signatories.items() if titles and (name := names.get(role))]
    for texts in zip(*signed, strict=True):
        yield KeptRow(Part.BELOW, tuple(map(Cell, texts)))


# --- values ---------------------------------------------------------------------------------------


def value_text(indicator: Indicator, value: Value, edition: Edition) -> str:
    """A value as a clerk writes it; a value that has no words of its own is a blank."""
    match value:
        case Reported(datum):
            return _datum_text(indicator, datum, edition)
        case Missing(reason) if edition.missing[reason].words:
            return edition.missing[reason].words[0]
        case _:
            return ""


def _datum_text(indicator: Indicator, datum: Datum, edition: Edition) -> str:
    match datum:
        case bool():
            return _capital((edition.yes if datum else edition.no)[0])
        case Document():
            return datum.text or str(datum)
        case Decimal() if not indicator.kind.is_quantity:
            # A bare "0,5" may be half of one per cent, or half of all.
            sign = f" {SIGNS.get(indicator.kind, '%')}" if 0 < datum <= 1 else ""
            return f"{datum:f}".replace(".", edition.point) + sign
        case int() if indicator.kind is IndicatorKind.COUNT and datum in _LIKE_DAYS:
            return display(edition, indicator.id, Reported(datum), edition.languages[0])
        case Decimal() | dt.date():
            return display(edition, indicator.id, Reported(datum), edition.languages[0])
        case str() if indicator.kind is IndicatorKind.STATUS:
            return edition.statuses[datum].label[edition.languages[0]]
        case _:
            return str(datum)


_LIKE_DAYS = range(10_000, 100_000)
"""Numbers that spreadsheets have for days of this time: with a sign between thousands nobody takes them for days."""


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
