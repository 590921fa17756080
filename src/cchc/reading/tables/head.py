"""The head of a table: columns known by the whole path of their headings, confirmed by the numbers under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from attrs import define, field

from cchc.edition.table import FigureColumn, FormTable, StubColumn, StubKind
from cchc.formula.printed import read_number_cell
from cchc.formula.printed_sums import NumberCell
from cchc.record import frozen
from cchc.report import Row
from cchc.text.spelling import folded, key, seen
from cchc.value import Cell

DEEPEST = 6
"""HeadFinder one under another that a table may have."""
_ENOUGH = 0.5
"""A head names at least so much of the columns."""
_ALIKE = 0.72
"""HeadFinder this alike are one heading with a slip of the pen."""
_SURE = 0.6
_SHORTEST = 5
"""Letters that a heading must have for another to be its beginning."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@frozen
class Head:
    """Where a table's head stands among the rows of a file (`end` is the first row of the body), and its columns.

    `disagreeing` are places where the path of the headings and the printed number name two columns.
    """

    start: int
    end: int
    columns: Mapping[int, str]
    stub: Mapping[int, StubKind]
    numbers: int | None = None
    disagreeing: tuple[tuple[int, str, str], ...] = ()
    extra: Mapping[int, str] = field(factory=dict)

    @property
    def width(self) -> int:
        """How many places the table has."""
        return 1 + max((*self.columns, *self.stub, *self.extra), default=0)

    def name(self, place: int) -> str:
        """What stands at a place: the id of a column, what a stub column says, or a heading that the form has not."""
        return self.columns.get(place) or self.stub.get(place) or self.extra.get(place, "")


@define(eq=False)
class HeadFinder:
    """The headings of a table by key, to find its head by."""

    table: FormTable
    paths: Mapping[str, tuple[frozenset[str], ...]] = field(init=False)
    stubs: tuple[tuple[StubColumn, tuple[frozenset[str], ...]], ...] = field(init=False)
    known: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.paths = {column.id: self._path(column.heading) for column in self.table.printed}
        self.stubs = tuple((stub, self._path(stub.heading)) for stub in self.table.stub)
        paths = (*self.paths.values(), *(path for _, path in self.stubs))
        self.known = frozenset(spelling for path in paths for part in path for spelling in part)

    def _path(self, heading: Sequence[str]) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(heading_key, self.table.spellings(part))) for part in heading if part)

    def find(self, rows: Sequence[Row], start: int = 0) -> Head | None:
        """The first head from a row on; None where there is none."""
        for place in range(start, len(rows)):
            if self._may_begin(rows[place]):
                head = self._head(rows, place)
                if head is not None:
                    return head
        return None

    def _may_begin(self, row: Row) -> bool:
        keys = [heading_key(cell.text) for cell in row.cells if seen(cell.text)]
        return len(keys) > 1 and sum(self._is_known(each) for each in keys) >= min(2, len(keys))

    def _is_known(self, name: str) -> bool:
        return name in self.known or any(_begins(name, known) for known in self.known)

    def _head(self, rows: Sequence[Row], start: int) -> Head | None:
        """The head that begins at a row, as deep as it names the most columns."""
        best: Head | None = None
        for depth in range(1, DEEPEST + 1):
            if start + depth > len(rows):
                break
            if depth > 1 and not self._goes_on(rows[start + depth - 1]):
                break
            found = self._of_depth(rows, start, depth)
            if best is None or len(found.columns) + len(found.stub) > len(best.columns) + len(best.stub):
                best = found
        if best is None:
            return None
        best = self._numbered(rows, best)
        return best if len(best.columns) >= _ENOUGH * len(self.paths) else None

    def _goes_on(self, row: Row) -> bool:
        """Whether a row may be one of headings: it says something, and no number row or figures."""
        texts = [seen(cell.text) for cell in row.cells if seen(cell.text)]
        return bool(texts) and any(self._is_known(heading_key(text)) for text in texts)

    def _of_depth(self, rows: Sequence[Row], start: int, depth: int) -> Head:
        paths = list(_paths(rows[start : start + depth]))
        columns = self._columns(paths)
        stub: dict[int, StubKind] = {}
        for place, path in enumerate(paths):
            if place in columns or not path:
                continue
            kind = next((each.kind for each, known in self.stubs if _fits(path, known) >= 1), None)
            if kind is not None and kind not in stub.values():
                stub[place] = kind
        extra = {
            place: " › ".join(path)
            for place, path in enumerate(paths)
            if path and place not in columns and place not in stub
        }
        return Head(start, start + depth, columns, stub, extra=extra)

    def _columns(self, paths: Sequence[tuple[str, ...]]) -> dict[int, str]:
        """The column at each place, by the likeness of whole paths; of equals the first in order."""
        scored = [
            (score, -place, -order, id)
            for place, path in enumerate(paths)
            if path
            for order, (id, known) in enumerate(self.paths.items())
            if (score := _fits(path, known)) >= _SURE
        ]
        columns: dict[int, str] = {}
        taken: set[str] = set()
        for _, place, _, id in sorted(scored, reverse=True):
            if -place not in columns and id not in taken:
                columns[-place] = id
                taken.add(id)
        return dict(sorted(columns.items()))

    def _numbered(self, rows: Sequence[Row], head: Head) -> Head:
        """The head with what the row of numbers under it says."""
        if head.end >= len(rows):
            return head
        marks = {column.mark: id for id, column in self.table.columns.items() if column.mark is not None}
        found = dict(_numbers(rows[head.end]))
        filled = sum(bool(seen(cell.text)) for cell in rows[head.end].cells)
        if len(found) < max(2, _ENOUGH * filled):
            return head
        named = {place: marks[cell.number] for place, cell in found.items() if cell.number in marks}
        columns = dict(head.columns)
        disagreeing = []
        for place, id in named.items():
            if place in columns and columns[place] != id:
                disagreeing.append((place, columns[place], id))
            elif place not in columns and id not in columns.values() and place not in head.stub:
                columns[place] = id
        return Head(
            head.start, head.end + 1, dict(sorted(columns.items())), head.stub, head.end, tuple(disagreeing),
            {place: text for place, text in head.extra.items() if place not in columns},
        )  # fmt: skip


