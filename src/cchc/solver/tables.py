"""The tables of a report as a solver sees them: their printed figures, and what is asked of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from cchc.edition.table import FigureColumn
from cchc.formula.address import cell_of, counted, is_address
from cchc.formula.tree import Fact, Name, Tree, names_of, walk
from cchc.judge.display import figure_text
from cchc.judge.report_computation import ReportComputation
from cchc.judge.tables.beyond import Alone, Beyond, CountedRows
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.record import define, field
from cchc.report import FilledRow
from cchc.solver.algebra import NOTHING, UNTOLD, Algebra, SymbolicNumber, SymbolicTruth, number_of, truth_of
from cchc.solver.blanks import judged_without
from cchc.solver.facts import is_undefined, lacks_part
from cchc.solver.puzzle import (
    DOUBTFUL,
    PLAIN,
    CellId,
    ChangeableCell,
    Unknowns,
    in_units_of,
)
from cchc.solver.translation import Translator, UntranslatableError
from cchc.text.spelling import squeeze, strip_markup
from cchc.value import Reported

Named = Callable[[str], At | None]
"""What a name of a formula means: a figure, or nothing that stands in a table."""


@define(eq=False)
class Tables:
    """The tables of a report, each printed figure of which may change."""

    computation: ReportComputation
    _reached: dict[At, frozenset[CellId]] = field(factory=dict)

    @property
    def tabulations(self) -> Mapping[str, Tabulation]:
        return self.computation.tables

    @cached_property
    def ids(self) -> Mapping[At, CellId]:
        """What the cells of the tables are called."""
        return {
            tabulation.at(row, column.id): CellId(tabulation.address(tabulation.at(row, column.id)))
            for tabulation in self.tabulations.values()
            for row in tabulation.filled.rows
            for column in tabulation.table.printed
            if column.id in row.entries and tabulation.source(row, column) is not FigureSource.ABSENT
        }

    @cached_property
    def cells(self) -> dict[CellId, ChangeableCell]:
        """The cells that may change, in the order of the form: what is printed, and blanks that nothing computes."""
        return {self.ids[at]: cell for at in self.ids if (cell := self._cell(at)) is not None}

    def _cell(self, at: At) -> ChangeableCell | None:
        tabulation, row, column = self.of(at)
        entry = row.entries[at.column]
        is_printed = tabulation.printed(row, at.column) is not None
        if not column.asks.kind.is_number:
            return None
        if not is_printed and tabulation.source(row, column) is not FigureSource.REPORTED:
            return None
        written = None if entry.cell is None else squeeze(strip_markup(entry.cell.text)) or None
        weight = PLAIN if isinstance(entry.value, Reported) else DOUBTFUL
        kept = None if column.is_rate else in_units_of(column.asks.measure, tabulation.printed(row, at.column))
        return ChangeableCell(self.ids[at], entry.cell, column.asks.measure, weight, written, kept=kept)

    @cached_property
    def _places(self) -> Mapping[CellId, At]:
        return {id: at for at, id in self.ids.items()}

    def of(self, at: At) -> tuple[Tabulation, FilledRow, FigureColumn]:
        """The table, the row and the column of a figure."""
        tabulation = self.tabulations[at.table]
        return tabulation, tabulation.filled.by_key[at.row], tabulation.column_at(at)

    def shown(self, id: CellId, number: Fraction) -> str:
        """A number as its column prints it."""
        at = self._places[id]
        tabulation = self.tabulations[at.table]
        edition = tabulation.written(tabulation.filled.by_key[at.row])
        return figure_text(edition, at.column, number, self.computation.engine.edition.languages[0])

    # --- what depends on which cells ----------------------------------------------------------------

    def reach(self, at: At) -> frozenset[CellId]:
        """The cells that what formulas see of a figure depends on."""
        if at not in self._reached:
            self._reached[at] = frozenset()  # while it is looked up: what needs itself has no value
            own = self.own(at)
            is_seen = own and not self._is_exact(at)
            self._reached[at] = own if is_seen else self.reach_all(self.parts(at))
        return self._reached[at]

    def own(self, at: At) -> frozenset[CellId]:
        """The cell of a figure, if it may change."""
        id = self.ids.get(at)
        return frozenset() if id is None or id not in self.cells else frozenset({id})

    def reach_all(self, several: Sequence[At]) -> frozenset[CellId]:
        return frozenset(id for at in several for id in self.reach(at))

    @property
    def _elsewhere(self) -> Beyond:
        return next((each.elsewhere for each in self.tabulations.values()), Alone())

    def places(self, name: str) -> tuple[At, ...]:
        """The figures that an address rests on."""
        return self._elsewhere.places(name)

    def counting(self, name: str) -> CountedRows | None:
        """What a name that counts rows asks of them."""
        return self._elsewhere.counting(name)

    def _is_exact(self, at: At) -> bool:
        """Whether formulas see the exact value of a figure, or the catalogue's own, whatever is printed."""
        tabulation, row, column = self.of(at)
        source = tabulation.source(row, column)
        return source is FigureSource.GIVEN or (column.is_rate and source is FigureSource.FORMULA)

    def parts(self, at: At) -> tuple[At, ...]:
        """The figures that a computed one is made of."""
        tabulation, row, column = self.of(at)
        match tabulation.source(row, column):
            case FigureSource.ROWS:
                parts = tabulation.parts(row, column)
                names = () if parts.tree is None else names_of(parts.tree)
                weights = () if parts.weight is None else (parts.weight,)
                own = [tabulation.at(each, name) for each in parts.rows for name in (at.column, *weights)]
                return (*own, *(place for name in names if is_address(name) for place in self.places(name)))
            case FigureSource.FORMULA:
                tree = column.identities[0].tree
                return tuple(place for name in names_of(tree) for place in self.named(tabulation, row, name))
            case _:
                return ()

    def named(self, tabulation: Tabulation, row: FilledRow, name: str) -> tuple[At, ...]:
        """The figures that a name of a formula over a row rests on."""
        return (tabulation.at(row, name),) if name in tabulation.table.columns else self.places(name)


