"""`cchc check --suggest`: minimal corrections in sentences, and what is said without the solver."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Agreed, Run


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_set_is_a_sentence(cchc: Run, agreed: Agreed, real_report: Path, language: str) -> None:
    """Cells with their lines, what they say and could say, how many rules would hold, and their codes."""
    told = cchc("check", real_report, "--suggest", "--lang", language).out
    title = {"vi": "Cách sửa ít ô nhất", "en": "Fewest cells to change"}[language]
    (section,) = (each for each in told.split("\n\n") if each.startswith(title))
    agreed(f"suggest-{language}.txt", section + "\n")


def test_without_the_solver_it_is_said_what_to_install(
    cchc: Run, real_report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The absence of the extra is told with its name, and costs nothing else."""
    monkeypatch.setitem(sys.modules, "z3", None)
    refused = cchc("check", real_report, "--suggest")
    assert refused.code == 2
    assert "pip install 'cchc[solve]'" in refused.err
    assert cchc("check", real_report).code == 1


def test_nothing_of_the_solver_is_loaded_unasked(real_report: Path) -> None:
    """Who asks for no corrections pays for none."""
    script = (
        "import sys; from cchc.cli import run\n"
        "run(['check', sys.argv[1]])\n"
        "sys.exit('z3' in sys.modules or 'cchc.solver' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(real_report)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
