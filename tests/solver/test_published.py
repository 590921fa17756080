"""What R's errorlocate and Statistics Canada's Banff find in their published examples is found here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.tables.small import catalogue_of

CASES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "published.toml").read_text(encoding="utf-8")
)


def text(checks: list[str], fields: list[str]) -> str:
    """A form with a line for each field, which may be negative, and a rule for each edit."""
    lines = "".join(
        f'[lines.{id}]\ncode = "{place}"\nlabel.vi = "Dòng {id}"\nkind = "number"\nsign = "any"\ndecimals = 1\n'
        for place, id in enumerate(fields, start=1)
    )
    rules = "".join(
        f'[rules.R{place}]\ncheck = "{check}"\nseverity = "error"\nnature = "definitional"\n'
        f'says.vi = "Sai quy tắc {place}."\nadvice.vi = "Xem lại."\n'
        for place, check in enumerate(checks, start=1)
    )
    kinds = '[units.cai]\nlabel.vi = "cái"\n[kinds.number]\nunit = "cai"\nover_time = "flow"\nover_offices = "sum"\n'
    return f"{kinds}{lines}{rules}"


@pytest.mark.parametrize("name", CASES)
def test_the_same_fields_are_to_be_changed(name: str, tmp_path: Path) -> None:
    """All sets of fields of the least weight, by the same edits, values and weights."""
    case = CASES[name]
    catalogue = catalogue_of(tmp_path, text(case["checks"], list(case["values"])))
    figures = {id: None if value == "" else value for id, value in case["values"].items()}
    weights = case.get("weights", dict.fromkeys(figures, 1))
    told = catalogue.evaluate(figures).corrections(weights=weights)
    sets = [sorted({change.figure for change in each.changes}) for one in told for each in one.sets]
    wanted = sorted(map(sorted, case["sets"]))
    together = [sorted(id for each in sets for id in each)] if len(told) > 1 else sorted(sets)
    assert together == wanted
