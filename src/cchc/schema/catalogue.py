"""The schema of `cchc.catalogue/1`."""

from __future__ import annotations

from cchc.edition import Edition
from cchc.serialize.catalogue import EDITION
from cchc.serialize.drawing import Definitions, Draw, Schema


def catalogue_schema(edition: Edition | None) -> Schema:
    """An edition compiled: every definition, formulas and checks as trees."""
    definitions = Definitions(complete=True)
    own: dict[str, Draw] = {} if edition is None else {"id": lambda _: {"const": edition.id}}
    return {"title": "cchc catalogue", **EDITION.drawn(definitions, **own), "$defs": definitions.drawn}
