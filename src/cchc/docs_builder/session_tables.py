"""A checked form of tables as the checker's page shows it: as it was filled in, the cells in doubt marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from cchc.docs_builder import session_causes
from cchc.edition import gravest
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.report import Part
from cchc.writers.form import Mark
from cchc.writers.tables.checked import flagged
from cchc.writers.tables.read import as_read
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm

_LONGEST_CODE = 9


def shown(evaluation: Evaluation, language: str, told: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    """The tables row by row; each finding says where it is, and which cell bears its number, if one does."""
    form = flagged(evaluation, as_read(evaluation, language))
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, mark in enumerate(form.marks, 1):
        if mark.part:
            numbers.setdefault((mark.row, int(mark.column)), []).append(number)
    narrow = frozenset(_narrow(form))
    runs = groupby(enumerate(form.rows), lambda each: each[1].is_of_table)
    tables = (list(rows) for is_table, rows in runs if is_table)
    return {
        "tables": [[_row(form, number, row, numbers, narrow) for number, row in rows] for rows in tables],
        "found": [{**told(mark.finding), **_place(mark), "cell": _cell(form, mark)} for mark in form.marks],
    }


def _place(mark: Mark) -> dict[str, str]:
    """The row and the column as the form prints them, and the cell of the file."""
    cell = mark.finding.cell
    where = " · ".join(filter(None, (mark.path, mark.line)))
    return {"where": where, "place": session_causes.place_in_file(cell)}


def _cell(form: TableForm, mark: Mark) -> str:
    """The name of the cell that bears the number of a finding; "" where none of a table does."""
    return f"cell-{mark.row}-{mark.column}" if mark.part and form.rows[mark.row].is_of_table else ""


def _narrow(form: TableForm) -> Iterator[int]:
    """The columns without figures in which nothing long stands: codes."""
    body = [row for row in form.rows if row.part is Part.TABLE]
    for place in range(form.width):
        boxes = [row.boxes[place] for row in body if place < len(row.boxes)]
        if all(len(box.text) <= _LONGEST_CODE for box in boxes):
            yield place


def _row(
    form: TableForm,
    number: int,
    row: SheetRow,
    numbers: Mapping[tuple[int, int], list[int]],
    narrow: frozenset[int],
) -> dict[str, Any]:
    boxes = (*row.boxes, *[NOTHING] * (form.width - len(row.boxes)))
    cells = [
        _box(form, (number, place), box, numbers.get((number, place), []), is_narrow=place in narrow)
        for place, box in enumerate(boxes)
        if not box.is_covered
    ]
    return {"part": row.part, "role": row.role or "", "depth": row.depth, "cells": cells}


def _box(form: TableForm, at: tuple[int, int], box: TableBox, found: list[int], *, is_narrow: bool) -> dict[str, Any]:
    return {
        "text": box.text,
        "across": box.across,
        "down": box.down,
        "kind": "num" if box.column is not None else "code" if is_narrow else "label",
        "severity": gravest(form.marks[each - 1].finding.severity for each in found) or "",
        "named": at in form.named,
        "findings": found,
        "name": f"cell-{at[0]}-{at[1]}",
    }
