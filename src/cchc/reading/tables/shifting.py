"""Rows whose figures all stand one column beside their own: told by the sums that hold once they are moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property

from attrs import define, evolve

from cchc.edition.table import FormTable, StubKind
from cchc.reading.tables.adding import Adding, Vector
from cchc.reading.tables.body import PlacedRow
from cchc.reading.tables.head import Head
from cchc.reading.tables.settling import Figures, held
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Missing, Reason

_MOST_TRIED = 40
"""Rows of which the sums are made anew to see whether they are beside their columns."""
_FEWEST = 2
"""Rows, or columns, that are no chance."""
_NAMES = (StubKind.CODE, StubKind.LABEL)


class Side(IntEnum):
    """Where figures stand, seen from their columns."""

    LEFT = -1
    RIGHT = 1


Read = Callable[[PlacedRow, Head], Figures]


@define(eq=False)
class Shifting:
    """Looks for rows of a table that stand beside their columns; `read` reads a row under a head."""

    table: FormTable
    rows: Sequence[PlacedRow]
    figures: Sequence[Figures]
    read: Read

    def found(self) -> Mapping[int, Side]:
        """The rows that stand beside their columns, by their places."""
        tried = list(self._tried())
        found = {at: side for at, side in tried if self._is_told_by_row(at, side)}
        left = [each for each in tried if each[0] not in found]
        left = left[: self._adding.tries(_MOST_TRIED)] if left and any(map(any, self._balance.values())) else []
        found |= {at: side for at, side in left if self._is_told_by_sums(at, side)}
        return found or self._of_all(tried)

    @cached_property
    def _adding(self) -> Adding:
        return Adding(self.table, self.rows, self.figures)

    @cached_property
    def _balance(self) -> Mapping[int, Vector]:
        return self._adding.balance(self._adding.above())

    def _tried(self) -> Iterator[tuple[int, Side]]:
        """Rows with a blank at that end which the figures left, and with some elsewhere."""
        for at, (placed, figures) in enumerate(zip(self.rows, self.figures, strict=True)):
            places = sorted(placed.body.head.columns)
            blanks = [_is_blank(figures, placed.body.head.columns[place]) for place in (places[0], places[-1])]
            if any(blanks) and len(places) >= _FEWEST and any(True for _ in placed.body.figures):
                yield from (
                    (at, side) for side, is_blank in zip((Side.RIGHT, Side.LEFT), blanks, strict=True) if is_blank
                )

    def _moved(self, at: int, side: Side) -> Figures:
        placed = self.rows[at]
        return self.read(placed, beside(placed, side))

    def _is_told_by_row(self, at: int, side: Side) -> bool:
        """Whether sums of the row hold that did not, or could not while a figure stood beside the table."""
        id = self.rows[at].id
        before = held(self.table, id, self.figures[at])
        if not before.failing and not stands_outside(self.rows[at], side):
            return False
        moved = self._moved(at, side)
        after = held(self.table, id, moved)
        return not after.failing and after.holding > before.holding and self._may_stand(at, moved)

    def _is_told_by_sums(self, at: int, side: Side) -> bool:
        """Whether sums over rows hold that did not, where those of the row say nothing against it."""
        moved = self._moved(at, side)
        if held(self.table, self.rows[at].id, moved).failing or not self._may_stand(at, moved):
            return False
        after, wrong = self._adding.with_row(at, moved), self._balance
        left = after.balance(self._adding.above())
        changed = [each for each in left if wrong.get(each) != left[each]]
        if any(map(any, (left[each] for each in changed))):
            return False
        own = after.vectors[at]
        told = sum(bool(figure) and off == 0 for each in changed for figure, off in zip(own, left[each], strict=True))
        return told >= _FEWEST and sum(_wrong(wrong.get(each, ())) for each in changed) >= _FEWEST

    def _may_stand(self, at: int, moved: Figures) -> bool:
        """Whether a row has the columns in which its figures would stand."""
        row = self.table.rows.get(self.rows[at].id or "")
        return row is None or all(row.has(id) or _is_blank(moved, id) for id in moved)

    def _of_all(self, tried: Sequence[tuple[int, Side]]) -> Mapping[int, Side]:
        """All rows, where each has left a column, for one that the table has not or against what the sums say."""
        filled = [at for at, row in enumerate(self.rows) if any(True for _ in row.body.figures)]
        for side in Side:
            found = [at for at, of in tried if of is side]
            if found != filled or len(found) < _FEWEST:
                continue
            are_outside = all(stands_outside(self.rows[at], side) for at in found)
            wrong = sum(held(self.table, self.rows[at].id, self.figures[at]).failing > 0 for at in found)
            if not are_outside and wrong < _FEWEST:
                continue
            moved = {at: self._moved(at, side) for at in found}
            left = any(held(self.table, self.rows[at].id, row).failing for at, row in moved.items())
            may_stand = all(self._may_stand(at, row) for at, row in moved.items())
            if may_stand and not left:
                return dict.fromkeys(found, side)
        return {}


def beside(placed: PlacedRow, side: Side) -> Head:
    """The head that a row has whose figures stand beside their columns."""
    head = placed.body.head
    places = sorted(head.columns)
    ends = _outer(head, side)
    moved = [*places[1:], ends] if side is Side.RIGHT else [ends, *places[:-1]]
    named = zip(moved, (head.columns[place] for place in places), strict=True)
    columns = {place: id for place, id in named if head.stub.get(place) not in _NAMES and place >= 0}
    stub = {place: kind for place, kind in head.stub.items() if place not in columns}
    extra = {place: text for place, text in head.extra.items() if place not in columns}
    return evolve(head, columns=dict(sorted(columns.items())), stub=stub, extra=extra)


def _outer(head: Head, side: Side) -> int:
    """The place beside the columns."""
    return max(head.columns) + 1 if side is Side.RIGHT else min(head.columns) - 1


def stands_outside(placed: PlacedRow, side: Side) -> bool:
    """Whether a number stands right beside the columns."""
    head, cells = placed.body.head, placed.body.row.cells
    place = _outer(head, side)
    is_cell = 0 <= place < len(cells) and head.stub.get(place) not in _NAMES
    return is_cell and parse_number(seen(cells[place].text)) is not None


def _is_blank(figures: Figures, column: str) -> bool:
    return column not in figures or figures[column].value == Missing(Reason.BLANK)


def _wrong(vector: Vector) -> int:
    return sum(map(bool, vector))
