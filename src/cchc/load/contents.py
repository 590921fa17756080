"""What the files of a catalogue define: each table under its head, whichever file it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import Factory, evolve

from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.load.codes import UNKNOWN_KEY
from cchc.load.source import Source
from cchc.load.table import Table, top_table
from cchc.record import define

HEADS = frozenset(
    {
        "units",
        "instruments",
        "statuses",
        "terms",
        "lines",
        "auxiliary",
        "family",
        "rules",
        "table",
        "dimension",
        "parameters",
        "definitions",
        "glossary",
        "change",
        "add",
        "variant",
    }
)
"""Heads under which any file of these, and edition.toml, may define things: [lines.X], [rules.X], [units.X]."""

_LINES = ("lines", "auxiliary")
_REDEFINED = ("units", "instruments", "statuses", "terms", "glossary", "variant", "parameters")


@define(eq=False, repr=False)
class Contents:
    """The definitions of an edition by their addresses: ("lines", id), ("rules", id), ("units", id)."""

    languages: tuple[str, ...]
    entries: dict[str, list[tuple[str, Table]]] = Factory(dict)
    homes: dict[str, Source] = Factory(dict)
    """The first file for each head, and that of the "edition": what is missing under the head is told there."""
    hurt: dict[str, set[str]] = Factory(dict)
    """The ids under each head of which a part, or all, had to be left out."""
    unsure: set[str] = Factory(set)
    """Heads under which some definitions may be unknown."""

    def add(self, source: Source, head: str | None) -> None:
        """All tables of a file: those under heads of their own, and bare ones, which are what the file is for.

        A file that is for nothing (None) has tables under heads alone, as far as it can be read.
        """
        takes_heads = head is None or head in HEADS
        heads = {*([] if head is None else [head]), *(heads_of(source) if takes_heads else ())}
        for name in (*source.lost, *source.wounded):
            self._note_hurt(head, name.split("."))
        for id, table in top_table(source, self.languages).tables():
            if takes_heads and id in HEADS:
                self.add_group(id, table)
            elif takes_heads and _is_group(table) and (hint := did_you_mean(id, HEADS)):
                table.mistake(UNKNOWN_KEY, None, f"no tables stand under {id[:40]!r}", hint)
            elif head is not None:
                self.entries.setdefault(head, []).append((id, table))
        for each in heads:
            self.homes.setdefault(each, source)
        if not source.complete:
            self.unsure |= heads

    def add_group(self, head: str, table: Table) -> None:
        """All tables under a head."""
        self.entries.setdefault(head, []).extend(table.tables())

    def stand_on(self, base: Contents) -> None:
        """Take over what a base defines, before the own definitions; of units, instruments and words the own count."""
        for head, defined in base.entries.items():
            own = self.entries.get(head, [])
            ids = {id for id, _ in own} if head in _REDEFINED else set()
            self.entries[head] = [*((id, table) for id, table in defined if id not in ids), *own]
        for head, source in base.homes.items():
            self.homes.setdefault(head, source)
        for head, names in base.hurt.items():
            self.hurt.setdefault(head, set()).update(names)
        self.unsure |= base.unsure

    def _note_hurt(self, head: str | None, names: list[str]) -> None:
        if (head is None or head in HEADS) and names[0] in HEADS and len(names) > 1:
            head, *names = names
        if head is not None:
            self.hurt.setdefault(head, set()).add(names[0])

    def of(self, head: str) -> Sequence[tuple[str, Table]]:
        """The definitions under a head, in the order of the files; of two with one id both."""
        return self.entries.get(head, ())

    def lacks(self, head: str, id: str) -> bool:
        """Whether a definition is known to be missing, and not lost."""
        return self._first(head, id) is None and id not in self.hurt.get(head, ()) and head not in self.unsure

    def _first(self, head: str, id: str) -> Table | None:
        return next((table for name, table in self.of(head) if name == id), None)

    def _of_definition(self, path: KeyPath) -> KeyPath:
        """Where a line's definition stands: in a file of definitions, or at the line."""
        head, *keys = path
        of_line = head in _LINES and len(keys) > 1 and keys[1] == "definition"
        if of_line and self._first("definitions", str(keys[0])) is not None:
            return ("definitions", keys[0], *keys[2:])
        return path

    def report(self, problem: Problem) -> None:
        """Note what was found of a definition, at its table; or at its file, where there is no such table."""
        head, *keys = self._of_definition(problem.path)
        table = self._first(str(head), str(keys[0])) if keys else None
        if table is None:
            self.homes.get(str(head), self.homes["edition"]).report(evolve(problem, path=tuple(keys)))
        else:
            owner, keys = _where_written(table, keys[1:]) if head in _LINES else (table, keys[1:])
            owner.source.report(evolve(problem, path=(*owner.path, *keys)))


def _is_group(table: Table) -> bool:
    """Whether it holds tables and nothing else, as a head does: a line has its kind, a unit its texts by language."""
    inner = list(table.values.values())
    return bool(inner) and all(type(value) is dict and not _is_text(value) for value in inner)


def _is_text(values: dict[str, object]) -> bool:
    return all(type(value) is str for value in values.values())


def heads_of(source: Source) -> set[str]:
    """The heads under which a file defines something, of those that may stand in any file."""
    return {name.partition(".")[0] for name in source.headers} & HEADS


def _where_written(line: Table, keys: list[str | int]) -> tuple[Table, list[str | int]]:
    """The table and keys at which a line's field stands: itself, its kind, or what the field follows from."""
    if keys and keys[0] == "path" and "path" not in line.values:
        keys = ["code", *keys[1:]]
    return (line.owner(str(keys[0])), keys) if keys else (line, keys)
