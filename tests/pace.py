"""How fast this machine is just now, so that a bound on time judges the program, not the machine or its load."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_REFERENCE = 0.0065
"""Seconds that the work of `_worked` takes on the machine that bounds are meant for, with nothing else to do."""


def _worked() -> float:
    """Processor time of a fixed piece of work of the kind that reading is: texts made, cut and looked up."""
    started = time.process_time()
    kept: dict[int, str] = {}
    for number in range(60_000):
        kept[number % 1_000] = f"{number}".strip("0")
    return time.process_time() - started


def slowness() -> float:
    """How many times as long as on that machine everything takes now; at least 1."""
    return max(1.0, *(_worked() / _REFERENCE for _ in range(3)))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done in the block takes no more of the processor than this, on a machine of the usual speed."""
    before = slowness()
    started = time.process_time()
    yield
    taken = time.process_time() - started
    assert taken < seconds * max(before, slowness()), f"{taken:.2f} seconds"
