"""Who has filed, and how the reports stand: a row an office, of the newest period; those that need it most first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from cchc.errors import CchcError
from cchc.filed.standing import Place, ReportStanding, predecessors, same_offices
from cchc.period import Period
from cchc.record import frozen
from cchc.text.spelling import key

_NUMBERS = re.compile(r"(\d+)")
Office = tuple[str, str]


class FilingState(StrEnum):
    """Whether an office has filed."""

    UNREADABLE = "unreadable"
    NOT_FILED = "not_filed"
    TWICE = "twice"
    FILED = "filed"
    OTHER_PERIOD = "other_period"
    """For a period that is none of those that the offices report."""
    NO_PERIOD = "no_period"


_FIRST = (FilingState.UNREADABLE, FilingState.NOT_FILED)
"""Of what nothing can be said comes before what is wrong."""


@frozen
class Unread:
    """A file that could not be read, and why; `source` is the file, where the error names one."""

    source: str
    error: CchcError | OSError


@frozen
class OfficeRow:
    """An office, its report, and the one before it; `files` are all that were filed for the period."""

    state: FilingState
    office: str
    form: str = ""
    period: Period | None = None
    report: ReportStanding | None = None
    before: ReportStanding | None = None
    files: tuple[ReportStanding, ...] = ()
    unread: Unread | None = None

    @property
    def change(self) -> int | None:
        """How many errors there are more than in the report before."""
        return None if self.report is None or self.before is None else self.report.errors - self.before.errors

    @property
    def order(self) -> tuple[object, ...]:
        """What cannot be judged first, then those with the most errors, then warnings; of alike ones by name."""
        of = self.report
        rank = _FIRST.index(self.state) if self.state in _FIRST else len(_FIRST)
        return rank, -(of.errors if of else 0), -(of.warnings if of else 0), _natural(self.office), self.form


@frozen
class Overview:
    """All rows, and the reports of earlier periods, which have none."""

    rows: tuple[OfficeRow, ...]
    earlier: tuple[ReportStanding, ...] = ()
    twice: tuple[tuple[ReportStanding, ...], ...] = ()
    """Files of one office for one period, whichever period that is."""

    @classmethod
    def of(
        cls, standings: Sequence[ReportStanding], unread: Sequence[Unread], expected: Iterable[str] = ()
    ) -> Overview:
        """Of judged reports; `expected` are offices that are to report, whether or not they have ever filed."""
        gathering = _Gathering(standings, {key(name): name for name in expected})
        rows = list(gathering.rows())
        rows += [OfficeRow(FilingState.UNREADABLE, each.source, unread=each) for each in unread]
        shown = {each.place for row in rows for each in row.files}
        earlier = tuple(each for each in standings if each.place not in shown)
        return cls(tuple(sorted(rows, key=lambda row: row.order)), earlier, tuple(gathering.twice()))

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(row.form for row in self.rows if row.form)

    @property
    def states(self) -> Counter[FilingState]:
        """How many offices there are in each state."""
        return Counter(row.state for row in self.rows)


@frozen
class _Gathering:
    standings: Sequence[ReportStanding]
    expected: dict[str, str]

    @cached_property
    def offices(self) -> dict[Place, Office]:
        return same_offices(self.standings)

    @cached_property
    def befores(self) -> dict[Place, Place]:
        return predecessors(self.standings)

    @cached_property
    def by_place(self) -> dict[Place, ReportStanding]:
        return {each.place: each for each in self.standings}

    def rows(self) -> Iterator[OfficeRow]:
        duties: dict[object, list[ReportStanding]] = {}
        for each in self.standings:
            duties.setdefault(each.duty, []).append(each)
        for reports in duties.values():
            yield from self._undated(reports) if reports[0].period is None else self._of_duty(reports)
        known = {office for office, _ in self.offices.values()}
        for name, office in self.expected.items():
            if name not in known and not any(name.endswith(f" {each}") for each in known):
                yield OfficeRow(FilingState.NOT_FILED, office)

    def twice(self) -> Iterator[tuple[ReportStanding, ...]]:
        """Reports of one office for one period: which of them counts, a person must say."""
        same: dict[object, list[ReportStanding]] = {}
        for each in self.standings:
            if each.period is not None:
                same.setdefault((self.offices[each.place], each.form, each.period), []).append(each)
        yield from (tuple(files) for files in same.values() if len(files) > 1)

    def _undated(self, reports: Sequence[ReportStanding]) -> Iterator[OfficeRow]:
        for each in reports:
            yield OfficeRow(FilingState.NO_PERIOD, each.office, each.form, report=each, files=(each,))

    def _of_duty(self, reports: Sequence[ReportStanding]) -> Iterator[OfficeRow]:
        newest = _newest([each.period for each in reports if each.period is not None])
        of_offices: dict[Office, list[ReportStanding]] = {}
        for each in reports:
            of_offices.setdefault(self.offices[each.place], []).append(each)
        for own in of_offices.values():
            yield from self._of_office(own, newest)

    def _of_office(self, own: Sequence[ReportStanding], newest: Period) -> Iterator[OfficeRow]:
        now = [each for each in own if each.period == newest]
        later = [each for each in own if each.period is not None and each.period.end > newest.end]
        for each in later:
            yield self._row(FilingState.OTHER_PERIOD, [each])
        if len(now) > 1:
            yield self._row(FilingState.TWICE, now)
        elif now:
            yield self._row(FilingState.FILED, now)
        elif not later:
            last = max(own, key=lambda each: each.period.end if each.period else newest.start)
            yield OfficeRow(FilingState.NOT_FILED, last.office, last.form, newest, before=last)

    def _row(self, state: FilingState, files: Sequence[ReportStanding]) -> OfficeRow:
        """Of several files the worst is shown: which of them counts, a person must say."""
        worst = max(files, key=lambda each: (each.errors, each.warnings))
        before = self.befores.get(worst.place)
        known = None if before is None else self.by_place[before]
        return OfficeRow(state, worst.office, worst.form, worst.period, worst, known, tuple(files))


def _newest(periods: Sequence[Period]) -> Period:
    """The newest period; not one that a single report names and that follows upon no other: a slip of the pen."""
    count = Counter(periods)
    newest_first = sorted(count, key=lambda period: period.end, reverse=True)
    for period in newest_first:
        if count[period] > 1 or len(count) == 1 or _follows(period, newest_first):
            return period
    return newest_first[0]


def _follows(period: Period, others: Sequence[Period]) -> bool:
    return any((period.start - other.end).days == 1 for other in others)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """By what a name says, numbers by their size: "phường 2" before "phường 10"."""
    parts = (part for part in _NUMBERS.split(key(text)) if part)
    return tuple((0, int(part), "") if part.isdecimal() and len(part) < 19 else (1, 0, part) for part in parts)
