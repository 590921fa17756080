"""The schema of `cchc.catalogue/1`."""

from __future__ import annotations

from cchc.edition import Edition
from cchc.formula.signature import Function
from cchc.schema.definitions import Definitions, Schema, closed
from cchc.serialize.catalogue import DERIVED, LISTS, SCHEMA, Semantics


def catalogue_schema(edition: Edition | None) -> Schema:
    """An edition compiled: every definition, formulas and checks as trees."""
    definitions = Definitions(complete=True)
    lists: dict[str, Schema] = {
        name: {"type": "array", "items": definitions.of(type_)} for name, (type_, _) in LISTS.items()
    }
    own = {} if edition is None else {"id": {"const": edition.id}}
    drawn = definitions.record(Edition, **lists, **own)
    properties = {
        "schema": {"const": SCHEMA},
        "semantics": definitions.of(Semantics),
        "functions": definitions.of(tuple[Function, ...]),
        **drawn["properties"],
        **{name: lists.get(name) or definitions.of(tuple[str, ...]) for name in DERIVED},
    }
    return {
        "title": "cchc catalogue",
        **closed(properties, description=drawn["description"]),
        "$defs": definitions.drawn,
    }
