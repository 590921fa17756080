"""A catalogue names its rules, or they are called by what they check."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run, cchc
from tests.own import biblioteca

from cchc.errors import CatalogueError
from cchc.load import load_edition

__all__ = ["cchc"]

NAME = "Children are visitors"


def named(folder: Path, name: str) -> Path:
    own = biblioteca.write(folder, ("en",))
    file = own / "leitores.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[rules.R1]", f'[rules.R1]\nlabel.en = "{name}"'), encoding="utf-8")
    return own


def test_a_rule_without_a_name_is_called_by_its_check(cchc: Run, tmp_path: Path) -> None:
    own = biblioteca.write(tmp_path, ("en",))
    (row,) = (
        row for row in cchc("--lang", "en", "catalogue", "list", "rules", "--edition", own).out.splitlines()
        if row.startswith("R1 ")
    )  # fmt: skip
    assert f"“{biblioteca.LABELS['children']['en']}” ≤ “{biblioteca.LABELS['all']['en']}”" in row


def test_a_name_stands_in_lists_and_heads_what_is_explained(cchc: Run, tmp_path: Path) -> None:
    own = named(tmp_path, NAME)
    assert NAME in cchc("--lang", "en", "catalogue", "list", "rules", "--edition", own).out
    assert NAME in cchc("--lang", "en", "explain", "R1", "--edition", own).out.splitlines()[0]


def test_a_name_holds_no_place_to_fill(tmp_path: Path) -> None:
    """It is read where there is no report to fill it in."""
    with pytest.raises(CatalogueError, match=r"rules\.R1\.label\.en: \{criancas\} means nothing here"):
        load_edition(named(tmp_path, "More than {criancas}"))
