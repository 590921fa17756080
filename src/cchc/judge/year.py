"""What follows from one slip of the pen: the year in the title is not that of the report's dates.

A year that is wrong there makes documents later than the report, plans those of another year and figures of another
period. Whatever would be right, were the year the other one, says no more than that the two differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from attrs import evolve

from cchc.edition import Instance
from cchc.finding import Finding
from cchc.formula.tree import facts_of
from cchc.judge.computation import Computation
from cchc.judge.outcome import instance_name
from cchc.period import Period

_DATED, _TITLED = "dated_year", "report_year"
_OUTSIDE = "CCHC-F007"
"""The code of a period in which no edition was in force."""


def of_one_year(findings: Sequence[Finding], computation: Computation) -> tuple[int, frozenset[int]] | None:
    """The place of the finding that sets the year of the title against that of the dates, and those that follow."""
    failing = {instance_name(each.rule, each.bindings): each for each in _failing(computation)}
    asked = {
        place: failing[finding.instance]
        for place, finding in enumerate(findings)
        if finding.rule is not None and finding.instance in failing
    }
    lead = next((place for place, each in asked.items() if _compares_years(each)), None)
    if lead is None:
        return None
    outside = [place for place, finding in enumerate(findings) if finding.code == _OUTSIDE]
    mended = [frozenset(_right(asked, outside, other)) for other in _otherwise(computation)]
    return lead, max(mended, key=len, default=frozenset()) - {lead}


def _failing(computation: Computation) -> Iterator[Instance]:
    """The broken rules that ask the report itself: no other can follow from its year."""
    split, instances = computation.engine.split, computation.engine.instances
    return (instances[place] for place in computation.broken if place >= split)


def _compares_years(instance: Instance) -> bool:
    return {fact.function for fact in facts_of(instance.check)} >= {_DATED, _TITLED}


def _otherwise(computation: Computation) -> Iterator[Computation]:
    """The same report with the year of its dates in the title; and signed in the year of its title."""
    report, dated = computation.report, computation.facts(_DATED, ())
    if report.period is None or not isinstance(dated, int):
        return
    period = _in_year(report.period, dated)
    if period is not None:
        yield evolve(computation, report=evolve(report, period=period))
    if report.date is not None:
        yield evolve(computation, report=evolve(report, date=_same_day(report.date, report.period.year)))


def _in_year(period: Period, year: int) -> Period | None:
    try:
        return period.in_year(year)
    except ValueError:  # a year that no calendar of reports has
        return None


def _same_day(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)


def _right(asked: dict[int, Instance], outside: Collection[int], other: Computation) -> Iterator[int]:
    """The places of findings that are none of the other report."""
    yield from (place for place, instance in asked.items() if other.truth(instance.check))
    edition, period = other.engine.edition, other.report.period
    if period is not None and edition.holds_on(period.calendar_end):
        yield from outside
