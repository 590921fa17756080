"""Which rows stand under which, and what the figure of a total or parent row is made of: told here alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from cchc.edition.table import Blank, ClosedRow, FigureColumn, FormTable, OverRows, RowRole
from cchc.formula.tree import Tree, names_of
from cchc.record import define, field, frozen
from cchc.report import Entry, FilledRow, FilledTable
from cchc.text.spelling import seen
from cchc.value import Missing

_ADDING = (RowRole.PARENT, RowRole.TOTAL)


@frozen
class Parts:
    """The rows that a figure is made of, each counted once: by a formula over their ids, as their mean by the figures
    of another column, or else as their sum. `lacking` are the ids of rows that a sum names and that have no such
    figure, so that it skips them. They are not whole where a row that the form prints is not in the file, or where
    nobody can tell which rows they are."""

    rows: tuple[FilledRow, ...]
    tree: Tree | None = None
    text: str = ""
    weight: str | None = None
    lacking: frozenset[str] = frozenset()
    is_whole: bool = True


def _says(entry: Entry) -> bool:
    return not isinstance(entry.value, Missing) or (entry.cell is not None and bool(seen(entry.cell.text)))


@define(eq=False, repr=False)
class Hierarchy:
    """The rows of one table of a report, as they stand over each other."""

    table: FormTable
    filled: FilledTable
    _open: dict[str, tuple[FilledRow, ...]] = field(factory=dict)

    def definition(self, row: FilledRow) -> ClosedRow | None:
        """The row of the form that it is."""
        return self.table.rows.get(row.id) if row.id is not None else None

    def has(self, row: FilledRow, column: FigureColumn) -> bool:
        """Whether the form has a figure there."""
        definition = self.definition(row)
        return row.role is not RowRole.HEADING and (definition is None or definition.has(column.id))

    def adds(self, row: FilledRow) -> bool:
        """Whether the figures of a row are made of other rows."""
        definition = self.definition(row)
        if definition is None:
            return row.role in _ADDING
        return definition.adds and not (self._is_open(definition) and not self.under(row))

    def _is_open(self, definition: ClosedRow) -> bool:
        """Whether a row adds up what the office writes under it: where it writes none, its figure is its own."""
        of_office = self.table.open is not None and self.table.open.under == definition.id
        return of_office and definition.adds_children and definition.id not in self._printed_under

    def under(self, row: FilledRow) -> tuple[FilledRow, ...]:
        """The rows right under a row; under the total those that stand under no other."""
        return self._under.get(None if row.role is RowRole.TOTAL else row.key, ())

    @cached_property
    def _under(self) -> Mapping[str | None, tuple[FilledRow, ...]]:
        found: dict[str | None, list[FilledRow]] = {}
        for row in self.filled.rows:
            if row.role is not RowRole.TOTAL:
                found.setdefault(row.parent, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def blank(self) -> frozenset[str]:
        """The rows in which nothing stands but what the catalogue gives; none where a blank is a zero."""
        if self.table.blank is Blank.ZERO:
            return frozenset()
        given = {id for id, column in self.table.columns.items() if column.given}
        return frozenset(
            row.key
            for row in self.filled.rows
            if not any(_says(entry) for id, entry in row.entries.items() if id not in given)
        )

    @cached_property
    def in_order(self) -> tuple[FilledRow, ...]:
        """The rows that others make, each after those of them that its figures can be made of."""
        done: dict[str, FilledRow] = {}
        for first in self.filled.rows:
            waiting, begun = [first] if self.adds(first) else [], set[str]()
            while waiting:
                row = waiting[-1]
                if row.key in begun or row.key in done:
                    done.setdefault(row.key, waiting.pop())
                else:
                    begun.add(row.key)
                    waiting += [each for each in self._before(row) if each.key not in begun and self.adds(each)]
        return tuple(done.values())

    def _before(self, row: FilledRow) -> tuple[FilledRow, ...]:
        definition = self.definition(row)
        return self._named(definition) if definition is not None and definition.identities else self.under(row)

    def _named(self, definition: ClosedRow) -> tuple[FilledRow, ...]:
        ids = names_of(definition.identities[0].tree)
        return tuple(self._by_id[id] for id in ids if id in self._by_id)

    @cached_property
    def _by_id(self) -> Mapping[str, FilledRow]:
        return {row.id: row for row in self.filled.rows if row.id is not None}

    def parts(self, row: FilledRow, column: FigureColumn) -> Parts:
        """What the figure of a total or parent is made of."""
        weight = column.weight if column.over_rows is OverRows.MEAN else None
        definition = self.definition(row)
        if definition is None or not definition.identities:
            is_whole = not self._are_gone(definition.id, column) if definition is not None else not self.filled.is_open
            return Parts(self._alike(row, column), weight=weight, is_whole=is_whole)
        identity, named = definition.identities[0], self._named(definition)
        rows = tuple(each for each in named if self.has(each, column))
        is_whole = not any(self._is_gone(self.table.rows.get(id), column) for id in names_of(identity.tree))
        if weight is not None:
            return Parts(rows, weight=weight, is_whole=is_whole)
        lacking = {each.id for each in named if not self.has(each, column) and each.id is not None}
        lacking = lacking if identity.is_sum and rows else set()
        return Parts(rows, identity.tree, identity.text, lacking=frozenset(lacking), is_whole=is_whole)

    def _are_gone(self, id: str, column: FigureColumn) -> bool:
        """Whether of the rows that the form prints under one, and that it adds up, some are not in the file."""
        under = (each for each in self._printed_under.get(id, ()) if each.part_of is None)
        return any(self._is_gone(each, column) or self._passes_by(each, column) for each in under)

    def _passes_by(self, each: ClosedRow, column: FigureColumn) -> bool:
        return not each.has(column.id) and self._are_gone(each.id, column)

    def _is_gone(self, definition: ClosedRow | None, column: FigureColumn) -> bool:
        return definition is not None and definition.has(column.id) and definition.id not in self._by_id

    @cached_property
    def _printed_under(self) -> Mapping[str, tuple[ClosedRow, ...]]:
        found: dict[str, list[ClosedRow]] = {}
        for each in self.table.rows.values():
            if each.under is not None:
                found.setdefault(each.under, []).append(each)
        return {id: tuple(rows) for id, rows in found.items()}

    def _alike(self, row: FilledRow, column: FigureColumn) -> tuple[FilledRow, ...]:
        """The rows that a row adds up: where the office writes them, the same in every column."""
        if self.table.rows:
            return tuple(self._counted(row, column))
        if row.key not in self._open:
            under = self.under(row)
            has_headings = any(each.role is RowRole.HEADING for each in under)
            self._open[row.key] = tuple(self._counted(row, column)) if has_headings else under
        return self._open[row.key]

    def _counted(self, row: FilledRow, column: FigureColumn) -> Iterator[FilledRow]:
        """The rows under a row: of one that has no such figure those under it, of one that is part of another none."""
        waiting = list(reversed(self.under(row)))
        while waiting:
            each = waiting.pop()
            definition = self.definition(each)
            if definition is not None and definition.part_of is not None:
                continue
            if self.has(each, column):
                yield each
            else:
                waiting += reversed(self.under(each))
