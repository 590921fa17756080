"""What the code says of mistakes in a catalogue, in another language than its own: sentence by sentence of `lint.toml`.

The code speaks English where it finds a mistake. A sentence is known by what stands in it for certain; what fills its
places is left as it is, but for words of the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cchc.words import PLACEHOLDER, data

OWN = "en"
"""The language of the code."""
_PLACE = re.compile(r"\{([0-9]?)\}")
_OF_NAME = re.compile(r"([\w.\[\]]+): (.+)", re.DOTALL)
"""A sentence about what it names first."""
_LONGEST = 2_000
"""Characters of a sentence that is looked up."""


def in_language(sentence: str, language: str) -> str:
    """A sentence of the code in a language, or as it is where it is not known there."""
    if language == OWN or language != _TOLD:
        return sentence
    first, newline, rest = sentence.partition("\n")
    return _sentence(first) + newline + rest


_TOLD = "vi"
"""The language of the table."""


def _sentence(sentence: str) -> str:
    """A sentence, or a sentence with what to do about it in brackets."""
    parts = [(sentence[:place], sentence[place + 2 : -1]) for place in _openings(sentence)]
    both = [(_found(what, "sentences"), hint, _found(hint, "sentences")) for what, hint in parts]
    for what, _, told in both:
        if what is not None and told is not None:
            return f"{what} ({told})"
    whole = _found(sentence, "sentences")
    if whole is not None:
        return whole
    known = next((f"{what} ({hint})" for what, hint, _ in both if what is not None), None)
    named = _OF_NAME.fullmatch(sentence) if known is None else None
    return f"{named[1]}: {_sentence(named[2])}" if named is not None else known or sentence


def _openings(sentence: str) -> Iterator[int]:
    """Where a bracket opens that the end of the sentence closes."""
    if sentence.endswith(")"):
        yield from (match.start() for match in re.finditer(r" \(", sentence))


def _found(sentence: str, kind: str) -> str | None:
    if len(sentence) > _LONGEST:
        return None
    for pattern, told in _table(kind):
        match = pattern.fullmatch(sentence)
        if match is not None:
            return _filled(told, match)
    return None


def _filled(told: str, match: re.Match[str]) -> str:
    groups, given = match.groups(), iter(match.groups())

    def fill(place: re.Match[str]) -> str:
        said = groups[int(place[1]) - 1] if place[1] else next(given)
        return _found(said, "words") or said

    return _PLACE.sub(fill, told)


@cache
def _table(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences as patterns, those with the most that is certain first."""
    pairs: Mapping[str, str] = {**data("lint")[kind], **(dict(_of_number_rows()) if kind == "sentences" else {})}
    ordered = sorted(pairs.items(), key=lambda pair: (_PLACE.sub("", pair[0]) == "", -len(_PLACE.sub("", pair[0]))))
    return tuple((re.compile(_pattern(own), re.DOTALL), told) for own, told in ordered)


def _of_number_rows() -> Iterator[tuple[str, str]]:
    """What is said of a printed row of numbers, which stands by itself."""
    for text in data("number_row")["why"].values():
        yield PLACEHOLDER.sub("{}", text[OWN]), PLACEHOLDER.sub("{}", text[_TOLD])


def _pattern(own: str) -> str:
    return "(.+?)".join(map(re.escape, re.split(r"\{\}", own)))
