"""The tables of a report as a solver sees them: their printed figures, and what is asked of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import define, field

from cchc.edition import Severity
from cchc.edition.table import FigureColumn, TableRule
from cchc.formula.address import cell_of
from cchc.formula.tree import Fact, Name, Tree, facts_of, mentions_of, names_of, walk
from cchc.judge.computation import Computation
from cchc.judge.display import figure_text
from cchc.judge.outcome import Result, instance_name
from cchc.judge.tables.column_rules import asked_columns
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.findings import is_asked
from cchc.judge.tables.relations import equalities
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledRow
from cchc.solver.algebra import NOTHING, UNTOLD, Algebra, SymbolicNumber, SymbolicTruth, number_of, truth_of
from cchc.solver.facts import is_undefined, lacks_part
from cchc.solver.puzzle import (
    DOUBTFUL,
    PLAIN,
    CellId,
    ChangeableCell,
    Constraint,
    Reader,
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

    computation: Computation
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
            self._reached[at] = own if is_seen else self.reach_all(self._parts(at))
        return self._reached[at]

    def own(self, at: At) -> frozenset[CellId]:
        """The cell of a figure, if it may change."""
        id = self.ids.get(at)
        return frozenset() if id is None or id not in self.cells else frozenset({id})

    def reach_all(self, several: Sequence[At]) -> frozenset[CellId]:
        return frozenset(id for at in several for id in self.reach(at))

    def places(self, name: str) -> tuple[At, ...]:
        """The figures that an address rests on."""
        return next(iter(self.tabulations.values())).elsewhere.places(name) if self.tabulations else ()

    def _is_exact(self, at: At) -> bool:
        """Whether formulas see the exact value of a figure, or the catalogue's own, whatever is printed."""
        tabulation, row, column = self.of(at)
        source = tabulation.source(row, column)
        return source is FigureSource.GIVEN or (column.is_rate and source is FigureSource.FORMULA)

    def _parts(self, at: At) -> tuple[At, ...]:
        tabulation, row, column = self.of(at)
        match tabulation.source(row, column):
            case FigureSource.ROWS:
                parts = tabulation.parts(row, column)
                names = () if parts.tree is None else names_of(parts.tree)
                weights = () if parts.weight is None else (parts.weight,)
                own = [tabulation.at(each, name) for each in parts.rows for name in (at.column, *weights)]
                return (*own, *(place for name in names if cell_of(name) is not None for place in self.places(name)))
            case FigureSource.FORMULA:
                tree = column.identities[0].tree
                return tuple(place for name in names_of(tree) for place in self.named(tabulation, row, name))
            case _:
                return ()

    def named(self, tabulation: Tabulation, row: FilledRow, name: str) -> tuple[At, ...]:
        """The figures that a name of a formula over a row rests on."""
        return (tabulation.at(row, name),) if name in tabulation.table.columns else self.places(name)

    # --- what must hold -------------------------------------------------------------------------------

    def constraints(self, severity: Severity) -> Iterator[Constraint]:
        """What the tables themselves ask, and every rule over them that is as grave."""
        for tabulation in self.tabulations.values():
            named = Counter[str]()
            for each in equalities(tabulation):
                name = instance_name(
                    each.name, {"row": tabulation.filled.name(tabulation.filled.by_key[each.target.row])}
                )
                named[name] += 1
                yield self._of_equality(each, name if named[name] == 1 else f"{name}#{named[name]}")
            for rule in tabulation.table.rules.values():
                if rule.rule.severity.is_as_grave_as(severity):
                    yield from self._of_columns(tabulation, rule) if rule.columns else self._of_rows(tabulation, rule)

    def _of_equality(self, each: Equality, name: str) -> Constraint:
        own = self.ids.get(each.target)
        cells = self.reach_all(each.of) | ({own} & self.cells.keys())
        if each.link is Link.PART:
            cells = self.reach_all((each.target, *each.of))
        return Constraint(
            each.name, name, frozenset(id for id in cells if id), each.holds is False, self._agreeing(each)
        )

    def _agreeing(self, each: Equality) -> Reader:
        return lambda free, algebra, unknowns: TableWorld(self, free, algebra, unknowns).agrees(each)

    def _of_rows(self, tabulation: Tabulation, rule: TableRule) -> Iterator[Constraint]:
        for row in tabulation.filled.rows:
            here = tabulation.engine_of(row).table.rules.get(rule.id)
            if here is None or not here.takes(row.role, row.id):
                continue
            computation = tabulation.computations[row.key]
            results = dict(
                zip((each.check for each in computation.engine.instances), computation.instance_results, strict=True)
            )
            for instance in here.rule.instances:
                check = instance.check
                if is_asked(tabulation, row, rule, mentions_of(check)):
                    result = results[tabulation.engine_of(row).seen(check)]

                    def named(name: str, row: FilledRow = row) -> At | None:
                        return next(iter(self.named(tabulation, row, name)), None)

                    name = instance_name(rule.id, tabulation.bound(row, instance.bindings))
                    yield self._of_rule(rule, name, check, named, is_broken=result is Result.FAIL)

    def _of_columns(self, tabulation: Tabulation, rule: TableRule) -> Iterator[Constraint]:
        for asked in asked_columns(tabulation, rule):
            rows, column = asked.rows, asked.column

            def named(name: str, rows: Mapping[str, FilledRow] = rows, column: str = column) -> At | None:
                return tabulation.at(rows[name], column) if name in rows else next(iter(self.places(name)), None)

            check, is_broken = rule.rule.instances[0].check, asked.holds(rule) is False
            yield self._of_rule(rule, f"{rule.id}[{tabulation.table.id}.{column}]", check, named, is_broken=is_broken)

    def _of_rule(self, rule: TableRule, name: str, check: Tree, named: Named, *, is_broken: bool) -> Constraint:
        places = [at for each in mentions_of(check) if (at := named(each)) is not None]
        asked = [at for fact in facts_of(check) for id in fact.ids if (at := named(id)) is not None]
        cells = self.reach_all(places).union(*(self.own(at) | self.reach_all(self._parts(at)) for at in asked))
        return Constraint(rule.id, name, cells, is_broken, self._ruling(check, named, is_of_row=not rule.columns))

    def _ruling(self, check: Tree, named: Named, *, is_of_row: bool) -> Reader:
        def read(free: frozenset[CellId], algebra: Algebra, unknowns: Unknowns) -> SymbolicTruth:
            return RuleWorld(TableWorld(self, free, algebra, unknowns), named, is_of_row=is_of_row).reader.holds(check)

        return read


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
                return self.made(column.identities[0].tree, lambda name: self.tables.named(tabulation, row, name))
            case _:
                return number_of(tabulation.computed(row, column.id))

    def made(self, tree: Tree, places: Callable[[str], Sequence[At]]) -> SymbolicNumber:
        """What a formula over figures gives."""
        return RuleWorld(self, lambda name: next(iter(places(name)), None)).reader.number(tree)

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
        if parts.lacking:
            raise UntranslatableError(parts.text)
        return self.made(parts.tree, lambda name: (by_id[name],) if name in by_id else self.tables.places(name))

    def agrees(self, each: Equality) -> SymbolicTruth:
        """Whether a figure agrees with others as far as what is printed can tell."""
        algebra, target = self.algebra, each.target
        if each.link is Link.PART:
            return algebra.compared(self.figure(target), self.figure(each.of[0]), "<=")
        stated = self.printed(target)
        made = self._made_of(each)
        off = algebra.total(stated, algebra.negative(made))
        slack = number_of(self._slack(each))
        return algebra.conjunction(
            algebra.compared(off, slack, "<="), algebra.compared(algebra.negative(slack), off, "<=")
        )

    def _made_of(self, each: Equality) -> SymbolicNumber:
        if each.rows is not None:
            tabulation, row, column = self.tables.of(each.target)
            return self._of_rows(tabulation, row, column)
        if each.tree is None or each.link is Link.GIVEN:
            return self.computed(each.target)
        return self.made(each.tree, lambda name: each.places.get(name, ()))

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
        at = self.named(id)
        if at is None:
            if cell_of(id) is None:
                raise UntranslatableError(id)
            return NOTHING
        return self.world.figure(at)

    def fact(self, fact: Fact) -> SymbolicNumber | SymbolicTruth:
        if fact.function == "same_year_as_previous":
            return self._of_same_year()
        at = self.named(fact.ids[0]) if len(fact.ids) == 1 else None
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
