"""However the catalogue's own files are damaged, loading gives an edition or problems that each have their place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.edition import Edition
from cchc.errors import CatalogueError, Problem
from cchc.load import find_catalogue, load_edition

VALUES = (
    "5", "-1", "1.5", '""', '"x"', "true", "2024-01-01", "07:30:00", "[]", "[1]", "{}", "{ vi = 1 }", "[[[]]]", "nan",
)  # fmt: skip
CHARACTERS = ("[", "]", "{", "}", "=", '"', "'", "#", ",", ".", "\n", "\\", "-", " ", "\0", "\r", "ệ", "\u0301", "𝟙")

FILES = sorted(path.relative_to(find_catalogue().parent) for path in find_catalogue().parent.rglob("*.toml"))


@frozen
class Damage:
    """One fault: of which kind, at which line, with which other line, value or character."""

    kind: str
    place: int
    other: int
    value: str
    character: str

    def done_to(self, lines: list[str]) -> list[str]:
        """The lines with this fault."""
        place = self.place % len(lines)
        return lines[:place] + KINDS[self.kind](self, lines, lines[place]) + lines[place + 1 :]


def assigned(line: str, value: str) -> list[str]:
    key, equals, _ = line.partition("=")
    return [f"{key}= {value}" if equals else line]


def cut(damage: Damage, line: str) -> int:
    return damage.other % (len(line) + 1)


KINDS: dict[str, Callable[[Damage, list[str], str], list[str]]] = {
    "drop": lambda damage, lines, line: [],
    "double": lambda damage, lines, line: [line, line],
    "copy": lambda damage, lines, line: [line, lines[damage.other % len(lines)]],
    "retype": lambda damage, lines, line: assigned(line, damage.value),
    "swap": lambda damage, lines, line: assigned(line, lines[damage.other % len(lines)].partition("=")[2]),
    "truncate": lambda damage, lines, line: [line[: cut(damage, line)]],
    "insert": lambda damage, lines, line: [
        line[: cut(damage, line)] + damage.character + line[cut(damage, line) :],
    ],
    "rename": lambda damage, lines, line: [re.sub(r"[a-z]+", "x", line, count=1)],
    "reverse": lambda damage, lines, line: [line[::-1]],
}

damages = st.builds(
    Damage,
    kind=st.sampled_from(sorted(KINDS)),
    place=st.integers(0, 5000),
    other=st.integers(0, 5000),
    value=st.sampled_from(VALUES),
    character=st.sampled_from(CHARACTERS),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The catalogue that comes with cchc, copied to where it may be damaged."""
    original = find_catalogue()
    catalogue = tmp_path_factory.mktemp("damaged") / "catalogue"
    shutil.copytree(original.parent, catalogue)
    yield catalogue / original.name
    shutil.rmtree(catalogue)


def problems(folder: Path) -> tuple[Problem, ...]:
    try:
        assert isinstance(load_edition(folder), Edition)
    except CatalogueError as error:
        return tuple(error.problems)
    return ()


@given(file=st.sampled_from(FILES), faults=st.lists(damages, min_size=1, max_size=4), cut_short=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_damaged_catalogue_loads_or_tells_its_problems(
    copy: Path, file: Path, faults: list[Damage], cut_short: bool
) -> None:
    path = copy.parent / file
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for fault in faults:
        lines = fault.done_to(lines) or [""]
    damaged = "\n".join(lines[: faults[0].other % len(lines)] if cut_short else lines)
    try:
        path.write_text(damaged, encoding="utf-8", newline="")
        for problem in problems(copy):
            assert str(problem)
            assert problem.file is not None
            if problem.line is not None:
                length = (copy.parent / problem.file).read_text(encoding="utf-8").count("\n") + 1
                assert 1 <= problem.line <= length
    finally:
        path.write_text(text, encoding="utf-8", newline="")
