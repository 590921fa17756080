"""Findings that only say again what is told of one cell: were it mended, they would not be there.

One wrong cell is one finding. What else does not hold for it is told under that, and names it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from cchc.edition.table import TableRule
from cchc.finding import Finding
from cchc.judge.outcome import instance_name
from cchc.judge.tables.column_rules import AskedColumn
from cchc.judge.tables.figures import datum
from cchc.judge.tables.located import Located
from cchc.judge.tables.mixup_findings import mixed_figures, under_mixups
from cchc.judge.tables.suspects import WrongCells, is_of_rules
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import define, field
from cchc.report import Entry, FilledRow
from cchc.value import Reported


def of_form(located: Located, found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of rules of the form, those that only say again what is told of a cell, or of a mix-up, under that."""
    following, mixed = Following(located), dict[str, str]()
    for tabulation in located.tables.values():
        mixed |= mixed_figures(tabulation, located)
    for _, finding in under_mixups((("", following.of_form(each)) for each in found), mixed):
        yield finding


@define(eq=False)
class Following:
    """The cells that are told to be wrong or lacking, and what follows from them."""

    located: Located
    _broken: dict[At, frozenset[str]] = field(factory=dict)
    """What fails of the row of a cell when that is mended."""

    @cached_property
    def _told(self) -> Mapping[At, tuple[At, WrongCells | Fraction]]:
        """The cells that are told of by themselves: with that by which the finding is called, and what tells what each
        should say."""
        gaps = (each for of_table in self.located.gaps.values() for each in of_table)
        faults = ((at, fault) for fault in self.located.faults if not is_of_rules(fault) for at in fault.suspects)
        return {**{at: (at, figure) for at, figure in gaps}, **{at: (fault.lead, fault) for at, fault in faults}}

    @cached_property
    def _by_address(self) -> Mapping[str, At]:
        return {self._address(at): at for at in self._told}

    def _address(self, at: At) -> str:
        return self.located.tables[at.table].address(at)

    def _wanted(self, at: At) -> Fraction | None:
        _, told = self._told[at]
        return told if isinstance(told, Fraction) else told.mended(at)

    def of_row(self, tabulation: Tabulation, row: FilledRow, finding: Finding, instance: str | None) -> Finding:
        """A finding of a row's rule, by what the row's engine calls that."""
        finding = self.located.narrowed(finding, tabulation.table.id, row.key)

        def is_mended(at: At, wanted: Fraction) -> bool:
            if self._makes_something(tabulation, finding, at, wanted):
                return True
            is_here = (at.row, at.table) == (row.key, tabulation.table.id)
            return is_here and instance not in self._broken_when_mended(tabulation, row, at, wanted)

        return self._under(finding, is_mended)

    def _makes_something(self, tabulation: Tabulation, finding: Finding, at: At, wanted: Fraction) -> bool:
        """Whether a figure, wherever it stands, gives the quotients of a finding the value that they have not."""
        about = [
            each
            for each in self.located.every[tabulation.table.id]
            if at in each.cells and each.is_of_nothing and self._address(each.target) in finding.figures
        ]
        return bool(about) and all(each.would_hold(at, wanted) for each in about)

    def of_column(self, asked: AskedColumn, each: TableRule, finding: Finding) -> Finding:
        """A finding of a rule over columns."""
        finding = self.located.narrowed(finding, asked.tabulation.table.id, asked.column)

        def is_mended(at: At, wanted: Fraction) -> bool:
            is_here = (at.column, at.table) == (asked.column, asked.tabulation.table.id)
            return is_here and asked.with_figure(at.row, wanted).holds(each) is not False

        return self._under(finding, is_mended)

    def of_form(self, finding: Finding) -> Finding:
        """A finding of a rule of the form as a whole, that speaks of figures by their addresses."""
        finding, check = self.located.of_form(finding), self.located.checks.get(finding.instance or "")

        def is_mended(at: At, wanted: Fraction) -> bool:
            return check is not None and self.located.would_hold(check, at, wanted)

        return self._under(finding, is_mended)

    def _under(self, finding: Finding, is_mended: Callable[[At, Fraction], bool]) -> Finding:
        """A finding told under what is told of the cells that mend it, with these alone; itself where none does."""
        figures = finding.figures if finding.under is None else {}
        named = [self._by_address[address] for address in figures if address in self._by_address]
        mending = [at for at in named if (wanted := self._wanted(at)) is not None and is_mended(at, wanted)]
        if not mending:
            return finding
        lead, _ = self._told[mending[0]]
        return evolve(self.located.about(finding, mending, self._wanted(mending[0])), under=self._address(lead))

    def _broken_when_mended(self, tabulation: Tabulation, row: FilledRow, at: At, wanted: Fraction) -> frozenset[str]:
        found = self._broken.get(at)
        if found is None:
            entry = row.entries.get(at.column, Entry(Reported(0)))
            stated = datum(tabulation.column_at(at), wanted)
            entries = {**row.entries, at.column: evolve(entry, value=Reported(stated), printed=None)}
            computation = tabulation.compute(evolve(row, entries=entries))
            instances = computation.engine.instances
            named = (instances[place] for place in computation.broken)
            self._broken[at] = found = frozenset(instance_name(each.rule, each.bindings) for each in named)
        return found
