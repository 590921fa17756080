"""Rows whose figures, all or from one column on, stand one column beside their own: told by the sums that hold once
they are moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import islice

from attrs import evolve

from cchc.edition.table import FormTable, StubKind
from cchc.reading.tables.adding import Adding, Vector
from cchc.reading.tables.body import PlacedRow
from cchc.reading.tables.head import Head
from cchc.reading.tables.settling import Figures, SumsHeld, held
from cchc.record import define, field, frozen
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Missing, Reason

_MOST_TRIED = 40
"""Rows of which the sums are made anew to see whether they are beside their columns."""
_MOST_SHIFTS = 120
"""Shifts from one column on that are tried of a table: of one in which most rows are wrong not all."""
_FEWEST = 2
"""Rows, or columns, that are no chance."""
_NOWHERE = -1
"""The place of a figure that is lost: the cell is not there any more."""
_NAMES = (StubKind.CODE, StubKind.LABEL)


class Side(IntEnum):
    """Where figures stand, seen from their columns."""

    LEFT = -1
    RIGHT = 1


@frozen
class Shift:
    """Figures one column beside their own, from one column on (`first` of those of the row, from the left)."""

    side: Side
    first: int = 0


Read = Callable[[PlacedRow, Head], Figures]


@define(eq=False)
class Shifting:
    """Looks for rows of a table that stand beside their columns; `read` reads a row under a head."""

    table: FormTable
    rows: Sequence[PlacedRow]
    figures: Sequence[Figures]
    read: Read
    _left: int = field(default=_MOST_SHIFTS, init=False)
    """How many more are tried of rows of which some sum does not hold."""
    _held: dict[int, SumsHeld] = field(factory=dict, init=False)

    def found(self) -> Mapping[int, Shift]:
        """The rows that stand beside their columns, by their places."""
        tried = list(self._tried())
        found = {at: shift for at in self._in_doubt() if (shift := self._of_row(at)) is not None}
        left = [each for each in tried if each[0] not in found]
        is_off = bool(self.rows) and any(map(any, self._balance.values()))
        left = left[: self._adding.tries(_MOST_TRIED)] if is_off else []
        found |= {at: shift for at, shift in left if self._is_told_by_sums(at, shift) and not self._may_be_in_part(at)}
        found |= self._by_sums_in_part(found) if is_off else {}
        return found or self._of_all(tried)

    @cached_property
    def _adding(self) -> Adding:
        return Adding(self.table, self.rows, self.figures)

    @cached_property
    def _balance(self) -> Mapping[int, Vector]:
        return self._adding.balance(self._adding.above())

    def _tried(self) -> Iterator[tuple[int, Shift]]:
        """Rows with a blank at that end which the figures left, and with some elsewhere."""
        for at in range(len(self.rows)):
            blanks = self._blanks(at)
            if len(blanks) >= _FEWEST and any(True for _ in self.rows[at].body.figures):
                sides = zip((Side.RIGHT, Side.LEFT), (blanks[0], blanks[-1]), strict=True)
                yield from ((at, Shift(side)) for side, is_blank in sides if is_blank)

    def _blanks(self, at: int) -> Sequence[bool]:
        """Which of the columns of a row, from the left, say nothing."""
        columns = self.rows[at].body.head.columns
        return [_is_blank(self.figures[at], columns[place]) for place in sorted(columns)]

    # --- where a row may stand

    def _in_doubt(self) -> Iterator[int]:
        """Rows with a blank among their figures of which some sum does not hold, or some number stands outside."""
        for at, placed in enumerate(self.rows):
            is_begun = any(self._blanks(at)) and any(True for _ in placed.body.figures)
            if is_begun and (self._before(at).failing or any(stands_outside(placed, side) for side in Side)):
                yield at

    def _before(self, at: int) -> SumsHeld:
        """What the sums of a row say of it as it stands."""
        if at not in self._held:
            self._held[at] = held(self.table, self.rows[at].id, self.figures[at])
        return self._held[at]

    def _may_be(self, at: int, first: int = 0) -> Iterator[Shift]:
        """From which columns on the figures of a row may have been moved: from a blank one, or if the last is blank."""
        blanks = self._blanks(at)
        for place in range(first, len(blanks) - 1):
            if blanks[place]:
                yield Shift(Side.RIGHT, place)
            elif blanks[-1]:
                yield Shift(Side.LEFT, place)

    def _of_row(self, at: int) -> Shift | None:
        """That under which more sums of the row hold than under any other, and none fails."""
        several = [*islice(self._may_be(at), None if self._left > 0 else 1)]
        self._left -= len(several)
        told = [shift for shift in several if (self._left >= 0 or not shift.first) and self._is_told_by_row(at, shift)]
        if len(told) < _FEWEST:
            return next(iter(told), None)
        holding = {shift: held(self.table, self.rows[at].id, self._moved(at, shift)).holding for shift in told}
        most = [shift for shift, count in holding.items() if count == max(holding.values())]
        if len(most) > 1:
            most = [shift for shift in most if self._is_told_by_sums(at, shift)]
        return most[0] if len(most) == 1 else None

    def _by_sums_in_part(self, found: Mapping[int, Shift]) -> Mapping[int, Shift]:
        """Of other rows those whose totals hold once figures of one of them are moved."""
        tried = (
            (at, shift)
            for at, placed in enumerate(self.rows)
            if at not in found and any(self._blanks(at)[1:]) and any(True for _ in placed.body.figures)
            for shift in self._may_be(at, 1)
        )
        told = [each for each in islice(tried, self._adding.tries(_MOST_TRIED)) if self._is_told_by_sums(*each)]
        return dict(told) if len(told) == 1 else {}

    def _may_be_in_part(self, at: int) -> bool:
        return any(self._is_told_by_sums(at, shift) for shift in self._may_be(at, 1))

    def _moved(self, at: int, shift: Shift) -> Figures:
        placed = self.rows[at]
        return self.read(placed, beside(placed, shift))

    # --- what tells it

    def _is_told_by_row(self, at: int, shift: Shift) -> bool:
        """Whether sums of the row hold that did not, or could not while a figure stood beside the table."""
        id, before = self.rows[at].id, self._before(at)
        if not before.failing and not stands_outside(self.rows[at], shift.side):
            return False
        moved = self._moved(at, shift)
        after = held(self.table, id, moved)
        return not after.failing and after.holding > before.holding and self._may_stand(at, moved)

    def _is_told_by_sums(self, at: int, shift: Shift) -> bool:
        """Whether sums over rows hold that did not, where those of the row say nothing against it."""
        moved = self._moved(at, shift)
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

    def _of_all(self, tried: Sequence[tuple[int, Shift]]) -> Mapping[int, Shift]:
        """All rows, where each has left a column, for one that the table has not or against what the sums say."""
        filled = [at for at, row in enumerate(self.rows) if any(True for _ in row.body.figures)]
        for side in Side:
            found = [at for at, of in tried if of.side is side]
            if found != filled or len(found) < _FEWEST:
                continue
            are_outside = all(stands_outside(self.rows[at], side) for at in found)
            wrong = sum(held(self.table, self.rows[at].id, self.figures[at]).failing > 0 for at in found)
            if not are_outside and wrong < _FEWEST:
                continue
            moved = {at: self._moved(at, Shift(side)) for at in found}
            left = any(held(self.table, self.rows[at].id, row).failing for at, row in moved.items())
            may_stand = all(self._may_stand(at, row) for at, row in moved.items())
            if may_stand and not left:
                return dict.fromkeys(found, Shift(side))
        return {}


def beside(placed: PlacedRow, shift: Shift) -> Head:
    """The head that a row has whose figures stand beside their columns."""
    head = placed.body.head
    places = sorted(head.columns)
    own, moved = places[: shift.first], places[shift.first :]
    ends = _outer(head, shift.side)
    lost = _NOWHERE if own else ends
    moved = [*moved[1:], ends] if shift.side is Side.RIGHT else [lost, *moved[:-1]]
    named = zip((*own, *moved), (head.columns[place] for place in places), strict=True)
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
