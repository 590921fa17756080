"""An edition with its parameters put in: where a formula names one, the number stands that is in force.

What computes, judges or writes formulas need not know of parameters: it gets none. A parameter that has no value then
stays a name that nothing is known of, so that what needs it is missing, and says for want of what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from cchc.edition import Edition, Indicator, Instance, Rule
from cchc.edition.parameter import ARGUMENT, Band, Parameter, ParameterValue
from cchc.edition.table import ClosedRow, FigureColumn, FormTable, GivenFigure, Identity, RowKind, TableRule
from cchc.formula.functions import BANDS
from cchc.formula.tree import Apply, Name, Tree, literal

InForce = Mapping[str, ParameterValue]
"""The values of parameters by id."""


def constant(edition: Edition) -> Edition:
    """An edition with those parameters put in that are the same as long as it is in force."""
    start, end = edition.in_force_from, edition.in_force_to
    found = {id: each.always(start, end) for id, each in edition.parameters.items()}
    return _with(edition, {id: value for id, value in found.items() if value is not None})


def in_force_on(edition: Edition, day: dt.date) -> Edition:
    """An edition with its parameters as they are on a day."""
    found = {id: each.on(day) for id, each in edition.parameters.items()}
    return _with(edition, {id: value for id, value in found.items() if value is not None})


def newest(edition: Edition) -> Edition:
    """An edition with its parameters as they are in the last period that is known of each."""
    return _with(edition, {id: each.values[-1] for id, each in edition.parameters.items() if each.values})


def rule_in(rule: Rule, edition: Edition, day: dt.date | None) -> Rule:
    """A rule with the parameters of its edition as they are on a day; without one in the last period that is known."""
    values = {id: each.values[-1:] if day is None else (each.on(day),) for id, each in edition.parameters.items()}
    return _rule(rule, {id: value for id, found in values.items() for value in found if value is not None})


def _with(edition: Edition, known: InForce) -> Edition:
    if not known:
        return edition
    return evolve(
        edition,
        indicators={id: _line(line, known) for id, line in edition.indicators.items()},
        auxiliaries={id: _line(line, known) for id, line in edition.auxiliaries.items()},
        rules={id: _rule(rule, known) for id, rule in edition.rules.items()},
        tables={id: _table(table, known) for id, table in edition.tables.items()},
    )


def _line(line: Indicator, known: InForce) -> Indicator:
    return line if line.formula is None else evolve(line, formula=put_in(line.formula, known))


def _rule(rule: Rule, known: InForce) -> Rule:
    return evolve(rule, instances=tuple(_instance(each, known) for each in rule.instances))


def _instance(instance: Instance, known: InForce) -> Instance:
    escalations = (evolve(each, condition=put_in(each.condition, known)) for each in instance.escalations)
    return evolve(instance, check=put_in(instance.check, known), escalations=tuple(escalations))


def _table(table: FormTable, known: InForce) -> FormTable:
    return evolve(
        table,
        columns={id: _column(column, known) for id, column in table.columns.items()},
        rows={id: _row(row, known) for id, row in table.rows.items()},
        rules=_rules(table.rules, known),
        kinds={id: _kind(kind, known) for id, kind in table.kinds.items()},
    )


def _kind(kind: RowKind, known: InForce) -> RowKind:
    columns = {id: _column(column, known) for id, column in kind.columns.items()}
    return RowKind(columns, _rules(kind.rules, known))


def _rules(rules: Mapping[str, TableRule], known: InForce) -> dict[str, TableRule]:
    return {id: evolve(each, rule=_rule(each.rule, known)) for id, each in rules.items()}


def _column(column: FigureColumn, known: InForce) -> FigureColumn:
    default = None if column.default is None else _given(column.default, known)
    identities = _identities(column.identities, known)
    return evolve(column, asks=_line(column.asks, known), identities=identities, default=default)


def _row(row: ClosedRow, known: InForce) -> ClosedRow:
    given = {id: _given(figure, known) for id, figure in row.given.items()}
    return evolve(row, identities=_identities(row.identities, known), given=given)


def _identities(identities: Sequence[Identity], known: InForce) -> tuple[Identity, ...]:
    return tuple(evolve(each, tree=put_in(each.tree, known)) for each in identities)


def _given(figure: GivenFigure, known: InForce) -> GivenFigure:
    value = known.get(figure.parameter) if figure.parameter is not None else None
    return figure if value is None else evolve(figure, number=value.number)


def put_in(tree: Tree, known: InForce) -> Tree:
    """A formula with the values of parameters in the place of their names."""
    match tree:
        case Name(id) if id in known and (number := known[id].number) is not None:
            return literal(Fraction(number))
        case Apply(op, (asked, Name(id))) if op == BANDS and id in known and known[id].bands:
            return _within(known[id].bands, put_in(asked, known), known, id)
        case Apply(_, args):
            return evolve(tree, args=tuple(put_in(each, known) for each in args))
        case _:
            return tree


def _within(bands: Sequence[Band], asked: Tree, known: InForce, id: str) -> Tree:
    """What the band gives that a number lies in; outside of all of them nothing that is known.

    The bands are halved again and again, so that a formula over many of them is broad and not deep.
    """
    found = _halved(bands, asked, known)
    first, last = bands[0].low, bands[-1].high
    inside = [Apply(">=" if first.is_in else ">", (asked, literal(Fraction(first.at))))] if first is not None else []
    inside += [Apply("<=" if last.is_in else "<", (asked, literal(Fraction(last.at))))] if last is not None else []
    for condition in inside:
        found = Apply("if_", (condition, found, Name(id)))
    return found


def _halved(bands: Sequence[Band], asked: Tree, known: InForce) -> Tree:
    if len(bands) == 1:
        return put_in(_asked(bands[0].gives, asked), known)
    middle = len(bands) // 2
    border = bands[middle].low
    assert border is not None
    condition = Apply("<" if border.is_in else "<=", (asked, literal(Fraction(border.at))))
    return Apply("if_", (condition, _halved(bands[:middle], asked, known), _halved(bands[middle:], asked, known)))


def _asked(gives: Tree, asked: Tree) -> Tree:
    match gives:
        case Name(id) if id == ARGUMENT:
            return asked
        case Apply(_, args):
            return evolve(gives, args=tuple(_asked(each, asked) for each in args))
        case _:
            return gives


def dated(edition: Edition) -> tuple[Parameter, ...]:
    """The parameters whose value is another one in one period than in the next."""
    start, end = edition.in_force_from, edition.in_force_to
    return tuple(each for each in edition.parameters.values() if each.always(start, end) is None)
