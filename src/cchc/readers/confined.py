"""Foreign code that reads a file (PDFium, xlrd, the library for messages), in a process with limits of its own.

Such code asks nobody before it takes memory or time, and PDFium may crash on a file made to that
end. One helper is started at the first such file and serves those after it; what it may not do
ends the helper and refuses the file. Where no process can be started, as in a browser, the file is
read in this one.

Limits: the processor's time to the tenth of a second, and the memory. Where the system does not see
to them (the time on Windows, the memory anywhere but on Linux) the helper watches itself. Everywhere
the time of the clock.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import IO, Any

from cchc.errors import MissingExtraError, ReadError
from cchc.readers.watchdog import MAXRSS, OUT_OF_MEMORY, OUT_OF_TIME, Watchdog, most_memory
from cchc.reading.budget import LIMITS, beyond, budget_of, charge_seconds, once, seconds_left
from cchc.reading.refusal import refusal
from cchc.record import define, field

TASKS: Mapping[str, tuple[str, str]] = {
    "pdf": ("cchc.readers.pdf", "extracted"),
    "xls": ("cchc.readers.xls", "extracted"),
    "xls.": ("cchc.readers.xls", "extracted_with_points"),
    "mht": ("cchc.readers.mht", "extracted"),
}
"""What may be asked of the helper: the module and function that takes bytes and the name of their file."""
_LONGEST_WAIT = 30.0
"""Seconds by the clock, for machines that are busy and for systems that know no other limit."""
_LONGEST_END = 2.0
"""Seconds that a helper has to come to its end before it is killed."""
_MEMORY = int(LIMITS["memory"][0]) * 1_000_000
"""Bytes beyond those that the helper itself takes."""
_MOST_FILES = 200
"""Files that one helper reads before another takes its place."""
_HEAD, _ANSWER = struct.Struct(">8sIId"), struct.Struct(">cQd")
_READY, _DONE, _REFUSED, _MISSING, _FULL = b"!", b"d", b"r", b"m", b"f"
_BUILTINS = ("set", "frozenset", "range", "dict", "list", "tuple", "bytearray", "complex", "slice")
_START = "import sys; sys.path[:] = sys.argv[1:]; from cchc.readers.confined import serve; serve()"


def confined(task: str, data: bytes, source: str) -> Any:
    """What a task of `TASKS` makes of a file; raises ReadError where it refuses it, crashes, or costs too much."""
    with _LOCK:
        helper = _helper()
        if helper is None:
            return _carried_out_here(task, data, source)
        kind, answer = once((task, data), lambda: helper.ask(task, data, source))
        return _answered(kind, answer, source)


def require(package: str, feature: str, extra: str) -> None:
    """Raise MissingExtraError where a package that a task needs is not installed."""
    has_it = sys.modules[package] is not None if package in sys.modules else find_spec(package) is not None
    if not has_it:
        raise MissingExtraError(feature, extra)


def _carried_out(task: str, data: bytes, source: str) -> Any:
    module, function = TASKS[task]
    with budget_of(source):
        return getattr(import_module(module), function)(data, source)


def _carried_out_here(task: str, data: bytes, source: str) -> Any:
    try:
        return _carried_out(task, data, source)
    except MemoryError:
        raise beyond("memory", source) from None


# --- this side -----------------------------------------------------------------------------------


@define
class _Helper:
    """A process that reads files, one after the other."""

    process: subprocess.Popen[bytes]
    inherited: int
    """Bytes that this process has had at most: where processes are forked, another begins with this as its own most."""
    owner: int = field(factory=os.getpid)
    files: int = 0
    is_stopped: bool = False

    def ask(self, task: str, data: bytes, source: str) -> tuple[bytes, bytes]:
        """Send a file and wait for what becomes of it."""
        self.files += 1
        clock = threading.Timer(_LONGEST_WAIT, self._stop)
        clock.daemon = True
        clock.start()
        try:
            name = source.encode("utf-8", "surrogatepass")
            head = _HEAD.pack(task.encode(), len(name), len(data), seconds_left())
            _send(self.process.stdin, head, name, data)
            kind, answer, seconds = _received(self.process.stdout)
        except (OSError, EOFError):
            raise self._ended(source) from None
        finally:
            clock.cancel()
        charge_seconds(seconds)
        return kind, answer

    def _stop(self) -> None:
        self.is_stopped = True
        self.process.kill()

    def _ended(self, source: str) -> ReadError:
        """Why the helper came to an end while it was reading a file."""
        usage = self.close()
        _forget()
        code = self.process.returncode or 0
        if self.is_stopped or code == OUT_OF_TIME or -code in _OUT_OF_TIME:
            return beyond("seconds", source)
        if code == OUT_OF_MEMORY or usage > max(_MEMORY // 2, self.inherited):
            return beyond("memory", source)
        return refusal("damaged", source, reason=f"PDFium: {abs(code)}")

    def close(self) -> int:
        """End the process, which ends by itself once nothing is asked; the most memory that it had, where known."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        until = time.monotonic() + _LONGEST_END
        while hasattr(os, "wait4") and self.process.returncode is None and time.monotonic() < until:
            with suppress(ChildProcessError):
                ended, status, usage = os.wait4(self.process.pid, os.WNOHANG)
                if ended:
                    self.process.returncode = os.waitstatus_to_exitcode(status)
                    return usage.ru_maxrss * MAXRSS
            time.sleep(_LONGEST_END / 1000)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=0 if hasattr(os, "wait4") else _LONGEST_END)
        self.process.kill()
        self.process.wait()
        return 0


