"""Findings of the form as a whole: one function a code, each finding with its line.

Their texts and severities are in `cchc.words` (`findings.toml`); only codes stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.edition import Edition, Indicator
from cchc.finding import Finding, built_in
from cchc.period import Period, PeriodKind
from cchc.reading.budget import work
from cchc.reading.layout import Layout
from cchc.reading.match import Placement
from cchc.reading.other_times import days_of
from cchc.reading.rivals import Rivals
from cchc.reading.spans import Figures, FigureTime
from cchc.reading.surroundings import Surroundings
from cchc.reading.table_rows import TableRow
from cchc.report import Note
from cchc.text.periods import month_name
from cchc.text.spelling import key, seen
from cchc.value import Cell
from cchc.words import Message, Translated

_YEAR_OF_EXAMPLES = 2024
_TOLD = 20
"""Characters that are gone through in the time in which a finding is made."""


def missing_lines(edition: Edition, rows: Mapping[str, TableRow], settings: Mapping[str, str]) -> Iterator[Finding]:
    """F001: a line that is asked and the file does not show; a whole section that is missing is one finding."""
    gone = [id for id in edition.indicators if id not in rows and edition.is_asked(id, settings)]
    shown_below = {heading for shown in rows for heading in _above(edition, shown)}
    whole = {id for id in gone if id not in shown_below}
    below: dict[str, list[str]] = {}
    for id in gone:
        for heading in whole.intersection(_above(edition, id)):
            below.setdefault(heading, []).append(id)
    for id in gone:
        if edition.indicators[id].parent in whole:
            continue
        named = (id, *below.get(id, ()))
        label = edition.indicators[id].label[edition.languages[0]]
        yield built_in(edition, "CCHC-F001", named, expected=label, count=str(len(named)))


def _above(edition: Edition, id: str) -> Iterator[str]:
    """The headings over a line, nearest first."""
    parent = edition.indicators[id].parent
    while parent is not None:
        yield parent
        parent = edition.indicators[parent].parent


def twice(edition: Edition, again: Iterable[tuple[str, TableRow]], first: Mapping[str, TableRow]) -> Iterator[Finding]:
    """F002: a line that comes again; its cells are quoted, as the entry has the other row's.

    F026: several that come again as they were, as those of a page do that was copied twice: one finding for all.
    """
    again = tuple(again)
    known: dict[tuple[str, ...], list[str]] = {}
    for id, row in first.items() if again else ():
        known.setdefault(_says(row), []).append(id)
    rows = [(id, row, known.get(_says(row), [])) for id, row in again]
    copied = [(id, row, alike) for id, row, alike in rows if alike]
    is_page = len(copied) >= _FEWEST_COPIED
    for id, row, alike in rows:
        if not (is_page and alike):
            yield built_in(edition, "CCHC-F002", (id,), cell=_label_cell(row), observed=_quoted(row))
    if is_page:
        yield _copied(edition, copied)


def _says(row: TableRow) -> tuple[str, ...]:
    """What a row says in its columns, each under its name."""
    return tuple(f"{column}:{key(cell.text)}" for column, cell in sorted(row.cells.items()))


def _next(edition: Edition, ids: Sequence[str], last: str) -> str:
    """Of lines that read alike the one that follows another on the form."""
    order = list(edition.indicators)
    return next((id for id in ids if order.index(id) > order.index(last)), ids[0])


def _copied(edition: Edition, rows: Sequence[tuple[str, TableRow, Sequence[str]]]) -> Finding:
    ids: list[str] = []
    for id, _, alike in rows:
        ids.append(_next(edition, alike, ids[-1]) if ids else id)
    start, end = rows[0][1], rows[-1][1]
    return built_in(
        edition,
        "CCHC-F026",
        tuple(dict.fromkeys(ids)),
        cell=_label_cell(start),
        observed=seen(start.label),
        expected=seen(end.label),
        count=str(len(rows)),
        last=_label_cell(end).place,
    )


_FEWEST_COPIED = 3
"""Lines that come again one by one are slips of their own."""


def shifted(edition: Edition, table: Sequence[TableRow], placements: Sequence[Placement]) -> Iterator[Finding]:
    """F027: rows whose cells stand beside their columns: one finding for all."""
    rows = [(row, each.id) for row, each in zip(table, placements, strict=True) if row.shifted and each.id is not None]
    if rows:
        first, ids = rows[0][0], tuple(id for _, id in rows)
        yield built_in(
            edition, "CCHC-F027", ids, cell=_label_cell(first), observed=_quoted(first), count=str(len(rows))
        )


def of_other_level(edition: Edition, around: Surroundings) -> Iterator[Finding]:
    """F028: a report of an office of another level than the edition is for."""
    other = around.other_level()
    if other is not None:
        yield built_in(
            edition, "CCHC-F028", (), cell=around.title_cell, observed=other, expected=", ".join(edition.level.offices)
        )


def strangers(edition: Edition, rows: Iterable[TableRow]) -> Iterator[Finding]:
    """F003: a row that is no line of the form."""
    for row in rows:
        yield built_in(edition, "CCHC-F003", (), cell=_label_cell(row), observed=_quoted(row))


def relabelled(edition: Edition, table: Sequence[TableRow], placements: Sequence[Placement]) -> Iterator[Finding]:
    """F004: a row whose label differs from the form's."""
    for row, placement in zip(table, placements, strict=True):
        if placement.id is not None and placement.alike:
            yield _of_row(edition, "CCHC-F004", (placement.id,), row)


