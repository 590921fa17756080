"""Words that no list has: what their syllables say of a figure beside them.

Names, things and most of what is done to them are without number, and no list has them all; what takes a figure back
is said with few syllables ("số cũ", "xem lại", "thất lạc"). A word without any of these is read past, and told where
it leads to a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from cchc.reading.cells.deeds import says
from cchc.reading.cells.phrasebook import Role, Where, bared, listed
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.record import frozen
from cchc.text.markup import pattern
from cchc.words import data


def is_unlisted(phrase: Token, subject: Subject) -> bool:
    """Whether a word is neither known nor of the label of the line."""
    return phrase.kind is TokenKind.PHRASE and not phrase.uses and not says(subject.kin, phrase)


def are_unknown_short(phrases: Phrases, subject: Subject) -> bool:
    """Whether words are abbreviations of which nothing is known: "th"."""
    return bool(phrases) and all(
        is_unlisted(phrase, subject) and _VOWEL().search(bared(phrase.text)) is None for phrase in phrases
    )


_VOWEL = pattern("[aeiouy]")


def speaks_against(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether a word that is not known has a syllable that takes back what it is said of: "thất lạc", "trùng"."""
    said = [phrase for phrase in phrases if is_unlisted(phrase, subject)]
    if not said:
        return False
    if not subject.has_syllables:
        return any(phrase.text in _words() or _affixes().fullmatch(phrase.text) for phrase in said)
    against = _syllables(bare=all(phrase.text.isascii() for phrase in said))
    return any(phrase.text in against for phrase in said)


def is_all_against(phrases: Sequence[Token], subject: Subject) -> bool:
    """Whether nothing is said of a figure but what takes it back: "nháp", "đã hủy"."""
    return bool(phrases) and all(speaks_against((phrase,), subject) for phrase in phrases)


def is_all_unlisted(phrases: Phrases, subject: Subject) -> bool:
    """Whether few words are said of a figure of which none is known: "đoán", "fix"."""
    return 0 < len(phrases) <= _FEW and all(is_unlisted(phrase, subject) for phrase in phrases)


def is_tentative(phrases: Phrases) -> bool:
    """Whether words say of a figure, and of nothing else, that it may yet change: "xem lại giúp em", "số cũ"."""
    if len(phrases) > _MOST_WORDS:
        return False
    return _is_tentative(" ".join(phrase.text for phrase in phrases))


def is_hedged(phrases: Phrases) -> bool:
    """Whether words say no more than that a figure is not certain, or may change: "số liệu tạm tính"."""
    telling = [phrase for phrase in phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    alone = [phrase.may_be(Role.APPROXIMATE, Where.WORDS) for phrase in telling]
    return alone == [True] or is_tentative(phrases)


_FEW = 4
"""Syllables of a word or two."""
_MOST_WORDS = 12
"""A remark of more words says more than that."""


@cache
def _syllables(*, bare: bool) -> frozenset[str]:
    own = data("cells")["adverse"]
    kept = [word for word in own["syllables"] if not (bare and word in own["not_bare"])]
    return frozenset(map(bared, kept) if bare else kept)


@cache
def _words() -> frozenset[str]:
    """The same of languages that are not written syllable by syllable: whole words, with and without diacritics."""
    tables = [language.get("adverse", {}) for language in data("figures").values()]
    words = [word for each in tables for word in each.get("syllables", ())]
    return frozenset((*words, *map(bared, words)))


@cache
def _affixes() -> re.Pattern[str]:
    """Words with a beginning that says not, and an end that says done: "unverified"."""
    tables = [language.get("adverse", {}) for language in data("figures").values()]
    begins, ends = (
        "|".join(re.escape(part) for each in tables for part in each.get(name, ())) for name in ("begins", "ends")
    )
    return re.compile(rf"(?:{begins})\w+(?:{ends})")


@lru_cache(maxsize=4096)
def _is_tentative(text: str) -> bool:
    """Whether words stand in one of the orders in which they say so."""
    words = tuple(text.split())
    said = _Said(words, bare=text.isascii())
    begun = said.any_of({0}, "around")
    led = said.any_of(begun, "leads")
    figures = said.one_of(begun, "figures")
    ends = said.one_of(said.any_of(said.one_of(begun, "leads"), "leads"), "settles")
    ends |= said.one_of(said.one_of(led, "checks"), "again")
    ends |= said.one_of(figures | said.one_of(figures, "leads"), "old")
    return len(words) in said.any_of(ends, "again", "around")


@cache
def _tentative(name: str, *, bare: bool) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a part, each as its words, by the first of them."""
    phrases = sorted(tuple(phrase.split()) for phrase in listed("tentative", name, bare=bare))
    return {first: tuple(alike) for first, alike in groupby(phrases, key=itemgetter(0))}


@frozen
class _Said:
    """Words, in which phrases are followed from place to place: some of one part begin another, or end it, and a
    pattern would try them in every order."""

    words: tuple[str, ...]
    bare: bool

    def one_of(self, places: set[int], part: str) -> set[int]:
        """The places behind a phrase of this part that begins at one of these."""
        phrases = _tentative(part, bare=self.bare)
        return {
            place + len(phrase)
            for place in places
            if place < len(self.words)
            for phrase in phrases.get(self.words[place], ())
            if self.words[place : place + len(phrase)] == phrase
        }

    def any_of(self, places: set[int], *parts: str) -> set[int]:
        """These places, and those behind any number of phrases of these parts."""
        found, new = set(places), set(places)
        while new:
            new = set[int]().union(*(self.one_of(new, part) for part in parts)) - found
            found |= new
        return found
