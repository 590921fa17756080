"""A table compiled: each row is judged as a small form of its own, whose lines are the columns.

In a formula the name of a count, a quantity or a score means the figure that is printed, where one
stands, and else the computed one; that of a rate its exact value. So the engine of a row knows each
computed column twice: as it is computed, and (`printed_id`) as it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from cchc.edition import Edition, Indicator, Instance, Nature, Rule, Severity
from cchc.edition.table import FigureColumn, FormTable, Identity, RowRole, TableRule
from cchc.formula.address import is_address
from cchc.formula.scaled import in_units
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, facts_of, names_of, weights_of
from cchc.judge.engine import Engine
from cchc.record import frozen
from cchc.words import Translated

IDENTITIES = "identities"
"""The rule of a row's engine whose instances are the identities of its columns."""
_AGREES = "agrees"
PRINTED = "__printed"


def printed_id(column: str) -> str:
    """What a computed column is called as it is printed: no name that a catalogue may use."""
    return f"{column}{PRINTED}"


def column_of(name: str) -> str:
    """The column that a name of a row's engine speaks of."""
    return name.removesuffix(PRINTED)


@frozen
class RowCheck:
    """An identity of a row: what it is called, its target, the figures that it is made of, and what must hold."""

    name: str
    column: str
    identity: Identity
    formula: Tree
    check: Tree
    pins: Mapping[str, Fraction]
    """The names of the formula that count in proportion, and how many times; 0 where that is not known."""

    @property
    def is_rate(self) -> bool:
        """Whether a printed rate is held to what its decimals stand for."""
        return isinstance(self.check, Fact)


