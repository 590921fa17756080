"""What changed from one edition of the form to the next, definition by definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import ClassVar

from attrs import fields

from cchc.edition import Column, Edition, Indicator, Rule, Unit
from cchc.edition.amendment import Amendment
from cchc.edition.ground import Ground
from cchc.record import frozen
from cchc.words import Text


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


def changes(before: Edition, after: Edition, language: str | None = None) -> Iterator[Change]:
    """Every difference between two editions: what is new, what is gone, what reads differently.

    Texts come in one language, else in all of them. A line that moved keeps its id, so it is told as changed in its
    `path`.
    """
    yield from _edition_changed(before, after, _Writer(language))
    for of, type_ in _COMPARED.items():
        old: Mapping[str, object] = getattr(before, of)
        new: Mapping[str, object] = getattr(after, of)
        yield from (Change(ChangeKind.ADDED, of, id) for id in new if id not in old)
        yield from (Change(ChangeKind.DROPPED, of, id) for id in old if id not in new)
        for id in new:
            if id in old:
                yield from _fields_changed(of, type_, id, old[id], new[id], _Writer(language))


def _fields_changed(of: str, type_: type, id: str, old: object, new: object, text: _Writer) -> Iterator[Change]:
    said: Amendment | None = getattr(new, "amendment", None)
    because = () if said is None else said.because
    for field in fields(type_):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if field.name not in _NOT_COMPARED and was != now:
            yield Change(ChangeKind.CHANGED, of, id, field.name, text(was), text(now), because)
    if said is not None and said is not (before := getattr(old, "amendment", None)):
        for field in fields(Amendment):
            was, now = getattr(before, field.name, field.default), getattr(said, field.name)
            if field.name != "because" and was != now:
                said_as = _settings if field.name == "applies" else text
                yield Change(ChangeKind.CHANGED, of, id, field.name, said_as(was), said_as(now), because)


def _settings(variants: Mapping[str, str] | None) -> str:
    return "; ".join(f"{variant} = {value}" for variant, value in (variants or {}).items())


@frozen
class _Writer:
    """Values as texts; those in several languages in one of them, or in all."""

    language: str | None

    def __call__(self, value: object) -> str:
        match value:
            case None | False:
                return ""
            case Text() if self.language is not None:
                return value[self.language]
            case Mapping():
                return " / ".join(self(part) for part in value.values())
            case tuple():
                return ", ".join(map(self, value))
            case dt.date():
                return f"{value:%d/%m/%Y}"
            case Ground():
                return value.instrument if value.article is None else f"{value.instrument}, {value.article}"
            case Column():
                return f"{self(value.label)} ({self(value.headings)})"
            case _:
                return str(value)


def _edition_changed(before: Edition, after: Edition, text: _Writer) -> Iterator[Change]:
    """What is said of the form as a whole: what it is called, for whom and when it is, how far it may be trusted."""
    for name, get in OF_EDITION.items():
        was, now = text(get(before)), text(get(after))
        if was != now:
            because = after.in_force_because
            yield Change(ChangeKind.CHANGED, "edition", after.id, name, was, now, because)


def _variants(edition: Edition) -> tuple[str, ...]:
    return tuple(f"{id} = {' | '.join(variant.values)}" for id, variant in edition.variants.items())


OF_EDITION: Mapping[str, Callable[[Edition], object]] = {
    "title": lambda edition: edition.title,
    "status": lambda edition: edition.status,
    "status_note": lambda edition: edition.status_note,
    "in_force_from": lambda edition: edition.in_force_from,
    "in_force_to": lambda edition: edition.in_force_to,
    "form_number": lambda edition: edition.form_number,
    "closing_day": lambda edition: str(edition.calendar.closing_day),
    "periods": lambda edition: edition.calendar.periods,
    "year_starts": lambda edition: tuple(f"{day:%d/%m/%Y}" for day in edition.year_starts.values()),
    "breaks": lambda edition: edition.breaks,
    "offices": lambda edition: edition.level.offices,
    "superiors": lambda edition: edition.level.superiors,
    "zero_denominator": lambda edition: edition.zero_denominator,
    "columns": lambda edition: tuple(edition.columns.values()),
    "title_words": lambda edition: edition.title_words,
    "variants": _variants,
}
"""What an edition says of itself, as far as reports are read and judged by it."""
