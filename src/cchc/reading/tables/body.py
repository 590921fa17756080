"""The rows under a table's head: which is which row of the form, what stands under what, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import define, evolve, field

from cchc.edition.table import JOINED, TOTAL, ClosedRow, FormTable, OpenRows, Parents, RowRole, StubKind
from cchc.reading.match import code_key
from cchc.reading.stationery import Stationery
from cchc.reading.tables.head import Head, heading_key
from cchc.record import frozen
from cchc.report import Row
from cchc.text.spelling import fold, key, seen
from cchc.value import Cell

_MARKS = re.compile(r"[0-9IVXLC]+|[a-zđ]")


@frozen
class BodyRow:
    """A row of the table by its cells: those of the stub by what they say, the others by place."""

    place: int
    row: Row
    stub: Mapping[StubKind, Cell]

    def text(self, kind: StubKind) -> str:
        """What a stub cell says."""
        return seen(self.stub[kind].text) if kind in self.stub else ""

    @property
    def label(self) -> str:
        return self.text(StubKind.LABEL)

    @property
    def code(self) -> str:
        return self.text(StubKind.CODE)


@frozen
class PlacedRow:
    """A row of the table and what it is: its key among all, its role, the row above it, the row of the form.

    `again` says that another row has the key already.
    """

    body: BodyRow
    key: str
    role: RowRole
    parent: str | None = None
    id: str | None = None
    again: bool = False


@frozen
class Body:
    """The rows of a table, those among them that are none of the form's, and where it ends."""

    rows: tuple[PlacedRow, ...]
    strangers: tuple[BodyRow, ...]
    end: int
    heads: tuple[int, ...] = ()
    """Places where the head stands again, as over each page."""


def read_body(rows: Sequence[Row], head: Head, table: FormTable, stationery: Stationery) -> Body:
    """The rows from the head on that are the table's."""
    found = list(_gathered(rows, head, table, stationery))
    bodies = [each for each in found if isinstance(each, BodyRow)]
    heads = tuple(each for each in found if isinstance(each, int))
    end = max([head.end, *(each.place + 1 for each in bodies), *(place + 1 for place in heads)])
    placed, strangers = _Closed(table).placed(bodies) if table.rows else _Open(table).placed(bodies)
    return Body(tuple(_told_apart(placed)), tuple(strangers), end, heads)


def _gathered(rows: Sequence[Row], head: Head, table: FormTable, stationery: Stationery) -> Iterator[BodyRow | int]:
    """The table's rows up to where it ends; of a head that comes again its place."""
    totals, labels, is_over = _totals(table), _labels(table), False
    place = head.end
    while place < len(rows):
        again = _again(rows, place, head)
        if again:
            yield from range(place, place + again)
            place += again
            continue
        body = _body_row(rows[place], place, head)
        if body is None or _ends(body, stationery):
            if body is not None:
                return
        elif (
            _has_figures(body, head) or _is_known(body, labels | totals) or (not is_over and _is_row(body, stationery))
        ):
            is_over = is_over or _is_total(body, totals)
            yield body
        elif _single(body):
            return
        place += 1


def _again(rows: Sequence[Row], place: int, head: Head) -> int:
    """How many rows of the head stand here again."""
    first = [heading_key(cell.text) for cell in rows[head.start].cells if seen(cell.text)]
    here = [heading_key(cell.text) for cell in rows[place].cells if seen(cell.text)]
    if here != first or len(first) < 2:
        return 0
    count = 0
    while head.start + count < head.end and place + count < len(rows):
        known = [heading_key(cell.text) for cell in rows[head.start + count].cells if seen(cell.text)]
        if [heading_key(cell.text) for cell in rows[place + count].cells if seen(cell.text)] != known:
            break
        count += 1
    return count


def _body_row(row: Row, place: int, head: Head) -> BodyRow | None:
    """A row by its stub; None for one that says nothing."""
    if not any(seen(cell.text) for cell in row.cells):
        return None
    stub = {kind: row.cells[at] for at, kind in head.stub.items() if at < len(row.cells) and seen(row.cells[at].text)}
    return BodyRow(place, row, stub)


