"""The solver library, fetched when it is first asked for, and how much of the machine it may use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import thread_time
from typing import Any

from cchc.errors import MissingExtraError
from cchc.record import define, field

EXTRA = "solve"
_STEPS = 400_000
"""What one question may cost, in the solver's own measure: the same on every machine, so that answers are the same."""
_MILLISECONDS = 30_000
"""A question that a machine has not answered by then, be it slow or busy, is given up, too."""
_MEGABYTES = 120
"""What a question may take beside what all others of the process have taken: the solver counts them together."""
_SECONDS = 0.8
"""Of processor time for what mends a report; whatever is not answered by then is given up, and said to be."""
_MORE_SECONDS = 0.4
"""Of processor time for what could stand in the cells that were found."""


def library() -> Any:
    """The module of the solver. Raises MissingExtraError without the extra `solve`."""
    try:
        import z3
    except ImportError:
        raise MissingExtraError("suggesting corrections", EXTRA) from None
    return z3


@define(eq=False)
class Solver:
    """Questions about whole numbers; nothing of one question is kept for the next."""

    z3: Any = field(factory=library)
    context: Any = None
    made: int = 0
    until: float = field(factory=lambda: thread_time() + _SECONDS)

    def __attrs_post_init__(self) -> None:
        self.context = self.z3.Context()

    def allow_more(self) -> None:
        """Time for what was found: none of it is wanted where nothing was."""
        self.until = max(self.until, thread_time() + _MORE_SECONDS)

    @property
    def is_spent(self) -> bool:
        """Whether the time for all questions is over."""
        return thread_time() >= self.until

    def whole(self, name: str) -> Any:
        """An unknown whole number; of one name there may be many."""
        self.made += 1
        return self.z3.Int(f"{name}!{self.made}", self.context)

    def flag(self, name: str) -> Any:
        """An unknown truth."""
        self.made += 1
        return self.z3.Bool(f"{name}!{self.made}", self.context)

    def ask(self, certain: Iterable[Any], named: Sequence[Any] = ()) -> Solution:
        """Whether all can hold together; if not, which of those `named` cannot, by their places."""
        return Solution(None) if self.is_spent else self.standing(certain, named).ask(range(len(named)))

    def ways(self, certain: Iterable[Any], flags: Sequence[Any], most: int) -> list[tuple[int, ...]] | None:
        """All ways in which it can hold, each by the places of the flags that are true in it; no way holds another.

        None where there are more than `most`, or the solver gave up.
        """
        found: list[tuple[int, ...]] = []
        asked, others = self.standing(certain, ()), list[Any]()
        while (answer := asked.ask((), others)).is_possible:
            found.append(tuple(place for place, flag in enumerate(flags) if answer.truth(flag)))
            others.append(self.z3.Or(*(self.z3.Not(flags[place]) for place in found[-1])))
            if len(found) > most:
                return None
        return None if answer.is_possible is None else found

    def standing(self, certain: Iterable[Any], named: Sequence[Any]) -> PutOnce:
        """What is `certain`, and what is `named`, put to the solver once for many questions."""
        asked = self.z3.SimpleSolver(ctx=self.context)
        asked.set("rlimit", _STEPS)
        asked.set("timeout", _MILLISECONDS)
        labels = [self.z3.Bool(f"?{place}", self.context) for place in range(len(named))]
        asked.add(*certain)
        asked.add(*(self.z3.Implies(label, each) for label, each in zip(labels, named, strict=True)))
        return PutOnce(self, asked, labels)


@define(eq=False)
class PutOnce:
    """What stands before the solver: any of what is named can be asked about, by its place."""

    solver: Solver
    asked: Any
    labels: Sequence[Any]

    def ask(self, places: Iterable[int], besides: Sequence[Any] = ()) -> Solution:
        """Whether those can hold together, and what is asked `besides`; if not, which of them cannot."""
        if self.solver.is_spent:
            return Solution(None)
        taken = int(self.solver.z3.z3core.Z3_get_estimated_alloc_size()) // 1_000_000
        self.asked.set("max_memory", taken + _MEGABYTES)
        try:
            self.asked.push()
        except self.solver.z3.Z3Exception:  # it has no more memory
            return Solution(None)
        try:
            self.asked.add(*besides)
            told = self.asked.check(*(self.labels[place] for place in places))
            if told == self.solver.z3.sat:
                return Solution(True, model=self.asked.model())
            if told == self.solver.z3.unsat:
                return Solution(False, core=tuple(sorted(int(str(each)[1:]) for each in self.asked.unsat_core())))
        except self.solver.z3.Z3Exception:
            return Solution(None)
        finally:
            self.asked.pop()
        return Solution(None)


@define(eq=False)
class Solution:
    """Whether something can be; None where the solver gave up."""

    is_possible: bool | None
    core: tuple[int, ...] = ()
    model: Any = None

    def number(self, unknown: Any) -> int:
        """A whole number with which it can be."""
        return unknown if isinstance(unknown, int) else int(self.model.eval(unknown, model_completion=True).as_long())

    def truth(self, unknown: Any) -> bool:
        """A truth with which it can be."""
        if isinstance(unknown, bool):
            return unknown
        return bool(str(self.model.eval(unknown, model_completion=True)) == "True")
