"""What the noun behind a number counts, held against what its line does: its own, another sort of thing, or unknown.

Nouns are without number. Those of the line are silent, those of another sort take their number away from it, and one of
which nothing is known may be another name of what the line counts: its number is read, and the noun is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum, auto
from functools import cache, lru_cache

from attrs import evolve

from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import parse
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, bared, is_listed, listed, nouns, plain_words
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, TokenKind
from cchc.record import frozen
from cchc.text.spelling import key
from cchc.words import data


class Counts(Enum):
    """What a noun behind a number is to a line."""

    OWN = auto()
    OTHER = auto()
    UNKNOWN = auto()


@frozen
class Thing:
    """The noun behind a number, as it reads, and what it is to the line."""

    counts: Counts
    noun: str = ""


_OWN = Thing(Counts.OWN)


def thing(after: Phrases, subject: Subject) -> Thing:
    """What the words behind a number name: the line's own thing where they name nothing."""
    if not subject.has_syllables or subject.is_rate or subject.is_quantity:
        return _OWN
    named = _named(after)
    words = _without_any(named)
    if not words:
        return _OWN
    behind = after[after.index(words[0]) :]
    noun, sorts = _sorted(_text(behind))
    size = len(noun.split())
    own = subject.noun_of(words) or subject.kind_of(words)
    if own and size <= len(_text(words[:own]).split()):
        return _OWN
    ours = _sorts_of(subject.lexicon.unit_words(subject.indicator))
    if sorts and ours and not sorts & ours and not _is_in_label(noun, subject, "counting"):
        may_be_own = _goes_on(behind, size, subject) or _is_in_label(noun, subject, "with_some")
        return Thing(Counts.UNKNOWN if may_be_own else Counts.OTHER, noun)
    if own or subject.names(words) or _is_said(words, subject):
        return _OWN
    return Thing(Counts.UNKNOWN, noun or _text(named[:_MOST_TOLD]))


def counts_sort(subject: Subject, sort: str) -> bool:
    """Whether what a line counts is of one sort of things, by the names of its unit."""
    return sort in _sorts_of(subject.lexicon.unit_words(subject.indicator))


def is_of_own_sort(said: str, subject: Subject) -> bool:
    """Whether words begin with a noun of the line's own, or of a thing of the same sort."""
    words = plain_words(said)
    own = any(f"{words} ".startswith(f"{noun} ") for noun in (*subject.nouns, *subject.kinds))
    return own or bool(_sorted(words)[1] & _sorts_of(subject.lexicon.unit_words(subject.indicator)))


def noun_behind(text: str, value: Decimal, subject: Subject) -> str:
    """The noun behind a number of a text that is none of the line's, as a finding tells it; "" if there is none."""
    amounts = parse(text, rate=subject.is_rate, style=subject.style).amounts
    found = (thing(amount.after, subject).noun for amount in amounts if amount.number.value == value)
    return next(filter(None, found), "")


_MOST_TOLD = 3
"""Syllables of a noun that no list has, and of what stands behind it."""


def _named(after: Phrases) -> Phrases:
    """The words behind a number that may name something, up to the first that says something of it."""
    for place, phrase in enumerate(after):
        is_noun = phrase.may_be(Role.NOUN, Where.WORDS) or phrase.may_be(Role.THING, Where.WORDS)
        is_noun = is_noun or (place == 0 and _is_level(phrase.text))
        if phrase.kind is not TokenKind.PHRASE or (phrase.uses and not is_noun):
            return after[:place]
    return after


def _is_level(word: str) -> bool:
    """Whether a word that says nothing before a number is a noun behind one: "liên thông 3 cấp"."""
    return "levels" in _sorts(bare=word.isascii()).get(word, ())


def _without_any(words: Phrases) -> Phrases:
    """The same without a word that may be of anything: "5 trường hợp", "12 lượt hồ sơ"."""
    if len(words) > 1 and is_listed(words[0].text, "strange_noun", "turns"):
        return words if _sorted(_text(words))[0] else words[1:]
    for size in range(min(len(words), _LONGEST_ANY), 0, -1):
        if _text(words[:size]) in listed("strange_noun", "any", bare=words[0].text.isascii()):
            return words[size:]
    return words


_LONGEST_ANY = 2
"""Syllables of such a word."""


def _text(phrases: Phrases) -> str:
    return " ".join(plain_words(phrase.text) for phrase in phrases)


def _goes_on(behind: Phrases, size: int, subject: Subject) -> bool:
    """Whether right behind a noun stands what the line counts, or asks: "5 tin nhắn phản ánh"."""
    rest = behind[next(place for place in range(1, len(behind) + 1) if len(_text(behind[:place]).split()) >= size) :]
    if not rest:
        return False
    return subject.noun_of(rest) > 0 or (is_matter(rest[0]) and subject.asks_for(rest[0]) > 1)


def _is_said(words: Phrases, subject: Subject) -> bool:
    """Whether the label has the noun, or its first letters: one syllable may be of any word."""
    if subject.is_short_for_own(words[0]):
        return True
    said = " ".join(word.text for word in words[:2])
    return says(subject.kin, evolve(words[0], text=said))


def _is_in_label(noun: str, subject: Subject, how: str) -> bool:
    """Whether the label has a noun where it counts what that names, and does not only speak of it: "Số hội nghị"."""
    bare = noun.isascii() and noun not in _sorts(bare=False)  # without marks "hồ sơ TTHC" has a "so TTHC" in it
    labels, own = (bared(each) if bare else each for each in (subject.kin, subject.own))
    names = {noun, *(bared(name) if bare else name for name, others in nouns().items() if noun in others)}
    leads = listed("strange_noun", how, bare=bare)
    return any(own.startswith(f" {name} ") or any(f" {lead} {name} " in labels for lead in leads) for name in names)


def _sorted(said: str) -> tuple[str, frozenset[str]]:
    """The longest noun that words begin with of those whose sort is known, and its sorts."""
    words, table = said.split(), _sorts(bare=said.isascii())
    for size in range(min(len(words), _LONGEST_NOUN), 0, -1):
        noun = " ".join(words[:size])
        if noun in table:
            return noun, table[noun]
    return "", frozenset()


_LONGEST_NOUN = 4
"""Syllables of the longest noun whose sort is known."""


@cache
def _sorts(*, bare: bool) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for sort, things in data("cells")["sorts"].items():
        for noun in things:
            name = plain_words(noun.lower())
            found.setdefault(bared(name) if bare else name, set()).add(sort)
    return {noun: frozenset(sorts) for noun, sorts in found.items()}


@lru_cache(maxsize=512)
def _sorts_of(names: Iterable[str]) -> frozenset[str]:
    """The sorts of what a line counts, by the names of its unit."""
    table = _sorts(bare=False)
    return frozenset[str]().union(*(table.get(plain_words(key(name)), frozenset()) for name in names))
