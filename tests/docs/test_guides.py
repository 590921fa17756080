"""Every code block of the guides does what it says, in either language."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.docs.blocks import Block, blocks, commands, fitted, output_of, printed_by, promised_by

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs").glob("*/*.md"))
OWN = "own-catalogue.md"
COPIED = ("missing.toml", "aggregation.toml", "findings.toml", "phrases.toml")
EMPTY = ("instruments.toml", "statuses.toml")
KNOWN = {"console", "python", "toml", "sh", "text"}


def name(page: Path) -> str:
    """A page's language and name."""
    return f"{page.parent.name}/{page.stem}"


def of(language: str, pages: list[Path] = GUIDES) -> list[Block]:
    """The blocks of all guides in one markup language."""
    return [block for page in pages for block in blocks(page) if block.language == language]


@pytest.fixture
def here(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a page's code runs: the checkout, or a folder that holds the catalogue that the page builds."""
    page: Path = request.getfixturevalue("page")
    folder = ROOT
    if page.name == OWN:
        folder = tmp_path
        build_own(page, tmp_path / "thu-vien")
    monkeypatch.chdir(folder)
    return folder


def build_own(page: Path, folder: Path) -> None:
    """The catalogue of a page, block by block: each begins with the name of its file."""
    folder.mkdir()
    for copied in COPIED:
        shutil.copy(ROOT / "catalogue" / copied, folder)
    for empty in EMPTY:
        (folder / empty).touch()
    for block in blocks(page):
        if block.language == "toml":
            path = folder / block.code.partition("\n")[0].removeprefix("# ")
            path.parent.mkdir(exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(block.code + "\n")


@pytest.mark.parametrize("page", [page for page in GUIDES if "```python" in page.read_text(encoding="utf-8")], ids=name)
def test_python_examples_print_what_they_promise(page: Path, here: Path) -> None:
    """The Python blocks of a page run one after another, and print what their comments say."""
    names: dict[str, Any] = {"__name__": "example"}
    for block in blocks(page):
        if block.language == "python":
            assert printed_by(block.code, names) == promised_by(block.code), str(block)


@pytest.mark.parametrize("block", of("console"), ids=str)
def test_console_examples_show_real_output(block: Block) -> None:
    """What stands under a command is what the command prints."""
    for command, promised in commands(block):
        printed = output_of(command, ROOT)
        assert fitted(promised, printed), f"{block}\n$ {command}\n{printed}"


@pytest.mark.parametrize("page", [page for page in GUIDES if page.name == OWN], ids=name)
def test_the_catalogue_built_step_by_step_has_no_mistake(page: Path, here: Path) -> None:
    """A reader who copies the blocks has a catalogue that loads."""
    from cchc.load import load_edition

    assert len(load_edition(here / "thu-vien").indicators) == 4


@pytest.mark.parametrize("block", of("toml", [page for page in GUIDES if page.name != OWN]), ids=str)
def test_catalogue_examples_stand_in_the_catalogue(block: Block) -> None:
    """TOML that a guide quotes is the catalogue's, line for line."""
    catalogue = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "catalogue").rglob("*.toml")))
    assert block.code.strip() in catalogue


@pytest.mark.parametrize("block", of("sh"), ids=str)
def test_shell_examples_name_real_targets_and_commands(block: Block) -> None:
    """A `make` target that a guide names exists; a `cchc` command is understood."""
    for target in re.findall(r"^make ([\w-]+)", block.code, re.MULTILINE):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
    for command in re.findall(r"^cchc .+", block.code, re.MULTILINE):
        assert "--help" not in output_of(command, ROOT)


@pytest.mark.parametrize("block", [block for page in GUIDES for block in blocks(page)], ids=str)
def test_no_block_escapes(block: Block) -> None:
    """A block is of a kind that a test above knows."""
    assert block.language in KNOWN


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "en").glob("*.md")), ids=name)
def test_both_languages_run_the_same_code(page: Path) -> None:
    """A guide and its translation show the same code, but for the language that they ask for."""
    plain = lambda code: re.sub(r'"(vi|en)"|  # .*|^# .*', "", code, flags=re.MULTILINE)  # noqa: E731
    mine, other = ([plain(block.code) for block in blocks(ROOT / "docs" / language / page.name) if block.language in ("python", "toml", "sh")] for language in ("en", "vi"))
    assert mine == other
