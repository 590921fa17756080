"""The tables of a report computed and judged: rows by their own formulas, totals by their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.judge.engine import Engine
from cchc.judge.facts import Earlier
from cchc.judge.tables.elsewhere import Elsewhere
from cchc.judge.tables.findings import table_findings
from cchc.judge.tables.following import of_form
from cchc.judge.tables.located import Located
from cchc.judge.tables.outcomes import table_outcomes
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledTable, Report
from cchc.text.spelling import row_name

_Figures = Mapping[str, object]
"""Of a row, by column."""
__all__ = ["At", "FigureSource", "Located", "Tabulation", "of_form", "table_findings", "table_outcomes", "tabulated"]


def _called_as_now(before: Mapping[str, _Figures], now: FilledTable) -> Mapping[str, _Figures]:
    """The rows of the report before by the keys that this one gives them, which may spell an office's row otherwise."""
    new = _by_name(row.key for row in now.rows if row.id is None and row.key not in before)
    old = _by_name(key for key in before if key not in now.by_key) if new else {}
    return {**before, **{key: before[old[name]] for name, key in new.items() if name in old}}


def _by_name(keys: Iterable[str]) -> dict[str, str]:
    """Rows by their names without the spelling; of what several are called by, none."""
    named: dict[str, list[str]] = {}
    for key in keys:
        named.setdefault(row_name(key), []).append(key)
    return {name: own[0] for name, own in named.items() if len(own) == 1}


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
        rows = {key: Earlier(year, figures) for key, figures in _called_as_now(before, filled[id]).items()}
        without = None if earlier is None else Earlier(year, {})
        found[id] = Tabulation(of_table, filled[id], report, rows, without, elsewhere)
    for tabulation in found.values():
        tabulation.add_up()
    return found
