"""What every table of a catalogue's files may hold, learnt from those who read them.

They are given a table that has whatever they ask for, and notes it: so the reference page and the schemas say what the
loader reads, and nothing is said twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from attrs import Factory, evolve

from cchc.load import form
from cchc.load.assembly import assembled
from cchc.load.base import amendment, find_base
from cchc.load.columns import INHERITED
from cchc.load.contents import HEADS, Contents
from cchc.load.draft import Draft
from cchc.load.problems import Problems
from cchc.load.row_kinds import WORDS
from cchc.load.source import Source
from cchc.load.table import Table
from cchc.record import define, field
from cchc.words import LANGUAGES, Text, Translated

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

ANY = "*"
"""Stands in a path for a name that the catalogue gives: an id, a heading, a year."""
_NAME = "x"
"""What is answered where a name or a formula is asked for: it is both."""


@define(eq=False)
class Key:
    """What may stand under a key: values of these `types`, texts of these `words`, tables of an `inner` shape."""

    types: dict[str, None] = Factory(dict)
    words: dict[str, None] = Factory(dict)
    bounds: tuple[int, int] | None = None
    is_required: bool = False
    is_optional: bool = False
    """Whether somebody looks first whether it is there."""
    inner: TableShape | None = None


@define(eq=False)
class TableShape:
    """The keys of a table, by name; `path` says where it stands, ids left open."""

    path: tuple[str, ...]
    keys: dict[str, Key] = Factory(dict)
    is_text: bool = False
    """Whether its keys are languages."""

    def key(self, name: str) -> Key:
        """A key, noted at its first mention."""
        return self.keys.setdefault(name, Key())

    def within(self, name: str) -> TableShape:
        """The shape of the tables under a key."""
        key = self.key(name)
        key.inner = key.inner or TableShape((*self.path, name))
        return key.inner

    def take_in(self, other: TableShape) -> None:
        """All keys of another shape, that this one has not."""
        for name, key in other.keys.items():
            self.keys.setdefault(name, key)


@define(eq=False, repr=False)
class Probe(Table):
    """A table that holds whatever is asked for, and notes in its `shape` what that was."""

    shape: TableShape = field(kw_only=True)

    def has(self, key: str) -> bool:
        """Whatever may be there is there."""
        self.shape.key(key).is_optional = True
        return True

    def mistake(self, code: str, key: str | int | None, what: str, hint: str | None = None) -> None:
        """Nothing that is made up is wrong."""

    def note(self, key: str | int | None, what: str, hint: str | None = None) -> None:
        """Nor incomplete."""

    def owner(self, key: str) -> Table:
        """It builds on no other."""
        return self

    def close(self) -> None:
        """No key is unknown."""

    def take(self, key: str, kind: type[T], *, required: bool = False, among: tuple[str, ...] = ()) -> T | None:
        self._note(key, _TYPES[kind], required=required, words=among)
        return cast(T, (*among, _NAME)[0]) if kind is str else None

    def raw(self, key: str, *kinds: type, among: tuple[str, ...] = ()) -> object:
        for kind in kinds:
            self._note(key, _TYPES[kind], words=among if kind is str else ())
        return None

    def whole(self, key: str, low: int, high: int) -> int | None:
        self._note(key, "whole").bounds = (low, high)
        return None

    def texts(self, key: str, *, required: bool = False, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        self._note(key, "texts", required=required, words=among)
        return ()

    def text_or_texts(self, key: str, *, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        self._note(key, "text", words=among)
        return self.texts(key, among=among)

    def choice(self, key: str, kind: type[E], default: E, *, required: bool = True) -> E:
        self._note(key, "text", required=required, words=tuple(kind))
        return default

    def optional_translated(self, key: str, *, required: bool = False) -> Text | None:
        self._note(key, "translated", required=required)
        return Translated(dict.fromkeys(self.languages, ""))

    def translations(self) -> Text:
        self.shape.is_text = True
        return Translated(dict.fromkeys(self.languages, ""))

    def spoken(self) -> Text | None:
        self._note(ANY, "text")
        return Translated(dict.fromkeys(self.languages, ""))

    def table(self, key: str, *, required: bool = False) -> Table:
        self._note(key, "table", required=required)
        return self._inner(key)

    def tables(self) -> Iterator[tuple[str, Table]]:
        self._note(ANY, "table")
        yield _NAME, self._inner(ANY)

    def list_of_tables(self, key: str) -> list[Table]:
        self._note(key, "list")
        return [self._inner(key)]

    def texts_or_tables(self, key: str) -> list[str | Table]:
        self._note(key, "texts")
        self._note(key, "list")
        return [self._inner(key)]

    def list_or_tables(self, key: str) -> Iterator[tuple[str | None, Table]]:
        self._note(key, "tables")
        yield from ((None, entry) for entry in self.list_of_tables(key))

    def named(self, *kinds: type) -> tuple[str, ...]:
        for kind in kinds:
            self._note(ANY, _TYPES[kind])
        return ()

    def _inner(self, key: str) -> Probe:
        return _probe(self.shape.within(key))

    def _note(self, key: str, type_: str, *, required: bool = False, words: tuple[str, ...] = ()) -> Key:
        noted = self.shape.key(key)
        noted.types[type_] = None
        noted.words.update(dict.fromkeys(words))
        noted.is_required |= required
        return noted


_TYPES: Mapping[type, str] = {
    str: "text",
    bool: "flag",
    int: "whole",
    Decimal: "decimal",
    dict: "table",
    list: "texts",
    dt.date: "date",
}


def _probe(shape: TableShape, amended: Table | None = None) -> Probe:
    source = Source("", Problems())
    return Probe(source, {}, shape.path, LANGUAGES, amendment=amended, shape=shape)


@cache
def vocabulary() -> Mapping[str, TableShape]:
    """The shape of edition.toml (""), and of each table under a head."""
    top, heads = TableShape(()), {head: TableShape((head, ANY)) for head in sorted(HEADS)}
    contents = Contents(LANGUAGES, {head: [(_NAME, _probe(shape))] for head, shape in heads.items()})
    over_table = _probe(heads["rules"])
    over_table.values["each"] = {"table": _NAME}
    contents.entries["rules"] += [(_NAME, over_table)]
    draft = Draft(Path(_NAME), _probe(top), contents, Problems())
    form.languages(draft.top)
    form.files(draft.top)
    find_base(draft.top, draft.folder, ())
    assembled(draft)
    _take_in_what_is_shared(top, heads)
    return {"": top, **heads}


def _take_in_what_is_shared(top: TableShape, heads: Mapping[str, TableShape]) -> None:
    """What no table is asked for itself: it is laid over another, or leaves its fields to others."""
    columns = heads["table"].within("columns")
    for key in INHERITED:
        heads["table"].keys[key] = columns.keys[key]
    columns.key("number").types["texts"] = None  # of a column that is repeated, one a member
    heads["lines"].key("code").types["texts"] = None  # of a line that is
    heads["table"].within("rows").key(ANY).types.update(columns.key("default").types)  # figures of `given` columns
    for key in WORDS:
        heads["table"].within("rows").keys[key] = evolve(columns.keys[key], is_required=False)
    heads["rules"].key(ANY).types["text"] = None  # the placeholders of its family
    heads["family"].take_in(heads["rules"])
    kinds = top.within("kinds").within(ANY)
    of_way = TableShape((*kinds.path, ANY))
    of_way.take_in(kinds)
    kinds.keys[ANY] = Key({"table": None}, inner=of_way)
    for head, amended in (("change", ("lines", "rules", "table")), ("add", ("lines",))):
        own = TableShape((head, ANY, "columns"))
        for shape in (heads[head], own):
            amendment(_probe(shape, amended=_probe(shape)))
        for key in ("applies", "comparable"):
            del own.keys[key]  # of lines and rules
        own.take_in(columns)
        heads[head].keys["columns"] = Key({"tables": None}, inner=own)
        for other in amended:
            heads[head].take_in(heads[other])
    for shape in (heads["add"], heads["add"].within("columns")):
        shape.key("after").types["text"] = None
