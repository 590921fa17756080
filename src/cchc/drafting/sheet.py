"""The tables of a file of which nothing is known: where a head begins, what its columns are, which rows are below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from cchc.drafting.heads import (
    FEWEST,
    PART,
    Texts,
    find_head,
    has_figure,
    is_number_row,
    may_be_headings,
    title_over,
)
from cchc.drafting.lexicon import BRACKETS, begins_with, has_one, is_money, is_one, is_total, plain, unit_in, words
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.reading.tables.head import DEEPEST, paths_over
from cchc.record import field, frozen
from cchc.report import Row
from cchc.text.spelling import seen, squeeze

_MOST_ASTRAY = 3
"""Rows between those of a table that are none of them: a page's number, a blank row, a piece of a line."""
_CODE = re.compile(r"[A-Za-zĐđ]?\.?\d{1,3}(?:[.\d]{0,8})[a-z]?|[A-ZĐ]|[IVXLC]{1,6}")
_SAMPLE = 6
"""Rows that tell what stands in a column."""
_DOTS = frozenset("….·_-– ")


@frozen
class SeenTable:
    """A table as found: the paths of headings over each place, what the row of numbers prints, and the rows below."""

    start: int
    end: int
    """Where its body begins."""
    last: int
    """Where that ends."""
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

    def cells_of(self, place: int) -> list[str]:
        """What stands in a column, row by row, blank cells included."""
        return [row[place] if place < len(row) else "" for row in self.body]

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
        place = found.last


def left_out(rows: Sequence[Row], tables: Sequence[SeenTable]) -> Iterator[str]:
    """Rows of a sheet that look like those of a table and are in none; what signs or is announced is left aside."""
    taken = {place for table in tables for place in range(table.start, table.last)}
    first, lines = min(taken, default=0), list(map(texts_of, rows))
    heads = {line for table in tables for line in lines[table.start : table.end]}
    for place, texts in enumerate(lines):
        said = list(dict.fromkeys(filter(None, texts)))
        if place in taken or texts in heads or any(map(_ends_or_signs, said)):
            continue
        if (len(said) > FEWEST and place >= first) or _is_of_pairs(lines, place):
            yield " | ".join(said[:_SAMPLE])


def _is_of_pairs(lines: Sequence[Texts], place: int) -> bool:
    """Whether a row is one of several with a label and a figure, or stands over such."""

    def pair(at: int) -> bool:
        filled = [text for text in lines[at] if text] if 0 <= at < len(lines) else []
        return len(filled) == FEWEST and not has_figure(filled[0]) and has_figure(filled[1]) and ":" not in filled[0]

    filled = [text for text in lines[place] if text]
    is_over = len(filled) == FEWEST and may_be_headings(lines[place]) and pair(place + 1) and pair(place + 2)
    return is_over or (pair(place) and (pair(place - 1) or pair(place + 1)))


def _ends_or_signs(text: str) -> bool:
    return _ends(text) or begins_with(text, "signing", "words")


def _table(rows: Sequence[Row], lines: Sequence[Texts], start: int) -> SeenTable | None:
    head = find_head(lines, start)
    if head is None:
        return None
    first, end, numbers = head
    top = [rows[place] for place in range(first, end) if lines[place] is not numbers]
    width = 1 + max(at for line in lines[first:end] for at, text in enumerate(line) if text)
    paths = tuple(tuple(map(squeeze, path)) for path in islice(paths_over(top), width))
    code, label, others = _stub(paths, numbers or (), lines[end:])
    stub = [place for place in (code, label) if place is not None]
    places = _less_signed(lines, tuple(_body(lines, end, _printed_again(lines[first:end], numbers), stub)))
    body = tuple(lines[place] for place in places)
    if code is None and label is not None and _measures(paths[label]) and not any(row[label] for row in body):
        label, body = None, ()
    last = places[-1] + 1 if places else end
    return SeenTable(first, end, last, paths, numbers or (), body, code, label, others, title_over(lines, first))


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
    if code is not None and first is not None and _are_labels(below, code, first):
        code, others = None, {place: kind for place, kind in others.items() if kind != "other"}
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
    if named is None or len(rows) < FEWEST or not all(_CODE.fullmatch(row[place]) for row in rows):
        return None
    return named if all(any(map(str.isalpha, row[named])) and " " in row[named] for row in rows[:_SAMPLE]) else None


