"""How deep the rows stand that an office writes: by the shapes of their codes, as far as they have any."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from cchc.edition.table import FormTable, OpenRows
from cchc.reading.labels import code_key
from cchc.reading.tables.rows import BodyRow
from cchc.record import frozen


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


def is_unnumbered(code: str) -> bool:
    """Whether a row has no code."""
    return _shape(code) == _Shape.NONE


def is_of_group(code: str) -> bool:
    """Whether a code is one of those that groups have: "I", "A"."""
    return _shape(code) in (_Shape.ROMAN, _Shape.CAPITAL)


@frozen
class Levels:
    """The shapes that the codes of each level have, outermost first."""

    shapes: tuple[str, ...]

    @classmethod
    def of(cls, table: FormTable) -> Levels:
        """Those of a table whose rows the office writes."""
        return cls(tuple(map(_shape, (table.open or OpenRows()).levels)))

    @property
    def are_several(self) -> bool:
        """Whether rows stand under others at all."""
        return len(self.shapes) > 1

    def lack(self, body: BodyRow) -> bool:
        """Whether a row has no code, which it might need for its level to be known."""
        return self.are_several and _shape(body.code) == _Shape.NONE

    @property
    def all_have_codes(self) -> bool:
        """Whether the form numbers the rows of every level."""
        return _Shape.NONE not in self.shapes

    def depths_of(self, bodies: Sequence[BodyRow], total: int | None) -> list[float | None]:
        """How deep each row stands, by its code; the total has no depth."""
        known = self.depths([body for at, body in enumerate(bodies) if at != total])
        return [None if at == total else known[body.place] for at, body in enumerate(bodies)]

    def depths(self, bodies: Sequence[BodyRow]) -> dict[int, float]:
        """How deep each row stands, by its code; of one without a code by those around it."""
        shapes = [self._letter(bodies, at, _shape(body.code)) for at, body in enumerate(bodies)]
        depths: dict[int, float] = {}
        for at, body in enumerate(bodies):
            lacks_number = shapes[at] == _Shape.NONE and self._lacks_number(bodies, at)
            shape = shapes[at - 1] if lacks_number else shapes[at]
            depths[body.place] = self._depth(shape) if self.are_several else 0
        return depths

    def _depth(self, shape: str) -> float:
        """The level of a shape; one that the form does not print stands where codes of its kind usually do."""
        if shape in self.shapes:
            return self.shapes.index(shape)
        rank = _rank(shape)
        for depth, level in enumerate(self.shapes):
            if _rank(level) >= rank:
                return depth if _rank(level) == rank else depth - 0.5
        return len(self.shapes) + rank / 10

    def _letter(self, bodies: Sequence[BodyRow], at: int, shape: str) -> str:
        """A capital letter that reads as a Roman number too is what goes on from the one before ("B", then "C")."""
        code = code_key(bodies[at].code)
        if shape != _Shape.ROMAN or len(code) != 1 or _Shape.CAPITAL not in self.shapes:
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


def _rank(shape: str) -> int:
    return 2 if "." in shape else _RANKS.get(shape, 6)


def stacked(depths: Sequence[float | None]) -> list[int | None]:
    """The place of the row that each stands under, by how deep they stand; None for a total and for rows under none."""
    above: list[int | None] = []
    open_above: list[int] = []
    for at, depth in enumerate(depths):
        if depth is None:
            above.append(None)
            continue
        open_above = [each for each in open_above if (of := depths[each]) is not None and of < depth]
        above.append(open_above[-1] if open_above else None)
        open_above.append(at)
    return above
