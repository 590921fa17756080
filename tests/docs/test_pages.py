"""Every example in the README, in either language, does what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.docs.blocks import Block, blocks, commands, fitted, output_of, printed_by, promised_by

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md"]
BLOCKS = [block for page in PAGES for block in blocks(page)]
KNOWN = {"console", "python", "toml", "sh", "bat", "json", "text", ""}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_print_what_they_promise(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python blocks of a page run one after another, and print what their comments say."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {"__name__": "example"}
    python = [block for block in blocks(page) if block.language == "python"]
    assert python
    for block in python:
        assert printed_by(block.code, names) == promised_by(block.code), str(block)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "console"], ids=str)
def test_console_examples_show_real_output(block: Block) -> None:
    """What stands under a command is what the command prints."""
    examples = list(commands(block))
    assert examples
    for command, promised in examples:
        printed = output_of(command, ROOT)
        assert fitted(promised, printed), f"{block}\n$ {command}\n{printed}"


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "toml"], ids=str)
def test_catalogue_examples_stand_in_the_catalogue(block: Block) -> None:
    """TOML that a page shows is quoted from the catalogue, line for line."""
    catalogue = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "catalogue").rglob("*.toml")))
    assert block.code.strip() in catalogue


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "sh"], ids=str)
def test_set_up_examples_name_real_targets(block: Block) -> None:
    """A `make` target that a page names exists."""
    for target in re.findall(r"make ([\w-]+)", block.code):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_no_block_escapes(block: Block) -> None:
    """A block is of a kind that a test above knows."""
    assert block.language in KNOWN


def test_the_pages_say_the_same() -> None:
    """Both languages show the same Python and the same commands."""
    english, vietnamese = ([code for block in blocks(page) for code in _code(block)] for page in PAGES)
    assert english == vietnamese


def _code(block: Block) -> list[str]:
    """What is run, without the words of either language."""
    if block.language == "console":
        return [command.replace(" --lang en", "") for command, _ in commands(block)]
    if block.language == "python":
        return [re.sub(r"\s*#.*|\"(?:en|vi)\"", "", block.code)]
    return []


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the project."""
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
