"""Lint names what the right example of a catalogue prints around its tables and nobody understands, with its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.tables.small import catalogue_of

from cchc.cli import run

HEAD = """
title.en = "Monthly clinic report"
languages = ["en"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0, periods = ["month"] }
level = { offices = ["Health Centre"], superiors = ["District"] }
example = "right.tsv"
"""
TABLE = """
[table.t]
label.en = "Visits"
kind = "count"
unit = "nguoi"
stub = [{ is = "label", heading = ["Village"] }]
open = { key = "label" }
columns = [{ id = "m", heading = ["Male"] }, { id = "f", heading = ["Female"] }]
"""
REPORT = "{over}\nMONTHLY CLINIC REPORT JUNE 2024\nVillage\tMale\tFemale\nKasa\t1\t2\n"


def linted(folder: Path, over: str, head: str = HEAD) -> list[str]:
    home = folder / "thu"
    home.mkdir(exist_ok=True)
    (home / "right.tsv").write_text(REPORT.format(over=over), encoding="utf-8")
    catalogue_of(folder, TABLE, head)
    with CliRunner().isolation() as (out, *_):
        assert run(["catalogue", "lint", str(home), "--lang", "en"]) == 0
        return [line for line in out.getvalue().decode().splitlines() if "F009" in line]


@pytest.mark.parametrize("text", ["MINISTRY OF HEALTH", 'Form of the "People\'s" Council'])
def test_a_text_that_no_key_tells_is_named_with_the_key(tmp_path: Path, text: str) -> None:
    """Once the key is there, nothing is said; it was noted in every right report, and the key had to be found."""
    (said,) = linted(tmp_path, text)
    key = said[said.index("letterhead = ") : said.rindex(" [CCHC")]
    assert text in said
    assert linted(tmp_path, text, f"{HEAD}{key}\n") == []


def test_a_text_with_digits_may_be_a_figure_and_is_no_letterhead(tmp_path: Path) -> None:
    assert linted(tmp_path, "Beds: 12 of 40") == []