def by_place(edition: Edition, table: Sequence[TableRow], placements: Sequence[Placement]) -> Iterator[Finding]:
    """F025: a row that only its marker, its unit and its neighbours tell."""
    for row, placement in zip(table, placements, strict=True):
        if placement.id is not None and placement.by_place:
            yield _of_row(edition, "CCHC-F025", (placement.id,), row)


def moved(edition: Edition, table: Sequence[TableRow], placements: Sequence[Placement]) -> Iterator[Finding]:
    """F005: a row out of its place; lines that moved together are one finding."""
    order = {id: place for place, id in enumerate(edition.indicators)}
    runs: list[tuple[TableRow, list[str]]] = []
    last = -1
    for row, placement in zip(table, placements, strict=True):
        place = order[placement.id] if placement.id is not None and placement.moved else -1
        if placement.id is not None and place >= 0:
            if last >= 0 and place == last + 1:
                runs[-1][1].append(placement.id)
            else:
                runs.append((row, [placement.id]))
        last = place
    for row, ids in runs:
        yield _of_row(edition, "CCHC-F005", tuple(ids), row)


def _example_of_period(edition: Edition) -> str:
    """A period of the form, as its title would name it."""
    kind = next(iter(edition.calendar.periods), PeriodKind.MONTH)
    year = max(edition.in_force_from.year + 1, _YEAR_OF_EXAMPLES)
    home = edition.languages[0]
    number = month_name(5, home) if kind is PeriodKind.MONTH else "I" if kind is PeriodKind.QUARTER else "1"
    years = f"{year}-{year + 1}" if kind is PeriodKind.SCHOOL_YEAR else year
    return edition.writing.say(home, "period", kind, number=number, year=years).upper()


def about_period(edition: Edition, around: Surroundings) -> Iterator[Finding]:
    """F006: no period in the title. F007: one that the edition is not in force for. F036: another time beside it."""
    period, cell = around.period, around.title_cell
    if period is None:
        example = _example_of_period(edition)
        printed = around.no_period
        lacks = edition.judging.text("no_period", "lacking" if printed is None else "other")
        how = Message(lacks, {"printed": printed or ""}, edition.languages)
        told = {"example": example, "edition": edition.id}
        yield built_in(edition, "CCHC-F006", (), cell=cell, observed=around.title or "", how=how, **told)
        return
    if not edition.holds_on(period.calendar_end):
        yield _outside(edition, period, around)
    for other in around.of_other_time:
        yield built_in(edition, "CCHC-F036", (), cell=other, observed=seen(other.text), expected=days_of(period))


