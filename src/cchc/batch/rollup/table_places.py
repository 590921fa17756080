"""The figures that formulas of rolled-up tables are made of, in the same row or in any of the same reports."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from cchc.batch.rollup.table_office import NOT_REPORTED, OfficeReports, TableReport
from cchc.batch.rollup.table_sums import GivenSum, OfficeParts, number_in
from cchc.batch.rollup.ways import Step
from cchc.edition.table import FigureColumn
from cchc.formula.address import CellAddress
from cchc.formula.tree import Tree, substitute
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.serialize.tables import RowRecord

if TYPE_CHECKING:
    from cchc.batch.rollup.tables import RolledTable


@frozen
class PartPlace:
    """A figure that a formula calls by a name: where it stands, and by which address, if it does not say a column of
    its own row."""

    table: RolledTable
    row: FilledRow
    column: FigureColumn
    cell: CellAddress | None = None

    @property
    def formula(self) -> Tree:
        """What computes it, its columns called as the formula that names it would call them."""
        tree = self.column.identities[0].tree
        if self.cell is None:
            return tree
        return substitute(tree, {id: evolve(self.cell, column=id).name for id in self.table.table.columns})

    @property
    def is_on_form(self) -> bool:
        """Whether the form has the figure."""
        return self.table.hierarchy.has(self.row, self.column)

    def _record(self, report: TableReport) -> RowRecord | None:
        """Its row in the report of which a table is given."""
        office = self.table.by_office.get(report.office)
        own = () if office is None else (each for each in office.reports if each.place == report.place)
        return next((each.rows.get(self.row.key) for each in own), None)

    def number(self, report: TableReport) -> Fraction | None:
        """What the report gives of it."""
        return number_in(self.column.asks, self._record(report))

    def end(self, office: str | None, step: Step) -> GivenSum:
        """What stands of it in an office's first or last period."""
        own = self.table.by_office.get(office)
        nothing = GivenSum(None, 0, 1, NOT_REPORTED, is_unlisted=True)
        return nothing if own is None else own.figure_at(self.row.key, self.column.asks, step)


@frozen
class Base:
    """A figure that a formula is made of in the end, and how it goes over time."""

    place: PartPlace
    step: Step


def parts_of(office: str | None, own: OfficeReports, row: FilledRow, bases: Mapping[str, Base]) -> OfficeParts:
    """What an office gives of the parts: flows of the reports that give all of them, and the ends."""
    flows = {id: each.place for id, each in bases.items() if each.step is Step.SUM}
    given = [{id: place.number(each) for id, place in flows.items()} for each in own.reports]
    whole = [each for each in given if None not in each.values()]
    sums = {id: sum((each[id] or Fraction(0) for each in whole), Fraction(0)) for id in flows}
    ends = {id: each.place.end(office, each.step) for id, each in bases.items() if each.step is not Step.SUM}
    sums |= {id: found.exact for id, found in ends.items() if found.exact is not None}
    lacking = next((found for found in ends.values() if found.exact is None), None)
    is_whole = bool(whole) and lacking is None
    of = own.periods if flows else 1
    count = (len(whole) if flows else 1) if is_whole else 0
    is_listed = any(row.key in each.rows for each in own.reports)
    unlisted = not is_listed or (lacking is not None and lacking.is_unlisted)
    return OfficeParts(sums if is_whole else None, count, of, unlisted)


def at_end(table: RolledTable, step: Step) -> RolledTable:
    """A table of the reports of each office's first or last period alone, beside the other tables of the same."""
    ends: dict[str, RolledTable] = {}
    for id, each in {**table.beside, table.table.id: table}.items():
        ends[id] = evolve(
            each,
            reports=each.at(step),
            scope=evolve(each.scope, months=False),
            periods=1,
            due={office: (own.end(step), own.end(step)) for office, own in each.by_office.items()},
            beside=ends,
        )
    return ends[table.table.id]
