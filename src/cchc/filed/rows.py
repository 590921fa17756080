"""Many reports as rows of texts: what stands in each column of an office, and what the table does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from cchc.due import Filing, Timeliness
from cchc.errors import CchcError
from cchc.filed.overview import FilingState, OfficeRow, Overview
from cchc.filed.repeated import counting
from cchc.filed.standing import ReportStanding
from cchc.period import Period
from cchc.printable import printable
from cchc.text.spelling import seen

NUMBERS = frozenset({"errors", "warnings", "change"})
"""The columns that are numbers."""
_NONE = "—"
_COUNTED = (
    FilingState.TWICE,
    FilingState.NOT_FILED,
    FilingState.OTHER_PERIOD,
    FilingState.NO_PERIOD,
    FilingState.UNREADABLE,
)
_NOT_IN_TIME = (Timeliness.LATE, Timeliness.UNKNOWN)
_MOST_FILES, _MOST_OFFICES = 6, 12


class OverviewWords(Protocol):
    """Who says the texts of the table, in one language."""

    @property
    def language(self) -> str: ...
    def __call__(self, *name: str, **figures: object) -> str: ...
    def counted(self, name: str, count: int, **figures: object) -> str: ...
    def reason(self, error: CchcError | OSError) -> str: ...


def columns_of(overview: Overview, *, with_file: bool = False) -> tuple[str, ...]:
    """The columns from the left; the form only where there are several."""
    form = ("form",) if len(overview.forms) > 1 else ()
    file = ("file",) if with_file else ()
    due = ("due",) if overview.told_when else ()
    return ("office", *form, "period", "filed", *due, "errors", "warnings", "change", *file, "cause")


def title(overview: Overview, words: OverviewWords) -> str:
    """What stands over the table; the period where it is that of all."""
    of = overview.period
    return words("overview_title") if of is None else words("overview_title_period", period=period(of, words))


def heads(names: Sequence[str], words: OverviewWords) -> dict[str, str]:
    """The headings of columns."""
    return {name: words("overview_column", name) for name in names}


def cells(row: OfficeRow, words: OverviewWords) -> dict[str, str]:
    """What stands in each column of a row."""
    of, change = row.report, row.change
    return {
        "office": row.office,
        "form": row.form,
        "period": period(row.period, words),
        "filed": words("overview_state", row.state, count=len(row.files)),
        "due": in_time(row.filing, words),
        "errors": _NONE if of is None else str(of.errors),
        "warnings": _NONE if of is None else str(of.warnings),
        "change": _NONE if change is None else f"{change:+d}".replace("-", "−") if change else "0",
        "file": ", ".join(each.source for each in row.files) or (row.unread.source if row.unread else ""),
        "cause": _cause(row, words),
    }


def in_time(filing: Filing | None, words: OverviewWords) -> str:
    """Whether a report was in time, in two words."""
    if filing is None:
        return _NONE
    is_late = filing.state is Timeliness.LATE
    return words.counted("overview_days_late", filing.days) if is_late else words("overview_due", filing.state)


def period(of: Period | None, words: OverviewWords) -> str:
    """A period in as few letters as people use."""
    return _NONE if of is None else words("period", of.kind, year=of.years, number=of.number)


def summary(overview: Overview, words: OverviewWords) -> str:
    """How many offices there are in each state, and how many reports have errors."""
    filed = [row for row in overview.rows if row.report is not None]
    bad = sum(row.report is not None and row.report.errors > 0 for row in filed)
    told = [words.counted("overview_filed", len(filed)), words("overview_bad", count=bad)]
    told += [
        words("overview_count", state, count=overview.states[state]) for state in _COUNTED if overview.states[state]
    ]
    when = overview.timeliness
    told += [words("overview_count", state, count=when[state]) for state in _NOT_IN_TIME if when[state]]
    return " · ".join(told)


def notes(overview: Overview, words: OverviewWords) -> Iterator[str]:
    """What the table does not say: who was late for which period, files for one period, and reports of earlier ones."""
    yield from told_when(overview.told_when, words)
    for files in overview.twice:
        yield told_twice(files, words)
    if overview.earlier:
        bad = sum(each.errors > 0 for each in overview.earlier)
        yield words("overview_earlier", count=len(overview.earlier), bad=bad)


def told_when(periods: Sequence[Sequence[ReportStanding]], words: OverviewWords) -> Iterator[str]:
    """Of each form and period, by when reports were to be filed, who was late and by how much, and of whom nobody
    knows it."""
    forms = {reports[0].form for reports in periods}
    for reports in periods:
        of, filing = period(reports[0].period, words), reports[0].filing
        assert filing is not None
        due = words("overview_when", "due", period=of, day=_day(filing.due))
        due = f"{reports[0].form}, {due}" if len(forms) > 1 else due
        late = [_late(each, words) for each in reports if _is(each, Timeliness.LATE)]
        told = words("overview_when", "late", offices=_listed(late, words)) if late else words("overview_when", "none")
        named = [f"{due}: {told}"]
        unknown = [each.office for each in reports if _is(each, Timeliness.UNKNOWN)]
        if unknown:
            named.append(words("overview_when", "unknown", offices=_listed(unknown, words)))
        yield "; ".join(named) + "."
    if periods:
        yield words("overview_when", "by")


def _is(report: ReportStanding, state: Timeliness) -> bool:
    return report.filing is not None and report.filing.state is state


def _late(report: ReportStanding, words: OverviewWords) -> str:
    filing = report.filing
    assert filing is not None
    assert filing.dated is not None
    return words.counted("overview_late", filing.days, office=report.office, day=_day(filing.dated))


def _listed(offices: Sequence[str], words: OverviewWords) -> str:
    more = len(offices) - _MOST_OFFICES
    told = [*offices[:_MOST_OFFICES], *([words("rollup_silent_more", count=more)] if more > 0 else [])]
    return ", ".join(told)


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"


def told_twice(files: Sequence[ReportStanding], words: OverviewWords) -> str:
    """That an office has filed for one period more than once, which of its files counts, and by what that is told."""
    chosen, *others = files
    by = counting([each.place for each in files]).by
    return words(
        "overview_twice",
        office=chosen.office,
        period=period(chosen.period, words),
        count=len(files),
        chosen=_files([chosen], words),
        why=words("overview_counts", by),
        others=_files(others, words),
    )


def _files(files: Sequence[ReportStanding], words: OverviewWords) -> str:
    named = [words("overview_file", file=each.source, errors=each.errors) for each in files[:_MOST_FILES]]
    return ", ".join(named) + (", …" if len(files) > _MOST_FILES else "")


def _cause(row: OfficeRow, words: OverviewWords) -> str:
    if row.unread is not None:
        reason = words.reason(row.unread.error)
        # Where the row is called by its office, which file it is has to be told.
        return reason if row.office == row.unread.source else f"{row.unread.source}: {reason}"
    if row.state is FilingState.NOT_FILED:
        return words("overview_last", period=period(row.before.period, words)) if row.before else ""
    if row.report is None or not row.report.cause:
        return ""
    return printable(seen(row.report.cause[words.language]))
