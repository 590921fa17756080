"""What the rules of an edition ask of a form on which every figure may be anything, as a solver is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from cchc.batch.samples.whole import Numbers, WholeForm
from cchc.edition import Rule, Severity
from cchc.edition.rule import Nature
from cchc.judge.tables.tabulation import FigureSource
from cchc.record import define, field, frozen
from cchc.solver.algebra import Algebra, SymbolicNumber
from cchc.solver.library import PutOnce, Solution, Solver
from cchc.solver.lines import Lines
from cchc.solver.puzzle import CellId, ChangeableCell, Constraint, Unknowns
from cchc.solver.theorem import Theorem, Witness
from cchc.solver.translation import UntranslatableError

_SEEDS = (1, 0)
"""What all that is not computed may be on a right form."""
_READABLE = (20, 1000, 10**6)
"""Figures no larger than this are looked for first: a person is to read them."""


Asking = Callable[[], Theorem]
"""A question that is asked once it is its turn."""


@frozen(eq=False)
class Demand:
    """What an instance of a rule asks of figures: the condition that it is kept, and that it is broken."""

    name: str
    severity: Severity
    is_definitional: bool
    is_standard: bool
    """Whether it holds for any form, so that nobody wrote it."""
    cells: frozenset[CellId]
    kept: Any
    broken: Any

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that it is about."""
        return tuple(sorted(id.figure for id in self.cells))


@define(eq=False)
class RulesAsked:
    """The rules of an edition, put to a solver."""

    form: WholeForm
    solver: Solver
    terms: dict[CellId, SymbolicNumber] = field(factory=dict)
    """What the cells say; two editions that share them speak of the same report."""
    undecided: list[str] = field(factory=list)
    """What cannot be put to the solver."""
    elsewhere: list[str] = field(factory=list)
    """What figures alone do not decide."""

    @cached_property
    def lines(self) -> Lines:
        return Lines.of(self.form.computation)

    @cached_property
    def cells(self) -> Mapping[CellId, ChangeableCell]:
        """The cells of figures, which may say anything."""
        return {**self.lines.cells, **self.lines.tables.cells}

    @cached_property
    def free(self) -> frozenset[CellId]:
        return frozenset(self.cells)

    @cached_property
    def algebra(self) -> Algebra:
        return Algebra(self.solver)

    @cached_property
    def printed(self) -> frozenset[CellId]:
        """The cells of tables that are computed: what they would be if they were blank is not asked."""
        tables = self.lines.tables
        placed = ((id, *tables.of(at)) for at, id in tables.ids.items())
        computed = (id for id, table, row, column in placed if table.source(row, column) is not FigureSource.REPORTED)
        return frozenset(computed)

    @cached_property
    def unknowns(self) -> Unknowns:
        return Unknowns(self.solver, self.cells, self.free - self.printed, self.terms)

    @cached_property
    def demands(self) -> Sequence[Demand]:
        """What is asked of figures."""
        return tuple(self._demands())

    def _demands(self) -> Iterator[Demand]:
        for each in constraints_of(self.lines):
            rule = self._rules.get(each.rule)
            if self.solver.is_spent:
                self.undecided.append(each.name)
                continue
            try:
                read = each.read(each.cells, self.algebra, self.unknowns)
            except UntranslatableError:
                # One that no figure bears on, as a comparison of dates, is not undecided: figures decide nothing of it.
                (self.undecided if each.cells else self.elsewhere).append(each.name)
                continue
            if isinstance(read.no, bool):
                self.elsewhere.append(each.name)
                continue
            severity = Severity.ERROR if rule is None else rule.severity
            is_definitional = rule is None or rule.nature is Nature.DEFINITIONAL
            is_standard = rule is not None and rule.is_standard
            kept = self.algebra.opposite(read.no)
            yield Demand(each.name, severity, is_definitional, is_standard, each.cells, kept, read.no)

    @cached_property
    def standing(self) -> PutOnce:
        """All demands before the solver."""
        kept = [each.kept for each in self.demands]  # what they rest on is known once they are read
        return self.solver.standing(self.algebra.sides, kept)

    def as_grave(self, severity: Severity, but: Collection[int] = ()) -> list[int]:
        """The places of the demands that are at least as grave."""
        return [
            place
            for place, each in enumerate(self.demands)
            if place not in but and each.severity.is_as_grave_as(severity)
        ]

    # --- witnesses --------------------------------------------------------------------------------

    @cached_property
    def right(self) -> RightForm | None:
        """A whole form on which no rule is broken that is an error or a warning, if one was found."""
        for number in _SEEDS:
            numbers = self.form.honest({id.figure: Fraction(number) for id in self.cells})
            if not any(self._broken(numbers, Severity.WARNING)):
                return RightForm(self, numbers)
        places = self.as_grave(Severity.WARNING)
        for besides in self.all_readable:
            found = self.standing.ask(places, besides)
            if found.is_possible:
                return RightForm(self, self.numbers(found))
        return None

    @cached_property
    def all_stated(self) -> list[Any]:
        """That no cell is blank."""
        terms = (self.unknowns[id] for id in self.cells)
        return [each.known for each in terms if each.known is not True]

    @cached_property
    def all_readable(self) -> Sequence[list[Any]]:
        """The same for a whole form."""
        return () if self.solver.is_spent else list(self.readable(self.cells, whole=True))

    def readable(self, cells: Iterable[CellId], *, whole: bool) -> Iterator[list[Any]]:
        """What may be asked besides, so that a person can read what is found: small figures, no blanks; then less."""
        terms = [self.unknowns[id] for id in cells]
        known = [each.known for each in terms if each.known is not True]
        for most in _READABLE:
            small = [bound for each in terms for bound in (each.up >= -most * each.down, each.up <= most * each.down)]
            yield [*known, *small]
            if not whole:
                yield small
        yield known if whole else []

    def witness(self, numbers: Numbers, expected: Collection[str], severity: Severity) -> Witness:
        """A report that a solver found, judged by the engine: of what is as grave it should break what is expected."""
        breaks = tuple(self._broken(numbers, severity))
        figures = {id.figure: self.form.shown(numbers[id.figure], cell.measure) for id, cell in self.cells.items()}
        return Witness(figures, breaks, set(breaks) == set(expected))

    def numbers(self, found: Solution) -> Numbers:
        """What the cells say in what a solver found."""
        return {id.figure: _number(found, self.unknowns[id]) for id in self.cells}

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        """Every rule of the form and of its tables, by id."""
        edition = self.form.catalogue.edition
        of_tables = {id: each.rule for table in edition.tables.values() for id, each in table.rules.items()}
        return {**of_tables, **edition.rules}

    def _broken(self, numbers: Numbers, severity: Severity) -> Iterator[str]:
        """What is broken on a form with these numbers, of what is as grave; a table's own sums are errors."""
        for each in constraints_of(Lines.of(self.form.filled(numbers))):
            rule = self._rules.get(each.rule)
            if each.is_broken and (rule is None or rule.severity.is_as_grave_as(severity)):
                yield each.name


