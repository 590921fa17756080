"""What a table would say to nobody is told: a dimension, a file, a text that is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import commands
from cchc.cli.words import Words
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ho-tich-11a"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the births and deaths of a commune, to misspell."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "ho-tich"))


def edit(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"right.tsv"', '"rigt.tsv"', "there is no file 'rigt.tsv' (did you mean right.tsv?)"),
        ('["Tổng số"]', '["Tổng số {yaer}"]', "there is no dimension 'yaer' (did you mean year?)"),
    ],
)
def test_a_name_that_nothing_has_is_a_mistake(folder: Path, before: str, after: str, told: str) -> None:
    """A file that is not there, and a dimension that no heading can be repeated for."""
    edit(folder, "edition.toml", before, after)
    with pytest.raises(CatalogueError) as error:
        load_edition(folder)
    assert told in str(error.value)


def test_a_synonym_of_nothing_is_noted(folder: Path) -> None:
    """Other spellings of a text that the form does not print are never looked for."""
    edit(folder, "edition.toml", "[rules.R1]", '[table.kskt.synonyms]\n"Tổng sô" = ["Tổng"]\n\n[rules.R1]')
    notes: list[Problem] = []
    load_edition(folder, told=notes.append)
    assert (42, "did you mean Tổng số?") in [(note.line, note.hint) for note in notes]


def test_an_example_that_is_not_right_is_a_mistake_of_the_catalogue(folder: Path) -> None:
    """The example is a form filled in rightly: lint judges it, and tells each error with its code."""

    def lint() -> tuple[int, str]:
        ran = CliRunner().invoke(commands, ["catalogue", "lint", str(folder)], obj=Words("en"), standalone_mode=False)
        return ran.return_value, ran.output

    assert lint()[0] == 0
    edit(folder, "right.tsv", "dưới 16 tuổi\t1\t1", "dưới 16 tuổi\t1\t2")
    code, told = lint()
    assert (code, "CCHC-T001" in told, "ho-tich/right.tsv" in told) == (1, True, True)
