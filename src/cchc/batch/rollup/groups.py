"""What is taken over the offices of each group and period, and made of it, figure by figure.

Some thousand expressions, which take longer to say than a small roll-up takes to compute: they are said once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from cchc.batch.dialect import Dialect, Expr, some
from cchc.batch.rollup.amounts import aside_name, whole_name
from cchc.batch.rollup.coverage import Coverage
from cchc.batch.rollup.months import EARLIEST, LATEST, MONTHS_GIVEN, PERIOD, REPORTS, Months, window_name
from cchc.batch.rollup.offices import GROUP
from cchc.batch.rollup.periods import OFFICE, YEAR, last_moment
from cchc.batch.rollup.totals import APART, CROSSED, REPEATED, Totals, differs_name
from cchc.batch.span import INT64
from cchc.edition import Indicator
from cchc.record import frozen

COUNTED = ("offices_reported", REPORTS, "offices_late", REPEATED)
"""Columns of how many reported."""
FROM, TO = "reports_from", "reports_to"


@frozen
class Groups:
    """Of one kind of frame, in one dialect."""

    months: Months
    totals: Totals
    coverage: Coverage

    @property
    def _dialect(self) -> Dialect:
        return self.totals.dialect

    def of(self, placed: Any) -> Any:
        """The groups of offices that are placed under others, with what is taken over the offices of each."""
        taken = placed.with_columns(*self._prepared).group_by(GROUP, YEAR, PERIOD).agg(*self._taken)
        return taken.with_columns(*self._compared)

    def made(self, grouped: Any) -> Any:
        """The figures of each group."""
        return grouped.with_columns(*self._spoilt).select(*self._figures)

    @cached_property
    def _prepared(self) -> tuple[Expr, ...]:
        dialect, col = self._dialect, self._dialect.col
        late = col(LATEST) < last_moment(dialect, self.months.kind, PERIOD)
        one, none = (dialect.lit(count, dtype=dialect.integers[INT64]) for count in (1, 0))
        amounts = self.totals.amounts
        left_out = {amount.name for amount in amounts.every if amount.name.endswith(aside_name("", "left_out"))}
        return (
            dialect.when(late).then(one).otherwise(none).alias("offices_late"),
            *(self._never_known(line) for line in amounts.lines if aside_name(line.id, "left_out") in left_out),
            *self.coverage.prepared(),
            *(col(window_name(heading)).str.slice(0, 2).alias(f"{heading}|month") for heading in self.months.windows),
        )

    def _never_known(self, line: Indicator) -> Expr:
        """What an office's denominator leaves out: nothing, if some month of the period gave the ratio."""
        col, left_out = self._dialect.col, aside_name(line.id, "left_out")
        return self._dialect.when(col(whole_name(line)).is_null()).then(col(left_out)).alias(left_out)

    @cached_property
    def _taken(self) -> tuple[Expr, ...]:
        col = self._dialect.col
        return (
            col(OFFICE).n_unique().alias("offices_reported"),
            col(REPORTS).sum().alias(REPORTS),
            col(MONTHS_GIVEN).sum().alias(MONTHS_GIVEN),
            col(MONTHS_GIVEN).count().alias("|rows"),
            col("offices_late").sum().alias("offices_late"),
            col(EARLIEST).min().alias("|first"),
            col(LATEST).min().alias("|least"),
            col(LATEST).max().alias("|greatest"),
            *(col(window_name(heading)).n_unique().alias(f"{heading}|windows") for heading in self.months.windows),
            *(col(f"{heading}|month").n_unique().alias(f"{heading}|months") for heading in self.months.windows),
            *self.totals.aggregates(),
            *self.coverage.aggregates(),
        )

    @cached_property
    def _compared(self) -> tuple[Expr, ...]:
        col = self._dialect.col
        # Single reports are not counted by office before: there, more rows than offices are repeated ones.
        once = col(MONTHS_GIVEN) if self.months.is_several else col("offices_reported")
        return (
            (col(REPORTS) - once).alias(REPEATED),
            *((col(f"{h}|windows") > col(f"{h}|months")).alias(differs_name(h)) for h in self.months.windows),
            *self._broken(),
        )

    def _broken(self) -> Iterator[Expr]:
        """Whether months, or the last months of offices, lie on both sides of a break in the series."""
        col, anew = self._dialect.col, self.totals.series.months
        for name, first in ((CROSSED, "|first"), (APART, "|least")):
            if anew:
                yield some([(col(first) < month) & (col("|greatest") >= month) for month in anew]).alias(name)

    @cached_property
    def _spoilt(self) -> tuple[Expr, ...]:
        return tuple(self.totals.spoilt())

    @cached_property
    def _figures(self) -> tuple[Any, ...]:
        col, whole = self._dialect.col, self._dialect.integers[INT64]
        counted = [col(name).cast(whole) for name in COUNTED]
        ends = [_numbered(col(end)).cast(whole).alias(name) for name, end in ((FROM, "|first"), (TO, "|greatest"))]
        told = (self.totals, self.coverage)
        figures = [column for line in self.totals.amounts.lines for one in told for column in one.columns(line)]
        return (GROUP, YEAR, PERIOD, *counted, *ends, *figures, *self.coverage.carried())


def _numbered(month: Expr) -> Expr:
    """A month among all months as people write it in figures: 202507."""
    return month + (month - 1) // 12 * 88
