"""A formula for people: in words and signs of a language, and back in the formula language itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from cchc.formula.functions import COMPARISONS, FUNCTIONS
from cchc.formula.tree import Tree, decimal_text, read
from cchc.record import frozen
from cchc.words import Face

Show = Callable[[str], str]
"""What stands for a name: its quoted label, or its figure."""

PHRASES: Mapping[str, int] = {"and": 2, "or": 2, "not": 1, "if": 3, "implies": 2, "decimal_mark": 0}
"""The texts of the family `formula` in the face `judging`, and how many places {0}, {1}, … each has."""

SIGNS = {
    "+": "+", "-": "−", "*": "×", "/": "÷", "<": "<", "<=": "≤", "==": "=", "!=": "≠", ">": ">", ">=": "≥", "neg": "−",
}  # fmt: skip

PLACE = re.compile(r"\{([0-2])\}")
"""A place of a template."""

CHOICE, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, ATOM = range(9)
"""How tightly a text binds; what binds less than its place asks for is put in parentheses."""

LEVELS = {
    "or": OR, "and": AND, "not": NOT, **dict.fromkeys(COMPARISONS, COMPARE), "+": SUM, "-": SUM, "*": PRODUCT,
    "/": PRODUCT, "neg": SIGN,
}  # fmt: skip


@frozen
class Piece:
    """A part already written, and how tightly it binds."""

    text: str
    level: int = ATOM

    def at(self, level: int) -> str:
        """The text as it stands where at least `level` is asked for."""
        return self.text if self.level >= level else f"({self.text})"


def text(tree: Tree) -> str:
    """The formula's canonical text: `parse(text(tree)) == tree` for whatever `parse` gives."""
    return read(tree, _Text()).text


def words(tree: Tree, judging: Face, language: str, show: Show, status: Show = str) -> str:
    """The formula as a person reads it; `show` writes a name, `status` a status word.

    Connectives are those of the face `judging` (`PHRASES`), names of functions those of the function table.
    """
    return read(tree, _Words(phrases_in(judging, language), language, show, status)).text


def phrases_in(judging: Face, language: str) -> Mapping[str, str]:
    """The connectives of a language."""
    return {key: judging.text("formula", key)[language] for key in PHRASES}


def described(function: str, language: str) -> str:
    """What a function is called in a language; English where the table has no other."""
    row = FUNCTIONS[function]
    # What comes behind a semicolon is for whoever writes formulas: when the answer is null.
    return row.vi if language == "vi" else row.en.split(";")[0]


def operands(op: str, count: int) -> list[int]:
    """The level that each operand of an infix operator must have: Python's, which is left-associative."""
    level = LEVELS[op]
    if op in {"and", "or", *COMPARISONS}:
        return [level + 1] * count
    return [level] if count == 1 else [level, level + 1]


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
        if op not in LEVELS:
            return Piece(f"{op}({', '.join(arg.text for arg in args)})")
        parts = [arg.at(level) for arg, level in zip(args, operands(op, len(args)), strict=True)]
        if op in {"neg", "not"}:
            return Piece(("-" if op == "neg" else "not ") + parts[0], LEVELS[op])
        return Piece(f" {op} ".join(parts), LEVELS[op])


@frozen
class _Words:
    phrases: Mapping[str, str]
    language: str
    show: Show
    status: Show

    def number(self, value: Fraction, /) -> Piece:
        return Piece(decimal_text(value).replace(".", self.phrases["decimal_mark"]))

    def name(self, id: str, /) -> Piece:
        return Piece(self.show(id))

    def word(self, word: str, /) -> Piece:
        return Piece(self.status(word))

    def fact(self, function: str, ids: tuple[str, ...], /) -> Piece:
        arguments = f" ({'; '.join(self.show(id) for id in ids)})" if ids else ""
        return Piece(described(function, self.language) + arguments)

    def apply(self, op: str, args: tuple[Piece, ...], /) -> Piece:
        match op:
            case "percent":
                return Piece(f"{args[0].at(PRODUCT)} ÷ {args[1].at(SIGN)} × 100", PRODUCT)
            case "total":
                return args[0] if len(args) == 1 else Piece(" + ".join(arg.at(SUM) for arg in args), SUM)
            case "abs":
                return Piece(f"|{args[0].text}|")
            case "number":
                return args[0]
            case "if_" | "implies":
                return Piece(self._phrase(op.rstrip("_"), [arg.at(OR) for arg in args]), CHOICE)
            case "and" | "or" | "not":
                return self._logic(op, args)
            case _ if op in SIGNS:
                parts = [arg.at(level) for arg, level in zip(args, operands(op, len(args)), strict=True)]
                return Piece(SIGNS[op] + parts[0] if op == "neg" else f" {SIGNS[op]} ".join(parts), LEVELS[op])
        return Piece(f"{described(op, self.language)} ({'; '.join(arg.text for arg in args)})")

    def _logic(self, op: str, args: tuple[Piece, ...]) -> Piece:
        parts = [arg.at(level) for arg, level in zip(args, operands(op, len(args)), strict=True)]
        joined = parts[0] if len(parts) > 1 else self._phrase(op, parts)
        for part in parts[1:]:
            joined = self._phrase(op, [joined, part])
        return Piece(joined, LEVELS[op])

    def _phrase(self, key: str, parts: list[str]) -> str:
        return fill(self.phrases[key], parts)


def fill(template: str, parts: Sequence[str]) -> str:
    """A template with its places {0}, {1}, … filled in one pass, so that a label may hold braces."""
    return PLACE.sub(lambda match: parts[int(match[1])], template)