def _numbers(row: Row) -> Iterator[tuple[int, NumberCell]]:
    for place, cell in enumerate(row.cells):
        if seen(cell.text):
            found = read_number_cell(cell.text)
            if isinstance(found, NumberCell):
                yield place, found


def heading_key(text: str) -> str:
    """The key of a heading; years come and go."""
    return _YEAR.sub("{year}", key(text).replace("{year}", "2000"))


def _paths(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The headings over each place, the uppermost first.

    A blank cell belongs to the heading on its left if the cell above does too, else to the one above it.
    """
    width = max(len(row.cells) for row in rows)
    above: list[int] = [-1] * width
    found: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        texts = [heading_key(cell.text) if seen(cell.text) else "" for cell in row.cells]
        texts += [""] * (width - len(texts))
        owners: list[int] = []
        for place, text in enumerate(texts):
            owner = place
            if not text and place and above[place] == above[place - 1] and (owners[-1] != -1):
                owner = owners[-1]
            elif not text:
                owner = -1
            owners.append(owner)
            if owner >= 0 and texts[owner]:
                found[place].append(texts[owner])
        above = [owner if owner >= 0 else -(place + 2) for place, owner in enumerate(owners)]
    for path in found:
        yield tuple(part for order, part in enumerate(path) if not order or part != path[order - 1])


def _fits(path: Sequence[str], known: Sequence[frozenset[str]]) -> float:
    """How well a path is that of a column: 1 for all its headings, less for some."""
    if len(path) == len(known):
        parts = [_alike(part, spellings) for part, spellings in zip(path, known, strict=True)]
        return min(parts) if parts else 0
    if not path or not known:
        return 0
    # A heading left out, or one more over all: the last tells the column, the first its group.
    last, first = _alike(path[-1], known[-1]), _alike(path[0], known[0])
    shared = sum(max((_alike(part, spellings) for part in path), default=0) for spellings in known) / len(known)
    return min(last, first, shared) * min(len(path), len(known)) / max(len(path), len(known))


def _alike(part: str, spellings: frozenset[str]) -> float:
    if part in spellings:
        return 1
    best = 0.0
    for known in spellings:
        if _begins(part, known):
            return 0.95
        if part.isascii() and folded(known) == part:
            return 0.95
        matcher = SequenceMatcher(None, part, known, autojunk=False)
        if matcher.quick_ratio() > max(best, _ALIKE) and (ratio := matcher.ratio()) > max(best, _ALIKE):
            best = ratio * 0.9
    return best


def _begins(name: str, known: str) -> bool:
    """Whether one of two headings is the other with something behind it, set apart."""
    shorter, longer = sorted((name, known), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter) and not longer[len(shorter) :][:1].isalnum()


def numbers_disagree(columns: Sequence[FigureColumn], cell: Cell) -> bool:
    """Whether a cell of the number row prints another formula than the form."""
    found = read_number_cell(cell.text)
    return isinstance(found, NumberCell) and all(column.number != cell.text for column in columns)