_LOCK = threading.RLock()
_HELPERS: list[_Helper] = []
_IMPOSSIBLE: list[str] = []


def _helper() -> _Helper | None:
    """The helper at hand, or a new one; None where there can be none."""
    current = _HELPERS[-1] if _HELPERS else None
    if current is not None and current.owner == os.getpid() and current.files < _MOST_FILES:
        return current
    if current is not None and current.owner == os.getpid():
        current.close()
        _forget()
    if _IMPOSSIBLE or not _can_start():
        return None
    most = most_memory()
    try:
        process = subprocess.Popen(  # noqa: S603  this very interpreter, with its own path
            [sys.executable, "-I", "-S", "-c", _START, *(path for path in sys.path if path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdout is not None
        is_ready = process.stdout.read(1) == _READY
    except OSError as error:
        _IMPOSSIBLE.append(str(error))
        return None
    helper = _Helper(process, most)
    if not is_ready:
        helper.close()
        _IMPOSSIBLE.append("the helper did not start")
        return None
    _HELPERS.append(helper)
    return helper


def _can_start() -> bool:
    name = os.path.basename(sys.executable or "").lower()  # noqa: PTH119
    return ("python" in name or "pypy" in name) and not getattr(sys, "frozen", False) and sys.platform != "emscripten"


def _forget() -> None:
    _HELPERS.clear()


def _begin_anew() -> None:
    """In a forked process: another thread may have held the lock, and nobody here would let it go."""
    global _LOCK  # noqa: PLW0603
    _LOCK = threading.RLock()


def end() -> None:
    """End the helper, if there is one."""
    with _LOCK:
        for helper in _HELPERS:
            if helper.owner == os.getpid():
                helper.close()
        _forget()


class _Careful(pickle.Unpickler):
    """Takes records of this library and nothing else: a helper that was taken over has nothing to say here."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("cchc.") and module in sys.modules and name[:1].isupper() and "." not in name:
            return getattr(sys.modules[module], name)
        if (module == "builtins" and name in _BUILTINS) or (module, name) == ("copyreg", "_reconstructor"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _answered(kind: bytes, answer: bytes, source: str) -> Any:
    found = _Careful(io.BytesIO(answer)).load()
    if kind == _REFUSED:
        why, figures = found
        raise refusal(why, source, **figures)
    if kind == _MISSING:
        raise MissingExtraError(*found)
    if kind == _FULL:
        raise beyond("memory", source)
    return found


# --- the helper's side ---------------------------------------------------------------------------


def serve() -> None:
    """Read files from the standard input until it ends, and answer on the standard output."""
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    watchdog = Watchdog(None if _limit_memory() else _MEMORY)
    if not _HAS_TIMER or watchdog.memory is not None:
        watchdog.start()
    answers.write(_READY)
    answers.flush()
    while len(head := given.read(_HEAD.size)) == _HEAD.size:
        task, name, size, seconds = _HEAD.unpack(head)
        source = given.read(name).decode("utf-8", "surrogatepass")
        data = given.read(size)
        _limit_time(seconds, watchdog)
        started = time.process_time()
        kind, answer = _result(task.rstrip(b"\0").decode(), data, source)
        _limit_time(0, watchdog)
        _send(answers, _ANSWER.pack(kind, len(answer), time.process_time() - started), answer)


def _result(task: str, data: bytes, source: str) -> tuple[bytes, bytes]:
    try:
        return _DONE, pickle.dumps(_carried_out(task, data, source), pickle.HIGHEST_PROTOCOL)
    except ReadError as error:
        return _REFUSED, pickle.dumps((error.why, {name: str(figure) for name, figure in error.figures.items()}))
    except MissingExtraError as error:
        return _MISSING, pickle.dumps((error.feature, error.extra))
    except RecursionError:
        return _REFUSED, pickle.dumps(("nested_too_deep", {"most": str(sys.getrecursionlimit())}))
    except MemoryError:
        return _FULL, pickle.dumps(None)


def _limit_memory() -> bool:
    """Have the system keep this process within its memory; False where it cannot."""
    try:
        import resource

        with open("/proc/self/statm", "rb") as status:  # noqa: PTH123
            own = int(status.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (own + _MEMORY, own + _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return False
    return True


_HAS_TIMER = hasattr(signal, "setitimer")


def _limit_time(seconds: float, watchdog: Watchdog) -> None:
    if _HAS_TIMER:
        # Unhandled, the signal ends the process, foreign code or not.
        signal.setitimer(signal.ITIMER_PROF, seconds)
    else:
        watchdog.allow(seconds)


def _out_of_time() -> frozenset[int]:
    return frozenset(int(getattr(signal, name)) for name in ("SIGPROF", "SIGXCPU", "SIGKILL") if hasattr(signal, name))


_OUT_OF_TIME = _out_of_time()
atexit.register(end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


def _send(pipe: IO[bytes] | None, *parts: bytes) -> None:
    assert pipe is not None
    for part in parts:
        pipe.write(part)
    pipe.flush()


def _received(pipe: IO[bytes] | None) -> tuple[bytes, bytes, float]:
    assert pipe is not None
    head = pipe.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        raise EOFError
    kind, size, seconds = _ANSWER.unpack(head)
    answer = pipe.read(size)
    if len(answer) < size:
        raise EOFError
    return kind, answer, seconds
