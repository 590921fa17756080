"""What is installed to test and to build is pinned, file by file with its hash, and the oldest pins are the bounds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PINNED = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
_LINE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+)(?: ; [^\\]+)? \\$")


def pins(path: Path) -> dict[str, list[Version]]:
    """The versions that a file names, by package; a package has several for several Pythons."""
    found: dict[str, list[Version]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if (match := _LINE.match(line)) is not None:
            found.setdefault(canonicalize_name(match[1]), []).append(Version(match[2]))
    return found


def bounds(extra: str | None) -> Iterator[Requirement]:
    """What the library, or one of its extras with those that it stands on, asks for."""
    for text in PROJECT["dependencies"] if extra is None else EXTRAS[extra]:
        asked = Requirement(text)
        if asked.name == "cchc":
            for other in asked.extras:
                yield from bounds(other)
        else:
            yield asked


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.stem)
def test_every_file_is_known_by_its_hash(path: Path) -> None:
    """A line is a pin or a hash of the pin before it; nothing says where it is to come from."""
    before = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        is_hash = re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) is not None
        assert is_hash or _LINE.match(line), line
        assert before.endswith("\\") == is_hash, line
        before = line
    assert not before.endswith("\\")


@pytest.mark.parametrize(
    ("name", "extras"),
    [("dev", (None, "dev")), ("site", (None, "docs")), ("spark", (None, "spark")), ("oldest", (None, "dev"))],
)
def test_the_pins_are_of_what_is_asked_for(name: str, extras: tuple[str | None, ...]) -> None:
    """A dependency that is added, or a bound that is raised, is pinned anew."""
    known = pins(ROOT / "requirements" / f"{name}.txt")
    for asked in (each for extra in extras for each in bounds(extra)):
        versions = known[canonicalize_name(asked.name)]
        assert all(asked.specifier.contains(version, prereleases=True) for version in versions), asked


@pytest.mark.parametrize(("name", "extras"), [("oldest", (None, "dev")), ("oldest-core", (None,))])
def test_the_oldest_pins_are_the_bounds(name: str, extras: tuple[str | None, ...]) -> None:
    """What the tests are tried on is what pyproject.toml says is enough: the first release of each bound."""
    known = pins(ROOT / "requirements" / f"{name}.txt")
    for asked in (each for extra in extras for each in bounds(extra)):
        (bound,) = [Version(each.version) for each in asked.specifier if each.operator == ">="]
        (version,) = known[canonicalize_name(asked.name)]
        assert version.release[: len(bound.release)] == bound.release, asked
