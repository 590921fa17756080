"""Which row of a table is which row of the form, or of the office's own, and what stands under what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import define, evolve, field

from cchc.edition.table import JOINED, TOTAL, ClosedRow, FormTable, OpenRows, Parents, RowRole, StubKind
from cchc.reading.labels import Labels, code_key
from cchc.reading.match import Placement, match
from cchc.reading.tables.rows import BodyRow, is_total, totals_of
from cchc.record import frozen


@frozen
class PlacedRow:
    """A row of the table and what it is: its key among all, its role, the row above it, the row of the form.

    `again` says that another row has the key already, `placement` how a row of the form's own was found.
    """

    body: BodyRow
    key: str
    role: RowRole
    parent: str | None = None
    id: str | None = None
    again: bool = False
    placement: Placement | None = None


@frozen
class Placed:
    """The rows of a table, and those among them that are none of the form's."""

    rows: tuple[PlacedRow, ...]
    strangers: tuple[BodyRow, ...]


def placed(bodies: Sequence[BodyRow], table: FormTable) -> Placed:
    """Each row as what it is."""
    rows, strangers = _Closed(table).placed(bodies) if table.rows else _Open(table).placed(bodies)
    return Placed(tuple(_told_apart(rows)), tuple(strangers))


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


_RANKS: Mapping[str, int] = {
    _Shape.CAPITAL: 0, _Shape.ROMAN: 0, _Shape.NONE: 0, _Shape.ARABIC: 1, _Shape.SMALL: 3, _Shape.DASH: 4,
    _Shape.PLUS: 5,
}  # fmt: skip
"""How deep codes usually stand, for shapes that a form does not say; numbers of several parts (2) are among them."""


def _shape(code: str) -> str:
    """The shape of a code: "1", "I", "A", "a", "1.1", "-", or "" of none (and of 0)."""
    mark = code_key(code)
    if mark in ("", "0"):
        return _Shape.NONE
    if mark in ("-", "+"):
        return mark
    if len(code.strip(".) ")) == 1 and code.strip(".) ").islower():
        return _Shape.SMALL
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
        self.levels = tuple(map(_shape, self.open.levels))

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        totals = totals_of(self.table)
        named = [body for body in bodies if body.label or body.code or is_total(body, totals)]
        places = {body.place for body in named}
        strangers = [body for body in bodies if body.place not in places]
        depths = self._depths([body for body in named if not is_total(body, totals)])
        placed: list[PlacedRow] = []
        above: list[tuple[float, str]] = []
        for body in named:
            if is_total(body, totals):
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
        return self._with_roles(placed), strangers

    def _depths(self, bodies: Sequence[BodyRow]) -> dict[int, float]:
        """How deep each row stands, by its code; of one without a code by those around it."""
        shapes = [self._letter(bodies, at, _shape(body.code)) for at, body in enumerate(bodies)]
        depths: dict[int, float] = {}
        for at, body in enumerate(bodies):
            lacks_number = shapes[at] == _Shape.NONE and self._lacks_number(bodies, at)
            shape = shapes[at - 1] if lacks_number else shapes[at]
            depths[body.place] = self._depth(shape) if len(self.levels) > 1 else 0
        return depths

    def _depth(self, shape: str) -> float:
        """The level of a shape; one that the form does not print stands where codes of its kind usually do."""
        if shape in self.levels:
            return self.levels.index(shape)
        rank = _rank(shape)
        for depth, level in enumerate(self.levels):
            if _rank(level) >= rank:
                return depth if _rank(level) == rank else depth - 0.5
        return len(self.levels) + rank / 10

    def _letter(self, bodies: Sequence[BodyRow], at: int, shape: str) -> str:
        """A capital letter that reads as a Roman number too is what goes on from the one before ("B", then "C")."""
        code = code_key(bodies[at].code)
        if shape != _Shape.ROMAN or len(code) != 1 or _Shape.CAPITAL not in self.levels:
            return shape
        before = (code_key(body.code) for body in reversed(bodies[:at]) if _shape_of_part(code_key(body.code)) == "A")
        return _Shape.CAPITAL if next(before, "") == chr(ord(code) - 1) else shape

    @staticmethod
    def _lacks_number(bodies: Sequence[BodyRow], at: int) -> bool:
        """Whether the number of a row was forgotten: those around it leave out just the one."""
        if not 0 < at < len(bodies) - 1:
            return False
        before, after = (code_key(bodies[at + step].code) for step in (-1, 1))
        return before.isdecimal() and after.isdecimal() and int(after[:9]) == int(before[:9]) + 2

    def _with_roles(self, placed: list[PlacedRow]) -> list[PlacedRow]:
        parents = {row.parent for row in placed}
        role = RowRole.HEADING if self.open.parents is Parents.HEADING else RowRole.PARENT
        return [evolve(row, role=role) if row.role is RowRole.LEAF and row.key in parents else row for row in placed]


