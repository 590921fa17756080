"""A formula as MathML: fractions that look like fractions, names as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from cchc.formula.functions import ROWS
from cchc.formula.meaning import meant
from cchc.formula.signature import ATOM, CHOICE, OR, PRODUCT, Function, Written
from cchc.formula.tree import Tree, decimal_text, read
from cchc.formula.words import PLACE, Piece, Show, described, operands, phrases_in
from cchc.printable import in_html
from cchc.record import frozen
from cchc.words import Face

_EDGE = re.compile("^ +| +$")


def mathml(tree: Tree, judging: Face, language: str, show: Show, status: Show = str) -> str:
    """A `<math>` element; whatever `show`, `status` and the face `judging` give is escaped."""
    markup = read(tree, _MathML(phrases_in(judging, language), language, show, status)).text
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{markup}</math>'


def _token(element: str, text: str) -> str:
    return f"<{element}>{in_html(text)}</{element}>"


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
        row = ROWS[op]
        match row.written:
            case Written.CALL:
                return self._call(op, [arg.text for arg in args])
            case Written.SIGN:
                return self._signed(row, args)
            case Written.RATIO:
                fraction = f"<mfrac>{_row(args[0].text)}{_row(args[1].text)}</mfrac>"
                return Piece(fraction if row.ratio == 1 else _row(fraction, f"<mo>×</mo><mn>{row.ratio}</mn>"), PRODUCT)
            case Written.BARS:
                return Piece(_row("<mo>|</mo>", args[0].text, "<mo>|</mo>"))
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
        parts = [_fenced(arg, level) for arg, level in zip(args, operands(row.name, len(args)), strict=True)]
        return Piece(_row(_token("mo", row.sign), *parts) if row.is_prefix else _between(row.sign, parts), row.level)

    def _phrased(self, row: Function, args: tuple[Piece, ...]) -> Piece:
        phrase = self.phrases[row.phrase]
        if row.level == CHOICE:
            return Piece(_filled(phrase, [_fenced(arg, OR) for arg in args]), CHOICE)
        parts = [_fenced(arg, level) for arg, level in zip(args, operands(row.name, len(args)), strict=True)]
        joined = parts[0] if len(parts) > 1 else _filled(phrase, parts)
        for part in parts[1:]:
            joined = _filled(phrase, [joined, part])
        return Piece(joined, row.level)

    def _call(self, function: str, parts: Sequence[str]) -> Piece:
        head = _token("mtext", described(function, self.language))
        arguments = ("<mo>(</mo>", _token("mo", ";").join(parts), "<mo>)</mo>") if parts else ()
        return Piece(_row(head, *arguments), ATOM)


def _filled(template: str, parts: Sequence[str]) -> str:
    """The template's own words as text between the parts' markup, which loses blanks at the edges of a text."""
    bits = [bit if place % 2 else _EDGE.sub("\u00a0", bit) for place, bit in enumerate(PLACE.split(template))]
    return _row(*(parts[int(bit)] if place % 2 else _token("mtext", bit) for place, bit in enumerate(bits) if bit))
