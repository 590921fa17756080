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

from attrs import define, field

OUT_OF_TIME, OUT_OF_MEMORY = 97, 98
"""How a process ends that took too much: codes that no other end of it has."""
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


def _of_unix() -> Callable[[], int]:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


_TAKEN: list[Callable[[], int]] = []


def memory_taken() -> int:
    """Bytes that this process has (on Windows) or has had at most (elsewhere); 0 where that cannot be told."""
    if not _TAKEN:
        try:
            _TAKEN.append(_of_windows() if os.name == "nt" else _of_unix())
        except (ImportError, OSError, AttributeError):
            _TAKEN.append(lambda: 0)
    return _TAKEN[0]()
