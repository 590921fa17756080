"""Findings that only say again what is told of one cell: were it mended, they would not be there.

One wrong cell is one finding. What else does not hold for it is told under that, and names it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field

from cchc.edition.table import TableRule
from cchc.finding import Finding
from cchc.judge.outcome import instance_name
from cchc.judge.tables.column_rules import AskedColumn
from cchc.judge.tables.figures import datum
from cchc.judge.tables.located import Located
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.report import Entry, FilledRow
from cchc.value import Reported


@define(eq=False)
class Following:
    """The cells that are told to be wrong or lacking, and what follows from them."""

    located: Located
    _broken: dict[At, frozenset[str]] = field(factory=dict)
    """What fails of the row of a cell when that is mended."""

    @cached_property
    def _wanted(self) -> Mapping[At, Fraction]:
        """What the cells that are told by themselves should say."""
        gaps = (each for of_table in self.located.gaps.values() for each in of_table)
        faults = ((each.only, each.wanted) for each in self.located.faults)
        return {**dict(gaps), **{at: wanted for at, wanted in faults if at is not None and wanted is not None}}

    @cached_property
    def _by_address(self) -> Mapping[str, At]:
        return {self.located.tables[at.table].address(at): at for at in self._wanted}

    def of_row(self, tabulation: Tabulation, row: FilledRow, finding: Finding, instance: str | None) -> Finding:
        """A finding of a row's rule, by what the row's engine calls that."""
        finding = self.located.narrowed(finding, tabulation.table.id, row.key)
        for at in self._named(finding):
            is_here = (at.row, at.table) == (row.key, tabulation.table.id)
            if is_here and instance not in self._broken_when_mended(tabulation, row, at):
                return self._under(tabulation, finding, at)
        return finding

    def _broken_when_mended(self, tabulation: Tabulation, row: FilledRow, at: At) -> frozenset[str]:
        found = self._broken.get(at)
        if found is None:
            entry = row.entries.get(at.column, Entry(Reported(0)))
            stated = datum(tabulation.table.columns[at.column], self._wanted[at])
            entries = {**row.entries, at.column: evolve(entry, value=Reported(stated), printed=None)}
            computation = tabulation.compute(evolve(row, entries=entries))
            instances = computation.engine.instances
            named = (instances[place] for place in computation.broken)
            self._broken[at] = found = frozenset(instance_name(each.rule, each.bindings) for each in named)
        return found

    def of_column(self, asked: AskedColumn, each: TableRule, finding: Finding) -> Finding:
        """A finding of a rule over columns."""
        finding = self.located.narrowed(finding, asked.tabulation.table.id, asked.column)
        for at in self._named(finding):
            is_here = (at.column, at.table) == (asked.column, asked.tabulation.table.id)
            if is_here and asked.with_figure(at.row, self._wanted[at]).holds(each) is not False:
                return self._under(asked.tabulation, finding, at)
        return finding

    def _named(self, finding: Finding) -> Iterable[At]:
        """The cells that a finding names and that are told by themselves; none of one that is told under another."""
        figures = finding.figures if finding.under is None else ()
        return [self._by_address[address] for address in figures if address in self._by_address]

    def _under(self, tabulation: Tabulation, finding: Finding, at: At | None) -> Finding:
        if at is None:
            return finding
        address = tabulation.address(at)
        return evolve(finding, under=address, figure=address, figures={address: finding.figures[address]})
