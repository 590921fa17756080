"""How much of what a figure needs was given: months given of months expected, and whether that is all of it.

A flow needs every month of every office; of what stands at one end of a period that end's month is needed alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from cchc.batch.dialect import Dialect, Expr
from cchc.batch.rollup.amounts import Amount, Amounts
from cchc.batch.rollup.counted import Counted
from cchc.batch.rollup.eras import AskedMonths
from cchc.batch.rollup.expected import OFFICES_DUE, REPORTS_DUE, Expected, asked_name, due_name
from cchc.batch.rollup.months import EARLIEST, LATEST, PERIOD
from cchc.batch.rollup.offices import GROUP, SINCE, UNTIL
from cchc.batch.rollup.totals import REPEATED
from cchc.batch.rollup.ways import MonthMark, Total, Treatment
from cchc.batch.span import INT64
from cchc.edition import Indicator
from cchc.period import PeriodKind
from cchc.record import frozen

MONTHS_OF, EXPECTED_OF, COMPLETE_OF = "__months", "__months_expected", "__complete"
"""End the names of columns: how many months give a figure, how many were to, whether all that it needs is there."""
_OUTSIDE = "|outside"
"""How many offices reported for months in which they were not there, as the tree of offices has it."""

_KNOWN = "|known"


@frozen
class Coverage:
    """What is told of the months of each figure, where several reports are put together."""

    amounts: Amounts
    dialect: Dialect
    kind: PeriodKind
    has_tree: bool
    each: int
    """For how many months a report is."""
    in_rows: bool
    """Whether the months are counted among the reports themselves, not noted of each office."""

    @cached_property
    def lines(self) -> tuple[Indicator, ...]:
        """The figures that are put together."""
        if not (self.amounts.scope.months or self.amounts.scope.offices):
            return ()
        return tuple(line for line in self.amounts.lines if self.amounts.steps_of(line) is not None)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(line.id for line in self.lines)

    @cached_property
    def expected(self) -> Expected:
        kept = self.amounts.asked
        lives = dict.fromkeys(kept[line.id] for line in self.lines if line.id in kept)
        return Expected(self.kind, self.dialect, {life: place for place, life in enumerate(lives)}, self.each)

    # --- of each office ----------------------------------------------------------------------------

    def prepared(self) -> Iterator[Expr]:
        """Whether an office reported for months in which it was not there; and where its row says which month each
        figure was given in, whether that is the one that is needed."""
        col = self.dialect.col
        if self.lines and self.has_tree:
            yield self._counting((col(EARLIEST) < col(SINCE)) | (col(LATEST) > col(UNTIL))).alias(_OUTSIDE)
        for place, marks in self.marks:
            if place is not None and not self.in_rows:
                yield from (self._counting(col(mark.name) == place).alias(mark.name) for mark in marks)

    @cached_property
    def marks(self) -> list[tuple[Expr | None, list[Amount]]]:
        """What is noted of figures, by the place of the month that is needed among those of the period; None: all."""
        start, _ = self.expected.of_period()
        found: dict[tuple[MonthMark, AskedMonths | None], list[Amount]] = {}
        for line in self.lines:
            for mark in self.amounts.marks[line.id]:
                assert isinstance(mark.step, MonthMark)
                asked = None if mark.step is MonthMark.MONTHS else self.amounts.asked.get(line.id)
                found.setdefault((mark.step, asked), []).append(mark)
        return [
            (None if mark is MonthMark.MONTHS else self._needed(mark, asked) - start, marks)
            for (mark, asked), marks in found.items()
        ]

    def _needed(self, mark: MonthMark, asked: AskedMonths | None) -> Expr:
        """The month of a period in which an office must give what stands at its end."""
        first, last = self.expected.of_office() if self.has_tree else self.expected.of_period()
        if asked is not None:
            first, last = asked.within(self.dialect, first, last)
        # A report of several months stands at the last of them.
        return first + (self.each - 1) if mark is MonthMark.FIRST else last

    def _counting(self, condition: Expr) -> Expr:
        one, none = (self.dialect.lit(count, dtype=self.dialect.integers[INT64]) for count in (1, 0))
        return self.dialect.when(condition).then(one).otherwise(none)

    def aggregates(self) -> Iterator[Expr]:
        """How many offices reported out of their time; how many months give each figure, and how many offices have the
        ends that are needed."""
        col = self.dialect.col
        if self.lines and self.has_tree:
            yield col(_OUTSIDE).sum().alias(_OUTSIDE)
        if not self.in_rows:
            yield from (col(mark.name).sum().alias(mark.name) for _, marks in self.marks for mark in marks)

    def counted(self, rows: Any, placed: Any, slots: Sequence[str], grouped: Any) -> Any:
        """What is counted among the reports themselves, beside what their groups come to."""
        return Counted(rows, placed, slots).beside(grouped, self.marks)

    # --- of each group -----------------------------------------------------------------------------

    def columns(self, line: Indicator) -> Iterator[Expr]:
        """The months of a figure, and for now, how much is there of what it needs."""
        if line.id not in self._ids:
            return
        col, whole = self.dialect.col, self.dialect.integers[INT64]
        months = col(self._months_name(line)).cast(whole)
        once = self.dialect.when(col(REPEATED) == 0)
        yield once.then(months).alias(line.id + MONTHS_OF)
        if (asked := self.amounts.asked.get(line.id)) is not None:
            life = self.expected.lives[asked]
            yield self.dialect.lit(life).cast(whole).alias(line.id + EXPECTED_OF)
        ends = [col(end.name).cast(whole) for end in self._ends(line)]
        yield (sum(ends[1:], ends[0]) if ends else months).alias(line.id + COMPLETE_OF)

    def carried(self) -> list[Expr]:
        """What is needed until it is known who was expected."""
        return [self.dialect.col(_OUTSIDE)] if self.lines and self.has_tree else []

    def judged(self, result: Any) -> Any:
        """With what was expected of each figure, and whether all that it needs is there."""
        if not self.lines:
            return result
        if not self.has_tree:
            result = result.with_columns(*self.expected.of_an_office())
        result = result.with_columns(self._is_known().alias(_KNOWN))
        dropped = {*self.expected.columns, _OUTSIDE, _KNOWN}
        names = [name for name in result.collect_schema() if name not in dropped]
        if not self.has_tree:
            names.remove(REPORTS_DUE)
            names.insert(names.index(PERIOD) + 1, REPORTS_DUE)
        return result.with_columns(*self._judgements).select(*names)

    @cached_property
    def _judgements(self) -> tuple[Expr, ...]:
        return tuple(expr for line in self.lines for expr in self._judged(line))

    def _is_known(self) -> Expr:
        """Whether it is known of a row who was to report."""
        is_known = ~self.dialect.col(GROUP).is_null()
        return is_known & (self.dialect.col(_OUTSIDE) == 0) if self.has_tree else is_known

    def _judged(self, line: Indicator) -> Iterator[Expr]:
        col, dialect = self.dialect.col, self.dialect
        life = self._life(line)
        due = col(REPORTS_DUE if life is None else due_name(life))
        if life is not None:
            yield due.alias(line.id + EXPECTED_OF)
        ends = len(self._ends(line))
        needed = due if not ends else self._offices_due(life)
        is_whole = col(line.id + COMPLETE_OF) == (needed * ends if ends > 1 else needed)
        is_whole = is_whole if life is None else is_whole & (needed > 0)
        is_told = col(_KNOWN) & ~col(self._value_name(line)).is_null()
        yield dialect.when(is_told).then(is_whole).alias(line.id + COMPLETE_OF)

    def _life(self, line: Indicator) -> int | None:
        asked = self.amounts.asked.get(line.id)
        return None if asked is None else self.expected.lives[asked]

    def _offices_due(self, life: int | None) -> Expr:
        """How many offices were to give a figure; of an office alone, that one."""
        if life is not None:
            return self.dialect.col(asked_name(life))
        return self.dialect.col(OFFICES_DUE) if self.has_tree else self._one

    @property
    def _one(self) -> Expr:
        return self.dialect.lit(1, dtype=self.dialect.integers[INT64])

    def _ends(self, line: Indicator) -> list[Amount]:
        return [mark for mark in self.amounts.marks[line.id] if mark.step is not MonthMark.MONTHS]

    def _months_name(self, line: Indicator) -> str:
        """What counts the months: of single months, the offices that give the figure."""
        for mark in self.amounts.marks[line.id]:
            if mark.step is MonthMark.MONTHS:
                return mark.name
        return f"{line.id}__{line.statuses[0]}#" if self._is_by_status(line) else f"{line.id}#"

    def _value_name(self, line: Indicator) -> str:
        """The column that has something where there is a figure."""
        match self.amounts.treatment(line):
            case Treatment(total=Total.UNION | Total.RANGE):
                return f"{line.id}__low"
            case _:
                return f"{line.id}__{line.statuses[0]}" if self._is_by_status(line) else line.id

    def _is_by_status(self, line: Indicator) -> bool:
        treatment = self.amounts.treatment(line)
        return isinstance(treatment, Treatment) and treatment.total is Total.BY_STATUS
