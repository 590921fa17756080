"""Every definition that ships stands, as it is read, in a file that a person reads before it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tests.cli.conftest import agreed

import cchc
from cchc.catalogue import load_catalogue
from cchc.load import editions

__all__ = ["agreed"]

FIRST = "phuong-2024"
_NOT_TOLD = frozenset({"schema", "semantics", "functions", "finding_kinds", "missing", "yes", "no", "aggregations"})
"""What is the library's, and none of the catalogue's definitions."""
_LEFT_OUT = frozenset({"file", "line", "examples", "good", "bad", "also_good", "also_bad"})
"""Where a definition stands in the files, and the samples that lint tries it on."""
_TREES = frozenset({"formula", "tree", "check"})
"""Formulas stand as trees beside their texts."""


@pytest.mark.parametrize("id", editions())
def test_definitions_are_as_agreed(agreed: Callable[[str, str], None], id: str) -> None:
    """Units, ways to add up, decimals, formulas, rules and whom they bind, texts in all languages, bases, days.

    Of an edition that stands on another, what is not as there; the vocabulary that all forms share stands once.
    """
    base = load_catalogue(id).edition.base
    known = {} if id == FIRST else dict(_told(base or FIRST))
    told = dict(_told(id))
    rows = [f"{name}: {text}" for name, text in told.items() if known.get(name) != text]
    if base is not None:
        rows += [f"{name} is gone" for name in known if name not in told]
    agreed(f"definitions-{id}.txt", "\n".join([*rows, ""]))


def _told(id: str) -> Iterator[tuple[str, str]]:
    """Each field of each definition of an edition on a line of its own."""
    for head, value in cchc.to_dict(load_catalogue(id).edition).items():
        if head in _NOT_TOLD or value in (None, [], {}):
            continue
        for name, definition in _named(head, value):
            if not isinstance(definition, Mapping):
                yield name, _text(definition)
                continue
            yield from ((f"{name} {field}", _text(part)) for field, part in _fields(definition) if field != "id")


def _named(head: str, value: object) -> Iterator[tuple[str, object]]:
    if not (isinstance(value, list) and isinstance(value[0], Mapping) and "id" in value[0]):
        yield head, value
        return
    for each in value:
        yield f"{head} {each['id']}", {key: part for key, part in each.items() if key != "columns"}
        for column in each.get("columns", ()):
            yield f"{head} {each['id']}.{column['asks']['id']}", column


def _fields(definition: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((field, part) for field, part in _bare(definition).items() if part not in ("", False))


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _bare(value: Any) -> Any:
    """Without trees, places, samples and whatever is not said."""
    if isinstance(value, Mapping):
        said = {key: _bare(part) for key, part in value.items() if key not in _LEFT_OUT}
        return {
            key: part
            for key, part in said.items()
            if part not in (None, [], {}) and not (key in _TREES and isinstance(part, Mapping))
        }
    return [_bare(part) for part in value] if isinstance(value, list) else value
