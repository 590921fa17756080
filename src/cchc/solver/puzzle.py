"""What a solver is asked of a report: the cells that may say something else, and what must hold of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from cchc.edition.measure import Measure
from cchc.record import define, field, frozen
from cchc.solver.algebra import Algebra, SymbolicNumber, SymbolicTruth
from cchc.solver.library import Solver
from cchc.value import Cell

PLAIN, RELOCATED, DOUBTFUL, RESTATED, FRACTION = 6, 4, 3, 2, 1
"""How much it costs to change a cell that says a figure in its place; that says it in another column; that is blank or
cannot be read; that says in another column what the form computes; and that only says a fraction of other figures."""


class CellId(NamedTuple):
    """A cell of a report: the figure that it is about, and the column of the form that it stands in."""

    figure: str
    column: str = ""


class Says(Enum):
    """What a cell says: the figure of its line, a fraction of others, a spreadsheet's error beside the figure."""

    FIGURE = auto()
    FRACTION = auto()
    ERROR = auto()


@frozen
class ChangeableCell:
    """A cell that may say something else, at a cost."""

    id: CellId
    cell: Cell | None
    measure: Measure
    weight: int
    written: str | None = None
    says: Says = Says.FIGURE
    is_computed: bool = False
    """Whether the form itself says how its figure is computed, so that it may also be left out."""
    hints: tuple[int, ...] = ()
    """Whole numbers that stand beside it and may have been meant."""
    kept: int | None = None
    """What its unknown number is where it is left as it is, if that is known and leaving it changes nothing else."""


@define(eq=False)
class Unknowns:
    """What free cells say: one and the same unknown number in all that is asked of a cell."""

    solver: Solver
    cells: Mapping[CellId, ChangeableCell]
    blanks: frozenset[CellId] = frozenset()
    """Cells that may say nothing, too."""
    _terms: dict[CellId, SymbolicNumber] = field(factory=dict)

    def __getitem__(self, id: CellId) -> SymbolicNumber:
        """What a free cell says; of what is computed it may also be nothing."""
        if id not in self._terms:
            measure = self.cells[id].measure
            may_be_blank = self.cells[id].is_computed or id in self.blanks
            known = self.solver.flag("stated") if may_be_blank else True
            self._terms[id] = SymbolicNumber(known, self.solver.whole("figure"), _units(measure))
        return self._terms[id]

    def bounds(self, id: CellId) -> Any:
        """What must hold of a figure by its kind."""
        measure = self.cells[id].measure
        return True if measure.is_signed or measure.kind.is_rate else self[id].up >= 0


def in_units_of(measure: Measure, number: Fraction | None) -> int | None:
    """A number as the unknown one of a cell counts it; None where there is none, or it has more decimals."""
    units = None if number is None else number * _units(measure)
    return None if units is None or units.denominator != 1 else int(units)


def _units(measure: Measure) -> int:
    """How many times as large as a figure its unknown whole number is."""
    return 10**measure.decimals if measure.kind.has_decimals else 1


Reader = Callable[[frozenset[CellId], Algebra, Unknowns], SymbolicTruth]
"""Whether something holds if some cells may say anything."""


@frozen(eq=False)
class Constraint:
    """Something that must hold, the cells that it depends on, and whether it is broken as the report is written."""

    rule: str
    name: str
    cells: frozenset[CellId]
    is_broken: bool
    read: Reader


@define(eq=False)
class Puzzle:
    """The cells of a report in the order of the form, and all that must hold."""

    cells: Mapping[CellId, ChangeableCell]
    constraints: Sequence[Constraint]

    @cached_property
    def order(self) -> Mapping[CellId, int]:
        return {id: place for place, id in enumerate(self.cells)}

    @cached_property
    def weights(self) -> Mapping[CellId, int]:
        return {id: each.weight for id, each in self.cells.items()}

    @cached_property
    def _of_cell(self) -> Mapping[CellId, tuple[int, ...]]:
        found: dict[CellId, list[int]] = {}
        for place, each in enumerate(self.constraints):
            for id in each.cells:
                found.setdefault(id, []).append(place)
        return {id: tuple(places) for id, places in found.items()}

    def joined(self, cells: frozenset[CellId]) -> set[CellId]:
        """All cells that constraints join to some, directly or through others."""
        found, seen, ahead = set(cells), set[int](), list(cells)
        while ahead:
            for place in self._of_cell.get(ahead.pop(), ()):
                if place not in seen:
                    seen.add(place)
                    new = self.constraints[place].cells - found
                    found |= new
                    ahead += new
        return found

    def about(self, cells: frozenset[CellId]) -> Iterator[Constraint]:
        """What must hold of some cells, in order."""
        for place in sorted({place for id in cells for place in self._of_cell.get(id, ())}):
            yield self.constraints[place]
