"""Where heads of tables are in a file of which nothing is known: by a row of numbers, or by words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from cchc.drafting.lexicon import is_one, plain
from cchc.formula.printed import read_number_cell
from cchc.reading.tables.head import DEEPEST
from cchc.text.dates import find_window
from cchc.text.number import NumberStyle, parse_number
from cchc.value import PrintedNumber
from cchc.words import data

Texts = tuple[str, ...]
"""The cells of a row, from the left, each on one line."""
FEWEST = 2
_MOST_IN_ORDER = 0.6
_SAMPLE = 4
"""Rows below two headings that tell whether these stand over a list."""
PART = re.compile(
    r"(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,2})[.)/-]\s"
    r"|(?:phần|bảng|mục|biểu|phụ biểu|phụ lục|part|table|section|annex|appendix|schedule|sheet"
    r"|parte|tabela|secção|seção|quadro|mapa|anexo)\s+(?:(?:số|n[ºo.°]+)\s*)?(?:\d|[IVXLC]+\b|[A-ZĐ]\b)",
    re.IGNORECASE,
)
"""How a text begins that names a part of a form."""


def find_head(lines: Sequence[Texts], start: int) -> tuple[int, int, Texts | None] | None:
    """The next head: one with a row of numbers, unless rows with figures stand before it, under other headings."""
    numbered, in_words = _numbered_head(lines, start), _plain_head(lines, start)
    if numbered is None or in_words is None:
        return numbered or in_words
    between = lines[in_words[1] : numbered[0]]
    is_filled = any(sum(map(has_figure, row)) >= FEWEST for row in between)
    return in_words if is_filled or _stand_apart(lines, in_words[0], numbered[0], between) else numbered


def _stand_apart(lines: Sequence[Texts], in_words: int, numbered: int, between: Sequence[Texts]) -> bool:
    """Whether an empty table is between two heads: under a heading of codes, or each head under a title of its own."""
    if not any(any(row) for row in between):
        return False
    has_codes = any(is_one(text, "stub", "code") for text in lines[in_words])
    return bool(title_over(lines, numbered)) and (has_codes or bool(title_over(lines, in_words)))


def _numbered_head(lines: Sequence[Texts], start: int) -> tuple[int, int, Texts] | None:
    """A head with a row of numbers under it: where it begins, where the body does, and that row."""
    for place in range(start + 1, len(lines)):
        if is_number_row(lines[place]):
            first = _top(lines, place, start)
            if first is not None:
                return first, place + 1, lines[place]
    return None


def is_number_row(texts: Texts) -> bool:
    filled = [text for text in texts if text]
    cells = [read_number_cell(text) for text in filled]
    numbers = [cell.number for cell in cells if cell.number is not None]
    if len(filled) < FEWEST or len(numbers) < len(filled) or len(set(numbers)) < len(numbers):
        return False
    if all(len(number) == 1 and number.islower() for number in numbers):
        steps = [ord(second) - ord(first) for first, second in pairwise(numbers)]
        is_told = all("(" in text or "=" in text for text in filled) or any("=" in text for text in filled)
        return is_told and all(step == 1 for step in steps)
    counted = [int(number) for number in numbers if number.isdecimal()]
    steps = [second - first for first, second in pairwise(counted)]
    in_order = sum(step == 1 for step in steps)
    return len(counted) >= FEWEST and counted[0] <= DEEPEST and in_order >= _MOST_IN_ORDER * len(steps)


def _top(lines: Sequence[Texts], numbers: int, start: int) -> int | None:
    """The first row of the head that ends above a row of numbers."""
    first = None
    for place in range(numbers - 1, max(start, numbers - DEEPEST - 1) - 1, -1):
        filled = [at for at, text in enumerate(lines[place]) if text]
        if not filled or not may_be_headings(lines[place]) or (len(filled) == 1 and filled[0] == 0):
            break
        if len(filled) > 1:
            first = place
            if filled[0] <= _first_place(lines[numbers]) and not goes_up(lines, place, filled[0]):
                break
    return first


def goes_up(lines: Sequence[Texts], place: int, at: int) -> bool:
    """Whether a heading is that of the row above, merged with it."""
    above = lines[place - 1] if place else ()
    return at < len(above) and above[at] == lines[place][at]


def _first_place(texts: Texts) -> int:
    return next((place for place, text in enumerate(texts) if text), 0)


def _plain_head(lines: Sequence[Texts], start: int) -> tuple[int, int, None] | None:
    """A head without numbers: headings in a row, one of them a heading of codes or labels, and what is below it."""
    for place in range(start, len(lines) - 1):
        filled = [at for at, text in enumerate(lines[place]) if text]
        if len(filled) < FEWEST or not may_be_headings(lines[place]):
            continue
        known = any(is_one(text, "stub", kind) for text in lines[place] for kind in ("code", "unit", "remarks"))
        known = known or _is_of_pairs(lines, place, filled)
        if known or (len(filled) > FEWEST and _has_rows(lines, place, filled)):
            return place, _end_of_head(lines, place, filled), None
    return None


def _is_of_pairs(lines: Sequence[Texts], place: int, filled: Sequence[int]) -> bool:
    """Whether two headings stand over labels and one column of figures: under the title of a part, or the second says
    that it counts."""
    if len(filled) != FEWEST:
        return False
    label, figures = filled
    if not (title_over(lines, place) or is_one(lines[place][figures], "stub", "quantity")):
        return False
    below = [row for row in lines[place + 1 : place + 1 + _SAMPLE] if any(row)]
    rows = [row for row in below if len(row) > label and row[label] and not has_figure(row[label])]
    said = [row[figures] for row in rows if len(row) > figures and row[figures]]
    return len(rows) >= FEWEST and all(has_figure(text) or not any(map(str.isalnum, text)) for text in said[:-1])


def _has_rows(lines: Sequence[Texts], place: int, filled: Sequence[int]) -> bool:
    """Whether rows of the same width come below, with something at their beginning."""
    below = lines[place + 1 : place + 4]
    return any(len(row) > filled[-1] and any(row[at] for at in filled[:2]) for row in below)


def _end_of_head(lines: Sequence[Texts], place: int, filled: Sequence[int]) -> int:
    """The first row with a code or a label, which headings further down do not have."""
    stub = filled[:2] if is_one(lines[place][filled[0]], "stub", "code") else filled[:1]
    end = place + 1
    while end < len(lines) and end - place < DEEPEST:
        row = lines[end]
        own = any(at < len(row) and row[at] and not goes_up(lines, end, at) for at in stub)
        if not any(row) or own or not may_be_headings(row):
            break
        end += 1
    return end


def may_be_headings(texts: Texts) -> bool:
    """Whether a row has no figure, nothing that is announced, and no window of dates."""
    return not any(
        text and (text.replace(" ", "").isdecimal() or is_announced(text) or find_window(text) is not None)
        for text in texts
    )


def is_announced(text: str) -> bool:
    """Whether a text says what stands around a table: "Đơn vị tính: …"."""
    name, colon, _ = text.partition(":")
    return bool(colon) and any(plain(name).startswith(word) for word in _announcing())


@cache
def _announcing() -> tuple[str, ...]:
    known = data("form")["around"]
    return tuple(plain(word) for kind in known.values() if isinstance(kind, list) for word in kind)


def title_over(lines: Sequence[Texts], first: int) -> str:
    """A text by itself over a head that is numbered or called a part of the form."""
    said = list(dict.fromkeys(text for text in lines[first - 1] if text)) if first else []
    return said[0] if len(said) == 1 and PART.match(said[0]) else ""


def has_figure(text: str) -> bool:
    return figure(text, ",") is not None or figure(text, ".") is not None


def figure(text: str, point: str) -> PrintedNumber | None:
    """The number that a cell is."""
    return parse_number(text, style=NumberStyle(point, 2)) or parse_number(text, rate=True, style=NumberStyle(point))
