"""Words that catalogues used before, and those that say the same today: a catalogue may go on using either."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.errors import KeyPath

LINE_KEYS: Mapping[str, str] = {"over_units": "over_offices"}
LEVEL_KEYS: Mapping[str, str] = {"units": "offices"}
SAMPLE_KEYS: Mapping[str, str] = {"unit": "office"}
FILES = ("missing", "aggregation", "findings", "phrases")
"""Files that every catalogue had to copy from cchc's own."""
AXES: Mapping[str, str] = {"units": "offices"}
WAYS: Mapping[str, str] = {"stock": "last", "ratio": "recompute"}

_SPELT = {
    today: former for words in (LINE_KEYS, LEVEL_KEYS, SAMPLE_KEYS, AXES, WAYS) for former, today in words.items()
}


def spelt_before(path: KeyPath) -> KeyPath:
    """A path as it may stand in the file, where the loader speaks of it in the words of today."""
    return tuple(_SPELT.get(part, part) if isinstance(part, str) else part for part in path)
