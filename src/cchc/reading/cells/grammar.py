"""The grammar of what stands in a cell.

    cell     = sentence { STOP sentence }
    sentence = part { COMMA part }                  brackets hold sentences of their own
    part     = words [ amount words ]               words before an amount lead it, those behind name or qualify it
    amount   = number { words link number }         links: / + - × = and the words for "of" and "to"

`parse` tells the amounts of a text, each with the words around it, and the remarks: parts without
an amount. What they mean on a line is not said here (see `senses` and `meaning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from math import prod

from attrs import evolve

from cchc.reading.budget import work
from cchc.reading.cells.gaps import Gap, Lead, Parted, first_words, is_unfinished, joint, parted
from cchc.reading.cells.numerals import with_spelt
from cchc.reading.cells.phrasebook import Role, Where, is_in
from cchc.reading.cells.tokens import Phrases, Token, TokenKind, has_lost_marks, tokens
from cchc.record import frozen
from cchc.text.markup import AT_HAND, LONGEST_AT_HAND
from cchc.text.number import VIETNAMESE, NumberStyle
from cchc.value import PrintedNumber


class Shape(Enum):
    """How the numbers of an amount are joined."""

    SINGLE = auto()
    FRACTION = auto()
    SUM = auto()
    PRODUCT = auto()
    RANGE = auto()
    TOTALLED = auto()
    """A sum or a product with what it truly makes."""
    RATED = auto()
    """Any other arithmetic with the rate that it is said to make."""
    TANGLE = auto()


@frozen
class Stated:
    """One number, or several that are joined, with the words that lead it and those that follow."""

    numbers: tuple[PrintedNumber, ...]
    shape: Shape
    number: PrintedNumber
    """What the amount comes to, if it is one number: the only one, the total of a sum, the part of a fraction."""
    lead: Lead
    after: Phrases
    depth: int = 0
    marked: bool = False
    is_said: bool = False
    """Of joined numbers: words between them say what they are."""
    trailing: str = ""
    """A sign behind it that bears on it."""

    @property
    def is_count(self) -> bool:
        """Whether it is one number, and no percentage."""
        return self.shape is Shape.SINGLE and not self.number.percent


@frozen
class Remark:
    """Words without an amount; `follows` is how many amounts stand before it."""

    phrases: Phrases
    follows: int
    bracketed: bool
    begins: bool
    """Whether a sentence begins with it."""


@frozen
class Saying:
    """A text as parsed; `odd`: a sign stands beside its numbers that nobody writes there; `is_bare`: no diacritics."""

    amounts: tuple[Stated, ...]
    remarks: tuple[Remark, ...]
    odd: bool = False
    is_bare: bool = False
    has_total: bool = False
    """Whether a sign says what all numbers before it make together."""

    @property
    def numbers(self) -> tuple[PrintedNumber, ...]:
        """Every number, in order."""
        return tuple(number for amount in self.amounts for number in amount.numbers)


LONGEST_KEPT = 300
"""Forms repeat their words; a longer text comes once, and is kept only while its line is read."""
_PARSED = 8
"""Characters that are gone through in the time in which one is parsed."""
A_FIGURE = 400
"""Characters that are gone through in the time in which it is made out what one number says."""


def parse(text: str, *, rate: bool = False, style: NumberStyle = VIETNAMESE) -> Saying:
    """What a text says, by the grammar; `rate`: a point before digits is a decimal comma."""
    if len(text) <= LONGEST_KEPT:
        return _kept(text, rate, style)
    work(_PARSED * len(text))
    return (_at_hand if len(text) <= LONGEST_AT_HAND else _parsed)(text, rate, style)


def _parsed(text: str, rate: bool, style: NumberStyle) -> Saying:
    found = tokens(text, rate=rate, style=style)
    figures, gaps, odd = _split(found if rate else with_spelt(found))
    joints = [joint(gap) if _may_join(gap, following) else None for gap, following in pairwise(gaps[1:])]
    has_total = _set_totals_apart(joints, figures)
    runs = _runs(joints, len(figures))
    edges = [0, *(end for _, end in runs)]
    between = [parted(gaps[edge], opens=edge == 0, closes=edge == len(figures)) for edge in edges]
    amounts = [
        _amount(figures[start:end], gaps[start + 1 : end], before, behind)
        for (start, end), (before, behind) in zip(runs, pairwise(between), strict=True)
    ]
    odd = odd or (not has_total and any(not gap.depth and is_unfinished(gap) for gap in gaps[1:-1]))
    if has_total:  # "loa 7 + web 5 = 12": the sign is between them, and none of "7+"
        amounts = [evolve(each, trailing="") if each.trailing == "+" else each for each in amounts]
    return Saying(tuple(amounts), tuple(_remarks(between)), odd, has_lost_marks(text), has_total)


_kept = lru_cache(maxsize=4096)(_parsed)
_at_hand = lru_cache(maxsize=AT_HAND)(_parsed)


def _set_totals_apart(joints: list[str | None], figures: Sequence[_Figure]) -> bool:
    """Take apart what a sign says that all numbers before it make together: "loa: 8, báo: 4 = 12"; whether it did."""
    if joints.count("=") != 1 or "=" not in joints[1:]:
        return False
    place = joints.index("=")
    *before, made = (figure.number for figure in figures[: place + 2])
    if joints[place - 1] is not None or _made(before, ["+"] * place) != made.value:
        return False
    joints[place] = None
    return True


def _runs(joints: Sequence[str | None], count: int) -> list[tuple[int, int]]:
    """The numbers that are joined, each run from its first number to the one behind its last."""
    starts = [place for place in range(count) if place == 0 or joints[place - 1] is None]
    return list(zip(starts, [*starts[1:], count], strict=True)) if count else []


def _may_join(gap: Gap, following: Gap) -> bool:
    """Whether numbers on both sides of a stroke, or of a word for "to", count the same thing.

    "2 hội nghị/61 người", "12 consultas a 9 utentes" are two figures each.
    """
    one, other = first_words(gap), first_words(following)
    return joint(gap) not in ("/", "to") or not one or not other or other.startswith(one) or one.startswith(other)


def _remarks(between: Sequence[Parted]) -> list[Remark]:
    return [
        Remark(piece.phrases, follows, piece.depth > 0, piece.opener is TokenKind.STOP)
        for follows, gap in enumerate(between)
        for piece in gap.remarks
    ]


# --- numbers, and the gaps between them -------------------------------------------------------------


@frozen
class _Figure:
    number: PrintedNumber
    depth: int
    marked: bool


def _split(found: Sequence[Token]) -> tuple[list[_Figure], list[Gap], bool]:
    """The numbers of a text, the gaps around them (one more), and whether an odd sign stands among them.

    A stroke at an end has lost the other number.
    """
    figures: list[_Figure] = []
    gaps: list[Gap] = []
    gap: list[Token] = []
    depth = begun = 0
    marked, stray = False, -1
    odd = bool(found) and (found[0].text == "/" or found[-1].text == "/")
    odd = odd or any(map(_is_cut, found, found[1:]))
    for token in found:
        if token.kind is TokenKind.NUMBER and token.number is not None:
            work(A_FIGURE)
            odd = odd or token.start == stray
            gaps.append(Gap(tuple(gap), begun, bool(gap) and gap[-1].end == token.start))
            figures.append(_Figure(token.number, depth, marked or token.is_exotic))
            gap, begun, marked = [], depth, False
        elif figures and (token.kind is TokenKind.MARK or (token.kind is TokenKind.QUOTE and not gap)):
            figures[-1] = evolve(figures[-1], marked=True)
        elif token.kind in (TokenKind.MARK, TokenKind.QUOTE):
            marked = not gap
        elif token.kind is TokenKind.PERCENT:
            _percent(figures, gap)
        elif token.kind is TokenKind.ODD:
            odd, stray = odd or (bool(figures) and not gap), token.end
        else:
            # Whoever puts a question mark behind a figure is not sure of it.
            odd = odd or (bool(figures) and token.text == "?")
            depth = max(0, depth + (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE))
            gap.append(token)
    return figures, [*gaps, Gap(tuple(gap), begun)], odd


def _is_cut(token: Token, following: Token) -> bool:
    """Whether only a blank parts two numbers, so that they may be the digits of one: "2 0", "10 0"."""
    return token.kind is following.kind is TokenKind.NUMBER and token.end < following.start


def _percent(figures: list[_Figure], gap: Sequence[Token]) -> None:
    """A per cent sign in brackets ("35 (%)") is the number's, as one right behind it is already."""
    if figures and [token.kind for token in gap] == [TokenKind.OPEN]:
        last = figures[-1]
        figures[-1] = evolve(last, number=evolve(last.number, percent=True))


