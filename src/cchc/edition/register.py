"""What lines and rules name by an id: units, instruments, ended terms, status words, columns."""

from __future__ import annotations

import datetime as dt

from cchc.record import frozen
from cchc.words import Text


@frozen
class Unit:
    """A unit of measure and what it counts."""

    id: str
    label: Text
    counts: Text


@frozen
class Instrument:
    """A legal instrument that definitions rest on."""

    id: str
    number: str
    date: dt.date
    title: Text


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
    legal_basis: tuple[str, ...] = ()


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
