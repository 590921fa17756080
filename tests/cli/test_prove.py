"""`cchc catalogue prove`: what is shown of a catalogue, in sentences and as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Agreed, Run
from tests.proof import COUNT, RATE, catalogue_of

LINES = {"a": COUNT, "b": COUNT, "c": COUNT, "d": COUNT, "rate": RATE}
RULES = {
    "R1": 'check = "a <= b"\nseverity = "warning"\nnature = "plausibility"',
    "R2": 'check = "b <= c"\nseverity = "error"\nnature = "definitional"',
    "R3": 'check = "not b > c"\nseverity = "error"\nnature = "definitional"',
    "R4": 'check = "max(c, d) >= c"\nseverity = "error"\nnature = "definitional"',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    catalogue_of(tmp_path / "new", LINES, RULES)
    catalogue_of(tmp_path / "old", LINES, {"R2": RULES["R2"].replace("b <= c", "b <= c + 1")})
    return tmp_path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_shown_is_told_in_sentences(cchc: Run, agreed: Agreed, folder: Path, language: str) -> None:
    ran = cchc(
        *("catalogue", "prove", folder / "new" / "thu", "--all", "--lang", language),
        *("--against", folder / "old" / "thu"),
    )
    agreed(f"prove-{language}.txt", ran.out)
    assert ran.code == 1


def test_programs_read_every_verdict(cchc: Run, folder: Path) -> None:
    told = json.loads(cchc("catalogue", "prove", folder / "new" / "thu", "--format", "json").out)
    assert (told["schema"], told["edition"]) == ("cchc.proof/1", "thu")
    (repeated,) = (each for each in told["theorems"] if (each["question"], each["subject"]) == ("own", "R3"))
    assert (repeated["answer"], repeated["because"]) == ("refuted", ["R2"])


def test_nothing_wrong_is_exit_code_0(cchc: Run, tmp_path: Path) -> None:
    catalogue_of(tmp_path / "new", {"a": COUNT, "b": COUNT}, {"R2": RULES["R1"]})
    assert cchc("catalogue", "prove", tmp_path / "new" / "thu").code == 0


def test_without_the_solver_it_is_said_what_to_install(
    cchc: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    refused = cchc("catalogue", "prove", folder / "new" / "thu")
    assert refused.code == 2
    assert "pip install 'cchc[solve]'" in refused.err


def test_the_rules_of_a_table_that_only_make_plausible_are_named(cchc: Run, tmp_path: Path) -> None:
    """Of a rate that they alone keep in its range, as of rules over lines."""
    tables = """[table.t]
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [{ id = "a", label.vi = "Một" }]
columns = [
    { id = "x", heading = ["X"], unit = "dong" },
    { id = "y", heading = ["Y"], unit = "dong" },
    { id = "r", heading = ["R"], kind = "rate", formula = "percent(x, y)" },
]
[rules.R1]
each = { table = "t", rows = "leaf" }
check = "x <= y"
severity = "warning"
"""
    catalogue_of(tmp_path / "new", {}, {}, tables)
    assert "(R1[t[Một]])" in cchc("catalogue", "prove", tmp_path / "new" / "thu", "--lang", "en").out
