"""Marks upon the user's own document: by the places that its cells were read from, what is added to them.

The document itself stays as it is; what kind of file it is, only those who lay marks over it know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from cchc.edition import Severity, gravest
from cchc.readers.grid import place
from cchc.record import define, field, frozen
from cchc.report import Part, Report
from cchc.value import Cell
from cchc.writers import tables
from cchc.writers.document import COMPUTED, INKS, remark
from cchc.writers.form import NOTHING, RESULT, Box, Flagged, Form, Mark, State
from cchc.writers.formats import Filed
from cchc.writers.page import PrintedNote, note_of
from cchc.writers.rows import QUANTITY
from cchc.writers.tables.sheet import TableForm

Spot = tuple[str, int, int]
"""A table of the document by its name, the row from 1, the column from 0."""
Line = tuple[str, int]
"""A row of a table."""


@frozen
class Beside:
    """What stands in the column that is added."""

    text: str
    fill: str = ""
    ink: str = ""
    is_bold: bool = False


@frozen
class DocumentMarks:
    """All that is laid over a document; `around` are remarks on paragraphs, `lines` all rows of the form's tables."""

    title: str
    """Of the list of findings."""
    notes: tuple[PrintedNote, ...]
    fills: Mapping[Spot, Severity]
    remarks: Mapping[Spot, tuple[str, ...]]
    around: Mapping[str, tuple[str, ...]]
    mended: Mapping[Spot, str]
    """What stands now where a spreadsheet error stood."""
    lines: tuple[Line, ...]
    column: Mapping[Line, Beside] = field(factory=dict)
    """What a column behind the form's own says, headings included; nothing where none is added."""
    heads: tuple[Line, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the form, in their order."""
        return tuple(dict.fromkeys(table for table, _ in self.lines))

    @property
    def is_headed(self) -> bool:
        """Whether headings stand over all that the column says, so that a reader knows it as ours."""
        return next((line for line in self.lines if line in self.column), None) in self.heads


def marks_upon(filed: Filed) -> DocumentMarks:
    """The marks of an evaluated report."""
    report = filed.evaluation.report
    if not filed.has_tables:
        return _upon_lines(filed.form, report)
    return _upon_tables(tables.form_of(filed.evaluation, filed.language, is_checked=True), report)


def _upon_lines(form: Form, report: Report) -> DocumentMarks:
    """The marks of a form of lines."""
    grid = _Places.of(
        [[*line.cells.values()] for line in form.lines],
        [dict(line.cells) for line in form.lines],
    )
    marking = _Marking.of(form, grid)
    column: dict[Line, Beside] = {}
    for number, line in enumerate(form.lines):
        box, at = line.boxes.get(RESULT, NOTHING), grid.rows[number]
        if box != NOTHING and at is not None:
            column[at] = _beside(box)
        own = line.boxes.get(QUANTITY, NOTHING)
        if own.state is State.COMPUTED:
            marking.mend(grid.spot(number, QUANTITY), own.text, own.notes)
        for name, merged in line.boxes.items():
            marking.cover([grid.spot(number + under, name) for under in range(merged.down)])
    heads = _heads(report)
    column |= dict.fromkeys(heads, Beside(form.phrase("result_column"), is_bold=True))
    for number, mark in enumerate(form.marks):
        spot = grid.spot(mark.row, mark.column) if mark.part == "table" else None
        marking.mark(number, mark, spot)
    return marking.done(report, column, heads)


def _upon_tables(form: TableForm, report: Report) -> DocumentMarks:
    """The marks of a form of tables."""
    cells = [row.cells if row.part is Part.TABLE else () for row in report.rows]
    grid = _Places.of([row.cells for row in report.rows], [dict(enumerate(each)) for each in cells])
    marking = _Marking.of(form, grid)
    for number, row in enumerate(form.rows):
        for at, box in enumerate(row.boxes if row.part is Part.TABLE else ()):
            if box.state is State.COMPUTED:
                marking.mend(grid.spot(number, at), box.text, box.notes)
            marking.cover([grid.spot(number + under, at) for under in range(box.down)])
    for number, mark in enumerate(form.marks):
        spot = grid.spot(mark.row, int(mark.column)) if mark.part else None
        marking.mark(number, mark, spot)
    return marking.done(report, {}, ())


def _beside(box: Box) -> Beside:
    is_moved = box.state is State.MOVED
    fill = COMPUTED if box.state is State.COMPUTED and box.text else ""
    return Beside(box.text, fill, INKS["info"] if is_moved else "", is_bold=is_moved or bool(fill))


def _heads(report: Report) -> tuple[Line, ...]:
    """The first row of each head of the form, one after another where pages repeat it."""
    found: list[Line] = []
    before: Part | None = None
    for row in report.rows:
        at = next(_lines(row.cells), None)
        if row.part is Part.HEAD and before is not Part.HEAD and at is not None:
            found.append(at)
        before = row.part
    return tuple(found)


def _lines(cells: Iterable[Cell]) -> Iterator[Line]:
    return ((spot[0], spot[1]) for cell in cells if (spot := _spot(cell)) is not None)


def _spot(cell: Cell | None) -> Spot | None:
    found = place(cell.ref) if cell is not None and cell.ref and cell.sheet else None
    return None if found is None or cell is None or cell.sheet is None else (cell.sheet, *found)


@define(eq=False)
class _Places:
    """Where the rows and columns of a form stand in the document."""

    rows: Sequence[Line | None]
    columns: Mapping[str, Mapping[Hashable, int]]
    """The column in which most cells of a kind stand, by table."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]], named: Sequence[Mapping[str, Cell] | Mapping[int, Cell]]) -> _Places:
        counted: dict[str, dict[Hashable, Counter[int]]] = {}
        for cells in named:
            for name, cell in cells.items():
                if (spot := _spot(cell)) is not None:
                    counted.setdefault(spot[0], {}).setdefault(name, Counter())[spot[2]] += 1
        columns = {
            table: {name: found.most_common(1)[0][0] for name, found in by_name.items()}
            for table, by_name in counted.items()
        }
        return cls([next(_lines(cells), None) for cells in rows], columns)

    def spot(self, row: int, column: Hashable) -> Spot | None:
        """The place of a cell of the form, blank ones too."""
        line = self.rows[row] if row < len(self.rows) else None
        at = None if line is None else self.columns.get(line[0], {}).get(column)
        return None if line is None or at is None else (*line, at)


@define(eq=False)
class _Marking:
    form: Flagged
    grid: _Places
    notes: tuple[PrintedNote, ...]
    found: dict[Spot, list[Severity]] = field(factory=dict)
    remarks: dict[Spot, list[str]] = field(factory=dict)
    around: dict[str, list[str]] = field(factory=dict)
    mended: dict[Spot, str] = field(factory=dict)
    under: dict[Spot, Spot] = field(factory=dict)
    """Cells that a merged one lies over, each with it: no remark on them is seen."""

    @classmethod
    def of(cls, form: Flagged, grid: _Places) -> _Marking:
        return cls(form, grid, tuple(note_of(form, number, mark) for number, mark in enumerate(form.marks, 1)))

    def mend(self, spot: Spot | None, text: str, notes: Sequence[str]) -> None:
        """A spreadsheet error gives way to its value, which says so; where it has none it stays."""
        if spot is not None and text:
            self.mended[spot] = text
            self.remarks.setdefault(spot, []).extend(notes)

    def cover(self, spots: Sequence[Spot | None]) -> None:
        """One cell, the first, lies over the others."""
        first = spots[0] if spots else None
        if first is not None:
            self.under |= {spot: first for spot in spots[1:] if spot is not None}

    def mark(self, number: int, mark: Mark, spot: Spot | None) -> None:
        """A finding at its place, or at the very cell or paragraph that it speaks of."""
        cell, told = mark.finding.cell, remark(self.notes[number])
        at = spot if spot is not None else _spot(cell)
        if at is not None:
            self.found.setdefault(at, []).append(mark.finding.severity)
            self.remarks.setdefault(self.under.get(at, at), []).append(told)
        elif cell is not None and cell.ref:
            self.around.setdefault(cell.ref, []).append(told)

    def done(self, report: Report, column: Mapping[Line, Beside], heads: tuple[Line, ...]) -> DocumentMarks:
        parts = (Part.HEAD, Part.NUMBERS, Part.TABLE, Part.ASTRAY)
        lines = (next(_lines(row.cells), None) for row in report.rows if row.part in parts)
        fills = {spot: worst for spot, found in self.found.items() if (worst := gravest(found)) is not None}
        return DocumentMarks(
            title=self.form.phrase("findings_title"),
            notes=self.notes,
            fills=fills,
            remarks={spot: tuple(told) for spot, told in self.remarks.items()},
            around={ref: tuple(told) for ref, told in self.around.items()},
            mended=self.mended,
            lines=tuple(line for line in lines if line is not None),
            column=column,
            heads=heads,
        )
