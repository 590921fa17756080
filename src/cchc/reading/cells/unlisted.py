"""Words that no list has: what their syllables say of a figure beside them.

Names, things and most of what is done to them are without number, and no list has them all; what takes a figure back
is said with few syllables ("số cũ", "xem lại", "thất lạc"). A word without any of these is read past, and told where
it leads to a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cchc.reading.cells.phrasebook import Role, Where, bared
from cchc.reading.cells.subject import Subject, says
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.words import data


def is_unlisted(phrase: Token, subject: Subject) -> bool:
    """Whether a word is neither known nor of the label of the line."""
    return phrase.kind is TokenKind.PHRASE and not phrase.uses and not says(subject.kin, phrase)


def speaks_against(phrases: Iterable[Token], subject: Subject) -> bool:
    """Whether a word that is not known has a syllable that takes back what it is said of: "thất lạc", "trùng"."""
    said = [phrase for phrase in phrases if is_unlisted(phrase, subject)]
    if not said:
        return False
    if not subject.has_syllables:
        return any(phrase.text in _words() or _affixes().fullmatch(phrase.text) for phrase in said)
    against = _syllables(bare=all(phrase.text.isascii() for phrase in said))
    return any(phrase.text in against for phrase in said)


def is_all_unlisted(phrases: Phrases, subject: Subject) -> bool:
    """Whether few words are said of a figure of which none is known: "đoán", "fix"."""
    return 0 < len(phrases) <= _FEW and all(is_unlisted(phrase, subject) for phrase in phrases)


def is_tentative(phrases: Phrases) -> bool:
    """Whether words say of a figure, and of nothing else, that it may yet change: "xem lại giúp em", "số cũ"."""
    if len(phrases) > _MOST_WORDS:
        return False
    words = " ".join(phrase.text for phrase in phrases)
    return _tentative(bare=words.isascii()).fullmatch(words) is not None


def is_hedged(phrases: Phrases) -> bool:
    """Whether words say no more than that a figure is not certain, or may change: "số liệu tạm tính"."""
    telling = [phrase for phrase in phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    alone = [phrase.may_be(Role.APPROXIMATE, Where.WORDS) for phrase in telling]
    return alone == [True] or is_tentative(phrases)


_FEW = 4
"""Syllables of a word or two."""
_MOST_WORDS = 12
"""A remark of more words says more than that."""


def _listed(table: str, name: str, *, bare: bool) -> tuple[str, ...]:
    words = [word.lower() for word in data("cells")[table][name]]
    return tuple(map(bared, words)) if bare else tuple(words)


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


@cache
def _tentative(*, bare: bool) -> re.Pattern[str]:
    """The words of the table in the orders in which they say so."""
    around, leads, settles, checks, again, figures, old = (
        f"(?:{'|'.join(map(re.escape, sorted(_listed('tentative', name, bare=bare), key=len, reverse=True)))})"
        for name in ("around", "leads", "settles", "checks", "again", "figures", "old")
    )
    said = rf"(?:{leads} )+{settles}|(?:{leads} )*{checks} {again}|{figures} (?:{leads} )?{old}"
    return re.compile(rf"(?:{around} )*?(?:{said})(?: {again}| {around})*")