def _amount(figures: Sequence[_Figure], inner: Sequence[Gap], before: Parted, behind: Parted) -> Stated:
    work(A_FIGURE)
    numbers, after = tuple(figure.number for figure in figures), behind.after
    marked = any(figure.marked for figure in figures)
    if after and after[0].may_be(Role.SPELT, Where.PERCENT):  # "98,5 phần trăm"
        numbers, after, marked = (*numbers[:-1], evolve(numbers[-1], percent=True)), after[1:], True
    joints = [joint(gap) for gap in inner]
    shape, number = _shape(numbers, [sign for sign in joints if sign is not None])
    if shape is Shape.RANGE and numbers[-1].percent:  # "95-96%"
        numbers = tuple(evolve(each, percent=True) for each in numbers)
        number = numbers[0]
    lead = before.lead
    if lead.sign == "-" and lead.is_tight and not lead.phrases:
        number, lead = evolve(number, value=-number.value, text=f"-{number.text}"), evolve(lead, sign="")
        numbers = (number, *numbers[1:])
    if shape is Shape.PRODUCT and len(numbers) == 2 and _is_length(after):
        things = tuple(token for token in inner[0].tokens if token.kind is TokenKind.PHRASE)
        if _may_last(things):  # "12 bản tin x 15 phút" is that many, each so long
            numbers, shape, after, marked, joints = numbers[:1], Shape.SINGLE, things, True, []
    is_said = "of" in joints or any(map(first_words, inner))
    marked = marked or (shape is Shape.TOTALLED and "-" in joints)  # "21 - 16 = 5" is two figures and their difference
    return Stated(numbers, shape, number, lead, after, figures[0].depth, marked, is_said, behind.trailing)


