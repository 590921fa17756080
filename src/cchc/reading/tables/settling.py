"""Headings and printed numbers that name different columns: which reading the form's own formulas bear out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import evolve

from cchc.edition.table import FormTable, Identity
from cchc.formula import reference
from cchc.formula.tree import names_of
from cchc.reading.tables.head import Head
from cchc.record import frozen
from cchc.report import Entry
from cchc.value import Candidate, Missing, Reason, Reported

Figures = Mapping[str, Entry]
"""What stands in a row, by column."""
_CLEARLY = 4
"""A reading under which so many times fewer formulas fail is the one that was meant: a cell may be wrong besides."""


class Settled(StrEnum):
    """By what columns are read whose heading and number name two."""

    PATH = "path"
    NUMBER = "number"
    NEITHER = "neither"


def by_number(head: Head) -> Head:
    """The head as its numbers have it."""
    named = {place: id for place, _, id in head.disagreeing}
    columns = {place: id for place, id in head.columns.items() if place in named or id not in named.values()}
    return evolve(head, columns={**columns, **named})


def settled(table: FormTable, by_path: Sequence[Figures], by_mark: Sequence[Figures]) -> Settled:
    """The reading under which the printed sums hold; neither, where that does not tell."""
    path, number = (sum(held(table, None, row).failing for row in rows) for rows in (by_path, by_mark))
    if path == number:
        return Settled.NEITHER
    fewer, more = sorted((path, number))
    if fewer * _CLEARLY > more:
        return Settled.NEITHER
    return Settled.PATH if path < number else Settled.NUMBER


def neither(head: Head, path: Figures, number: Figures) -> Figures:
    """A row whose disputed columns have no figure, and both that may be meant are offered."""
    disputed = {id for _, *ids in head.disagreeing for id in ids}
    kept = {id: entry for id, entry in path.items() if id not in disputed}
    for id in disputed:
        entries = [row[id] for row in (path, number) if id in row]
        offered = tuple(Candidate(each.printed, each.cell) for each in entries if each.printed and each.cell)
        if offered:
            kept[id] = Entry(Missing(Reason.AMBIGUOUS), cell=offered[0].cell, candidates=offered)
    return kept


@frozen
class SumsHeld:
    """How many of the printed sums of a row do not hold, and how many do that are not nothing of nothing."""

    failing: int
    holding: int


def held(table: FormTable, id: str | None, row: Figures) -> SumsHeld:
    """What the printed sums say of a row, by its id where the form prints it."""
    failing = holding = 0
    figure = _figure(row)
    for column in table.printed:
        for identity in column.identities:
            if not identity.is_sum or id in column.excepted:
                continue
            one, other = figure(column.id), reference.evaluate(identity.tree, figure, _no_fact)
            if isinstance(one, Fraction) and isinstance(other, Fraction):
                failing += one != other
                holding += one == other != 0
            elif isinstance(one, Fraction):
                failing += any(part is not None and part > one for part in _parts(table, identity, figure))
    return SumsHeld(failing, holding)


def _parts(table: FormTable, identity: Identity, figure: Callable[[str], Fraction | None]) -> list[Fraction | None]:
    """The figures of which none can be more than their sum."""
    names = names_of(identity.tree)
    if "-" in identity.text or any(name not in table.columns or table.columns[name].asks.is_signed for name in names):
        return []
    return [figure(name) for name in names]


def _figure(row: Figures) -> Callable[[str], Fraction | None]:
    def figure(id: str) -> Fraction | None:
        value = row[id].value if id in row else None
        try:
            return Fraction(value.value) if isinstance(value, Reported) else None  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return None

    return figure


def _no_fact(*_: object) -> None:
    return None
