"""What one file may cost, over all of its parts and passes: charged while it is read, refused at the first too much.

Every limit is many times what a form of a whole province has, and far below what a machine would
feel. Repetitions are charged before they are carried out.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from threading import get_ident
from typing import Any, Literal, TypeVar, cast

from cchc.errors import ReadError
from cchc.reading.refusal import refusal
from cchc.record import define, field

LIMITS: Mapping[str, tuple[float, str]] = {
    "bytes": (100_000_000, "too_many_bytes"),
    "elements": (800_000, "too_many_elements"),
    "cells": (200_000, "too_many_cells"),
    "characters": (1_500_000, "too_many_characters"),
    "table": (95_000, "too_much_in_table"),
    "sheets": (60, "too_many_sheets"),
    "merges": (20_000, "too_many_merges"),
    "letters": (400_000, "too_many_letters"),
    "steps": (5_000_000, "too_many_steps"),
    "seconds": (1.5, "too_much_time"),
    "memory": (256, "too_much_memory"),
}
"""How much of each, and the refusal that says so.

`bytes` are those that come out of an archive, `elements` the tags and attributes of its XML,
`cells` those of all sheets and tables with the empty ones between others, `characters` those of all
cells and paragraphs, `table` those of the long rows among them that are read as the form, `letters`
those of a PDF, `steps` what is looked at again for the sake of something else, `seconds` those of
the processor of a machine of the usual speed, `memory` the megabytes of a process that reads by itself
what other people's code reads.
"""
BEYOND = frozenset(why for _, why in LIMITS.values())
T = TypeVar("T")
_CHARGE, _LOOK_AFTER = 640, 20_000
"""How much work a charge stands for, and after how much the clock is looked at: some hundredths of a second."""
_FULL = 2
"""The generation of garbage that is all of it."""
_PIECES, _USUAL_SECONDS, _SLOWEST = 20_000, 0.0022, 10
"""A piece of work of the kind that reading is, the seconds that it takes on a machine of the usual speed, and how many
times as long it may take on another."""

_clock: Callable[[], float] = getattr(time, "thread_time", time.perf_counter)
"""A browser counts no time of a thread."""


@define
class Budget:
    """What a file has cost so far."""

    source: str
    spent: dict[str, int] = field(factory=dict)
    started: float = field(factory=_clock)
    slowness: float | None = None
    """How many times as long everything takes on this machine; it is asked only where the time seems to be up."""
    unlooked: int = 0
    """What was worked on since the clock was looked at."""
    made: dict[object, Any] = field(factory=dict)
    """What was made of the file that is not to be made of it again."""

    def charge(self, what: str, amount: int) -> None:
        """Spend some more; raises ReadError where that is more than there is."""
        spent = self.spent[what] = self.spent.get(what, 0) + amount
        if spent > LIMITS[what][0]:
            raise beyond(what, self.source)
        self.work(amount + _CHARGE)

    def work(self, amount: int) -> None:
        """So many elements or characters are gone through; raises ReadError where the time is up."""
        self.unlooked += amount
        if self.unlooked < _LOOK_AFTER:
            return
        self.unlooked = 0
        self.seconds_left()

    def seconds_left(self, *, of_another: bool = False) -> float:
        """Seconds that this process, or one that is asked once, may still take; raises ReadError where there are none.

        An honest file is not refused for being read in a browser, or on an old machine.
        """
        taken = _clock() - self.started
        if self.slowness is None and (of_another or taken > LIMITS["seconds"][0]):
            self.slowness = _slowness()
        left = LIMITS["seconds"][0] * (self.slowness or 1) - taken
        if left <= 0:
            raise beyond("seconds", self.source)
        return left

    def reach(self, what: str, amount: int) -> None:
        """Have so much at once, which is not had again where it is looked at again."""
        self.charge(what, max(0, amount - self.spent.get(what, 0)))


_CURRENT: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget_of(source: str) -> Iterator[Budget]:
    """A budget for whatever is read inside of the block; a block inside of another is of the same file."""
    if (current := _CURRENT.get()) is not None:
        yield current
        return
    opened = Budget(source)
    token = _CURRENT.set(opened)
    collection = _FullCollection(opened)
    gc.callbacks.append(collection)
    try:
        yield opened
    finally:
        gc.callbacks.remove(collection)
        _CURRENT.reset(token)


@define(eq=False)
class _FullCollection:
    """Takes no account of the first full collection of garbage, which goes over all that the process holds.

    In one that has long served others next to nothing of that is of the file. What a file brings about comes after it.
    """

    budget: Budget
    thread: int = field(factory=get_ident)
    began: float | None = None
    is_over: bool = False

    def __call__(self, phase: Literal["start", "stop"], info: Mapping[str, int]) -> None:
        if self.is_over or info["generation"] < _FULL or get_ident() != self.thread:
            return
        if phase == "start":
            self.began = _clock()
        elif self.began is not None:
            self.budget.started += _clock() - self.began
            self.is_over = True


def charge(what: str, amount: int = 1) -> None:
    """Charge the file at hand; what is read outside of `budget_of` is the caller's own affair."""
    budget = _CURRENT.get()
    if budget is not None:
        budget.charge(what, amount)


def reach(what: str, amount: int) -> None:
    """Charge the file at hand for what it has at once."""
    budget = _CURRENT.get()
    if budget is not None:
        budget.reach(what, amount)


def work(amount: int) -> None:
    """Tell that so many elements or characters of the file at hand are gone through, again or for the first time."""
    budget = _CURRENT.get()
    if budget is not None:
        budget.work(amount)


def seconds_left() -> float:
    """Seconds of the processor that another process may take for the file at hand; raises ReadError where there are
    none."""
    budget = _CURRENT.get()
    return LIMITS["seconds"][0] if budget is None else budget.seconds_left(of_another=True)


def _slowness() -> float:
    """How many times as long as usual a piece of work takes now: the best of three, for others work here, too."""
    best = _SLOWEST * _USUAL_SECONDS
    for _ in range(3):
        started, kept = _clock(), dict[int, str]()
        for number in range(_PIECES):
            kept[number % 1_000] = f"{number}".strip("0")
        best = min(best, _clock() - started)
    return max(1.0, best / _USUAL_SECONDS)


def charge_seconds(taken: float) -> None:
    """Charge the file at hand for what another process has worked on it."""
    budget = _CURRENT.get()
    if budget is not None:
        budget.started -= taken


def once(what: object, make: Callable[[], T]) -> T:
    """What is made of the file at hand, made once, however often it is read to see which form it is."""
    budget = _CURRENT.get()
    if budget is None:
        return make()
    if what not in budget.made:
        budget.made[what] = make()
    return cast(T, budget.made[what])


def beyond(what: str, source: str) -> ReadError:
    """The refusal of a file that costs too much, with the limit."""
    most, why = LIMITS[what]
    return refusal(why, source, most=f"{most:,}".replace(",", " "))
