"""Numbers in words, as they stand in brackets behind the digits: "05 (năm) văn bản"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.tokens import Token, TokenKind


def number_spelt(phrases: Sequence[Token]) -> int | None:
    """The number that words are, wholly, up to 99; None if they are anything else or more."""
    if not phrases or not all(phrase.kind is TokenKind.PHRASE for phrase in phrases):
        return None
    words = " ".join(phrase.text for phrase in phrases).split()
    bare = all(map(str.isascii, words))
    digits, tens = table(Role.SPELT, Where.NUMBERS, bare=bare), table(Role.SPELT, Where.TENS, bare=bare)
    return _value(words, digits, tens)


def _value(words: Sequence[str], digits: Mapping[str, Any], tens: Mapping[str, Any]) -> int | None:
    match words:
        case [one] if one in digits:
            return int(digits[one])
        case [ten, one] if digits.get(ten) == 10 and digits.get(one, 10) < 10:
            return 10 + int(digits[one])
        case [count, ten] if ten in tens and 1 < digits.get(count, 0) < 10:
            return 10 * int(digits[count])
        case [count, ten, one] if ten in tens and 1 < digits.get(count, 0) < 10 and digits.get(one, 10) < 10:
            return 10 * int(digits[count]) + int(digits[one])
    return None
