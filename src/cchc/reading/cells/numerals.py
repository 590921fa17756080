"""Numbers in words: in brackets behind the digits ("05 (năm) văn bản"), or beside others ("mười tin, 3 bài")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from cchc.reading.cells.phrasebook import Role, Where, bared, table
from cchc.reading.cells.tokens import Token, TokenKind
from cchc.record import frozen
from cchc.value import PrintedNumber
from cchc.words import data


def number_spelt(phrases: Sequence[Token]) -> int | None:
    """The number that words are, wholly, less than a million; None if they are anything else, or may be several."""
    found = numbers_spelt(phrases)
    return found[0] if len(found) == 1 else None


def numbers_spelt(phrases: Sequence[Token]) -> tuple[int, ...]:
    """All numbers that words may be, the likeliest first: "hai ba" is 23, or two or three."""
    if not phrases or len(phrases) > LONGEST or not all(phrase.kind is TokenKind.PHRASE for phrase in phrases):
        return ()
    return _numbers(" ".join(phrase.text for phrase in phrases).split())


def _numbers(words: Sequence[str]) -> tuple[int, ...]:
    numerals = _numerals(bare=all(map(str.isascii, words)))
    return numerals.below_million(words) if words and len(words) <= LONGEST and words[0] in numerals.begins else ()


LONGEST = 11
"""Words of the longest number: "chín trăm chín mươi chín nghìn chín trăm chín mươi chín" has no more."""


def rate_spelt(phrases: Sequence[Token]) -> PrintedNumber | None:
    """The percentage that words are, wholly: "chín mươi lăm phẩy năm phần trăm"; None for anything else."""
    text = " ".join(phrase.text for phrase in phrases)
    signs = table(Role.SPELT, Where.PERCENT, bare=text.isascii())
    said = next((text.removesuffix(f" {sign}") for sign in signs if text.endswith(f" {sign}")), "").split()
    comma = _numerals(bare=text.isascii()).comma
    place = next((place for place, word in enumerate(said) if word in comma), len(said))
    whole, decimals = _numbers(said[:place]), _decimals(said[place + 1 :])
    if len(whole) != 1 or (place < len(said) and not decimals):
        return None
    value = Decimal(f"{whole[0]}.{decimals}") if decimals else Decimal(whole[0])
    return PrintedNumber(value, len(decimals), percent=True, text=text)


def is_numeral(word: str) -> bool:
    """Whether a word, with its diacritics, is one of those of which numbers are made."""
    numerals = _numerals(bare=False)
    parts = (numerals.digits, numerals.tens, numerals.hundred, numerals.thousand, numerals.zero, numerals.gap)
    return any(word in part for part in (*parts, numerals.half, numerals.joined))


def _decimals(words: Sequence[str]) -> str:
    """The decimals that words are, digit by digit or as one number; "" for anything else."""
    numerals = _numerals(bare=all(map(str.isascii, words)))
    digits = [numerals.digit(word, zero=True) for word in words]
    if all(digit is not None for digit in digits):
        return "".join(map(str, digits))
    number = _numbers(words)
    return str(number[0]) if len(number) == 1 else ""


@frozen
class _Numerals:
    """The words that numbers are made of, and how they make them."""

    own: frozenset[str]
    """The digits of the language in which tens may be left unsaid."""
    digits: Mapping[str, int]
    tens: Mapping[str, Any]
    units: Mapping[str, Any]
    hundred: Mapping[str, Any]
    thousand: Mapping[str, Any]
    zero: Mapping[str, Any]
    gap: Mapping[str, Any]
    half: Mapping[str, Any]
    comma: Mapping[str, Any]
    joined: Mapping[str, int]
    """Tens of which the word runs into one: "hăm ba" is 23."""

    @cached_property
    def begins(self) -> frozenset[str]:
        """The words with which a number may begin."""
        return frozenset((*self.digits, *self.hundred, *self.thousand, *self.joined))

    def digit(self, word: str, *, zero: bool = False) -> int | None:
        """The digit that a word is, "mười" being none."""
        if zero and word in self.zero:
            return 0
        found = self.digits.get(word, _TEN)
        return found if found < _TEN else None

    def below_million(self, words: Sequence[str]) -> tuple[int, ...]:
        place = next((place for place, word in enumerate(words) if word in self.thousand), None)
        if place is None:
            return self._below_thousand(words)
        before, behind = words[:place], words[place + 1 :]
        thousands = self._below_thousand(before) if before else (1,)
        return self._with(thousands, 1000, behind, is_said=bool(before))

    def _below_thousand(self, words: Sequence[str]) -> tuple[int, ...]:
        place = next((place for place, word in enumerate(words) if word in self.hundred), None)
        if place is None:
            return self._below_hundred(words)
        match words[:place]:
            case []:
                hundreds, is_said = 1, False
            case [one] if (digit := self.digit(one, zero=True)) is not None:
                hundreds, is_said = digit, True
            case _:
                return ()
        return self._with((hundreds,), 100, words[place + 1 :], is_said=is_said)

    def _with(self, counts: tuple[int, ...], size: int, rest: Sequence[str], *, is_said: bool) -> tuple[int, ...]:
        """So many hundreds or thousands and what is said behind; where that may be read in two ways, both."""
        if len(counts) != 1:
            return ()
        made = counts[0] * size
        if not rest:
            return (made,) if is_said else ()  # "trăm", "nghìn" alone are some
        found = tuple(made + each for each in self._behind(size, rest))
        # "Trăm hai mươi": it is not said how many hundreds.
        return found if is_said or len(found) != 1 else (*found, found[0] % size)

    def _behind(self, size: int, rest: Sequence[str]) -> tuple[int, ...]:
        """What words behind "trăm", or "nghìn", add to it."""
        first, *others = rest
        if first in self.half:
            return (size // 2, 0) if not others else ()  # "trăm rưỡi": half as much again, or "and a bit"
        if first in self.gap:
            digit = self.digit(others[0]) if len(others) == 1 else None
            return () if digit is None else (digit,)
        if not others and (digit := self.digit(first)) is not None:
            return digit * size // 10, digit  # "hai trăm ba", "một nghìn hai"
        if len(rest) == 2 and all(self.digit(word) is not None for word in rest):
            return ()
        return self._below_thousand(rest) if size > _HUNDRED else self._below_hundred(rest)

    def _below_hundred(self, words: Sequence[str]) -> tuple[int, ...]:
        digits = self.digits
        match words:
            case [one] if one in digits:
                return (digits[one],)
            case [ten, one] if digits.get(ten) == _TEN and self.digit(one) is not None:
                return (_TEN + digits[one],)
            case [tens, one] if tens in self.joined and self.digit(one) is not None:
                return (_TEN * self.joined[tens] + digits[one],)
            case [count, ten] if ten in self.tens and 1 < digits.get(count, 0) < _TEN:
                return (_TEN * digits[count],)
            case [count, ten, one] if ten in self.tens and 1 < digits.get(count, 0) < _TEN and self.digit(one):
                return (_TEN * digits[count] + digits[one],)
            case [count, one] if {count, one} <= self.own and 1 < digits[count] < _TEN and self.digit(one):
                return self._colloquial(count, one)
        return ()

    def _colloquial(self, count: str, one: str) -> tuple[int, ...]:
        """Tens without their word: "hai tư" is 24, as "năm tám" is 58; "hai ba" may be two or three, "hai năm" two
        years."""
        tens, unit = self.digits[count], self.digits[one]
        made = _TEN * tens + unit
        is_alone = unit not in (1, 5) and unit != tens + 1 and (tens, unit) not in _SAYINGS
        is_sure = one in self.units or (is_alone and not (count.isascii() and one.isascii()))
        return (made,) if is_sure else (made, tens, unit)


_TEN, _HUNDRED = 10, 100
_SAYINGS = ((5, 7), (3, 7), (3, 2), (2, 1), (7, 5))
"""Pairs that say "some": "năm bảy", "ba bảy"."""


@cache
def _numerals(*, bare: bool) -> _Numerals:
    lists = (
        table(Role.SPELT, where, bare=bare)
        for where in (
            Where.NUMBERS, Where.TENS, Where.UNITS, Where.HUNDRED, Where.THOUSAND, Where.ZERO, Where.GAP, Where.HALF,
            Where.COMMA, Where.JOINED,
        )
    )  # fmt: skip
    own = (word.lower() for word in data("cells")[Role.SPELT][Where.NUMBERS])
    return _Numerals(frozenset(map(bared, own) if bare else own), *lists)


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
    for size in range(min(LONGEST, len(found) - place), 0, -1):
        words, behind = found[place : place + size], found[place + size :][:1]
        if len(words) == size and number_spelt(words) is not None:
            return size if _counts(words, before, behind[0] if behind else None, bare=bare) else 0
    return 0


def _may_begin(token: Token, before: Token | None, *, bare: bool) -> bool:
    """Whether a word begins a number there: not the end of a name ("thứ hai"), nor that of another number."""
    if token.kind is not TokenKind.PHRASE or token.text not in table(Role.SPELT, Where.NUMBERS, bare=bare):
        return False
    if before is None or before.kind in _BOUNDARIES:
        return True
    if before.kind is not TokenKind.PHRASE:
        return before.kind is not TokenKind.NUMBER
    last = before.text.rpartition(" ")[2]
    if last in table(Role.MULTIPLE, Where.SIZES, bare=bare) or last in _numerals(bare=bare).joined:
        return False
    if last in data("cells")["names"]["before"]:
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
