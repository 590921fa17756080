"""A program that uses the library is checked by its types: a state tells the record, a class what is read back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from typing import assert_type

import cchc
from cchc.serialize import EvaluationRecord


def shown(value: cchc.Value) -> str:
    if value.state == "reported":
        assert_type(value, cchc.Reported)
        return str(value.value)
    if value.state == "missing":
        assert_type(value, cchc.Missing)
        return value.reason
    assert_type(value, cchc.Undefined)
    return value.cause


def named(value: cchc.Value) -> str:
    match value.state:
        case "reported" | "missing" | "undefined" as state:
            return state


catalogue = cchc.load_catalogue()
evaluation = catalogue.evaluate({"a": 1})
assert_type(evaluation["a"], cchc.Reported | cchc.Missing | cchc.Undefined)
assert_type(evaluation.values.get("a"), cchc.Reported | cchc.Missing | cchc.Undefined | None)
assert_type(catalogue.indicators["a"], cchc.Indicator)
assert_type(catalogue.find("a"), tuple[cchc.Indicator, ...])
assert_type(cchc.from_dict({}, cchc.Cell), cchc.Cell)
assert_type(cchc.from_json("{}", cchc.Report), cchc.Report)
assert_type(cchc.from_json(b"{}", cchc.Finding), cchc.Finding)
assert_type(cchc.from_dict({}, cchc.Catalogue), cchc.Catalogue)
assert_type(cchc.from_dict({}, cchc.Evaluation), EvaluationRecord)
assert_type(cchc.from_json("{}", cchc.Evaluation), EvaluationRecord)
assert_type(cchc.from_dict({}, EvaluationRecord), EvaluationRecord)
cchc.Report(entries={}, office="a")
"""
WRONG = {
    'value.state == "repotred"': "Non-overlapping equality check",
    "value.value": "has no attribute",
    "cchc.from_json('{}', cchc.Cell).office": "has no attribute",
    "cchc.Report(entries=3)": "incompatible type",
    "cchc.Cell(1)": "incompatible type",
    "cchc.Cell('a').text = 'b'": "read-only",
}


def checked(program: Path) -> str:
    """What mypy says of a program, by the library's own settings."""
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(program)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout


def test_types_tell_states_and_records(tmp_path: Path) -> None:
    """What is right is let pass, and each mistake is told where it stands."""
    program = tmp_path / "program.py"
    lines = [f"    {line}" for line in WRONG]
    program.write_text("\n".join([PROGRAM, "def wrong(value: cchc.Value) -> None:", *lines, ""]), encoding="utf-8")
    told = checked(program).splitlines()
    first = PROGRAM.count("\n") + 3
    for place, said in enumerate(WRONG.values()):
        assert [line for line in told if f"program.py:{first + place}: error" in line and said in line], (said, told)
    assert len({line.split(": error")[0] for line in told if ": error" in line}) == len(WRONG), told
