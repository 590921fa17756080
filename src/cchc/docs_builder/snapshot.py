"""The memory of a Python that has loaded the library and answered once, so that the page need not wait for it.

Pyodide itself takes it, run by Node on this machine; the page falls back on loading everything where it has none.
"""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
STARTING = HERE / "theme" / "static" / "engine-start.mjs"
_SECONDS = 300


def snapshot(engine: Path, examples: Path) -> bytes | None:
    """The memory, packed by gzip, after the engine of a folder has checked some filled forms; None where Node cannot.

    Node may be missing, or too old for this Pyodide.
    """
    with TemporaryDirectory(prefix="cchc-snapshot-") as folder:
        taken = Path(folder) / "memory"
        command = ("node", HERE / "snapshot.mjs", engine, STARTING, examples, taken)
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - the command is the one above
        except (FileNotFoundError, subprocess.TimeoutExpired):
            return None
        return gzip.compress(taken.read_bytes(), mtime=0) if done.returncode == 0 else None
