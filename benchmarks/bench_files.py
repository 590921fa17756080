"""Folders of reports: whole processes on many files, by processor time, memory and the clock.

    python benchmarks/bench_files.py [--quick]

Workbooks are judged (every value, every rule) against a script that reads the same cells and computes 14 rates alone.
Without `--quick` also a thousand files on one processor and on two, and how much memory findings of many take.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from attrs import frozen

import cchc.cli

HERE = Path(__file__).parent
CCHC = (sys.executable, "-m", "cchc")
BOOKS, TARGET = 100, 1.2
FEW, MANY = 100, 1000
TWO_CORES, SAME_MEMORY = 1.5, 1.25
ROUNDS = 5


@frozen
class Run:
    """What a process took, with those that it started."""

    seconds: float
    processor: float
    memory: int
    """Most KiB that the process itself held."""


def run(command: tuple[str, ...], processors: set[int] | None = None) -> Run:
    def settle() -> None:
        if processors is not None:
            os.sched_setaffinity(0, processors)

    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=settle) as process:  # noqa: PLW1509 - there is one thread
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1, 2), command
    return Run(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)


def sample(folder: Path, files: int, months: int = 3) -> Path:
    """So many reports of made-up offices, so many months of each."""
    offices = -(-files // months)
    run((*CCHC, "sample", str(folder), "--offices", str(offices), "--months", str(months)))
    for path in sorted(folder.rglob("*.*"))[files:]:
        path.unlink()
    return folder


def books(folder: Path, made: Path) -> Path:
    """The same reports as workbooks, all alike in their rows."""
    made.mkdir()
    found = (path for path in sorted(folder.rglob("*.*")) if path.suffix in {".docx", ".xlsx", ".html", ".txt"})
    for number, path in enumerate(found):
        cchc.cli.run(["convert", str(path), "-o", str(made / f"{number:03d}.xlsx")])
    return made


def turns(ours: Callable[[], Run], theirs: Callable[[], Run], rounds: int = ROUNDS) -> list[tuple[Run, Run]]:
    """Each in turn, the one that goes first changing."""
    told = []
    for turn in range(rounds):
        if turn % 2:
            one = ours()
            told.append((one, theirs()))
        else:
            other = theirs()
            told.append((ours(), other))
    return told


def verdict(name: str, value: float, target: float, *, at_least: bool = False) -> str:
    met = value >= target if at_least else value <= target
    return f"{name:<64} × {value:.2f}   target {'≥' if at_least else '≤'} {target:g}  {'ok' if met else 'MISSED'}"


def against_a_script(folder: Path) -> str:
    judged = lambda: run((*CCHC, "check", str(folder)))  # noqa: E731
    by_hand = lambda: run((sys.executable, str(HERE / "rates_by_hand.py"), str(folder)))  # noqa: E731
    pairs = turns(judged, by_hand)
    ratio = median(ours.processor / theirs.processor for ours, theirs in pairs)
    return verdict(f"check of {BOOKS} workbooks / script of 14 rates, processor", ratio, TARGET)


def memory(few: Path, many: Path, form: str) -> str:
    with tempfile.TemporaryDirectory() as place:
        out = str(Path(place) / f"found.{form}")
        small, large = (run((*CCHC, "check", str(each), "--format", form, "-o", out)) for each in (few, many))
    told = f"check --format {form}: {small.memory // 1024} MB of {FEW} files, {large.memory // 1024} MB of {MANY}"
    return verdict(told, large.memory / small.memory, SAME_MEMORY)


def two_cores(folder: Path) -> str:
    first, *others = sorted(os.sched_getaffinity(0))
    if not others:
        return "there is one processor only"
    command = (*CCHC, "check", str(folder))
    pairs = turns(lambda: run(command, {first, others[0]}), lambda: run(command, {first}), rounds=2)
    ratio = median(theirs.seconds / ours.seconds for ours, theirs in pairs)
    return verdict(f"check of {MANY} files: one processor / two, by the clock", ratio, TWO_CORES, at_least=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        print(against_a_script(books(sample(root / "month", BOOKS, 1), root / "books")), flush=True)
        if "--quick" in sys.argv:
            return
        few, many = sample(root / "few", FEW), sample(root / "many", MANY)
        for form in ("json", "ndjson"):
            print(memory(few, many, form), flush=True)
        print(two_cores(many), flush=True)


if __name__ == "__main__":
    main()
