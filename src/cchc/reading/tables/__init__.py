"""From the rows of a file to the tables of a form: heads, rows, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import RowRole
from cchc.reading import form_findings as f
from cchc.reading.belonging import Belonging, place
from cchc.reading.budget import budget_of
from cchc.reading.opened import Opened
from cchc.reading.refusal import other_form
from cchc.reading.said_units import unknown
from cchc.reading.shared import asked_in_rows
from cchc.reading.stationery import Stationery, form_number
from cchc.reading.surroundings import Surroundings
from cchc.reading.tables.filling import Filling
from cchc.reading.tables.foreign import foreign_tables, without
from cchc.reading.tables.found import FoundTable, around, find_tables, kept_rows
from cchc.reading.tables.rows import RowLabels
from cchc.reading.tables.sequence import reports_of
from cchc.reading.tables.table_findings import foreign, missing_tables, several_reports
from cchc.reading.uncalculated import uncalculated
from cchc.reading.unseen import unseen
from cchc.report import Entry, FilledTable, RawForm, Report, Row

_ADDING = (RowRole.TOTAL, RowRole.PARENT)
"""Rows whose figures are made of those of others."""


def open_tables(raw: RawForm, edition: Edition) -> Opened:
    """Take a form of tables apart; what stands around them is read as around lines.

    Raises ReadError for a file that shows none of the tables, or whose tables cost more to read than any form's.
    """
    with budget_of(raw.source):
        first, *others = reports_of(raw, edition)
        stationery = Stationery.of(edition)
        found = find_tables(first.rows, edition, stationery)
        if not found:
            raise other_form(first, edition)
        about = Surroundings(edition, stationery)
        above, below = around(first.rows, found)
        about.read_above(above)
        about.read_below(below)
    return Opened(about.day, partial(_report, first, edition, found, about, 1 + len(others)))


def read_sequence(raw: RawForm, edition: Edition) -> tuple[RawForm, ...]:
    """The reports of a file, each as a form of its own. Raises ReadError as `read_tables` does."""
    with budget_of(raw.source):
        return reports_of(raw, edition)


def _report(
    raw: RawForm, edition: Edition, found: Sequence[FoundTable], about: Surroundings, of_reports: int
) -> Report:
    with budget_of(raw.source):
        report = _read(raw, edition, found, about)
    if of_reports == 1:
        return report
    return evolve(report, findings=(several_reports(edition, of_reports), *report.findings))


def _read(raw: RawForm, edition: Edition, found: Sequence[FoundTable], about: Surroundings) -> Report:
    strange = foreign_tables(raw.rows, about.unread)
    unread = without(raw.rows, about.unread, strange)
    filling = Filling(edition, about.period, about.unit, about.unit_cell)
    filled = [filling.filled(each) for each in found]
    found = [each for each, _ in filled]
    tables = {table.id: evolve(table, rows=asked_in_rows(table.rows, raw.notes)) for _, table in filled}
    belonging = _belonging(edition, found)
    findings = (
        *f.about_period(edition, about),
        *missing_tables(edition, found),
        *foreign(edition, strange),
        *unknown(edition, about.unit, about.unit_cell),
        *filling.findings,
        *f.not_understood(edition, unread),
        *f.noted(edition, raw.notes),
        *uncalculated(edition, raw, belonging),
        *unseen(edition, raw, belonging, _entries(tables)),
    )
    return Report(
        entries={},
        tables=tables,
        findings=findings,
        unplaced=(*filling.unplaced, *about.unread, *(cell for row in raw.rows for cell in row.unseen)),
        rows=tuple(kept_rows(raw.rows, found)),
        form=form_number(around(raw.rows, found)[0], edition),
        **about.told(raw.source),
    )


def _entries(tables: Mapping[str, FilledTable]) -> Iterator[Entry]:
    return (entry for table in tables.values() for row in table.rows for entry in row.entries.values())


def _belonging(edition: Edition, found: Sequence[FoundTable]) -> Belonging:
    """Whose each cell of the tables is."""
    owners, asked, added = {}, {}, set()
    for each in found:
        for placed in each.rows:
            for at, cell in enumerate(placed.body.row.cells):
                owners[place(cell)] = placed.key
                if at in placed.body.head.columns:
                    column = each.table.of_row(placed.id).columns[placed.body.head.columns[at]]
                    asked[place(cell)] = column.asks
                    if column.identities or placed.role in _ADDING:
                        added.add(place(cell))
    return Belonging(edition, RowLabels.of(edition), owners, asked, are_lines=False, added=frozenset(added))


def shown(rows: Sequence[Row], edition: Edition) -> list[str]:
    """The rows among some that are of an edition's tables, each by its table: how alike a sheet is to the form."""
    found = find_tables(rows, edition, Stationery.of(edition))
    return [each.table.id for each in found for _ in range(each.head.end - each.head.start + len(each.gathered.bodies))]
