"""Many reports as one table: who has filed, how each report stands, and what is wrong with it first of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from cchc.cli.overview import FilingState, OfficeRow, Overview
from cchc.cli.render.excerpt import COLOURS
from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, columns, page_width, visible, width, wrap
from cchc.cli.standing import ReportStanding
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.period import Period

_NUMBERS = frozenset({"errors", "warnings", "change"})
_LONGEST_OFFICE = 26
_LEAST_CAUSE = 24
_GAP = 2
_NONE = "—"
_COUNTED = (
    FilingState.TWICE,
    FilingState.NOT_FILED,
    FilingState.OTHER_PERIOD,
    FilingState.NO_PERIOD,
    FilingState.UNREADABLE,
)
_MOST_FILES = 6


def text(overview: Overview, words: Words) -> str:
    """The table, within the width of the page, and under it the sums, what was filed twice, and how to see more."""
    periods = {row.period for row in overview.rows if row.unread is None}
    one = next(iter(periods)) if len(periods) == 1 else None
    names = tuple(name for name in columns_of(overview) if one is None or name != "period")
    rows = [cells(row, words) for row in overview.rows]
    head = [words("overview_column", name) for name in names]
    short = [[_short(row[name], name) for name in names[:-1]] for row in rows]
    taken = sum(max(map(width, column)) + _GAP for column in zip(head[:-1], *short, strict=True))
    room = max(_LEAST_CAUSE, page_width() - taken)
    lines = [head]
    for row, texts, whole in zip(overview.rows, short, rows, strict=True):
        told = _last(row, whole[names[-1]], room)
        lines.append([*_inked(row, names, texts), told[0]])
        lines += [["" for _ in texts] + [more] for more in told[1:]]
    right = frozenset(place for place, name in enumerate(names) if name in _NUMBERS)
    first, *rest = columns(lines, right=right, gap=" " * _GAP)
    title = words("overview_title") if one is None else words("overview_title_period", period=period(one, words))
    return "\n".join([title, "", click.style(first, bold=True), *rest, "", *_notes(overview, words)])


def _short(text: str, name: str) -> str:
    """A text that fits its column; of a long file name the end is what tells it from others."""
    text = visible(text)
    if name != "office" or width(text) <= _LONGEST_OFFICE or "/" not in text.replace("\\", "/"):
        return clip(text, _LONGEST_OFFICE)
    return f"…{text[len(text) - _LONGEST_OFFICE + 1 :]}"


def columns_of(overview: Overview, *, with_file: bool = False) -> tuple[str, ...]:
    """The columns from the left; the form only where there are several."""
    form = ("form",) if len(overview.forms) > 1 else ()
    file = ("file",) if with_file else ()
    return ("office", *form, "period", "filed", "errors", "warnings", "change", *file, "cause")


def cells(row: OfficeRow, words: Words) -> dict[str, str]:
    """What stands in each column of a row."""
    of, change = row.report, row.change
    return {
        "office": row.office,
        "form": row.form,
        "period": period(row.period, words),
        "filed": words("overview_state", row.state, count=len(row.files)),
        "errors": _NONE if of is None else str(of.errors),
        "warnings": _NONE if of is None else str(of.warnings),
        "change": _NONE if change is None else f"{change:+d}".replace("-", "−") if change else "0",
        "file": ", ".join(each.source for each in row.files) or (row.unread.source if row.unread else ""),
        "cause": _cause(row, words),
    }


def period(of: Period | None, words: Words) -> str:
    """A period in as few letters as people use."""
    return _NONE if of is None else words("period", of.kind, year=of.year, number=of.number)


def summary(overview: Overview, words: Words) -> str:
    """How many offices there are in each state, and how many reports have errors."""
    filed = [row for row in overview.rows if row.report is not None]
    bad = sum(row.report is not None and row.report.errors > 0 for row in filed)
    told = [words.counted("overview_filed", len(filed)), words("overview_bad", count=bad)]
    told += [
        words("overview_count", state, count=overview.states[state]) for state in _COUNTED if overview.states[state]
    ]
    return " · ".join(told)


def notes(overview: Overview, words: Words) -> Iterator[str]:
    """What the table does not say: files for one period, and reports of earlier periods."""
    for files in overview.twice:
        yield words(
            "overview_twice", office=files[0].office, period=period(files[0].period, words), files=_files(files, words)
        )
    if overview.earlier:
        bad = sum(each.errors > 0 for each in overview.earlier)
        yield words("overview_earlier", count=len(overview.earlier), bad=bad)


def _files(files: Sequence[ReportStanding], words: Words) -> str:
    named = [words("overview_file", file=each.source, errors=each.errors) for each in files[:_MOST_FILES]]
    return ", ".join(named) + (", …" if len(files) > _MOST_FILES else "")


def _cause(row: OfficeRow, words: Words) -> str:
    if row.unread is not None:
        return words.reason(row.unread.error)
    if row.state is FilingState.NOT_FILED:
        return words("overview_last", period=period(row.before.period, words)) if row.before else ""
    if row.report is None or not row.report.cause:
        return ""
    return seen(row.report.cause[words.language])


def _last(row: OfficeRow, text: str, room: int) -> list[str]:
    """The last column: a cause on one line; why a file cannot be read, in full."""
    return wrap(visible(text), room).split("\n") if row.unread is not None else [clip(visible(text), room)]


def _inked(row: OfficeRow, names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The state in red where there is no report, errors and warnings in the colours of findings."""
    inks = {"filed": "red" if row.state in (FilingState.UNREADABLE, FilingState.NOT_FILED, FilingState.TWICE) else None}
    if row.report is not None:
        inks["errors"] = COLOURS[Severity.ERROR] if row.report.errors else "green"
        inks["warnings"] = COLOURS[Severity.WARNING] if row.report.warnings else None
    return [
        click.style(text, fg=inks[name]) if inks.get(name) else text for name, text in zip(names, texts, strict=False)
    ]


def _notes(overview: Overview, words: Words) -> Iterator[str]:
    yield click.style(wrap(visible(summary(overview, words)), page_width()), bold=True)
    yield from (wrap(visible(note), page_width(), "  ") for note in notes(overview, words))
    worst = next((row.report for row in overview.rows if row.report is not None and row.report.errors), None)
    if worst is not None:
        name = visible(click.format_filename(worst.source))
        yield click.style(words("overview_more", command=f"cchc check {name}"), dim=True)