def _outside(edition: Edition, period: Period, around: Surroundings) -> Finding:
    until = f"{edition.in_force_to:%d/%m/%Y}" if edition.in_force_to is not None else "…"
    is_earliest = edition.base is None and period.calendar_end < edition.in_force_from
    return built_in(
        edition,
        "CCHC-F007",
        (),
        cell=around.title_cell,
        observed=around.title or "",
        expected=f"{edition.in_force_from:%d/%m/%Y} – {until}",
        edition=edition.id,
        earliest=edition.judging.text("outside_earliest") if is_earliest else "",
    )


def columns_by_position(edition: Edition, layout: Layout) -> Iterator[Finding]:
    """F008: columns that no heading names, read by their position."""
    columns = layout.columns
    if columns is None or not columns.unfound:
        return
    named = [edition.columns[id].label for id in columns.unfound]
    other = Translated({language: ", ".join(label[language] for label in named) for language in edition.languages})
    yield built_in(edition, "CCHC-F008", (), cell=columns.header, expected=other[edition.languages[0]], other=other)


def two_columns(edition: Edition, figures: Figures, ids: tuple[str, ...]) -> Iterator[Finding]:
    """F024: a column for the month beside one since the year began, and the lines on which they differ."""
    if figures.is_double:
        month, cumulative = (
            figures.headings[figures.column(span)] for span in (FigureTime.MONTH, FigureTime.CUMULATIVE)
        )
        yield built_in(
            edition, "CCHC-F024", ids, cell=cumulative, observed=seen(month.text), expected=seen(cumulative.text)
        )


def columns_untaken(edition: Edition, rivals: Rivals) -> Iterator[Finding]:
    """F034: a column of figures that no line takes."""
    for name, cell in rivals.untaken():
        yield built_in(edition, "CCHC-F034", (), cell=cell, observed=name)


def not_understood(edition: Edition, cells: Iterable[Cell]) -> Iterator[Finding]:
    """F009: a text around the table that nothing is known of."""
    for cell in cells:
        work(_TOLD)
        yield built_in(edition, "CCHC-F009", (), cell=cell, observed=seen(cell.text))


def noted(edition: Edition, notes: Iterable[Note]) -> Iterator[Finding]:
    """F010 to F015 and from F019 on: what the reader of the file had to say of it."""
    for note in notes:
        if note.code in _OF_LINES:
            continue
        told: dict[str, str] = {"observed": seen(note.cell.text) if note.cell is not None else "", **note.figures}
        yield built_in(edition, note.code, (), cell=note.cell, **told)


_OF_LINES = ("CCHC-C005", "CCHC-F014", "CCHC-F018", "CCHC-F038")
"""What matters depends on the line: see `shared`, `uncalculated` and `unseen`."""


def is_filled(indicator: Indicator, row: TableRow) -> bool:
    """Whether a row holds more than what the form itself prints on it."""
    printed = {key(text) for text in (indicator.printed_unit or "", *indicator.prompts)}
    return any(key(cell.text) not in printed for column, cell in row.cells.items() if column not in ("code", "label"))


def _of_row(edition: Edition, code: str, ids: tuple[str, ...], row: TableRow) -> Finding:
    expected = edition.indicators[ids[0]].label[edition.languages[0]]
    return built_in(edition, code, ids, cell=_label_cell(row), observed=seen(row.label), expected=expected)


def _label_cell(row: TableRow) -> Cell:
    return row.cells.get("label") or next(iter(row.cells.values()))


def _quoted(row: TableRow) -> str:
    """A row's cells on one line, as they read."""
    return " | ".join(seen(cell.text) for cell in row.cells.values())
