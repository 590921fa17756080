"""The words that the editions of a catalogue share: units, instruments, status words, ended terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from cchc.edition import Instrument, Status, Term, Unit
from cchc.load.codes import DUPLICATE, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.table import Table

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


def units(contents: Contents) -> dict[str, Unit]:
    """[units.X], or units.toml."""
    entries = identified(contents.of("units"))
    return _first((id, Unit(id, table.translated("label"), table.translated("counts"))) for id, table in entries)


def instruments(contents: Contents) -> dict[str, Instrument]:
    """[instruments.X], or instruments.toml."""
    return _first(
        (id, Instrument(id, table.text("number"), table.date("date") or dt.date.min, table.translated("title")))
        for id, table in identified(contents.of("instruments"))
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
                table.texts("legal_basis"),
            ),
        )
        for id, table in identified(contents.of("terms"))
    )