def _has_figures(body: BodyRow, head: Head) -> bool:
    """Whether something stands in a column of figures that is no sentence."""
    cells = [cell for at, cell in enumerate(body.row.cells) if at in head.columns]
    return any(any(map(str.isdigit, cell.text)) for cell in cells)


def _single(body: BodyRow) -> bool:
    return sum(bool(seen(cell.text)) for cell in body.row.cells) == 1


def _ends(body: BodyRow, stationery: Stationery) -> bool:
    """Whether signatures, or what stands around tables only, begin here."""
    return any(
        stationery.role(cell.text) is not None or stationery.is_letterhead(cell.text)
        for cell in body.row.cells
        if seen(cell.text)
    )


def _is_row(body: BodyRow, stationery: Stationery) -> bool:
    """Whether a row without figures is one of the table, as on a blank form."""
    filled = [at for at, cell in enumerate(body.row.cells) if seen(cell.text)]
    if not body.label or (len(body.row.cells) == 1 and len(filled) == 1):
        return False
    return not any(stationery.is_around(cell.text) for cell in body.row.cells if seen(cell.text))


def _totals(table: FormTable) -> frozenset[str]:
    """What the total row may be called."""
    label = table.open.total if table.open is not None else None
    return frozenset() if label is None else frozenset(map(key, table.spellings(label)))


def _labels(table: FormTable) -> frozenset[str]:
    return frozenset(
        key(each) for row in table.rows.values() for label in row.label.values() for each in table.spellings(label)
    )


def _is_known(body: BodyRow, labels: frozenset[str]) -> bool:
    return any(key(cell.text) in labels for cell in body.stub.values())


def _is_total(body: BodyRow, totals: frozenset[str]) -> bool:
    """Whether a row is the total: its label may stand in the column of numbers, merged with that of labels."""
    return any(key(cell.text).rstrip(":") in totals for cell in body.stub.values())


def _told_apart(rows: Sequence[PlacedRow]) -> Iterator[PlacedRow]:
    """Rows with keys of their own: one that is there already gets "#2"."""
    seen_keys: dict[str, int] = {}
    for row in rows:
        count = seen_keys[row.key] = seen_keys.get(row.key, 0) + 1
        yield row if count == 1 else evolve(row, key=f"{row.key}#{count}", again=True)


# --- rows that the office writes -------------------------------------------------------------------


class _Shape(StrEnum):
    """What a code looks like."""

    NONE = ""
    ARABIC = "1"
    ROMAN = "I"
    CAPITAL = "A"
    SMALL = "a"
    DASH = "-"
    PLUS = "+"


def _shape(code: str) -> str:
    """The shape of a code: "1", "I", "A", "a", "1.1", "-", or "" of none (and of 0)."""
    mark = code_key(code)
    if mark in ("", "0"):
        return _Shape.NONE
    if mark in ("-", "+"):
        return mark
    parts = [part for part in re.split(r"[.,]", mark) if part]
    return ".".join(map(_shape_of_part, parts))


def _shape_of_part(part: str) -> str:
    if part.isdecimal():
        return _Shape.ARABIC
    if re.fullmatch(r"[IVXLC]+", part):
        return _Shape.ROMAN
    return _Shape.CAPITAL if len(part) == 1 else part


