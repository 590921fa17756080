"""The form filled in rightly that stands beside a catalogue's definitions: the worked example of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from attrs import evolve

from cchc.catalogue import Catalogue
from cchc.edition.table import TableRule
from cchc.errors import ReadError
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.formula.tree import mentions_of
from cchc.record import frozen
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Reported

_MOST_TRIED = 200
"""So many figures are made wrong before a rule is given up: each costs an evaluation of the whole form."""
_GAP = re.compile(rb"(?:\r?\n[ \t]*){2,}")


def filled_rightly(catalogue: Catalogue, folder: Path | None) -> tuple[Evaluation, ...]:
    """Each form of the catalogue's example, judged after the one before it; none where it has no example.

    Raises ReadError where the example is no form.
    """
    name = catalogue.edition.example
    if folder is None or name is None:
        return ()
    done: list[Evaluation] = []
    for _, report in _forms((folder / name).read_bytes(), catalogue, name):
        done.append(catalogue.evaluate(report, done[-1].report if done else None))
    return tuple(done)


def first_filled(catalogue: Catalogue, folder: Path | None) -> bytes | None:
    """The first form of the catalogue's example as a file; None where it has no example."""
    name = catalogue.edition.example
    if folder is None or name is None:
        return None
    return next(data for data, _ in _forms((folder / name).read_bytes(), catalogue, name))


def _forms(data: bytes, catalogue: Catalogue, name: str) -> Iterator[tuple[bytes, Report]]:
    """The forms of a text, which stand apart by empty lines as their letterheads may, too; any other file is one."""
    from cchc.readers import read_report

    begun, found = b"", False
    for piece in [] if b"\0" in data else _GAP.split(data):
        begun += piece + b"\n\n"
        try:
            report = read_report(begun, catalogue, name=name)
        except ReadError:
            continue  # a letterhead alone, or signatures: what follows belongs to it
        yield begun, report
        begun, found = b"", True
    if not found:
        yield data, read_report(data, catalogue, name=name)


@frozen
class OneMore:
    """A row that keeps a rule, the same in the report before, and what is found where a column has one more."""

    row: FilledRow
    before: FilledRow | None
    column: str
    finding: Finding
    wrong: FilledRow
    """The row with the figure that is one too many."""


def broken(catalogue: Catalogue, judged: tuple[Evaluation, ...], table: str, each: TableRule) -> OneMore | None:
    """What a rule over rows says where one figure of the example is one too many; None where that breaks none."""
    if not judged or each.columns:
        return None
    report, before = judged[-1].report, judged[-2].report if len(judged) > 1 else None
    filled = report.tables.get(table)
    names = [id for instance in each.rule.instances for id in mentions_of(instance.check)]
    rows = () if filled is None else filled.rows
    places = ((row, column) for row in rows if each.takes(row.role, row.id) for column in names)
    for row, column in islice(places, _MOST_TRIED):
        wrong = _one_more(report, table, row, column)
        found = () if wrong is None else catalogue.evaluate(wrong, before).findings
        told = next((one for one in found if one.code == each.rule.code), None)
        if wrong is not None and told is not None:
            earlier = None if before is None or table not in before.tables else before.tables[table]
            same = None if earlier is None or row.key not in earlier.by_key else earlier[row.key]
            return OneMore(row, same, column, told, wrong.tables[table][row.key])
    return None


def _one_more(report: Report, table: str, row: FilledRow, column: str) -> Report | None:
    """The report with one figure one more than it is."""
    entry = row.entries.get(column)
    number = entry.value.value if entry is not None and isinstance(entry.value, Reported) else None
    if entry is None or isinstance(number, bool) or not isinstance(number, int | Decimal):
        return None
    rows = tuple(
        evolve(each, entries={**each.entries, column: _said(entry, number + 1)}) if each.key == row.key else each
        for each in report.tables[table].rows
    )
    changed = FilledTable(table, rows, report.tables[table].columns)
    return evolve(report, tables={**report.tables, table: changed})


def _said(entry: Entry, number: int | Decimal) -> Entry:
    cell = None if entry.cell is None else evolve(entry.cell, text=str(number))
    printed = None if entry.printed is None else evolve(entry.printed, value=Decimal(number))
    return evolve(entry, value=Reported(number), cell=cell, printed=printed)
