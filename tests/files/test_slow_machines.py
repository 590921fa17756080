"""What a file may take is so much work, not so much time: an old machine, or a browser, refuses no honest file."""

from __future__ import annotations

import gc
import itertools
from functools import partial

import pytest

from cchc.errors import ReadError
from cchc.reading import budget
from cchc.reading.budget import budget_of, work


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How much later than it is it seems to be."""
    later, now = [0.0], budget._clock
    monkeypatch.setattr(budget, "_clock", lambda: now() + later[0])
    return later


def worked(clock: list[float], seconds: float) -> None:
    """Some work of a file, and how long it took."""
    clock[0] = 0.0
    with budget_of("x.txt"):
        clock[0] = seconds
        work(10**6)


@pytest.mark.parametrize(("slowness", "seconds"), [(1.0, 1.3), (3.0, 4.2), (10.0, 14.5)])
def test_a_slow_machine_has_as_much_more_time(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, slowness: float, seconds: float
) -> None:
    monkeypatch.setattr(budget, "_slowness", lambda: slowness)
    worked(clock, seconds)
    with pytest.raises(ReadError, match=r"more than 1\.5 seconds"):
        worked(clock, seconds + 0.3 * slowness)


def test_how_slow_a_machine_is_comes_from_work_of_the_kind(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """At least one, at most ten; asked once a file, and only where the time seems to be up."""
    asked = []
    found = budget._slowness
    monkeypatch.setattr(budget, "_slowness", lambda: asked.append(1) or 2.0)
    with budget_of("x.txt"):
        work(10**6)
        assert asked == []
        clock[0] += 2.0
        work(10**6)
        work(10**6)
    assert asked == [1]
    for seconds, slowness in ((0, 1.0), (60, 10.0)):
        times = (float(time) for time in itertools.count(0, seconds))
        monkeypatch.setattr(budget, "_clock", partial(next, times))
        assert found() == slowness


def test_garbage_of_others_is_no_work_of_the_file(clock: list[float]) -> None:
    """The first full collection goes over all that a long-lived process holds; a second is the file's own."""

    def late(phase: str, info: dict[str, int]) -> None:
        clock[0] += 9.0 * (phase == "stop" and info["generation"] == 2)

    gc.callbacks.insert(0, late)
    try:
        with budget_of("x.txt"):
            gc.collect()
            work(10**6)
            gc.collect(1)
            gc.collect()
            with pytest.raises(ReadError, match=r"more than 1\.5 seconds"):
                work(10**6)
    finally:
        gc.callbacks.remove(late)
    assert gc.callbacks == [each for each in gc.callbacks if type(each).__module__ != budget.__name__]
