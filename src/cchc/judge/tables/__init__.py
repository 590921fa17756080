"""The tables of a report computed and judged: rows by their own formulas, totals by their rows."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.judge.computation import Computation
from cchc.judge.facts import Earlier
from cchc.judge.tables.findings import table_findings
from cchc.judge.tables.outcomes import table_outcomes
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation

__all__ = ["At", "FigureSource", "Tabulation", "table_findings", "table_outcomes", "tabulated"]


def tabulated(computation: Computation) -> Mapping[str, Tabulation]:
    """What an edition makes of the tables that a report has, in the order of the form."""
    engines, filled, earlier = computation.engine.tables, computation.report.tables, computation.earlier
    found: dict[str, Tabulation] = {}
    for id, engine in engines.items():
        if id not in filled:
            continue
        before = {} if earlier is None else earlier.tables.get(id, {})
        year = None if earlier is None else earlier.year
        rows = {key: Earlier(year, figures) for key, figures in before.items()}
        found[id] = Tabulation.of(
            engine, filled[id], computation.report, rows, None if earlier is None else Earlier(year, {})
        )
    return found
