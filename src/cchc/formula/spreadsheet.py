"""A formula as a spreadsheet's own (Excel and LibreOffice), which never shows an error.

A number that lacks a part is "" (IF guards before any arithmetic); a condition is carried as 1, 0 or
0.5 for null, on which Kleene's `and`, `or` and `not` are MIN, MAX and 1-x. A spreadsheet reckons in
binary floats, so it serves people; the figures of record are those of the evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NoReturn

from attrs import evolve

from cchc.errors import FormulaError
from cchc.formula.functions import OPERATORS, ROWS
from cchc.formula.meaning import FormulaOf, no_formula, uncovered, written_out
from cchc.formula.signature import ATOM, COMPARE, PRODUCT, SUM, Function, Kind
from cchc.formula.tree import Tree, decimal_text, read
from cchc.formula.words import operands, text
from cchc.record import frozen

LENGTH = 8192
"""The longest formula that Excel takes."""


@frozen
class SheetCells:
    """Where a sheet keeps figures (`cell("id")` is "E42" or "'Phụ lục 3'!E42") and how it words answers."""

    cell: Callable[[str], str]
    kind: Callable[[str], Kind] = lambda _: Kind.NUMBER
    status: Callable[[str], str] = str
    yes: str = "TRUE"
    no: str = "FALSE"
    formula: FormulaOf = no_formula


def spreadsheet(tree: Tree, sheet: SheetCells, decimals: int = 0) -> str:
    """The formula with its "=": a number rounded at `decimals`, or TRUE, FALSE or "".

    Raises `FormulaError` for what a sheet cannot say (facts, dates, documents) or cannot hold.
    """
    part = read(written_out(tree, WAYS, sheet.formula), _Cells(sheet, text(tree)))
    if part.kind is Kind.BOOLEAN:
        formula = f'=CHOOSE(1+2*{part.at(PRODUCT)},FALSE,"",TRUE)'
    else:
        formula = "=" + _guarded(part, f"ROUND({part.text},{decimals})", '""')
    if len(formula) > LENGTH:
        raise FormulaError(f"too long for a spreadsheet ({len(formula)} characters)", text(tree))
    return formula


@frozen
class _Part:
    """A text, the cells that must hold numbers, the texts that must not be 0, whether it may yet be an error."""

    text: str
    kind: Kind = Kind.NUMBER
    level: int = ATOM
    cells: tuple[str, ...] = ()
    divisors: tuple[str, ...] = ()
    may_fail: bool = False

    def at(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"


def _guarded(part: _Part, text: str, null: str) -> str:
    """`text` where nothing makes the part null, else `null`."""
    for divisor in reversed(part.divisors):
        text = f"IF({divisor}=0,{null},{text})"
    if part.cells:
        text = f"IF(COUNT({','.join(part.cells)})<{len(part.cells)},{null},{text})"
    return f"IFERROR({text},{null})" if part.may_fail else text


def _together(parts: tuple[_Part, ...], text: str, level: int = ATOM) -> _Part:
    return _Part(
        text,
        level=level,
        cells=tuple(dict.fromkeys(cell for part in parts for cell in part.cells)),
        divisors=tuple(dict.fromkeys(divisor for part in parts for divisor in part.divisors)),
        may_fail=any(part.may_fail for part in parts),
    )


def _truth(text: str, level: int = ATOM) -> _Part:
    return _Part(text, Kind.BOOLEAN, level)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_SIGNS: Mapping[str, str] = {"==": "=", "!=": "<>"}


@frozen
class _Cells:
    sheet: SheetCells
    source: str

    def number(self, value: Fraction, /) -> _Part:
        return _Part(decimal_text(value))

    def name(self, id: str, /) -> _Part:
        cell, kind = self.sheet.cell(id), self.sheet.kind(id)
        if kind is Kind.NUMBER:
            return _Part(cell, cells=(cell,))
        if kind is Kind.BOOLEAN:
            yes, no = _quoted(self.sheet.yes), _quoted(self.sheet.no)
            return _truth(f"IF({cell}={yes},1,IF({cell}={no},0,0.5))")
        return _Part(cell, kind)

    def word(self, word: str, /) -> _Part:
        return _Part(_quoted(self.sheet.status(word)), Kind.STATUS)

    def fact(self, function: str, ids: tuple[str, ...], /) -> NoReturn:
        raise self._fault(f"{function}({', '.join(ids)})")

    def apply(self, op: str, args: tuple[_Part, ...], /) -> _Part:
        row = ROWS[op]
        if op in WAYS:
            return WAYS[op](*args)
        if row.compares:
            return self._comparison(op, args)
        if row.ratio:
            return _quotient(row.ratio, *args)
        if row.sheet:
            return _together(args, f"{row.sheet}({','.join(arg.text for arg in args)})")
        if row.gives is Kind.NUMBER and op in OPERATORS:
            return _signed(row, args)
        if Kind.DOCUMENT in row.takes:
            raise self._fault(op)
        raise uncovered(op, "a spreadsheet", self.source)

    def _comparison(self, op: str, args: tuple[_Part, ...]) -> _Part:
        sign, kinds = _SIGNS.get(op, op), {arg.kind for arg in args}
        if kinds == {Kind.NUMBER}:
            left, right = (arg.at(COMPARE + 1) for arg in args)
            both = _together(args, "")
            return _truth(_guarded(both, f"IF({left}{sign}{right},1,0)", "0.5"))
        if kinds == {Kind.BOOLEAN}:
            left, right = (arg.at(SUM) for arg in args)
            return _truth(f"0.5{'+' if op == '==' else '-'}2*({left}-0.5)*({right}-0.5)", SUM)
        if kinds == {Kind.STATUS}:
            cell = next(arg.text for arg in args if not arg.text.startswith('"'))
            return _truth(f'IF({cell}="",0.5,IF({args[0].text}{sign}{args[1].text},1,0))')
        raise self._fault(op)

    def _fault(self, what: str) -> FormulaError:
        start = max(self.source.find(what), 0)
        return FormulaError(f"a spreadsheet cannot say {what}", self.source, start, start + len(what))


def _signed(row: Function, args: tuple[_Part, ...]) -> _Part:
    parts = [arg.at(level) for arg, level in zip(args, operands(row.name, len(args)), strict=True)]
    return _together(args, "-" + parts[0] if row.is_prefix else row.name.join(parts), row.level)


def _quotient(ratio: int, part: _Part, whole: _Part) -> _Part:
    text = f"{part.at(PRODUCT)}/{whole.at(PRODUCT + 1)}"
    both = _together((part, whole), text if ratio == 1 else f"{ratio}*{text}", PRODUCT)
    if whole.text.replace(".", "").strip("0").isdigit():
        return both
    return evolve(both, divisors=(*both.divisors, whole.at(SUM)))


def _choice(condition: _Part, *branches: _Part) -> _Part:
    then, otherwise = (_guarded(evolve(branch, may_fail=False), branch.text, "NA()") for branch in branches)
    return _Part(f"CHOOSE(1+2*{condition.at(PRODUCT)},{otherwise},NA(),{then})", may_fail=True)


def _known(part: _Part) -> _Part:
    match part.kind:
        case Kind.NUMBER:
            return _truth(_guarded(part, f"IF(ISNUMBER({part.text}),1,0)", "0"))
        case Kind.BOOLEAN:
            return _truth(f"IF({part.at(SUM)}=0.5,0,1)")
        case _:
            return _truth(f'IF({part.text}="",0,1)')


def _kleene(function: str) -> Callable[..., _Part]:
    return lambda *parts: _truth(f"{function}({','.join(part.text for part in parts)})")


WAYS: Mapping[str, Callable[..., _Part]] = {
    "number": lambda part: part,
    "not": lambda part: _truth(f"1-{part.at(PRODUCT)}", SUM),
    "and": _kleene("MIN"),
    "or": _kleene("MAX"),
    "if_": _choice,
    "known": _known,
}
"""Functions that are neither an operator's sign, nor a quotient, nor a spreadsheet's own."""
