"""Hypothesis strategies for tests of code that builds on the library: its records, and figures as offices word them.

    import cchc
    from hypothesis import given
    from cchc import strategies

    @given(strategies.reports())
    def test_my_writer_keeps_every_report(report): ...

    @given(strategies.reports(cchc.load_catalogue("phuong-2024"), valid=True))
    def test_my_dashboard_shows_no_alarm(report): ...

Needs the extra `hypothesis`.
"""

from __future__ import annotations

from cchc.strategies.catalogues import catalogues
from cchc.strategies.definitions import editions, form_tables, indicators, rules
from cchc.strategies.filled import broken_by, figures, reports
from cchc.strategies.formulas import formulas
from cchc.strategies.records import (
    candidates,
    cells,
    claims,
    counts,
    dates,
    documents,
    entries,
    findings,
    ids,
    kept_rows,
    periods,
    printed_numbers,
    rates,
    reported,
    samples,
    text_by_language,
    texts,
    trees,
    values,
    windows,
)
from cchc.strategies.slipped import Slipped, slipped
from cchc.strategies.tables import filled_tables, table_reports
from cchc.strategies.wordings import Worded, worded, wordings

__all__ = [
    "Slipped",
    "Worded",
    "broken_by",
    "candidates",
    "catalogues",
    "cells",
    "claims",
    "counts",
    "dates",
    "documents",
    "editions",
    "entries",
    "figures",
    "filled_tables",
    "findings",
    "form_tables",
    "formulas",
    "ids",
    "indicators",
    "kept_rows",
    "periods",
    "printed_numbers",
    "rates",
    "reported",
    "reports",
    "rules",
    "samples",
    "slipped",
    "table_reports",
    "text_by_language",
    "texts",
    "trees",
    "values",
    "windows",
    "worded",
    "wordings",
]
