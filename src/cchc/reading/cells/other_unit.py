"""The noun behind a figure where it is another unit's: "5 người" on a line that counts meetings."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import parse
from cchc.reading.cells.phrasebook import bared, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases
from cchc.reading.cells.whose import of_persons_alone
from cchc.text.spelling import key


def other_unit(text: str, value: int, subject: Subject) -> str | None:
    """The name of another unit of the edition that a figure read in a text bears, as it is written.

    Nouns that no unit is called by are anybody's, and so is what the line's own label names.
    """
    amounts = parse(text, rate=subject.is_rate, style=subject.style).amounts
    found = {_other(amount.after, subject) for amount in amounts if amount.number.value == value}
    return found.pop() if len(found) == 1 else None


def _other(after: Phrases, subject: Subject) -> str | None:
    if not after or subject.noun_of(after):
        return None
    said = " ".join(plain_words(token.text) for token in after)
    units = _names(subject.lexicon.edition, bare=said.isascii())
    begun = [[name for name in names if f"{said} ".startswith(f"{name} ")] for names in (units, of_persons_alone())]
    name = max(begun[0] or begun[1], key=len, default=None)
    return None if name is None or says(subject.kin, evolve(after[0], text=name)) else name


def _names(edition: Edition, *, bare: bool) -> frozenset[str]:
    labels = tuple(label for unit in edition.units.values() for label in unit.label.values())
    return _keys(labels, bare)


@lru_cache(maxsize=64)
def _keys(labels: tuple[str, ...], bare: bool) -> frozenset[str]:
    names = {plain_words(key(label)) for label in labels if any(map(str.isalpha, label))}
    return frozenset(map(bared, names) if bare else names)
