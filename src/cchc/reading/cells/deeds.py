"""What is said was done to things, and whether a label asks for it."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from cchc.reading.cells.phrasebook import Role, Where, bared, is_in, table
from cchc.reading.cells.tokens import Phrases, Token
from cchc.text.spelling import fold


def says(label: str, phrase: Token) -> bool:
    """Whether a phrase is among the words of a label, with or without its diacritics."""
    wanted = f" {phrase.text} "
    return wanted in label or (phrase.text.isascii() and wanted in f" {fold(label)} ")


def is_among(side: str, phrases: Phrases) -> bool:
    """Whether one of some phrases is a kind, or begins its name: "phản ánh", of "phản ánh kiến nghị"."""
    return any(f"{bared(side) if phrase.text.isascii() else side} ".startswith(f"{phrase.text} ") for phrase in phrases)


def without_auxiliaries(phrase: Token) -> Token:
    text = _main_words(phrase.text)
    return evolve(phrase, text=text) if text not in ("", phrase.text) else phrase


@lru_cache(maxsize=4096)
def _main_words(text: str) -> str:
    """The words of a phrase that are no auxiliaries."""
    bare = text.isascii()
    auxiliaries, same = (table(Role.MATTER, where, bare=bare) for where in (Where.AUXILIARIES, Where.SAME))
    meant = same.get(text, text)
    return " ".join(word for word in (bared(meant) if bare else meant).split() if word not in auxiliaries)


def is_done(phrase: Token) -> bool:
    """Whether a phrase says that something was done, or is to be: "đã xử lý", and not "tập huấn"."""
    return is_finished(phrase) or without_auxiliaries(phrase) is not phrase


def is_finished(phrase: Token) -> bool:
    """Whether a phrase says "done" in other words than those of labels: "xong"."""
    return is_in(phrase.text, Role.MATTER, Where.FINISHED)


def begins_done(text: str) -> bool:
    """Whether words begin by saying that something is done: "đã"."""
    first = text.partition(" ")[0]
    return is_in(first, Role.MATTER, Where.BEGINS)


def tells_what_is_done(labels: str) -> bool:
    """Whether labels ask for what is finished."""
    return any(f" {word} " in labels for word in table(Role.MATTER, Where.DONE))
