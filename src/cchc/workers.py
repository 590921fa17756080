"""Further processes of ours: a person who stops the command stops them, too, and none outlives what began it."""

from __future__ import annotations

import os
import signal
import threading
import time

_SECONDS = 0.5
"""So often a process looks whether the one that began it is still there."""


def begun(by: int) -> None:
    """What a further process does first; `by` is the process that began it.

    Its pool never tells it that the one who gave it work was killed: it would wait for more for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # without a word from each
    threading.Thread(target=_ends_with, args=(by,), daemon=True).start()


def _ends_with(by: int) -> None:
    if os.name == "nt":  # there the number of a process that is gone is kept; but it can be waited for
        from multiprocessing import connection, parent_process

        parent = parent_process()
        if parent is not None:
            connection.wait([parent.sentinel])
    else:
        while os.getppid() == by:
            time.sleep(_SECONDS)
    os._exit(1)