def _is_length(after: Phrases) -> bool:
    """Whether a number tells how long one thing takes."""
    return bool(after) and is_in(after[0].text, Role.PRODUCT, Where.LENGTHS)


def _may_last(things: Phrases) -> bool:
    """Whether one of what is counted takes its time: a bulletin does, a piece of news does not."""
    said = " ".join(thing.text for thing in things)
    return is_in(said, Role.PRODUCT, Where.LASTING)


def _shape(numbers: Sequence[PrintedNumber], signs: Sequence[str]) -> tuple[Shape, PrintedNumber]:
    """How numbers are joined, and the one that they come to."""
    first, last = numbers[0], numbers[-1]
    match signs:
        case []:
            return Shape.SINGLE, first
        case ["/" | "of", *others] if set(others) <= {"×", "="}:
            # "98,5%/100%", "886/893 x 100%": two rates, or arithmetic without what it makes, are no rate.
            is_open = numbers[1].percent or (others == ["×"] and last.percent)
            return (Shape.TANGLE if is_open else Shape.FRACTION), first
        case ["=", "/"] if first.percent:  # "98,5% = 197/200"
            return Shape.RATED, first
        case ["to" | "-"]:
            return Shape.RANGE, first
        case ["=", *others] if "=" not in others and _made(numbers[1:], others) == first.value:
            return Shape.TOTALLED, first
        case [*others, "="]:
            is_true = "=" not in others and _made(numbers[:-1], others) == last.value
            return (Shape.TOTALLED if is_true else Shape.RATED if last.percent else Shape.TANGLE), last
        case _:
            return _UNFINISHED.get("".join(sorted(set(signs))), Shape.TANGLE), first


_UNFINISHED = {"+": Shape.SUM, "×": Shape.PRODUCT}


def _made(numbers: Sequence[PrintedNumber], signs: Sequence[str]) -> Decimal | None:
    """What a plain sum or product makes; None for anything else."""
    values = [number.value for number in numbers]
    if set(signs) <= {"+", "-"}:
        return sum((-value if sign == "-" else value for sign, value in zip(signs, values[1:], strict=True)), values[0])
    return prod(values, start=Decimal(1)) if set(signs) == {"×"} else None
