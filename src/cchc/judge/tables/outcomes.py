"""How what must hold of a table came out: each rule row by row, each identity figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition.table import TableRule
from cchc.judge.outcome import RESULT, InstanceOutcome, Result
from cchc.judge.tables.column_rules import asked_columns
from cchc.judge.tables.engine import column_of
from cchc.judge.tables.findings import is_asked
from cchc.judge.tables.relations import equalities
from cchc.judge.tables.tabulation import Tabulation
from cchc.report import FilledRow


def table_outcomes(tabulation: Tabulation) -> Mapping[str, list[InstanceOutcome]]:
    """What became of each rule, and of each identity by what its findings call it ("b06.tiep_nhan#1").

    An instance is bound to addresses: of its row, of the figures of a row, of a column.
    """
    rules = tabulation.table.rules.values()
    found = {each.id: list(_of_columns(tabulation, each)) for each in rules}
    for row in tabulation.filled.rows:
        for each in rules:
            if not each.columns:
                found[each.id] += _asked_of_row(tabulation, row, each)
    for equality in equalities(tabulation):
        bound = tabulation.bound(tabulation.filled.by_key[equality.target.row], {})
        found.setdefault(equality.name, []).append(InstanceOutcome(bound, RESULT[equality.holds]))
    return found


def _of_columns(tabulation: Tabulation, each: TableRule) -> Iterator[InstanceOutcome]:
    for asked in asked_columns(tabulation, each):
        yield InstanceOutcome({"column": f"{tabulation.table.id}.{asked.column}"}, RESULT[asked.holds(each)])


def _asked_of_row(tabulation: Tabulation, row: FilledRow, each: TableRule) -> Iterator[InstanceOutcome]:
    """How a rule over columns came out in a row, as far as it is about the row."""
    if not each.takes(row.role, row.id):
        return
    computation = tabulation.computations[row.key]
    engine = computation.engine
    for place in engine.outcomes.places.get(each.id, ()):
        instance, result = engine.instances[place], computation.instance_results[place]
        if is_asked(tabulation, row, each, instance.mentioned):
            lacking = computation.blocked_by(instance) if result is Result.NOT_EVALUATED else ()
            blocked_by = tuple(dict.fromkeys(map(column_of, lacking)))
            yield InstanceOutcome(tabulation.bound(row, instance.bindings), result, blocked_by)
