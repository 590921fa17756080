"""A document as its blocks in order: lines of text, and tables, of which those are read that are the form.

A form may be broken over several tables, one a page; a whole report may have other tables before
it. Of all the table most like the form is read, with those that go on where it leaves off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from attrs import evolve

from cchc.readers.grid import LONGEST_CELL, MOST_ROWS, Grid, Likeness
from cchc.readers.sight import Sighted
from cchc.reading.budget import charge
from cchc.reading.marked import begins_list
from cchc.reading.refusal import refusal, too_long, too_many_rows
from cchc.record import define, field, frozen
from cchc.report import Note, RawForm, Row
from cchc.value import Cell

FEWEST_COLUMNS = 3
"""A table of fewer columns only sets texts side by side: a letterhead, the signatures."""
_FEWEST_ROWS = 4
"""A table of fewer rows is as likely to hold signatures as figures."""


@frozen
class Block:
    """Lines of text, or a table by its number."""

    rows: tuple[Row, ...]
    table: int | None = None

    @property
    def is_wide(self) -> bool:
        """Whether this is a table that could be the form."""
        return self.table is not None and max((len(row.cells) for row in self.rows), default=0) >= FEWEST_COLUMNS


@define
class WordDocument:
    """The blocks found so far; paragraphs and tables are counted, so that a person can find them."""

    source: str
    blocks: list[Block] = field(factory=list)
    notes: list[Note] = field(factory=list)
    paragraphs: int = 0
    tables: int = 0
    placed: dict[str, Element] = field(factory=dict)
    """The paragraphs and tables, by what the cells that are read from them call their place."""
    _rows: int = 0

    def paragraph(self, written: Sighted, element: Element | None = None) -> None:
        """A paragraph outside of tables: each of its lines a row, cells apart by tabs as in a text form."""
        self.paragraphs += 1
        charge("characters", sum(len(text) for text, _ in written.pieces))
        charge("cells")
        ref = f"¶{self.paragraphs}"
        if element is not None:
            self.placed[ref] = element
        lines = [line for line in written.text.split("\n") if line.strip()]
        if max(map(len, lines), default=0) > LONGEST_CELL:
            raise too_long(self.source, self.paragraphs, LONGEST_CELL)
        rows = [Row(tuple(Cell(cell, ref=ref) for cell in line.split("\t"))) for line in lines]
        if (unseen := written.unseen) is not None:
            first, *rest = rows or [Row((Cell("", ref=ref),))]
            rows = [Row((evolve(first.cells[0], unseen=unseen), *first.cells[1:])), *rest]
        self._add(Block(tuple(rows)))

    def table(self, element: Element | None = None) -> Grid:
        """The next table, to be filled and then given to `end`."""
        self.tables += 1
        name = f"#{self.tables}"
        if element is not None:
            self.placed[name] = element
        return Grid(name, self.source)

    def end(self, grid: Grid, *, columns: int, goes_on: bool = False) -> None:
        """A table is complete, or a part of it that goes on from the part before, as over pages."""
        form = grid.form()
        self.notes += form.notes
        if columns < FEWEST_COLUMNS:
            self._add(Block(tuple(line for row in form.rows for line in _side_by_side(row))))
        else:
            self.tables -= goes_on
            self._add(Block(form.rows, self.tables))

    def form(self, likeness: Likeness, *notes: Note) -> RawForm:
        """The rows of the lines and of those tables that are the form; raises ReadError if there are none."""
        blocks, others = likeliest(self.blocks, likeness)
        rows = tuple(row for block in blocks for row in block.rows)
        if not any(row.cells for row in rows):
            raise refusal("no_table", self.source)
        return RawForm(rows, self.source, (*self.notes, *others, *notes))

    def _add(self, block: Block) -> None:
        self._rows += len(block.rows)
        if self._rows > MOST_ROWS:
            raise too_many_rows(self.source, MOST_ROWS)
        if block.rows:
            self.blocks.append(block)


def _side_by_side(row: Row) -> Iterator[Row]:
    """The lines of texts that a table only sets side by side."""
    lines = [cell.text.split("\n") for cell in row.cells]
    for place in range(max(map(len, lines), default=0)):
        cells = [
            evolve(cell, text=line[place] if place < len(line) else "", unseen=None if place else cell.unseen)
            for cell, line in zip(row.cells, lines, strict=True)
        ]
        if any(cell.text.strip() or cell.unseen for cell in cells):
            yield Row(tuple(cells))
    if row.unseen:
        yield Row((), row.unseen)


def likeliest(blocks: Sequence[Block], likeness: Likeness) -> tuple[list[Block], list[Note]]:
    """The blocks without the tables that are no part of the form, and the notes of what was left out."""
    blocks = _without_our_list(blocks)
    tables: dict[int, list[Row]] = {}
    for block in blocks:
        if block.table is not None and block.is_wide:
            tables.setdefault(block.table, []).extend(block.rows)
    left_out = _left_out(tables, likeness) if len(tables) > 1 else {}
    read = ", ".join(str(table) for table in tables if table not in left_out)
    notes = []
    for code in ("CCHC-F020", "CCHC-F021"):
        found = [str(table) for table, told in left_out.items() if told == code]
        if found:
            notes.append(Note(code, figures={"observed": ", ".join(found), "other": read}))
    return [block for block in blocks if block.table not in left_out], notes


def _without_our_list(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the title of what marking a form has added; what goes on from below it is part of that."""
    title = next((place for place, block in enumerate(blocks) if any(map(begins_list, block.rows))), None)
    if title is None:
        return blocks
    ours = {block.table for block in blocks[title:]} - {None}
    return [block for block in blocks[: title + 1] if block.table not in ours]


def _left_out(tables: Mapping[int, Sequence[Row]], likeness: Likeness) -> dict[int | None, str]:
    """The tables that are no part of the form, and the codes that say why: another table, or the form again."""
    known = {table: Counter(likeness.known(rows)) for table, rows in tables.items()}
    best = max(known, key=lambda table: known[table].total())
    covered = known[best]
    left_out: dict[int | None, str] = {}
    for table, own in known.items() if covered else ():
        fresh = sum(min(count, max(0, likeness.times(label) - covered[label])) for label, count in own.items())
        lines = _labelled(tables[table])
        if table == best or (not own and len(tables[table]) < _FEWEST_ROWS):
            continue
        if own and 2 * fresh >= lines:
            covered = covered + own
        else:
            left_out[table] = "CCHC-F021" if own and 2 * own.total() >= lines else "CCHC-F020"
    return left_out


def _labelled(rows: Sequence[Row]) -> int:
    """Rows that have words in one of their first cells, as the lines of a form have."""
    return sum(any(sum(map(str.isalpha, cell.text)) > 1 for cell in row.cells[:3]) for row in rows)
