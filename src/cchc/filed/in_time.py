"""Who has filed in time: by form and period, of each office by the first of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.due import Filing, Timeliness
from cchc.filed.standing import Place, ReportStanding, filed_together
from cchc.period import Period
from cchc.text.spelling import natural

_SUREST_FIRST = (Timeliness.IN_TIME, Timeliness.UNKNOWN, Timeliness.LATE)


def filing_of_all(files: Iterable[ReportStanding]) -> Filing | None:
    """Whether what an office has filed for a period was in time, for which one of its files is enough: who files again
    to mend is not late. None where nobody says by when it was to be filed."""
    filings = [each.filing for each in files if each.filing is not None]
    return min(filings, key=lambda each: (_SUREST_FIRST.index(each.state), each.days), default=None)


def told_when(
    standings: Sequence[ReportStanding], offices: Mapping[Place, tuple[str, str]]
) -> Iterator[tuple[ReportStanding, ...]]:
    """The reports by which it is told who was in time, of each office one: by form and period, the newest first, those
    first that were late by most."""
    found: dict[tuple[str, Period], list[ReportStanding]] = {}
    for files in filed_together(standings, offices):
        first = next(each for each in files if each.filing == filing_of_all(files))
        if first.filing is not None and first.period is not None:
            found.setdefault((first.form, first.period), []).append(first)
    for form, period in sorted(found, key=lambda each: (each[0], -each[1].end.toordinal(), each[1].kind)):
        yield tuple(sorted(found[form, period], key=_lateness))


def _lateness(standing: ReportStanding) -> tuple[object, ...]:
    return 0 if standing.filing is None else -standing.filing.days, natural(standing.office)
