"""Figures in one cell that is merged over several rows of a table: written so again, or said where none is merged."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from cchc.reading.belonging import place
from cchc.reading.shared import said_shared
from cchc.report import Part, Report
from cchc.writers.form import shown
from cchc.writers.shared import is_shared
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm, row_places

_Spot = tuple[int, int]


def merged(form: TableForm, report: Report) -> TableForm:
    """The form with the figures of several rows written over them; each says it, where something stands between."""
    rows = list(form.rows)
    for text, spots in _figures(form, report):
        (first, at), (last, _) = spots[0], spots[-1]
        own = {row for row, _ in spots}
        between = range(first + 1, last + 1)
        is_free = all(each in own or _is_blank(rows[each], at) for each in between)
        if is_free and rows[first].boxes[at].text:
            _put(rows, first, at, evolve(rows[first].boxes[at], down=last - first + 1))
            for row in between:
                _put(rows, row, at, TableBox(is_covered=True, column=_box(rows[row], at).column))
        else:
            for row in own:
                _say(rows, row, at, text, form)
    return evolve(form, rows=tuple(rows))


def apart(form: TableForm) -> TableForm:
    """The form for a file that merges no cells: each row has the figure that it shares, which says so."""
    rows = list(form.rows)
    for number, row in enumerate(form.rows):
        for at, box in enumerate(row.boxes if row.part is Part.TABLE else ()):
            for under in range(box.down if box.down > 1 else 0):
                _say(rows, number + under, at, box.text, form)
    return evolve(form, rows=tuple(rows))


def _figures(form: TableForm, report: Report) -> list[tuple[str, list[_Spot]]]:
    """The text of each cell that rows share, and where the figures stand: down one column, from above."""
    found: dict[object, tuple[str, list[_Spot]]] = {}
    for id, table in report.tables.items():
        at, places = row_places(form.rows, id), form.places.get(id, {})
        for row in table.rows:
            for column, entry in row.entries.items():
                if is_shared(entry) and entry.cell is not None and row.key in at and column in places:
                    key = (id, column, place(entry.cell))
                    found.setdefault(key, (shown(entry.cell.text), []))[1].append((at[row.key], places[column]))
    return [(text, sorted(spots)) for text, spots in found.values() if len(spots) > 1]


def _is_blank(row: SheetRow, at: int) -> bool:
    return row.part is Part.TABLE and not _box(row, at).text


def _box(row: SheetRow, at: int) -> TableBox:
    return row.boxes[at] if at < len(row.boxes) else NOTHING


def _say(rows: list[SheetRow], row: int, at: int, text: str, form: TableForm) -> None:
    said = said_shared(text, form.edition.languages[0])
    _put(rows, row, at, TableBox(said, column=_box(rows[row], at).column))


def _put(rows: list[SheetRow], row: int, at: int, box: TableBox) -> None:
    boxes: Sequence[TableBox] = [*rows[row].boxes, *[NOTHING] * (at + 1 - len(rows[row].boxes))]
    rows[row] = evolve(rows[row], boxes=(*boxes[:at], box, *boxes[at + 1 :]))
