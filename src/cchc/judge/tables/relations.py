"""All that the form prints and something else tells: formulas, totals, parts, and rules that hold two sides equal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from cchc.edition import Nature
from cchc.edition.table import FigureColumn, OverRows, RowRole, TableRule
from cchc.formula.address import is_address
from cchc.formula.tree import Apply, Fact, Tree, facts_of, literal, names_of, weights_of
from cchc.judge.outcome import Result
from cchc.judge.tables.blanks import lacking_sum
from cchc.judge.tables.column_rules import AskedColumn, asked_columns
from cchc.judge.tables.engine import RowCheck, column_of, difference
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledRow

if TYPE_CHECKING:
    from cchc.edition import Rule


def equalities(tabulation: Tabulation) -> Iterator[Equality]:
    """What the columns and rows of a table say themselves, row by row."""
    for row in tabulation.filled.rows:
        yield from tabulation.doubted.get(row.key) or _of_one(tabulation, row)


def doubtful(tabulation: Tabulation) -> Iterator[Equality]:
    """The same, but of rows of plain figures only those of which something fails; and what rules hold equal.

    They are kept: whoever asks for all of a row needs not judge it again.
    """
    for row in tabulation.filled.rows:
        if row.key not in tabulation.clean:
            tabulation.doubted[row.key] = told = tuple(_of_one(tabulation, row))
            yield from (*told, *_of_row_rules(tabulation, row))
        yield from _of_rules_with_before(tabulation, row)
    yield from _of_column_rules(tabulation)


def of_row(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    """All that its columns, other rows and rules tell of a row."""
    yield from _of_one(tabulation, row)
    yield from _of_row_rules(tabulation, row)
    yield from _of_rules_with_before(tabulation, row)


def of_clean(tabulation: Tabulation, keys: Collection[str]) -> Iterator[Equality]:
    """The same of those rows that `doubtful` leaves out, for cells of theirs of which one may be wrong nevertheless."""
    for row in tabulation.filled.rows:
        if row.key in keys and row.key in tabulation.clean:
            yield from _of_one(tabulation, row)
            yield from _of_row_rules(tabulation, row)


def total_holds(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> bool | None:
    """Whether a printed total is what its rows make; None where that cannot be told."""
    return _of_rows(tabulation, row, column, tabulation.at(row, column.id)).holds


def _of_one(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    yield from _of_row(tabulation, row)
    for column in tabulation.engine_of(row).table.printed:
        if tabulation.printed(row, column.id) is not None:
            yield from _of_figure(tabulation, row, column)


def _of_row(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    """The identities between the columns of a row."""
    results = None
    for place, check in tabulation.engine_of(row).placed:
        column = tabulation.column(row, check.column)
        if tabulation.printed(row, check.column) is None or not _applies(tabulation, row, column, check):
            continue
        results = results or tabulation.computations[row.key].instance_results
        formula = tabulation.elsewhere.seen(check.formula)
        yield _judged(
            Equality(
                check.name,
                Link.RATE if check.is_rate else Link.FORMULA,
                tabulation.at(row, check.column),
                _TOLD[results[place]],
                tabulation,
                formula,
                check.identity.tree,
                _places(tabulation, row, formula),
                pins=check.pins,
            )
        )


def _places(tabulation: Tabulation, row: FilledRow, tree: Tree) -> Mapping[str, tuple[At, ...]]:
    """What the names of a formula over a row mean."""
    columns = tabulation.table.columns
    return {
        name: (tabulation.at(row, column),) if (column := column_of(name)) in columns
        else tabulation.elsewhere.places(name)
        for name in names_of(tree)
    }  # fmt: skip


def _applies(tabulation: Tabulation, row: FilledRow, column: FigureColumn, check: RowCheck) -> bool:
    source = tabulation.source(row, column)
    if source is FigureSource.ROWS:
        return column.holds_on_totals(check.identity)
    return source is FigureSource.FORMULA


def _of_figure(tabulation: Tabulation, row: FilledRow, column: FigureColumn) -> Iterator[Equality]:
    """What other rows, and the catalogue, tell of a figure; and the whole that it is part of."""
    at, table = tabulation.at(row, column.id), tabulation.table
    match tabulation.source(row, column):
        case FigureSource.ROWS:
            yield _of_rows(tabulation, row, column, at)
        case FigureSource.GIVEN:
            known = tabulation.computed(row, column.id)
            holds = None if known is None else known == tabulation.printed(row, column.id)
            yield Equality(f"{table.id}.{column.id}#given", Link.GIVEN, at, holds, tabulation)
        case FigureSource.REPORTED | FigureSource.FORMULA | FigureSource.ABSENT:
            pass
    whole = column.asks.part_of
    if whole is not None:
        yield _part(tabulation, at, tabulation.at(row, whole))
    definition = tabulation.definition(row)
    if definition is not None and definition.part_of is not None and _adds_up(column):
        above = [each for each in tabulation.filled.rows if each.id == definition.part_of]
        yield from (_part(tabulation, at, tabulation.at(each, column.id)) for each in above)


def _adds_up(column: FigureColumn) -> bool:
    """Whether a part of something cannot be more of it: so of what is counted or measured, and never below zero."""
    return column.over_rows is OverRows.SUM and not column.asks.is_signed


def _of_rows(tabulation: Tabulation, row: FilledRow, column: FigureColumn, at: At) -> Equality:
    parts = tabulation.parts(row, column)
    known, printed = tabulation.added(at), tabulation.printed(row, column.id)
    holds, without = None if known is None or printed is None else known == printed, frozenset[At]()
    if known is None and printed is not None:
        lacking = lacking_sum(tabulation, column, parts, printed)
        parts, without, holds = lacking.parts, lacking.without, lacking.holds
    name = f"{tabulation.table.id}.{'total' if row.role is RowRole.TOTAL else 'children'}.{column.id}"
    link = Link.ROWS if parts.weight is None else Link.MEAN
    beyond = () if parts.tree is None else filter(is_address, names_of(parts.tree))
    places = {address: tabulation.elsewhere.places(address) for address in beyond}
    told = Equality(name, link, at, holds, tabulation, None, parts.tree, places, parts, without=without)
    return _judged(told)


def _judged(each: Equality) -> Equality:
    """One that fails, too, where it is divided by 0: no figure may be printed there."""
    if each.exactly is None and _is_printed(each) and each.is_of_nothing:
        each.exactly = False
    return each


def _is_printed(each: Equality) -> bool:
    row = each.tabulation.filled.by_key[each.target.row]
    return each.tabulation.printed(row, each.target.column) is not None


def _part(tabulation: Tabulation, part: At, whole: At) -> Equality:
    less, more = (tabulation.figure(tabulation.filled.by_key[at.row], at.column) for at in (part, whole))
    holds = None if less is None or more is None else less <= more
    name = f"{tabulation.table.id}.{part.column}#part"
    return Equality(name, Link.PART, part, holds, tabulation, places={"whole": (whole,)})


# --- rules that hold two sides equal by definition ------------------------------------------------


def _of_row_rules(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    for place, each, tree, pins in tabulation.engine_of(row).equations:
        if each.takes(row.role, row.id):
            result, seen = (
                _TOLD[tabulation.computations[row.key].instance_results[place]],
                tabulation.elsewhere.seen(tree),
            )
            yield from of_rule(tabulation, each.rule, row.key, result, seen, _places(tabulation, row, seen), pins)


def _of_rules_with_before(tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
    """What rules hold equal to what the report before says of the row: that stands, whatever is wrong here."""
    if row.key not in tabulation.earlier:
        return
    engine, computation = tabulation.engine_of(row), tabulation.computations[row.key]
    for place, each, tree, written in engine.equations_with_before:
        seen, as_written = (_with_before(one, computation.ask) for one in (tree, written))
        if seen is not None and as_written is not None and each.takes(row.role, row.id):
            result = _TOLD[computation.instance_results[place]]
            places = _places(tabulation, row, seen)
            yield from of_rule(tabulation, each.rule, row.key, result, seen, places, engine.pinned(as_written))


def _with_before(tree: Tree, ask: Callable[[str, tuple[str, ...]], object]) -> Tree | None:
    """A formula with the figures of the report before in it; None where one of them is not known."""
    match tree:
        case Fact(function, ids):
            figure = ask(function, ids)
            is_number = isinstance(figure, int | Fraction) and not isinstance(figure, bool)
            return literal(Fraction(str(figure))) if is_number else None
        case Apply("if_", (Fact(function, ids), then, otherwise)):
            is_so = ask(function, ids)
            return _with_before(then if is_so else otherwise, ask) if isinstance(is_so, bool) else None
        case Apply(_, args):
            made = [_with_before(each, ask) for each in args]
            known = [each for each in made if each is not None]
            return evolve(tree, args=tuple(known)) if len(known) == len(made) else None
        case _:
            return tree


def _of_column_rules(tabulation: Tabulation) -> Iterator[Equality]:
    for each in tabulation.table.rules.values():
        tree = equation_of(each)
        if tree is not None:
            for asked in asked_columns(tabulation, each):
                seen = tabulation.elsewhere.seen(tree)
                places, pins = places_of_column(asked, seen), pinned(tree, seen)
                yield from of_rule(tabulation, each.rule, asked.column, asked.holds(each), seen, places, pins)


def equation_of(each: TableRule) -> Tree | None:
    """The difference of the two sides that a rule over columns holds equal; None for a rule of another kind."""
    if not each.columns or each.rule.nature is not Nature.DEFINITIONAL:
        return None
    tree = difference(each.rule.instances[0].check)
    return None if tree is None or facts_of(tree) else tree


def places_of_column(asked: AskedColumn, tree: Tree) -> Mapping[str, tuple[At, ...]]:
    """What the names of a formula over a column mean."""
    tabulation = asked.tabulation
    return {
        name: (tabulation.at(asked.rows[name], asked.column),)
        if name in asked.rows
        else tabulation.elsewhere.places(name)
        for name in names_of(tree)
    }


def pinned(written: Tree, seen: Tree) -> Mapping[str, Fraction]:
    """The names that count in proportion in a formula as it is seen: what makes a rate may be made of them, too."""
    weights, known = weights_of(written) or {}, set(names_of(seen))
    is_known = known.issuperset(weights)
    return {name: weight if is_known else Fraction(0) for name, weight in weights.items() if name in known}


def of_rule(
    tabulation: Tabulation,
    rule: Rule,
    scope: str,
    holds: bool | None,
    tree: Tree,
    places: Mapping[str, tuple[At, ...]],
    pins: Mapping[str, Fraction],
) -> Iterator[Equality]:
    """What a rule holds equal, of its first figure."""
    first = next((found[0] for found in places.values() if found), None)
    if first is not None:
        yield Equality(rule.id, Link.RULE, first, holds, tabulation, tree, None, places, pins=pins, scope=scope)


_TOLD = {Result.PASS: True, Result.FAIL: False, Result.NOT_EVALUATED: None, Result.ERROR: None}
