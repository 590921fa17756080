"""Text forms: rows of cells apart by tabs and the lines around them, as `cchc.readers` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cchc.edition import Edition
from cchc.printable import printable
from cchc.reading.cells import sample_report
from cchc.report import KeptRow, Part, Report
from cchc.serialize.table import harmless, readable
from cchc.writers.rows import by_column, columns_of, rows_of
from cchc.writers.shared import apart

_BREAKS = re.compile(r"(?<!\s)\s*[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_OTHER_BREAKS = re.compile(r"\r(?!\n)|[\v\f\x1c-\x1f\x85\u2028\u2029]")
"""Breaks that are no line's end in a text; in a cell they are white space."""
_TABLE = (Part.HEAD, Part.NUMBERS, Part.TABLE)
_FEWEST_COLUMNS = 3

Joined = Callable[[Iterable[str]], str]
"""How the cells of a line are put together."""


def write(report: Report, edition: Edition, *, rows_a_page: int | None = None, is_table: bool = False) -> str:
    """A report as text: the rows of its file as they stood there, or else the form filled in with its values.

    With `rows_a_page` the table is broken over pages that repeat the header. `is_table` says that a
    spreadsheet program will open it: then no text can run there.
    """
    rows = apart(rows_of(report, edition), report, edition)
    columns = columns_of(rows, edition)
    quoted = report.rows and _asks_for_quotes(rows, columns)
    joined = _joining(_quoted if quoted else _plain, harmless if is_table else readable)
    lines: list[str] = []
    before: KeptRow | None = None
    for row in rows if rows_a_page is None else _paged(rows, rows_a_page):
        if before is not None and _is_apart(before, row):
            lines.append("")
        lines += [_line_of(row, columns, joined)] if row.part in _TABLE else _lines_around(row, joined)
        before = row
    return "\n".join([*lines, ""])


def _joining(joined: Joined, made: Callable[[str], str]) -> Joined:
    return lambda texts: joined(made(printable(_OTHER_BREAKS.sub(" ", text))) for text in texts)


def fill(values: Mapping[str, object], edition: Edition, **about: object) -> str:
    """A form filled in with plain values (as `Report.from_values` takes them), each where it belongs."""
    return write(sample_report(values, edition, **about), edition)


def _paged(rows: Sequence[KeptRow], size: int) -> Iterator[KeptRow]:
    """The rows with the head again before every so many rows of the table."""
    head = next(row for row in rows if row.part is Part.HEAD)
    count = 0
    for row in rows:
        if row.part is Part.TABLE:
            if count and count % size == 0:
                yield head
            count += 1
        yield row


def _is_apart(before: KeptRow, row: KeptRow) -> bool:
    """Whether a blank line goes before a row: wherever it is of another kind, and where one stood in the file.

    Without it a text that stands in the table by itself would be read as the end of the line above it.
    """
    if row.part in _TABLE and before.part in _TABLE:
        return row.part is Part.HEAD
    if row.part is not before.part:
        return True
    last, line = before.cells[0], row.cells[0].line
    if line is None or last.line is None:
        return row.part is Part.BELOW
    return line > last.line + last.text.count("\n") + 1


def _line_of(row: KeptRow, columns: Sequence[str], joined: Joined) -> str:
    """A row of the table, as wide as the table, its cells in their columns; texts in none of these come behind."""
    texts = by_column(row)
    behind = (text for column, text in texts.items() if column not in columns)
    return joined([*(texts.get(column, "") for column in columns), *behind])


def _lines_around(row: KeptRow, joined: Joined) -> Iterator[str]:
    """A row outside of the table; where its cells have several lines, cell by cell, each on its own side."""
    if not any("\n" in cell.text for cell in row.cells):
        yield joined(cell.text for cell in row.cells).rstrip("\t")
        return
    for place, cell in enumerate(row.cells):
        for line in cell.text.split("\n"):
            if line.strip():
                yield joined([*[""] * place, line])


def _asks_for_quotes(rows: Sequence[KeptRow], columns: Sequence[str]) -> bool:
    """Whether cells of the table hold lines, tabs or quotes that only quotes around them keep.

    Spreadsheet programs write tables so, and so they are read, if most rows are a table's.
    """
    table = [row for row in rows if row.part in _TABLE]
    if len(columns) < _FEWEST_COLUMNS or 2 * len(table) <= len(rows):
        return False
    return any(_must_be_quoted(cell.text) for row in table for cell in row.cells)


def _must_be_quoted(text: str) -> bool:
    return text.startswith('"') or any(sign in text for sign in "\t\n\r")


def _quoted(texts: Iterable[str]) -> str:
    """A line of cells, in quotes where there are lines or quotes in them."""
    return "\t".join('"' + text.replace('"', '""') + '"' if _must_be_quoted(text) else text for text in texts)


def _plain(texts: Iterable[str]) -> str:
    """A line of cells, each on one line; a space keeps a quotation mark without a fellow from opening a longer one."""
    cells = [_BREAKS.sub(" ", text) for text in texts]
    if sum(cell.count('"') for cell in cells) % 2:
        cells = [f" {cell}" if cell.startswith('"') else cell for cell in cells]
    return "\t".join(cells)
