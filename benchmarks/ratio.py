"""Paired timing: two functions run in turn in one process, so that a noisy machine troubles both alike."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

from attrs import frozen


@frozen
class Ratio:
    """Median seconds of each, and the median of the pairwise ratios."""

    name: str
    ours: float
    theirs: float
    ratio: float
    target: float | None = None

    def __str__(self) -> str:
        goal = (
            ""
            if self.target is None
            else f"   target ≤ {self.target:g}  {'ok' if self.ratio <= self.target else 'MISSED'}"
        )
        return f"{self.name:<58} {self.ours * 1e6:>12.2f} µs {self.theirs * 1e6:>12.2f} µs   × {self.ratio:<8.3g}{goal}"


def paired(
    name: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    number: int = 1,
    their_number: int | None = None,
    rounds: int = 31,
    target: float | None = None,
    clock: Callable[[], float] = perf_counter,
) -> Ratio:
    """Time `ours` against `theirs`, `number` calls a turn (of theirs `their_number`), in alternating order.

    By `process_time` as clock it is the time of this process alone, whatever else the machine is busy with.
    """
    numbers = {id(ours): number, id(theirs): number if their_number is None else their_number}
    for run in (ours, theirs):
        run()
    pairs = []
    for turn in range(rounds):
        first, second = (ours, theirs) if turn % 2 else (theirs, ours)
        one, two = _seconds(first, numbers[id(first)], clock), _seconds(second, numbers[id(second)], clock)
        pairs.append((one, two) if turn % 2 else (two, one))
    return Ratio(
        name,
        median(ours for ours, _ in pairs),
        median(theirs for _, theirs in pairs),
        median(ours / theirs for ours, theirs in pairs),
        target,
    )


def _seconds(run: Callable[[], object], number: int, clock: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = clock()
        for _ in range(number):
            run()
        return (clock() - start) / number
    finally:
        gc.enable()
