"""What the row of column numbers says: the number of a column, and the sums of others that it equals."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from enum import StrEnum

from cchc.errors import FormulaError
from cchc.record import frozen
from cchc.words import Message, Translated, data

Place = tuple[str | None, int]
"""What a number begins with and what it counts to; None and 0 for one that has no neighbours, such as "15a"."""

_LETTERS = ("a letter", "a capital letter")
_MAY_BE_LEFT_OUT = "fjwz"
"""Letters that Vietnamese does without."""


class Why(StrEnum):
    """Why a cell of the row of numbers cannot be read; `why.…` of the texts says it."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    PRODUCT = "product"
    STRANGER = "stranger"
    RAISED = "raised"
    UNFINISHED = "unfinished"
    SIDE_BY_SIDE = "side_by_side"
    BRACKET = "bracket"
    RANGE = "range"
    ITSELF = "itself"
    TWICE = "twice"
    NOT_PRINTED = "not_printed"


@frozen
class Unreadable:
    """A cell that is not read, or whose sums cannot be resolved: why, by which part of it.

    `number` is that of its column where this much is plain: enough if the column has a `formula` of its own.
    """

    why: Why
    part: str = ""
    number: str | None = None

    @property
    def message(self) -> Message:
        """What is wrong, by language."""
        return Message(Translated(data("number_row")["why"][self.why]), {"part": self.part})

    @property
    def hint(self) -> Translated:
        """What to do about it, by language."""
        return Translated(data("number_row")["hint"])

    def error(self, text: str) -> FormulaError:
        """The mistake of a catalogue that has this cell, which points at the part that is to blame."""
        start = max(text.find(self.part), 0)
        return FormulaError(self.message["en"], text, start, start + max(1, len(self.part)), self.hint["en"])

    def __str__(self) -> str:
        return f"{self.message['en']} ({self.hint['en']})"


@frozen
class Addend:
    """One number, or all from `first` to `last` in steps, added (sign 1) or taken away (sign -1)."""

    sign: int
    first: str
    last: str | None = None
    step: int = 1

    def __str__(self) -> str:
        """The term with its sign; of a range in steps as many numbers as tell the step."""
        sign = "-" if self.sign < 0 else "+"
        if self.last is None:
            return sign + self.first
        (prefix, first), shown = place_of(self.first), 1 if self.step == 1 else 3
        numbers = [_numbered(prefix, first + place * self.step) for place in range(shown)]
        return sign + sign.join([*numbers, "…", self.last])

    def numbers(self, ids: Container[str]) -> Iterator[str]:
        """Every number that it stands for; letters that an alphabet may lack only if they are printed."""
        if self.last is None:
            yield self.first
            return
        (prefix, first), (_, last) = place_of(self.first), place_of(self.last)
        for place in range(first, last + 1, self.step):
            number = _numbered(prefix, place)
            if number in ids or number.lower() not in _MAY_BE_LEFT_OUT:
                yield number
            after = {"d": "đ", "D": "Đ"}.get(number, "")
            if after in ids and place < last:
                yield after


@frozen
class Sum:
    """What one "=" says: terms in the order in which they are printed."""

    terms: tuple[Addend, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.terms)).removeprefix("+")


@frozen
class NumberCell:
    """The number of a column, and the sums that it is said to equal, one for each "="."""

    number: str
    identities: tuple[Sum, ...] = ()

    def __str__(self) -> str:
        """One spelling for all: "7=8+9=10+…+13"."""
        return "=".join([self.number, *map(str, self.identities)])

    def formulas(self, ids: Mapping[str, str]) -> tuple[str, ...] | Unreadable:
        """The sums in the formula language: "c4 + c5 - c6".

        `ids` are the columns of figures by their printed numbers; a range stands for all numbers between its ends.
        """
        formulas = []
        for identity in self.identities:
            numbers = _resolved(identity, self.number, ids)
            if isinstance(numbers, Unreadable):
                return numbers
            text = "".join(f" {sign} {ids[number]}" for number, sign in numbers.items())
            formulas.append(text.removeprefix(" + ") if text.startswith(" + ") else "-" + text[3:])
        return tuple(formulas)


def place_of(number: str) -> Place:
    """Where a number stands among those that are alike but for it."""
    if len(number) == 1 and number.isascii() and number.isalpha():
        return _LETTERS[number.isupper()], ord(number)
    prefix = number.rstrip("0123456789")
    digits = number[len(prefix) :]
    return (prefix, int(digits)) if digits else (None, 0)


def _numbered(kind: str | None, place: int) -> str:
    """The number of a place."""
    return chr(place) if kind in _LETTERS else f"{kind}{place}"


def _resolved(identity: Sum, number: str, ids: Container[str]) -> dict[str, str] | Unreadable:
    """The numbers of a sum, each with its sign."""
    found: dict[str, str] = {}
    for term in identity.terms:
        for each in term.numbers(ids):
            if each == number or each in found or each not in ids:
                why = Why.ITSELF if each == number else Why.TWICE if each in found else Why.NOT_PRINTED
                return Unreadable(why, each, number)
            found[each] = "-" if term.sign < 0 else "+"
    return found
