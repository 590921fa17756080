"""`cchc catalogue lint --watch` looks again whenever a file changes, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

EDITION = """title.vi = "Biểu A"
in_force = { from = 2024-01-01 }

[table.t]
stub = [{ is = "label", heading = ["Tên"] }]
open = { total = "Tổng" }
columns = [{ number = "1", heading = ["Số"] }]
"""


@contextmanager
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The command at work on a catalogue."""
    command = [sys.executable, "-u", "-m", "cchc", "catalogue", "lint", "--watch", "--lang", "en", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    with process:
        try:
            yield process
        finally:
            process.kill()


def lines_until(process: subprocess.Popen[str], part: str) -> str:
    """What it says up to a line with some words; the test's own timeout ends one that never says them."""
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if part in line:
            return told
    raise AssertionError(told)


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C goes to all processes of a console")
def test_a_change_is_looked_at_and_ctrl_c_ends(tmp_path: Path) -> None:
    """A mistake that is written into a file is told, its mending too; then the exit code is that of the last look."""
    folder = tmp_path / "bieu-a"
    folder.mkdir()
    file = folder / "edition.toml"
    file.write_text(EDITION, encoding="utf-8")
    with watching(folder) as process:
        lines_until(process, "Ctrl-C")
        file.write_text(EDITION.replace("heading", "headin"), encoding="utf-8")
        assert "did you mean heading" in lines_until(process, "mistakes")
        file.write_text(EDITION + "\n", encoding="utf-8")
        lines_until(process, "no mistakes")
        lines_until(process, "Ctrl-C")
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.read() == ""
        assert process.wait(timeout=60) == 0
