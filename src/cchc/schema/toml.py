"""The schemas of a catalogue's TOML files, for editors: drawn from what the loader asks for, told in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import tomli

from cchc.edition import Severity
from cchc.load.described import told_of
from cchc.load.probe import ANY, Key, TableShape, vocabulary
from cchc.load.wording import FACES
from cchc.serialize.drawing import Schema
from cchc.words import LANGUAGES, data

_BARE = ("lines", "auxiliary", "rules", "definitions", "units", "instruments", "statuses", "terms", "glossary")
"""What the bare tables of a file are, by which such a file is named."""
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_TRANSLATED: Schema = {
    "type": "object",
    "patternProperties": {"^[a-z]{2,3}$": _TEXT},
    "additionalProperties": False,
}
_MEAN = r"^mean\s*\(\s*[a-z][a-z0-9_]*\s*\)$"


class _Drawing:
    """One schema being drawn; shapes that have been met are in `definitions`."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def file(self, kind: str) -> Schema:
        """edition.toml, or a file of bare tables; either may hold tables under heads."""
        heads = {head: self._by_id(shape, head) for head, shape in vocabulary().items() if head}
        if kind != "edition":
            return {"type": "object", "properties": heads, "additionalProperties": self._of(vocabulary()[kind])}
        own = self._properties(vocabulary()[""])
        both = {name: {"anyOf": [own[name], heads[name]]} for name in own.keys() & heads.keys()}
        return {"type": "object", "properties": {**heads, **own, **both}, "additionalProperties": False}

    def _by_id(self, shape: TableShape, head: str) -> Schema:
        section = data("vocabulary")["section"][head]
        return {"type": "object", "additionalProperties": self._of(shape), "description": _both(section)}

    def _of(self, shape: TableShape) -> Schema:
        """A reference to the tables of a shape."""
        if shape.is_text:
            return _TRANSLATED
        name = ".".join("any" if part == ANY else part for part in shape.path) or "edition"
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._object(shape)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, shape: TableShape) -> Schema:
        free = shape.keys.get(ANY)
        return {
            "type": "object",
            "properties": self._properties(shape),
            "additionalProperties": False if free is None else self._key(shape, ANY, free),
        }

    def _properties(self, shape: TableShape) -> dict[str, Schema]:
        return {name: self._key(shape, name, key) for name, key in shape.keys.items() if name != ANY}

    def _key(self, shape: TableShape, name: str, key: Key) -> Schema:
        forms = [form for kind in key.types for form in self._forms(kind, key)]
        drawn = forms[0] if len(forms) == 1 and "$ref" not in forms[0] else {"anyOf": forms}
        told = told_of(shape.path, name)
        return drawn if told is None else {**drawn, "description": _both(told), **_examples(told)}

    def _forms(self, kind: str, key: Key) -> Iterable[Schema]:
        """What a value of a kind may look like."""
        if kind in _PLAIN:
            return _PLAIN[kind](key)
        inner = _TRANSLATED if key.inner is None else self._of(key.inner)
        match kind:
            case "list":
                return (inner, {"type": "array", "items": inner})
            case "tables":
                return ({"type": "object", "additionalProperties": inner},)
            case _:
                return (inner if key.inner is not None else {"type": "object", "additionalProperties": True},)


def _text(key: Key) -> list[Schema]:
    """Any text, or one of a closed list, in which "mean(x)" stands for a mean over any column."""
    plain = [str(word) for word in key.words if "(" not in word]
    if not plain and not key.words:
        return [_TEXT]
    forms: list[Schema] = [{"enum": plain}] if plain else []
    return forms + ([{"type": "string", "pattern": _MEAN}] if len(plain) < len(key.words) else [])


def _texts(key: Key) -> list[Schema]:
    return [{"type": "array", "items": {"enum": [*map(str, key.words)]}}] if key.words else [_TEXTS]


def _whole(key: Key) -> list[Schema]:
    low, high = key.bounds if key.bounds is not None else (None, None)
    return [{"type": "integer"} if low is None else {"type": "integer", "minimum": low, "maximum": high}]


_PLAIN: Mapping[str, Callable[[Key], list[Schema]]] = {
    "text": _text,
    "texts": _texts,
    "whole": _whole,
    "decimal": lambda _: [{"type": "number"}],
    "flag": lambda _: [{"type": "boolean"}],
    "date": lambda _: [{"type": "string", "format": "date"}],
    "translated": lambda _: [_TRANSLATED],
}


def _both(told: Mapping[str, Any]) -> str:
    return "\n\n".join(re.sub(r"\s+", " ", told[language]) for language in LANGUAGES)


def _examples(told: Mapping[str, Any]) -> Schema:
    """The example as a value; JSON has days as texts."""
    if "example" not in told:
        return {}
    return {"examples": [_as_json(tomli.loads(f"value = {told['example']}")["value"])]}


def _as_json(value: object) -> object:
    match value:
        case dict():
            return {key: _as_json(each) for key, each in value.items()}
        case list():
            return [_as_json(each) for each in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _wording() -> Schema:
    """texts.toml: a table where the library has its text; which there are, the loader tells."""
    severity: Schema = {"enum": [*map(str, Severity)]}
    anything: Schema = {"anyOf": [_TEXT, {"$ref": "#/$defs/texts"}]}
    texts: Schema = {"type": "object", "additionalProperties": anything}
    finding = {"type": "object", "properties": {"severity": severity}, "additionalProperties": anything}
    words = {"type": "object", "properties": {"words": _TEXTS, "more": _TEXTS}, "additionalProperties": anything}
    own = {"findings": _each(finding), "missing": _each(words)}
    faces = {name: own.get(name, {"$ref": "#/$defs/texts"}) for name in FACES}
    return {"type": "object", "properties": faces, "additionalProperties": False, "$defs": {"texts": texts}}


def _each(inner: Schema) -> Schema:
    return {"type": "object", "additionalProperties": inner}


@cache
def _drawn(kind: str) -> Schema:
    if kind == "texts":
        return {**_wording(), "description": _both(data("vocabulary")["page"]["texts"])}
    drawing = _Drawing()
    drawn = drawing.file(kind)
    return {**drawn, "$defs": drawing.definitions}


TOML_FILES = tuple(f"{kind}.toml" for kind in ("edition", *_BARE, "texts"))
"""The kinds of TOML file that have a schema."""


def toml_schema(file: str) -> Schema:
    """The schema of a kind of file, such as "edition.toml"."""
    return {"title": f"cchc {file}", **_drawn(file.removesuffix(".toml"))}
