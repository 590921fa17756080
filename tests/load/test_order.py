"""The editions of a form follow one another, and a mistake of one is told once for all that stand on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import lint_catalogue
from cchc.cli import run
from cchc.errors import CatalogueError

Files = dict[str, str]
Write = Callable[[Files], Path]
LATER = """
id = "nho-2026"
base = "nho-2024"
in_force = { from = 2025-07-01 }
"""


def told(folder: Path) -> list[tuple[str, str | None]]:
    try:
        lint_catalogue(folder)
    except CatalogueError as error:
        return [(problem.code, problem.file) for problem in error.problems if problem.code == "CCHC-L017"]
    return []


@pytest.mark.parametrize(
    ("start", "overlapping"), [("2025-07-01", False), ("2025-06-30", True), ("2022-01-01", True), ("2025-08-01", False)]
)
def test_no_day_has_two_editions(files: Files, write: Write, start: str, overlapping: bool) -> None:
    """The base ends on 30 June 2025; a gap is no mistake, for nobody may have reported then."""
    files["nho-2026/edition.toml"] = LATER.replace("2025-07-01", start)
    folder = write(files)
    both = told(folder) + told(folder.parent / "nho-2026")
    assert bool(both) is overlapping


def test_a_folder_is_linted_with_all_its_editions_and_a_mistake_of_a_base_is_told_once(
    files: Files, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands on it says only that it has the same."""
    files["nho-2026/edition.toml"] = LATER
    (rules,) = [name for name in files if name.endswith("rules.toml")]
    files[rules] = files[rules].replace("severity", "severityy", 1)
    root = write(files).parent
    assert run(["catalogue", "lint", str(root), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert said.count("unknown key 'severityy'") == 1
    assert "nho-2026: the mistakes told above" in said
