"""The words that the editions of a catalogue share: units, instruments, status words, ended terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from cchc.edition import Instrument, Status, Term, Unit
from cchc.edition.amendment import Place, Variant
from cchc.edition.ground import Certainty
from cchc.edition.register import LARGEST_SCALE, library_units
from cchc.load import grounds
from cchc.load.codes import DUPLICATE, MISSING_FIELD, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.table import Table, not_among

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_]*")


def identified(entries: Iterable[tuple[str, Table]]) -> Iterator[tuple[str, Table]]:
    """Tables whose names are ids that stand once, each closed after it is read."""
    first: dict[str, Table] = {}
    for id, table in entries:
        if first.setdefault(id, table) is not table:
            table.mistake(DUPLICATE, None, f"the id {id!r} stands in {first[id].place} already")
        if not ID.fullmatch(id):
            hint = "small letters a-z without diacritics, digits and _"
            table.mistake(WRONG_VALUE, None, f"{id[:40]!r} is no id", hint)
        yield id, table
        table.close()


def _first(entries: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Definitions by id; of two with one id the first counts."""
    found: dict[str, T] = {}
    for id, definition in entries:
        found.setdefault(id, definition)
    return found


def units(contents: Contents, used: Iterable[str | None] = ()) -> dict[str, Unit]:
    """[units.X], or units.toml; and of the library's own those that lines use and the catalogue does not define."""
    own = _first((id, _unit(id, table)) for id, table in identified(contents.of("units")))
    named = [id for id in dict.fromkeys(used) if id is not None and id not in own]
    return {**own, **{id: library_units()[id] for id in named if id in library_units()}} if named else own


def _unit(id: str, table: Table) -> Unit:
    label, scale = table.translated("label"), table.whole("scale", 2, LARGEST_SCALE)
    base = table.optional_text("of")
    if (base is None) != (scale is None) and not table.faulty:
        table.mistake(MISSING_FIELD, None, "'of' and 'scale' go together: so many of which unit it is")
    counts = table.optional_translated("counts") or label
    return Unit(id, label, counts, table.texts("printed") or None, base, scale)


def instruments(contents: Contents) -> dict[str, Instrument]:
    """[instruments.X], or instruments.toml."""
    return _first((id, _instrument(id, table)) for id, table in identified(contents.of("instruments")))


def _instrument(id: str, table: Table) -> Instrument:
    return Instrument(
        id,
        table.text("number"),
        table.date("date") or dt.date.min,
        table.translated("title"),
        grounds.certainty(table),
        grounds.day(table, "in_force", called="from"),
        grounds.day(table, "ended", called="on"),
    )


def statuses(contents: Contents) -> dict[str, Status]:
    """[statuses.X], or statuses.toml."""
    return _first(
        (id, Status(id, table.translated("label"), table.texts("words", required=True)))
        for id, table in identified(contents.of("statuses"))
    )


def terms(contents: Contents) -> dict[str, Term]:
    """[terms.X], or terms.toml."""
    return _first(
        (
            id,
            Term(
                id,
                table.texts("words", required=True),
                table.date("ended") or dt.date.min,
                table.translated("instead"),
                table.texts("unless"),
                grounds.legal_basis(table),
                grounds.certainty(table),
            ),
        )
        for id, table in identified(contents.of("terms"))
    )


def variants(contents: Contents) -> dict[str, Variant]:
    """[variant.X]: its values, the one that holds where nothing else is known, and places of which it is known."""
    return _first((id, _variant(id, table)) for id, table in identified(contents.of("variant")))


def _variant(id: str, table: Table) -> Variant:
    named = table.table("values", required=True)
    values = {value: entry.translations() for value, entry in named.tables()}
    default = table.text("default")
    if values and default not in values:
        table.mistake(WRONG_VALUE, "default", *not_among(default, tuple(values)))
    return Variant(id, table.translated("label"), values, default, tuple(_places(table, values)))


def _places(table: Table, values: Collection[str]) -> Iterator[Place]:
    for entry in table.list_of_tables("by_place"):
        value = entry.text("is")
        if value and value not in values:
            entry.mistake(WRONG_VALUE, "is", *not_among(value, tuple(values)))
        yield Place(
            entry.text("place"),
            value,
            entry.date("from", required=False),
            entry.choice("certainty", Certainty, Certainty.READ, required=False),
        )
        entry.close()
