"""What the build makes of the catalogue is what would be loaded, and is used while its files are those it is of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cchc
from cchc import shipped, words
from cchc.catalogue import _choosing, _loaded
from cchc.load import edition_in, editions, folder, home
from cchc.making import make
from cchc.reading.cells import phrasebook
from cchc.reading.cells.phrasebook import _bare, _marked

ASKED = """
import json, sys, cchc
catalogue = cchc.load_catalogue()
evaluation = catalogue.evaluate(cchc.read_report(sys.argv[1], catalogue))
print(json.dumps([cchc.to_json(evaluation), "cchc.load.loader" in sys.modules, "tomli" in sys.modules]))
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with what the build makes, in the place of that in which nothing is made."""
    here = tmp_path / "made"
    make(here, is_checkout=shipped.is_checkout())
    monkeypatch.setattr(shipped, "MADE", here)
    kept = (shipped._current, words.data, words.face, folder._shipped, _loaded, _choosing, _bare, _marked)
    for each in kept:
        each.cache_clear()
    yield here
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("id", editions())
def test_an_edition_that_was_made_is_the_edition_that_is_loaded(
    id: str, told: bool, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every field, those included that make no difference between two editions."""
    ready = edition_in(home() / id, with_definitions=told)
    monkeypatch.setattr(shipped, "MADE", made / "nowhere")
    loaded = edition_in(home() / id, with_definitions=told)
    assert ready is not loaded
    assert ready == loaded
    assert repr(_every_field(ready)) == repr(_every_field(loaded))


def _every_field(thing: object) -> object:
    """A record as plain data, its fields in their order."""
    if hasattr(thing, "__attrs_attrs__"):
        return type(thing).__name__, {
            each.name: _every_field(getattr(thing, each.name)) for each in thing.__attrs_attrs__
        }
    if isinstance(thing, dict):
        return type(thing).__name__, [(_every_field(key), _every_field(value)) for key, value in thing.items()]
    if isinstance(thing, (tuple, list)):
        return [_every_field(each) for each in thing]
    return thing


def test_whatever_else_was_made_is_as_of_the_files(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No face is forgotten, no edition lies elsewhere, no phrase is looked up otherwise."""
    ready = {face: words.data(face) for face in words.faces()}, folder.editions_in(home())
    books = [phrasebook.phrasebook(bare=bare) for bare in (True, False)]
    monkeypatch.setattr(shipped, "MADE", made / "nowhere")
    for each in (words.data, folder._shipped, phrasebook._bare, phrasebook._marked):
        each.cache_clear()
    assert ready == ({face: words.data(face) for face in words.faces()}, folder.editions_in(home()))
    assert books == [phrasebook.phrasebook(bare=bare) for bare in (True, False)]
    assert all(book is not phrasebook.phrasebook(bare=False) for book in books)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel puts it down, with its catalogue and what was made."""
    place = tmp_path_factory.mktemp("site-packages")
    ignored = shutil.ignore_patterns("__pycache__", "made")
    shutil.copytree(shipped.PACKAGE, place / "cchc", ignore=ignored)
    shutil.copytree(home(), place / "cchc" / "catalogue", ignore=shutil.ignore_patterns("schemas"))
    make(place / "cchc" / "made", is_checkout=False)
    return place


def asked(place: Path, report: Path) -> tuple[str, bool, bool]:
    """The evaluation of a report in JSON; whether an edition had to be loaded for it, and a file to be parsed."""
    environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", ASKED, str(report)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True, cwd=place)
    text, is_loaded, is_parsed = json.loads(done.stdout)
    return text, is_loaded, is_parsed


def test_nothing_is_loaded_where_all_is_made(installed: Path, real_report: Path) -> None:
    """And the same is found, byte for byte, as by what is loaded."""
    text, *loaded = asked(installed, real_report)
    assert loaded == [False, False]
    catalogue = cchc.load_catalogue()
    assert text == cchc.to_json(catalogue.evaluate(cchc.read_report(real_report, catalogue)))


@pytest.mark.parametrize(
    "file",
    [
        "catalogue/units.toml",
        "catalogue/phuong-2024/rules-lines.toml",
        "catalogue/phuong-2026-07/edition.toml",
        "words/standard.toml",
    ],
)
def test_a_file_that_was_changed_is_read(file: str, installed: Path, real_report: Path) -> None:
    """Whichever of those that editions are made of: nothing that was made of another is used."""
    changed = installed / "cchc" / file
    before = changed.read_bytes()
    changed.write_bytes(before + b"# a word more\n")
    try:
        text, *loaded = asked(installed, real_report)
    finally:
        changed.write_bytes(before)
    assert loaded == [True, True]
    assert text == asked(installed, real_report)[0]


def test_a_file_more_or_less_is_another_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of files count as well as what they hold."""
    (tmp_path / "catalogue" / "one").mkdir(parents=True)
    monkeypatch.setattr(shipped, "home", lambda: tmp_path / "catalogue")
    hashes = {shipped.source_hash(is_checkout=False)}
    for name in ("one/edition.toml", "one/right.tsv", "units.toml"):
        (tmp_path / "catalogue" / name).write_text("")
        hashes.add(shipped.source_hash(is_checkout=False))
    (tmp_path / "catalogue" / "one" / "right.tsv").rename(tmp_path / "catalogue" / "right.tsv")
    hashes.add(shipped.source_hash(is_checkout=False))
    assert len(hashes) == 5


def test_in_a_checkout_code_that_was_changed_makes_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a loader of yesterday has made is not what that of today would make."""
    for name in shipped._SHAPING:
        (tmp_path / "cchc" / name).mkdir(parents=True, exist_ok=True)
    loader = tmp_path / "cchc" / "load" / "loader.py"
    loader.write_text("answer = 1\n")
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path / "cchc")
    monkeypatch.setattr(shipped, "home", lambda: tmp_path / "cchc")
    before = shipped.source_hash(is_checkout=True), shipped.source_hash(is_checkout=False)
    loader.write_text("answer = 2\n")
    os.utime(loader, ns=(1, 1))
    assert shipped.source_hash(is_checkout=True) != before[0]
    assert shipped.source_hash(is_checkout=False) == before[1]


def test_the_code_that_makes_an_edition_is_known(made: Path) -> None:
    """Every module that the loader stands on lies in a folder whose changes are seen."""
    command = [sys.executable, "-c", "import sys, cchc.making; print(*sys.modules)"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    own = {"/".join(name.split(".")[1:-1]) for name in names if name.startswith("cchc.")}
    packages = {name.removeprefix("cchc.").replace(".", "/") for name in names if name.startswith("cchc.")}
    assert own <= set(shipped._SHAPING), own
    assert packages & set(shipped._SHAPING) == set(shipped._SHAPING) - {""}


def test_what_cannot_be_read_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file cut short, or one of something else, is as none."""
    monkeypatch.setattr(shipped, "MADE", tmp_path)
    assert shipped.made("phuong-2024") is None
    for data in (b"", b"short", b"01234567 of something else"):
        (tmp_path / "phuong-2024").write_bytes(data)
        assert shipped.made("phuong-2024") is None
