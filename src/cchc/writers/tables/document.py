"""Forms of tables as a document: turned pages, headings merged and repeated, remarks beside what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc.edition import gravest
from cchc.edition.table import RowRole
from cchc.report import Part
from cchc.writers.document import COMPUTED, FILLS, INKS, remark, write_notes
from cchc.writers.form import State
from cchc.writers.page import PrintedNote, note_of
from cchc.writers.paper import Paper, PaperCell, new_paper
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm, heads_of

_FEW = 6
"""Columns that a page takes upright."""
_SIZES = ((9, 12), (13, 11), (17, 9), (26, 8))
"""Up to how many columns letters are how large; more than all these are set smallest."""
_SMALLEST = 6
_LONGEST_SHARE = 24
_STRONG = (RowRole.TOTAL, RowRole.PARENT, RowRole.HEADING)


def write(form: TableForm, kind: str) -> bytes:
    """The document as a kind of file; the same form gives the same bytes.

    Raises MissingExtraError where that needs more packages.
    """
    word = new_paper(kind, form.title, form.edition.languages[0], is_wide=form.width > _FEW, font=form.font)
    printing = _Printing(form, word)
    for is_table, group in groupby(enumerate(form.rows), lambda pair: pair[1].is_of_table):
        rows = list(group)
        if is_table:
            printing.table(rows)
        else:
            printing.around(rows)
    write_notes(word, form.phrase("findings_title"), printing.notes)
    return word.data()


class _Printing:
    def __init__(self, form: TableForm, word: Paper) -> None:
        self.form, self.word = form, word
        self.notes: tuple[PrintedNote, ...] = tuple(
            note_of(form, number, mark) for number, mark in enumerate(form.marks, 1)
        )

    def around(self, rows: Sequence[tuple[int, SheetRow]]) -> None:
        for _, row in rows:
            texts = row.texts
            if len(texts) > 1:
                self.word.beside(texts, is_bold=True)
            elif texts:
                is_title = row.part is Part.ABOVE and texts[0] in self.form.title
                self.word.paragraph(texts[0], is_bold=is_title, align="center", size=14 if is_title else 13)

    def table(self, rows: Sequence[tuple[int, SheetRow]]) -> None:
        width = self.form.width
        heads = heads_of(rows)
        size = next((size for most, size in _SIZES if width <= most), _SMALLEST)
        cells = [list(self._cells(number, row, width)) for number, row in rows]
        self.word.table(cells, self._widths([row for _, row in rows], width), heads=heads, size=size)

    def _cells(self, number: int, row: SheetRow, width: int) -> Iterator[PaperCell]:
        boxes = [row.boxes[place] if place < len(row.boxes) else NOTHING for place in range(width)]
        marks = [self.form.found_at.get((number, place), []) for place in range(width)]
        # A remark on a cell under another is not seen: it stands at the row's first that is.
        under = [each for box, found in zip(boxes, marks, strict=True) if box.is_covered for each in found]
        first = next((place for place, box in enumerate(boxes) if not box.is_covered), 0)
        for place, (box, found) in enumerate(zip(boxes, marks, strict=True)):
            told = [] if box.is_covered else [*found, *under] if place == first else found
            worst = gravest(mark.finding.severity for _, mark in found)
            yield PaperCell(
                text=box.text,
                is_bold=row.part is Part.HEAD or row.role in _STRONG or box.state is not State.READ,
                is_italic=row.part is Part.NUMBERS,
                align=_align(row, box),
                fill=FILLS[worst] if worst else COMPUTED if box.state is State.COMPUTED else "",
                ink=INKS[worst] if worst else "",
                across=box.across,
                down=box.down,
                is_covered=box.is_covered,
                comments=tuple(remark(self.notes[note]) for note, _ in told),
            )

    def _widths(self, rows: Sequence[SheetRow], width: int) -> list[int]:
        """Columns of figures alike, others by their longest text."""
        shares = [0.0] * width
        for row in rows:
            if row.part is Part.TABLE:
                for place, box in enumerate(row.boxes):
                    shares[place] = max(shares[place], min(len(box.text), _LONGEST_SHARE))
        figures = {place for row in rows for place, box in enumerate(row.boxes) if box.column is not None}
        even = max((shares[place] for place in figures), default=0.0)
        shares = [max(even, 4.0) if place in figures else max(share, 4.0) for place, share in enumerate(shares)]
        return [int(self.word.width * share / sum(shares)) for share in shares]


def _align(row: SheetRow, box: TableBox) -> str:
    if row.part is not Part.TABLE:
        return "center"
    return "right" if box.column is not None else "left"
