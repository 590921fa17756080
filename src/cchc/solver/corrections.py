"""Minimal corrections in the sense of Fellegi and Holt: the fewest cells that, changed, make all rules hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from attrs import evolve

from cchc.edition import Severity
from cchc.errors import DataError, quoted
from cchc.judge.display import display
from cchc.judge.report_computation import ReportComputation
from cchc.record import define, field
from cchc.solver.algebra import Algebra, SymbolicNumber
from cchc.solver.hitting import Group
from cchc.solver.library import Solver
from cchc.solver.lines import Lines, LineWorld
from cchc.solver.minimal import CellChange, Disagreement, MinimalSet
from cchc.solver.proposals import Proposals
from cchc.solver.puzzle import ChangeableCell, Puzzle, Says
from cchc.solver.search import Search, Tangle
from cchc.solver.steps import Steps
from cchc.value import Reported


def corrections_of(
    computation: ReportComputation, limit: int, severity: Severity, weights: Mapping[str, int]
) -> tuple[Disagreement, ...]:
    """What is broken in a report, each with the minimal sets that mend it, at most so many."""
    for name, number in {"limit": limit, **weights}.items():
        if number < 1:
            raise DataError(f"{quoted(number)} is not above 0", f"$.{name}")
    lines = Lines.of(computation)
    search = Search(puzzle_of(lines, severity, weights), Solver(), limit)
    return _Author(lines, search).told(search.tangles())


def puzzle_of(lines: Lines, severity: Severity, weights: Mapping[str, int]) -> Puzzle:
    """The cells of a report and its rules, as a solver is asked of them."""
    cells = chain(lines.cells.items(), lines.tables.cells.items())
    weighed = {id: evolve(cell, weight=weights.get(id.figure, cell.weight)) for id, cell in cells}
    return Puzzle(weighed, tuple(lines.asked(severity)))


@define(eq=False)
class _Author:
    """Says what was found."""

    lines: Lines
    search: Search
    held: dict[Tangle, tuple[Group, Sequence[Any]]] = field(factory=dict)
    """Of each tangle its first set, and what holds of its cells: what is proposed, and before that all that mends."""

    def told(self, tangles: Sequence[Tangle]) -> tuple[Disagreement, ...]:
        """Whichever set of one is chosen, its example stands beside those of the first sets of the others."""
        self.search.solver.allow_more()
        for tangle in (each for each in tangles if each.sets):
            question = self.search.question(tangle.sets[0])
            self.held[tangle] = tangle.sets[0], [*question.sides, *question.wanted]
        first = {tangle: self._set(tangle.sets[0], tangle) for tangle in tangles if tangle.sets}
        return tuple(self._disagreement(tangle, first.get(tangle)) for tangle in tangles)

    def _disagreement(self, tangle: Tangle, first: MinimalSet | None) -> Disagreement:
        """All sets of a tangle that there is time to tell of."""
        told = [] if first is None else [first]
        for ids in tangle.sets[1:]:
            if self.search.solver.is_spent:
                break
            told.append(self._set(ids, tangle))
        is_whole = tangle.is_whole and len(told) == len(tangle.sets)
        return Disagreement(tuple(each.name for each in tangle.broken), tuple(told), is_whole)

    def _beside(self, ids: Group, tangle: Tangle) -> list[Any]:
        """What is proposed for cells of other tangles that something must hold of together with these."""
        near = frozenset(id for each in self.search.constraints(ids) for id in each.cells) - ids
        others = [held for other, held in self.held.items() if other is not tangle and not near.isdisjoint(held[0])]
        if not others:
            return []
        crossing = self.search.crossing(ids, frozenset().union(*(cells for cells, _ in others)))
        return [*crossing, *(each for _, held in others for each in held)]

    def _set(self, ids: Group, tangle: Tangle) -> MinimalSet:
        """A set with what could stand in its cells: figures first, for fractions are made of them."""
        cells = [self.search.puzzle.cells[id] for id in self.search.in_order(ids)]
        algebra, unknowns = Algebra(self.search.solver), self.search.unknowns
        world = self.lines.world(ids, algebra, unknowns)
        values = Proposals(self.search.question(ids), unknowns, len(cells) == 1)
        values.stand_beside(self._beside(ids, tangle))
        for cell in cells:
            if cell.is_computed and cell.says is Says.FIGURE:
                agrees = algebra.compared(world.figure(cell.id.figure), unknowns[cell.id], "==").yes
                values.prefer(agrees, algebra.sides)
        figures = {cell.id: self._figure(cell, values) for cell in cells if cell.says is Says.FIGURE}
        is_certain = all(each.is_certain for each in figures.values())
        changes = tuple(
            figures.get(cell.id) or self._other(cell, world, values, is_certain=is_certain) for cell in cells
        )
        if ids == tangle.sets[0]:
            self.held[tangle] = ids, values.proposals
        steps = Steps(self.search, tangle.broken, ids, values.proposals).found()
        return MinimalSet(changes, sum(cell.weight for cell in cells), steps)

    def _figure(self, cell: ChangeableCell, values: Proposals) -> CellChange:
        found = values.proposed(cell)
        new, least, most = (self._shown(cell, each) for each in (found.number, found.least, found.most))
        return CellChange(cell.id.figure, cell.cell, cell.written, new, found.is_certain, least, most)

    def _other(self, cell: ChangeableCell, world: LineWorld, values: Proposals, *, is_certain: bool) -> CellChange:
        """What stands beside a figure: an error goes, a fraction is of the form's own numbers."""
        operands = world.fraction(cell.id.figure) if cell.says is Says.FRACTION else None
        new = None if operands is None else self._fraction(*operands, values)
        return CellChange(cell.id.figure, cell.cell, cell.written, new, is_certain or cell.says is Says.ERROR)

    def _fraction(self, part: SymbolicNumber, whole: SymbolicNumber, values: Proposals) -> str | None:
        if part.known is False or whole.known is False:
            return None
        found = values.whole(part.up, part.down, whole.up, whole.down)
        if found is None or 0 in (found[1], found[3]):
            return None
        return f"{Fraction(found[0], found[1])}/{Fraction(found[2], found[3])}"

    def _shown(self, cell: ChangeableCell, number: Fraction | None) -> str | None:
        if number is None:
            return None
        if cell.id in self.lines.tables.cells:
            return self.lines.tables.shown(cell.id, number)
        edition = self.lines.computation.engine.edition
        return display(edition, cell.id.figure, Reported(cell.measure.typed(number)), edition.languages[0])
