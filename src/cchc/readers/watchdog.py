"""A process that watches itself, where the system sets no limits: it ends as soon as it has taken too much.

For Windows (neither signals nor limits by process) and for macOS (no limit of memory that holds).
Foreign code lets go of the interpreter while it works, so that the watching thread goes on.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable

from cchc.record import define, field

OUT_OF_TIME, OUT_OF_MEMORY = 97, 98
"""How a process ends that took too much: codes that no other end of it has."""
MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in what a system counts the most memory of a process in."""
_EVERY = 0.02
"""Seconds between two looks: what can be taken in between is no matter."""


@define(eq=False)
class Watchdog:
    """What this process may have: `memory` in bytes beyond those at the start, None where the system sees to it."""

    memory: int | None
    until: float | None = None
    """Seconds of the processor at which it ends; None while nothing is read, or where the system sees to it."""
    before: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.before = 0 if self.memory is None else memory_taken()

    def start(self) -> None:
        """Watch from now on."""
        threading.Thread(target=self._watch, daemon=True).start()

    def allow(self, seconds: float) -> None:
        """So much time of the processor from now on; 0 for as much as it takes."""
        self.until = time.process_time() + seconds if seconds else None

    def _watch(self) -> None:
        while True:
            time.sleep(_EVERY)
            until = self.until
            if until is not None and time.process_time() > until:
                os._exit(OUT_OF_TIME)
            if self.memory is not None and memory_taken() - self.before > self.memory:
                os._exit(OUT_OF_MEMORY)


_SIZES = (
    "peak_working_set", "working_set", "peak_paged", "paged", "peak_unpaged", "unpaged", "committed", "peak_committed",
)  # fmt: skip


def _of_windows() -> Callable[[], int]:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in _SIZES),
        )

    library = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # there on Windows only
    library.GetCurrentProcess.restype = wintypes.HANDLE
    ask = library.K32GetProcessMemoryInfo
    ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)

    def taken() -> int:
        counters = Counters()
        counters.cb = ctypes.sizeof(counters)
        is_told = ask(library.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
        return int(counters.committed) if is_told else 0

    return taken


def _of_linux() -> Callable[[], int]:
    # A process begins there with the most that the process had that started it, so its own most tells nothing.
    import resource

    unit = resource.getpagesize()

    def taken() -> int:
        with open("/proc/self/statm", "rb") as status:  # noqa: PTH123
            return int(status.read().split()[1]) * unit

    return taken


def most_memory() -> int:
    """Bytes that this process has had at most; 0 where that cannot be told."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS


_TAKEN: list[Callable[[], int]] = []
_OF_SYSTEM = {"win32": _of_windows, "linux": _of_linux}


def memory_taken() -> int:
    """Bytes that this process has (on Windows and Linux) or has had at most; 0 where that cannot be told."""
    if not _TAKEN:
        try:
            _TAKEN.append(_OF_SYSTEM[sys.platform]() if sys.platform in _OF_SYSTEM else most_memory)
        except (ImportError, OSError, AttributeError):
            _TAKEN.append(lambda: 0)
    return _TAKEN[0]()
