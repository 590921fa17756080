"""The row of column numbers, in which forms print what adds up: "(3)=(4)+(5)", "7=8+9 =10+11", "4=15+..+19".

A cell is read whole or not at all. What it holds is the number of its column and sums and differences of other
columns' numbers, each of which the number equals; anything else, a product or a rate above all, is `Unreadable`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile

from attrs import evolve

from cchc.formula.printed_sums import Addend, NumberCell, Place, Sum, Unreadable, Why, place_of
from cchc.record import define, frozen
from cchc.text.markup import pattern, visible
from cchc.text.spelling import fold
from cchc.words import data

LONGEST, MOST_TERMS, DEEPEST = 1_000, 200, 8
"""The greatest length of a cell, number of terms of a sum and nesting of brackets."""

_TOKEN = pattern(
    r"(?P<space>\s+)|(?P<word>[^\W_]+(?:\.[^\W_]+)*)|(?P<dots>\.(?:\s?\.)+|÷)|(?P<sign>[-+])|(?P<equals>=)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<mark>[;,])|(?P<other>.)",
    re.DOTALL,
)
_NUMBER = pattern(
    r"(?:[0-9]{1,4}[a-zđ]{0,2}|[a-zđ]{1,5}[0-9]{0,4})(?:\.(?:[0-9]{1,4}[a-zđ]?|[a-zđ]{1,4}))*", re.IGNORECASE
)
_PRODUCT = pattern(r"[*×·∙⋅:/∕%‰√]|(?<=[\d)\]}])\s?[x✕✖]\s?(?=[\d(\[{])", re.IGNORECASE)
_HEAD = pattern(r"[(\[{]? ?([^\W_]+(?:\.[^\W_]+)*) ?(?:$|=|[)\]}] ?(?:$|[=(\[{])|[(\[{] ?=)")
_LEADING_ZEROS = pattern(r"(?<![0-9])0+(?=[0-9])")
_DASHES = str.maketrans("‐‒–—―−", "------")
_DIVISION = "÷"
"""Here it goes from one number to another, as it does in Vietnamese print; between neighbours it would divide."""
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def read_number_cell(text: str) -> NumberCell | Unreadable:
    """What a form prints over or under a column: its number and the sums that it equals, or why that is not read."""
    if len(text) > LONGEST:
        return Unreadable(Why.TOO_LONG)
    number = None
    try:
        plain = _plain(text)
        number = _number_before(plain)
        tokens = list(_tokens(plain))
        return _Reader(tokens).cell() if tokens else Unreadable(Why.EMPTY)
    except _StopError as stop:
        return Unreadable(stop.why, stop.part, number)


class _StopError(Exception):
    """The cell cannot be read on."""

    def __init__(self, why: Why, part: str = "") -> None:
        super().__init__(why, part)
        self.why, self.part = why, part


@frozen
class _Token:
    kind: str
    text: str


@frozen
class _Dots:
    """What says that numbers are left out: "…", "÷", "to"."""

    text: str


_Item = tuple[str | None, str | _Dots | tuple[Addend, ...]]
"""A part of a sum as it is printed: its sign, if it has one, and a number, dots, or a sum in brackets."""


@define(eq=False, repr=False)
class _Reader:
    """Reads a cell from left to right, one token after the other."""

    tokens: list[_Token]
    place: int = 0

    def cell(self) -> NumberCell:
        self._unwrap()
        number = self._head()
        identities: list[Sum] = []
        while self.kind:
            identities.extend(self._equal_to(number))
        return NumberCell(number, tuple(identities))

    @property
    def kind(self) -> str:
        """What comes next; "" at the end."""
        return self.tokens[self.place].kind if self.place < len(self.tokens) else ""

    @property
    def text(self) -> str:
        """What comes next, or what came last."""
        return self.tokens[min(self.place, len(self.tokens) - 1)].text

    def take(self, kind: str) -> str | None:
        """The next token, if it is one of this kind."""
        if self.kind != kind:
            return None
        self.place += 1
        return self.tokens[self.place - 1].text

    def close(self, opened: str) -> None:
        if self.take("close") != _CLOSING[opened]:
            raise _StopError(Why.BRACKET, opened)

    def _strange(self, number: Why) -> _StopError:
        """What is wrong with a token that is not expected here; `number` is what is wrong with a number."""
        why = {"": Why.UNFINISHED, "close": Why.BRACKET, "number": number, "open": number}.get(self.kind, Why.STRANGER)
        return _StopError(why, self.text)

    def _unwrap(self) -> None:
        """Brackets around the whole cell say nothing: "(3=4+5)"."""
        kinds = [token.kind for token in self.tokens]
        if kinds[:3] == ["open", "number", "equals"] and kinds[-1] == "close":
            opened, *self.tokens, closed = self.tokens
            if closed.text != _CLOSING[opened.text]:
                raise _StopError(Why.BRACKET, opened.text)

    def _head(self) -> str:
        opened = self.take("open")
        number = self.take("number")
        if opened is not None and self.kind == "close":
            self.close(opened)
            opened = None
        if opened is not None and self.kind in ("", "equals"):
            raise _StopError(Why.BRACKET, opened)
        if number is None or opened is not None or self.kind in ("sign", "dots"):
            raise _StopError(Why.NO_NUMBER, self.text)
        return number

    def _equal_to(self, number: str) -> Iterator[Sum]:
        """One "=" and its sum, or several of them in brackets; the number may stand before it once more."""
        self.take("mark")
        if opened := self.take("open"):
            yield self._sum(number)
            while self.kind == "equals":
                yield self._sum(number)
            self.close(opened)
            return
        if self._is_repeated(number):
            self.place += 1
        yield self._sum(number)

    def _is_repeated(self, number: str) -> bool:
        """Whether the number of the column comes once more, to say what else it equals."""
        return self.tokens[self.place : self.place + 2] == [_Token("number", number), _Token("equals", "=")]

    @property
    def _another_in_brackets(self) -> bool:
        """Whether a bracket opens that says what else the number equals."""
        return [token.kind for token in self.tokens[self.place : self.place + 2]] == ["open", "equals"]

    def _sum(self, number: str) -> Sum:
        if not self.take("equals"):
            raise self._strange(Why.SIDE_BY_SIDE)
        terms = self._terms(number)
        ended = self.kind in ("", "equals", "close", "mark")
        if not (ended or self._is_repeated(number) or self._another_in_brackets):
            raise self._strange(Why.SIDE_BY_SIDE)
        singles = [term.first for term in terms if term.last is None]
        if number in singles:
            raise _StopError(Why.ITSELF, number)
        if twice := [single for place, single in enumerate(singles) if single in singles[:place]]:
            raise _StopError(Why.TWICE, twice[0])
        return Sum(terms)

    def _terms(self, number: str, depth: int = 0) -> tuple[Addend, ...]:
        """A sum, as far as it goes."""
        items: list[_Item] = []
        while not items or self.kind in ("sign", "dots") or isinstance(items[-1][1], _Dots):
            items.append((self.take("sign"), self._part(number, depth)))
            if len(items) > MOST_TERMS:
                raise _StopError(Why.TOO_LONG)
        return tuple(_without_dots(items))

    def _part(self, number: str, depth: int) -> str | _Dots | tuple[Addend, ...]:
        if (dots := self.take("dots")) is not None:
            return _Dots(dots)
        begins = self.take("from")
        if opened := self.take("open"):
            if depth == DEEPEST:
                raise _StopError(Why.TOO_LONG)
            terms = self._terms(number, depth + 1)
            self.close(opened)
            part: str | tuple[Addend, ...] = terms[0].first if terms == (Addend(1, terms[0].first),) else terms
        elif (single := self.take("number")) is not None:
            part = single
        else:
            raise self._strange(Why.STRANGER)
        if begins is not None and self.kind != "dots":
            raise _StopError(Why.RANGE, begins)
        return part


def _without_dots(items: list[_Item]) -> list[Addend]:
    """The terms of a sum, each "…" with the numbers around it made a range."""
    terms: list[Addend] = []
    rest = iter(items)
    for sign, part in rest:
        match part:
            case str():
                terms.append(Addend(_factor(sign), part))
            case _Dots():
                found, numbers = _range(terms, sign, part, next(rest, None))
                terms[len(terms) - numbers :] = [found]
            case _:
                terms.extend(evolve(term, sign=term.sign * _factor(sign)) for term in part)
    return terms


def _factor(sign: str | None) -> int:
    return -1 if sign == "-" else 1


def _range(terms: list[Addend], sign: str | None, dots: _Dots, behind: _Item | None) -> tuple[Addend, int]:
    """What "…" stands for, and how many of the terms before it are part of that.

    The signs around it are the one before the last number; where none are printed, that is a plus.
    """
    start = terms[-1] if terms else None
    if start is None or start.last is not None or behind is None or not isinstance(behind[1], str):
        raise _StopError(Why.RANGE, dots.text)
    signs = {_factor(given) for given in (sign, behind[0]) if given is not None} or {1}
    alike = list(takewhile(lambda term: term.last is None and term.sign == start.sign, reversed(terms)))
    places = [place_of(term.first) for term in alike]
    step = _step(places, place_of(behind[1]))
    if step is None or signs != {start.sign}:
        raise _StopError(Why.RANGE, dots.text)
    (_, near), (_, far) = places[0], place_of(behind[1])
    if dots.text == _DIVISION and sign is None and behind[0] is None and far - near < 2:
        raise _StopError(Why.PRODUCT, dots.text)
    numbers = _in_step(places, step)
    return Addend(start.sign, alike[numbers - 1].first, behind[1], step), numbers


def _step(places: list[Place], last: Place) -> int | None:
    """How far apart the numbers of a range are, the nearest first; None if that cannot be told.

    Two numbers that are not neighbours may begin a range in steps or not: only a third tells.
    """
    (prefix, near), (prefix_of_last, far) = places[0], last
    if prefix is None or prefix != prefix_of_last or far <= near:
        return None
    before = places[1][1] if len(places) > 1 and places[1][0] == prefix else near - 1
    step = near - before
    if step <= 1 or (far - near) % step:
        return 1
    return step if _in_step(places, step) > 2 and far - near >= step else None


def _in_step(places: list[Place], step: int) -> int:
    """How many numbers, the nearest first, stand so far apart."""
    prefix, near = places[0]
    return sum(1 for _ in takewhile(lambda found: found[1] == (prefix, near - found[0] * step), enumerate(places)))


def _plain(text: str) -> str:
    """A cell in the plain characters of one line; a raised figure is none, a circled one stands by itself."""
    shown = []
    for char in visible(text).text:
        made_of = unicodedata.decomposition(char)
        if made_of.startswith(("<super>", "<sub>")):
            raise _StopError(Why.RAISED, char)
        shown.append(f" {char} " if made_of.startswith("<circle>") else char)
    return " ".join(unicodedata.normalize("NFKC", "".join(shown)).translate(_DASHES).split())


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of a cell that says nothing but numbers, sums and differences."""
    product = _PRODUCT().search(text)
    if product:
        raise _StopError(Why.PRODUCT, product[0].strip())
    for match in _TOKEN().finditer(text):
        kind, token = str(match.lastgroup), match[0]
        if kind == "word":
            kind, token = _word(token)
        if kind == "other":
            raise _StopError(Why.STRANGER, token)
        if kind not in ("space", "columns"):
            yield _Token(kind, token)


def _word(word: str) -> tuple[str, str]:
    """What a word is: one that the texts know, or the number of a column."""
    kind = _spellings().get(fold(word))
    if kind is None:
        if not _NUMBER().fullmatch(word):
            raise _StopError(Why.STRANGER, word)
        return "number", _canonical(word)
    return kind, word


@cache
def _spellings() -> Mapping[str, str]:
    spellings = data("number_row")["spellings"]
    return {fold(word): kind for kind, words in spellings.items() for word in words}


def _canonical(number: str) -> str:
    """A number without zeros before it."""
    return _LEADING_ZEROS().sub("", number)


def _number_before(text: str) -> str | None:
    """The number with which a cell begins, if this much is plain, whatever comes behind "="."""
    found = _HEAD().match(text)
    if found is None or not _NUMBER().fullmatch(found[1]) or fold(found[1]) in _spellings():
        return None
    return _canonical(found[1])
