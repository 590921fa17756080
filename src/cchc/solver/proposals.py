"""What could stand in the cells of a set that mends a report: what must, or else an example of what may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from cchc.record import define, field, frozen
from cchc.solver.algebra import SymbolicNumber
from cchc.solver.library import PutOnce, Solution
from cchc.solver.puzzle import ChangeableCell, Unknowns
from cchc.solver.search import Attempt

_FARTHEST = 10**15


@frozen
class Proposed:
    """What could stand in a cell: a number, or nothing; `is_certain` if nothing else could.

    `least` and `most` are the bounds of what may, where there are some.
    """

    number: Fraction | None
    is_certain: bool = False
    least: Fraction | None = None
    most: Fraction | None = None


@define(eq=False)
class Proposals:
    """Looks for what could stand in the cells of one set, each after those before it."""

    question: Attempt
    unknowns: Unknowns
    is_alone: bool
    given: list[Any] = field(factory=list)
    """What holds whatever stands in the cells."""
    examples: list[Any] = field(factory=list)
    """What stands in cells that could say something else, too."""
    possible: Solution = field(init=False)
    """With what all can hold that was proposed so far: what is left to say where there is no time to ask."""
    _standing: dict[int, PutOnce] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.given += [*self.question.sides, *self.question.wanted]
        self.possible = self.question.answer

    @property
    def proposals(self) -> list[Any]:
        """All that holds if the cells say what is proposed."""
        return [*self.given, *self.examples]

    def stand_beside(self, held: Sequence[Any]) -> None:
        """From now on examples are such as can stand beside what is held of other cells, if there are any."""
        if held and self._ask(*held).is_possible:
            self.examples += held

    def prefer(self, condition: Any, sides: Iterable[Any] = ()) -> None:
        """From now on something holds, if it can."""
        if condition is not True and self._ask(condition, *sides).is_possible:
            self.given += [condition, *sides]

    def whole(self, *numbers: Any) -> list[int] | None:
        """What unknown numbers are if all is as proposed."""
        answer = self._ask()
        return [answer.number(each) for each in numbers] if answer.is_possible else None

    def proposed(self, cell: ChangeableCell) -> Proposed:
        """What could stand in a cell, and from now on does."""
        unknown = self.unknowns[cell.id]
        if not isinstance(unknown.known, bool):
            is_possible = self._ask(unknown.known).is_possible
            if not is_possible and not self.possible.truth(unknown.known):
                self.given.append(self.unknowns.solver.z3.Not(unknown.known))
                return Proposed(None, is_certain=is_possible is False)
            self.given.append(unknown.known)
        self._ask()
        number = self.possible.number(unknown.up)
        if self._ask_of_all(unknown.up != number).is_possible is False:
            self.given.append(unknown.up == number)
            return Proposed(Fraction(number, unknown.down), is_certain=True)
        least, most = self._bounds(unknown, number, cell) if self.is_alone else (None, None)
        number = self._example(unknown, number, cell, (least, most))
        self.examples.append(unknown.up == number)
        bounds = (None if each is None else Fraction(each, unknown.down) for each in (least, most))
        return Proposed(Fraction(number, unknown.down), False, *bounds)

    def _ask(self, *more: Any) -> Solution:
        answer = self._put(self.proposals).ask((), more)
        if answer.is_possible:
            self.possible = answer
        return answer

    def _ask_of_all(self, *more: Any) -> Solution:
        """The same whatever examples the other cells were given."""
        return self._put(self.given).ask((), more)

    def _put(self, what: Sequence[Any]) -> PutOnce:
        """Before the solver once for all that is asked of it, until something more is proposed."""
        if len(what) not in self._standing:
            self._standing = {len(what): self.unknowns.solver.standing(what, ())}
        return self._standing[len(what)]

    # --- an example, if several would do --------------------------------------------------------------

    def _example(
        self, unknown: SymbolicNumber, number: int, cell: ChangeableCell, bounds: tuple[int | None, int | None]
    ) -> int:
        """What the line itself says elsewhere, what a slip may have made of it, the nearest to what is written."""
        scale = int(unknown.down)
        for hint in _likely(cell):
            if self._ask(unknown.up == hint * scale).is_possible:
                return hint * scale
        for bound in bounds:
            if bound is not None and self._ask(unknown.up == bound).is_possible:
                return bound
        return number

    def _bounds(self, unknown: SymbolicNumber, number: int, cell: ChangeableCell) -> tuple[int | None, int | None]:
        signed = cell.measure.is_signed or cell.measure.kind.is_rate
        least = self._farthest(unknown, number, -1, -_FARTHEST if signed else 0)
        return (None if least == 0 and not signed else least), self._farthest(unknown, number, 1, _FARTHEST)

    def _farthest(self, unknown: SymbolicNumber, number: int, sign: int, end: int) -> int | None:
        """The farthest number one way that may stand there; None where there is no bound."""
        near, step = number, 1
        while sign * (end - near) > 0:
            beyond = near + sign * step if sign * (end - near) > step else end
            if not self._ask_of_all(sign * unknown.up >= sign * beyond).is_possible:
                return self._between(unknown, near, beyond, sign)
            near, step = beyond, 4 * step
        return None if abs(end) == _FARTHEST else end

    def _between(self, unknown: SymbolicNumber, near: int, far: int, sign: int) -> int:
        while sign * (far - near) > 1:
            middle = (near + far) // 2
            if self._ask_of_all(sign * unknown.up >= sign * middle).is_possible:
                near = middle
            else:
                far = middle
        return near


def _likely(cell: ChangeableCell) -> Iterator[int]:
    """Whole numbers that may have been meant, the likeliest first."""
    yield from dict.fromkeys(each for each in (*cell.hints, *slips(cell.written or "")))


def slips(written: str) -> Iterator[int]:
    """What may have been meant by a number with one slip in it: digits exchanged, a zero too many, one lacking, ..."""
    digits = written.replace(".", "").strip()
    if not digits.isdecimal() or len(digits) > 12:
        return
    for place, (one, two) in enumerate(pairwise(digits)):
        if one != two:
            yield int(digits[:place] + two + one + digits[place + 2 :])
    if len(digits) > 1:
        yield from (int(digits[:place] + digits[place + 1 :]) for place in range(len(digits)))
    yield int(digits) * 10
    for place in range(len(digits)):
        for other in "0123456789":
            if other != digits[place]:
                yield int(digits[:place] + other + digits[place + 1 :])