@define(eq=False)
class _Open:
    """Rows by the shapes of their codes, and by their labels."""

    table: FormTable
    levels: tuple[str, ...] = field(init=False)
    open: OpenRows = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.open = self.table.open or OpenRows()
        self.levels = self.open.levels

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        totals = _totals(self.table)
        depths = self._depths([body for body in bodies if not _is_total(body, totals)])
        placed: list[PlacedRow] = []
        above: list[tuple[int, str]] = []
        for body in bodies:
            if _is_total(body, totals):
                placed.append(PlacedRow(body, TOTAL, RowRole.TOTAL))
                continue
            depth = depths[body.place]
            above = [each for each in above if each[0] < depth]
            parent = above[-1][1] if above else None
            name = body.code if self.open.key is StubKind.CODE and body.code else body.label or body.code
            name = " ".join(name.split())
            whole = name if parent is None else f"{parent}{JOINED}{name}"
            placed.append(PlacedRow(body, whole, RowRole.LEAF, parent))
            above.append((depth, whole))
        return self._with_roles(placed), []

    def _depths(self, bodies: Sequence[BodyRow]) -> dict[int, int]:
        """How deep each row stands, by its code; of one without a code by those around it."""
        shapes = [_shape(body.code) for body in bodies]
        known = {shape: depth for depth, shape in enumerate(map(_normal, self.levels))}
        depths: dict[int, int] = {}
        for at, body in enumerate(bodies):
            lacks_number = shapes[at] == _Shape.NONE and self._lacks_number(bodies, at)
            shape = shapes[at - 1] if lacks_number else shapes[at]
            depths[body.place] = known.get(shape, len(known)) if len(known) > 1 else 0
        return depths

    @staticmethod
    def _lacks_number(bodies: Sequence[BodyRow], at: int) -> bool:
        """Whether the number of a row was forgotten: those around it leave out just the one."""
        if not 0 < at < len(bodies) - 1:
            return False
        before, after = (code_key(bodies[at + step].code) for step in (-1, 1))
        return before.isdecimal() and after.isdecimal() and int(after) == int(before) + 2

    def _with_roles(self, placed: list[PlacedRow]) -> list[PlacedRow]:
        parents = {row.parent for row in placed}
        role = RowRole.HEADING if self.open.parents is Parents.HEADING else RowRole.PARENT
        return [evolve(row, role=role) if row.role is RowRole.LEAF and row.key in parents else row for row in placed]


def _normal(level: str) -> str:
    """The shape that a level's example has."""
    return _shape(level)


# --- rows that the form prints -----------------------------------------------------------------------


@define(eq=False)
class _Closed:
    """The form's own rows, by label and code, in order where labels repeat."""

    table: FormTable

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        found = self._found(bodies)
        placed, strangers = [], []
        for body in bodies:
            row = found.get(body.place)
            if row is None:
                strangers.append(body)
            else:
                placed.append(PlacedRow(body, self.key(row), row.role, self.parent(row), row.id))
        return placed, strangers

    def _found(self, bodies: Sequence[BodyRow]) -> dict[int, ClosedRow]:
        """The row of the form at each place: what fits best first, each taken once."""
        scored = sorted(
            (
                (-score, abs(order - at), order, at, row)
                for at, body in enumerate(bodies)
                for order, row in enumerate(self.table.rows.values())
                if (score := self._score(body, row)) > 0
            ),
            key=lambda each: each[:4],
        )
        found: dict[int, ClosedRow] = {}
        taken: set[str] = set()
        for _, _, _, at, row in scored:
            place = bodies[at].place
            if place not in found and row.id not in taken:
                found[place] = row
                taken.add(row.id)
        return found

    def _score(self, body: BodyRow, row: ClosedRow) -> float:
        """How surely a row is one of the form's: label and code, the label alone, the code with a like label."""
        labels = {key(each) for label in row.label.values() for each in self.table.spellings(label)}
        texts = {key(cell.text) for cell in body.stub.values()}
        same_code = bool(row.code) and code_key(body.code) == code_key(row.code)
        if labels & texts:
            return 3 if same_code or code_key(body.code) == code_key(row.code) else 2
        if {fold(each) for each in labels} & {fold(each) for each in texts}:
            return 1.9
        words = set(key(body.label).split())
        shared = max(
            (len(words & set(each.split())) / max(1, len(words | set(each.split()))) for each in labels), default=0
        )
        if same_code and shared > 0.2:
            return 1 + shared
        return shared if shared > 0.7 else 0

    def key(self, row: ClosedRow) -> str:
        """What a printed row is called: by its label, under those above it where labels repeat."""
        label = next(iter(row.label.values()), "") or row.id
        same = [each for each in self.table.rows.values() if next(iter(each.label.values()), "") == label]
        if len(same) > 1 and row.under is not None:
            return f"{self.key(self.table.rows[row.under])}{JOINED}{label}"
        return label

    def parent(self, row: ClosedRow) -> str | None:
        return None if row.under is None else self.key(self.table.rows[row.under])
