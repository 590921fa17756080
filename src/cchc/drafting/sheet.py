"""The tables of a file of which nothing is known: where a head begins, what its columns are, which rows are below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from attrs import field

from cchc.drafting.lexicon import has_one, is_one, is_total, plain, words
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.reading.tables.head import DEEPEST, paths_over
from cchc.record import frozen
from cchc.report import Row
from cchc.text.dates import find_window
from cchc.text.number import NumberStyle, parse_number
from cchc.text.spelling import seen, squeeze
from cchc.value import PrintedNumber
from cchc.words import data

Texts = tuple[str, ...]
"""The cells of a row, from the left, each on one line."""
_FEWEST = 2
_MOST_IN_ORDER = 0.6
_MOST_ASTRAY = 3
"""Rows between those of a table that are none of them: a page's number, a blank row, a piece of a line."""
_PART = re.compile(
    r"(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,2})[.)/-]\s|(?:phần|bảng|mục|part|table|section|parte|tabela|secção)\s+\w",
    re.IGNORECASE,
)
"""How a text begins that names a part of a form."""
_CODE = re.compile(r"[A-Za-zĐđ]?\.?\d{1,3}(?:[.\d]{0,8})[a-z]?|[A-ZĐ]|[IVXLC]{1,6}")
_SAMPLE = 6
"""Rows that tell what stands in a column."""
_DOTS = frozenset("….·_-– ")


@frozen
class SeenTable:
    """A table as found: the paths of headings over each place, what the row of numbers prints, and the rows below."""

    start: int
    end: int
    paths: tuple[tuple[str, ...], ...]
    numbers: Texts
    body: tuple[Texts, ...]
    code: int | None
    label: int | None
    others: dict[int, str] = field(factory=dict)
    """Places of the columns for units and remarks."""
    title: str = ""
    """What stands right over it, if that names a part of the form."""

    @property
    def figures(self) -> list[int]:
        """The places of all columns of figures."""
        stub = {self.code, self.label, *self.others}
        return [place for place, path in enumerate(self.paths) if path and place not in stub]

    def number(self, place: int) -> str:
        return self.numbers[place] if place < len(self.numbers) else ""

    def cells(self, place: int) -> list[str]:
        """What stands in a column, blank cells left out."""
        return [row[place] for row in self.body if place < len(row) and row[place] and not is_open(row[place])]

    @property
    def is_filled(self) -> bool:
        """Whether figures stand in it."""
        return any(map(has_figure, (text for place in self.figures for text in self.cells(place))))

    @property
    def is_filled_throughout(self) -> bool:
        """Whether most cells for figures say something, so that a row without any is none of figures."""
        cells = [place < len(row) and bool(row[place]) for row in self.body for place in self.figures]
        return 2 * sum(cells) > len(cells)


def texts_of(row: Row) -> Texts:
    return tuple(squeeze(seen(cell.text)) for cell in row.cells)


def has_figure(text: str) -> bool:
    return figure(text, ",") is not None or figure(text, ".") is not None


def figure(text: str, point: str) -> PrintedNumber | None:
    """The number that a cell is."""
    return parse_number(text, style=NumberStyle(point, 2)) or parse_number(text, rate=True, style=NumberStyle(point))


def is_open(text: str) -> bool:
    """Whether a cell is dots, where the office is to write."""
    return bool(text) and _DOTS.issuperset(text) and any(mark in text for mark in "….")


def find_tables(rows: Sequence[Row], known: set[object]) -> Iterator[SeenTable]:
    """Each table of a sheet once, from above; one whose headings are `known` is one of before."""
    lines = [texts_of(row) for row in rows]
    place = 0
    while place < len(lines):
        found = _table(rows, lines, place)
        if found is None:
            return
        if found.paths not in known:
            yield found
        known.add(found.paths)
        place = found.end + max(1, len(found.body))


def _table(rows: Sequence[Row], lines: Sequence[Texts], start: int) -> SeenTable | None:
    head = _head(lines, start)
    if head is None:
        return None
    first, end, numbers = head
    top = [rows[place] for place in range(first, end) if lines[place] is not numbers]
    width = 1 + max(at for line in lines[first:end] for at, text in enumerate(line) if text)
    paths = tuple(tuple(map(squeeze, path)) for path in islice(paths_over(top), width))
    code, label, others = _stub(paths, numbers or (), lines[end:])
    stub = [place for place in (code, label) if place is not None]
    body = tuple(_body(lines, end, _printed_again(lines[first:end], numbers), stub))
    return SeenTable(first, end, paths, numbers or (), body, code, label, others, _title_over(lines, first))


def _title_over(lines: Sequence[Texts], first: int) -> str:
    """A text by itself over a head that is numbered or called a part of the form."""
    said = list(dict.fromkeys(text for text in lines[first - 1] if text)) if first else []
    return said[0] if len(said) == 1 and _PART.match(said[0]) else ""


