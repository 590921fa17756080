"""A changed function tried in a process of its own, which begins with pytest, the tests and the catalogue at hand."""

from __future__ import annotations

import functools
import gc
import importlib
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
import traceback
from bisect import bisect
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from mmap import mmap
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import coverage
import pytest
from _pytest.runner import runtestprotocol
from attrs import field, frozen
from hypothesis import Phase, settings
from tests.mutation.functions import SOURCE

if TYPE_CHECKING:
    from tests.mutation.changes import Change

_QUICK = 0.4
"""Seconds of tests that are tried first; most changes are noticed within them."""

_MOST = 5.0
"""Seconds of tests that a change is tried by at most: where thousands come to a line, the quick ones hold it."""

_FEW = 8

_SURVIVED, _KILLED = 0, 1
_TOO_MUCH = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)
_MEMORY = 6 * 2**30

Tests = Sequence[pytest.Item]


@frozen(eq=False)
class Trials:
    """Tests that pass on the unchanged code, quick ones first, and those that come to each line of a file."""

    items: Tests
    seconds: Mapping[int, float]
    lines: Mapping[str, Mapping[int, frozenset[int]]]
    lately: deque[int] = field(factory=lambda: deque(maxlen=_FEW))
    functions: Mapping[tuple[str, str, int], list[FunctionType]] = field(factory=lambda: _alive())  # noqa: PLW0108 - it stands below

    def notice(self, path: Path, shift: int, change: Change) -> bool | None:
        """Whether a test fails once a function `shift` lines down its file is changed so; None where no test comes."""
        by_line = self.lines.get(str(path), {})
        reached = frozenset[int]().union(*(by_line.get(line, ()) for line in change.lines))
        # What a function has made while its module was loaded is there already: those functions are changed, too.
        live = [
            (each, becomes)
            for was, becomes in change.codes
            for each in self.functions.get((str(path), was.co_qualname, was.co_firstlineno + shift), ())
            if each.__code__.co_freevars == becomes.co_freevars
        ]
        if not reached or not live:
            return None
        # What noticed the change before is likely to notice the next.
        chosen = sorted(reached, key=lambda place: (place not in self.lately, self.seconds[place]))
        if len(chosen) < _FEW:
            # What is made once and kept is made in the first test that asks for it, and looked at in many others.
            others = frozenset[int]().union(*by_line.values()) - reached
            chosen += sorted(others, key=lambda place: self.seconds[place])

        def changed() -> None:
            for each, becomes in live:
                each.__code__ = becomes

        def changed_and_cold() -> None:
            changed()
            _forget()

        return self._fails(self._within(chosen, _QUICK), changed) or self._fails(
            self._within(chosen, _MOST), changed_and_cold
        )

    def _within(self, places: Sequence[int], seconds: float) -> Sequence[int]:
        """The first tests that take no longer than this together, or the first."""
        took = list(accumulate(self.seconds[place] for place in places))
        return places[: max(1, bisect(took, seconds))]

    def _fails(self, places: Sequence[int], prepare: Callable[[], None]) -> bool:
        allowed = 5 + 5 * sum(self.seconds[place] for place in places)
        items = [self.items[place] for place in places]
        # Which test it was is told by as much memory as both processes share.
        with mmap(-1, 8) as shared:

            def work() -> int:
                for place, fails in zip(places, _failures(items, prepare), strict=True):
                    if fails:
                        shared[:] = place.to_bytes(8)
                        return _KILLED
                return _SURVIVED

            ended = _forked(work, allowed)
            if ended == _KILLED and (place := int.from_bytes(shared[:])) not in self.lately:
                self.lately.append(place)
        if ended in (_SURVIVED, _KILLED):
            return ended == _KILLED
        if -ended in _TOO_MUCH:
            return True
        raise RuntimeError(f"a trial ended with {ended}")


