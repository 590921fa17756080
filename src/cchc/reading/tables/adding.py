"""By how much totals and parents differ from the rows under them, whichever rows these are taken to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction

from cchc.edition.table import Blank, FigureColumn, FormTable, OverRows, Parents, RowRole
from cchc.reading.tables.body import PlacedRow
from cchc.record import define, field
from cchc.report import Entry
from cchc.value import Missing, Reason, Reported

Number = int | Fraction
Vector = tuple[Number | None, ...]
"""The figures of a row in the columns that rows add up."""
Above = Sequence[int | None]
"""The place of the row under which each row stands."""
_MOST_CELLS = 400_000
"""Figures that are gone through, all tries of a table taken together."""
TOTAL_ROW = -1
"""Stands among places of rows for the total, under which all rows are that stand under no other."""


@define(eq=False)
class Adding:
    """The rows of a table that an office wrote, by the figures that totals add up."""

    table: FormTable
    rows: Sequence[PlacedRow]
    figures: Sequence[Mapping[str, Entry]]
    """What stands in each row."""
    columns: tuple[FigureColumn, ...] = field(init=False)
    vectors: Sequence[Vector] = field(init=False)
    total: int | None = field(init=False)
    """The place of the total row."""

    def __attrs_post_init__(self) -> None:
        self.total = next((at for at, row in enumerate(self.rows) if row.role is RowRole.TOTAL), None)
        self.columns = tuple(column for column in self.table.printed if _adds_up(column))
        ids = [column.id for column in self.columns]
        self.vectors = [tuple(number_of(self.table, row.get(id)) for id in ids) for row in self.figures]

    def with_row(self, at: int, figures: Mapping[str, Entry]) -> Adding:
        """The same with something else in a row."""
        changed = copy(self)
        changed.figures = [*self.figures[:at], figures, *self.figures[at + 1 :]]
        own = tuple(number_of(self.table, figures.get(column.id)) for column in self.columns)
        changed.vectors = [*self.vectors[:at], own, *self.vectors[at + 1 :]]
        return changed

    def tries(self, most: int) -> int:
        """How many ways are tried of a table of this size: many of a small one, a few of the largest."""
        return max(2, min(most, _MOST_CELLS // (1 + len(self.rows) * len(self.columns))))

    def above(self) -> list[int | None]:
        """Under which row each stands, as they were placed."""
        places = {row.key: at for at, row in enumerate(self.rows)}
        return [None if row.parent is None else places.get(row.parent) for row in self.rows]

    def off(self, above: Above, without: frozenset[int] = frozenset()) -> Mapping[int, Vector]:
        """By how much the rows under each total and parent are more than it says, where they are another sum.

        A column says nothing (None) where a figure lacks.
        """
        return {at: vector for at, vector in self.balance(above, without).items() if any(vector)}

    def balance(self, above: Above, without: frozenset[int] = frozenset()) -> Mapping[int, Vector]:
        """The same of all totals and parents, those included that are what the rows under them come to."""
        parents = {up for at, up in enumerate(above) if up is not None and at not in without}
        sums: dict[int, list[Number | None]] = {}
        found: dict[int, Vector] = {}
        for at in sorted(self._counted(without), key=lambda at: -self._depth(at, above)):
            own = self.vectors[at]
            if at in parents:
                made = tuple(sums.get(at, ()))
                if not self._is_heading:
                    found[at] = self._minus(made, at)
                own = made if self._is_heading else _filled_in(own, made)
            _add(sums, TOTAL_ROW if above[at] is None else above[at] or 0, own)
        if self.total is not None and TOTAL_ROW in sums:
            found[TOTAL_ROW] = self._minus(tuple(sums[TOTAL_ROW]), self.total)
        return found

    def _minus(self, made: Vector, at: int) -> Vector:
        """What rows come to, less what is printed of it; one with few decimals stands for all that rounds to it."""
        off: list[Number | None] = [
            None if a is None or b is None else a - b for a, b in zip(made, self.vectors[at], strict=True)
        ]
        for place, each in enumerate(off):
            has_decimals = self.columns[place].asks.kind.has_decimals
            if each and has_decimals and -(half := self._half_place(at, place)) <= each <= half:
                off[place] = 0
        return tuple(off)

    def _half_place(self, at: int, place: int) -> Fraction:
        printed = self.figures[at][self.columns[place].id].printed
        return Fraction(1, 2 * 10 ** (0 if printed is None else printed.decimals))

    def _counted(self, without: frozenset[int]) -> Iterator[int]:
        return (at for at, row in enumerate(self.rows) if row.role is not RowRole.TOTAL and at not in without)

    @property
    def _is_heading(self) -> bool:
        return self.table.open is not None and self.table.open.parents is Parents.HEADING

    @staticmethod
    def _depth(at: int, above: Above) -> int:
        depth, up = 0, above[at]
        while up is not None:
            depth, up = depth + 1, above[up]
        return depth

    def is_broad(self, at: int, off: Vector) -> bool:
        """Whether so many columns differ that no wrong cell explains it: the most, and two, where there are so many."""
        own = self.vectors[at] if at != TOTAL_ROW else self.vectors[self.total or 0]
        told = [each for each, figure in zip(off, own, strict=True) if each is not None and (each or figure)]
        wrong = sum(map(bool, told))
        return 2 * wrong >= len(told) and wrong >= min(2, len(told))


def _filled_in(own: Vector, made: Vector) -> Vector:
    return tuple(other if figure is None else figure for figure, other in zip(own, made, strict=True))


def number_of(table: FormTable, entry: Entry | None) -> Number | None:
    """The number that stands there; of a blank 0 where the table says so."""
    if entry is None:
        return None
    match entry.value:
        case Reported(bool()):
            return None
        case Reported(int() as number):
            return number
        case Reported(value):
            try:
                return Fraction(value)  # type: ignore[arg-type]
            except (TypeError, ValueError):
                return None
        case Missing(Reason.BLANK) if table.blank is Blank.ZERO:
            return 0
        case _:
            return None


def agree(one: Vector, other: Vector) -> bool:
    """Whether two rows say the same wherever both say something, and something at all."""
    told = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return any(a for a, _ in told) and all(a == b for a, b in told)


def _adds_up(column: FigureColumn) -> bool:
    return column.over_rows is OverRows.SUM and column.asks.kind.is_number and not (column.is_rate or column.given)


def _add(sums: dict[int, list[Number | None]], at: int, own: Vector) -> None:
    if at not in sums:
        sums[at] = list(own)
        return
    for place, figure in enumerate(own):
        before = sums[at][place]
        sums[at][place] = None if before is None or figure is None else before + figure
