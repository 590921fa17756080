"""The tables of a report computed and judged: rows by their own formulas, totals by their rows."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.judge.engine import Engine
from cchc.judge.facts import Earlier
from cchc.judge.tables.elsewhere import Elsewhere
from cchc.judge.tables.findings import table_findings
from cchc.judge.tables.located import Located
from cchc.judge.tables.outcomes import table_outcomes
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import Report

__all__ = ["At", "FigureSource", "Located", "Tabulation", "table_findings", "table_outcomes", "tabulated"]


def tabulated(engine: Engine, report: Report, earlier: Earlier | None) -> Mapping[str, Tabulation]:
    """What an edition makes of the tables that a report has, in the order of the form."""
    filled = report.tables
    found: dict[str, Tabulation] = {}
    elsewhere = Elsewhere(found)
    for id, of_table in engine.tables.items():
        if id not in filled:
            continue
        before = {} if earlier is None else earlier.tables.get(id, {})
        year = None if earlier is None else earlier.year
        rows = {key: Earlier(year, figures) for key, figures in before.items()}
        without = None if earlier is None else Earlier(year, {})
        found[id] = Tabulation(of_table, filled[id], report, rows, without, elsewhere)
    for tabulation in found.values():
        tabulation.add_up()
    return found
