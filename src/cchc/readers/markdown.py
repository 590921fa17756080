"""Markdown: tables between bars, and the lines around them.

Source: GitHub Flavored Markdown 0.29, 4.10 (tables).
"""

from __future__ import annotations

import re

from cchc.readers.text import LONGEST_LINE, MOST_ROWS, decoded
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal
from cchc.report import RawForm, Row
from cchc.value import Cell

_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++(?:\|[ \t]*+)?+")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


def shows(text: str) -> bool:
    """Whether a text has the rule between a head and its table."""
    return any("|" in line and "-" in line and _RULE.fullmatch(line) for line in text.splitlines()[:2_000])


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of the tables, and the lines around them, in order."""
    text = decoded(data, source)
    charge("characters", len(text))
    charge("cells", text.count("|"))
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if len(rows) >= MOST_ROWS or len(line) > LONGEST_LINE:
            raise refusal("too_long", source, rows=str(MOST_ROWS), line=str(number))
        rows.append(Row(tuple(Cell(text, line=number) for text in _cells(line))))
    if not rows:
        raise refusal("empty", source)
    return RawForm(tuple(rows), source)


def _cells(line: str) -> list[str]:
    if not line.lstrip().startswith("|"):
        return [_HEADING.sub("", line, count=1)]
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_BREAK.sub("\n", cell.strip().replace("\\|", "|")) for cell in _BAR.split(inner)]
