"""What a person meets first: help in their language, colours where they are wanted, what to install, completion."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import COMMANDS, commands
from cchc.cli.words import Words
from cchc.errors import MissingExtraError
from cchc.words import face


@pytest.mark.parametrize(
    "asked",
    [["check", "--help", "--lang", "en"], ["--help", "--lang=en"], ["catalogue", "list", "--help", "--lang", "en"]],
)
def test_help_speaks_the_language_that_is_named_behind_it(asked: list[str]) -> None:
    told = CliRunner().invoke(commands, asked, obj=Words("vi")).output
    assert "Usage:" in told
    assert "Cách dùng" not in told


def test_a_language_behind_the_end_of_options_is_a_file() -> None:
    told = CliRunner().invoke(commands, ["check", "--", "--lang", "en"], obj=Words("vi")).output
    assert "Usage" not in told


@pytest.mark.parametrize(
    ("given", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_where_they_are_asked_for(
    given: list[str], environment: dict[str, str], coloured: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option before the environment, NO_COLOR before FORCE_COLOR; never the blue that black swallows."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    asked = ["check", "examples/phuong-2024-05.txt", "--select", "R037", *given]
    ran = subprocess.run([sys.executable, "-m", "cchc", *asked], cwd=root, capture_output=True, text=True, check=False)
    assert ("\x1b[" in ran.stdout) is ("\x1b[94m" in ran.stdout) is coloured
    assert "[94m" not in ran.stdout.replace("\x1b[94m", "")
    assert "\x1b[34m" not in ran.stdout


@pytest.mark.parametrize("extra", ["pdf", "xls", "xlsx", "docx", "print", "solve", "batch", "plot", "docs"])
def test_what_to_install_is_told_in_the_language_of_the_reader(extra: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every extra that a verb may ask for, and how."""
    Words("vi").say_failure(MissingExtraError("doing this", extra))
    told = capsys.readouterr().err
    assert f"pip install 'cchc[{extra}]'" in told
    assert "cần cài thêm" in told
    assert f"extra.{extra}" in face("command_line")


def test_a_shell_completes_verbs_and_options(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the README says how to turn it on."""
    monkeypatch.setenv("_CCHC_COMPLETE", "bash_complete")
    for words, place, wanted in (("cchc ", "1", set(COMMANDS)), ("cchc check --col", "2", {"--color"})):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", place)
        code = "import sys; sys.argv[0] = 'cchc'; from cchc.cli import main; main()"
        ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
        assert wanted <= {line.partition(",")[2] for line in ran.stdout.splitlines()}
