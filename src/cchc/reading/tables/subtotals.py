"""Rows in the midst of those that an office writes which only add up others: known by their words and their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property
from math import inf

from attrs import evolve

from cchc.edition.table import FormTable, RowRole
from cchc.reading.tables.adding import TOTAL_ROW, Adding, Number, Vector
from cchc.reading.tables.body import PlacedRow, placed
from cchc.reading.tables.levels import Levels
from cchc.record import define, frozen
from cchc.report import Entry
from cchc.text.spelling import key
from cchc.words import data

_CLEARLY = 2
"""Columns that agree with what rows come to, where others do not, before a cell is taken to be wrong."""


class Subtotalled(StrEnum):
    """Why a row is taken for a subtotal, or that it is not known whether it is one."""

    AGREES = "agrees"
    DIFFERS = "differs"
    """It is what some rows come to in most columns, and not in all; or the total holds with it in place of them."""
    REPLACES = "replaces"
    """Some of those rows say nothing, and the total holds with it in place of them."""
    ALONE = "alone"
    """No rows come to it, and the total holds without it alone."""
    COUNTED = "counted"
    """It is what several rows come to, and the total holds only if it is added to them."""
    UNKNOWN = "unknown"


@frozen
class Subtotal:
    """A row that is called a total: the rows that it adds up, and the columns in which it is not what they come to."""

    row: PlacedRow
    how: Subtotalled
    of: tuple[PlacedRow, ...] = ()
    columns: tuple[str, ...] = ()


@frozen
class RowsApart:
    """The rows of a table without its subtotals, those by their places, and those of which it is not known."""

    subtotals: Mapping[int, Subtotal]
    unknown: tuple[Subtotal, ...]
    rows: tuple[PlacedRow, ...]
    figures: tuple[Mapping[str, Entry], ...]


def parted(table: FormTable, rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]) -> RowsApart | None:
    """The rows, those apart that only add up others; None where no row is called so."""
    rows = _with_one_total(rows)
    subtotals = _Subtotals(Adding(table, rows, figures))
    if not (subtotals.adds_up and subtotals.called_so):
        return None
    known, unknown = subtotals.told()
    kept = [at for at in range(len(rows)) if at not in known]
    # What stands under what may be told by the rows between.
    again = placed([rows[at].body for at in kept], table).rows if known else tuple(rows)
    return RowsApart(known, unknown, again, tuple(figures[at] for at in kept))


def _with_one_total(rows: Sequence[PlacedRow]) -> Sequence[PlacedRow]:
    """The rows, of which only the last (or the first) is the total, where parts have a subtotal that is called so, too;
    one right beside it is the total again."""
    totals = [at for at, row in enumerate(rows) if row.role is RowRole.TOTAL]
    whole = next((at for at in (len(rows) - 1, 0) if at in totals), None)
    parts = [at for at in totals if at != whole]
    if whole is None or not parts or any(abs(at - other) == 1 for at in parts for other in totals if other != at):
        return rows
    return [evolve(row, role=RowRole.LEAF) if at in parts else row for at, row in enumerate(rows)]


@frozen
class _Fit:
    """Rows that one may add up, and the columns in which it does and does not."""

    run: tuple[int, ...]
    agreeing: int
    off: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.agreeing) and not self.off

    @property
    def is_certain(self) -> bool:
        """Whether it is no chance: several rows, and columns, tell it."""
        return self.is_whole and len(self.run) > 1 and self.agreeing >= _CLEARLY

    @property
    def how(self) -> Subtotalled:
        """What is said of a row that so adds up others."""
        return Subtotalled.AGREES if self.is_whole else Subtotalled.DIFFERS

    @property
    def is_clear(self) -> bool:
        """Whether so much agrees that what does not is a wrong cell."""
        return self.agreeing >= _CLEARLY and self.agreeing > len(self.off)


@define(eq=False)
class _Subtotals:
    """The rows that are called totals, held against the rows around them and the total of the table."""

    adding: Adding

    @cached_property
    def called_so(self) -> list[int]:
        """Those whose names begin as those of totals do, without a number, and with figures; what others stand under
        adds up those, and the last or first may be the table's own total."""
        rows, parents = self.adding.rows, set(self.adding.above())
        begins = (*map(key, _words("begins")), *_own_names(self.adding.table))
        ends = () if self.adding.total is not None else (0, len(rows) - 1)
        return [
            at
            for at, row in enumerate(rows)
            if row.role is not RowRole.TOTAL
            and at not in parents
            and not row.body.code
            and any(self.adding.vectors[at])
            and _is_called(row.body.label, begins)
            and not (at in ends and key(row.body.label).strip(" :.*") in map(key, _words("words")))
        ]

    def told(self) -> tuple[dict[int, Subtotal], tuple[Subtotal, ...]]:
        """Which of them are subtotals, by their places, and of which it is not known."""
        fits = {at: fit for at in self.called_so if (fit := self._fit(at)) is not None}
        unknown: list[Subtotal] = []
        if self._is_truer(frozenset(), than=frozenset(fits)):
            doubled = {at: fit for at, fit in fits.items() if fit.is_certain}
            unknown += [self._subtotal(at, fit, Subtotalled.COUNTED) for at, fit in doubled.items()]
            fits = {}
        known = {at: self._subtotal(at, fit, fit.how) for at, fit in fits.items()}
        without = frozenset(known)
        for at in self.called_so if self._has_total else ():
            more = without | {at}
            if at in without or self._is_truer(without, than=more):
                continue
            instead = self._replaced(at, without)
            if instead is not None:
                how = Subtotalled.DIFFERS if instead.off else Subtotalled.REPLACES
                known[at] = self._subtotal(at, instead, how)
            elif self._is_truer(more, than=without):
                near = self._nearest(at)
                alone = Subtotal(self.adding.rows[at], Subtotalled.ALONE)
                known[at] = alone if near is None else self._subtotal(at, near, Subtotalled.DIFFERS)
            else:
                unknown.append(Subtotal(self.adding.rows[at], Subtotalled.UNKNOWN))
        return known, tuple(unknown)

    def _replaced(self, at: int, without: frozenset[int]) -> _Fit | None:
        """The rows in place of which a row makes the total hold, in each column that tells: one of them is wrong or
        blank."""
        runs = (self._part(at), *self._runs(at, -1), *self._runs(at, 1))
        return next((self._held(at, run) for run in runs if run and self._is_exact(without.union(run))), None)

    def _part(self, at: int) -> tuple[int, ...]:
        """All rows above one, up to the subtotal before it, those with nothing in them among them."""
        parents = set(self.adding.above())
        first = max(
            (other + 1 for other in (*self.called_so, self.adding.total) if other is not None and other < at), default=0
        )
        return tuple(each for each in range(first, at) if each not in parents)

    def _is_exact(self, without: frozenset[int]) -> bool:
        off = self.adding.balance(self.adding.above(), without).get(TOTAL_ROW, ())
        total = self.adding.vectors[self.adding.total or 0]
        return not any(off) and any(each == 0 and own for each, own in zip(off, total, strict=False))

    @property
    def adds_up(self) -> bool:
        """Whether rows of the table are added up at all, to a total or by groups."""
        return self._has_total or Levels.of(self.adding.table).are_several

    @property
    def _has_total(self) -> bool:
        """Whether the form has a total: in what has none, nothing counts twice that is a row of its own."""
        return self.adding.table.open is not None and self.adding.table.open.total is not None

    def _is_truer(self, without: frozenset[int], than: frozenset[int]) -> bool:
        """Whether the total is rather what the rows come to without some than without others; a few cells may be
        wrong."""
        one, other = self._off(without), self._off(than)
        return one is not None and other is not None and one < other

    def _off(self, without: frozenset[int]) -> float | None:
        """In how many columns the total is off, without end where no wrong cells explain it; None where it is not
        there."""
        off = self.adding.balance(self.adding.above(), without).get(TOTAL_ROW)
        if off is None or self.adding.total is None:
            return None
        return inf if self.adding.is_broad(TOTAL_ROW, off) else sum(map(bool, off))

    def _subtotal(self, at: int, fit: _Fit, how: Subtotalled) -> Subtotal:
        rows = self.adding.rows
        columns = tuple(self.adding.columns[place].id for place in fit.off)
        return Subtotal(rows[at], how, tuple(rows[each] for each in sorted(fit.run)), columns)

    def _fit(self, at: int) -> _Fit | None:
        """The rows that one adds up: the nearest above it, or below, that come to it as a whole, or nearly."""
        fits = [self._held(at, run) for run in (*self._runs(at, -1), *self._runs(at, 1))]
        whole = next((fit for fit in fits if fit.is_whole), None)
        return whole or next((fit for fit in fits if fit.is_clear), None)

    def _nearest(self, at: int) -> _Fit | None:
        """The rows nearest to one that come to it in some column."""
        fits = (self._held(at, run) for run in (*self._runs(at, -1), *self._runs(at, 1)))
        return next((fit for fit in fits if fit.agreeing), None)

    def _runs(self, at: int, step: int) -> Iterator[tuple[int, ...]]:
        """The rows beside one up to the next subtotal or heading; then those up to the one after that, and so on."""
        run: list[int] = []
        stop = len(self.adding.rows) if step > 0 else -1
        for place in range(at + step, stop, step):
            if place in self._counted:
                run.append(place)
            elif run:
                yield tuple(run)
        if run:
            yield tuple(run)

    @cached_property
    def _counted(self) -> frozenset[int]:
        """The rows with figures of their own, which no others stand under."""
        adding = self.adding
        apart = {*self.called_so, *adding.above()}
        return frozenset(
            at
            for at, (row, vector) in enumerate(zip(adding.rows, adding.vectors, strict=True))
            if at not in apart and row.role is not RowRole.TOTAL and any(each is not None for each in vector)
        )

    def _held(self, at: int, run: Sequence[int]) -> _Fit:
        own, made = self.adding.vectors[at], _sum([self.adding.vectors[each] for each in run])
        told = [(place, a, b) for place, (a, b) in enumerate(zip(own, made, strict=True)) if a is not None]
        agreeing = sum(a == b and bool(a) for _, a, b in told)
        return _Fit(tuple(run), agreeing, tuple(place for place, a, b in told if b is not None and a != b))


def _sum(vectors: Sequence[Vector]) -> list[Number | None]:
    return [None if None in figures else sum(each or 0 for each in figures) for figures in zip(*vectors, strict=True)]


def _is_called(label: str, begins: Sequence[str]) -> bool:
    own = key(label)
    if any(_opens(own, key(each)) for each in _words("unless")):
        return False
    return any(_opens(own, each) for each in begins)


def _opens(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()


def _own_names(table: FormTable) -> Iterator[str]:
    label = table.open.total if table.open is not None else None
    return iter(()) if label is None else map(key, table.spellings(label))


@cache
def _words(of: str) -> tuple[str, ...]:
    """How totals are called on any form: by what `words`, and how the names of subtotals begin, and do not."""
    return tuple(data("form")["totals"][of])
