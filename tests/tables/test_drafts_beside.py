"""A draft judges nothing that an edition which was issued judges, and the report says that it lies beside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.tables.test_revised import HEAD

import cchc
from cchc.catalogue import Catalogue, lint_catalogue
from cchc.evaluation import Evaluation

OFFICIAL = "bieu-06-2020"


@pytest.fixture
def root(root: Path, tmp_path: Path) -> Path:
    """A catalogue with the shipped form."""
    shutil.copytree(root / "catalogue" / OFFICIAL, tmp_path / OFFICIAL)
    return tmp_path


def judged(root: Path) -> Evaluation:
    """The right filling, of the first quarter of 2026, judged by whatever lies in the folder."""
    data = (Path(cchc.__file__).parents[2] / "catalogue" / OFFICIAL / "right.tsv").read_bytes().partition(b"\n\n")[0]
    catalogue = cchc.load_catalogue(root)
    return catalogue.evaluate(cchc.read_report(data, catalogue, name="a.tsv"))


def put(root: Path, id: str, text: str) -> Path:
    folder = root / id
    folder.mkdir()
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_draft_that_stands_on_it_waits(root: Path) -> None:
    """Though it begins later and holds on that day; lint does not ask that the edition before it ends."""
    folder = put(root, "bieu-06-2026", HEAD.replace('"derived"', '"draft"'))
    evaluation = judged(root)
    assert evaluation.choice.edition == OFFICIAL
    assert evaluation.choice.passed_over == ("bieu-06-2026",)
    assert "bản nháp bieu-06-2026 chưa ban hành" in evaluation.choice.message["vi"]
    assert isinstance(lint_catalogue(root / OFFICIAL), Catalogue)
    assert isinstance(lint_catalogue(folder), Catalogue)


def end_the_official(root: Path) -> None:
    official = root / OFFICIAL / "edition.toml"
    ended = official.read_text(encoding="utf-8").replace("from = 2021-01-01", "from = 2021-01-01, to = 2025-12-31")
    official.write_text(ended, encoding="utf-8")


def test_an_edition_that_is_derived_is_no_draft(root: Path) -> None:
    put(root, "bieu-06-2026", HEAD)
    end_the_official(root)
    choice = judged(root).choice
    assert (choice.edition, choice.passed_over) == ("bieu-06-2026", None)


@pytest.mark.parametrize("title", ["", " TRONG KỲ BÁO CÁO VÀ LŨY KẾ"])
def test_a_draft_of_its_own_under_the_same_number_waits(root: Path, title: str) -> None:
    """As `cchc catalogue new` writes one; whichever has the longer name."""
    text = (root / OFFICIAL / "edition.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nform_number")
    draft = f'id = "nhap"\nstatus = "draft"\nstatus_note = {{ vi = "Nháp.", en = "A draft." }}\nform_number{rest}'
    assert head
    put(root, "nhap", draft.replace('giải quyết TTHC"', f'giải quyết TTHC{title}"', 1).replace("example ", "# "))
    choice = judged(root).choice
    assert choice.edition == OFFICIAL
    assert choice.passed_over == ("nhap",)


def test_a_draft_alone_judges_and_says_that_it_is_one(root: Path) -> None:
    put(root, "bieu-06-2026", HEAD.replace('"derived"', '"draft"'))
    end_the_official(root)
    choice = judged(root).choice
    assert choice.edition == "bieu-06-2026"
    assert "chỉ có bản nháp này" in choice.message["vi"]
