"""What lines and rules name by an id: units, instruments, ended terms, status words, columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from cchc.edition.ground import Certainty, Day, Ground
from cchc.record import field, frozen
from cchc.text.spelling import key
from cchc.words import Text, data, face


@frozen
class Unit:
    """A unit of measure and what it counts."""

    id: str
    label: Text
    counts: Text
    printed: tuple[str, ...] | None = field(default=None, metadata={"absent": True})
    """How it is written beside a figure, beyond its label."""
    of: str | None = field(default=None, metadata={"absent": True})
    """The unit that it is so many of; figures in one are read in the other."""
    scale: int | None = field(default=None, metadata={"absent": True})

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it."""
        return tuple(dict.fromkeys((*(self.printed or ()), *self.label.values())))


LARGEST_SCALE = 10**12
"""So many of another unit one may be."""


@cache
def library_units() -> Mapping[str, Unit]:
    """The units that come with the library, by id; a catalogue has those that its lines name and it does not define."""
    said = face("form")
    return {
        id: Unit(
            id,
            said.text("units", id, "label"),
            said.text("units", id, "counts") if f"units.{id}.counts" in said else said.text("units", id, "label"),
            tuple(given["printed"]) if "printed" in given else None,
            given.get("of"),
            given.get("scale"),
        )
        for id, given in data("form")["units"].items()
    }


@cache
def _library_names() -> frozenset[str]:
    return frozenset(key(name) for unit in library_units().values() for name in unit.spellings)


def is_unit_name(text: str, units: Mapping[str, Unit]) -> bool:
    """Whether a text is what a unit is called, by the catalogue or by the library."""
    name = key(text)
    return name in _library_names() or any(name in map(key, unit.spellings) for unit in units.values())


def kindred(unit: str, units: Mapping[str, Unit]) -> Mapping[str, Fraction]:
    """How many of a unit one of each is that measures the same, itself included; by id.

    Of units that a catalogue and the library both have the catalogue's count.
    """
    known = {**library_units(), **units}
    if unit not in known:
        return {}
    base, size = _base(unit, known)
    sizes = {id: _base(id, known) for id in known}
    return {id: Fraction(of, size) for id, (root, of) in sizes.items() if root == base}


def _base(unit: str, known: Mapping[str, Unit]) -> tuple[str, int]:
    """The unit that one is so many of, by and by, and how many."""
    size, seen = 1, {unit}
    while (of := known[unit].of) is not None and of in known and of not in seen:
        size *= known[unit].scale or 1
        unit = of
        seen.add(of)
    return unit, size


@frozen
class Instrument:
    """A legal instrument that definitions rest on, and the day on which it was signed.

    `certainty` says how number and day are known. That it is `in_force` from a later day, and since when it is not
    any more (`ended`: its last day), are other facts, each with a certainty of its own; None where nothing is known.
    """

    id: str
    number: str
    date: dt.date
    title: Text
    certainty: Certainty | None = field(default=None, metadata={"absent": True})
    in_force: Day | None = field(default=None, metadata={"absent": True})
    ended: Day | None = field(default=None, metadata={"absent": True})

    def had_ended(self, day: dt.date) -> bool:
        """Whether it is known to be in force no more on a day."""
        return self.ended is not None and self.ended.on < day


@frozen
class Term:
    """Words that an instrument has put out of use: `ended` is the first day on which it was in force.

    Where one of `unless` stands in the same cell, the words mean another thing; `instead` says what is said today.
    """

    id: str
    words: tuple[str, ...]
    ended: dt.date
    instead: Text
    unless: tuple[str, ...] = ()
    legal_basis: tuple[Ground, ...] = ()
    certainty: Certainty | None = field(default=None, metadata={"absent": True})
    """How the day is known."""


@frozen
class Status:
    """A status word: its id in formulas, and the spellings it is read from."""

    id: str
    label: Text
    words: tuple[str, ...]


@frozen
class Column:
    """A column of the form: its name here, its printed heading, other headings in use."""

    id: str
    label: Text
    headings: tuple[str, ...]
