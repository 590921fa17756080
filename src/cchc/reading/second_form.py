"""A whole report of another period under the first: none of its rows is the first one's.

Offices copy the form of the next month under that of the last, on one sheet or page. Read as one, the rows
of the second would be taken for lines of the first that come again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from cchc.edition import Edition
from cchc.period import Period
from cchc.reading.stationery import Stationery
from cchc.record import frozen
from cchc.report import Note, RawForm, Row
from cchc.text.spelling import seen
from cchc.value import Cell

_MOST_CELLS = 2
"""Cells of a row that holds a title; a row of the table has more."""
_LABELS = 4
"""The first cells of a row, one of which is its label."""
_LATER_TABLES = "CCHC-F021"


@frozen
class _Title:
    row: int
    cell: Cell
    text: str
    period: Period


def first_form(raw: RawForm, edition: Edition, stationery: Stationery, knows: Callable[[str], bool]) -> RawForm:
    """The rows of the first form of several, with a note of each that follows."""
    lines = len(edition.indicators)
    has_tables = any(note.code == _LATER_TABLES for note in raw.notes)
    if 2 * len(raw.rows) < 3 * lines and not has_tables:
        return raw  # one form, and not half of another
    titles = list(_titles(raw.rows, edition, stationery))
    others = [each for each in titles if each.period != titles[0].period]
    if not others:
        return raw
    known = [any(knows(cell.text) for cell in row.cells[:_LABELS] if cell.text) for row in raw.rows]
    others = [
        each
        for each in others
        if 2 * sum(known[: each.row]) > lines and (has_tables or 2 * sum(known[each.row :]) > lines)
    ]
    if not others:
        return raw
    end = others[0].row
    while end and _is_above(raw.rows[end - 1], stationery):
        end -= 1
    told = {each.period: each for each in reversed(others)}
    notes = [
        Note("CCHC-F037", each.cell, {"observed": each.text, "expected": titles[0].text}) for each in told.values()
    ]
    return evolve(raw, rows=raw.rows[:end], notes=(*raw.notes, *notes))


def _titles(rows: Sequence[Row], edition: Edition, stationery: Stationery) -> Iterator[_Title]:
    for place, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell.text.strip()]
        for cell in filled if len(filled) <= _MOST_CELLS else ():
            if stationery.is_title(text := seen(cell.text)):
                period = edition.calendar.period_in(text, edition.languages[0])
                if period is not None:
                    yield _Title(place, cell, text, period)


def _is_above(row: Row, stationery: Stationery) -> bool:
    """Whether a row over a title is of its letterhead."""
    filled = [seen(cell.text) for cell in row.cells if cell.text.strip()]
    return all(stationery.is_letterhead(text) for text in filled)