def _are_labels(below: Sequence[Texts], place: int, beside: int) -> bool:
    """Whether what is headed as codes are the labels of rows: words, with nothing but figures beside them."""
    whole = takewhile(lambda row: any(row) and PART.match(next(filter(None, row))) is None, below)
    rows = [row for row in whole if len(row) > place and row[place]][:_SAMPLE]
    stands = [row[beside] for row in rows if len(row) > beside and row[beside] and not is_open(row[beside])]
    words = [row for row in rows if not _CODE.fullmatch(row[place]) and any(map(str.isalpha, row[place]))]
    return len(rows) >= FEWEST and 2 * len(words) > len(rows) and all(map(has_figure, stands))


def _computes(numbers: Texts, place: int) -> bool:
    """Whether the row of numbers prints a sum there, so that it is a column of figures."""
    cell = read_number_cell(numbers[place]) if place < len(numbers) and numbers[place] else None
    return isinstance(cell, NumberCell) and bool(cell.identities)


def _is_all_figures(below: Sequence[Texts], place: int) -> bool:
    """Whether only numbers stand under a heading, in some row that is filled."""
    row = next((row for row in below if any(row)), ())
    return len(row) > place and has_figure(row[place])


def _measures(path: Sequence[str]) -> bool:
    """Whether a heading prints a unit, so that no label stands under it."""
    return unit_in(path) is not None or any(is_money(text) for part in path for text in BRACKETS.findall(part))


def _body(lines: Sequence[Texts], start: int, head: Sequence[Texts], stub: Sequence[int]) -> Iterator[int]:
    """The places of the rows below a head, up to what ends a form.

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
        if len(row) >= FEWEST and _is_row(row, stub, strictly=astray > 0):
            astray = 0
            yield place
        elif (astray := astray + 1) > _MOST_ASTRAY:
            return
        place += 1


def _less_signed(lines: Sequence[Texts], places: tuple[int, ...]) -> tuple[int, ...]:
    """The rows of a body, less a text by itself that stands apart below them: whoever signs is no row."""
    while len(places) > 1:
        last, before = places[-1], places[-2]
        said = set(filter(None, lines[last]))
        if len(said) > 1 or last == before + 1 or any(map(any, lines[before + 1 : last])):
            return places
        if any(is_total(text) or PART.match(text) for text in said):
            return places
        places = places[:-1]
    return places


def _begins_another(lines: Sequence[Texts], place: int, stub: Sequence[int]) -> bool:
    """Whether a head with other columns begins: a row of numbers is below it, or words stand where figures stood.

    Words in a single column are those of a column of words.
    """
    row, above = lines[place], lines[place - 1]
    words = [at for at, text in enumerate(row) if text and at not in stub]
    if len(words) < FEWEST or not may_be_headings(row) or any(has_figure(row[at]) or is_open(row[at]) for at in words):
        return False
    if any(is_number_row(lines[at]) for at in range(place + 1, min(place + DEEPEST + 1, len(lines)))):
        return True
    stood = [at for at in words if at < len(above) and has_figure(above[at])]
    return len(stood) >= FEWEST and 2 * len(stood) > len(words)


def _names_another(lines: Sequence[Texts], place: int, stub: Sequence[int]) -> bool:
    """Whether a text by itself, or a blank row, stands over a head of other columns, whose rows may be empty yet."""
    row = lines[place]
    said = list(dict.fromkeys(text for text in row if text))
    if len(said) > 1:
        return False
    head = next((at for at in range(place + 1, min(place + 1 + FEWEST, len(lines))) if any(lines[at])), None)
    if head is None or not may_be_headings(lines[head]):
        return False
    words = [text for text in lines[head] if text]
    is_named = bool(said) and PART.match(said[0]) is not None
    if is_named and any(map(is_number_row, lines[head + 1 : head + 1 + DEEPEST])):
        return True
    has_columns = len(dict.fromkeys(words)) > FEWEST and not any(has_figure(text) or is_open(text) for text in words)
    return has_columns and (is_one(words[0], "stub", "code") or (is_named and _is_wide(lines[head], stub)))


def _is_wide(row: Texts, stub: Sequence[int]) -> bool:
    """Whether words stand over several places where no code or label does."""
    return sum(bool(text) for at, text in enumerate(row) if at not in stub) >= FEWEST


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
