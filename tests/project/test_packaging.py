"""Wheel, sdist and editable install alike carry the catalogue and a command that works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.making import things
from cchc.shipped import PACKAGE

pytestmark = pytest.mark.packaging

MADE_HERE = PACKAGE / "made"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXPECTED = """
import json, sys, cchc
from pathlib import Path
home = Path(cchc.__file__).resolve().parent
catalogue = cchc.load_catalogue()
print(json.dumps({"home": str(home), "version": cchc.__version__, "indicators": len(catalogue.indicators)}))
"""
IS_LOADED = """
import sys, cchc
cchc.load_catalogue().rules
print("cchc.load.loader" in sys.modules, "tomli" in sys.modules)
"""


def run(*command: str | Path, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """The output of a command that must end with one of `codes`, away from this checkout's paths."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in codes, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def sources(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a clone holds, so that building leaves nothing in the checkout."""
    copy = tmp_path_factory.mktemp("clone") / "cchc"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "site"))
    return copy


@pytest.fixture(scope="module")
def built(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that is made from it as an installer would."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--outdir", folder, sources, cwd=folder)
    return folder


def catalogue_files(root: Path) -> list[Path]:
    """Every file of the catalogue: definitions, filled-in forms that are their examples, and schemas for editors."""
    return [path for path in (root / "catalogue").rglob("*") if path.suffix in (".toml", ".tsv", ".json")]


def one(folder: Path, pattern: str) -> Path:
    """The one file that matches."""
    (path,) = folder.glob(pattern)
    return path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a fresh environment with one requirement in it, and gives its folder of commands."""

    def install(*requirement: str | Path) -> Path:
        home = tmp_path_factory.mktemp("environment")
        run(sys.executable, "-m", "venv", home, cwd=home)
        run(home / SCRIPTS / "python", "-m", "pip", "install", "--quiet", *requirement, cwd=home)
        return home / SCRIPTS

    return install


def test_the_wheel_holds_code_marker_and_catalogue_and_nothing_else(built: Path, root: Path) -> None:
    """A wheel holds the package with what its pages are made of, the catalogue, the licence, and nothing else."""
    names = set(zipfile.ZipFile(one(built, "*.whl")).namelist())
    catalogue = {f"cchc/catalogue/{path.relative_to(root / 'catalogue').as_posix()}" for path in catalogue_files(root)}
    files = [path for path in (root / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    modules = {path.relative_to(root / "src").as_posix() for path in files if path.parent != MADE_HERE}
    made = {f"cchc/made/{name}" for name in things()}
    assert catalogue | modules | made | {"cchc/py.typed"} <= names
    others = names - catalogue - modules - made - {"cchc/py.typed"}
    assert all(".dist-info/" in name for name in others), sorted(others)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_building_and_testing_need(built: Path, root: Path) -> None:
    """An sdist can be built and tested without the repository."""
    with tarfile.open(one(built, "*.tar.gz")) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    catalogue = {path.relative_to(root).as_posix() for path in toml_files(root)}
    assert catalogue <= names
    assert {"pyproject.toml", "README.md", "README.vi.md", "LICENSE", "Makefile", "tests/conftest.py"} <= names
    assert "examples/phuong-2024-05.txt" in names
    assert {path.relative_to(root).as_posix() for path in (root / "src" / "cchc" / "words").glob("*.toml")} <= names
    assert not {name for name in names if name.startswith(("dist/", ".venv/", ".ci/"))}


def toml_files(root: Path) -> list[Path]:
    """Every file of the catalogue."""
    return sorted((root / "catalogue").rglob("*.toml"))


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installed_command_finds_the_catalogue(
    kind: str, built: Path, sources: Path, installed: Callable[..., Path], real_report: Path, tmp_path: Path
) -> None:
    """Away from the checkout, `cchc check` reads the real report with the catalogue that was installed."""
    requirement: dict[str, tuple[str | Path, ...]] = {
        "wheel": (one(built, "*.whl"),),
        "sdist": (one(built, "*.tar.gz"),),
        "editable": ("--editable", sources),
    }
    commands = installed(*requirement[kind])
    report = shutil.copy(real_report, tmp_path / "bao-cao.txt")
    text = run(commands / "cchc", "check", report, "--lang", "vi", cwd=tmp_path, codes=(1,))
    assert "30,00 %" in text
    assert f'"version": "{version(sources)}"' in run(commands / "python", "-c", EXPECTED, cwd=tmp_path)
    where = run(commands / "python", "-c", "import cchc; print(cchc.__file__)", cwd=tmp_path).strip()
    assert (str(sources) in where) == (kind == "editable")
    assert run(commands / "python", "-c", IS_LOADED, cwd=tmp_path).split() == ["False", "False"]
    home = sources if kind == "editable" else Path(where).parent
    with (home / "catalogue" / "units.toml").open("a", encoding="utf-8") as units:
        units.write("# one word more\n")
    assert run(commands / "python", "-c", IS_LOADED, cwd=tmp_path).split() == ["True", "True"]
    assert run(commands / "cchc", "check", report, "--lang", "vi", cwd=tmp_path, codes=(1,)) == text


def version(sources: Path) -> str:
    """The version that the package names."""
    text = (sources / "src" / "cchc" / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "', 1)[1].split('"', 1)[0]
