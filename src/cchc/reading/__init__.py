"""From the rows of a file to a `Report`: the table, what stands around it, each line's entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import assert_never

from attrs import evolve

from cchc.edition import Edition
from cchc.finding import Finding
from cchc.reading import form_findings as f
from cchc.reading.asides import asides
from cchc.reading.belonging import Belonging
from cchc.reading.cells import read_line, settle
from cchc.reading.columns import UNIT, Headings
from cchc.reading.contrary import asked_contrary
from cchc.reading.derived import Variants, asked_only, told
from cchc.reading.labels import Labels
from cchc.reading.layout import Layout, lay_out
from cchc.reading.match import Placement, match
from cchc.reading.opened import Opened
from cchc.reading.places import NOWHERE, Places
from cchc.reading.refusal import other_form, refusal
from cchc.reading.rivals import Rivals
from cchc.reading.said_units import above, as_said, is_converted, unknown
from cchc.reading.said_units import converted as converted_by
from cchc.reading.second_form import first_form
from cchc.reading.shared import asked
from cchc.reading.shares import own_share
from cchc.reading.small_rates import as_written
from cchc.reading.spaced import set_apart
from cchc.reading.spans import taken
from cchc.reading.stationery import Stationery, form_number
from cchc.reading.surroundings import Surroundings
from cchc.reading.table_rows import TableRow
from cchc.reading.uncalculated import uncalculated, with_formulas
from cchc.reading.unseen import unseen
from cchc.record import frozen
from cchc.report import Entry, KeptRow, Note, Part, RawForm, Report
from cchc.value import Cell

__all__ = ["Places", "open_rows", "read_rows", "refusal"]

_FEWEST_LINES = 0.1
"""A file that shows fewer of the form's lines than this, under another title, is another form."""


def read_rows(raw: RawForm, edition: Edition, places: Places = NOWHERE) -> Report:
    """Read a form, whatever file it came from; nothing of it is lost.

    What is missing, twice, unknown, out of order or not understood is a finding. `places` say where offices are whose
    letterhead does not. Raises ReadError for a file that is not this form at all.
    """
    return open_rows(raw, edition, places).report()


def open_rows(raw: RawForm, edition: Edition, places: Places = NOWHERE) -> Opened:
    """Take a form apart, and leave its cells to be read. Raises ReadError as `read_rows` does."""
    raw = with_formulas(raw)
    if edition.tables:
        from cchc.reading.tables import open_tables  # forms of lines need none of it

        return open_tables(raw, edition)
    labels, stationery = Labels.of(edition), Stationery.of(edition)
    apart = set_apart(raw, Headings.of(edition), labels.knows)
    if apart is not None:
        raw = evolve(apart, notes=(*apart.notes, Note("CCHC-F029")))
    raw = first_form(raw, edition, stationery, labels.knows)
    layout = lay_out(raw, edition, stationery, labels.knows)
    around = Surroundings(edition, stationery)
    around.read_above(layout.of(Part.ABOVE, Part.ASTRAY))
    around.read_below(layout.of(Part.BELOW))
    units = [row.cells[UNIT].text if UNIT in row.cells else "" for row in layout.table]
    placements = match([(row.code, row.label) for row in layout.table], labels, units)
    placed = sum(placement.id is not None for placement in placements)
    if placed < (1 if around.title is not None else _FEWEST_LINES * len(edition.indicators)):
        raise other_form(raw, edition)
    return Opened(around.day, partial(_report, raw, edition, layout, around, placements, places))


def _report(
    raw: RawForm,
    edition: Edition,
    layout: Layout,
    around: Surroundings,
    placements: Sequence[Placement],
    places: Places,
) -> Report:
    rows = _Rows.of(layout.table, placements, edition)
    figures = layout.figures.of(around.period)
    variants = Variants.of(edition, around, layout.of(Part.ABOVE), places)
    rivals = Rivals(edition, layout, figures, around.period)
    entries, differing = _entries(rows.first, edition, around, rivals, variants)
    placed = tuple(zip(layout.table, placements, strict=True))
    entries = asked(asked_contrary(entries, placed, edition), raw.notes, layout.rows, placed, edition)
    entries, in_other_unit = _in_own_units(entries, edition, around)
    belonging = _belonging(edition, placed)
    findings = [
        *told(edition, entries, variants),
        *_of_the_form(edition, layout, around, placements, rows),
        *in_other_unit,
        *unknown(edition, around.unit, around.unit_cell),
        *f.two_columns(edition, figures, differing),
        *f.columns_untaken(edition, rivals),
        *f.missing_lines(edition, rows.first, variants.settings),
        *f.not_understood(edition, around.unread),
        *_of_the_file(edition, raw, belonging, entries),
    ]
    return Report(
        entries=entries,
        findings=tuple(findings),
        unplaced=tuple(_unplaced(raw, around, rows)),
        rows=tuple(_kept(layout, placements, rows.first)),
        settings=variants.settings or None,
        **around.told(raw.source),
        place=variants.place,
        form=form_number(layout.of(Part.ABOVE), edition),
    )


def _belonging(edition: Edition, placed: Iterable[tuple[TableRow, Placement]]) -> Belonging:
    cells = ((each.id, row.cells.values()) for row, each in placed if each.id is not None)
    return Belonging.of_lines(edition, Labels.of(edition), cells)


