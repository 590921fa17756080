"""Who was to report, and when: the offices and the months that were due, by the office that they count for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.batch.dialect import Dialect, Expr
from cchc.batch.rollup.eras import AskedMonths
from cchc.batch.rollup.months import LATEST, PERIOD
from cchc.batch.rollup.offices import FIRST, GROUP, LAST, SINCE, UNTIL
from cchc.batch.rollup.periods import LENGTHS, OFFICE, YEAR, last_moment, number_in_year
from cchc.batch.span import INT64
from cchc.period import PeriodKind
from cchc.record import frozen

OFFICES_DUE, REPORTS_DUE = "offices_expected", "reports_expected"


def due_name(life: int) -> str:
    """The column of how many reports were due that ask the lines of one life."""
    return f"|due{life}"


def asked_name(life: int) -> str:
    """The column of how many offices were to give the lines of one life."""
    return f"|asked{life}"


@frozen
class Expected:
    """The months of periods of one kind in which reports were due, and lines of each of the `lives` were asked."""

    kind: PeriodKind
    dialect: Dialect
    lives: Mapping[AskedMonths, int]
    each: int
    """For how many months a report is."""

    @property
    def columns(self) -> list[str]:
        """The names of what is told besides the offices and the reports."""
        return [name(life) for life in self.lives.values() for name in (due_name, asked_name)]

    def of_period(self) -> tuple[Expr, Expr]:
        """A period's first and last month, counted from the year 0."""
        last = last_moment(self.dialect, self.kind, PERIOD)
        return last - (LENGTHS[self.kind] - 1), last

    def of_office(self) -> tuple[Expr, Expr]:
        """Those of its months in which an office was there to report, as the tree of offices has it."""
        col, (first, last) = self.dialect.col, self.of_period()
        since = self.dialect.when(col(SINCE) > first).then(col(SINCE)).otherwise(first)
        until = self.dialect.when(col(UNTIL) < last).then(col(UNTIL)).otherwise(last)
        return since, until

    def of_an_office(self) -> list[Expr]:
        """What was due of an office of which there is no tree: all of the period."""
        first, last = self.of_period()
        whole = self._count(self.dialect.lit(LENGTHS[self.kind] // self.each)).alias(REPORTS_DUE)
        return [whole, *self._asked(first, last)]

    def by_group(self, rows: Any, members: Any, counted: Any) -> Any:
        """A row for each group and period in which someone was to report.

        An office is expected where its reports count, if it has any (`counted`: each office and period with its last
        month; None where no office ever moves), else where it belonged last.
        """
        col, dialect = self.dialect.col, self.dialect
        periods = rows.select(col(YEAR), number_in_year(dialect, self.kind).alias(PERIOD)).unique()
        asked = members.join(periods, how="cross")
        first, last = self.of_office()
        asked = asked.with_columns(first.alias("|first"), last.alias("|last")).filter(col("|first") <= col("|last"))
        where = col("|last")
        if counted is not None:
            asked = asked.join(counted.select(OFFICE, YEAR, PERIOD, LATEST), on=[OFFICE, YEAR, PERIOD], how="left")
            where = dialect.coalesce(col(LATEST), where)
        here = asked.filter((col(FIRST) <= where) & (where <= col(LAST)))
        due = [self._count((col("|last") - col("|first") + 1) // self.each).alias(REPORTS_DUE)]
        due += self._asked(col("|first"), col("|last"))
        sums = [col(name).sum().alias(name) for name in (REPORTS_DUE, *self.columns)]
        grouped = here.with_columns(*due).group_by(GROUP, YEAR, PERIOD)
        return grouped.agg(col(OFFICE).n_unique().alias(OFFICES_DUE), *sums)

    def _asked(self, first: Expr, last: Expr) -> list[Expr]:
        found = []
        for asked, life in self.lives.items():
            since, until = asked.within(self.dialect, first, last)
            is_asked, nothing = until >= since, self._count(self.dialect.lit(0))
            months = self._count((until - since + 1) // self.each)
            found.append(self.dialect.when(is_asked).then(months).otherwise(nothing).alias(due_name(life)))
            one = self._count(self.dialect.lit(1))
            found.append(self.dialect.when(is_asked).then(one).otherwise(nothing).alias(asked_name(life)))
        return found

    def _count(self, number: Expr) -> Expr:
        return number.cast(self.dialect.integers[INT64])