def _head(lines: Sequence[Texts], start: int) -> tuple[int, int, Texts | None] | None:
    """The next head: one with a row of numbers, unless rows with figures stand before it, under other headings."""
    numbered, plain = _numbered_head(lines, start), _plain_head(lines, start)
    if numbered is None or plain is None:
        return numbered or plain
    between = lines[plain[1] : numbered[0]]
    return plain if any(sum(map(has_figure, row)) >= _FEWEST for row in between) else numbered


def _numbered_head(lines: Sequence[Texts], start: int) -> tuple[int, int, Texts] | None:
    """A head with a row of numbers under it: where it begins, where the body does, and that row."""
    for place in range(start + 1, len(lines)):
        if _is_number_row(lines[place]):
            first = _top(lines, place, start)
            if first is not None:
                return first, place + 1, lines[place]
    return None


def _is_number_row(texts: Texts) -> bool:
    filled = [text for text in texts if text]
    cells = [read_number_cell(text) for text in filled]
    numbers = [cell.number for cell in cells if cell.number is not None]
    if len(filled) < _FEWEST or len(numbers) < len(filled) or len(set(numbers)) < len(numbers):
        return False
    if all(len(number) == 1 and number.islower() for number in numbers):
        steps = [ord(second) - ord(first) for first, second in pairwise(numbers)]
        is_told = all("(" in text or "=" in text for text in filled) or any("=" in text for text in filled)
        return is_told and all(step == 1 for step in steps)
    counted = [int(number) for number in numbers if number.isdecimal()]
    steps = [second - first for first, second in pairwise(counted)]
    in_order = sum(step == 1 for step in steps)
    return len(counted) >= _FEWEST and counted[0] <= DEEPEST and in_order >= _MOST_IN_ORDER * len(steps)


def _top(lines: Sequence[Texts], numbers: int, start: int) -> int | None:
    """The first row of the head that ends above a row of numbers."""
    first = None
    for place in range(numbers - 1, max(start, numbers - DEEPEST - 1) - 1, -1):
        filled = [at for at, text in enumerate(lines[place]) if text]
        if not filled or not _may_be_headings(lines[place]) or (len(filled) == 1 and filled[0] == 0):
            break
        if len(filled) > 1:
            first = place
            if filled[0] <= _first_place(lines[numbers]) and not _goes_up(lines, place, filled[0]):
                break
    return first


def _goes_up(lines: Sequence[Texts], place: int, at: int) -> bool:
    """Whether a heading is that of the row above, merged with it."""
    above = lines[place - 1] if place else ()
    return at < len(above) and above[at] == lines[place][at]


def _first_place(texts: Texts) -> int:
    return next((place for place, text in enumerate(texts) if text), 0)


def _plain_head(lines: Sequence[Texts], start: int) -> tuple[int, int, None] | None:
    """A head without numbers: headings in a row, one of them a heading of codes or labels, and what is below it."""
    for place in range(start, len(lines) - 1):
        filled = [at for at, text in enumerate(lines[place]) if text]
        if len(filled) < _FEWEST or not _may_be_headings(lines[place]):
            continue
        known = any(is_one(text, "stub", kind) for text in lines[place] for kind in ("code", "unit", "remarks"))
        if known or (len(filled) > _FEWEST and _has_rows(lines, place, filled)):
            return place, _end_of_head(lines, place, filled), None
    return None


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
        own = any(at < len(row) and row[at] and not _goes_up(lines, end, at) for at in stub)
        if not any(row) or own or not _may_be_headings(row):
            break
        end += 1
    return end


def _may_be_headings(texts: Texts) -> bool:
    """Whether a row has no figure, nothing that is announced, and no window of dates."""
    return not any(
        text and (text.replace(" ", "").isdecimal() or is_announced(text) or find_window(text) is not None)
        for text in texts
    )


def is_announced(text: str) -> bool:
    """Whether a text says what stands around a table: "Đơn vị tính: …"."""
    name, colon, _ = text.partition(":")
    return bool(colon) and any(plain(name).startswith(word) for word in _announcing())


def _announcing() -> tuple[str, ...]:
    known = data("form")["around"]
    return tuple(plain(word) for kind in known.values() if isinstance(kind, list) for word in kind)


def _stub(
    paths: Sequence[tuple[str, ...]], numbers: Texts, below: Sequence[Texts]
) -> tuple[int | None, int | None, dict[int, str]]:
    """The places of codes, of labels, and of what else holds no figures."""
    letters = [place for place, number in enumerate(numbers) if len(number) == 1 and number.isupper()]
    last = {place: path[-1] if path else "" for place, path in enumerate(paths) if path or place in letters}
    code = next((place for place, text in list(last.items())[:2] if is_one(text, "stub", "code")), None)
    first = next((place for place in last if place != code), None)
    others = {
        place: kind
        for kind in ("unit", "remarks")
        for place, text in last.items()
        if place not in (code, first) and is_one(re.split(r"[/(,;:]", text)[0], "stub", kind)
    }
    if code is not None:  # "Mã số" behind "STT" is the code of another list
        others |= {
            place: "other"
            for place, text in last.items()
            if place not in (code, first, *others) and is_one(text, "stub", "code")
        }
    rest = [place for place in last if place != code and place not in others]
    label = next(iter(rest), None)
    if code is None and label is not None and (named := _behind_codes(below, label, rest)) is not None:
        code, label = label, named
    if label is not None and label in letters:
        return code, label, others | {place: "remarks" for place in letters if place not in (code, label, *others)}
    if label is not None and code is None and _computes(numbers, label):
        label = None
    if label is not None and code is None and _is_all_figures(below, label):
        label = None
    return code, label, others


