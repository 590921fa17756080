"""JSON Schema of each record, drawn from its annotations, as `$defs` that schemas share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from cchc.formula.tree import Tree
from cchc.formula.treejson import tree_schema
from cchc.serialize.decoding import MARKS
from cchc.serialize.encoding import keys_of
from cchc.serialize.plain import DATE, DECIMAL, WORDS
from cchc.value import Cause, Cell, Document, Missing, Reason, Reported, Undefined, Value
from cchc.words import Text

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
COUNT: Schema = {"type": "integer"}
YES_NO: Schema = {"enum": list(WORDS.values())}
TEXT: Schema = {"type": "string"}


def whole(pattern: str) -> Schema:
    """A text that is this pattern from end to end."""
    # Some validators let a line break follow `$`; look-ahead, which would forbid it, others do not have.
    return {"type": "string", "pattern": f"^{pattern}$", "not": {"pattern": "\\s"}}


def closed(properties: Mapping[str, Any], required: list[str] | None = None, **more: Any) -> Schema:
    """An object of these properties and no others, all of them required unless told."""
    required = list(properties) if required is None else required
    return {
        "type": "object",
        **more,
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, NULL]}


def refer(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


class Definitions:
    """The definitions that a schema has come to need, by name; `special` are drawn by hand.

    Where `complete`, every key must be there, as in what this library writes; otherwise a key
    whose field has a default may be left out, as in what it reads.
    """

    def __init__(self, *, complete: bool, special: Mapping[Any, Callable[[Definitions], Schema]] | None = None) -> None:
        self.complete = complete
        self.drawn: dict[str, Schema] = {}
        self._special = {**_SPECIAL, **(special or {})}

    def of(self, type_: Any) -> Schema:
        """The schema of a type."""
        if type_ in _PLAIN:
            return dict(_PLAIN[type_])
        if type_ is object:
            return self._drawn("Sample", type_)
        arguments = get_args(type_)
        origin = get_origin(type_)
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin in (Union, UnionType):
            return self._union(arguments)
        return self._named(type_)

    def record(self, type_: Any, **drawn: Schema) -> Schema:
        """An object with the fields of a record; `drawn` are fields whose type does not tell enough."""
        hints, keys = get_type_hints(type_), keys_of(type_)
        properties = {key: drawn[name] if name in drawn else self.of(hints[name]) for name, key in keys.items()}
        bare = [keys[field.name] for field in fields(type_) if field.init and field.default is NOTHING]
        return closed(properties, None if self.complete else bare, description=_sentence(type_))

    def _union(self, members: tuple[Any, ...]) -> Schema:
        rest = tuple(member for member in members if member is not NoneType)
        name = next((name for name, union in _UNIONS.items() if set(rest) == set(get_args(union))), None)
        one = self.of(rest[0]) if name is None else self._drawn(name, _UNIONS[name])
        return nullable(one) if NoneType in members else one

    def _named(self, type_: Any) -> Schema:
        return self._drawn(type_.__name__, type_)

    def _drawn(self, name: str, type_: Any) -> Schema:
        if name not in self.drawn:
            self.drawn[name] = {}  # a record may hold itself
            self.drawn[name] = self._draw(type_)
        return refer(name)

    def _draw(self, type_: Any) -> Schema:
        if type_ in self._special:
            return self._special[type_](self)
        if isinstance(type_, type) and issubclass(type_, StrEnum):
            return {"enum": [member.value for member in type_], "description": _sentence(type_)}
        assert has(type_), type_
        return self.record(type_)


_PLAIN: Mapping[Any, Schema] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: COUNT,
    NoneType: NULL,
    Decimal: whole(DECIMAL),
    dt.date: whole(DATE) | {"format": "date"},
    Text: {"type": "object", "additionalProperties": TEXT},
}
_UNIONS: Mapping[str, Any] = {"Value": Value, "Tree": Tree}


def _sentence(type_: type) -> str:
    """The first sentence of a record's docstring."""
    return " ".join((type_.__doc__ or "").split("\n\n")[0].split())


def _cell(definitions: Definitions) -> Schema:
    place = {"line": {"type": "integer", "minimum": 1}, "sheet": TEXT, "ref": TEXT, "formula": TEXT, "unseen": TEXT}
    required = ["text", "column"] if definitions.complete else ["text"]
    return closed({"text": TEXT, "column": TEXT, **place}, required, description=_sentence(Cell))


def reported(kind: str, value: Schema, definitions: Definitions) -> Schema:
    """A value that stands, of one kind of line."""
    document = {"document": definitions.of(Document)} if kind == "document" else {}
    return closed({"state": {"const": "reported"}, "kind": {"const": kind}, "value": value, **document})


DATA: Mapping[str, Schema] = {
    "count": COUNT,
    "percentage": whole(DECIMAL),
    "yes-no": YES_NO,
    "status": TEXT,
    "document": TEXT,
}
"""How a value of each kind is written."""


def _value(definitions: Definitions) -> Schema:
    return {"anyOf": [definitions.of(Reported), definitions.of(Missing), definitions.of(Undefined)]}


def _reported(definitions: Definitions) -> Schema:
    return {"anyOf": [reported(kind, schema, definitions) for kind, schema in DATA.items()]}


def _missing(definitions: Definitions) -> Schema:
    return closed({"state": {"const": "missing"}, "reason": definitions.of(Reason)})


def _undefined(definitions: Definitions) -> Schema:
    properties = {"state": {"const": "undefined"}, "cause": definitions.of(Cause), "input": nullable(TEXT)}
    return closed(properties, None if definitions.complete else ["state", "cause"])


def _sample(definitions: Definitions) -> Schema:
    marked = [closed({mark: definitions.of(type_)}) for mark, type_ in MARKS.items()]
    unmarked = {
        "type": "object",
        "propertyNames": {"not": {"enum": list(MARKS)}},
        "additionalProperties": refer("Sample"),
    }
    plain: list[Schema] = [
        {"type": ["null", "boolean", "integer", "string"]},
        {"type": "array", "items": refer("Sample")},
    ]
    return {"description": "What a line is filled with in a sample report.", "anyOf": [*plain, *marked, unmarked]}


_SPECIAL: Mapping[Any, Callable[[Definitions], Schema]] = {
    Cell: _cell,
    Value: _value,
    Reported: _reported,
    Missing: _missing,
    Undefined: _undefined,
    Tree: lambda _: tree_schema("#/$defs/Tree"),
    object: _sample,
}
