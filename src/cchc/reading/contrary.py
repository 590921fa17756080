"""Rows whose label says the opposite of the line that they are taken for: "quá hạn" on the line of those on time.

So near a label is the line's with a slip of the pen as well as another line's, and its figure may be of either: it is
asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.edition import Edition
from cchc.reading.cells.opposites import are_contrary
from cchc.reading.match import Placement
from cchc.reading.shared import offered_of, without_value
from cchc.reading.table_rows import TableRow
from cchc.report import Entry
from cchc.value import Reported, Wording


def asked_contrary(
    entries: Mapping[str, Entry], placed: Iterable[tuple[TableRow, Placement]], edition: Edition
) -> Mapping[str, Entry]:
    """The entries; those of rows whose label says the opposite of their line's without a value, which is offered."""
    found, language = {}, edition.languages[0]
    for row, placement in placed:
        if placement.id is None or not (placement.alike or placement.by_place):
            continue
        entry = entries.get(placement.id)
        label = edition.indicators[placement.id].label[language]
        if entry is None or entry.cell is None or not isinstance(entry.value, Reported):
            continue
        if are_contrary(row.label, label):
            found[placement.id] = without_value(entry, entry.cell, offered_of(entry), Wording.CONTRARY)
    return {**entries, **found} if found else entries
