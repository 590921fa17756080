"""Pieces of JSON Schema 2020-12, and the definitions that a schema comes to need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
COUNT: Schema = {"type": "integer"}
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


def sentence(type_: type) -> str:
    """The first sentence of a record's docstring."""
    return " ".join((type_.__doc__ or "").split("\n\n")[0].split())


class Definitions:
    """The definitions that a schema has come to need, by name; `special` are drawn otherwise than by their shape.

    Where `complete`, every key must be there, as in what this library writes; otherwise a key
    whose field has a default may be left out, as in what it reads.
    """

    def __init__(self, *, complete: bool, special: Mapping[type, Draw] | None = None) -> None:
        self.complete = complete
        self.special = special or {}
        self.drawn: dict[str, Schema] = {}

    def named(self, name: str, draw: Draw) -> Schema:
        """A reference to what is drawn when it is first referred to."""
        if name not in self.drawn:
            self.drawn[name] = {}  # a record may hold itself
            self.drawn[name] = draw(self)
        return refer(name)


Draw = Callable[[Definitions], Schema]
"""How something is drawn, with whatever definitions it needs."""
