"""Tables added up: over the periods of a longer one, then over the offices above those that report.

Each figure goes the way of its column, row by row: flows are added, of what is carried over the first period's figure
stands, of what is in hand the last one's; figures that are recomputed are so from parts of the reports that give all
of them; totals and parents are made of their rows again. Rows that offices write are told apart by their keys. A row
that a report does not list is no row of zeros: where the last period does not list it, it has no last figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from attrs import evolve

from cchc.batch import codes
from cchc.batch.rollup.row_formulas import says_of_all
from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_office import OfficeReports, RolledFigure, TableReport
from cchc.batch.rollup.table_places import Base, PartPlace, at_end, parts_of
from cchc.batch.rollup.table_sums import (
    GivenSum,
    OfficeParts,
    added,
    is_known,
    number_in,
    rows_of,
    sum_of_rows,
    weighted,
)
from cchc.batch.rollup.ways import Scope, Step, Total, Withheld, over_offices, over_time
from cchc.edition.aggregation import Way
from cchc.edition.table import TOTAL, FigureColumn, FormTable, OverRows, RowRole
from cchc.formula import reference
from cchc.formula.address import cell_of, is_address
from cchc.formula.tree import Tree, names_of
from cchc.judge.engine import no_facts
from cchc.judge.tables.figures import datum
from cchc.judge.tables.hierarchy import Hierarchy, Parts
from cchc.record import define, field
from cchc.report import FilledRow, FilledTable
from cchc.value import Cause, Reason


@define(eq=False, repr=False)
class RolledTable:
    """The reports of some offices for some periods as one table; `periods` are so many as there should be, of an office
    that was not there all the time those from one place to another, as `due` has it."""

    table: FormTable
    reports: Sequence[TableReport]
    scope: Scope
    periods: int
    is_broken: bool = False
    """Whether a series was broken between the periods."""
    comparable: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()
    """Columns computed by a parameter that is not the same in all of the time."""
    due: Mapping[str | None, tuple[int, int]] | None = None
    """Who was to report, those who did not among them; None where that is not known but by who did."""
    is_known: bool = True
    """Whether it is known who was to report."""
    beside: Mapping[str, RolledTable] = field(factory=dict)
    """All tables of the same reports, by whose figures formulas may call each other."""

    @cached_property
    def rows(self) -> tuple[FilledRow, ...]:
        """Every row that some report lists, in the order of the first that does, the total last."""
        return rows_of(report.rows for report in self.reports)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        return Hierarchy(self.table, FilledTable(self.table.id, self.rows))

    @cached_property
    def by_office(self) -> Mapping[str | None, OfficeReports]:
        due = self.due or {}
        found: dict[str | None, list[TableReport]] = {each.office: [] for each in self.reports}
        for report in self.reports:
            found[report.office].append(report)
        return {
            office: OfficeReports(
                tuple(sorted(found.get(office, ()), key=lambda each: each.place)),
                *due.get(office, (0, self.periods - 1)),
            )
            for office in (*found, *(each for each in due if each not in found))
        }

    @cached_property
    def offices(self) -> int:
        """How many offices were to report."""
        return len(self.by_office)

    @cached_property
    def _is_known(self) -> bool:
        return self.is_known and not any(each.is_outside for each in self.by_office.values())

    def _state(self, found: GivenSum) -> CoverageState:
        if (found.exact is None and found.ends is None) or not self._is_known:
            return CoverageState.UNKNOWN
        return CoverageState.COMPLETE if found.given >= found.of else CoverageState.PARTIAL

    def figures(self, row: FilledRow) -> Mapping[str, RolledFigure]:
        """The figures of a row, by column; of those only that the form has there."""
        columns = self.table.of_row(row.id).columns
        return {id: self._told(row, column) for id, column in columns.items() if self.hierarchy.has(row, column)}

    def _told(self, row: FilledRow, column: FigureColumn) -> RolledFigure:
        found = self._sum(row, column)
        value = None if found.exact is None else datum(column, found.exact)
        low, high = (None, None) if found.ends is None else (datum(column, end) for end in found.ends)
        reason = None if value is not None else found.reason
        return RolledFigure(value, found.given, found.of, reason, low, high, found.offices, self._state(found))

    def _column(self, row: FilledRow, id: str) -> FigureColumn:
        """A column as it is asked in a row."""
        return self.table.of_row(row.id).columns[id]

    # --- one figure -----------------------------------------------------------------------------

    def _sum(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        if (row.key, column.id) not in self._known:
            self._known[row.key, column.id] = self._computed(row, column)
        return self._known[row.key, column.id]

    @cached_property
    def _known(self) -> dict[tuple[str, str], GivenSum]:
        return {}

    def _computed(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        is_sum = column.over_rows in (OverRows.SUM, OverRows.MEAN)
        if is_sum and self.hierarchy.adds(row) and not self._holds_on_totals(column):
            return self._of_rows(row, column)
        if column.given:
            return self._constant(row, column)
        return self._mean(row, column) if self._is_mean(column) else self._by_its_way(row, column)

    def _is_anew(self, column: FigureColumn) -> bool:
        """Whether a figure is made of the added-up parts of its own row, of a total as well."""
        return bool(column.identities) and (self._steps(column) == () or self._total(column) is Total.RECOMPUTED)

    def _holds_on_totals(self, column: FigureColumn) -> bool:
        """Whether a total is computed by the column's own formula, for what is added up there says the same."""
        return self._is_anew(column) and column.holds_on_totals(column.identities[0])

    def _steps(self, column: FigureColumn) -> tuple[Step, ...] | Withheld:
        return over_time(column.asks, self.scope)

    def _total(self, column: FigureColumn) -> Total | Withheld:
        return over_offices(column.asks, self.scope)

    def _by_its_way(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        steps, total = self._steps(column), self._total(column)
        for withheld in (steps, total):
            if isinstance(withheld, Withheld):
                return self._withheld(row, column, withheld.code)
        assert not isinstance(steps, Withheld)
        assert not isinstance(total, Withheld)
        if self._is_anew(column):
            if not self.scope.months or steps not in ((Step.FIRST,), (Step.LAST,)):
                return self._anew(row, column, total)
            if not self.is_broken or steps == (Step.LAST,) or column.id in self.comparable:
                return at_end(self, steps[0])._sum(row, column)
        if self.is_broken and column.id not in self.comparable and set(steps) != {Step.LAST}:
            return self._withheld(row, column, codes.BROKEN)
        match total:
            case Total.RECOMPUTED | Total.BY_STATUS:
                return self._withheld(row, column, codes.NO_PARTS if total is Total.RECOMPUTED else codes.NOT_ADDED)
            case Total.SUM | Total.ITSELF | Total.YES:
                return added(self._of_offices(row, column, steps[0]))
            case Total.UNION | Total.RANGE:
                return self._between(row, column, steps, total)
            case other:
                assert_never(other)

    def _withheld(self, row: FilledRow, column: FigureColumn, code: int) -> GivenSum:
        """A figure of which there is no whole; how many give it is told all the same."""
        giving = self._giving(row, column)
        return GivenSum(None, len(giving), self._asked(Step.SUM), codes.MEANINGS[code], offices=len(set(giving)))

    def _giving(self, row: FilledRow, column: FigureColumn) -> list[str | None]:
        """The office of each report that gives a figure."""
        return [each.office for each in self.reports if is_known(column, each.rows.get(row.key))]

    def _asked(self, step: Step) -> int:
        """How many reports were to give a figure; of one period's, how many offices."""
        return sum(each.periods for each in self.by_office.values()) if step is Step.SUM else len(self.by_office)

    def _constant(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        """A figure of the catalogue's own is what it is, of however many; the last report's, where it changed."""
        numbers = [number_in(column.asks, report.rows.get(row.key)) for report in self.reports]
        known = [each for each in numbers if each is not None]
        reason, offices = None if known else Reason.BLANK.value, len(set(self._giving(row, column)))
        return GivenSum(known[-1] if known else None, len(known), len(self.reports), reason, offices=offices)

    # --- means ----------------------------------------------------------------------------------

    def _is_mean(self, column: FigureColumn) -> bool:
        """Whether a figure is a mean over what is put together here."""
        over_time, over_offices = column.asks.over_time, column.asks.over_offices
        means = (self.scope.months and over_time is Way.MEAN, self.scope.offices and over_offices is Way.MEAN)
        return column.weight is not None and any(means)

    def _mean(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        """The mean of the reports over which its weights are added."""
        step = self._step_of_mean(row, column)
        if isinstance(step, Withheld):
            return self._withheld(row, column, step.code)
        weight = self._column(row, str(column.weight))
        listed = [(each.office, each.rows[row.key]) for each in self.at(step) if row.key in each.rows]
        return weighted(column.asks, weight.asks, listed, self._asked(step))

    def at(self, step: Step) -> Sequence[TableReport]:
        """The reports that count: all of a flow, else those of the first or the last period."""
        return [
            each for each in self.reports if step is Step.SUM or each.place == self.by_office[each.office].end(step)
        ]

    def _step_of_mean(self, row: FilledRow, column: FigureColumn) -> Step | Withheld:
        """How a mean goes over time: as its weights do, or as it says itself; or why there is none."""
        weight = self._column(row, str(column.weight))
        steps, total = self._steps(weight), self._total(weight)
        if self._is_anew(weight):
            bases = self._bases(row, weight.identities[0].tree, frozenset({weight.id}))
            steps = (
                tuple(dict.fromkeys(each.step for each in bases.values()))
                if bases is not None
                else Withheld(codes.NO_WEIGHTS)
            )
            total = Total.SUM
        if isinstance(own := self._own_step(column), Withheld):
            return own
        if isinstance(steps, Withheld) or len(steps) != 1 or total not in (Total.SUM, Total.ITSELF):
            return Withheld(codes.NO_WEIGHTS)
        step = own or steps[0]
        is_broken = self.is_broken and column.id not in self.comparable and step is not Step.LAST
        return Withheld(codes.BROKEN) if is_broken else step

    def _own_step(self, column: FigureColumn) -> Step | Withheld | None:
        """What a mean over one axis alone says of the other; None where its weights tell."""
        if self.scope.offices and column.asks.over_offices is not Way.MEAN:
            total = self._total(column)
            return total if isinstance(total, Withheld) else Withheld(codes.NOT_ADDED)
        if not self.scope.months or column.asks.over_time is Way.MEAN:
            return None if self.scope.months else Step.LAST
        steps = self._steps(column)
        if isinstance(steps, Withheld):
            return steps
        return steps[0] if steps in ((Step.FIRST,), (Step.LAST,)) else Withheld(codes.NOT_ADDED)

    # --- of each office -------------------------------------------------------------------------

    def _of_offices(self, row: FilledRow, column: FigureColumn, step: Step) -> list[GivenSum]:
        """A figure of each office over its periods."""
        return [each.figure(row.key, column.asks, step) for each in self.by_office.values()]

    def _between(self, row: FilledRow, column: FigureColumn, steps: tuple[Step, ...], total: Total) -> GivenSum:
        """A figure of which only bounds are known: lists that overlap, or rates without parts."""
        found = [self._of_offices(row, column, step) for step in steps]
        lows, highs = ([each.exact for each in sums if each.exact is not None] for sums in (found[0], found[-1]))
        together = added(found[0])
        if not lows:
            return together
        ends = (max(lows), sum(highs, Fraction(0))) if total is Total.UNION else (min(lows), max(highs))
        reason = codes.MEANINGS[codes.UNION if total is Total.UNION else codes.NO_PARTS]
        exact = ends[0] if ends[0] == ends[1] else None
        return evolve(together, exact=exact, reason=reason, ends=ends)

    # --- figures that are computed anew ---------------------------------------------------------

    def _anew(self, row: FilledRow, column: FigureColumn, total: Total) -> GivenSum:
        """The formula over the parts of all offices together; or office by office, where the offices are added."""
        bases = self._bases(row, column.identities[0].tree, frozenset({column.id}))
        if bases is None or not all(each.place.is_on_form for each in bases.values()):
            return self._without_parts(row, column)
        is_broken = self.is_broken or (column.id in self.changing and self.scope.months)
        if is_broken and any(each.step is not Step.LAST for each in bases.values()):
            return self._withheld(row, column, codes.BROKEN)
        parts = [parts_of(*each, row, bases) for each in self.by_office.items()]
        if total in (Total.SUM, Total.ITSELF):
            return added([self._reckoned(row, column, [each]) for each in parts])
        return self._reckoned(row, column, parts)

    def _without_parts(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        """What the form carries as it is reported: of one report it is known, of several it is not."""
        if not self.scope.months and not self.scope.offices:
            return added(self._of_offices(row, column, Step.LAST))
        return self._withheld(row, column, codes.NO_PARTS)

    def _bases(self, row: FilledRow, tree: Tree, above: frozenset[str]) -> Mapping[str, Base] | None:
        """The figures that a formula is made of in the end, and how they go over time; None if one has no sum."""
        found: dict[str, Base] = {}
        for id in names_of(tree):
            place = self._place(row, id)
            if place is None:
                return None  # a parameter that has no value then, or rows that are counted
            if place.column.given or id in above:
                continue
            if place.table._is_anew(place.column):
                inner = self._bases(row, place.formula, above | {id})
                if inner is None:
                    return None
                found.update(inner)
                continue
            steps, total = place.table._steps(place.column), place.table._total(place.column)
            if isinstance(steps, Withheld) or len(steps) != 1 or total not in (Total.SUM, Total.ITSELF):
                return None
            found[id] = Base(place, steps[0])
        return found

    def _place(self, row: FilledRow, id: str) -> PartPlace | None:
        """The figure that a formula of a row calls so: a column of the row, or by its address one of any row."""
        cell = cell_of(id)
        if cell is None:
            return PartPlace(self, row, self._column(row, id)) if id in self.table.columns else None
        table = self.beside.get(cell.table)
        rows = () if table is None else table.rows
        is_total = cell.row == TOTAL and all(each.id != TOTAL for each in rows)
        of = [each for each in rows if cell.row in (None, each.id) or (is_total and each.role is RowRole.TOTAL)]
        return (
            None if table is None or len(of) != 1 else PartPlace(table, of[0], table._column(of[0], cell.column), cell)
        )

    def _reckoned(self, row: FilledRow, column: FigureColumn, parts: Sequence[OfficeParts]) -> GivenSum:
        given, of = sum(each.given for each in parts), sum(each.of for each in parts)
        offices = sum(each.given > 0 for each in parts)
        known = [each.sums for each in parts if each.sums is not None]
        is_unlisted = all(each.is_unlisted for each in parts)
        if not known:
            return GivenSum(None, 0, of, Cause.MISSING_INPUT.value, is_unlisted=is_unlisted)
        sums = {id: sum((each[id] for each in known), Fraction(0)) for id in known[0]}
        value = self._value(column.identities[0].tree, row, sums)
        if isinstance(value, Fraction):
            return GivenSum(value, given, of, offices=offices)
        cause = value.cause if isinstance(value, reference.Null) else Cause.MISSING_INPUT
        return GivenSum(None, given, of, cause.value, offices=offices)

    def _value(self, tree: Tree, row: FilledRow, sums: Mapping[str, Fraction]) -> reference.Answer | reference.Null:
        """A formula over sums; another computed column in it is computed from them, too."""

        def get(id: str) -> object:
            place = self._place(row, id)
            if id in sums or place is None:
                return sums.get(id)
            if place.column.given:
                return place.table._constant(place.row, place.column).exact
            value = self._value(place.formula, row, sums)
            return None if isinstance(value, reference.Null) else value

        return reference.evaluate(tree, get, no_facts, lambda id: self._formula_of(row, id))

    def _formula_of(self, row: FilledRow, id: str) -> Tree | None:
        place = self._place(row, id)
        return place.formula if place is not None and place.column.identities else None

    # --- totals and parents ---------------------------------------------------------------------

    def _of_rows(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        """What the rows under a row come to; one that the reports in question do not list is left out."""
        parts = self.hierarchy.parts(row, column)
        asks = {each.id or each.key: self._column(each, column.id).asks for each in parts.rows}
        if parts.tree is not None and not says_of_all(parts.tree, asks, self.scope):
            return self._withheld(row, column, codes.NOT_ADDED)
        found = {each.key: self._sum(each, self._column(each, column.id)) for each in parts.rows}
        own = self._counts(row, column)
        listed = [each for each in parts.rows if not found[each.key].is_unlisted]
        lacking = (found[each.key] for each in listed or parts.rows if found[each.key].exact is None)
        reason = next((each.reason for each in lacking), None)
        exact = self._made(parts, listed, found, column)
        if exact is None and reason is None:
            reason = Cause.MISSING_INPUT.value
        return evolve(own, exact=exact, reason=None if exact is not None else reason, is_unlisted=False)

    def _counts(self, row: FilledRow, column: FigureColumn) -> GivenSum:
        """How many reports give the figure themselves."""
        steps = self._steps(column)
        step = steps[0] if not isinstance(steps, Withheld) and steps else Step.SUM
        return added(self._of_offices(row, column, step))

    def _made(
        self, parts: Parts, listed: Sequence[FilledRow], found: Mapping[str, GivenSum], column: FigureColumn
    ) -> Fraction | None:
        if not listed:
            return None  # rows that no report in question lists make nothing, which is not 0
        known = {each.id or each.key: found[each.key].exact for each in listed}
        if parts.tree is not None:
            zero = dict.fromkeys([*parts.lacking, *(row.id for row in parts.rows if row not in listed)], Fraction(0))
            beyond = {id: self._elsewhere(listed[0], id) for id in filter(is_address, names_of(parts.tree))}
            value = reference.evaluate(parts.tree, (zero | known | beyond).get, no_facts)
            return value if isinstance(value, Fraction) else None
        by = parts.weight
        weights = None if by is None else [self._sum(row, self._column(row, by)).exact for row in listed]
        return sum_of_rows([*known.values()], weights)

    def _elsewhere(self, row: FilledRow, address: str) -> Fraction | None:
        """What a figure that is named by its address comes to."""
        place = self._place(row, address)
        return None if place is None else place.table._sum(place.row, place.column).exact
