"""Two editions differ exactly in the definitions that were edited."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import evolve

import cchc
from cchc.cli import run
from cchc.edition.comparison import Change, ChangeKind, changes


def test_an_edition_does_not_differ_from_itself() -> None:
    """Nothing edited, nothing told."""
    edition = cchc.load_catalogue().edition
    assert not list(changes(edition, edition))


def test_each_edit_is_told_once() -> None:
    """A definition that is new, one that is gone, one whose unit and formula read differently."""
    edition = cchc.load_catalogue().edition
    lines = dict(edition.indicators)
    gone = lines.pop("tuyen_truyen_cuoc_thi")
    old = lines["ho_so_dung_han"]
    lines["ho_so_dung_han"] = evolve(old, unit="nhiem_vu")
    lines["ho_so_moi"] = evolve(gone, id="ho_so_moi")
    assert list(changes(edition, evolve(edition, indicators=lines))) == [
        Change(ChangeKind.ADDED, "indicators", "ho_so_moi"),
        Change(ChangeKind.DROPPED, "indicators", "tuyen_truyen_cuoc_thi"),
        Change(ChangeKind.CHANGED, "indicators", "ho_so_dung_han", "unit", "ho_so", "nhiem_vu"),
    ]


def test_the_command_shows_what_changed(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A label that was reworded is shown before and after; the exit code says that there is a difference."""
    shutil.copytree(root / "catalogue", tmp_path / "catalogue")
    file = tmp_path / "catalogue" / "phuong-2024" / "ii-3-to-chuc-bo-may.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Số biên chế công chức được giao:", "Số biên chế được giao:"), encoding="utf-8")
    assert run(["catalogue", "diff", "phuong-2024", str(file.parent), "--lang", "vi"]) == 1
    output = capsys.readouterr().out
    assert "~ dòng bien_che_giao" in output
    assert "- Số biên chế công chức được giao:" in output
    assert "+ Số biên chế được giao:" in output
    assert run(["catalogue", "diff", "phuong-2024", "phuong-2024"]) == 0
