"""What becomes of a figure when reports are put together: by its kind, and its ways over months and over offices.

The vocabulary is closed and no meaning hides in an `else`: whatever a kind of line cannot be asked for is withheld,
with the code that says why. `cchc.load.lint` refuses such a line already; an edition may also come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import assert_never

from cchc.batch import codes
from cchc.edition import Indicator, IndicatorKind
from cchc.edition.aggregation import Way
from cchc.formula.tree import names_of
from cchc.record import frozen


class Step(Enum):
    """How the figures of an office's months become one."""

    SUM = auto()
    FIRST = auto()
    LAST = auto()
    LEAST = auto()
    GREATEST = auto()


class MonthMark(Enum):
    """What is noted of the months in which a figure was given."""

    MONTHS = auto()
    """How many they are."""
    FIRST = auto()
    """Which of the period's months the first of them is, counted from 0."""
    LAST = auto()
    """Which the last of them is."""


class Total(Enum):
    """What is given of the figures of many offices."""

    ITSELF = auto()
    """The figure of the one office that there is."""
    SUM = auto()
    UNION = auto()
    """The greatest office's, which is the least that it can be, and the sum, which is the most."""
    RANGE = auto()
    """The lowest and the highest, between which it lies."""
    RECOMPUTED = auto()
    """The line's formula, over its added-up parts."""
    YES = auto()
    """How many say yes, or have issued the document."""
    BY_STATUS = auto()
    """How many stand at each status."""


@frozen
class Withheld:
    """Nothing is given, for a reason (`cchc.batch.codes`)."""

    code: int


@frozen
class Scope:
    """What a roll-up adds up over: a period of one month asks no way over time, an office alone none over offices."""

    months: bool
    offices: bool


@frozen
class Treatment:
    """How a figure goes: `steps` over the months, each an amount of its own; none if it is recomputed from parts."""

    steps: tuple[Step, ...]
    total: Total


NOT_ADDED = Withheld(codes.NOT_ADDED)
ONLY_REPORTED = Withheld(codes.ONLY_REPORTED)
_ONE_MONTH = Step.LAST
"""Of one month the last is the only one."""


def treatment_of(line: Indicator, scope: Scope) -> Treatment | Withheld:
    """How a line's figures go; a figure that is recomputed over one axis cannot be added up over the other."""
    steps, total = over_time(line, scope), over_offices(line, scope)
    if isinstance(steps, Withheld):
        return steps
    if isinstance(total, Withheld):
        return total
    if scope.months and (total is Total.RECOMPUTED) != (steps == ()):
        return NOT_ADDED
    return Treatment(steps, total)


def steps_behind(line: Indicator, lines: Mapping[str, Indicator], scope: Scope) -> frozenset[Step] | None:
    """How all that a figure is made of goes over the months, of `lines` that there are; None if it is not put
    together."""
    match treatment_of(line, scope):
        case Withheld():
            return None
        case Treatment(total=Total.RECOMPUTED):
            assert line.formula is not None
            steps = [step_of_part(lines[id], scope) if id in lines else None for id in names_of(line.formula)]
            known = frozenset(step for step in steps if step is not None)
            return None if None in steps else known
        case Treatment(steps):
            return frozenset(steps)


def ends_of(steps: Collection[Step]) -> frozenset[Step]:
    """The ends of a period of which alone a figure's reports are needed; none where every month's is."""
    ends = frozenset(steps)
    return ends if ends <= {Step.FIRST, Step.LAST} else frozenset()


ADDED = (IndicatorKind.COUNT, IndicatorKind.NUMBER)
"""Kinds of figures of which the sum is one too: what is counted, and what is measured."""


def step_of_part(part: Indicator, scope: Scope) -> Step | None:
    """How a part of a recomputed figure goes over the months; None if it cannot be added up to its total."""
    match treatment_of(part, scope):
        case Treatment((step,), Total.SUM | Total.ITSELF) if part.kind in ADDED:
            return step
        case _:
            return None


def over_time(line: Indicator, scope: Scope) -> tuple[Step, ...] | Withheld:
    """How the figures of an office's periods become one; no step where it is recomputed from parts."""
    if not scope.months:
        return (_ONE_MONTH,)
    return _over_time(line)


