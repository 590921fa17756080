"""A table for other programs (.csv) and what describes it (a Frictionless data package).

One row a line of the form: its five columns as they were filled in, then what it is and is worth.
Source: RFC 4180; Data Package 2.0 (https://datapackage.org).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from cchc.edition import Edition, Indicator
from cchc.evaluation import Evaluation
from cchc.value import Document, Missing, Reported, Undefined, Value
from cchc.writers.form import shown

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
MACHINE = ("id", "path", "kind", "unit_id", "state", "value", "reason", "origin", "place")
"""The columns behind those of the form."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_CODE, _LABEL = "code", "label"


def write(evaluation: Evaluation) -> bytes:
    """The table, in UTF-8 with the mark by which spreadsheet programs know it."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow([*_form_columns(evaluation.edition).values(), *MACHINE])
    for id, line in evaluation.edition.everything.items():
        if line.is_heading or id in evaluation.values:
            rows.writerow([harmless(text) for text in _row(evaluation, line)])
    return stream.getvalue().encode("utf-8-sig")


def package(evaluation: Evaluation, path: str) -> bytes:
    """The data package that describes the table at `path`."""
    report, edition, home = evaluation.report, evaluation.edition, evaluation.edition.languages[0]
    about: dict[str, Any] = {
        "$schema": SCHEMA,
        "name": f"cchc-{edition.id}",
        "title": report.title or edition.title[home],
        "edition": edition.id,
        "office": report.office,
        "period": None
        if report.period is None
        else {"start": report.period.start.isoformat(), "end": report.period.end.isoformat()},
        "resources": [
            {
                "name": "report",
                "type": "table",
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": list(_fields(edition)), "primaryKey": ["id"], "missingValues": [""]},
            }
        ],
    }
    told = {key: value for key, value in about.items() if value is not None}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe goes before what might run.

    Codes ("-", "+") and numbers cannot run and stay as they are.
    """
    if not text.startswith(_RUNS) or len(text) == 1 or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    return text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal() and text.isascii()


def _form_columns(edition: Edition) -> Mapping[str, str]:
    """The form's own columns by their printed headings, so that the table is still read as a form."""
    return {id: column.label[edition.languages[0]] for id, column in edition.columns.items()}


def _row(evaluation: Evaluation, line: Indicator) -> Iterator[str]:
    """The cells of a line, then the figures of `MACHINE`."""
    edition = evaluation.edition
    entry = evaluation.report.entries.get(line.id)
    printed = {_CODE: line.code, _LABEL: line.label[edition.languages[0]], "unit": line.printed_unit or ""}
    cells = {} if entry is None else {column: shown(cell.text) for column, cell in entry.cells.items()}
    filled = cells if _LABEL in cells else {**printed, **cells}
    yield from (filled.get(column, "") for column in edition.columns)
    value = evaluation.values.get(line.id)
    provenance = None if value is None else evaluation.provenance(line.id)
    yield from (line.id, line.path, line.kind, line.unit or "")
    yield from ("" if value is None else value.state, plain(value), _reason(value))
    yield (provenance.origin or "") if provenance is not None else ""
    yield provenance.cell.place if provenance is not None and provenance.cell is not None else ""


def plain(value: Value | None) -> str:
    """A value for programs: "20", "30.00", "true", a status's id, "62/KH-UBND"; nothing where it is missing."""
    match value:
        case Reported(bool() as answer):
            return "true" if answer else "false"
        case Reported(Decimal() as number):
            return f"{number:f}"
        case Reported(Document() as document):
            return document.reference or document.text
        case Reported(datum):
            return str(datum)
        case _:
            return ""


def _reason(value: Value | None) -> str:
    match value:
        case Missing(reason):
            return reason
        case Undefined(cause):
            return cause
        case _:
            return ""


def _fields(edition: Edition) -> Iterator[dict[str, object]]:
    """Every column: its name, its type, what it says."""
    for id, heading in _form_columns(edition).items():
        yield {"name": heading, "type": "string", "title": edition.columns[id].label["en"]}
    about = {name: edition.writing.text("field", name) for name in MACHINE}
    for name, text in about.items():
        field: dict[str, object] = {"name": name, "type": "string", "description": text[edition.languages[0]]}
        if name == "id":
            field["constraints"] = {"required": True, "unique": True}
        if name == "state":
            field["constraints"] = {"enum": [each.state for each in (Reported, Missing, Undefined)]}
        yield field
