"""What the keys of a catalogue's files mean: each key that the loader reads, with its text of `vocabulary.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cchc.load.probe import ANY, Key, TableShape, vocabulary
from cchc.words import data

EDITION = "edition"
"""Stands at the head of the path of what is in edition.toml, under no head."""


def told_of(path: tuple[str, ...], name: str) -> Mapping[str, Any] | None:
    """What is said of a key: of its whole path, or else of the longest end of it; None where nothing is."""
    known = data("vocabulary")["key"]
    parts = (*_places(path), name)
    ends = (".".join(parts[start:]) for start in range(len(parts)))
    return next((known[end] for end in ends if end in known), None)


def _places(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path from its head on, without the ids."""
    if not path or path[0] not in vocabulary():
        path = (EDITION, *path)
    return tuple(part for place, part in enumerate(path) if place != 1 or part != ANY)


def every_key() -> Iterator[tuple[TableShape, str, Key]]:
    """All keys of all shapes, each shape once."""
    yield from (found for shape in vocabulary().values() for found in _keys(shape, set()))


def _keys(shape: TableShape, seen: set[int]) -> Iterator[tuple[TableShape, str, Key]]:
    seen.add(id(shape))
    for name, key in shape.keys.items():
        yield shape, name, key
        if key.inner is not None and id(key.inner) not in seen and not key.inner.is_text:
            yield from _keys(key.inner, seen)