def with_trials(tests: Sequence[str], without: str, modules: Iterable[Path], work: Callable[[Trials], None]) -> int:
    """Do something with the trials of these tests; the exit code of pytest's collection."""
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", max_examples=60, deadline=None, derandomize=True, database=None, phases=phases)

    class Instead:
        """What pytest does with the tests that it has collected."""

        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            for module in modules:
                importlib.import_module(".".join(("cchc", *module.relative_to(SOURCE).with_suffix("").parts)))
            package = importlib.import_module("cchc")
            if Path(package.__file__).parent != SOURCE:
                raise RuntimeError(f"{package.__file__} is tried, not {SOURCE}")
            package.load_catalogue()
            gc.freeze()
            work(_measured(session.items))
            return True

    with tempfile.TemporaryDirectory() as folder:
        quiet = ("-q", "-s", "--no-header", "--no-summary", "--assert=plain", "--tb=native", "-ofaulthandler_timeout=0")
        off = [part for name in ("cacheprovider", "xdist", "cov") for part in ("-p", f"no:{name}")]
        skipped = ["-k", f"not ({without})"] if without else []
        return pytest.main([*quiet, *off, *skipped, f"--basetemp={folder}/tests", *tests], plugins=[Instead()])


def _measured(items: Tests) -> Trials:
    """How long each test takes, and where it comes; one that fails as it is can notice nothing."""
    with tempfile.NamedTemporaryFile(suffix=".pickle") as kept:
        if (ended := _forked(lambda: _measure(items, Path(kept.name)), 1800)) != 0:
            raise RuntimeError(f"the tests ended with {ended} on the unchanged code")
        seconds, lines, failed = pickle.loads(Path(kept.name).read_bytes())
    for place in failed:
        print(f"fails on the unchanged code, left out: {items[place].nodeid}", flush=True)  # noqa: T201
    return Trials(items, seconds, lines)


def _measure(items: Tests, kept: Path) -> int:
    watch = coverage.Coverage(data_file=None, source=[str(SOURCE)], config_file=False, messages=False)
    seconds: dict[int, float] = {}
    failed = set()
    watch.start()
    for place, fails in enumerate(_failures(items, _forget, context=watch.switch_context, seconds=seconds)):
        if fails:
            failed.add(place)
    watch.stop()
    data, lines = watch.get_data(), {}
    for name in data.measured_files():
        by_line = data.contexts_by_lineno(name)
        lines[name] = {
            line: frozenset(int(context) for context in contexts if context) - failed
            for line, contexts in by_line.items()
        }
    kept.write_bytes(pickle.dumps((seconds, lines, failed)))
    return 0


def _failures(
    items: Tests,
    prepare: Callable[[], None],
    context: Callable[[str], object] | None = None,
    seconds: dict[int, float] | None = None,
) -> Iterable[bool]:
    """For one test after another, whether it fails."""
    prepare()
    for place, (item, after) in enumerate(zip(items, [*items[1:], None], strict=True)):
        if context is not None:
            context(str(place))
        began = time.process_time()
        reports = runtestprotocol(item, nextitem=after, log=False)
        if seconds is not None:
            seconds[place] = time.process_time() - began
        yield any(report.failed for report in reports)


def _forked(work: Callable[[], int], allowed: float) -> int:
    """What a process that does this work ends with; one signal less than nothing if it was stopped."""
    if (child := os.fork()) == 0:
        code, told = 70, os.dup(2)
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            # The processor's time, for a busy machine gives little of it; the clock's only for what waits for ever.
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + allowed) + 1,) * 2)
            resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(int(20 * allowed) + 60)
            code = work()
        except BaseException:  # noqa: BLE001 - whatever it is, it must not go on as its parent
            os.write(told, traceback.format_exc().encode())
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _alive() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Every function of the package, by its file, its name and its first line; a class may be there twice."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    inside = str(SOURCE)
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(inside):
            code = each.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    gc.freeze()
    return found


def _forget() -> None:
    """Empty what the package keeps of the time before the change."""
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            made_in: Any = getattr(each, "__module__", None) or ""
            if made_in.startswith(("cchc", "tests")) or "conftest" in made_in:
                each.cache_clear()


assert sys.version_info >= (3, 11), "functions tell their qualified names from 3.11 on"
