"""A formula for people: in words and signs of a language, and back in the formula language itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from cchc.formula.functions import OPERATORS, ROWS
from cchc.formula.meaning import meant
from cchc.formula.signature import AND, ATOM, CHOICE, OR, PRODUCT, SIGN, Function, Written
from cchc.formula.tree import Tree, decimal_text, read
from cchc.record import frozen
from cchc.words import Face

Show = Callable[[str], str]
"""What stands for a name: its quoted label, or its figure."""

PHRASES: Mapping[str, int] = {
    **{row.phrase: len(row.takes) for row in ROWS.values() if row.phrase},
    "decimal_mark": 0,
}
"""The texts of the family `formula` in the face `judging`, and how many places {0}, {1}, … each has."""

PLACE = re.compile(r"\{([0-2])\}")
"""A place of a template."""


@frozen
class Piece:
    """A part already written, and how tightly it binds."""

    text: str
    level: int = ATOM
    op: str = ""

    def at(self, level: int) -> str:
        """The text as it stands where at least `level` is asked for."""
        return self.text if self.level >= level else f"({self.text})"


def _unsaid(function: str, ids: tuple[str, ...]) -> None:
    """No fact is written otherwise."""


def text(tree: Tree) -> str:
    """The formula's canonical text: `parse(text(tree)) == tree` for whatever `parse` gives."""
    return read(tree, _Text()).text


def words(
    tree: Tree,
    judging: Face,
    language: str,
    show: Show,
    status: Show = str,
    *,
    fact: Callable[[str, tuple[str, ...]], str | None] = _unsaid,
    number: Callable[[Fraction], str] | None = None,
) -> str:
    """The formula as a person reads it; `show` writes a name, `status` a status word, `fact` and `number` those that
    are not to be written as they are otherwise.

    Connectives are those of the face `judging` (`PHRASES`), names of functions those of the function table.
    """
    return read(tree, _Words(phrases_in(judging, language), language, show, status, fact, number)).text


def phrases_in(judging: Face, language: str) -> Mapping[str, str]:
    """The connectives of a language."""
    return {key: judging.text("formula", key)[language] for key in PHRASES}


def described(function: str, language: str) -> str:
    """What a function is called in a language; English where the table has no other."""
    row = ROWS[function]
    # What comes behind a semicolon is for whoever writes formulas: when the answer is null.
    return row.vi if language == "vi" else row.en.split(";")[0]


def operands(op: str, count: int) -> list[int]:
    """The level that each operand of an infix operator must have: Python's, which is left-associative."""
    row = ROWS[op]
    if op not in OPERATORS:  # a call groups already
        return [row.level] * count
    if row.compares or row.level in (AND, OR):
        return [row.level + 1] * count
    return [row.level, *[row.level + 1] * (count - 1)]


@frozen
class _Text:
    def number(self, value: Fraction, /) -> Piece:
        return Piece(decimal_text(value))

    def name(self, id: str, /) -> Piece:
        return Piece(id)

    def word(self, word: str, /) -> Piece:
        return Piece(f"'{word}'")

    def fact(self, function: str, ids: tuple[str, ...], /) -> Piece:
        return Piece(f"{function}({', '.join(ids)})")

    def apply(self, op: str, args: tuple[Piece, ...], /) -> Piece:
        if op not in OPERATORS:
            return Piece(f"{op}({', '.join(arg.text for arg in args)})")
        row = OPERATORS[op]
        levels = operands(op, len(args))
        if op == args[0].op == "+":
            levels[0] += 1  # a sum within a sum is not the same tree as a longer one
        parts = [arg.at(level) for arg, level in zip(args, levels, strict=True)]
        if row.is_prefix:
            return Piece(("-" if op == "neg" else "not ") + parts[0], row.level)
        return Piece(f" {op} ".join(parts), row.level, op)


@frozen
class _Words:
    phrases: Mapping[str, str]
    language: str
    show: Show
    status: Show
    said: Callable[[str, tuple[str, ...]], str | None]
    counted: Callable[[Fraction], str] | None

    def number(self, value: Fraction, /) -> Piece:
        if self.counted is not None:
            return Piece(self.counted(value))
        return Piece(decimal_text(value).replace(".", self.phrases["decimal_mark"]))

    def name(self, id: str, /) -> Piece:
        return Piece(self.show(id))

    def word(self, word: str, /) -> Piece:
        return Piece(self.status(word))

    def fact(self, function: str, ids: tuple[str, ...], /) -> Piece:
        if (said := self.said(function, ids)) is not None:
            return Piece(said)
        arguments = f" ({'; '.join(self.show(id) for id in ids)})" if ids else ""
        return Piece(described(function, self.language) + arguments)

    def apply(self, op: str, args: tuple[Piece, ...], /) -> Piece:
        row = ROWS[op]
        match row.written:
            case Written.CALL:
                return Piece(f"{described(op, self.language)} ({'; '.join(arg.text for arg in args)})")
            case Written.SIGN:
                return self._signed(row, args)
            case Written.RATIO:
                quotient = f"{args[0].at(PRODUCT)} {_DIVIDED} {args[1].at(SIGN)}"
                return Piece(quotient if row.ratio == 1 else f"{quotient} × {row.ratio}", PRODUCT)
            case Written.BARS:
                return Piece(f"|{args[0].text}|")
            case Written.ARGUMENT:
                return args[0]
            case Written.PHRASE:
                return self._phrased(row, args)
            case Written.MEANING:
                return meant(op, args, self)
        assert_never(row.written)

    def _signed(self, row: Function, args: tuple[Piece, ...]) -> Piece:
        if len(args) == 1 and not row.is_prefix:
            return args[0]
        parts = [arg.at(level) for arg, level in zip(args, operands(row.name, len(args)), strict=True)]
        return Piece(row.sign + parts[0] if row.is_prefix else f" {row.sign} ".join(parts), row.level)

    def _phrased(self, row: Function, args: tuple[Piece, ...]) -> Piece:
        if row.level == CHOICE:
            return Piece(self._phrase(row, [arg.at(OR) for arg in args]), CHOICE)
        parts = [arg.at(level) for arg, level in zip(args, operands(row.name, len(args)), strict=True)]
        joined = parts[0] if len(parts) > 1 else self._phrase(row, parts)
        for part in parts[1:]:
            joined = self._phrase(row, [joined, part])
        return Piece(joined, row.level)

    def _phrase(self, row: Function, parts: list[str]) -> str:
        return fill(self.phrases[row.phrase], parts)


_DIVIDED = OPERATORS["/"].sign


def fill(template: str, parts: Sequence[str]) -> str:
    """A template with its places {0}, {1}, … filled in one pass, so that a label may hold braces."""
    return PLACE.sub(lambda match: parts[int(match[1])], template)
