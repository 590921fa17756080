"""What was tried of each function, and what no test noticed: two tables that are kept with the code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, field, frozen
from tests.mutation.functions import SOURCE

_HERE = Path(__file__).parent
RECORD, SURVIVORS, GUARDS = _HERE / "record.tsv", _HERE / "survivors.tsv", _HERE / "guards.toml"
UNEXPLAINED = "?"
WANTED = 0.95
"""Of the changes that may not stand so many are noticed in each module, at least."""

Key = tuple[str, str]


@frozen
class Guard:
    """Modules, the tests that guard them, and words in the names of tests that judge time or the machine."""

    modules: tuple[Path, ...]
    tests: tuple[str, ...]
    without: str


@frozen
class Tried:
    """What came of a function's changes; `hash` is that of the function as it was then."""

    hash: str
    changes: int
    killed: int


@define
class Record:
    """Both tables; a survivor is known by module, function and what stands there."""

    tried: dict[Key, Tried] = field(factory=dict)
    survivors: dict[Key, dict[str, str]] = field(factory=dict)

    def set(self, key: Key, tried: Tried, survivors: list[str]) -> None:
        """Reasons that were given stay with what survives again."""
        before = self.survivors.pop(key, {})
        self.tried[key] = tried
        if survivors:
            self.survivors[key] = {now: before.get(now, UNEXPLAINED) for now in survivors}

    def keep_only(self, module: str, functions: set[str]) -> None:
        """Forget functions that a module no longer has."""
        for key in [key for key in self.tried if key[0] == module and key[1] not in functions]:
            del self.tried[key]
            self.survivors.pop(key, None)

    def rates(self) -> Mapping[str, tuple[int, int, int]]:
        """For each module: changes that were tried, those that were noticed, those of the others that are explained."""
        rates: dict[str, tuple[int, int, int]] = {}
        for (module, function), tried in self.tried.items():
            changes, killed, explained = rates.get(module, (0, 0, 0))
            reasons = self.survivors.get((module, function), {}).values()
            more = sum(reason != UNEXPLAINED for reason in reasons)
            rates[module] = (changes + tried.changes, killed + tried.killed, explained + more)
        return rates


def guards() -> dict[str, Guard]:
    """Who guards what."""
    tables = tomllib.loads(GUARDS.read_text(encoding="utf-8"))
    return {
        name: Guard(
            modules=tuple(path for pattern in table["modules"] for path in sorted(SOURCE.glob(pattern))),
            tests=tuple(table["tests"]),
            without=" or ".join(table.get("without", ())),
        )
        for name, table in tables.items()
    }


def load() -> Record:
    """What was kept."""
    record = Record()
    for module, function, was, changes, killed in _rows(RECORD):
        record.tried[module, function] = Tried(was, int(changes), int(killed))
    for module, function, now, reason in _rows(SURVIVORS):
        record.survivors.setdefault((module, function), {})[now] = reason
    return record


def save(record: Record) -> None:
    """Keep it, in an order that does not depend on what was tried first."""
    tried = [(*key, each.hash, str(each.changes), str(each.killed)) for key, each in sorted(record.tried.items())]
    left = [(*key, now, reason) for key, each in sorted(record.survivors.items()) for now, reason in each.items()]
    _write(RECORD, ("module", "function", "hash", "changes", "killed"), tried)
    _write(SURVIVORS, ("module", "function", "now", "reason"), left)


def _rows(path: Path) -> Iterator[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return (line.split("\t") for line in lines[1:] if line)


def _write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    path.write_text("".join("\t".join(row) + "\n" for row in (head, *rows)), encoding="utf-8")
