"""The total of rows that an office writes where it is called otherwise than on the form: without diacritics, with one
letter wrong, or by another word for a total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import evolve

from cchc.edition.table import FormTable, RowRole
from cchc.reading.tables.adding import TOTAL_ROW, Adding
from cchc.reading.tables.body import PlacedRow, placed
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.spelling import fold
from cchc.words import data

_LONG = 6
"""Letters from which on a label with one letter wrong is still that label."""


@frozen
class OtherwiseCalled:
    """The total under another name than the form's (`wanted`, None where the form has no total)."""

    row: PlacedRow
    wanted: str | None


def with_total(
    table: FormTable, rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]
) -> tuple[tuple[PlacedRow, ...], OtherwiseCalled] | None:
    """The rows, one of them known to be their total by what it is called and by its figures; None where none is."""
    if table.rows or table.open is None or any(row.role is RowRole.TOTAL for row in rows):
        return None
    own = _names(table)
    for at in sorted(range(len(rows)), key=lambda at: at not in (0, len(rows) - 1)):
        name = _bare(rows[at])
        is_sure, is_at_end = name in own, at in (0, len(rows) - 1)
        if not is_sure and not (is_at_end and (name in _words() or any(_one_letter_off(name, each) for each in own))):
            continue
        bodies = [evolve(row.body, is_total=place == at) for place, row in enumerate(rows)]
        found = placed(bodies, table).rows
        if is_sure or _is_sum(Adding(table, found, figures)):
            return found, OtherwiseCalled(found[at], table.open.total)
    return None


def _names(table: FormTable) -> frozenset[str]:
    label = table.open.total if table.open is not None else None
    return frozenset() if label is None else frozenset(map(fold, table.spellings(label)))


def _bare(row: PlacedRow) -> str:
    return fold(row.body.label or row.body.code).strip(" :.*")


@cache
def _words() -> frozenset[str]:
    """What totals are called on any form."""
    return frozenset(fold(word) for word in data("form")["totals"]["words"])


def _is_sum(adding: Adding) -> bool:
    """Whether the total is what the rows come to; in most columns where there are several, for a cell may be wrong."""
    total = adding.total
    off = adding.balance(adding.above()).get(TOTAL_ROW)
    if total is None or off is None or adding.is_broad(TOTAL_ROW, off):
        return False
    return any(own and each == 0 for own, each in zip(adding.vectors[total], off, strict=True))


def _one_letter_off(one: str, other: str) -> bool:
    """Whether a letter is another one, lacks, is too many, or stands before the one it follows."""
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1 or one == other:
        return False
    begins = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[begins:], other[begins:]
    return (
        rest[1:] in (others, others[1:]) or rest == others[1:] or (rest[1::-1] == others[:2] and rest[2:] == others[2:])
    )
