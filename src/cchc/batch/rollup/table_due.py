"""Which office reports of tables count for, who was to report, and who did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from cchc.batch.rollup.offices import FIRST, GROUP, LAST, SINCE, UNTIL, membership
from cchc.batch.rollup.periods import OFFICE
from cchc.due import Filing
from cchc.edition import Edition
from cchc.period import Period, PeriodKind
from cchc.record import define, frozen
from cchc.serialize import EvaluationRecord

_Due = Mapping[str | None, Mapping[str | None, tuple[int, int]]]
"""By group, its offices with the first and the last period in which each was to report."""


@frozen
class PlacedReport:
    """A report, where its period lies in the longer one, and who is asked for it."""

    record: EvaluationRecord
    office: str | None
    period: Period
    whole: Period
    edition: Edition
    filing: Filing | None = None


@frozen
class Stay:
    """An office under another, from a month to a month, and the months in which it was there at all; months are counted
    from the year 0."""

    group: str | None
    first: int
    last: int
    since: int
    until: int


@define(eq=False, repr=False)
class TableOffices:
    """The tree of offices as it is at the times of some reports; without one, each office counts for itself."""

    placed: Sequence[PlacedReport]
    offices: Any
    by: str

    @property
    def has_tree(self) -> bool:
        return self.offices is not None

    @cached_property
    def _stays(self) -> Mapping[str, Sequence[Stay]]:
        if not self.has_tree:
            return {}
        from cchc.batch.frame import opened

        closing_day = self.placed[0].edition.calendar.closing_day if self.placed else 0
        found: dict[str, list[Stay]] = {}
        for row in membership(opened(self.offices), self.by, closing_day).iter_rows(named=True):
            stay = Stay(row[GROUP], row[FIRST], row[LAST], row[SINCE], row[UNTIL])
            found.setdefault(str(row[OFFICE]), []).append(stay)
        return found

    @cached_property
    def _latest(self) -> Mapping[tuple[str | None, str, Period], int]:
        """The last month that each office reported on a form in a period."""
        found: dict[tuple[str | None, str, Period], int] = {}
        for each in self.placed:
            key = (each.office, each.edition.id, each.whole)
            found[key] = max(found.get(key, 0), _month(each.period))
        return found

    def group(self, report: PlacedReport) -> str | None:
        """The office that a report counts for: that above its own in the last month that its office reported."""
        if not self.has_tree:
            return report.office
        month = self._latest[report.office, report.edition.id, report.whole]
        return self._group(report.office or "", month)

    def _group(self, office: str, month: int) -> str | None:
        return next((each.group for each in self._stays.get(office, ()) if each.first <= month <= each.last), None)

    def due(
        self, group: str | None, placed: Sequence[PlacedReport], length: int
    ) -> Mapping[str | None, tuple[int, int]]:
        """The offices of the group that some reports count for, with the first and the last of the periods of so many
        months in which each was to report; nothing where there is no tree, or the group is none of it. Who did not
        report is expected where it belonged last."""
        if not self.has_tree or group is None:
            return {}
        return self.groups(placed[0].edition.id, placed[0].whole, length).get(group, {})

    def groups(self, edition: str, whole: Period, length: int) -> _Due:
        """The same of every group for a form and a period."""
        key = (edition, whole, length)
        if key not in self._due:
            self._due[key] = self._due_by_group(*key)
        return self._due[key]

    @cached_property
    def _due(self) -> dict[tuple[str, Period, int], _Due]:
        return {}

    def _due_by_group(self, edition: str, whole: Period, length: int) -> _Due:
        found: dict[str | None, dict[str | None, tuple[int, int]]] = {}
        last = _month(whole)
        ends = range(last - whole.months + length, last + 1, length)
        for office, stays in self._stays.items():
            since, until = stays[0].since, stays[0].until
            there = [place for place, end in enumerate(ends) if since <= end <= until]
            if there:
                group = self._group(office, self._latest.get((office, edition, whole), min(until, last)))
                found.setdefault(group, {})[office] = (there[0], there[-1])
        return found

    def silent(self) -> Iterator[tuple[Edition, str, Period]]:
        """Each office of the tree that did not report on a form, and for which of the periods from the first to the
        last that anyone reported on it."""
        kinds: dict[tuple[str, PeriodKind], list[PlacedReport]] = {}
        for each in self.placed:
            kinds.setdefault((each.edition.id, each.period.kind), []).append(each)
        for placed in kinds.values():
            filed = {(each.office, each.period) for each in placed}
            periods = every_period([each.period for each in placed])
            for office, stays in self._stays.items():
                for period in periods:
                    if stays[0].since <= _month(period) <= stays[0].until and (office, period) not in filed:
                        yield placed[0].edition, office, period


def every_period(periods: Sequence[Period]) -> list[Period]:
    """The periods of a kind from the first to the last, also those that are none of them."""
    first, found = min(each.end for each in periods), [max(periods, key=lambda each: each.end)]
    while found[-1].end > first:
        found.append(found[-1].previous())
    return found[::-1]


def _month(period: Period) -> int:
    end = period.calendar_end
    return end.year * 12 + end.month
