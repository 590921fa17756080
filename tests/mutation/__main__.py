"""`python -m tests.mutation [--check] [--all] [NAME…]`: try what changed since the record, or only tell what that is.

A NAME is a table of `guards.toml` or a module as the record names it (`formula/syntax.py`).
"""

# ruff: noqa: T201 - it is a program

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutation.functions import SOURCE, Function, functions
from tests.mutation.record import UNEXPLAINED, WANTED, Guard, Record, Tried, guards, load, save

if TYPE_CHECKING:
    from tests.mutation.trial import Trials


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.mutation")
    options.add_argument("names", nargs="*", help="tables of guards.toml, or modules; all if none is named")
    options.add_argument("--check", action="store_true", help="tell what the record lacks, and try nothing")
    options.add_argument("--all", action="store_true", help="try again what has not changed, too: tests may have")
    options.add_argument(
        "--survivors", action="store_true", help="try again the functions that have unexplained survivors"
    )
    given = options.parse_args()
    record = load()
    todo = {}
    for name, guard in guards().items():
        modules = [path for path in guard.modules if not given.names or {name, _name(path)} & set(given.names)]
        work = {path: _stale(path, record, given) for path in modules}
        if work := {path: stale for path, stale in work.items() if stale}:
            todo[name] = (guard, work)
    if given.check:
        return _told(record, [(path, each) for _, work in todo.values() for path in work for each in work[path]])
    for name, (guard, work) in todo.items():
        print(f"=== {name}", flush=True)
        # A session of pytest cannot be had twice in one process.
        if (child := os.fork()) == 0:
            code = 70
            try:
                code = _try(guard, work, again=not given.survivors)
            finally:
                os._exit(code)
        if os.waitpid(child, 0)[1] != 0:
            return 2
    return _told(load(), [])


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _stale(path: Path, record: Record, given: argparse.Namespace) -> list[Function]:
    """The functions of a module of which the record does not know what is so now."""
    found = []
    for function in functions(path):
        key = (_name(path), function.name)
        known = record.tried.get(key)
        doubtful = given.survivors and UNEXPLAINED in record.survivors.get(key, {}).values()
        if given.all or doubtful or known is None or known.hash != function.hash:
            found.append(function)
    return found


def _try(guard: Guard, work: dict[Path, list[Function]], *, again: bool) -> int:
    from tests.mutation.trial import with_trials

    def tried(trials: Trials) -> None:
        for path, stale in work.items():
            _try_module(path, stale, trials, again=again)

    return with_trials(guard.tests, guard.without, work, tried)


def _try_module(path: Path, stale: Collection[Function], trials: Trials, *, again: bool) -> None:
    """Try functions, and keep what came of it; of those that have not changed only what is doubtful, if not `again`."""
    from tests.mutation.changes import changes

    began, found, before = time.monotonic(), {}, load()
    for function in stale:
        key, tries = (_name(path), function.name), {}
        known, survivors = before.tried.get(key), before.survivors.get(key, {})
        for change in changes(function, str(path)):
            if again or known is None or known.hash != function.hash or survivors.get(change.now) == UNEXPLAINED:
                tries[change.now] = trials.notice(path, function.shift, change)
            else:
                tries[change.now] = change.now not in survivors
        left = [now for now, noticed in tries.items() if not noticed]
        found[key] = Tried(function.hash, len(tries), len(tries) - len(left)), left
    # Read only now: somebody may have written reasons meanwhile.
    record = load()
    record.keep_only(_name(path), {function.name for function in functions(path)})
    for key, (tried, left) in found.items():
        record.set(key, tried, left)
    save(record)
    count, missed = (
        sum(each) for each in zip(*((tried.changes, len(left)) for tried, left in found.values()), strict=True)
    )
    print(f"{_name(path)}: {count} changes, {missed} not noticed, {time.monotonic() - began:.0f} seconds", flush=True)


def _told(record: Record, stale: Collection[tuple[Path, Function]]) -> int:
    """Say what the record lacks; 0 if nothing."""
    for path, function in stale:
        print(f"not tried since it changed: {_name(path)} {function.name}")
    for (module, function), survivors in record.survivors.items():
        for now, reason in survivors.items():
            if reason == UNEXPLAINED:
                print(f"not noticed, and no reason given: {module} {function}: {now}")
    rates = record.rates()
    low = []
    for module, (changes, killed, explained) in sorted(rates.items()):
        print(f"{module}: {changes} changes, {killed} noticed ({killed / max(changes, 1):.1%}), {explained} may stand")
        if killed < WANTED * (changes - explained):
            low.append(module)
    if low:
        print(f"less than {WANTED:.0%} noticed of what may not stand: {', '.join(low)}")
    tried = sum(changes for changes, _, _ in rates.values())
    left = sum(changes - killed - explained for changes, killed, explained in rates.values())
    print(f"{tried} changes in {len(rates)} modules, {left} neither noticed nor explained")
    return int(bool(stale or low or left))


if __name__ == "__main__":
    sys.exit(main())
