"""Rates held against their range: a part is no more than its whole wherever the definitional rules say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from attrs import evolve

from cchc.batch.samples.whole import Numbers
from cchc.edition import Severity
from cchc.formula.tree import Tree
from cchc.judge.report_computation import ReportComputation
from cchc.judge.tables.tabulation import At, FigureSource
from cchc.proof.asked import Asking, RulesAsked
from cchc.record import frozen
from cchc.solver.algebra import Algebra, SymbolicNumber, number_of
from cchc.solver.library import Solution
from cchc.solver.lines import Lines
from cchc.solver.puzzle import CellId
from cchc.solver.tables import Tables, TableWorld
from cchc.solver.theorem import Conclusion, Question, Theorem, Witness
from cchc.solver.translation import UntranslatableError


@frozen(eq=False)
class _Rate:
    """A computed rate: out of how many it is, the cells that it is computed from, and what it comes to."""

    id: CellId
    per: int
    parts: frozenset[CellId]
    read: Callable[[Algebra], SymbolicNumber]
    exact: Callable[[ReportComputation], Fraction | None]
    """What the engine makes of it on a form, be it printed or not."""

    def theorem(self, answer: Conclusion, because: tuple[str, ...] = (), witness: Witness | None = None) -> Theorem:
        figures = tuple(sorted(id.figure for id in self.parts))
        return Theorem(Question.RANGE, self.id.figure, answer, figures, because, witness)


def ranges(asked: RulesAsked) -> Sequence[Asking]:
    """Each computed rate: whether on a whole form its parts can take it out of its range, whatever is printed as the
    rate itself.

    Where only rules on what is plausible keep it there, the theorem has a report that breaks these and no other.
    """
    return [partial(_range, asked, rate) for rate in _rates(asked)]


def _range(asked: RulesAsked, rate: _Rate) -> Theorem:
    algebra = Algebra(asked.solver)
    if asked.solver.is_spent:
        return rate.theorem(Conclusion.UNDECIDED)
    try:
        value = rate.read(algebra)
    except UntranslatableError:
        return rate.theorem(Conclusion.UNDECIDED)
    compared = (algebra.compared(value, number_of(end), op) for end, op in ((0, "<"), (rate.per, ">")))
    outside = algebra.any_of(each.yes for each in compared)
    return rate.theorem(Conclusion.PROVED) if outside is False else _theorem(asked, rate, [outside, *algebra.sides])


def _theorem(asked: RulesAsked, rate: _Rate, outside: Sequence[Any]) -> Theorem:
    on_parts = [place for place, each in enumerate(asked.demands) if rate.id not in each.cells]
    definitional = [place for place in on_parts if asked.demands[place].is_definitional]
    found = asked.standing.ask(definitional, [*outside, *asked.all_stated])
    if found.is_possible is False:
        return _kept(asked, rate, found)
    graver = [place for place in on_parts if asked.demands[place].severity is not Severity.INFO]
    witness = _outside(asked, rate, definitional, outside)
    found = asked.standing.ask(graver, [*outside, *asked.all_stated])
    if found.is_possible is False:
        return evolve(_kept(asked, rate, found), witness=witness)
    answer = Conclusion.UNDECIDED if witness is None or found.is_possible is None else Conclusion.REFUTED
    return rate.theorem(answer, witness=witness)


def _kept(asked: RulesAsked, rate: _Rate, found: Solution) -> Theorem:
    because = tuple(asked.demands[place].name for place in found.core)
    return rate.theorem(Conclusion.PROVED, because)


def _outside(asked: RulesAsked, rate: _Rate, places: Sequence[int], outside: Sequence[Any]) -> Witness | None:
    """A report on which such a rate is out of its range, judged by the engine."""
    for besides in asked.all_readable:
        found = asked.standing.ask(places, [*outside, *besides])
        if found.is_possible:
            numbers = asked.numbers(found)
            # With what the form computes as it computes it; where it can compute nothing, with what is printed there.
            told = [_judged_outside(asked, rate, each) for each in (asked.form.honest(numbers), numbers)]
            return next((witness for witness in told if witness.is_confirmed), told[0])
    return None


def _judged_outside(asked: RulesAsked, rate: _Rate, numbers: Numbers) -> Witness:
    """A report judged by the engine, confirmed where the rate is out of its range on it."""
    number = rate.exact(asked.form.filled(numbers))
    is_outside = number is not None and not 0 <= number <= rate.per
    return evolve(asked.witness(numbers, (), Severity.ERROR), is_confirmed=is_outside)


def _rates(asked: RulesAsked) -> Iterator[_Rate]:
    lines, tables = asked.lines, asked.lines.tables
    for line in asked.form.catalogue.edition.computed:
        if line.kind.is_rate and not line.is_signed and line.formula is not None:
            read = partial(_of_line, asked, line.formula)
            exact = partial(_exact_of_line, line.id)
            yield _Rate(lines.own_cell(line.id), line.kind.per, lines.reach(line.formula), read, exact)
    for at in _of_tables(tables):
        tabulation, _, column = tables.of(at)
        id = tables.ids.get(at) or CellId(tabulation.address(at))
        read, exact = partial(_of_table, asked, at), partial(_exact_of_table, at)
        yield _Rate(id, column.asks.kind.per, tables.reach_all(tables.parts(at)), read, exact)


def _of_tables(tables: Tables) -> Iterator[At]:
    """The rates of tables that columns or rows compute, those that stand on no form among them."""
    for tabulation in tables.tabulations.values():
        for row in tabulation.filled.rows:
            for column in tabulation.columns(row).values():
                is_asked = column.is_rate and not column.asks.is_signed
                if is_asked and tabulation.source(row, column) in (FigureSource.FORMULA, FigureSource.ROWS):
                    yield tabulation.at(row, column.id)


def _of_line(asked: RulesAsked, formula: Tree, algebra: Algebra) -> SymbolicNumber:
    return asked.lines.world(asked.free, algebra, asked.unknowns).reader.number(formula)


def _of_table(asked: RulesAsked, at: At, algebra: Algebra) -> SymbolicNumber:
    return TableWorld(asked.lines.tables, asked.free, algebra, asked.unknowns).computed(at)


def _exact_of_line(id: str, computation: ReportComputation) -> Fraction | None:
    return computation.exact(id)


def _exact_of_table(at: At, computation: ReportComputation) -> Fraction | None:
    tabulation, row, column = Lines.of(computation).tables.of(at)
    return tabulation.computed(row, column.id)
