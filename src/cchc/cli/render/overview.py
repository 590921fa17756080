"""Many reports as one table: who has filed, how each report stands, and what is wrong with it first of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from cchc.cli.render.excerpt import COLOURS
from cchc.cli.render.table import clip, columns, page_width, visible, width, wrap
from cchc.cli.words import Words
from cchc.due import Timeliness
from cchc.edition import Severity
from cchc.filed.overview import FilingState, OfficeRow, Overview
from cchc.filed.rows import NUMBERS, cells, columns_of, heads, notes, summary, title

_LONGEST_OFFICE = 26
_LEAST_CAUSE = 24
_GAP = 2


def text(overview: Overview, words: Words) -> str:
    """The table, within the width of the page, and under it the sums, what was filed twice, and how to see more."""
    names = tuple(name for name in columns_of(overview) if overview.period is None or name != "period")
    rows = [cells(row, words) for row in overview.rows]
    head = list(heads(names, words).values())
    short = [[_short(row[name], name) for name in names[:-1]] for row in rows]
    taken = sum(max(map(width, column)) + _GAP for column in zip(head[:-1], *short, strict=True))
    room = max(_LEAST_CAUSE, page_width() - taken)
    lines = [head]
    for row, texts, whole in zip(overview.rows, short, rows, strict=True):
        told = _last(row, whole[names[-1]], room)
        lines.append([*_inked(row, names, texts), told[0]])
        lines += [["" for _ in texts] + [more] for more in told[1:]]
    right = frozenset(place for place, name in enumerate(names) if name in NUMBERS)
    first, *rest = columns(lines, right=right, gap=" " * _GAP)
    return "\n".join([title(overview, words), "", click.style(first, bold=True), *rest, "", *_notes(overview, words)])


def _short(text: str, name: str) -> str:
    """A text that fits its column; of a long file name the end is what tells it from others."""
    text = visible(text)
    if name != "office" or width(text) <= _LONGEST_OFFICE or "/" not in text.replace("\\", "/"):
        return clip(text, _LONGEST_OFFICE)
    return f"…{text[len(text) - _LONGEST_OFFICE + 1 :]}"


def _last(row: OfficeRow, text: str, room: int) -> list[str]:
    """The last column: a cause on one line; why a file cannot be read, in full."""
    return wrap(visible(text), room).split("\n") if row.unread is not None else [clip(visible(text), room)]


def _inked(row: OfficeRow, names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The state in red where there is no report, errors and warnings in the colours of findings."""
    inks = {"filed": "red" if row.state in (FilingState.UNREADABLE, FilingState.NOT_FILED, FilingState.TWICE) else None}
    inks |= {"due": "red" if row.filing is not None and row.filing.state is Timeliness.LATE else None}
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
