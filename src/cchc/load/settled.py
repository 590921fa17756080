"""How computed figures go over time and over offices where nobody says so: as what they are made of goes.

A sum of what is added is added, too. All else is computed anew from the whole of its parts, and not given at all where
that would say something else: a product of sums is no sum of products, a share of amounts that do not belong together
is none. So no figure is added that is no sum, unless the catalogue says that it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from attrs import Factory, evolve

from cchc.edition import Indicator, IndicatorKind
from cchc.edition.aggregation import Axis, Way
from cchc.edition.table import FigureColumn, FormTable
from cchc.formula.address import cell_of
from cchc.formula.growth import CONSTANT, ONCE, Powers, grows_evenly, powers_of
from cchc.formula.tree import Tree, adds_up, names_of
from cchc.record import define, frozen

ADDING = (Way.SUM, Way.FLOW, Way.UNION)
"""Ways by which a whole is more than any of its parts."""
_ENDS = (Way.FIRST, Way.LAST, Way.CUMULATIVE)
Key = tuple[str, str, str]
"""A figure by its table, the row that its row is asked like, and its column; of a line the id alone."""
Unsaid = Collection[str]
"""Keys ("over_time", "over_offices") of which a figure says nothing itself."""


@frozen
class SettledFigure:
    """What is known of a figure: `named` finds those that its formula speaks of."""

    asks: Indicator
    named: Callable[[str], Key | None]
    tree: Tree | None = None
    unsaid: Unsaid = ()
    is_given: bool = False
    is_line: bool = False

    def way(self, axis: Axis) -> Way:
        """How it goes, as far as it says so."""
        return self.asks.over_time if axis is Axis.TIME else self.asks.over_offices

    def is_torn(self, other: Way, *, is_sum: bool) -> bool:
        """Whether it cannot be computed anew over one axis, going so over the other: what is added there is no figure
        of its parts here, and a line goes one way over both."""
        return other in (ADDING if not self.is_line else (*ADDING, *_ENDS)) and (self.is_line or not is_sum)


@define(eq=False, repr=False)
class Settling:
    """Asks figures how they go, each after those that it is made of."""

    figures: Mapping[Key, SettledFigure]
    parameters: Collection[str]
    _known: dict[tuple[Key, Axis], Way] = Factory(dict)
    _powered: dict[tuple[Key, Axis], Powers | None] = Factory(dict)
    _asked: set[Key] = Factory(set)

    def __attrs_post_init__(self) -> None:
        """Each figure is asked once, after those that it is made of, however many stand on each other."""
        with suppress(CycleError):  # a mistake of its own, which is told elsewhere
            for key in TopologicalSorter(self._parts()).static_order():
                for axis in Axis:
                    self.way(key, axis)
                    self._powers(key, axis)

    def _parts(self) -> dict[Key, list[Key]]:
        return {
            key: [named for name in names_of(figure.tree) if (named := figure.named(name)) in self.figures and named]
            for key, figure in self.figures.items()
            if figure.tree is not None
        }

    def way(self, key: Key, axis: Axis) -> Way:
        """How a figure goes over an axis; within a circle of formulas, which is a mistake of its own, as it says."""
        figure = self.figures[key]
        if (key, axis) not in self._known:
            self._known[key, axis] = figure.way(axis)
            if figure.tree is not None and f"over_{axis}" in figure.unsaid and figure.asks.kind.is_number:
                self._known[key, axis] = self._settled(key, figure, figure.tree, axis)
        return self._known[key, axis]

    def _settled(self, key: Key, figure: SettledFigure, tree: Tree, axis: Axis) -> Way:
        own = figure.way(axis)
        if own not in (*ADDING, Way.RECOMPUTE):
            return own
        is_sum = adds_up(tree)
        if own in ADDING and is_sum and all(self._is_added(figure.named(name), axis) for name in names_of(tree)):
            return own
        other = Axis.OFFICES if axis is Axis.TIME else Axis.TIME
        if f"over_{other}" not in figure.unsaid and figure.is_torn(figure.way(other), is_sum=is_sum):
            return Way.REPORTED
        return Way.RECOMPUTE if grows_evenly(self._powers(key, axis)) else Way.REPORTED

    def _is_added(self, key: Key | None, axis: Axis) -> bool:
        if key is None or key not in self.figures or self.figures[key].is_given:
            return False
        return self.way(key, axis) in ADDING

    def _powers(self, key: Key, axis: Axis) -> Powers | None:
        """How a computed figure grows with more offices or months; what a stock is part of grows as it likes,
        and a rate on one is that of the whole period."""
        if (key, axis) not in self._powered:
            found = self._found_powers(key, axis)
            if key in self._asked:  # within a circle
                return found
            self._powered[key, axis] = found
        return self._powered[key, axis]

    def _found_powers(self, key: Key, axis: Axis) -> Powers | None:
        figure = self.figures[key]
        if figure.tree is None or key in self._asked:
            return None
        self._asked.add(key)
        found = powers_of(figure.tree, lambda name: self._power(name, figure, axis))
        self._asked.discard(key)
        named = [each for name in names_of(figure.tree) if (each := figure.named(name)) is not None]
        has_stock = any(each in self.figures and self.way(each, axis) in _ENDS for each in named)
        return None if has_stock and found is not None and (len(found) > 1 or figure.asks.kind.is_rate) else found

    def _power(self, name: str, figure: SettledFigure, axis: Axis) -> Powers | None:
        key = figure.named(name)
        if key is None or key not in self.figures:
            return CONSTANT if name in self.parameters else None
        if self.figures[key].is_given:
            return CONSTANT
        match self.way(key, axis):
            case Way.SUM | Way.FLOW | Way.UNION:
                return ONCE
            case Way.FIRST | Way.LAST | Way.CUMULATIVE:
                return CONSTANT
            case Way.RECOMPUTE:
                return self._powers(key, axis)
            case _:
                return None


def settled_lines(
    lines: Mapping[str, Indicator],
    auxiliaries: Mapping[str, Indicator],
    unsaid: Mapping[str, Unsaid],
    parameters: Collection[str],
) -> tuple[dict[str, Indicator], dict[str, Indicator]]:
    """Lines, and the figures beside them, with the ways that follow from their formulas; of two with one id the first
    counts."""
    figures = {
        ("", "", id): SettledFigure(line, lambda name: ("", "", name), line.formula, unsaid.get(id, ()), is_line=True)
        for id, line in {**auxiliaries, **lines}.items()
    }
    settling = Settling(figures, parameters)
    settled = {id: _with_ways(line, settling, ("", "", id)) for id, line in lines.items()}
    beside = {id: line if id in lines else _with_ways(line, settling, ("", "", id)) for id, line in auxiliaries.items()}
    return settled, beside


def settled_tables(
    tables: Mapping[str, FormTable], unsaid: Mapping[str, Mapping[str, Unsaid]], parameters: Collection[str]
) -> dict[str, FormTable]:
    """Tables whose columns have the ways that follow from their formulas, in rows of their own kinds as well."""
    settling = Settling(dict(_figures(tables, unsaid)), parameters)
    return {id: _settled_table(table, settling) for id, table in tables.items()}


def _figures(
    tables: Mapping[str, FormTable], unsaid: Mapping[str, Mapping[str, Unsaid]]
) -> Iterator[tuple[Key, SettledFigure]]:
    for id, table in tables.items():
        for row, columns in (("", table.columns), *((row, kind.columns) for row, kind in table.kinds.items())):
            said = table.rows[row].own if row else {}
            for column in columns.values():
                tree = column.identities[0].tree if column.identities else None
                open_keys = [key for key in unsaid.get(id, {}).get(column.id, ()) if key not in said]
                yield (
                    (id, row, column.id),
                    SettledFigure(column.asks, _namer(tables, id, row), tree, open_keys, is_given=column.given),
                )


def _namer(tables: Mapping[str, FormTable], table: str, row: str) -> Callable[[str], Key | None]:
    def named(name: str) -> Key | None:
        cell = cell_of(name)
        if cell is None:
            return _key(tables, table, row, name)
        there = tables.get(cell.table)
        definition = None if there is None else there.rows.get(cell.row or "")
        return _key(tables, cell.table, (definition.like if definition is not None else None) or "", cell.column)

    return named


def _key(tables: Mapping[str, FormTable], table: str, row: str, column: str) -> Key | None:
    if table not in tables or column not in tables[table].columns:
        return None
    kind = tables[table].kinds.get(row)
    return (table, row if kind is not None and column in kind.columns else "", column)


def _settled_table(table: FormTable, settling: Settling) -> FormTable:
    def settled(row: str, columns: Mapping[str, FigureColumn]) -> dict[str, FigureColumn]:
        return {
            id: evolve(column, asks=_with_ways(column.asks, settling, (table.id, row, id)))
            for id, column in columns.items()
        }

    kinds = {row: evolve(kind, columns=settled(row, kind.columns)) for row, kind in table.kinds.items()}
    return evolve(table, columns=settled("", table.columns), kinds=kinds)


def _with_ways(asks: Indicator, settling: Settling, key: Key) -> Indicator:
    over_time, over_offices = settling.way(key, Axis.TIME), settling.way(key, Axis.OFFICES)
    figure = settling.figures[key]
    if figure.is_line and Way.RECOMPUTE in (over_time, over_offices):
        over_time = Way.RECOMPUTE if over_time in ADDING and "over_time" in figure.unsaid else over_time
        over_offices = Way.RECOMPUTE if over_offices in ADDING and "over_offices" in figure.unsaid else over_offices
    if (over_time, over_offices) == (asks.over_time, asks.over_offices):
        return asks
    return evolve(asks, over_time=over_time, over_offices=over_offices)


def is_added_amiss(kind: IndicatorKind, tree: Tree | None, way: Way) -> bool:
    """Whether a catalogue says of a quotient, or of what is none of amounts, that it is added."""
    if tree is None or way not in ADDING or not kind.is_number or adds_up(tree):
        return False
    powers = powers_of(tree, lambda _: ONCE)
    return powers is None or not powers or min(powers) < 1
