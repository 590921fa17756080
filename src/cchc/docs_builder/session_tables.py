"""A checked form of tables as the checker's page shows it: as it was filled in, the cells in doubt marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.report import Part
from cchc.writers.form import Mark
from cchc.writers.tables.checked import flagged
from cchc.writers.tables.read import as_read
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm

_GRAVITY = tuple(Severity)


def shown(evaluation: Evaluation, language: str, told: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    """The tables row by row; each finding says where it is, and which cell bears its number, if one does."""
    form = flagged(evaluation, as_read(evaluation, language))
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, mark in enumerate(form.marks, 1):
        if mark.part:
            numbers.setdefault((mark.row, int(mark.column)), []).append(number)
    tables = (
        list(rows) for is_table, rows in groupby(enumerate(form.rows), lambda each: each[1].is_of_table) if is_table
    )
    return {
        "tables": [[_row(form, number, row, numbers) for number, row in rows] for rows in tables],
        "placed": [{**told(mark.finding), **_place(mark), "cell": _cell(form, mark)} for mark in form.marks],
    }


def _place(mark: Mark) -> dict[str, str]:
    """The row and the column as the form prints them, and the cell of the file."""
    cell = mark.finding.cell
    where = " · ".join(filter(None, (mark.path, mark.line)))
    return {"where": where, "place": cell.place if cell is not None else ""}


def _cell(form: TableForm, mark: Mark) -> str:
    """The name of the cell that bears the number of a finding; "" where none of a table does."""
    return f"cell-{mark.row}-{mark.column}" if mark.part and form.rows[mark.row].is_of_table else ""


def _row(form: TableForm, number: int, row: SheetRow, numbers: Mapping[tuple[int, int], list[int]]) -> dict[str, Any]:
    width = max(form.width, len(row.boxes))
    boxes = (*row.boxes, *[NOTHING] * (width - len(row.boxes)))
    return {
        "part": row.part,
        "role": row.role or "",
        "depth": row.depth,
        "cells": list(_cells(form, number, row.part, boxes, numbers)),
    }


def _cells(
    form: TableForm,
    number: int,
    part: Part,
    boxes: tuple[TableBox, ...],
    numbers: Mapping[tuple[int, int], list[int]],
) -> Iterator[dict[str, Any]]:
    for place, box in enumerate(boxes):
        if box.is_covered:
            continue
        found = numbers.get((number, place), [])
        gravest = min((form.marks[each - 1].finding.severity for each in found), key=_GRAVITY.index, default="")
        yield {
            "text": box.text,
            "across": box.across,
            "down": box.down,
            "figure": box.column is not None and part is Part.TABLE,
            "severity": gravest,
            "named": (number, place) in form.named,
            "findings": found,
            "name": f"cell-{number}-{place}",
        }
