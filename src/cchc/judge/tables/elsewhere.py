"""Figures that formulas speak of by an address: a cell of a table, or how many rows keep a condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import is_

from attrs import evolve

from cchc.edition.binding import InForce, put_in
from cchc.edition.table import TOTAL, RowRole
from cchc.formula import reference
from cchc.formula.address import CellAddress, cell_of, counted, is_address
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Tree, names_of, substitute
from cchc.judge.engine import Engine, no_facts
from cchc.judge.tables.beyond import CountedRows
from cchc.judge.tables.figures import datum
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.record import frozen
from cchc.report import Entry, FilledRow
from cchc.value import Reported

Tables = Mapping[str, Tabulation]


@frozen
class Elsewhere:
    """The tables of a report, asked for figures by their addresses."""

    tables: Tables

    def figure(self, name: str, changed: Mapping[At, Fraction] | None = None) -> Fraction | None:
        """The figure that a name means, as formulas see it; None where the report has none there. Of counted rows it
        may be asked what it were if other figures stood in some cells."""
        cell, counting = cell_of(name), self.counting(name)
        if counting is not None:
            return self._count(counting, changed or {})
        return None if cell is None else self._of_cell(cell)

    def places(self, name: str) -> tuple[At, ...]:
        """The figures that a name rests on: its cell; of counted rows all that the condition looks at."""
        cell, counting = cell_of(name), self.counting(name)
        if counting is not None:
            return tuple(at for row in counting.rows for at in row.values())
        row = None if cell is None else self._row(cell)
        return () if cell is None or row is None else (At(row.key, cell.column, cell.table),)

    def seen(self, tree: Tree) -> Tree:
        """A formula with rates of which it knows the exact value by what makes them, as that of a row has them."""
        match tree:
            case Name(id) if is_address(id):
                return self._made(id) or tree
            case Apply(_, args):
                seen = tuple(map(self.seen, args))
                # Most formulas speak of their own row alone: they stay as they are.
                return tree if all(map(is_, seen, args)) else evolve(tree, args=seen)
            case _:
                return tree

    def _made(self, name: str) -> Tree | None:
        """What makes a rate, its columns by their addresses; None for a figure that is seen as it is printed."""
        cell = cell_of(name)
        row = None if cell is None else self._row(cell)
        if cell is None or row is None:
            return None
        tabulation = self.tables[cell.table]
        column = tabulation.column(row, cell.column)
        is_made = column.is_rate and tabulation.source(row, column) is FigureSource.FORMULA
        if not is_made or tabulation.computed(row, column.id) is None:
            return None
        beside = {id: evolve(cell, column=id).name for id in tabulation.table.columns}
        return self.seen(substitute(column.identities[0].tree, beside))

    def tabulation(self, table: str) -> Tabulation:
        """A table of the report."""
        return self.tables[table]

    def counting(self, name: str) -> CountedRows | None:
        """What a name that counts rows asks of them; None for a name of another kind, and where the table is not."""
        text = counted(name)
        if text is None:
            return None
        tree, columns = _condition(text)
        table = next(iter(columns.values())).table
        tabulation = self.tables.get(table)
        if tabulation is None:
            return None
        leaves = _leaves(tabulation, columns.values())
        rows = ({name: At(row.key, cell.column, table) for name, cell in columns.items()} for row in leaves)
        return CountedRows(put_in(tree, _in_force(tabulation)), tuple(rows))

    def entry(self, name: str) -> Entry | None:
        """The figure as an entry of a form: as it stands in its cell, or else as its column states it."""
        cell, figure = cell_of(name), self.figure(name)
        if cell is None:
            return None if figure is None else Entry(Reported(figure.numerator))
        tabulation, row = self.tables.get(cell.table), self._row(cell)
        if tabulation is None or row is None:
            return None
        entry, column = tabulation.stated(row, cell.column), tabulation.column(row, cell.column)
        if figure is None:
            return entry
        value = Reported(datum(column, figure))
        return Entry(value) if entry is None else evolve(entry, value=value)

    def _of_cell(self, cell: CellAddress) -> Fraction | None:
        tabulation, row = self.tables.get(cell.table), self._row(cell)
        return None if tabulation is None or row is None else tabulation.figure(row, cell.column)

    def _row(self, cell: CellAddress) -> FilledRow | None:
        tabulation = self.tables.get(cell.table)
        rows = () if tabulation is None else tabulation.filled.rows
        found = [row for row in rows if row.id == cell.row or cell.row is None]
        if not found and cell.row == TOTAL:
            found = [row for row in rows if row.role is RowRole.TOTAL]
        return found[0] if len(found) == 1 else None

    def _count(self, counting: CountedRows, changed: Mapping[At, Fraction]) -> Fraction | None:
        """How many rows keep a condition; nothing where of one it cannot be told."""
        count = 0
        for row in counting.rows:
            figures = {name: changed.get(at, self.tables[at.table].figure_at(at)) for name, at in row.items()}
            keeps = reference.evaluate(counting.condition, figures.get, no_facts)
            if not isinstance(keeps, bool):
                return None
            count += keeps
        return Fraction(count)


def _leaves(tabulation: Tabulation, cells: Iterable[CellAddress]) -> Iterator[FilledRow]:
    """The rows that stand over no others and have all of the columns."""
    columns = [tabulation.table.columns[each.column] for each in cells]
    for row in tabulation.filled.rows:
        if row.role is RowRole.LEAF and all(tabulation.rows.has(row, column) for column in columns):
            yield row


def _in_force(tabulation: Tabulation) -> InForce:
    """The parameters as they are in the period of the report; of one without a period those that never change."""
    edition, period = tabulation.engine.edition, tabulation.report.period
    start, end = edition.in_force_from, edition.in_force_to
    parameters = edition.parameters.items()
    found = {id: each.always(start, end) if period is None else each.on(period.calendar_end) for id, each in parameters}
    return {id: value for id, value in found.items() if value is not None}


@lru_cache(maxsize=256)
def _condition(text: str) -> tuple[Tree, Mapping[str, CellAddress]]:
    tree = parse(text, has_tables=True)
    return tree, {name: cell for name in names_of(tree) if (cell := cell_of(name)) is not None}


def known(engine: Engine, tables: Tables) -> tuple[dict[str, object], dict[str, Entry]]:
    """The figures of tables that an edition's lines and rules speak of: as formulas see them, and as entries."""
    elsewhere = Elsewhere(tables)
    entries = {id: entry for id in engine.addresses if (entry := elsewhere.entry(id)) is not None}
    figures: dict[str, object] = {}
    for id in entries:
        figure = elsewhere.figure(id)
        if figure is not None:
            figures[id] = figure.numerator if figure.denominator == 1 else figure
    return figures, entries
