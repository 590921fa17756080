"""One slip by which much does not hold: columns exchanged, figures in another unit or with the other sign.

A clerk who exchanges two columns breaks a sum in every row, and rates that are right. What explains all of it is tried:
the figures of two columns exchanged, a column so many times as great, a column of the other sign, in all rows or in
one; the figures of two rows exchanged. It is told where everything that failed holds then, nothing fails that held, and
few explain as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, islice

from attrs import evolve

from cchc.edition import IndicatorKind
from cchc.edition.register import kindred
from cchc.edition.table import FigureColumn, RowRole
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.relations import doubtful, of_row
from cchc.judge.tables.suspects import WrongCells
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import define, frozen
from cchc.report import Entry, FilledRow
from cchc.value import Measured, Reported

_FEWEST = 3
"""Equalities that fail, if it is more than a wrong cell; in rows two at least, if it is more than one row."""
_MOST_CELLS = 4_000
"""Of greater tables nothing is tried."""
_MOST_TRIED, _MOST_JUDGED = 400, 6
"""Changes that are tried of a row, and those of them that the whole table is judged with."""
_ROWS_TRIED = 3
_MOST_TOLD = 2
"""Explanations that are told beside each other."""
_POWERS = (3, -3, 6, -6)
"""Of ten by which amounts in thousands and millions of a unit differ from those in it."""


class MixupKind(StrEnum):
    """How figures were mixed up."""

    EXCHANGED = "exchanged"
    ROWS = "rows"
    """Two rows in each other's place."""
    SCALED = "scaled"
    NEGATED = "negated"


