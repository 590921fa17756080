"""Blank forms as offices are sent them, made with real programs, and what each of their columns is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import tomli

from cchc.edition.table import FigureColumn, OverRows

FOLDER = Path(__file__).parent / "forms"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
LEFT, ABOVE = "<", "^"
"""A cell that is merged with the one on its left, or with the one above it."""


def of(name: str) -> dict[str, Any]:
    return tomli.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def file_of(form: dict[str, Any]) -> bytes:
    """The blank form as a spreadsheet or a document, its headings merged."""
    return (_sheet if form["file"] == "xlsx" else _document)(form)


def _grid(form: dict[str, Any]) -> list[list[str]]:
    rows = [[text.strip() for text in row.split("|")] for row in (*form["head"], *form["body"])]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _areas(grid: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """What is merged: from a row and a place to a row and a place."""
    found = []
    for row, texts in enumerate(grid):
        for place, text in enumerate(texts):
            if text in (LEFT, ABOVE):
                continue
            last, low = place, row
            while last + 1 < len(texts) and texts[last + 1] == LEFT:
                last += 1
            while low + 1 < len(grid) and grid[low + 1][place] == ABOVE:
                low += 1
            if (last, low) != (place, row):
                found.append((row, place, low, last))
    return found


def _sheet(form: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    grid, first = _grid(form), len(form["above"]) + 1
    for number, text in enumerate(form["above"], 1):
        sheet.cell(number, 1, text)
    for row, texts in enumerate(grid, first):
        for place, text in enumerate(texts, 1):
            if text and text not in (LEFT, ABOVE):
                sheet.cell(row, place, text)
    for top, left, low, right in _areas(grid):
        sheet.merge_cells(start_row=first + top, start_column=left + 1, end_row=first + low, end_column=right + 1)
    for number, text in enumerate(form["below"], first + len(grid) + 1):
        sheet.cell(number, 2, text)
    return _saved(book)


def _document(form: dict[str, Any]) -> bytes:
    document, grid = docx.Document(), _grid(form)
    for text in form["above"]:
        document.add_paragraph(text)
    table = document.add_table(rows=len(grid), cols=len(grid[0]))
    for row, texts in enumerate(grid):
        for place, text in enumerate(texts):
            if text and text not in (LEFT, ABOVE):
                table.cell(row, place).text = text
    for top, left, low, right in _areas(grid):
        table.cell(top, left).merge(table.cell(low, right))
    for text in form["below"]:
        document.add_paragraph(text)
    return _saved(document)


def _saved(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def columns_of(form: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Of each column of figures its last heading, what its figures are, and what they are computed from."""
    lines = ([part.strip() for part in line.split("|")] for line in form["columns"].strip().splitlines())
    return [(heading, words, formula[0] if formula else "") for heading, words, *formula in lines]


def is_so(column: FigureColumn, words: str, formula: str) -> bool:
    """Whether a column is what it should be: its kind, unit ("-" for none), way over time ("-" where nobody asks), and
    whether it may be negative, is a part of another or a mean."""
    kind, unit, way, *more = (*words.split(), *("", "", "")[len(words.split()) :])
    asks = column.asks
    facts = {"signed": asks.is_signed, "part": asks.part_of is not None}
    facts["mean"] = column.over_rows is OverRows.REPORTED
    return (
        asks.kind.value == kind
        and unit in ("", asks.unit or "-")
        and way in ("", "-", asks.over_time.value)
        and all(facts[word] for word in more)
        and formula == (column.identities[0].text if column.identities else "")
    )
