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
from cchc.value import Cell

_CODE = "CCHC-F014"
_OURS = ("=IF(COUNT(", "=IF(OR(COUNT(", "=IF(CHOOSE(1+2*")
"""How the formulas begin that empty forms of ours are given: nothing, where parts are blank; what does not hold."""
_MOST_PLACES = 10


def with_formulas(raw: RawForm) -> RawForm:
    """The form with the formulas in the cells that show nothing for want of a result.

    A row that has nothing but such cells is blank, as those of an empty form are that nobody filled in.
    """
    places = {(cell.sheet, cell.ref) for note in raw.notes if note.code == _CODE for cell in note.cells}
    if not places:
        return raw
    return evolve(raw, rows=tuple(_with_formulas(row, places) if _is_filled(row) else row for row in raw.rows))


def _is_filled(row: Row) -> bool:
    return any(seen(cell.text) for cell in row.cells)


def _with_formulas(row: Row, places: set[tuple[str | None, str | None]]) -> Row:
    cells = tuple(
        evolve(cell, text=cell.formula) if cell.formula is not None and (cell.sheet, cell.ref) in places else cell
        for cell in row.cells
    )
    return evolve(row, cells=cells) if cells != row.cells else row


def uncalculated(edition: Edition, raw: RawForm, belonging: Belonging) -> Iterator[Finding]:
    """F014: formulas without a result, with the lines that they stand on: one finding for those of a sheet.

    Those of an empty form of ours say what the catalogue says, and nothing is lost with them.
    """
    for note in raw.notes:
        if note.code != _CODE:
            continue
        cells = [cell for cell in note.cells if not (_is_ours(cell) and belonging.is_computed(cell))]
        if cells:
            owners = {owner for cell in cells if (owner := belonging.of_cell(cell)) is not None}
            ids = belonging.ids(owner for owner in belonging.owners.values() if owner in owners)
            more = ", …" if len(cells) > _MOST_PLACES else ""
            place = ", ".join(cell.place for cell in cells[:_MOST_PLACES]) + more
            yield built_in(edition, _CODE, ids, cell=cells[0], observed=seen(cells[0].formula or ""), place=place)


def _is_ours(cell: Cell) -> bool:
    return (cell.formula or "").replace(" ", "").startswith(_OURS)
