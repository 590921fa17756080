"""What must hold of the tables of a report: what they ask themselves, and every rule over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cchc.edition import Severity
from cchc.edition.table import TableRule
from cchc.formula.address import counted
from cchc.formula.tree import Tree, facts_of, mentions_of
from cchc.judge.outcome import Result, instance_name
from cchc.judge.tables.column_rules import asked_columns
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.findings import is_asked
from cchc.judge.tables.relations import equalities
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import define
from cchc.report import FilledRow
from cchc.solver.algebra import Algebra, SymbolicTruth
from cchc.solver.puzzle import CellId, Constraint, Reader, Unknowns
from cchc.solver.tables import Named, RuleWorld, Tables, TableWorld


@define(eq=False)
class TableConstraints:
    """What is asked of the tables of a report."""

    tables: Tables

    def asked(self, severity: Severity) -> Iterator[Constraint]:
        """What the tables themselves ask, and every rule over them that is as grave."""
        for tabulation in self.tables.tabulations.values():
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
        tables, own = self.tables, self.tables.ids.get(each.target)
        cells = tables.reach_all(each.of) | ({own} & tables.cells.keys())
        if each.link is Link.PART:
            cells = tables.reach_all((each.target, *each.of))
        return Constraint(
            each.name, name, frozenset(id for id in cells if id), each.holds is False, self._agreeing(each)
        )

    def _agreeing(self, each: Equality) -> Reader:
        return lambda free, algebra, unknowns: TableWorld(self.tables, free, algebra, unknowns).agrees(each)

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
                        return next(iter(self.tables.named(tabulation, row, name)), None)

                    name = instance_name(rule.id, tabulation.bound(row, instance.bindings))
                    yield self._of_rule(rule, name, check, named, is_broken=result is Result.FAIL)

    def _of_columns(self, tabulation: Tabulation, rule: TableRule) -> Iterator[Constraint]:
        for asked in asked_columns(tabulation, rule):
            rows, column = asked.rows, asked.column

            def named(name: str, rows: Mapping[str, FilledRow] = rows, column: str = column) -> At | None:
                return tabulation.at(rows[name], column) if name in rows else next(iter(self.tables.places(name)), None)

            check, is_broken = rule.rule.instances[0].check, asked.holds(rule) is False
            yield self._of_rule(rule, f"{rule.id}[{tabulation.table.id}.{column}]", check, named, is_broken=is_broken)

    def _of_rule(self, rule: TableRule, name: str, check: Tree, named: Named, *, is_broken: bool) -> Constraint:
        tables, mentioned = self.tables, mentions_of(check)
        places = [at for each in mentioned if (at := named(each)) is not None]
        places += [at for each in mentioned if counted(each) is not None for at in tables.places(each)]
        asked = [at for fact in facts_of(check) for id in fact.ids if (at := named(id)) is not None]
        cells = tables.reach_all(places).union(*(tables.own(at) | tables.reach_all(tables.parts(at)) for at in asked))
        return Constraint(rule.id, name, cells, is_broken, self._ruling(check, named, is_of_row=not rule.columns))

    def _ruling(self, check: Tree, named: Named, *, is_of_row: bool) -> Reader:
        def read(free: frozenset[CellId], algebra: Algebra, unknowns: Unknowns) -> SymbolicTruth:
            world = TableWorld(self.tables, free, algebra, unknowns)
            return RuleWorld(world, named, is_of_row=is_of_row).reader.holds(check)

        return read
