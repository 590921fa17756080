"""Formulas that the program which wrote a file left to the one that opens it: nobody knows yet what they make.

Such a cell is read as its formula, so that nothing else is taken for its value without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from cchc.edition import Edition
from cchc.finding import Finding, built_in
from cchc.reading.belonging import Belonging
from cchc.report import RawForm, Row
from cchc.text.spelling import seen

_CODE = "CCHC-F014"


def with_formulas(raw: RawForm) -> RawForm:
    """The form with the formulas in the cells that show nothing for want of a result."""
    places = {(cell.sheet, cell.ref) for note in raw.notes if note.code == _CODE for cell in note.cells}
    if not places:
        return raw
    return evolve(raw, rows=tuple(_with_formulas(row, places) for row in raw.rows))


def _with_formulas(row: Row, places: set[tuple[str | None, str | None]]) -> Row:
    cells = tuple(
        evolve(cell, text=cell.formula) if cell.formula is not None and (cell.sheet, cell.ref) in places else cell
        for cell in row.cells
    )
    return evolve(row, cells=cells) if cells != row.cells else row


def uncalculated(edition: Edition, raw: RawForm, belonging: Belonging) -> Iterator[Finding]:
    """F014: formulas without a result, with the lines that they stand on: one finding for those of a sheet."""
    for note in raw.notes:
        if note.code == _CODE:
            places = {(cell.sheet, cell.ref) for cell in note.cells}
            owners = [owner for (sheet, ref, _), owner in belonging.owners.items() if (sheet, ref) in places]
            formula = note.cell.formula if note.cell is not None else None
            yield built_in(
                edition, _CODE, belonging.ids(owners), cell=note.cell, observed=seen(formula or ""), **note.figures
            )
