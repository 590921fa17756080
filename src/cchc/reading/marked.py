"""What a marked form holds beside the form: columns and a list of findings of our own, which say nothing of a report.

They are known by their headings, which no form prints; so a marked form reads as the form that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from attrs import evolve

from cchc.report import RawForm, Row
from cchc.text.spelling import key
from cchc.value import Cell, known_cell
from cchc.words import data

OURS = "cchc"
"""The author of the comments that marking a form has added."""
_SIGN = "(cchc)"
"""What all of these headings end in; a text without it need not be looked at more closely."""
_COLUMNS, _LISTS = ("result_column", "check_column"), ("findings_title", "recomputed_title")


@cache
def _headings(*names: str) -> frozenset[str]:
    """Headings in every language, by their keys."""
    return frozenset(key(text) for name in names for text in data("writing")[name].values())


def without_marks(raw: RawForm) -> RawForm:
    """The form without the columns and the list that marking it has added; any other form as it is."""
    rows: list[Row] = []
    ours: set[int] = set()
    for row in raw.rows:
        if begins_list(row):
            break
        ours |= {place for place, text in _signed(row).items() if text in _headings(*_COLUMNS)}
        rows.append(_blanked(row, ours) if ours else row)
    return raw if not ours and len(rows) == len(raw.rows) else evolve(raw, rows=tuple(rows))


def is_heading(text: str) -> bool:
    """Whether a text is the heading of a column that marking adds."""
    return _SIGN in text and key(text) in _headings(*_COLUMNS)


def is_remark(text: str) -> bool:
    """Whether a comment is one that marking adds, should a program have dropped who wrote it: it begins so."""
    return _REMARK.match(text) is not None or text.startswith(_beginnings())


_REMARK = re.compile(r"(?:\w+ ){0,3}\[?[A-Z][A-Z0-9]{1,9}-[A-Z]\d{1,4}\b")


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(text.partition("{")[0] for text in data("writing")["moved"].values())


def begins_list(row: Row) -> bool:
    """Whether a row is the title of what marking has added below the form or on a sheet of its own."""
    return any(text in _headings(*_LISTS) for text in _signed(row).values())


def _signed(row: Row) -> Mapping[int, str]:
    """The texts of a row that may be headings of ours, by their places."""
    return {place: key(cell.text) for place, cell in enumerate(row.cells) if _SIGN in cell.text}


def _blanked(row: Row, places: set[int]) -> Row:
    cells = tuple(_blank(cell) if place in places else cell for place, cell in enumerate(row.cells))
    return evolve(row, cells=cells)


def _blank(cell: Cell) -> Cell:
    return known_cell("", cell.column, cell.line, cell.sheet, cell.ref, None, cell.unseen)
