"""Rates held against their range: a part is no more than its whole wherever the definitional rules say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from cchc.edition import Severity
from cchc.judge.tables.tabulation import FigureSource
from cchc.proof.asked import RulesAsked
from cchc.record import frozen
from cchc.solver.algebra import SymbolicNumber, number_of
from cchc.solver.library import Solution
from cchc.solver.puzzle import CellId
from cchc.solver.tables import TableWorld
from cchc.solver.theorem import Conclusion, Question, Theorem, Witness
from cchc.solver.translation import UntranslatableError


@frozen(eq=False)
class _Rate:
    """A computed rate: what it comes to, and out of how many it is."""

    id: CellId
    value: SymbolicNumber
    per: int
    parts: frozenset[CellId]

    def theorem(self, answer: Conclusion, because: tuple[str, ...] = (), witness: Witness | None = None) -> Theorem:
        figures = tuple(sorted(id.figure for id in self.parts))
        return Theorem(Question.RANGE, self.id.figure, answer, figures, because, witness)


def ranges(asked: RulesAsked) -> Iterator[Theorem]:
    """Each computed rate: whether on a whole form its parts can take it out of its range, whatever is printed as the
    rate itself.

    Where only rules on what is plausible keep it there, the theorem has a report that breaks these and no other.
    """
    for rate in _rates(asked):
        compared = (asked.algebra.compared(rate.value, number_of(end), op) for end, op in ((0, "<"), (rate.per, ">")))
        yield _theorem(asked, rate, asked.algebra.any_of(each.yes for each in compared))


def _theorem(asked: RulesAsked, rate: _Rate, outside: Any) -> Theorem:
    if outside is False:
        return rate.theorem(Conclusion.PROVED)
    on_parts = [place for place, each in enumerate(asked.demands) if rate.id not in each.cells]
    definitional = [place for place in on_parts if asked.demands[place].is_definitional]
    found = asked.standing.ask(definitional, [outside, *asked.all_stated])
    if found.is_possible is False:
        return _kept(asked, rate, found)
    graver = [place for place in on_parts if asked.demands[place].severity is not Severity.INFO]
    witness = _outside(asked, rate, definitional, outside)
    found = asked.standing.ask(graver, [outside, *asked.all_stated])
    if found.is_possible is False:
        return evolve(_kept(asked, rate, found), witness=witness)
    answer = Conclusion.UNDECIDED if witness is None or found.is_possible is None else Conclusion.REFUTED
    return rate.theorem(answer, witness=witness)


def _kept(asked: RulesAsked, rate: _Rate, found: Solution) -> Theorem:
    because = tuple(asked.demands[place].name for place in found.core)
    return rate.theorem(Conclusion.PROVED, because)


def _outside(asked: RulesAsked, rate: _Rate, places: Sequence[int], outside: Any) -> Witness | None:
    """A report on which such a rate is out of its range, judged by the engine."""
    for besides in asked.readable(asked.cells, whole=True):
        found = asked.standing.ask(places, [outside, *besides])
        if found.is_possible:
            numbers = asked.form.honest(asked.numbers(found))
            witness = asked.witness(numbers, (), Severity.ERROR)
            number = numbers[rate.id.figure]
            is_outside = number is not None and not 0 <= number <= rate.per
            return evolve(witness, is_confirmed=is_outside)
    return None


def _rates(asked: RulesAsked) -> Iterator[_Rate]:
    world = asked.lines.world(asked.free, asked.algebra, asked.unknowns)
    for line in asked.form.catalogue.edition.computed:
        if line.kind.is_rate and not line.is_signed and line.formula is not None:
            value, parts = world.reader.number(line.formula), asked.lines.reach(line.formula)
            yield _Rate(asked.lines.own_cell(line.id), value, line.kind.per, parts)
    tables = asked.lines.tables
    within = TableWorld(tables, asked.free, asked.algebra, asked.unknowns)
    for at, id in tables.ids.items():
        tabulation, row, column = tables.of(at)
        if column.is_rate and not column.asks.is_signed and tabulation.source(row, column) is FigureSource.FORMULA:
            try:
                yield _Rate(id, within.computed(at), column.asks.kind.per, tables.reach(at))
            except UntranslatableError:
                asked.undecided.append(id.figure)
