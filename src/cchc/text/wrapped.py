"""Where a line of text ends inside of a word."""

from __future__ import annotations

import re

_ORDINAL = re.compile(r"(?<![^\s])[0-9]{1,2}/\Z")
LOOKED_AT = 4
"""Characters before a break that tell whether it is one inside of a word."""


def breaks_word(before: str, after: str) -> bool:
    """Whether a text that goes on on the next line was broken after a hyphen or a slash inside of a word: "NĐ-", "CP".

    An ordinal ("1/") is no beginning of a word where a word in small letters follows; before "KH-UBND" it is.
    """
    end = before[-LOOKED_AT:]
    if end[-1:] not in ("-", "/") or not end[-2:-1].strip() or not after[:1].strip():
        return False
    return not (after[1:2].islower() and _ORDINAL.search(end))
