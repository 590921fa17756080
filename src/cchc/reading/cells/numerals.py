"""Numbers in words: in brackets behind the digits ("05 (năm) văn bản"), or beside others ("mười tin, 3 bài")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.tokens import Token, TokenKind
from cchc.value import PrintedNumber
from cchc.words import data


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


# --- beside numbers in digits -------------------------------------------------------------------------


def with_spelt(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a text that has digits, with numbers that words are as numbers of their own: "mười tin, 3 bài".

    Words in brackets say a number again, or say more of it, and stay as they are.
    """
    if not any(token.kind is TokenKind.NUMBER for token in found):
        return found
    bare = all(token.text.isascii() for token in found)
    digits = table(Role.SPELT, Where.NUMBERS, bare=bare)
    return list(_counted(found, bare=bare)) if any(token.text in digits for token in found) else found


def _counted(found: Sequence[Token], *, bare: bool) -> Iterator[Token]:
    place = depth = 0
    while place < len(found):
        token = found[place]
        depth = max(0, depth + (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE))
        size = 0 if depth else _size(found, place, bare=bare)
        if size:
            words = found[place : place + size]
            text = " ".join(word.text for word in words)
            number = PrintedNumber(Decimal(number_spelt(words) or 0), 0, text=text)
            yield Token(TokenKind.NUMBER, text, token.start, words[-1].end, number=number, is_exotic=True)
        else:
            yield token
        place += size or 1


def _size(found: Sequence[Token], place: int, *, bare: bool) -> int:
    """How many words at a place are a number that counts something, and is not said again in digits; 0 for none."""
    before = found[place - 1] if place else None
    if not _may_begin(found[place], before, bare=bare):
        return 0
    for size in range(_LONGEST, 0, -1):
        words, behind = found[place : place + size], found[place + size :][:1]
        if len(words) == size and number_spelt(words) is not None:
            return size if _counts(words, before, behind[0] if behind else None, bare=bare) else 0
    return 0


_LONGEST = 3
"""Words of a number up to 99."""


def _may_begin(token: Token, before: Token | None, *, bare: bool) -> bool:
    """Whether a word begins a number there: not the end of a name ("thứ hai"), nor that of another number."""
    if token.kind is not TokenKind.PHRASE or token.text not in table(Role.SPELT, Where.NUMBERS, bare=bare):
        return False
    if before is None or before.kind in _BOUNDARIES:
        return True
    if before.kind is not TokenKind.PHRASE:
        return before.kind is not TokenKind.NUMBER
    last = before.text.rpartition(" ")[2]
    if last in table(Role.MULTIPLE, Where.SIZES, bare=bare) or last in data("cells")["names"]["before"]:
        return False
    # "Năm" is a year as well, and other words without their marks are: "sau" (sáu) is afterwards.
    is_doubtful = bare or token.text in table(Role.CUMULATIVE, Where.SPANS)
    return not is_doubtful or before.may_be(Role.MATTER, Where.WORDS) or before.may_be(Role.NEUTRAL, Where.WORDS)


def _counts(words: Sequence[Token], before: Token | None, behind: Token | None, *, bare: bool) -> bool:
    """Whether a thing, or how many times ten or a thousand, stands behind a number, or it is all that there is."""
    if behind is not None and behind.kind is TokenKind.PHRASE:
        is_thing = behind.may_be(Role.NOUN, Where.WORDS) or behind.may_be(Role.THING, Where.WORDS)
        return is_thing or behind.text in table(Role.MULTIPLE, Where.SIZES, bare=bare)
    is_apart = (before is None or before.kind in _BOUNDARIES) and behind is not None and behind.kind in _BOUNDARIES
    return is_apart and (len(words) > 1 or words[0].text not in table(Role.CUMULATIVE, Where.SPANS, bare=bare))


_BOUNDARIES = (TokenKind.COMMA, TokenKind.STOP, TokenKind.COLON)
