"""Titles in capitals as they stand inside a sentence: words in small letters, abbreviations as they are."""

from __future__ import annotations

import re

from cchc.text.spelling import fold

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile("(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")
"""A Vietnamese syllable without its marks: what is none is an abbreviation (TTHC, UBND)."""


def lowered(title: str) -> str:
    """A text whose words are all in capitals in small letters; any other text as it is."""
    return _WORD.sub(lambda word: _word(word[0]), title) if title.isupper() else title


def _word(word: str) -> str:
    return word.lower() if _SYLLABLE.fullmatch(fold(word)) else word
