"""The lines of a report as a solver sees them: which cells may say something else, and what their rules ask then."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from cchc.edition import Indicator, Severity
from cchc.formula.address import counted
from cchc.formula.reference import Null
from cchc.formula.tree import Apply, Fact, Name, Tree, facts_of, walk
from cchc.judge.outcome import Result, instance_name
from cchc.judge.report_computation import ReportComputation
from cchc.judge.rule_findings import severity_of
from cchc.record import define, field
from cchc.report import Entry
from cchc.solver.algebra import NOTHING, Algebra, SymbolicNumber, SymbolicTruth, truth_of
from cchc.solver.facts import FACTS, cells_of, operands_of
from cchc.solver.puzzle import (
    DOUBTFUL,
    FRACTION,
    PLAIN,
    RELOCATED,
    RESTATED,
    CellId,
    ChangeableCell,
    Constraint,
    Reader,
    Says,
    Unknowns,
)
from cchc.solver.table_constraints import TableConstraints
from cchc.solver.tables import Tables, TableWorld
from cchc.solver.translation import Translator, UntranslatableError
from cchc.text.spelling import squeeze, strip_markup
from cchc.value import Cell, Missing, Origin, Reason, Reported

QUANTITY = "quantity"
_WORDS = (Reason.NONE, Reason.NOT_ARISEN)
"""What says plainly that there is nothing."""


@define(eq=False)
class Lines:
    """The lines of a report, each cell of which that says a number is one that may change."""

    computation: ReportComputation
    tables: Tables
    _reached: dict[Tree, frozenset[CellId]] = field(factory=dict)
    _named: dict[str, frozenset[CellId]] = field(factory=dict)

    @classmethod
    def of(cls, computation: ReportComputation) -> Lines:
        """The lines and tables of a report."""
        return cls(computation, Tables(computation))

    def asked(self, severity: Severity) -> Iterator[Constraint]:
        """What every rule that is as grave asks of lines and tables, and the tables themselves."""
        yield from self.constraints(severity)
        yield from TableConstraints(self.tables).asked(severity)

    @cached_property
    def cells(self) -> dict[CellId, ChangeableCell]:
        """The cells that may change, in the order of the form."""
        found: dict[CellId, ChangeableCell] = {}
        for each in self._of_form() if self.computation.is_form else self._of_figures():
            found.setdefault(each.id, each)
        return found

    def _of_form(self) -> Iterator[ChangeableCell]:
        for id, entry in self.computation.report.entries.items():
            line = self.computation.engine.edition.figures.get(id)
            if line is not None and line.kind.is_number:
                yield from self._of_line(line, entry)

    def _of_figures(self) -> Iterator[ChangeableCell]:
        """Plain figures, of which nothing is known but what they are."""
        for id, figure in self.computation.values.stated.items():
            line = self.computation.engine.edition.figures[id]
            if line.kind.is_number:
                written = None if figure is None else str(figure)
                yield ChangeableCell(CellId(id, QUANTITY), None, line.measure, PLAIN, written)

    def _of_line(self, line: Indicator, entry: Entry) -> Iterator[ChangeableCell]:
        id, is_computed, hints = line.id, line.id in self.computation.engine.index, tuple(_hints(entry))

        def changeable(own: CellId, cell: Cell | None, weight: int, says: Says) -> ChangeableCell:
            return ChangeableCell(own, cell, line.measure, weight, _written(cell), says, is_computed, hints)

        yield changeable(self.own_cell(id), entry.cell, _weight(entry, is_computed=is_computed), Says.FIGURE)
        for cell in entry.errors:
            yield changeable(CellId(id, cell.column), cell, DOUBTFUL, Says.ERROR)
        for claim in entry.claims:
            yield changeable(CellId(id, claim.cell.column), claim.cell, FRACTION, Says.FRACTION)

    def own_cell(self, id: str) -> CellId:
        """The cell that states the figure of a line, or would."""
        entry = self.computation.report.entries.get(id)
        if entry is None:
            return CellId(id, QUANTITY)
        if entry.cell is not None:
            return CellId(id, entry.cell.column)
        cells = [each.cell for each in entry.candidates] + list(entry.errors)
        return CellId(id, cells[0].column if cells else QUANTITY)

    def constraints(self, severity: Severity) -> Iterator[Constraint]:
        """What every rule that is as grave asks of the lines."""
        engine, is_form = self.computation.engine, self.computation.is_form
        for instance, result in zip(engine.instances, self.computation.instance_results, strict=True):
            is_broken = result is Result.FAIL
            grave = (
                severity_of(self.computation, instance) if is_broken else engine.edition.rules[instance.rule].severity
            )
            is_asked = result is not Result.ERROR and (is_form or not facts_of(instance.check))
            if is_asked and grave.is_as_grave_as(severity):
                name = instance_name(instance.rule, instance.bindings)
                yield Constraint(
                    instance.rule, name, self.reach(instance.check), is_broken, self._reading(instance.check)
                )

        for id, cell in self.cells.items():
            formula = engine.formula_of(id.figure)
            if formula is not None and cell.says is Says.FIGURE:
                reach = self.reach(formula) | {id}
                yield Constraint("", f"stated[{id.figure}]", reach, False, self._stated(id, formula))

    def _stated(self, id: CellId, formula: Tree) -> Reader:
        """That of what can be computed a figure stands, where the cell is another than it is."""

        def read(free: frozenset[CellId], algebra: Algebra, unknowns: Unknowns) -> SymbolicTruth:
            if id not in free:
                return truth_of(True)
            known = self.world(free, algebra, unknowns).reader.number(formula).known
            lacks = algebra.all_of([known, algebra.opposite(unknowns[id].known)])
            return SymbolicTruth(algebra.opposite(lacks), lacks)

        return read

    def _reading(self, check: Tree) -> Reader:
        return lambda free, algebra, unknowns: self.world(free, algebra, unknowns).reader.holds(check)

    def world(self, free: frozenset[CellId], algebra: Algebra, unknowns: Unknowns) -> LineWorld:
        """The lines with some cells that may say anything."""
        return LineWorld(self, free, algebra, unknowns)

    # --- what depends on which cells ----------------------------------------------------------------

    def reach(self, tree: Tree) -> frozenset[CellId]:
        """The cells that the value of a formula depends on."""
        if tree not in self._reached:
            found: set[CellId] = set()
            for node in walk(tree):
                match node:
                    case Name(id):
                        found |= self.reach_name(id)
                    case Fact():
                        found |= cells_of(self, node)
                    case Apply():
                        continue
            self._reached[tree] = frozenset(id for id in found if id in self.cells or id in self.tables.cells)
        return self._reached[tree]

    def reach_name(self, id: str) -> frozenset[CellId]:
        """The cells that what formulas see for a name depends on."""
        if id not in self._named:
            formula = self.computation.engine.formula_of(id)
            self._named[id] = self.printed_cells(id) if formula is None else self.reach(formula)
        return self._named[id]

    def printed_cells(self, id: str) -> frozenset[CellId]:
        """The cell that states a figure, if it may change."""
        if id in self.computation.engine.addresses:
            return self.tables.reach_all(self.tables.places(id))
        return frozenset({self.own_cell(id)} & self.cells.keys())


@define(eq=False)
class LineWorld:
    """The lines of a report in which some cells may say anything."""

    lines: Lines
    free: frozenset[CellId]
    algebra: Algebra
    unknowns: Unknowns
    _seen: dict[str, SymbolicNumber] = field(factory=dict)
    """What formulas see for names: each is made once, for formulas over formulas name some again and again."""

    @property
    def computation(self) -> ReportComputation:
        return self.lines.computation

    @cached_property
    def reader(self) -> Translator:
        return Translator(self, self.algebra)

    def may_change(self, tree: Tree) -> bool:
        return not self.free.isdisjoint(self.lines.reach(tree))

    def value(self, tree: Tree) -> object:
        found = self.computation.value(tree)
        return None if isinstance(found, Null) else found

    def formula_of(self, id: str) -> Tree | None:
        return self.computation.engine.formula_of(id)

    def figure(self, id: str) -> SymbolicNumber:
        """What formulas see for a name: a computed one as it is computed and rounded."""
        if id not in self._seen:
            self._seen[id] = self._figure(id)
        return self._seen[id]

    def _figure(self, id: str) -> SymbolicNumber:
        formula = self.formula_of(id)
        if id in self.computation.engine.addresses:
            return self._addressed(id)
        if formula is None:
            return self.unknowns[self.lines.own_cell(id)]
        decimals = self.computation.engine.decimals[self.computation.engine.index[id]]
        return self.algebra.rounded(self.reader.number(formula), decimals or 0)

    def _addressed(self, name: str) -> SymbolicNumber:
        world = TableWorld(self.lines.tables, self.free, self.algebra, self.unknowns)
        if counted(name) is not None:
            return world.count(name)
        places = self.lines.tables.places(name)
        if len(places) != 1:
            raise UntranslatableError(name)
        return world.figure(places[0])

    def fact(self, fact: Fact) -> SymbolicNumber | SymbolicTruth:
        if fact.function not in FACTS:
            raise UntranslatableError(fact.function)
        return FACTS[fact.function](self, *fact.ids)

    def fraction(self, id: str) -> tuple[SymbolicNumber, SymbolicNumber] | None:
        """Numerator and denominator of a line that is a rate."""
        operands = operands_of(self.formula_of(id))
        return None if operands is None else (self.reader.number(operands[0]), self.reader.number(operands[1]))

    def is_free(self, id: str, cell: Cell) -> bool:
        """Whether a cell of a line may say anything."""
        return CellId(id, cell.column) in self.free

    def printed(self, id: str) -> SymbolicNumber:
        """The number that a line prints."""
        own = self.lines.own_cell(id)
        if own in self.free:
            return self.unknowns[own]
        number = self.computation.facts.printed_number(id)
        if number is None:
            return NOTHING
        return SymbolicNumber(True, *number.value.as_integer_ratio())


def _weight(entry: Entry, *, is_computed: bool) -> int:
    if entry.origin is Origin.RELOCATED:
        return RESTATED if is_computed else RELOCATED
    match entry.value:
        case Reported():
            return PLAIN
        case Missing(reason) if reason in _WORDS:
            return PLAIN
        case _:
            return DOUBTFUL


def _written(cell: Cell | None) -> str | None:
    return None if cell is None else squeeze(strip_markup(cell.text)) or None


def _hints(entry: Entry) -> Iterator[int]:
    """Whole numbers that a line says beside its figure."""
    numbers = [each.number.value for each in entry.candidates]
    yield from (int(each) for each in numbers if each == each.to_integral_value())
    for claim in entry.claims:
        yield claim.numerator
        yield claim.denominator
