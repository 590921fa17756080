"""The report before this one, as far as its figures may be set against this one's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Edition
from cchc.finding import Finding, built_in
from cchc.judge.facts import Earlier
from cchc.judge.report_computation import ReportComputation
from cchc.period import Period


def earlier_of(computation: ReportComputation, edition: Edition, period: Period | None) -> Earlier:
    """What the report before gives; over a break in the series only lines whose figures go on in it, and nothing if it
    is none before: of the same period, or a later one."""
    before = computation.report.period
    year = before.year if before is not None else None
    if before is not None and period is not None and before.calendar_end >= period.calendar_end:
        return Earlier(None, {}, no_earlier=before)
    if not _is_crossed(edition, before, period):
        tables = {id: tabulation.figures for id, tabulation in computation.tables.items()}
        return Earlier(year, _succeeded(computation.figures, edition), tables=tables)
    kept = {id: figure for id, figure in computation.figures.items() if _goes_on(edition, id)}
    return Earlier(year, _succeeded(kept, edition), True)


def _succeeded(figures: Mapping[str, object], edition: Edition) -> Mapping[str, object]:
    """The figures, and those of lines that were replaced under the names of those that replaced them."""
    lines = (edition.everything[id] for id in figures if id in edition.everything)
    return {**figures} | {
        line.replaced_by: figures[line.id]
        for line in lines
        if line.replaced_by is not None and line.replaced_by in edition.figures and line.replaced_by not in figures
    }


def _is_crossed(edition: Edition, before: Period | None, now: Period | None) -> bool:
    if before is None or now is None:
        return False
    return any(before.calendar_end < day <= now.calendar_end for day in edition.breaks)


def _goes_on(edition: Edition, id: str) -> bool:
    line = edition.everything.get(id) if id in edition.everything else None
    return line is not None and line.amendment is not None and line.amendment.is_comparable


def unlike(edition: Edition, earlier: Earlier) -> Iterator[Finding]:
    """F033: the report before belongs to a series that was broken since; F039: it is none before. Told once, not by
    each rule."""
    if earlier.no_earlier is not None:
        start, end = earlier.no_earlier.start, earlier.no_earlier.end
        yield built_in(edition, "CCHC-F039", (), observed=f"{start:%d/%m/%Y} – {end:%d/%m/%Y}")
    if earlier.is_broken:
        day = max(edition.breaks)
        yield built_in(edition, "CCHC-F033", (), observed=f"{day:%d/%m/%Y}")
