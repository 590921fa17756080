"""Many files are judged as they are judged one by one: same words, same order, on however many processors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.cli import judging, spool

REPORT = "examples/phuong-2024-05.txt"


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many reports, each another, and one that is none."""
    folder = tmp_path_factory.mktemp("wards")
    text = (root / REPORT).read_text(encoding="utf-8")
    for number in range(judging.MANY + 3):
        changed = text.replace("\t20\n", f"\t{20 + number}\n", 1)
        (folder / f"{number:02}.txt").write_text(changed, encoding="utf-8")
    (folder / "07.txt").write_text("không phải báo cáo", encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "sarif", "github"])
def test_processors_do_not_matter(cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, form: str) -> None:
    """Two processes print what one prints, findings in the order of the files."""
    files = sorted(folder.iterdir())
    monkeypatch.setattr(judging, "_processors", lambda: 2)
    by_two = cchc("check", "--all", "--format", form, *files)
    monkeypatch.setattr(judging, "_processors", lambda: 1)
    assert cchc("check", "--all", "--format", form, *files) == by_two
    assert by_two.code == 2
    assert "07.txt" in by_two.err
    places = [by_two.out.find(f"{number:02}.txt") for number in range(len(files)) if number != 7]
    assert form.endswith("json") or (places == sorted(places) and min(places) >= 0)


@pytest.mark.parametrize(("count", "used"), [(judging.MANY, [2]), (judging.MANY - 1, [])])
def test_many_files_are_shared_out(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path, count: int, used: list[int]
) -> None:
    """As many processes work as there are processors; for a few files none is started."""
    started: list[int] = []

    class Recorded(ProcessPoolExecutor):
        def __init__(self, processes: int, **settings: Any) -> None:
            started.append(processes)
            super().__init__(processes, **settings)

    monkeypatch.setattr(judging, "_processors", lambda: 2)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Recorded)
    cchc("check", "--format", "github", *sorted(folder.iterdir())[:count])
    assert started == used


@pytest.mark.skipif(shutil.which("script") is None and not hasattr(os, "openpty"), reason="no pseudo terminals here")
def test_a_terminal_sees_how_far_it_is(root: Path, folder: Path) -> None:
    """The bar is for people at a terminal: it is on standard error, and never in what is printed."""
    files = [str(path) for path in sorted(folder.iterdir()) if path.name != "07.txt"]
    command = [sys.executable, "-m", "cchc", "check", "--format", "github", *files]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", "LANG": "C.UTF-8"}
    reader, terminal = os.openpty()
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        assert process.stdout is not None
        printed = process.stdout.read().decode()
    seen = b""
    try:
        while block := os.read(reader, 65536):
            seen += block
    except OSError:  # the terminal is closed
        pass
    os.close(reader)
    assert "Đang kiểm tra" in seen.decode()
    assert "100%" in seen.decode()
    assert all(line.startswith("::") for line in printed.splitlines())


def test_memory_does_not_grow_with_the_files(cchc: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is printed of many files is never in memory together, wherever it goes."""
    files, large = [tmp_path / f"{number}.txt" for number in range(30)], 1_000_000
    for file in files:
        file.touch()
    monkeypatch.setattr(judging, "_processors", lambda: 1)
    part = f"%s{large * '-'}"
    monkeypatch.setattr(judging.Judging, "one", lambda _self, task: [judging.Answer(part % Path(task[0]).stem)])
    tracemalloc.start()
    try:
        done = cchc("check", "--format", "ndjson", "-o", tmp_path / "all.ndjson", *files)
        assert tracemalloc.get_traced_memory()[1] < len(files) * large / 2
    finally:
        tracemalloc.stop()
    lines = (tmp_path / "all.ndjson").read_text(encoding="utf-8").splitlines()
    assert (done.code, done.err) == (0, "")
    assert [line.strip("-") for line in lines] == [str(number) for number in range(30)]


@given(st.lists(st.text(st.characters(exclude_categories=()))))
def test_a_spool_gives_back_what_it_was_given(texts: list[str]) -> None:
    """Any texts, in any order and as often as they are asked for; on the disk as in memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "_IN_MEMORY", 10)
        opened = spool.Spool()
    with opened:
        parts = spool.KeptTexts([*map(opened.keep, texts)])
        assert list(parts) == list(parts) == texts
        assert [str(kept) for kept in reversed(parts.kept)] == texts[::-1]
