"""What definitions rest on, and since when instruments hold, as TOML says it: always with how surely it is known."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.edition.ground import Certainty, Day, Ground
from cchc.load.table import Table


def because(table: Table) -> Iterator[Ground]:
    """`because = { instrument, article, certainty }`, one or a list: who changes a definition says how surely."""
    for entry in table.list_of_tables("because"):
        yield _ground(entry, is_sure=True)


def legal_basis(table: Table) -> tuple[Ground, ...]:
    """`legal_basis`: tables as of `because`; an id alone names the instrument, and nobody says how surely."""
    return tuple(
        Ground(entry) if isinstance(entry, str) else _ground(entry, is_sure=False)
        for entry in table.texts_or_tables("legal_basis")
    )


def _ground(entry: Table, *, is_sure: bool) -> Ground:
    found = Ground(entry.text("instrument"), certainty(entry, required=is_sure), entry.optional_text("article"))
    entry.close()
    return found


def certainty(table: Table, *, required: bool = False) -> Certainty | None:
    """How surely something is known, where the table says it."""
    if not (required or table.has("certainty")):
        return None
    return table.choice("certainty", Certainty, Certainty.GENERAL)


def day(table: Table, key: str, *, called: str) -> Day | None:
    """`in_force = { from = 2025-07-01, certainty = "read" }`, `ended = { on = …, by = … }`."""
    if not table.has(key):
        return None
    entry = table.table(key)
    found, known, by = entry.date(called), certainty(entry), entry.optional_text("by")
    entry.close()
    return None if found is None else Day(found, known, by)
