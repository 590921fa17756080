"""The reports of one office as a roll-up of tables takes them: for which periods it was to report, what they give, and
what the figures of offices come to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_sums import WHOLES, GivenSum, number_in
from cchc.batch.rollup.ways import Step
from cchc.edition import Indicator
from cchc.record import frozen
from cchc.serialize.tables import RowRecord
from cchc.value import Datum, Reason

NOT_LISTED, NOT_REPORTED = "not_listed", "not_reported"
"""Why there is no first or last figure: the report does not list the row, or there is no such report."""


@frozen
class RolledFigure:
    """A figure of a roll-up: its exact value, or the bounds of it, or the reason why there is none.

    `given` of `of` reports, or offices where one period's figure stands, give it; they are of so many `offices`. It is
    complete where all of them do, and unknown where there is none, or nobody knows who was to report.
    """

    value: Datum | None
    given: int
    of: int
    reason: str | None = None
    low: Datum | None = None
    high: Datum | None = None
    offices: int = 0
    state: CoverageState = CoverageState.UNKNOWN


@frozen
class TableReport:
    """A table of one report as a roll-up takes it: whose, the place of its period in the whole, its rows by key."""

    office: str | None
    place: int
    rows: Mapping[str, RowRecord]


@frozen
class OfficeReports:
    """An office's reports, in the order of their periods; `first` and `last` are the places of the periods in which it
    was to report."""

    reports: tuple[TableReport, ...]
    first: int
    last: int

    @property
    def periods(self) -> int:
        """For how many periods it was to report."""
        return self.last - self.first + 1

    @property
    def is_outside(self) -> bool:
        """Whether it reported for a period in which it was not to."""
        return any(not self.first <= each.place <= self.last for each in self.reports)

    def end(self, step: Step) -> int:
        """The place of the period whose figure stands."""
        return self.first if step is Step.FIRST else self.last

    def figure(self, key: str, asks: Indicator, step: Step) -> GivenSum:
        """What a row gives of a column over the periods."""
        match step:
            case Step.FIRST | Step.LAST:
                return self.figure_at(key, asks, step)
            case Step.SUM | Step.LEAST | Step.GREATEST:
                listed = [report.rows[key] for report in self.reports if key in report.rows]
                known = [found for each in listed if (found := number_in(asks, each)) is not None]
                reason = None if known else Reason.BLANK.value
                exact: Fraction | None = WHOLES[step](known) if known else None
                return GivenSum(
                    exact, len(known), self.periods, reason, is_unlisted=not listed, offices=int(bool(known))
                )
            case other:
                assert_never(other)

    def figure_at(self, key: str, asks: Indicator, step: Step) -> GivenSum:
        """The figure of the first or the last period: none if there is no such report, or it lists no such row."""
        place = self.end(step)
        report = next((each for each in self.reports if each.place == place), None)
        if report is None:
            return GivenSum(None, 0, 1, NOT_REPORTED, is_unlisted=True)
        if key not in report.rows:
            return GivenSum(None, 0, 1, NOT_LISTED, is_unlisted=True)
        exact = number_in(asks, report.rows[key])
        given = int(exact is not None)
        return GivenSum(exact, given, 1, None if given else Reason.BLANK.value, offices=given)
