"""Numbers in one cell that is merged over several lines: whose they are cannot be told, so each line is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from cchc.edition import Edition, IndicatorKind
from cchc.reading.belonging import place
from cchc.reading.columns import CODE, LABEL, LAST, UNIT
from cchc.reading.match import Placement
from cchc.reading.spans import QUANTITY
from cchc.reading.table_rows import TableRow
from cchc.report import Entry, FilledRow, Note, Row
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Candidate, Cell, Missing, Origin, Reason, Wording
from cchc.words import data

SHARED = "CCHC-C005"
"""What a number that lies over several lines is to each of them: none can be told to be its own."""
_IN_WORDS = (CODE, LABEL, UNIT, LAST)
"""Columns that hold no figures."""
_Place = tuple[str | None, str | None, int | None]


def asked(
    entries: Mapping[str, Entry],
    notes: Sequence[Note],
    rows: Sequence[Row],
    placed: Iterable[tuple[TableRow, Placement]],
    edition: Edition,
) -> Mapping[str, Entry]:
    """The entries; those of lines that share the cell of a figure without a value, and with what it holds offered."""
    entries = {id: _asked_if_marked(entry, edition.everything[id].kind) for id, entry in entries.items()}
    merged = _merged(notes)
    if not merged:
        return entries
    owners, columns = dict[_Place, str](), dict[_Place, str]()
    for row, placement in placed:
        id = placement.id
        if id is not None:
            owners |= {place(cell): id for cell in rows[row.place].cells if cell.ref is not None}
            columns |= {place(cell): column for column, cell in row.cells.items()}
    found = dict(entries)
    for first, *others in merged:
        own = entries.get(owners.get(place(first), ""))
        if own is None or own.cell is None or place(own.cell) != place(first) or columns[place(first)] in _IN_WORDS:
            continue
        ids = dict.fromkeys(owners[at] for cell in (first, *others) if (at := place(cell)) in owners)
        asking = [id for id in ids if edition.indicators[id].kind is not IndicatorKind.HEADING]
        if len(asking) > 1:
            found |= {id: without_value(entries[id], own.cell, offered_of(own)) for id in asking if id in entries}
    return found


def _merged(notes: Sequence[Note]) -> list[tuple[Cell, ...]]:
    """The cells that lie over others, each before those that it lies over."""
    return [(note.cell, *note.cells) for note in notes if note.code == SHARED and note.cell is not None]


def said_shared(text: str, language: str) -> str:
    """A figure of several lines as a file says it in each of them whose cells cannot be merged."""
    return f"{text} ({data('cells')['shared']['mark'][language]})"


def _unmarked(text: str) -> str | None:
    """A figure of several lines without the words that say so; None for any other text."""
    if not text.rstrip().endswith(")"):
        return None
    whole, marks = seen(text), (f"({mark})" for mark in data("cells")["shared"]["mark"].values())
    return next((whole[: -len(mark)].rstrip() for mark in marks if whole.endswith(mark)), None)


def _asked_if_marked(entry: Entry, kind: IndicatorKind) -> Entry:
    """An entry; one that says that it shares its figure with other lines without a value."""
    cells = () if kind is IndicatorKind.HEADING else (entry.cells.get(QUANTITY), entry.cell)
    for cell in cells:
        text = _unmarked(cell.text) if cell is not None else None
        if cell is not None and text is not None:
            number = parse_number(text, rate=kind.has_decimals)
            offered = (Candidate(number, cell),) if number is not None else ()
            return without_value(entry, cell, offered or entry.candidates)
    return entry


def offered_of(entry: Entry) -> tuple[Candidate, ...]:
    """The figure of an entry, and those that it offers."""
    number = () if entry.printed is None or entry.cell is None else (Candidate(entry.printed, entry.cell),)
    return (*number, *entry.candidates)


def without_value(entry: Entry, cell: Cell, offered: tuple[Candidate, ...], wording: Wording = Wording.SHARED) -> Entry:
    """An entry whose figure is not taken, and offered: why, by its wording."""
    cells = {**entry.cells, QUANTITY: entry.cells.get(QUANTITY, cell)}
    return Entry(
        Missing(Reason.AMBIGUOUS),
        cell=cell,
        cells=cells,
        candidates=offered,
        wording=wording,
        origin=Origin.REPORTED,
        errors=entry.errors,
        window=entry.window,
    )


def asked_in_rows(rows: Sequence[FilledRow], notes: Sequence[Note]) -> tuple[FilledRow, ...]:
    """The rows of a table; figures that share a cell without a value, and with what it holds offered."""
    rows = tuple(map(_asked_in_row, rows))
    merged = _merged(notes)
    if not merged:
        return rows
    figures = {
        place(entry.cell): (at, id, entry)
        for at, row in enumerate(rows)
        for id, entry in row.entries.items()
        if entry.cell is not None
    }
    found = [dict(row.entries) for row in rows]
    for cells in merged:
        over = [figures[place(cell)] for cell in cells if place(cell) in figures]
        if len(over) > 1 and place(cells[0]) in figures:
            first = figures[place(cells[0])][2]
            assert first.cell is not None
            for at, id, entry in over:
                found[at][id] = without_value(entry, first.cell, offered_of(first))
    return tuple(evolve(row, entries=entries) for row, entries in zip(rows, found, strict=True))


def _asked_in_row(row: FilledRow) -> FilledRow:
    marked = {id: entry for id, entry in row.entries.items() if entry.cell is not None and _unmarked(entry.cell.text)}
    if not marked:
        return row
    kind = IndicatorKind.COUNT
    return evolve(row, entries={**row.entries, **{id: _asked_if_marked(each, kind) for id, each in marked.items()}})
