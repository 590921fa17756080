"""From the rows of a file to the tables of a form: heads, rows, and what stands in each cell."""

from __future__ import annotations

from cchc.edition import Edition
from cchc.reading import form_findings as f
from cchc.reading.refusal import other_form
from cchc.reading.stationery import Stationery
from cchc.reading.surroundings import Surroundings
from cchc.reading.tables.filling import Filling
from cchc.reading.tables.found import around, find_tables, kept_rows
from cchc.reading.tables.table_findings import missing_tables
from cchc.report import RawForm, Report


def read_tables(raw: RawForm, edition: Edition) -> Report:
    """Read a form of tables; what stands around them is read as around lines.

    Raises ReadError for a file that shows none of the tables.
    """
    stationery = Stationery.of(edition)
    found = find_tables(raw.rows, edition, stationery)
    if not found:
        raise other_form(raw, edition)
    about = Surroundings(edition, stationery)
    above, below = around(raw.rows, found)
    about.read_above(above)
    about.read_below(below)
    filling = Filling(edition, about.period, about.unit)
    tables = {each.table.id: filling.filled(each) for each in found}
    findings = (
        *f.about_period(edition, about),
        *missing_tables(edition, found),
        *filling.findings,
        *f.not_understood(edition, about.unread),
        *f.noted(edition, raw.notes),
    )
    return Report(
        entries={},
        tables=tables,
        findings=findings,
        unplaced=(*filling.unplaced, *about.unread, *(cell for row in raw.rows for cell in row.unseen)),
        rows=tuple(kept_rows(raw.rows, found)),
        **about.told(raw.source),
    )