def _in_own_units(
    entries: Mapping[str, Entry], edition: Edition, around: Surroundings
) -> tuple[Mapping[str, Entry], list[Finding]]:
    """The entries, those converted by the unit over the table told of at once."""
    if around.unit is None:
        return entries, []
    lexicon, known = above(edition, around.unit), edition.figures
    by_unit: dict[str, dict[str, Entry]] = {}
    for id, entry in entries.items():
        if id in known and is_converted(entry, entry.cells.get(UNIT), lexicon.measures(known[id])):
            by_unit.setdefault(lexicon.unit_of(known[id]), {})[id] = entry
    findings: list[Finding] = []
    for unit, converted in by_unit.items():
        names = [known[id].label[edition.languages[0]] for id in converted]
        cells = [entry.cell for entry in converted.values() if entry.cell is not None]
        findings.append(converted_by(edition, unit, around.unit_cell, names, cells, [*converted]))
    told = {id: as_said(entry) for converted in by_unit.values() for id, entry in converted.items()}
    return {**entries, **told}, findings


def _unplaced(raw: RawForm, around: Surroundings, rows: _Rows) -> Iterator[Cell]:
    yield from (*rows.left_over(), *around.unread)
    yield from (cell for row in raw.rows for cell in row.unseen)


def _of_the_file(
    edition: Edition, raw: RawForm, belonging: Belonging, entries: Mapping[str, Entry]
) -> Iterator[Finding]:
    """What there is to say of the file, and of what it holds beside the form's own texts."""
    yield from f.noted(edition, raw.notes)
    yield from uncalculated(edition, raw, belonging)
    yield from unseen(edition, raw, belonging, entries.values())
    yield from asides(edition, raw, belonging)


def _of_the_form(
    edition: Edition, layout: Layout, around: Surroundings, placements: Sequence[Placement], rows: _Rows
) -> Iterator[Finding]:
    """What there is to say of the form as a whole and of its rows, whatever stands in their cells."""
    yield from f.about_period(edition, around)
    yield from f.of_other_level(edition, around)
    yield from f.columns_by_position(edition, layout)
    yield from f.strangers(edition, rows.strangers)
    yield from f.relabelled(edition, layout.table, placements)
    yield from f.by_place(edition, layout.table, placements)
    yield from f.moved(edition, layout.table, placements)
    yield from f.shifted(edition, layout.table, placements)
    yield from f.twice(edition, rows.again, rows.first)


@frozen
class _Rows:
    """Rows by the line they are: one for each line, those of lines that come again, and strangers."""

    first: Mapping[str, TableRow]
    again: tuple[tuple[str, TableRow], ...]
    strangers: tuple[TableRow, ...]

    @classmethod
    def of(cls, table: Sequence[TableRow], placements: Sequence[Placement], edition: Edition) -> _Rows:
        # Of labels that several lines have the row in its place comes first: a copy may be another line's.
        shared = {placement.id for placement in placements if placement.shared}
        first = {
            placement.id: row
            for row, placement in zip(table, placements, strict=True)
            if placement.id is not None and placement.id in shared and not placement.twice
        }
        again: list[tuple[str, TableRow]] = []
        strangers: list[TableRow] = []
        for row, placement in zip(table, placements, strict=True):
            id = placement.id
            if id is None:
                strangers.append(row)
            elif first.setdefault(id, row) is row:
                continue
            elif f.is_filled(edition.indicators[id], row) and not f.is_filled(edition.indicators[id], first[id]):
                # A line that was left blank and then filled in lower down is the filled one.
                again.append((id, first[id]))
                first[id] = row
            else:
                again.append((id, row))
        return cls(first, tuple(again), tuple(strangers))

    def left_over(self) -> Iterator[Cell]:
        for row in (*(row for _, row in self.again), *self.strangers):
            yield from row.cells.values()


def _kept(layout: Layout, placements: Sequence[Placement], first: Mapping[str, TableRow]) -> Iterator[KeptRow]:
    """The rows of the file in their order, each with what it was taken for; pieces of one line are one."""
    table = {row.place: (row, placement.id) for row, placement in zip(layout.table, placements, strict=True)}
    columns = layout.columns
    for place, (row, part) in enumerate(zip(layout.rows, layout.parts, strict=True)):
        match part:
            case Part.TABLE:
                if place in table:
                    found, id = table[place]
                    again = id is not None and first[id] is not found
                    yield KeptRow(part, tuple(found.cells.values()), id, again)
            case Part.HEAD | Part.NUMBERS:
                columns = layout.headers.get(place, columns)
                assert columns is not None
                # A head that was broken over rows knows its columns already.
                yield KeptRow(part, row.cells if row.cells[0].column else columns.named(row))
            case Part.ABOVE | Part.ASTRAY | Part.PAGE | Part.BELOW:
                yield KeptRow(part, row.cells)
            case _:
                assert_never(part)


def _entries(
    rows: Mapping[str, TableRow], edition: Edition, around: Surroundings, rivals: Rivals, variants: Variants
) -> tuple[Mapping[str, Entry], tuple[str, ...]]:
    """The entry of each line that the file shows, in the form's order; pairs make two.

    Where there is a column for the month and one since the year began, also the lines on which the two differ.
    """
    lexicon = above(edition, around.unit or "")
    entries: dict[str, Entry] = {}
    differing: list[str] = []
    figures, is_plain = rivals.figures, rivals.figures.is_plain
    for id, indicator in edition.indicators.items():
        if id in rows:
            cells: Mapping[str, Cell] = rows[id].cells
            if not is_plain:
                if figures.is_double and figures.differ(cells):
                    differing.append(id)
                cells = taken(indicator, cells, figures, edition)
            if rivals.shares:
                cells = own_share(indicator, cells, rivals.shares)
            found = read_line(indicator, cells, lexicon, around.period)
            found = {**found, id: as_written(indicator, found[id])} if id in found else found
            entries |= {**found, id: rivals.told_apart(indicator, found[id], cells)} if id in found else found
    return asked_only(settle(entries, edition), edition, variants), tuple(differing)
