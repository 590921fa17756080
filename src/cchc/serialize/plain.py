"""How single data are written in JSON: the one place for kinds, decimals, dates and samples."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from cchc.errors import DataError
from cchc.exact import LONGEST_WRITTEN
from cchc.value import Datum, Document, Measured, Prose

DECIMAL = r"-?[0-9]+(\.[0-9]+)?"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
WORDS = {True: "yes", False: "no"}
TRUTH = {word: truth for truth, word in WORDS.items()}


def write_decimal(value: Decimal, decimals: int = 0) -> str:
    """Exact plain notation with at least `decimals` places; DataError for NaN and infinities."""
    if not value.is_finite():
        raise DataError(f"{value} is not a number", hint="a rate that cannot be computed is Undefined")
    text = format(value, "f")
    whole, _, places = text.partition(".")
    return f"{whole}.{places.ljust(decimals, '0')}" if decimals else text


def read_decimal(text: object) -> Decimal | None:
    """The number of a plain decimal string; None for anything else, exponents and endless digits included."""
    if not isinstance(text, str) or len(text) > LONGEST_WRITTEN or not re.fullmatch(DECIMAL, text):
        return None
    return Decimal(text)


def write_date(date: dt.date) -> str:
    """ISO 8601; DataError for a moment (a date with a time of day)."""
    if isinstance(date, dt.datetime):
        raise DataError(f"{date} has a time of day", hint="give a datetime.date")
    return date.isoformat()


def read_date(text: object) -> dt.date | None:
    """The day of an ISO string "2024-05-14"; None for other spellings and impossible days."""
    if not isinstance(text, str) or not re.fullmatch(DATE, text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


_KINDS: Mapping[type, str] = {
    bool: "yes-no",
    int: "count",
    Measured: "number",
    Decimal: "percentage",
    Prose: "text",
    str: "status",
    dt.date: "date",
    Document: "document",
}
"""The kind of line that a datum of a type answers."""


def kind_of(datum: Datum) -> str:
    """The kind of line that such a datum answers; it tells a reader how to take the JSON value."""
    for type_ in type(datum).__mro__:  # what is said of the nearest type counts
        if type_ in _KINDS:
            return _KINDS[type_]
    raise DataError(f"{type(datum).__name__} is no value of a report", hint="int, Decimal, bool, str, date or Document")


def write_datum(datum: Datum, decimals: int = 0) -> int | str:
    """Counts as integers, rates as decimal strings, yes/no as words, documents as canonical text."""
    if type(datum) is int:  # what most of a form are
        return datum
    match datum:
        case bool():
            return WORDS[datum]
        case int():
            return datum
        case str():
            return str(datum)
        case Decimal():
            return write_decimal(datum, decimals)
        case Document():
            return document_text(datum)
        case dt.date():
            return write_date(datum)
    raise DataError(f"{type(datum).__name__} is no value of a report", hint="int, Decimal, bool, str, date or Document")


def read_datum(kind: object, value: object) -> Datum | None:
    """The datum that `kind` and `value` stand for (documents apart), or None if they do not fit."""
    match kind, value:
        case "count", int() if not isinstance(value, bool):
            return value
        case "percentage" | "per_mille", str():
            return read_decimal(value)
        case "number" | "score", str():
            number = read_decimal(value)
            return None if number is None else Measured(number)
        case "text", str():
            return Prose(value)
        case "date", str():
            return read_date(value)
        case "yes-no", str():
            return TRUTH.get(value)
        case "status", str():
            return value
    return None


def document_text(document: Document) -> str:
    """ "62/KH-UBND", or what was written where there is no number."""
    return document.reference or document.text
