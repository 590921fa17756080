"""A formula as MathML: fractions that look like fractions, names as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

from cchc.formula.tree import Tree, decimal_text, read
from cchc.formula.words import (
    ATOM,
    CHOICE,
    LEVELS,
    OR,
    PLACE,
    PRODUCT,
    SIGNS,
    SUM,
    Piece,
    Show,
    described,
    operands,
    phrases_in,
)
from cchc.record import frozen
from cchc.words import Face

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mathml(tree: Tree, judging: Face, language: str, show: Show, status: Show = str) -> str:
    """A `<math>` element; whatever `show`, `status` and the face `judging` give is escaped."""
    markup = read(tree, _MathML(phrases_in(judging, language), language, show, status)).text
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{markup}</math>'


def _token(element: str, text: str) -> str:
    legal = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"<{element}>{escape(legal)}</{element}>"


def _row(*markup: str) -> str:
    return f"<mrow>{''.join(markup)}</mrow>"


def _between(sign: str, parts: Sequence[str]) -> str:
    return _row(_token("mo", sign).join(parts))


def _fenced(piece: Piece, level: int) -> str:
    return piece.text if piece.level >= level else _row("<mo>(</mo>", piece.text, "<mo>)</mo>")


@frozen
class _MathML:
    phrases: Mapping[str, str]
    language: str
    show: Show
    status: Show

    def number(self, value: Fraction, /) -> Piece:
        return Piece(_token("mn", decimal_text(value).replace(".", self.phrases["decimal_mark"])))

    def name(self, id: str, /) -> Piece:
        return Piece(_token("mtext", self.show(id)))

    def word(self, word: str, /) -> Piece:
        return Piece(_token("mtext", self.status(word)))

    def fact(self, function: str, ids: tuple[str, ...], /) -> Piece:
        return self._call(function, [_token("mtext", self.show(id)) for id in ids])

    def apply(self, op: str, args: tuple[Piece, ...], /) -> Piece:
        match op:
            case "percent":
                fraction = f"<mfrac>{_row(args[0].text)}{_row(args[1].text)}</mfrac>"
                return Piece(_row(fraction, "<mo>×</mo><mn>100</mn>"), PRODUCT)
            case "/":
                return Piece(f"<mfrac>{_row(args[0].text)}{_row(args[1].text)}</mfrac>", PRODUCT)
            case "total":
                parts = [_fenced(arg, SUM) for arg in args]
                return args[0] if len(args) == 1 else Piece(_between("+", parts), SUM)
            case "abs":
                return Piece(_row("<mo>|</mo>", args[0].text, "<mo>|</mo>"))
            case "number":
                return args[0]
            case "if_" | "implies":
                return Piece(self._phrase(op.rstrip("_"), [_fenced(arg, OR) for arg in args]), CHOICE)
            case _ if op in LEVELS:
                return self._infix(op, args)
        return self._call(op, [arg.text for arg in args])

    def _infix(self, op: str, args: tuple[Piece, ...]) -> Piece:
        parts = [_fenced(arg, level) for arg, level in zip(args, operands(op, len(args)), strict=True)]
        if op == "neg":
            return Piece(_row(_token("mo", SIGNS[op]), *parts), LEVELS[op])
        if op in SIGNS:
            return Piece(_between(SIGNS[op], parts), LEVELS[op])
        joined = parts[0] if op != "not" else self._phrase("not", parts)
        for part in parts[1:]:
            joined = self._phrase(op, [joined, part])
        return Piece(joined, LEVELS[op])

    def _call(self, function: str, parts: Sequence[str]) -> Piece:
        head = _token("mtext", described(function, self.language))
        arguments = ("<mo>(</mo>", _token("mo", ";").join(parts), "<mo>)</mo>") if parts else ()
        return Piece(_row(head, *arguments), ATOM)

    def _phrase(self, key: str, parts: Sequence[str]) -> str:
        """The template's own words as text between the parts' markup."""
        bits = PLACE.split(self.phrases[key])
        return _row(*(parts[int(bit)] if place % 2 else _token("mtext", bit) for place, bit in enumerate(bits) if bit))
