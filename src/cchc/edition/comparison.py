"""What changed from one edition of the form to the next, definition by definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import ClassVar

from attrs import fields

from cchc.edition import Edition, Indicator, Rule, Unit
from cchc.edition.amendment import Amendment
from cchc.edition.ground import Ground
from cchc.record import frozen


class ChangeKind(StrEnum):
    """A definition is new, gone, or says something else."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@frozen
class Change:
    """One difference: of a definition as a whole, or of one field of it, with both its texts."""

    kind: ChangeKind
    of: str
    id: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    because: tuple[Ground, ...] = ()
    """What the later edition says that the change rests on."""


@frozen
class Comparison:
    """All that differs between two editions, named by their ids."""

    schema: ClassVar[str] = "cchc.changes/1"

    before: str
    after: str
    changes: tuple[Change, ...]


_COMPARED: Mapping[str, type] = {"indicators": Indicator, "auxiliaries": Indicator, "rules": Rule, "units": Unit}
"""The definitions that a report's figures and judgements depend on, in the order they are told."""

# Where a definition stands in the files is no part of it; trees are compared by their texts.
_NOT_COMPARED = frozenset(
    {
        "id",
        "file",
        "line",
        "formula",
        "parent",
        "instances",
        "good",
        "bad",
        "also_good",
        "also_bad",
        "examples",
        "amendment",
    }
)


def changes(before: Edition, after: Edition) -> Iterator[Change]:
    """Every difference between two editions: what is new, what is gone, what reads differently.

    A line that moved keeps its id, so it is told as changed in its `path`.
    """
    for of, type_ in _COMPARED.items():
        old: Mapping[str, object] = getattr(before, of)
        new: Mapping[str, object] = getattr(after, of)
        yield from (Change(ChangeKind.ADDED, of, id) for id in new if id not in old)
        yield from (Change(ChangeKind.DROPPED, of, id) for id in old if id not in new)
        for id in new:
            if id in old:
                yield from _fields_changed(of, type_, id, old[id], new[id])


def _fields_changed(of: str, type_: type, id: str, old: object, new: object) -> Iterator[Change]:
    said: Amendment | None = getattr(new, "amendment", None)
    because = () if said is None else said.because
    for field in fields(type_):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if field.name not in _NOT_COMPARED and was != now:
            yield Change(ChangeKind.CHANGED, of, id, field.name, _text(was), _text(now), because)
    if said is not None and said is not (before := getattr(old, "amendment", None)):
        for field in fields(Amendment):
            was, now = getattr(before, field.name, field.default), getattr(said, field.name)
            if field.name != "because" and was != now:
                said_as = _settings if field.name == "applies" else _text
                yield Change(ChangeKind.CHANGED, of, id, field.name, said_as(was), said_as(now), because)


def _settings(variants: Mapping[str, str] | None) -> str:
    return "; ".join(f"{variant} = {value}" for variant, value in (variants or {}).items())


def _text(value: object) -> str:
    match value:
        case None | False:
            return ""
        case Mapping():
            return " / ".join(_text(part) for part in value.values())
        case tuple():
            return ", ".join(map(_text, value))
        case _:
            return str(value)
