"""A mistake in a catalogue before it is located: the loader turns it into a `Problem` with a line."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from cchc.errors import did_you_mean
from cchc.record import frozen

KeyPath = tuple[str | int, ...]
"""Keys from the top of a TOML file down to a value; an int is a place in a list."""

SYNTAX = "CCHC-L001"
UNKNOWN_KEY = "CCHC-L002"
WRONG_VALUE = "CCHC-L003"
UNKNOWN_NAME = "CCHC-L004"
DUPLICATE = "CCHC-L005"
CLASH = "CCHC-L006"
CYCLE = "CCHC-L007"
TRANSLATION = "CCHC-L008"
VACUOUS = "CCHC-L009"
UNUSED = "CCHC-L010"
SAMPLE = "CCHC-L011"
PLACEHOLDER = "CCHC-L013"
MISSING_FIELD = "CCHC-L014"

UNKNOWN_CODE = "?"
"""Stands for a line's code that could not be read."""

MANY_WORDS, LONG_WORD = 2000, 100
"""Beyond so many candidates, or letters, no suggestion is sought: a stranger's catalogue may hold a million."""


@frozen
class Mistake:
    """What is wrong, and the file and key where it stands."""

    code: str
    file: str
    path: KeyPath
    what: str
    hint: str | None = None


@frozen
class Gaps:
    """What of a catalogue could not be read: nothing follows from its absence.

    `ids` are definitions that are faulty already; `files` those of which a part is unknown;
    `lines` says whether lines of the form may be among what is unknown.
    """

    ids: AbstractSet[str] = frozenset()
    files: AbstractSet[str] = frozenset()
    lines: bool = False


def nearest(word: str, known: Collection[str]) -> str | None:
    """A "did you mean …?" for a word that is not among the known ones, if one is close."""
    if len(known) > MANY_WORDS or len(word) > LONG_WORD:
        return None
    return did_you_mean(word, known)
