"""The visible text and the matching key of short texts, kept: a form says the same few things again and again."""

from __future__ import annotations

import re
from functools import lru_cache

from cchc.text import label_key, strip_markup

_LONGEST_KEPT = 400
"""Longer texts come once; keeping them would only cost memory."""

_CLEAN = re.compile(r"[A-Za-z0-9.,:;/()+=%!?#-]+(?: [A-Za-z0-9.,:;/()+=%!?#-]+)*")
_COMPOSED = (*range(0xC0, 0xD0), *range(0xD1, 0xF0), *range(0xF1, 0x170), 0x1A0, 0x1A1, 0x1AF, 0x1B0)
_AS_ASCII = dict.fromkeys((*_COMPOSED, *range(0x1EA0, 0x1EFA)), "a")


def seen(text: str) -> str:
    """What a person sees of a cell, without markup and on one line."""
    return _kept_seen(text) if len(text) <= _LONGEST_KEPT else strip_markup(text)


def key(text: str) -> str:
    """The key by which a text is matched, whatever its spelling."""
    shown = seen(text)
    return _kept_key(shown) if len(shown) <= _LONGEST_KEPT else label_key(shown)


@lru_cache(maxsize=8192)
def _kept_seen(text: str) -> str:
    # Most cells are words in composed letters and nothing else, and are seen as they are.
    return text if _CLEAN.fullmatch(text.translate(_AS_ASCII)) else strip_markup(text)


_kept_key = lru_cache(maxsize=8192)(label_key)