@frozen
class Mixup:
    """Columns that were mixed up in some rows (by their keys); of scaled ones by which `power` of ten."""

    kind: MixupKind
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    power: int = 0

    def applied(self, rows: Mapping[str, FilledRow]) -> Mapping[str, FilledRow]:
        """The rows in question as they would be without."""
        if self.kind is MixupKind.ROWS:
            one, other = (rows[key] for key in self.rows)
            return {row.key: evolve(row, entries=of.entries) for row, of in ((one, other), (other, one))}
        return {key: self.mended(rows[key]) for key in self.rows}

    def mended(self, row: FilledRow) -> FilledRow:
        """A row as it would be without."""
        return evolve(row, entries={**row.entries, **dict(self._changed(row.entries))})

    def _changed(self, entries: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
        if self.kind is MixupKind.EXCHANGED:
            one, other = self.columns
            yield from ((id, entries[of]) for id, of in ((one, other), (other, one)) if of in entries)
            return
        for id in self.columns:
            if id in entries:
                yield id, _times(entries[id], self.power, is_negated=self.kind is MixupKind.NEGATED)


@frozen
class Explanation:
    """What explains what fails of a table: one mix-up, or one of several; `explained` are the places of the failing."""

    mixups: tuple[Mixup, ...]
    explained: frozenset[int]

    def cells(self, tabulation: Tabulation) -> tuple[At, ...]:
        """The figures that were mixed up, those of the first column first."""
        rows = tabulation.filled.by_key
        pairs = dict.fromkeys((key, id) for each in self.mixups for id in each.columns for key in each.rows)
        there = ((key, id) for key, id in pairs if tabulation.printed(rows[key], id) is not None)
        return tuple(At(key, id, tabulation.table.id) for key, id in there)


def explanation(tabulation: Tabulation, every: Sequence[Equality], faults: Sequence[WrongCells]) -> Explanation | None:
    """What explains what fails of a table, if it is no cell by itself."""
    own = [fault for fault in faults if fault.lead.table == tabulation.table.id]
    if len(own) <= 1 and all(fault.only is not None for fault in own):
        return None
    if len(tabulation.filled.rows) * len(tabulation.table.printed) > _MOST_CELLS:
        return None
    return _Search(tabulation, every).found()


@define(eq=False)
class _Search:
    tabulation: Tabulation
    every: Sequence[Equality]

    def found(self) -> Explanation | None:
        failing = {at: each for at, each in enumerate(self.every) if each.holds is False}
        if len(failing) < _FEWEST:
            return None
        rows = self._rows_of(failing.values())
        judged: list[tuple[Mixup, frozenset[int]]] = []
        for mixup in islice(self._tried(rows), _MOST_JUDGED):
            explained = self._explained(mixup, failing)
            if len(explained) >= _FEWEST:
                judged.append((mixup, explained))
        most = max((len(explained) for _, explained in judged), default=0)
        best = [(mixup, explained) for mixup, explained in judged if len(explained) == most]
        if not 0 < len(best) <= _MOST_TOLD or len({explained for _, explained in best}) > 1:
            return None
        return Explanation(tuple(mixup for mixup, _ in best), best[0][1])

    def _rows_of(self, failing: Iterable[Equality]) -> Sequence[FilledRow]:
        """The rows of which something fails by itself, leaves first."""
        keys = dict.fromkeys(each.target.row for each in failing if each.link not in (Link.ROWS, Link.MEAN))
        rows = [self.tabulation.filled.by_key[key] for key in keys]
        return sorted(rows, key=lambda row: row.role is not RowRole.LEAF)

    def _tried(self, rows: Sequence[FilledRow]) -> Iterator[Mixup]:
        """What leaves nothing wrong of the first rows of which something is; of all rows, else of the only one."""
        every = tuple(row.key for row in self.tabulation.filled.rows if row.role is not RowRole.HEADING)
        if len(rows) > 1:
            yield from self._fitting(self._of(rows[0], every), rows[:_ROWS_TRIED])
        sums = {each.target.row: each for each in self.every if each.holds is False and each.link is Link.ROWS}
        for row in self._single(rows):
            tried = self._fitting(self._of(row, (row.key,), is_alone=True), [row])
            yield from (each for each in tried if self._mends_sums(each, sums))
        yield from (each for each in self._of_rows() if self._mends_sums(each, sums))

    def _of_rows(self) -> Iterator[Mixup]:
        """Rows that a sum which fails adds up, each exchanged with one that it does not, with which the sum holds."""
        first = next((each for each in self.every if each.holds is False and each.link is Link.ROWS), None)
        rows, id = self.tabulation.filled.by_key, "" if first is None else first.target.column
        added = [] if first is None else [at for at in first.of if at.column == id and at.row in rows]
        others = [row for row in rows.values() if row.role is RowRole.LEAF and all(row.key != at.row for at in added)]
        for at in added:
            wanted, own = first and first.expected(at), rows[at.row]
            for other in others if wanted is not None else ():
                if self.tabulation.figure(other, id) == wanted and own.entries.keys() == other.entries.keys():
                    yield Mixup(MixupKind.ROWS, tuple(own.entries), (own.key, other.key))

    def _single(self, rows: Sequence[FilledRow]) -> Sequence[FilledRow]:
        """The rows that may be the only wrong one: that of which something fails, else those that a total adds up."""
        if rows:
            return rows if len(rows) <= 1 + (rows[-1].role is not RowRole.LEAF) else ()
        return [row for row in self.tabulation.filled.rows if row.role is RowRole.LEAF]

    def _of(self, row: FilledRow, rows: tuple[str, ...], *, is_alone: bool = False) -> Iterator[Mixup]:
        about = {at.column for each in self._failing(self.tabulation, row) for at in each.cells if at.row == row.key}
        columns = [column for column in self.tabulation.engine_of(row).table.printed if _is_number(row, column)]
        amounts = tuple(column.id for column in columns if self._has_kin(column))
        counts = tuple(column.id for column in columns if column.asks.kind is IndicatorKind.COUNT)
        for one, other in combinations(columns, 2):
            is_alike = (one.asks.kind, one.asks.unit) == (other.asks.kind, other.asks.unit)
            is_about = is_alone or one.id in about or other.id in about
            if is_alike and is_about and _figure(row, one) != _figure(row, other):
                yield Mixup(MixupKind.EXCHANGED, (one.id, other.id), rows)
        for power in _POWERS:
            if is_alone:
                yield from (Mixup(MixupKind.SCALED, amounts, rows, power) for _ in amounts[:1])
            else:
                yield from (Mixup(MixupKind.SCALED, (id,), rows, power) for id in amounts if id in about)
                of_counts = (id for id in counts if id in about and self._are_multiples(id, rows, power))
                yield from (Mixup(MixupKind.SCALED, (id,), rows, power) for id in of_counts)
        signed = (column.id for column in columns if column.asks.is_signed and column.id in about)
        yield from (Mixup(MixupKind.NEGATED, (id,), rows) for id in signed)

    def _are_multiples(self, column: str, rows: Iterable[str], power: int) -> bool:
        """Whether all counts of a column are so many times a whole number."""
        entries = (self.tabulation.filled.by_key[key].entries.get(column) for key in rows)
        values = [each.value.value for each in entries if each is not None and isinstance(each.value, Reported)]
        whole = [each for each in values if isinstance(each, int)]
        return power > 0 and any(whole) and len(whole) == len(values) and not any(each % 10**power for each in whole)

    def _has_kin(self, column: FigureColumn) -> bool:
        units = self.tabulation.engine.edition.units
        return column.asks.kind.is_quantity and len(kindred(column.asks.unit or "", units)) > 1

    def _fitting(self, tried: Iterable[Mixup], rows: Sequence[FilledRow]) -> Iterator[Mixup]:
        for mixup in islice(tried, _MOST_TRIED):
            changed = [mixup.mended(row) for row in rows]
            trial = self._with({row.key: row for row in changed})
            if not any(True for row in changed for _ in self._failing(trial, row)):
                yield mixup

    def _mends_sums(self, mixup: Mixup, sums: Iterable[str]) -> bool:
        """Whether nothing fails any more of the rows of which sums do, with a row or two put right."""
        trial = self._with(mixup.applied(self.tabulation.filled.by_key))
        rows = (trial.filled.by_key[key] for key in sums)
        return not any(each.holds is False for above in rows for each in of_row(trial, above))

    def _failing(self, tabulation: Tabulation, row: FilledRow) -> Iterator[Equality]:
        """What fails of a row by itself."""
        links = (Link.ROWS, Link.MEAN)
        return (each for each in of_row(tabulation, row) if each.link not in links and each.holds is False)

    def _explained(self, mixup: Mixup, failing: Mapping[int, Equality]) -> frozenset[int]:
        """The failing equalities that hold without; none where others fail then, or one of its figures still does."""
        trial = self._with(mixup.applied(self.tabulation.filled.by_key))
        trial.add_up()
        left = {_name(each): each for each in doubtful(trial) if each.holds is False}
        names = {_name(each): at for at, each in failing.items()}
        mixed = {(key, id) for key in mixup.rows for id in mixup.columns}
        cells = ((at.row, at.column) for each in left.values() for at in each.cells)
        if left.keys() - names.keys() or not mixed.isdisjoint(cells):
            return frozenset()
        return frozenset(at for name, at in names.items() if name not in left)

    def _with(self, changed: Mapping[str, FilledRow]) -> Tabulation:
        of = self.tabulation
        filled = evolve(of.filled, rows=tuple(changed.get(row.key, row) for row in of.filled.rows))
        return Tabulation(of.engine, filled, of.report, of.earlier, of.no_earlier, of.elsewhere)


def _name(each: Equality) -> tuple[object, ...]:
    return each.name, each.link, each.target, each.scope


def _figure(row: FilledRow, column: FigureColumn) -> object:
    value = row.entries[column.id].value
    return value.value if isinstance(value, Reported) else None


def _is_number(row: FilledRow, column: FigureColumn) -> bool:
    return column.id in row.entries and isinstance(_figure(row, column), int | Decimal)


def _times(entry: Entry, power: int, *, is_negated: bool) -> Entry:
    """A figure so many times, or of the other sign."""
    match entry.value:
        case Reported(int() | Decimal() as number) if not isinstance(number, bool):
            value = (-Decimal(number) if is_negated else Decimal(number)).scaleb(-power)
            printed = entry.printed and evolve(entry.printed, value=value, decimals=entry.printed.decimals + power)
            datum = int(value) if isinstance(number, int) and value == int(value) else Measured(value)
            return evolve(entry, value=Reported(datum), printed=printed)
    return entry
