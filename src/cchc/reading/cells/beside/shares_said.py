"""Shares that a remark says in words, held against the form: "một nửa số nhiệm vụ" beside 7 of 20."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from cchc.reading.cells.deeds import says
from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, bared, listed, plain_words
from cchc.reading.cells.subject import Subject
from cchc.words import data


def tells_another_share_of(saying: Saying, value: int, wholes: Sequence[int | None], subject: Subject) -> bool:
    """Whether a remark says in words of what share of a whole something is so, and the figure is another share."""
    if saying.amounts or None in wholes or not wholes or not subject.has_syllables:
        return False
    for remark in saying.remarks:
        words = f" {plain_words(' '.join(phrase.text for phrase in remark.phrases))} "
        share = next((each for each in _shares() if f" {each} " in words), None)
        if share is None:
            continue
        told = set(f"{share}".split())
        others = [phrase for phrase in remark.phrases if phrase.text not in told]
        is_asked = any(is_matter(phrase) and subject.asks_for(phrase) > 1 for phrase in others)
        if not all(
            (is_asked and not phrase.uses)
            or phrase.may_be(Role.NEUTRAL, Where.WORDS)
            or says(subject.kin, phrase)
            or subject.noun_of((phrase,))
            or (is_matter(phrase) and subject.asks_for(phrase))
            or phrase.text in _bounds()
            for phrase in others
        ):
            return False
        return all(_differs(_shares()[share], words.partition(f" {share} ")[0], value, each) for each in wholes)
    return False


def _differs(share: Fraction, before: str, value: int, whole: int | None) -> bool:
    """Whether a figure is not so much of a whole as is said, as near as anybody says it."""
    made = share * (whole or 0)
    if any(f" {before} ".endswith(f" {word} ") for word in _bound("more", before)):
        return value <= made
    if any(f" {before} ".endswith(f" {word} ") for word in _bound("less", before)):
        return value >= made
    return abs(value - made) > max(Fraction(1), Fraction(whole or 0) / _TENTH)


_TENTH = 10


def _bound(name: str, said: str) -> tuple[str, ...]:
    return listed("shares", name, bare=said.isascii() and bool(said.strip()))


@cache
def _bounds() -> frozenset[str]:
    """The syllables of what bounds a share."""
    words = (*_bound("more", "ạ"), *_bound("less", "ạ"))
    return frozenset(word for each in words for word in each.split()) | frozenset(words)


@cache
def _shares() -> Mapping[str, Fraction]:
    """Words for shares, with and without diacritics, the longest first."""
    parts = data("cells")["shares"]["parts"]
    both = {each: Fraction(share) for word, share in parts.items() for each in (word, bared(word))}
    return dict(sorted(both.items(), key=lambda each: -len(each[0])))
