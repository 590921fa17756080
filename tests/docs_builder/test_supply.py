"""What goes into the site is known by its hash, and a site that could not be made replaces none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from cchc.docs_builder import engine, site
from cchc.docs_builder.snapshot import snapshot
from cchc.errors import CchcError


def pinned() -> list[str]:
    """The wheels that are named, each with its version and hash."""
    return [line for line in engine.WHEELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_a_file_that_is_not_as_agreed_on_is_refused(tmp_path: Path) -> None:
    """A download, or what lies in the work folder, of another content goes into no site, and is fetched anew."""
    file = tmp_path / "a.whl"
    file.write_bytes(b"as agreed")
    good = hashlib.sha256(b"as agreed").hexdigest()
    engine.verify(file, "0" * 64, good)
    file.write_bytes(b"another")
    with pytest.raises(CchcError, match=r"a\.whl is not the file that was agreed on"):
        engine.verify(file, good)
    assert not file.exists()


def test_what_was_kept_is_looked_at_again(tmp_path: Path) -> None:
    """A wheel or an archive that was changed in the work folder is not copied beside the pages."""
    kept = tmp_path / "kept"
    (kept / "wheels").mkdir(parents=True)
    for package in (engine.PYODIDE, engine.PDFIUM):
        (kept / package.archive).write_bytes(b"no archive of theirs")
        with pytest.raises(CchcError, match="agreed on"):
            engine._unpack(package, tmp_path, kept)
    for line in pinned():
        (kept / "wheels" / f"{line.partition(' ')[0].replace('==', '-')}-py3-none-any.whl").write_bytes(b"x")
    with pytest.raises(CchcError, match="agreed on"):
        engine._wheels(kept / "wheels")


def test_wheels_are_pinned_with_a_hash_each() -> None:
    """Every line but comments names one version and one hash."""
    assert len(pinned()) == 5
    assert all(line.count("==") == line.count("--hash=sha256:") == 1 for line in pinned())


def test_the_bindings_of_pdfium_go_without_its_library(tmp_path: Path) -> None:
    """What is Python in the wheel, and an empty file where it looks for a library: the page has one of its own."""
    wheel = tmp_path / "pypdfium2-1-py3-none-any.whl"
    with ZipFile(wheel, "w") as packed:
        for name in ("pypdfium2/__init__.py", "pypdfium2_raw/version.json", "pypdfium2_raw/libpdfium.so", "LICENSE"):
            packed.writestr(name, "x")
    engine._bind(wheel, tmp_path / "bound.zip")
    with ZipFile(tmp_path / "bound.zip") as bound:
        assert {name: len(bound.read(name)) for name in bound.namelist()} == {
            "pypdfium2/__init__.py": 1,
            "pypdfium2_raw/libpdfium.so": 0,
            "pypdfium2_raw/version.json": 1,
        }


def test_without_node_there_is_no_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, or one that cannot run this Pyodide: the page starts its engine from the beginning."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert snapshot(tmp_path, tmp_path) is None
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    node.chmod(0o755)
    assert snapshot(tmp_path, tmp_path) is None


@pytest.fixture
def plan(tmp_path: Path, root: Path) -> site.SitePlan:
    """A site to be built into a folder of its own."""
    return site.SitePlan(root / "docs", tmp_path / "site", tmp_path / "work")


def test_a_site_that_cannot_be_made_replaces_none(plan: site.SitePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that fails in the midst leaves the site that is there, and nothing else."""
    plan.out.mkdir()
    (plan.out / ".nojekyll").touch()

    def fail(made: site.SitePlan) -> None:
        made.out.mkdir()
        raise CchcError("a link leads nowhere")

    monkeypatch.setattr(site, "_build", fail)
    with pytest.raises(CchcError, match="leads nowhere"):
        site.build(plan)
    assert [path.name for path in plan.out.parent.iterdir()] == ["site"]
    assert (plan.out / ".nojekyll").exists()


def test_a_site_is_put_in_place_whole(plan: site.SitePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new site replaces the old, of which nothing stays."""
    plan.out.mkdir()
    (plan.out / ".nojekyll").touch()

    def made(new: site.SitePlan) -> None:
        new.out.mkdir()
        (new.out / "index.html").touch()

    monkeypatch.setattr(site, "_build", made)
    site.build(plan)
    assert [path.name for path in plan.out.iterdir()] == ["index.html"]
    assert [path.name for path in plan.out.parent.iterdir()] == ["site"]


def test_a_folder_that_is_no_site_is_left_alone(
    plan: site.SitePlan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--out` that names somebody's folder is refused, unless `--force` is given."""
    plan.out.mkdir()
    (plan.out / "thesis.txt").touch()
    with pytest.raises(CchcError, match="no site of cchc"):
        site.build(plan)
    assert (plan.out / "thesis.txt").exists()
    monkeypatch.setattr(site, "_build", lambda new: new.out.mkdir())
    names = ["--docs", str(plan.docs), "--out", str(plan.out), "--work", str(plan.work)]
    assert site.main(names) == 1
    assert "--force" in capsys.readouterr().err
    assert site.main([*names, "--force"]) == 0
    assert not list(plan.out.iterdir())


def test_a_fault_of_the_builder_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What was not foreseen is one sentence; `--debug` shows where."""
    monkeypatch.setattr(site, "build", lambda _: {}["thiếu"])
    assert site.main([]) == 1
    told = capsys.readouterr().err
    assert "KeyError: 'thiếu'" in told
    assert "Traceback" not in told
    site.main(["--debug"])
    assert "Traceback" in capsys.readouterr().err