def _behind_codes(below: Sequence[Texts], place: int, rest: Sequence[int]) -> int | None:
    """The column of labels right behind one that holds nothing but codes, whatever that is headed."""
    named = next((at for at in rest if at > place), None)
    rows = [row for row in below if named is not None and len(row) > named and row[place] and row[named]]
    if named is None or len(rows) < _FEWEST or not all(_CODE.fullmatch(row[place]) for row in rows):
        return None
    return named if all(any(map(str.isalpha, row[named])) and " " in row[named] for row in rows[:_SAMPLE]) else None


def _computes(numbers: Texts, place: int) -> bool:
    """Whether the row of numbers prints a sum there, so that it is a column of figures."""
    cell = read_number_cell(numbers[place]) if place < len(numbers) and numbers[place] else None
    return isinstance(cell, NumberCell) and bool(cell.identities)


def _is_all_figures(below: Sequence[Texts], place: int) -> bool:
    """Whether only numbers stand under a heading, in some row that is filled."""
    row = next((row for row in below if any(row)), ())
    return len(row) > place and has_figure(row[place])


def _body(lines: Sequence[Texts], start: int, head: Sequence[Texts], stub: Sequence[int]) -> Iterator[Texts]:
    """The rows below a head, up to what ends a form.

    A page's number, a blank row, and the head itself that comes again over the next page, are passed over.
    """
    place, astray = start, 0
    while place < len(lines):
        row = lines[place]
        if place > start and (_begins_another(lines, place, stub) or _names_another(lines, place, stub)):
            return
        if row == head[0] and astray <= 1 and lines[place : place + len(head)] == list(head):
            place += len(head)
            continue
        if row == head[0] or any(_ends(text) for text in row if text):
            return
        if len(row) >= _FEWEST and _is_row(row, stub, strictly=astray > 0):
            astray = 0
            yield row
        elif (astray := astray + 1) > _MOST_ASTRAY:
            return
        place += 1


def _begins_another(lines: Sequence[Texts], place: int, stub: Sequence[int]) -> bool:
    """Whether a head with other columns begins: a row of numbers is below it, or words stand where figures stood.

    Words in a single column are those of a column of words.
    """
    row, above = lines[place], lines[place - 1]
    words = [at for at, text in enumerate(row) if text and at not in stub]
    if (
        len(words) < _FEWEST
        or not _may_be_headings(row)
        or any(has_figure(row[at]) or is_open(row[at]) for at in words)
    ):
        return False
    if any(_is_number_row(lines[at]) for at in range(place + 1, min(place + DEEPEST + 1, len(lines)))):
        return True
    stood = [at for at in words if at < len(above) and has_figure(above[at])]
    return len(stood) >= _FEWEST and 2 * len(stood) > len(words)


def _names_another(lines: Sequence[Texts], place: int, stub: Sequence[int]) -> bool:
    """Whether a text by itself, or a blank row, stands over a head of other columns, whose rows may be empty yet."""
    row = lines[place]
    said = list(dict.fromkeys(text for text in row if text))
    if len(said) > 1:
        return False
    head = next((at for at in range(place + 1, min(place + 1 + _FEWEST, len(lines))) if any(lines[at])), None)
    if head is None or not _may_be_headings(lines[head]):
        return False
    words = [text for text in lines[head] if text]
    has_columns = len(dict.fromkeys(words)) > _FEWEST and not any(has_figure(text) or is_open(text) for text in words)
    is_named = bool(said) and _PART.match(said[0]) is not None
    return has_columns and (is_one(words[0], "stub", "code") or (is_named and _is_wide(lines[head], stub)))


def _is_wide(row: Texts, stub: Sequence[int]) -> bool:
    """Whether words stand over several places where no code or label does."""
    return sum(bool(text) for at, text in enumerate(row) if at not in stub) >= _FEWEST


def _printed_again(head: Sequence[Texts], numbers: Texts | None) -> Sequence[Texts]:
    """What of a head comes again over each page: the headings; the row of numbers need not."""
    return [line for line in head if line is not numbers]


def _is_row(row: Texts, stub: Sequence[int], *, strictly: bool) -> bool:
    """Whether a row has a code or a label; behind something astray a label, or a code with figures."""
    if not stub:
        return any(row) and not strictly
    said = [place for place in stub if place < len(row) and row[place]]
    return bool(said) and (not strictly or len(said) > 1 or said == [stub[-1]])


def _ends(text: str) -> bool:
    said = plain(text)
    return not is_total(text) and any(said.startswith(word) for word in words("end", "words"))


def says_open(path: Sequence[str]) -> bool:
    """Whether a heading of labels is of such rows as offices write."""
    return bool(path) and has_one(path[-1], "open", "label")
