"""Forms of tables for other programs (.csv): the rows of the file, then a row for each figure.

A row of the form has its cells from the left, then what it is (`id` is its key); a figure has no cells,
and its address ("b06[Đất đai].tiep_nhan") for `id`. Read again, it is the form that was written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

from cchc.evaluation import Evaluation
from cchc.judge.tables import FigureSource, Tabulation
from cchc.printable import printable
from cchc.report import FilledRow
from cchc.serialize.table import MACHINE, harmless
from cchc.value import Origin, Reported, Undefined, Value
from cchc.writers.csv import described, machine_field, plain, reason
from cchc.writers.tables.read import as_read
from cchc.writers.tables.shared import apart
from cchc.writers.tables.sheet import TableForm

_NO_ROW = ("",) * len(MACHINE[3:])


def write(evaluation: Evaluation) -> bytes:
    """The table, in UTF-8 with the mark by which spreadsheet programs know it."""
    form = apart(as_read(evaluation, evaluation.edition.languages[0]))
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\r\n")
    names = list(_names(form))
    lines.writerow([*names, *MACHINE])
    number = 0
    for row in form.rows:
        texts = [box.text for box in row.boxes]
        if not any(texts):
            continue
        number += 1
        cells = [*texts[: len(names)], *[""] * (len(names) - len(texts))]
        _line(lines, cells, (str(number), row.part, row.key or "", *_NO_ROW))
    for about in _figures(evaluation):
        number += 1
        _line(lines, [""] * len(names), (str(number), "", *about))
    return stream.getvalue().encode("utf-8-sig")


def _line(lines: Any, cells: list[str], about: tuple[str, ...]) -> None:
    lines.writerow([harmless(printable(text)) for text in (*cells, *about)])


def _names(form: TableForm) -> Iterator[str]:
    """A name for each column, by its headings; each is its own."""
    table = next((form.edition.tables[id] for id in form.places), None)
    known = {} if table is None else {place: table.columns[id].path for id, place in form.places[table.id].items()}
    width = max([form.width, *(len(row.boxes) for row in form.rows)])
    taken = {*MACHINE}
    for place in range(width):
        name = harmless(printable(known.get(place) or f"({place + 1})"))
        own = next(each for each in (name, *(f"{name} {more}" for more in range(2, 999))) if each not in taken)
        taken.add(own)
        yield own


def _figures(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    for tabulation in evaluation.computation.tables.values():
        for row in tabulation.filled.rows:
            for column in tabulation.columns(row).values():
                value = tabulation.value(row, column)
                if value is not None:
                    yield _about(tabulation, row, column.id, value)


def _about(tabulation: Tabulation, row: FilledRow, id: str, value: Value) -> tuple[str, ...]:
    """The figures of `MACHINE` behind number and part."""
    column, entry = tabulation.column(row, id), row.entries.get(id)
    is_made = tabulation.source(row, column) in (FigureSource.FORMULA, FigureSource.ROWS)
    origin = "" if not isinstance(value, Reported) else Origin.DERIVED if is_made else Origin.REPORTED
    place = entry.cell.place if entry is not None and entry.cell is not None else ""
    address = tabulation.address(tabulation.at(row, id))
    told = reason(value) if not isinstance(value, Undefined) else value.cause
    return (
        address,
        column.asks.path,
        column.asks.kind,
        column.asks.unit or "",
        value.state,
        plain(value),
        told,
        origin,
        place,
    )


def package(evaluation: Evaluation, path: str) -> bytes:
    """The data package that describes the table at `path`."""
    edition = evaluation.edition
    names = _names(as_read(evaluation, edition.languages[0]))
    of_form: Iterator[dict[str, object]] = ({"name": name, "type": "string"} for name in names)
    return described(evaluation, path, chain(of_form, (machine_field(edition, name) for name in MACHINE)))