@define(eq=False)
class RightForm:
    """A form on which all holds, some cells of which may say something else: what does not change is a plain number."""

    asked: RulesAsked
    numbers: Numbers

    @cached_property
    def constraints(self) -> Mapping[str, Constraint]:
        """What is asked of it, by name."""
        lines = Lines.of(self.asked.form.filled(self.numbers))
        return {each.name: each for each in constraints_of(lines)}

    def broken_alone(self, demand: Demand, cells: frozenset[CellId]) -> Numbers | None:
        """The same form but for these cells, on which that rule is broken and none that is as grave; None for none."""
        broken = self.constraints.get(demand.name)
        if broken is None:
            return None
        # A computed figure that is blank here, as a rate of nothing is, has no cell that could say something.
        cells = frozenset(id for id in cells if id not in self.asked.printed or self.numbers[id.figure] is not None)
        algebra, unknowns = Algebra(self.asked.solver), self.asked.unknowns
        try:
            wanted = [broken.read(cells & broken.cells, algebra, unknowns).no]
            for place in self.asked.as_grave(demand.severity):
                other = self.asked.demands[place]
                if other is not demand and other.cells & cells and other.name in self.constraints:
                    constraint = self.constraints[other.name]
                    read = constraint.read(cells & constraint.cells, algebra, unknowns)
                    wanted.append(algebra.opposite(read.no))
        except UntranslatableError:
            return None
        wanted += algebra.sides
        if any(each is False for each in wanted):
            return None
        wanted = [each for each in wanted if each is not True]
        for besides in self.asked.readable(cells, whole=False):
            found = self.asked.solver.ask([*wanted, *besides])
            if found.is_possible:
                return {**self.numbers, **{id.figure: _number(found, unknowns[id]) for id in cells}}
        return None


def constraints_of(lines: Lines) -> Iterator[Constraint]:
    """What every rule asks, and the tables themselves; not that of what can be computed a figure stands."""
    return (each for each in lines.asked(Severity.INFO) if each.rule)


def _number(found: Solution, term: SymbolicNumber) -> Fraction | None:
    if not found.truth(term.known):
        return None
    return Fraction(found.number(term.up), found.number(term.down))
