"""Every code block of the guides does what it says, in either language."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.docs.blocks import BLOCK, refreshed

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs").glob("*/*.md"))
OWN = "own-catalogue.md"


def name(page: Path) -> str:
    """A page's language and name."""
    return f"{page.parent.name}-{page.stem}"


def build_own(page: Path, folder: Path) -> None:
    """The catalogue that a page builds, block by block: each begins with the name of its file."""
    folder.mkdir()
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if match["language"] == "toml":
            path = folder / match["code"].partition("\n")[0].removeprefix("# ")
            path.parent.mkdir(exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(match["code"] + "\n")


def run(page: Path, work: Path) -> str:
    """The page with its outputs as they are now; TOML that a page invents stays as it is."""
    if page.name != OWN:
        return refreshed(page, ROOT)
    kept = work / page.name
    kept.write_text(page.read_text(encoding="utf-8").replace("```toml\n", "```own\n"), encoding="utf-8")
    return refreshed(kept, work).replace("```own\n", "```toml\n")


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_examples_print_what_they_show(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands under a command or beside a print is what it prints; `UPDATE_SNAPSHOTS=1` writes the page anew."""
    if page.name == OWN:
        build_own(page, tmp_path / "thu-vien")
    monkeypatch.chdir(tmp_path if page.name == OWN else ROOT)
    text = run(page, tmp_path)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page.write_text(text, encoding="utf-8", newline="\n")
    assert text == page.read_text(encoding="utf-8")
    if page.name == OWN:
        refused = [line for line in text.split("\n") if line.startswith(("error:", "lỗi:"))]
        assert refused == [], "what a reader is told to type works"


@pytest.mark.parametrize("page", [page for page in GUIDES if page.name == OWN], ids=name)
def test_the_catalogue_built_step_by_step_has_no_mistake(page: Path, tmp_path: Path) -> None:
    """A reader who copies the blocks has a catalogue that loads."""
    from cchc.catalogue import lint_catalogue
    from cchc.load import load_edition

    home = tmp_path / "thu-vien"
    build_own(page, home)
    edition = load_edition(home / "thu-vien-2024")
    own = [id for id, rule in edition.rules.items() if not rule.is_standard]
    assert (len(edition.indicators), own) == (4, ["R1"])
    table = load_edition(home / "muon-sach-2024").tables["muon"]
    assert (len(table.rows), len(table.columns), next(iter(table.rules))) == (3, 6, "R1")
    former = home / "thu-vien-2024" / "edition.toml"
    ended = "in_force = { from = 2024-01-01, to = 2025-12-31 }"
    assert ended in page.read_text(encoding="utf-8")
    text = re.sub(r"in_force +=.*", ended, former.read_text(encoding="utf-8"))
    former.write_text(text, encoding="utf-8")
    later = lint_catalogue(home / "thu-vien-2026").edition
    assert lint_catalogue(home / "thu-vien-2024").edition.in_force_to is not None
    assert (later.base, later.indicators.keys()) == (edition.id, edition.indicators.keys())
    assert later.indicators["ban_doc_thieu_nhi"].amendment is not None


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_no_block_escapes(page: Path) -> None:
    """A block is of a kind that is run, or names real `make` targets, or is a drawing."""
    text = page.read_text(encoding="utf-8")
    assert {match["language"] for match in BLOCK.finditer(text)} <= {"console", "python", "toml", "sh", "text"}
    for target in re.findall(r"^make ([\w-]+)", text, re.MULTILINE):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "en").glob("*.md")), ids=name)
def test_both_languages_show_the_same(page: Path) -> None:
    """A guide and its translation show the same code, but for outputs and the language that they ask for."""
    english, vietnamese = (bare(ROOT / "docs" / language / page.name) for language in ("en", "vi"))
    assert english == vietnamese


def bare(page: Path) -> list[str]:
    """The blocks of a page without outputs and languages; drawings are translated."""
    found = []
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        code = match["code"].replace(" --lang en", "")
        if match["language"] == "console":
            code = "\n".join(line for line in code.splitlines() if line.startswith("$ "))
        if match["language"] != "text":
            found.append(re.sub(r"  # .*|\n# .*|\"(?:en|vi)\"", "", code))
    return found