def _over_time(line: Indicator) -> tuple[Step, ...] | Withheld:
    is_count, has_parts = line.kind in ADDED, _has_parts(line)
    is_rate = line.kind.is_rate or line.kind is IndicatorKind.SCORE
    steps: tuple[Step, ...] | Withheld
    match line.over_time:
        case Way.FLOW:
            steps = (Step.SUM,) if is_count else NOT_ADDED
        case Way.FIRST:
            steps = NOT_ADDED if is_rate and has_parts else (Step.FIRST,)
        case Way.LAST:
            steps = NOT_ADDED if is_rate and has_parts else (Step.LAST,)
        case Way.CUMULATIVE:
            steps = (Step.LAST,) if is_count or (is_rate and not has_parts) else NOT_ADDED
        case Way.RECOMPUTE if has_parts:
            steps = ()
        case Way.RECOMPUTE:
            steps = (Step.LEAST, Step.GREATEST) if is_rate else NOT_ADDED
        case Way.REPORTED:
            steps = ONLY_REPORTED
        case Way.SUM | Way.MEAN | Way.UNION | Way.COUNT_ISSUED | Way.COUNT_YES | Way.COUNT_BY_STATUS | Way.NONE:
            steps = NOT_ADDED
        case other:
            assert_never(other)
    return steps


def over_offices(line: Indicator, scope: Scope) -> Total | Withheld:
    """What is given of the figures of many offices, or of one."""
    return _over_offices(line) if scope.offices else _alone(line, scope)


def _over_offices(line: Indicator) -> Total | Withheld:
    kind = line.kind
    total: Total | Withheld
    match line.over_offices:
        case Way.SUM:
            total = Total.SUM if kind in ADDED else NOT_ADDED
        case Way.UNION:
            total = Total.UNION if kind is IndicatorKind.COUNT else NOT_ADDED
        case Way.RECOMPUTE if _has_parts(line):
            total = Total.RECOMPUTED
        case Way.RECOMPUTE:
            total = Total.RANGE if kind.is_rate or kind is IndicatorKind.SCORE else NOT_ADDED
        case Way.COUNT_YES:
            total = Total.YES if kind is IndicatorKind.YES_NO else NOT_ADDED
        case Way.COUNT_ISSUED:
            total = Total.YES if kind is IndicatorKind.DOCUMENT else NOT_ADDED
        case Way.COUNT_BY_STATUS:
            total = Total.BY_STATUS if kind is IndicatorKind.STATUS else NOT_ADDED
        case Way.REPORTED:
            total = ONLY_REPORTED
        case Way.FLOW | Way.FIRST | Way.LAST | Way.CUMULATIVE | Way.MEAN | Way.NONE:
            total = NOT_ADDED
        case other:
            assert_never(other)
    return total


def _alone(line: Indicator, scope: Scope) -> Total | Withheld:
    """What an office by itself has, whatever may be said of many."""
    anew = scope.months and line.over_time is Way.RECOMPUTE
    match line.kind:
        case IndicatorKind.COUNT | IndicatorKind.NUMBER:
            return Total.RECOMPUTED if anew and _has_parts(line) else Total.ITSELF
        case IndicatorKind.PERCENTAGE | IndicatorKind.PER_MILLE | IndicatorKind.SCORE if _has_parts(line):
            return Total.RECOMPUTED
        case IndicatorKind.PERCENTAGE | IndicatorKind.PER_MILLE | IndicatorKind.SCORE:
            return Total.RANGE if anew else Total.ITSELF
        case IndicatorKind.YES_NO | IndicatorKind.DOCUMENT:
            return Total.YES
        case IndicatorKind.STATUS:
            return Total.BY_STATUS
        case IndicatorKind.DATE | IndicatorKind.TEXT | IndicatorKind.HEADING:
            return NOT_ADDED
        case other:
            assert_never(other)


def _has_parts(line: Indicator) -> bool:
    """Whether it can be computed anew from figures that are put together themselves."""
    return line.formula is not None and line.kind.is_number
