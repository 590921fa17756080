"""Forms as JSON (`cchc.report/1`): a report in full, or plain values by indicator.

{"schema": "cchc.report/1", "period": "tháng 5 năm 2024", "values": {"<id>": 20, "<id>": {"unit": "0 Cuộc"}}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from attrs import evolve

from cchc.edition import Edition
from cchc.errors import DataError, quoted
from cchc.exact import MOST_DIGITS, decimal_of, is_bounded, whole_of
from cchc.reading import refusal
from cchc.reading.budget import budget_of, charge
from cchc.reading.cells import sample_report
from cchc.reading.derived import told_of_values
from cchc.report import Report
from cchc.value import Reported

_LONGEST = 100
"""Characters that are kept of what is longer than any number."""
_NOT_VALUES = ("schema", "edition", "values")


def read(data: bytes, edition: Edition, name: str = "") -> Report:
    """The report that a JSON text holds; raises ReadError if it is no JSON, DataError if not of the schema."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_int=_whole, parse_float=_decimal, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise refusal("json", name, edition, reason=str(error)) from None
    with budget_of(name):
        report = _in_values(found, edition) if "values" in found else _in_full(data)
    if report.edition not in (None, edition.id):
        raise DataError(f"is a report of the edition {quoted(report.edition)}, not {edition.id!r}", "$.edition")
    return report if report.source or not name else evolve(report, source=name)


def edition_of(data: bytes) -> str | None:
    """The edition that a JSON text says it is of; None where it says none, or is no JSON."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    named = found.get("edition") if isinstance(found, dict) else None
    return named if isinstance(named, str) else None


def _whole(text: str) -> int | str:
    """A count; what is longer than any number stays a text, which no line can be read from."""
    number = whole_of(text.removeprefix("-"))
    return text[:_LONGEST] if number is None else -number if text.startswith("-") else number


def _decimal(text: str) -> Decimal | str:
    number = decimal_of(text)
    return text[:_LONGEST] if number is None else number


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _in_values(found: dict[str, Any], edition: Edition) -> Report:
    if found.get("schema", Report.schema) != Report.schema:
        raise DataError(f"is {quoted(found['schema'])}, not {Report.schema}", "$.schema")
    values = found["values"]
    if not isinstance(values, Mapping):
        raise DataError("expected an object of values by indicator", "$.values")
    about = {key: value for key, value in found.items() if key not in _NOT_VALUES}
    charge("table", sum(map(_length, (*values.values(), *about.values()))))
    unknown = next((id for id in values if id not in edition.everything), None)
    if unknown is not None:
        raise DataError("no such indicator", f"$.values.{unknown}")
    mistaken = next((key for key in about if key in edition.everything), None)
    if mistaken is not None:
        raise DataError("a figure stands outside of values", f"$.{mistaken}")
    report = told_of_values(sample_report(values, edition, **about), edition)
    return evolve(report, edition=found.get("edition", edition.id))


def _length(value: object) -> int:
    """Characters of a figure that is given as a text, or as the texts of its cells."""
    texts = value.values() if isinstance(value, Mapping) else (value,)
    return sum(len(text) for text in texts if isinstance(text, str))


def _in_full(data: bytes) -> Report:
    # The text is read again, by the strict reader of full reports.
    from cchc.serialize import from_json

    report = from_json(data.decode("utf-8-sig"), Report)
    assert isinstance(report, Report)
    for id, entry in report.entries.items():
        number = entry.value.value if isinstance(entry.value, Reported) else None
        if isinstance(number, int | Decimal) and not is_bounded(number):
            raise DataError(f"{quoted(number)} is no figure", f"$.entries.{id}.value", f"at most {MOST_DIGITS} digits")
    return report
