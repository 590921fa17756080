"""Running the command line, and comparing what people read with what was agreed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner

from cchc.cli import run


@frozen
class Outcome:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]
Agreed = Callable[[str, str], None]


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch, root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `cchc` in the checkout, as from a pipe, in no particular locale."""
    monkeypatch.chdir(root)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        runner = CliRunner()
        with runner.isolation(input=stdin) as (out, err, _):
            code = run([str(argument) for argument in arguments])
            return Outcome(code, out.getvalue().decode(), err.getvalue().decode())

    return call


@pytest.fixture
def agreed(root: Path) -> Agreed:
    """Compares a text with its snapshot; `UPDATE_SNAPSHOTS=1` writes it anew."""

    def compare(name: str, text: str) -> None:
        path = root / "tests" / "snapshots" / name
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
