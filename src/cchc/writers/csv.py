"""A table for other programs (.csv) and what describes it (a Frictionless data package).

One row a row of the file, from the title to the signatures: its cells by column, then what it is and is worth.
Figures that have no row there follow, without cells. Read again, it is the form that was written.
Source: RFC 4180; Data Package 2.0 (https://datapackage.org).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cchc.edition import Edition, Indicator
from cchc.evaluation import Evaluation
from cchc.printable import escaped, printable
from cchc.report import KeptRow, Part
from cchc.serialize.table import MACHINE, harmless
from cchc.value import Document, Missing, Reported, Undefined, Value
from cchc.writers.form import shown
from cchc.writers.rows import by_column, columns_of, rows_of, side_by_side
from cchc.writers.shared import apart

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_NAMED = "cchc-"
_TABLE = (Part.HEAD, Part.NUMBERS, Part.TABLE)
_NO_ROW = ("",) * len(MACHINE[2:])


def write(evaluation: Evaluation) -> bytes:
    """The table, in UTF-8 with the mark by which spreadsheet programs know it."""
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\r\n")
    columns = _columns(evaluation)
    lines.writerow([*columns.values(), *MACHINE])
    for number, (cells, part, about) in enumerate(_rows(evaluation, tuple(columns)), 1):
        behind = [""] * (len(columns) - len(cells))
        lines.writerow([harmless(printable(text)) for text in (*cells, *behind, str(number), part, *about)])
    return stream.getvalue().encode("utf-8-sig")


def _columns(evaluation: Evaluation) -> Mapping[str, str]:
    """The columns in the file's order, then those of the form that it lacks, each under a name of its own."""
    edition = evaluation.edition
    home, rows = edition.languages[0], rows_of(evaluation.report, edition)
    names: dict[str, str] = {}
    for id in dict.fromkeys([*columns_of(rows, edition), *edition.columns]):
        name = harmless(shown(edition.columns[id].label[home] if id in edition.columns else id))
        taken = {*names.values(), *MACHINE}
        names[id] = next(each for each in (name, *(f"{name} {more}" for more in range(2, 999))) if each not in taken)
    return names


def _rows(evaluation: Evaluation, columns: Sequence[str]) -> Iterator[tuple[Sequence[str], str, Sequence[str]]]:
    """The cells of each row, its part, and what it is and is worth."""
    lines, values = evaluation.edition.everything, evaluation.values
    figures = {id: line for id, line in lines.items() if line.is_heading or id in values}
    rows = rows_of(evaluation.report, evaluation.edition)
    for row in apart(rows, evaluation.report, evaluation.edition):
        line = figures.pop(row.id, None) if row.id is not None and not row.again else None
        about = _NO_ROW if line is None else tuple(_about(evaluation, line))
        yield [shown(text) for text in _cells(row, columns)], row.part, about
    for line in figures.values():
        yield (), "", tuple(_about(evaluation, line))


def _cells(row: KeptRow, columns: Sequence[str]) -> Sequence[str]:
    if row.part not in _TABLE:
        return side_by_side(row, len(columns))
    texts = by_column(row)
    return [texts.get(column, "") for column in columns]


def package(evaluation: Evaluation, path: str) -> bytes:
    """The data package that describes the table at `path`."""
    return described(evaluation, path, _fields(evaluation))


def described(evaluation: Evaluation, path: str, fields: Iterable[Mapping[str, object]]) -> bytes:
    """A data package of one table with these columns: what report it is, of whom and for when."""
    report, edition, home = evaluation.report, evaluation.edition, evaluation.edition.languages[0]
    period = report.period
    about: dict[str, Any] = {
        "$schema": SCHEMA,
        "name": f"{_NAMED}{edition.id}",
        "title": report.title or edition.title[home],
        "edition": edition.id,
        "office": report.office,
        "period": None if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "resources": [
            {
                "name": "report",
                "type": "table",
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": list(fields), "primaryKey": ["row"], "missingValues": [""]},
            }
        ],
    }
    told = {key: value for key, value in about.items() if value is not None}
    return (escaped(json.dumps(told, ensure_ascii=False, indent=2)) + "\n").encode()


def is_package(data: bytes, path: str) -> bool:
    """Whether some file is a data package that `package` made for a table of the name `path`."""
    try:
        about = json.loads(data)
        is_named = about["$schema"] == SCHEMA and about["name"].startswith(_NAMED)
        return bool(is_named and [one["path"] for one in about["resources"]] == [path])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def _about(evaluation: Evaluation, line: Indicator) -> Iterator[str]:
    """The figures of `MACHINE` behind number and part."""
    value = evaluation.values.get(line.id)
    provenance = None if value is None else evaluation.provenance(line.id)
    yield from (line.id, line.path, line.kind, line.unit or "")
    yield from ("" if value is None else value.state, plain(value), reason(value))
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


def reason(value: Value | None) -> str:
    """Why a value is missing or undefined."""
    match value:
        case Missing(reason):
            return reason
        case Undefined(cause):
            return cause
        case _:
            return ""


def _fields(evaluation: Evaluation) -> Iterator[dict[str, object]]:
    """Every column: its name, its type, what it says."""
    edition = evaluation.edition
    for id, name in _columns(evaluation).items():
        title = edition.columns[id].label["en"] if id in edition.columns else name
        yield {"name": name, "type": "string", "title": title}
    yield from (machine_field(edition, name) for name in MACHINE)


def machine_field(edition: Edition, name: str) -> dict[str, object]:
    """One of the columns behind those of the form."""
    about = edition.writing.text("field", name)[edition.languages[0]]
    field: dict[str, object] = {"name": name, "type": "string", "description": about}
    match name:
        case "row":
            field |= {"type": "integer", "constraints": {"required": True, "unique": True}}
        case "part":
            field["constraints"] = {"enum": [*Part]}
        case "state":
            field["constraints"] = {"enum": [each.state for each in (Reported, Missing, Undefined)]}
    return field
