"""Markdown: tables between bars, and the lines around them; tables drawn with lines of characters ("│") alike.

Source: GitHub Flavored Markdown 0.29, 4.10 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.readers.text import LONGEST_LINE, MOST_ROWS, decoded
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal, too_long, too_many_rows
from cchc.report import RawForm, Row
from cchc.value import Cell

_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++(?:\|[ \t]*+)?+")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


_DRAWN = str.maketrans("│┃║¦", "||||")
_DRAWN_RULE = re.compile(r"(?=.*[─━═])[\s\u2500-\u257f|+-]++")
"""Characters that lines are drawn with, and nothing else."""
_FEWEST_DRAWN = 3
"""Lines with two drawn bars that make a table."""


def shows(text: str) -> bool:
    """Whether a text has the rule between a head and its table, or lines with drawn bars."""
    lines = text.splitlines()[:2_000]
    if any("|" in line and "-" in line and _RULE.fullmatch(line) for line in lines):
        return True
    drawn = (line.count("│") + line.count("┃") + line.count("║") >= 2 for line in lines)
    return sum(drawn) >= _FEWEST_DRAWN


def read(data: bytes, source: str = "") -> RawForm:
    """The rows of the tables, and the lines around them, in order."""
    text = decoded(data, source)
    charge("characters", len(text))
    charge("cells", text.count("|"))
    rows: list[Row] = []
    lines = text.translate(_DRAWN).splitlines()
    outer = _outer(lines)
    for number, (line, drawn) in enumerate(zip(lines, text.splitlines(), strict=True), 1):
        if not line.strip() or _RULE.fullmatch(line) or _DRAWN_RULE.fullmatch(drawn):
            continue
        if len(line) > LONGEST_LINE:
            raise too_long(source, number, LONGEST_LINE)
        if len(rows) >= MOST_ROWS:
            raise too_many_rows(source, MOST_ROWS)
        rows.append(Row(tuple(Cell(text, line=number) for text in _cells(line, outer.get(number)))))
    if not rows:
        raise refusal("empty", source)
    return RawForm(tuple(rows), source)


def _outer(lines: Sequence[str]) -> dict[int, bool]:
    """The lines of tables by number, and whether bars stand at their ends, which the rule under the head shows."""
    found: dict[int, bool] = {}
    for rule in [place for place, line in enumerate(lines) if "-" in line and _RULE.fullmatch(line)]:
        has_ends = lines[rule].lstrip().startswith("|")
        found[rule] = has_ends
        place = rule + 1
        while place < len(lines) and "|" in lines[place]:
            place += 1
            found[place] = has_ends
    return found


def _cells(line: str, has_ends: bool | None) -> list[str]:
    """The cells of a line; what has no bar at its beginning is one text, unless a table goes through there."""
    if not line.lstrip().startswith("|") and (has_ends is None or _BAR.search(line) is None):
        return [_HEADING.sub("", line, count=1)]
    inner = line.strip()
    if has_ends is not False:
        inner = inner.removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_BREAK.sub("\n", cell.strip().replace("\\|", "|")) for cell in _BAR.split(inner)]