def _rank(shape: str) -> int:
    return 2 if "." in shape else _RANKS.get(shape, 6)


# --- rows that the form prints -----------------------------------------------------------------------


@define(eq=False)
class _Closed:
    """The form's own rows, found as the lines of a form are: by label, code and place among the others."""

    table: FormTable
    _keys: Mapping[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._keys = self._named()

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        rows = self.table.rows
        if len(rows) == 1 and not any(next(iter(rows.values())).label.values()):
            return self._one(bodies, next(iter(rows.values())))
        lines = [
            (row.id, row.code, tuple(each for label in row.label.values() for each in self.table.spellings(label)))
            for row in rows.values()
        ]
        placements = match([(body.code, body.label) for body in bodies], Labels.of_rows(lines))
        placed, strangers, totals = [], [], totals_of(self.table)
        for body, placement in zip(bodies, placements, strict=True):
            if placement.id is not None:
                placed.append(self._row(body, rows[placement.id], placement))
            elif self.table.open is None or not (body.label or body.code):
                strangers.append(body)
            elif is_total(body, totals):
                placed.append(PlacedRow(body, TOTAL, RowRole.TOTAL))
            else:
                placed.append(self._of_office(body, self.table.open))
        return placed, strangers

    def _of_office(self, body: BodyRow, written: OpenRows) -> PlacedRow:
        """A row that the office adds to those of the form."""
        above = self.table.rows.get(written.under or "")
        parent = None if above is None else self.key(above)
        name = " ".join((body.label or body.code).split())
        return PlacedRow(body, name if parent is None else f"{parent}{JOINED}{name}", RowRole.LEAF, parent)

    def _one(self, bodies: Sequence[BodyRow], row: ClosedRow) -> tuple[list[PlacedRow], list[BodyRow]]:
        """The only row of a table, which has no name."""
        return [self._row(body, row) for body in bodies[:1]], list(bodies[1:])

    def _row(self, body: BodyRow, row: ClosedRow, placement: Placement | None = None) -> PlacedRow:
        return PlacedRow(body, self.key(row), row.role, self.parent(row), row.id, placement=placement)

    def key(self, row: ClosedRow) -> str:
        """What a printed row is called: by its label, under those above it where labels repeat, and by its code."""
        return self._keys[row.id]

    def _named(self) -> Mapping[str, str]:
        rows = self.table.rows.values()
        labels = {row.id: next(iter(row.label.values()), "") or row.id for row in rows}
        counted, keys = Counter(labels.values()), dict[str, str]()
        for row in rows:
            above = self._above(row, labels) if counted[labels[row.id]] > 1 else ()
            keys[row.id] = JOINED.join((*above, labels[row.id]))
        again = Counter(keys.values())
        return {
            row.id: keys[row.id] if again[keys[row.id]] == 1 else f"{keys[row.id]} ({row.code or row.id})"
            for row in rows
        }

    def _above(self, row: ClosedRow, labels: Mapping[str, str]) -> tuple[str, ...]:
        """The labels of the rows above one, as far as it takes to tell them apart."""
        if row.under is None:
            return ()
        above, counted = self.table.rows[row.under], Counter(labels.values())
        return (*(self._above(above, labels) if counted[labels[above.id]] > 1 else ()), labels[above.id])

    def parent(self, row: ClosedRow) -> str | None:
        return None if row.under is None else self.key(self.table.rows[row.under])
