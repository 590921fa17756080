"""Tables as text with separators (.csv, .tsv): comma, semicolon, bar or tab, quoted or not.

Source: RFC 4180; the separator is told from the text, as programs in Vietnam write semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc.readers.text import LONGEST_LINE, MOST_ROWS, decoded
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal, too_long, too_many_rows
from cchc.report import Part, RawForm, Row
from cchc.serialize.table import MACHINE, as_meant
from cchc.value import Cell

SEPARATORS = ";,|\t"
_FEWEST_COLUMNS = 3
_NAMED = re.compile("sep=([;,|\t])\r?\n", re.IGNORECASE)
"""A first line by which spreadsheet programs tell each other the separator."""
_QUOTED = re.compile(r'(?:^|\t)"(?:[^"]++|"")*+"(?=\t|\r|\n|$)', re.MULTILINE)
_GUARDED = re.compile(r'="((?:[^"]|"")*+)"')
_OF_TABLE = ([Part.HEAD], [Part.NUMBERS], [Part.TABLE], [Part.ASTRAY])
_SAMPLE = 60_000
"""Characters that the separator is told from."""


class _Record(NamedTuple):
    """The fields of a row and the line of the file that it begins at."""

    line: int
    fields: Sequence[str]


def separator(text: str) -> str | None:
    """The character that parts the text into most rows of one width; None if it is no such table.

    Tabs without quotes are left to the plain reader of text forms.
    """
    named = _NAMED.match(text)
    if named is not None:
        return named[1]
    sample = text[:_SAMPLE]
    scores = {sign: _regular(sample, sign) for sign in SEPARATORS if sign in sample}
    best = max(scores, key=lambda sign: scores[sign], default=None)
    if best is None or not scores[best] or (best == "\t" and not _is_quoted(sample, scores[best])):
        return None
    return best


def shows(text: str) -> bool:
    """Whether a text is a table with separators."""
    return separator(text) is not None


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of a table; a field may go over several lines inside quotes."""
    text = decoded(data, source)
    rows: list[Row] = []
    sign = separator(text) or ","
    charge("characters", len(text))
    charge("cells", text.count(sign))
    for record in _of_form(_records(text, sign)):
        fields = map(as_meant, record.fields) if sign == "\t" else map(_as_text, record.fields)
        cells = tuple(Cell(field, line=record.line) for field in fields)
        if not any(cell.text.strip() for cell in cells) or (record.line == 1 and _NAMED.match(text)):
            continue
        if any(len(cell.text) > LONGEST_LINE for cell in cells):
            raise too_long(source, record.line, LONGEST_LINE)
        if len(rows) >= MOST_ROWS:
            raise too_many_rows(source, MOST_ROWS)
        rows.append(Row(cells))
    if not rows:
        raise refusal("empty", source)
    return RawForm(tuple(rows), source)


def _as_text(field: str) -> str:
    """A field without the ="…" that programs put around what a spreadsheet must not take for a number."""
    guarded = _GUARDED.fullmatch(field)
    return field if guarded is None else guarded[1].replace('""', '"')


def _of_form(records: Sequence[_Record]) -> Iterator[_Record]:
    """The rows of the form in a table that this library wrote, as they stood in its file; others as they are."""
    width = len(MACHINE)
    if not records or tuple(records[0].fields[-width:]) != MACHINE:
        yield from records
        return
    part = MACHINE.index("part") - width
    for record in records[1:]:
        cells = [as_meant(field) for field in record.fields[:-width]]
        if record.fields[part:][:1] not in _OF_TABLE:
            while cells and not cells[-1]:
                cells.pop()
        yield _Record(record.line, cells)


def _records(text: str, sign: str) -> list[_Record]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    records = []
    begins = 1
    try:
        for fields in lines:
            records.append(_Record(begins, fields))
            begins = lines.line_num + 1
            if len(records) > 2 * MOST_ROWS:
                break
    except csv.Error:
        # A quote that is never closed, or a field beyond the module's limit: the rest is no table.
        records.append(_Record(begins, [text[-LONGEST_LINE * 2 :]]))
    return records


def _regular(sample: str, sign: str) -> int:
    """How many rows have the commonest width, if that is a table's."""
    widths = Counter(len(record.fields) for record in _records(sample, sign) if any(record.fields))
    width, rows = max(widths.items(), key=lambda pair: pair[1] * (pair[0] >= _FEWEST_COLUMNS), default=(0, 0))
    return rows if width >= _FEWEST_COLUMNS and rows * 2 > sum(widths.values()) else 0


def _is_quoted(sample: str, regular: int) -> bool:
    """Whether fields between tabs stand in quotes, as Excel writes them that hold a comma or end a line.

    A quote that is only part of a text, and never closed, would swallow the rows after it.
    """
    if not _QUOTED.search(sample):
        return False
    widths = Counter(line.count("\t") for line in sample.split("\n") if line.strip())
    return regular >= max((rows for tabs, rows in widths.items() if tabs + 1 >= _FEWEST_COLUMNS), default=0)
