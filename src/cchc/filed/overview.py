"""Who has filed, and how the reports stand: a row an office, of the newest period; those that need it most first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath

from attrs import evolve

from cchc.due import Filing, Timeliness
from cchc.errors import CchcError
from cchc.filed.in_time import filing_of_all, told_when
from cchc.filed.repeated import Counting, counting
from cchc.filed.standing import (
    Place,
    ReportStanding,
    filed_again,
    predecessors,
    same_offices,
    short_name,
)
from cchc.period import Period
from cchc.record import frozen
from cchc.text.spelling import fold, key, natural

_APART = re.compile(r"[^0-9a-z]+")
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
    counting: Counting | None = None
    """Of several files, which of them counts."""

    @property
    def filing(self) -> Filing | None:
        """Whether it was in time: who files again is so by the first file."""
        return filing_of_all(self.files)

    @property
    def ordered(self) -> tuple[ReportStanding, ...]:
        """Its files, the one that counts first."""
        return tuple(sorted(self.files, key=lambda each: each is not self.report))

    @property
    def change(self) -> int | None:
        """How many errors there are more than in the report before."""
        return None if self.report is None or self.before is None else self.report.errors - self.before.errors

    @property
    def order(self) -> tuple[object, ...]:
        """What cannot be judged first, then those with the most errors, then warnings; of alike ones by name."""
        of = self.report
        rank = _FIRST.index(self.state) if self.state in _FIRST else len(_FIRST)
        return rank, -(of.errors if of else 0), -(of.warnings if of else 0), natural(self.office), self.form


@frozen
class Overview:
    """All rows, and the reports of earlier periods, which have none."""

    rows: tuple[OfficeRow, ...]
    earlier: tuple[ReportStanding, ...] = ()
    twice: tuple[tuple[ReportStanding, ...], ...] = ()
    """Files of one office for one period, whichever period that is; the one that counts first."""
    told_when: tuple[tuple[ReportStanding, ...], ...] = ()
    """Reports of which it is known by when they were to be filed, by form and period, the newest first; of an office's
    several the one that was in time, if any was. The latest come first."""

    @classmethod
    def of(
        cls, standings: Sequence[ReportStanding], unread: Sequence[Unread], expected: Iterable[str] = ()
    ) -> Overview:
        """Of judged reports; `expected` are offices that are to report, whether or not they have ever filed."""
        gathering = _Gathering(standings, {key(name): name for name in expected})
        rows = _with_unread(list(gathering.rows()), unread)
        shown = {each.place for row in rows for each in row.files}
        earlier = tuple(each for each in standings if each.place not in shown)
        ordered = tuple(sorted(rows, key=lambda row: row.order))
        return cls(ordered, earlier, tuple(gathering.twice()), tuple(told_when(standings, gathering.offices)))

    @property
    def period(self) -> Period | None:
        """The period of all rows, if there is one."""
        periods = {row.period for row in self.rows if row.period is not None or row.unread is None}
        return next(iter(periods)) if len(periods) == 1 else None

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(row.form for row in self.rows if row.form)

    @property
    def timeliness(self) -> Counter[Timeliness]:
        """How many offices have filed in time, and how many have not, as far as it is known by when they were to."""
        return Counter(row.filing.state for row in self.rows if row.filing is not None)

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
        """Reports of one office for one period, the one that counts first."""
        for files in filed_again(self.standings, self.offices):
            chosen = counting([each.place for each in files])
            yield tuple(self.by_place[place] for place in (chosen.counts, *chosen.others))

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
        """Of several files the one that counts is shown."""
        chosen = counting([each.place for each in files]) if len(files) > 1 else None
        own = files[0] if chosen is None else self.by_place[chosen.counts]
        before = self.befores.get(own.place)
        known = None if before is None else self.by_place[before]
        return OfficeRow(state, own.office, own.form, own.period, own, known, tuple(files), counting=chosen)


def _with_unread(rows: list[OfficeRow], unread: Sequence[Unread]) -> list[OfficeRow]:
    """With the files that could not be read, each in the row of the office that it is called by and that has not
    filed otherwise; the others have rows of their own."""
    for each in unread:
        known = next((at for at, row in enumerate(rows) if row.unread is None and _is_of(each.source, row)), None)
        if known is None:
            rows.append(OfficeRow(FilingState.UNREADABLE, each.source, unread=each))
        else:
            rows[known] = evolve(rows[known], state=FilingState.UNREADABLE, unread=each)
    return rows


def _is_of(source: str, row: OfficeRow) -> bool:
    """Whether a file is called as the one before it of an office that has not filed, or by that office's name."""
    if row.state is not FilingState.NOT_FILED:
        return False
    if row.before is not None and PurePath(source).name == PurePath(row.before.source).name:
        return True
    name, office = (
        f" {_APART.sub(' ', fold(text)).strip()} " for text in (PurePath(source).stem, short_name(row.office))
    )
    return office in name


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
