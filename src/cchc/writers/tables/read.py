"""A report's tables just as they were read: every row of the file, or the form filled in where there was no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import FigureColumn, FormTable
from cchc.evaluation import Evaluation
from cchc.judge.display import SIGNS
from cchc.report import Entry, FilledRow, KeptRow, Part, Report
from cchc.text.spelling import seen
from cchc.value import Cell, Reported
from cchc.writers.form import shown, shown_apart
from cchc.writers.hidden import hidden_columns, numbered
from cchc.writers.tables.blank import FilledForm, laid_out
from cchc.writers.tables.shared import merged
from cchc.writers.tables.sheet import SheetRow, TableBox, TableForm, headed

_NUMERIC = re.compile(r"[-+]?[0-9][0-9.,\u00a0 ]*(?:%| %|‰| ‰)?")
_MOST_DIGITS = 15


def as_read(evaluation: Evaluation, language: str) -> TableForm:
    """The form as it stood in its file, figures as numbers where the cell says nothing else."""
    report, edition = evaluation.report, evaluation.edition
    rows = tuple(_rows(report, edition)) if report.rows else laid_out(edition, FilledForm.of(report))
    form = TableForm(
        edition=edition,
        language=language,
        title=report.title or edition.title[edition.languages[0]],
        rows=headed(rows),
        places=places_of(report, edition, rows),
        sheet=next((cell.sheet for row in report.rows for cell in row.cells if cell.ref and cell.sheet), None),
        hidden=hidden_columns(report, dict(numbered(report.rows))),
    )
    return merged(form, report)


def places_of(report: Report, edition: Edition, rows: tuple[SheetRow, ...]) -> Mapping[str, Mapping[str, int]]:
    """Where the columns of each table stand, by its rows and its head."""
    found: dict[str, dict[str, int]] = {id: {} for id in report.tables}
    for row in rows:
        if row.table is not None:
            for place, box in enumerate(row.boxes):
                if box.column is not None:
                    found.setdefault(row.table, {}).setdefault(box.column, place)
    return found


def _rows(report: Report, edition: Edition) -> Iterator[SheetRow]:
    filled = {
        (row.key, _line(cell)): (id, row)
        for id, table in report.tables.items()
        for row in table.rows
        for cell in (*row.stub.values(), *row.cells())
    }
    for kept in report.rows:
        if kept.part is not Part.TABLE or kept.id is None:
            yield SheetRow(kept.part, tuple(map(TableBox, _texts(kept))))
            continue
        own = ((kept.id, _line(cell)) for cell in kept.cells)
        found = next((filled[each] for each in own if each in filled), None)
        if found is None:
            yield SheetRow(kept.part, tuple(TableBox(shown(cell.text)) for cell in kept.cells))
        else:
            yield _row(kept, *found, report, edition)


def _texts(kept: KeptRow) -> Iterator[str]:
    for cell in kept.cells:
        yield from shown_apart(cell.text) if kept.part in (Part.ABOVE, Part.BELOW) else (shown(cell.text),)


def _line(cell: Cell) -> str:
    """The row of the file that a cell stands in."""
    return str(cell.line) if cell.ref is None else f"{cell.sheet}!{cell.row}"


def _row(kept: KeptRow, id: str, row: FilledRow, report: Report, edition: Edition) -> SheetRow:
    table = edition.tables[id]
    boxes = tuple(_cell(cell, row, table) for cell in kept.cells)
    return SheetRow(Part.TABLE, boxes, id, row.key, row.role, depth_of(row, report, id))


def depth_of(row: FilledRow, report: Report, table: str) -> int:
    """How many rows stand over a row."""
    rows, depth = report.tables[table].by_key, 0
    while row.parent is not None and row.parent in rows and depth < len(rows):
        row, depth = rows[row.parent], depth + 1
    return depth


def _cell(cell: Cell, row: FilledRow, table: FormTable) -> TableBox:
    column, entry = table.columns.get(cell.column), row.entries.get(cell.column)
    if column is None or entry is None:
        return TableBox(shown(cell.text))
    return box_of(column, entry, shown(cell.text))


def box_of(column: FigureColumn, entry: Entry, text: str) -> TableBox:
    """A figure; a number too where the cell says nothing but the number."""
    box = TableBox(text, column=column.id)
    value = entry.value.value if isinstance(entry.value, Reported) else None
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not is_number or entry.printed is None or not _NUMERIC.fullmatch(seen(text)):
        return box
    number, decimals = entry.printed.value, entry.printed.decimals
    if len(str(number)) > _MOST_DIGITS or number != value:
        return box
    sign = SIGNS.get(column.asks.kind, "")
    whole = int(number) if number == int(number) and not decimals else number
    return evolve(box, number=whole, decimals=decimals, sign=sign if sign in text else "")