@define(eq=False)
class TableWorld:
    """The tables of a report in which some cells may say anything."""

    tables: Tables
    free: frozenset[CellId]
    algebra: Algebra
    unknowns: Unknowns
    _seen: dict[At, SymbolicNumber] = field(factory=dict)
    """What formulas see of figures: each is made once, for formulas over formulas name some again and again."""

    def figure(self, at: At) -> SymbolicNumber:
        """What formulas see of a figure: what is printed, else what is computed; of a computed rate the exact value."""
        if at not in self._seen:
            self._seen[at] = self._figure(at)
        return self._seen[at]

    def _figure(self, at: At) -> SymbolicNumber:
        if self.free.isdisjoint(self.tables.reach(at)):
            tabulation, row, column = self.tables.of(at)
            return number_of(tabulation.figure(row, column.id))
        own = self.tables.own(at)
        return self.unknowns[next(iter(own))] if own == self.tables.reach(at) else self.computed(at)

    def printed(self, at: At) -> SymbolicNumber:
        """What the form prints there."""
        own = self.tables.ids.get(at)
        if own is not None and own in self.free:
            return self.unknowns[own]
        tabulation, row, column = self.tables.of(at)
        return number_of(tabulation.printed(row, column.id))

    def shows_error(self, at: At) -> bool:
        """Whether a spreadsheet's error stands there."""
        _, row, column = self.tables.of(at)
        entry = row.entries.get(column.id)
        return entry is not None and bool(entry.errors) and self.tables.ids.get(at) not in self.free

    def computed(self, at: At) -> SymbolicNumber:
        """What a figure's formula, or the rows under it, make."""
        tabulation, row, column = self.tables.of(at)
        match tabulation.source(row, column):
            case FigureSource.ROWS:
                return self._of_rows(tabulation, row, column)
            case FigureSource.FORMULA:
                # Formulas that look elsewhere are reckoned cell by cell, of exact figures.
                is_of_row = not tabulation.table.elsewhere
                tree = column.identities[0].tree
                return self.made(tree, lambda name: self.tables.named(tabulation, row, name), is_of_row=is_of_row)
            case _:
                return number_of(tabulation.computed(row, column.id))

    def made(
        self,
        tree: Tree,
        places: Callable[[str], Sequence[At]],
        *,
        is_of_row: bool = False,
        lacking: frozenset[str] = frozenset(),
    ) -> SymbolicNumber:
        """What a formula over figures gives; a row that has no such figure is 0 in a sum of rows."""
        world = RuleWorld(self, lambda name: next(iter(places(name)), None), is_of_row=is_of_row, lacking=lacking)
        return world.reader.number(tree)

    def in_row(self, at: At) -> SymbolicNumber:
        """What formulas over a row see of a figure: a computed one that stands nowhere as it would be printed."""
        found = self.figure(at)
        tabulation, row, column = self.tables.of(at)
        is_made = tabulation.source(row, column) is FigureSource.FORMULA and not column.is_rate
        if not is_made or self.tables.own(at):
            return found
        return self.algebra.rounded(found, column.asks.decimals or 0)

    def _of_rows(self, tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> SymbolicNumber:
        parts = tabulation.parts(row, column)
        if not parts.is_whole:
            return NOTHING
        figures = [self.figure(tabulation.at(each, column.id)) for each in parts.rows]
        if parts.weight is not None:
            weights = [self.figure(tabulation.at(each, parts.weight)) for each in parts.rows]
            products = [self.algebra.product(*each) for each in zip(figures, weights, strict=True)]
            return self.algebra.quotient(self.algebra.total(*products), self.algebra.total(*weights))
        if parts.tree is None:
            return self.algebra.total(*figures) if figures else NOTHING
        by_id = {each.id: tabulation.at(each, column.id) for each in parts.rows}

        def places(name: str) -> Sequence[At]:
            return (by_id[name],) if name in by_id else self.tables.places(name)

        return self.made(parts.tree, places, lacking=parts.lacking)

    def count(self, name: str) -> SymbolicNumber:
        """How many rows keep the condition of a name that counts them; nothing where of one it cannot be told."""
        counting = self.tables.counting(name)
        if counting is None:
            return NOTHING
        kept = [RuleWorld(self, row.get).reader.holds(counting.condition) for row in counting.rows]
        known = self.algebra.all_of(self.algebra.any_of([each.yes, each.no]) for each in kept)
        ones = [SymbolicNumber(known, self.algebra.either(each.yes, 1, 0)) for each in kept]
        return self.algebra.total(number_of(0), *ones)

    def agrees(self, each: Equality) -> SymbolicTruth:
        """Whether a figure agrees with others as far as what is printed can tell."""
        algebra, target = self.algebra, each.target
        if each.link is Link.PART:
            return algebra.compared(self.figure(target), self.figure(each.of[0]), "<=")
        stated = self.printed(target)
        made = self._made_of(each)
        off = algebra.total(stated, algebra.negative(made))
        slack = number_of(self._slack(each))
        agrees = algebra.conjunction(
            algebra.compared(off, slack, "<="), algebra.compared(algebra.negative(slack), off, "<=")
        )
        agrees = algebra.told_by_either(agrees, judged_without(self, each, stated))
        if not each.may_be_of_nothing:
            return agrees
        # All that it is made of is there and makes nothing: no figure may be printed over a denominator of 0.
        of_nothing = algebra.all_of(
            [stated.known, *(self.figure(at).known for at in each.of), algebra.opposite(made.known)]
        )
        return SymbolicTruth(agrees.yes, algebra.any_of([agrees.no, of_nothing]))

    def _made_of(self, each: Equality) -> SymbolicNumber:
        if each.rows is not None:
            tabulation, row, column = self.tables.of(each.target)
            return self._of_rows(tabulation, row, column)
        if each.tree is None or each.link is Link.GIVEN:
            return self.computed(each.target)
        return self.made(each.tree, lambda name: each.places.get(name, ()), is_of_row=True)

    def _slack(self, each: Equality) -> Fraction:
        if each.link is not Link.RATE:
            return each.slack
        _, row, column = self.tables.of(each.target)
        entry = row.entries.get(column.id)
        is_free = self.tables.ids.get(each.target) in self.free
        kept = entry.printed.decimals if entry is not None and entry.printed is not None else column.asks.decimals
        return Fraction(1, 2 * 10 ** (column.asks.decimals if is_free else kept))


@define(eq=False)
class RuleWorld:
    """A formula over figures of tables, by whatever names it calls them."""

    world: TableWorld
    named: Named
    is_of_row: bool = False
    """Whether names are columns of one row, as they are in the formulas of these."""
    lacking: frozenset[str] = frozenset()
    """Names of rows that have no such figure."""

    @cached_property
    def reader(self) -> Translator:
        return Translator(self, self.world.algebra)

    def may_change(self, tree: Tree) -> bool:
        """All but numbers is looked at: what does not change is a number of its own."""
        return any(isinstance(node, Name | Fact) for node in walk(tree))

    def value(self, tree: Tree) -> object:
        from cchc.formula.reference import Null, evaluate
        from cchc.judge.engine import no_facts

        found = evaluate(tree, lambda _: None, no_facts)
        return None if isinstance(found, Null) else found

    def figure(self, id: str) -> SymbolicNumber:
        if id in self.lacking:
            return number_of(0)
        if counted(id) is not None:
            return self.world.count(id)
        at = self.named(id)
        if at is None:
            if cell_of(id) is None:
                raise UntranslatableError(id)
            return NOTHING
        return self.world.in_row(at) if self.is_of_row else self.world.figure(at)

    def fact(self, fact: Fact) -> SymbolicNumber | SymbolicTruth:
        if fact.function == "same_year_as_previous":
            return self._of_same_year()
        at = self.named(fact.ids[0]) if len(fact.ids) == 1 and counted(fact.ids[0]) is None else None
        if at is None:
            raise UntranslatableError(fact.function)
        printed = self.world.printed(at)
        match fact.function:
            case "printed":
                return printed
            case "is_reported":
                return SymbolicTruth(printed.known, self.world.algebra.opposite(printed.known))
            case "shows_error":
                return truth_of(self.world.shows_error(at))
            case "is_undefined":
                return is_undefined(self, fact.ids[0])
            case "lacks_part":
                return lacks_part(self, fact.ids[0])
            case "previous":
                return self._before(at)
            case _:
                raise UntranslatableError(fact.function)

    def _of_same_year(self) -> SymbolicTruth:
        """Whether the report before is of the same year, which no figure changes."""
        each = next(iter(self.world.tables.tabulations.values()))
        row = next(iter(each.earlier), None)
        answer = None if row is None else each.computations[row].ask("same_year_as_previous", ())
        return truth_of(answer) if isinstance(answer, bool) else UNTOLD

    def _before(self, at: At) -> SymbolicNumber:
        earlier = self.world.tables.tabulations[at.table].earlier.get(at.row)
        found = None if earlier is None else earlier.figures.get(at.column)
        return number_of(Fraction(found) if isinstance(found, int | Fraction) else None)

    def formula_of(self, id: str) -> Tree | None:
        at = self.named(id) if self.is_of_row else None
        if at is None:
            return None
        tabulation, row, column = self.world.tables.of(at)
        is_computed = tabulation.source(row, column) is FigureSource.FORMULA
        return column.identities[0].tree if is_computed else None
