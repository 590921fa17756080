"""Every example in the README, in either language, does what it says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.docs.blocks import BLOCK, refreshed

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md"]
OTHERS = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_they_show(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands under a command or beside a print is what it prints; TOML is quoted from the catalogue.

    `UPDATE_SNAPSHOTS=1` writes the page anew.
    """
    monkeypatch.chdir(ROOT)
    text = refreshed(page, ROOT)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page.write_text(text, encoding="utf-8", newline="\n")
    assert text == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_kind_of_example_is_there(page: Path) -> None:
    """A page shows the command, the library and the catalogue, and no block of a kind that is not run."""
    languages = [match["language"] for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    assert {"console", "python", "toml"} <= set(languages) <= {"console", "python", "toml", "sh", "bat"}


@pytest.mark.parametrize("page", PAGES + OTHERS, ids=lambda page: page.name)
def test_make_targets_that_are_named_exist(page: Path) -> None:
    """A `make` target that a page names can be made."""
    targets = set(re.findall(r"(?:^|`)(?:\w+=\S+ )?make ([a-z][\w-]*)", page.read_text(encoding="utf-8"), re.MULTILINE))
    for target in targets:
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_the_pages_show_the_same() -> None:
    """Both languages show the same code, but for the language asked for."""
    english, vietnamese = (_code(page) for page in PAGES)
    assert english == vietnamese


def _code(page: Path) -> list[str]:
    """The blocks of a page without outputs and languages."""
    blocks = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [_bare(match["language"], match["code"]) for match in blocks]


def _bare(language: str, code: str) -> str:
    match language:
        case "console":
            return "\n".join(line.replace(" --lang en", "") for line in code.splitlines() if line.startswith("$ "))
        case "python":
            return re.sub(r"  # .*|\n# .*|\"(?:en|vi)\"", "", code)
        case _:
            return code


@pytest.mark.parametrize("page", PAGES + OTHERS, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the project."""
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
