"""No pattern of the library takes more than its share on a longer text: twice the text, twice the time."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.patterns.attacks import texts

ROOT = Path(__file__).resolve().parent.parent.parent
LENGTH = 600
LEAST = 0.001
"""Seconds that no pattern takes whose time only grows with the text: four times the length is a tenth of this."""
STEEP = 8
"""How much longer four times the text may take; a square of the length takes sixteen times as long."""
HELD = frozenset({"search", "findall", "finditer", "sub", "subn", "split"})


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, int, str, list[str]]]:
    """All of them, with how they are used."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.patterns.collect"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=280)
    return [tuple(each) for each in json.loads(done.stdout)]


def ways(used: list[str]) -> set[str]:
    """How a pattern is tried: as it is used, and by search where nobody can tell."""
    if not used or HELD & set(used):
        return {"search"} | ({"fullmatch"} & set(used))
    return set(used)


def seconds(pattern: re.Pattern[str], text: str, way: str, times: int) -> float:
    best = 1e9
    for _ in range(times):
        # Of the whole process Linux tells no more than ticks of 4 ms while the alarm of `judged` is set.
        started = time.thread_time()
        if way == "search":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, way)(text)
        best = min(best, time.thread_time() - started)
    return best


def steepness(pattern: re.Pattern[str], source: str, flags: int, way: str, length: int = LENGTH) -> tuple[float, str]:
    """How many times as long the worst text takes at four times the length; 0 where it takes no time at all."""
    for short, middle, long in zip(*(texts(source, flags, length * times) for times in (1, 2, 4)), strict=True):
        if seconds(pattern, middle, way, 1) < LEAST / 4:
            continue
        # What seems steep is looked at again: another process may have been in the way.
        for times in (2, 10):
            last = seconds(pattern, long, way, times)
            steep = last / max(1e-6, seconds(pattern, short, way, 2 * times)) if last >= LEAST else 0.0
            if steep <= STEEP:
                break
        else:
            return steep, short[:60]
    return 0.0, ""


def judged(source: str, flags: int, way: str, length: int = LENGTH) -> tuple[float, str]:
    """The same, where a pattern that takes more than five seconds of the processor is the steepest of all."""

    def stop(*_: object) -> None:
        raise TimeoutError

    earlier = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    try:
        with suppress(TimeoutError):
            return steepness(re.compile(source, flags), source, flags, way, length)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)
    return float("inf"), "no end"


def test_the_time_of_every_pattern_grows_with_the_text(patterns: list[tuple[str, int, str, list[str]]]) -> None:
    assert len(patterns) > 150
    slow = []
    for source, flags, where, used in patterns:
        for way in sorted(ways(used)):
            steep, text = judged(source, flags, way)
            if steep:
                slow.append(f"{where} {way} x{steep:.0f} on {text!r}: {source[:90]}")
    assert slow == []


@pytest.mark.parametrize(
    ("source", "way"),
    [
        (r"a*b", "search"),
        (r"(?:a|a)*c", "fullmatch"),
        (r"\s*\n", "search"),
        (r"(a+)+$", "match"),
    ],
)
def test_a_slow_pattern_is_told(source: str, way: str) -> None:
    """The attacks find what they are made for."""
    steep, _ = judged(source, 0, way, 5 * LENGTH)
    assert steep
