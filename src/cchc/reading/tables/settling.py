"""Headings and printed numbers that name different columns: which reading the form's own formulas bear out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import evolve

from cchc.edition.table import FormTable
from cchc.formula import reference
from cchc.reading.tables.head import Head
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
    path, number = (sum(_failing(table, row) for row in rows) for rows in (by_path, by_mark))
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


def _failing(table: FormTable, row: Figures) -> int:
    """How many printed sums a row breaks."""
    return sum(
        _differ(_figure(row)(column.id), reference.evaluate(identity.tree, _figure(row), _no_fact))
        for column in table.printed
        for identity in column.identities
        if identity.is_sum
    )


def _differ(one: object, other: object) -> bool:
    return isinstance(one, Fraction) and isinstance(other, Fraction) and one != other


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