@frozen(eq=False, repr=False)
class TableEngine:
    """The compiled form of a table; compiling happens at first use and is kept."""

    edition: Edition
    table: FormTable

    def of_row(self, id: str | None) -> TableEngine:
        """The engine of a row, by its id among those of the form: those that are asked otherwise have their own."""
        table = self.table.of_row(id)
        return self if table is self.table else self._of_kinds[self.table.rows[str(id)].like]

    @cached_property
    def _of_kinds(self) -> Mapping[str | None, TableEngine]:
        return {id: TableEngine(self.edition, self.table.of_row(id)) for id in self.table.kinds}

    @cached_property
    def twice(self) -> frozenset[str]:
        """The columns that are known as printed, too: computed ones, and those whose figures are the catalogue's."""
        return frozenset(id for id, column in self.table.columns.items() if column.identities or column.given)

    @cached_property
    def rows(self) -> Engine:
        """The engine of a row."""
        columns = self.table.columns.values()
        lines = {column.id: self._line(column) for column in columns}
        printed = (column.asks for column in columns if column.id in self.twice)
        auxiliaries = {printed_id(asks.id): _as_printed(asks) for asks in printed} | dict(self.table.elsewhere)
        rules = {id: self._rule(each.rule) for id, each in self.table.rules.items() if not each.columns}
        rules[IDENTITIES] = _identities(self.checks)
        return Engine(evolve(self.edition, indicators=lines, auxiliaries=auxiliaries, rules=rules, tables={}))

    def _line(self, column: FigureColumn) -> Indicator:
        formula, asks = column.asks.formula, evolve(column.asks, label=column.title)
        return asks if formula is None else evolve(asks, formula=self.seen(formula))

    def _rule(self, rule: Rule) -> Rule:
        return evolve(rule, instances=tuple(evolve(each, check=self.seen(each.check)) for each in rule.instances))

    def seen(self, tree: Tree) -> Tree:
        """A formula with what its names mean: printed figures where there are some, rates exactly."""
        match tree:
            case Name(id):
                return self._meant(tree, id)
            case Apply(_, args):
                return evolve(tree, args=tuple(map(self.seen, args)))
            case _:
                return tree

    def _meant(self, name: Name, id: str) -> Tree:
        column = self.table.columns.get(id)
        if column is None or not column.identities:
            return name
        if column.is_rate:
            return self.seen(column.identities[0].tree)
        printed = Name(printed_id(id), name.span)
        return Apply("if_", (Apply("known", (printed,)), printed, name), name.span)

    @cached_property
    def checks(self) -> tuple[RowCheck, ...]:
        """Every identity that a row must keep, in the order of the columns."""
        return tuple(check for column in self.table.printed for check in self._checks(column))

    def _checks(self, column: FigureColumn) -> Iterator[RowCheck]:
        for place, identity in enumerate(column.identities, start=1):
            formula = self.seen(identity.tree)
            is_rate = column.is_rate and place == 1
            check: Tree = (
                Fact(_AGREES, (column.id,)) if is_rate else Apply("==", (Name(printed_id(column.id)), formula))
            )
            name, pins = f"{self.table.id}.{column.id}#{place}", self.pinned(identity.tree)
            yield RowCheck(name, column.id, identity, formula, check, pins)

    def pinned(self, tree: Tree) -> Mapping[str, Fraction]:
        """The names of a formula that count in proportion, as it is written and as it is seen, each so many times."""
        weights = weights_of(tree) or {}
        names = [id for id in weights if not (id in self.table.columns and self._is_exact(id))]
        # What is seen in place of a rate may be made of the others, too.
        is_known = len(names) == len(weights)
        pins = {id: weights[id] if is_known else Fraction(0) for id in names}
        return pins | {printed_id(id): weight for id, weight in pins.items()}

    def _is_exact(self, id: str) -> bool:
        """Whether formulas see the exact value of a column: what it is made of, in place of what is printed."""
        return self.table.columns[id].is_rate and bool(self.table.columns[id].identities)

    @cached_property
    def plain(self) -> tuple[Tree, ...] | None:
        """What a row of printed numbers must keep, in units of `scale`; None for a table that asks more than they tell.

        Where all is printed, a name means what is printed, or of a rate what makes it: so these need no row's engine.
        """
        if any(column.given for column in self.table.columns.values()):
            return None
        printed = frozenset(column.id for column in self.table.printed)
        trees = [tree for column in self.table.printed for tree in self._plain(column)]
        trees += [self._of_parts(tree) for rule in self.table.rules.values() for tree in _of_leaves(rule)]
        if not all(printed.issuperset(names_of(tree)) and not facts_of(tree) for tree in trees):
            return None
        return tuple(in_units(tree, self.scale) for tree in trees)

    @cached_property
    def scale(self) -> int:
        """How many units of the last decimal of its printed columns are 1."""
        decimals = (column.asks.decimals for column in self.table.printed if column.asks.kind.has_decimals)
        return int(10 ** max(decimals, default=0))

    def _plain(self, column: FigureColumn) -> Iterator[Tree]:
        """The identities of a column over what is printed, and its whole."""
        for place, identity in enumerate(column.identities):
            made = self._of_parts(identity.tree)
            if column.is_rate and not place:
                off = Apply("abs", (Apply("-", (Name(column.id), made)),))
                yield Apply("<=", (off, Number(Fraction(1, 2 * 10**column.asks.decimals))))
            else:
                yield Apply("==", (Name(column.id), made))
        if column.asks.part_of is not None:
            yield Apply("<=", (Name(column.id), Name(column.asks.part_of)))

    def _of_parts(self, tree: Tree) -> Tree:
        """A formula with rates that have one by what they are made of."""
        match tree:
            case Name(id) if id in self.table.columns and self._is_exact(id):
                return self._of_parts(self.table.columns[id].identities[0].tree)
            case Apply(_, args):
                return evolve(tree, args=tuple(map(self._of_parts, args)))
            case _:
                return tree

    @cached_property
    def judge_plain(self) -> Callable[[Iterable[Sequence[int]]], list[tuple[int, int]]]:
        """What of `plain` fails, by the place of the row, for rows of the printed columns' integers."""
        from cchc.formula.python import compile_rows

        return compile_rows(self.plain or (), [column.id for column in self.table.printed])

    @cached_property
    def inputs(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that the computed figure of each column is made of."""
        columns = self.table.columns.items()
        return {id: self.named(self.seen(column.identities[0].tree)) for id, column in columns if column.identities}

    @cached_property
    def pins(self) -> Mapping[str, tuple[str, ...]]:
        """Of `inputs` those that count in proportion."""
        columns = {id: column for id, column in self.table.columns.items() if column.identities}
        pinned = {id: self.pinned(column.identities[0].tree) for id, column in columns.items()}
        return {id: tuple(part for part in self.inputs[id] if part in pinned[id]) for id in columns}

    @cached_property
    def beyond(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses that the computed figure of each column is made of."""
        columns = self.table.columns.items()
        trees = {id: column.identities[0].tree for id, column in columns if column.identities}
        return {id: tuple(name for name in names_of(tree) if is_address(name)) for id, tree in trees.items()}

    def named(self, tree: Tree) -> tuple[str, ...]:
        """The columns whose figures a formula uses, each once however it is known."""
        return tuple(dict.fromkeys(id for id in map(column_of, names_of(tree)) if id in self.table.columns))

    @cached_property
    def in_sums(self) -> frozenset[str]:
        """The columns that some formula over a row holds together in proportion, no rate among them."""
        columns = (column for column in self.table.printed if column.identities and not column.is_rate)
        named = {column.id: [self.pinned(each.tree) for each in column.identities] for column in columns}
        return frozenset(named).union(*(names for each in named.values() for names in each))

    @cached_property
    def equations(self) -> tuple[tuple[int, TableRule, Tree, Mapping[str, Fraction]], ...]:
        """The rules over rows that hold two formulas equal by definition: the place among the instances of the row's
        engine, the rule, the difference of its sides as it is seen, and the names that count in proportion."""
        told = (each for each in self._equations() if not facts_of(each[2]))
        return tuple((place, each, seen, self.pinned(written)) for place, each, seen, written in told)

    @cached_property
    def equations_with_before(self) -> tuple[tuple[int, TableRule, Tree, Tree], ...]:
        """Those that ask the report before this one, and nothing else: as they are seen, and as they are written."""
        before = {"previous", "same_year_as_previous"}
        asked = ((each, {fact.function for fact in facts_of(each[2])}) for each in self._equations())
        return tuple(each for each, facts in asked if facts and facts <= before)

    def _equations(self) -> Iterator[tuple[int, TableRule, Tree, Tree]]:
        for each in self.table.rules.values():
            if each.columns or each.rule.nature is not Nature.DEFINITIONAL:
                continue
            for instance in each.rule.instances:
                seen, written = difference(self.seen(instance.check)), difference(instance.check)
                if seen is not None and written is not None:
                    place = next(
                        at for at, one in enumerate(self.rows.instances)
                        if one.rule == each.id and one.check == self.seen(instance.check)
                    )  # fmt: skip
                    yield place, each, seen, written

    @cached_property
    def placed(self) -> tuple[tuple[int, RowCheck], ...]:
        """The identities with their places among the instances of the row's engine."""
        by_check = {check.check: check for check in self.checks}
        return tuple(
            (place, by_check[instance.check])
            for place, instance in enumerate(self.rows.instances)
            if instance.rule == IDENTITIES
        )


def difference(check: Tree) -> Tree | None:
    """The difference of the two sides of an equation; None for a check of another kind."""
    return Apply("-", check.args, check.span) if isinstance(check, Apply) and check.op == "==" else None


def _of_leaves(each: TableRule) -> Iterator[Tree]:
    """What a rule asks of a leaf of which everything is printed and agrees; nothing of one for other rows, or that asks
    a report before this one."""
    if each.columns or not each.takes(RowRole.LEAF, None):
        return
    for instance in each.rule.instances:
        facts = {fact.function for fact in facts_of(instance.check)}
        is_of_computed = each.rule.is_standard and facts and facts <= _OF_COMPUTED
        if not (is_of_computed or _asks_before(instance.check)):
            yield instance.check


_OF_COMPUTED = frozenset({"is_undefined", "lacks_part", "is_reported", "shows_error"})
"""What the library's own rules ask of a computed figure that is not what its formula makes, or that nothing makes."""


def _asks_before(check: Tree) -> bool:
    return any(fact.function in ("previous", "same_year_as_previous") for fact in facts_of(check))


def _as_printed(asks: Indicator) -> Indicator:
    return evolve(asks, id=printed_id(asks.id), formula=None, formula_text=None, auxiliary=True)


def _identities(checks: tuple[RowCheck, ...]) -> Rule:
    nothing = Translated()
    return Rule(
        id=IDENTITIES,
        code="",
        check="",
        severity=Severity.ERROR,
        nature=Nature.DEFINITIONAL,
        says=nothing,
        advice=nothing,
        instances=tuple(Instance(IDENTITIES, {"it": check.column}, check.check) for check in checks),
        good={},
        bad={},
    )
