"""Reports from plain values: as if a form had been filled with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.example_period import example_period
from cchc.errors import DataError, UnknownNameError, did_you_mean, quoted
from cchc.exact import MOST_DIGITS, is_bounded
from cchc.period import Period
from cchc.reading.cells.cells import read_line
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.wholes import settle
from cchc.report import Entry, FilledTable, Report
from cchc.text.dates import parse_date
from cchc.value import Cell, Document, Measured, Missing, PrintedNumber, Reason, Reported, Undefined, native

_TEXTS = ("title", "office", "superior", "place", "prepared_by", "signed_by", "source")
_SPELT_BEFORE = {"unit": "office"}


def sample_report(values: Mapping[str, object], edition: Edition, **about: object) -> Report:
    """A report from {indicator id: value}, and what is said about it.

    A text is read as a clerk's in the quantity column, {column: text} as the cells of a line,
    numbers, answers, documents and typed values as they are; None is a blank line. A cell of a table goes by its
    address, "t[a].x"; what it makes others come to is computed. Among
    `values`, or apart, may stand period ("tháng 5 năm 2024"), office, superior, date, title, the
    signatories; `previous` is passed over. Raises DataError for what no line can hold.
    """
    lexicon = Lexicon.of(edition)
    lines: list[tuple[Indicator, object]] = []
    told: dict[str, object] = {}
    given = {**values, **about}
    cells = _cells_of_tables(given, edition)
    for id, value in given.items():
        indicator = edition.everything.get(id)
        if indicator is None and id in cells:
            continue
        if indicator is None:
            today = _SPELT_BEFORE.get(id, id)
            told[id if today in given else today] = value
        else:
            lines.append((indicator, value))
    said = _about(told, edition)
    entries: dict[str, Entry] = {}
    for indicator, value in lines:
        entries |= _entries(indicator, value, lexicon, said.get("period"))

    def read(asks: Indicator, value: object) -> Entry:
        return _entries(asks, value, lexicon, said.get("period"))[asks.id]

    return Report(settle(entries, edition), edition.id, tables=_tables(cells, edition, read), **said)


def _cells_of_tables(given: Mapping[str, object], edition: Edition) -> dict[str, object]:
    """The values that go by the address of a cell."""
    if not edition.tables:
        return {}
    from cchc.reading.cells.sample_tables import is_printed  # forms of lines never load what reads tables

    return {name: value for name, value in given.items() if is_printed(edition, name)}


def _tables(
    cells: Mapping[str, object], edition: Edition, read: Callable[[Indicator, object], Entry]
) -> dict[str, FilledTable]:
    """The tables in which others are made of these cells: what the edition speaks of by itself needs none."""
    if cells.keys() <= edition.everything.keys():
        return {}
    from cchc.reading.cells.sample_tables import filled_tables

    return filled_tables(edition, cells, read)


def _entries(indicator: Indicator, value: object, lexicon: Lexicon, period: Period | None) -> dict[str, Entry]:
    value = native(value)
    match value:
        case str():
            return read_line(indicator, {"quantity": Cell(value, "quantity")}, lexicon, period)
        case Mapping():
            return read_line(indicator, _cells(indicator, value, lexicon.edition), lexicon, period)
        case Reported() | Missing() | Undefined():
            return {indicator.id: Entry(value, printed=_printed(value))}
        case None:
            return {indicator.id: Entry(Missing(Reason.BLANK))}
    reported = Reported(_datum(indicator, value))
    return {indicator.id: Entry(reported, printed=_printed(reported))}


def _cells(indicator: Indicator, texts: Mapping[str, object], edition: Edition) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column, text in texts.items():
        path = f"$.{indicator.id}.{column}"
        if column not in edition.columns:
            raise DataError("no such column", path, did_you_mean(column, edition.columns))
        if isinstance(text, bool) or not isinstance(text, str | int):
            raise DataError(f"expected a text, got {type(text).__name__}", path)
        if isinstance(text, int) and not is_bounded(text):
            raise DataError(f"{quoted(text)} is no figure", path, f"at most {MOST_DIGITS} digits")
        cells[column] = Cell(str(text), column)
    return cells


def _datum(indicator: Indicator, value: object) -> int | Decimal | bool | dt.date | Document:
    """A plain value as the line's own type; floats are refused, as they are no exact numbers."""
    kind, path = indicator.kind, f"$.{indicator.id}"
    if isinstance(value, int | Decimal) and not is_bounded(value):
        raise DataError(f"{quoted(value)} is no figure", path, f"at most {MOST_DIGITS} digits")
    match value:
        case bool() if kind is IndicatorKind.YES_NO:
            return value
        case Document() if kind is IndicatorKind.DOCUMENT:
            return value
        case dt.date() if kind is IndicatorKind.DATE and not isinstance(value, dt.datetime):
            return value
        case int() | Decimal() if not isinstance(value, bool) and (number := _number(kind, value)) is not None:
            return number
        case float():
            raise DataError("a float is not exact", path, "write a Decimal, an int or a text")
    raise DataError(f"a {kind} line cannot be {quoted(value)}", path)


def _number(kind: IndicatorKind, value: int | Decimal) -> int | Decimal | None:
    """A number as a line of a kind has it; None where it can have no such number."""
    if not (kind.is_number or kind is IndicatorKind.HEADING) or not Decimal(value).is_finite():
        return None
    if kind.has_decimals:
        return Measured(value) if kind.is_quantity else Decimal(value)
    if isinstance(value, int) or kind is IndicatorKind.HEADING:
        return value
    return int(value) if value == value.to_integral_value() else None


def _printed(value: Reported | Missing | Undefined) -> PrintedNumber | None:
    number = value.value if isinstance(value, Reported) else None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        return None
    number = Decimal(number)
    exponent = number.as_tuple().exponent
    return PrintedNumber(number, max(0, -exponent) if isinstance(exponent, int) else 0, text=str(number))


def _about(told: Mapping[str, object], edition: Edition) -> dict[str, Any]:
    """What is said about the report as a whole."""
    about: dict[str, Any] = {}
    for name, value in told.items():
        if name in _TEXTS and isinstance(value, str | None):
            about[name] = value
        elif name == "period":
            about[name] = _period(value, edition)
        elif name == "date":
            about[name] = _date(value)
        elif name != "previous":
            if name in _TEXTS:
                raise DataError(f"expected a text, got {type(value).__name__}", f"$.{name}")
            known = (*edition.everything, *_TEXTS, "period", "date")
            printed = {line.path: f"its id is {line.id}" for line in edition.indicators.values()}
            hint = printed.get(name) or did_you_mean(str(name), known)
            raise UnknownNameError("no such indicator", f"$.{name}", hint)
    return about


def period_of(values: Mapping[str, object], edition: Edition) -> Period | None:
    """The period that values say they are of; None where they say none."""
    return _period(values.get("period"), edition)


def _period(value: object, edition: Edition) -> Period | None:
    period: object = value
    if isinstance(value, str):
        period = edition.calendar.period_in(value, edition.languages[0])
    if value is not None and not isinstance(period, Period):
        raise DataError(f"{quoted(value)} names no period", "$.period", f'write "{example_period(edition)}"')
    return period if isinstance(period, Period) else None


def _date(value: object) -> dt.date | None:
    date = parse_date(value) if isinstance(value, str) else value
    if value is not None and (not isinstance(date, dt.date) or isinstance(date, dt.datetime)):
        raise DataError(f"{quoted(value)} is no date", "$.date", "write 2024-05-14")
    return date if isinstance(date, dt.date) else None
