"""What a formula may combine: kinds (number, boolean, date, …), units, names that exist.

`problems` yields every mistake of a formula; a part that is wrong has no type, and what is built
on it is not blamed a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Protocol

from cchc.errors import FormulaError, did_you_mean
from cchc.formula.address import is_address
from cchc.formula.functions import BANDS, COMPARISONS, FUNCTIONS, ROWS, arity
from cchc.formula.signature import MOST_PLACES, Function, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.record import define, field, frozen

Unit = tuple[tuple[str, int], ...]
"""Units with their exponents: `(("ho_so", 1),)`; `()` is a bare number."""

PERCENT: Unit = (("%", 1),)
"""The unit of every rate; no id of a unit can be "%"."""
PER_MILLE: Unit = (("‰", 1),)
"""That of a rate out of a thousand."""
_OWN_UNITS: Mapping[str, Unit] = {"%": PERCENT, "‰": PER_MILLE, "1": ()}
"""What a function's row calls by a sign and not by a letter."""

UNKNOWN, CLASH, WRONG = "CCHC-L004", "CCHC-L006", "CCHC-L012"


class TypedLine(Protocol):
    """What the checker asks of an indicator."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def statuses(self) -> tuple[str, ...]: ...


@frozen
class Type:
    """The kind of an expression; of a number also its unit (None: a literal, which takes any)."""

    kind: Kind
    unit: Unit | None = None

    def __str__(self) -> str:
        is_number = self.kind is Kind.NUMBER and self.unit is not None
        return f"a number of {_spoken(self.unit or ())}" if is_number else _KIND_WORDS[self.kind]


BOOLEAN = Type(Kind.BOOLEAN)

_KIND_WORDS = {
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "yes/no",
    Kind.DATE: "a date",
    Kind.DOCUMENT: "a document",
    Kind.STATUS: "a status",
    Kind.LINE: "a line",
    Kind.BANDS: "bands of a parameter",
    Kind.PLACES: f"a number of decimals, written out (0 to {MOST_PLACES})",
}
_LINE_KINDS = {
    "count": Kind.NUMBER,
    "percentage": Kind.NUMBER,
    "per_mille": Kind.NUMBER,
    "number": Kind.NUMBER,
    "score": Kind.NUMBER,
    "yes-no": Kind.BOOLEAN,
    "status": Kind.STATUS,
    "document": Kind.DOCUMENT,
    "date": Kind.DATE,
}


_RATES: Mapping[str, Unit] = {"percentage": PERCENT, "per_mille": PER_MILLE}
_THOUSAND = 1000
_RATE_IS: Mapping[Unit | None, str] = {
    PERCENT: "a rate is percent(part, whole)",
    PER_MILLE: "a rate per thousand is per_mille(part, whole), of two units 1000 * a / b",
}


def figure_type(line: TypedLine) -> Type | None:
    """The type of an indicator's figure, which its formula must have; None for a heading and for a text."""
    if getattr(line, "has_bands", False):
        return Type(Kind.BANDS, None if line.unit is None else unit_type(line.kind, line.unit))
    kind = _LINE_KINDS.get(line.kind)
    if kind is not Kind.NUMBER:
        return None if kind is None else Type(kind)
    return Type(kind, unit_type(line.kind, line.unit))


def unit_type(kind: str, unit: str | None) -> Unit | None:
    """The unit of a number as formulas see it: every rate has one and the same."""
    return _RATES.get(kind) or (None if unit is None else ((unit, 1),))


def problems(
    tree: Tree, lines: Mapping[str, TypedLine], *, text: str = "", expected: Type | None = None
) -> Iterator[FormulaError]:
    """Every mistake of a formula of `lines` (headings and auxiliaries among them), in reading order.

    `text` is the source that the tree's spans point into; `expected` is what the whole must be:
    `BOOLEAN` for a check, `figure_type(indicator)` for its formula. A family's check is given with
    its placeholders bound (`tree.substitute`).
    """
    checker = _Checker(lines, text)
    found = checker.type(tree)
    if found is not None and expected is not None:
        checker.expect(tree, found, expected)
    yield from sorted(checker.found, key=lambda error: (error.start, error.end))


def check(tree: Tree, lines: Mapping[str, TypedLine], *, text: str = "", expected: Type | None = None) -> Type:
    """The type of a formula; raises the first of its `problems`."""
    for error in problems(tree, lines, text=text, expected=expected):
        raise error
    return type_of(tree, lines)


def type_of(tree: Tree, lines: Mapping[str, TypedLine]) -> Type:
    """The type of a formula; raises `FormulaError` if it has none."""
    checker = _Checker(lines, "")
    found = checker.type(tree)
    if found is None or checker.found:
        raise checker.found[0]
    return found


def _drops_units(tree: Tree) -> bool:
    """Whether a formula reckons with numbers whose units were dropped by `number(x)`."""
    return isinstance(tree, Apply) and (tree.op == "number" or any(map(_drops_units, tree.args)))


def _is_one_over_another(unit: Unit | None) -> bool:
    """Whether a number is so many of one unit to one of another, or of the same."""
    return unit == () or (unit is not None and sorted(times for _, times in unit) == [-1, 1])


def _times(tree: Tree) -> Fraction:
    """The number by which a formula multiplies what it makes of figures."""
    match tree:
        case Number(value):
            return value
        case Apply("*", (one, other)):
            return _times(one) * _times(other)
        case Apply("/", (one, other)) if below := _times(other):
            return _times(one) / below
        case _:
            return Fraction(1)


@define(eq=False, repr=False)
class _Checker:
    lines: Mapping[str, TypedLine]
    text: str
    found: list[FormulaError] = field(factory=list)

    def blame(self, tree: Tree, what: str, hint: str | None = None, code: str = WRONG) -> None:
        self.found.append(FormulaError(what, self.text, *tree.span, hint, code))

    def type(self, tree: Tree) -> Type | None:
        match tree:
            case Number():
                return Type(Kind.NUMBER)
            case Word(word):
                self.blame(tree, f"{word!r} stands alone", "compare a status with it: ==", CLASH)
                return None
            case Name(id):
                return self._figure(tree, id)
            case Fact(function, ids):
                return self._fact(tree, function, ids)
            case Apply(op, args) if op in COMPARISONS and any(isinstance(arg, Word) for arg in args):
                return self._status(tree)
            case Apply(op, args):
                types = [found for found in map(self.type, args) if found is not None]
                if self._count(tree, op, len(args)) and len(types) == len(args):
                    return self._applied(tree, types)
                return BOOLEAN if ROWS[op].gives is Kind.BOOLEAN else None

    def expect(self, tree: Tree, found: Type, expected: Type) -> None:
        """The whole formula is of the kind and unit that are asked for."""
        if found.kind is not expected.kind:
            self.blame(tree, f"this is {found}, not {expected}", code=CLASH)
        elif found.unit == () and expected.unit not in _RATE_IS and _drops_units(tree):
            return  # an area times a yield is so many tonnes: whoever drops the units says what comes out
        elif expected.unit == PER_MILLE and _is_one_over_another(found.unit) and _times(tree) == _THOUSAND:
            return  # visits to a thousand inhabitants are of two units: the factor says what comes out
        elif found.unit is not None and expected.unit is not None and found.unit != expected.unit:
            hint = _RATE_IS.get(expected.unit, "number(x) drops the unit")
            if found.unit == _multiplied(expected.unit, PERCENT, 1):
                hint = "so much per cent of a number is percent_of(rate, number)"
            self.blame(tree, f"this is {found}, not {expected}", hint, CLASH)

    def _line(self, tree: Tree, id: str) -> TypedLine | None:
        line = self.lines.get(id)
        if line is None:
            if is_address(id):
                usage = "table[row].column, a row by its id; table.column of a table of one row"
                self.blame(tree, f"there is no figure {id}", usage, UNKNOWN)
                return None
            hint = did_you_mean(id, self.lines)
            if hint is None and id in FUNCTIONS:
                hint = f"the function is written {id}(…)"
            self.blame(tree, f"there is no indicator {id}", hint, UNKNOWN)
            return None
        return line

    def _figure(self, tree: Tree, id: str) -> Type | None:
        line = self._line(tree, id)
        if line is None:
            return None
        found = figure_type(line)
        if found is None:
            what = "text, which no formula reckons with" if line.kind == "text" else "heading and has no value"
            self.blame(tree, f"{id} is a {what}", code=CLASH)
        return found

    def _fact(self, tree: Tree, name: str, ids: tuple[str, ...]) -> Type | None:
        function = FUNCTIONS[name]
        lines = [self._line(tree, id) for id in ids]
        for id in (id for id, line in zip(ids, lines, strict=True) if getattr(line, "is_parameter", False)):
            self.blame(tree, f"{id} is a parameter, of which the form says nothing", code=CLASH)
        if not self._count(tree, name, len(ids)) or None in lines:
            return None if function.gives is Kind.NUMBER else Type(function.gives)
        if function.gives is not Kind.NUMBER:
            return Type(function.gives)
        return self._unit_of_line(lines[0]) if function.units == "line" else _resulting(function.units, {})

    def _unit_of_line(self, line: TypedLine | None) -> Type:
        figure = None if line is None else figure_type(line)
        return figure if figure is not None and figure.kind is Kind.NUMBER else Type(Kind.NUMBER, ())

    def _count(self, tree: Tree, name: str, given: int) -> bool:
        least, most = arity(name)
        if given < least or (most is not None and given > most):
            number = f"{least} or more" if most is None else str(least)
            what = f"{name} takes {number} {'argument' if number == '1' else 'arguments'}, not {given}"
            self.blame(tree, what, _usage(name))
            return False
        return True

    def _status(self, tree: Apply) -> Type:
        """A status is compared with a word of its own, for equality."""
        if tree.op not in {"==", "!="}:
            self.blame(tree, "status words have no order", "use == or !=", CLASH)
        name, word = tree.args if isinstance(tree.args[1], Word) else (tree.args[1], tree.args[0])
        if isinstance(name, Word):
            self.blame(tree, "two words are compared", "compare a status with a word", CLASH)
            return BOOLEAN
        found = self.type(name)
        line = self.lines.get(name.id) if isinstance(name, Name) else None
        if found is not None and (found.kind is not Kind.STATUS or line is None):
            self.blame(name, f"this is {found}, which no word is compared with", code=CLASH)
        elif line is not None and isinstance(word, Word) and word.word not in line.statuses and found is not None:
            hint = did_you_mean(word.word, line.statuses) or f"its words are {', '.join(line.statuses)}"
            self.blame(word, f"{word.word!r} is no status of this line", hint, UNKNOWN)
        return BOOLEAN

    def _applied(self, tree: Apply, types: list[Type]) -> Type | None:
        row = ROWS[tree.op]
        if row.compares:
            return self._comparison(tree, types)
        if not row.null:
            return Type(row.gives)
        fits = True
        for arg, found, kind in zip(tree.args, types, row.kinds(len(types)), strict=True):
            if kind is Kind.PLACES:
                fits = self._places(tree, arg) and fits
            elif found.kind is not kind:
                fits = False
                what = f"{_called(tree.op)} takes {_KIND_WORDS[kind]}; this is {found}"
                self.blame(arg, what, _ADVICE.get((found.kind, kind)), CLASH)
        if row.gives is not Kind.NUMBER:
            return Type(row.gives) if fits or row.gives is Kind.BOOLEAN else None
        return self._number(tree, row, types) if fits else None

    def _places(self, tree: Apply, arg: Tree) -> bool:
        """A number of decimals is known when the formula is read."""
        if isinstance(arg, Number) and arg.value.denominator == 1 and arg.value <= MOST_PLACES:
            return True
        self.blame(arg, f"{_called(tree.op)} takes {_KIND_WORDS[Kind.PLACES]}", "round(x, 2)", CLASH)
        return False

    def _comparison(self, tree: Apply, types: list[Type]) -> Type:
        left, right = types
        kinds = {left.kind, right.kind}
        if left.kind is not right.kind:
            self.blame(tree, f"{left} is compared with {right}", code=CLASH)
        elif kinds & {Kind.STATUS, Kind.DOCUMENT}:
            hint = "compare with a status word" if left.kind is Kind.STATUS else "compare date_of(…) or year_of(…)"
            self.blame(tree, f"{left} is compared with {right}", hint, CLASH)
        elif left.kind is Kind.BOOLEAN and tree.op not in {"==", "!="}:
            self.blame(tree, "yes/no has no order", "use implies(a, b), == or !=", CLASH)
        else:
            self._same_unit(tree, types)
        return BOOLEAN

    def _number(self, tree: Apply, row: Function, types: list[Type]) -> Type | None:
        """The number that a function gives, by the units that its row states."""
        stated, result = _stated(row.units)
        stated += stated[-1:] * (len(types) - len(stated))
        units: dict[str, Unit | None] = {}
        if tree.op == BANDS:
            self._asked(tree.args[0], types[0], tree.args[1])
        for name in dict.fromkeys(stated):
            alike = [(arg, found) for arg, found, its in zip(tree.args, types, stated, strict=True) if its == name]
            if name in _OWN_UNITS:
                for arg, found in alike:
                    self.expect(arg, found, Type(Kind.NUMBER, _OWN_UNITS[name]))
            elif name != "." and (same := self._same_unit(tree, [found for _, found in alike])) is not None:
                units[name] = same.unit
        return _resulting(result, units)

    def _asked(self, arg: Tree, found: Type, bands: Tree) -> None:
        """What bands are asked for is of the unit that their ends have."""
        unit = getattr(self.lines.get(bands.id), "asked", None) if isinstance(bands, Name) else None
        if unit is not None:
            self.expect(arg, found, Type(Kind.NUMBER, unit))

    def _same_unit(self, tree: Apply, types: list[Type]) -> Type | None:
        """The one unit of several numbers; a literal adopts that of the others."""
        units = list(dict.fromkeys(found.unit for found in types if found.unit is not None))
        if len(units) > 1:
            what = f"{_called(tree.op)} mixes units: {' and '.join(map(_spoken, units))}"
            self.blame(tree, what, "number(x) drops the unit on purpose", CLASH)
            return None
        return Type(types[0].kind, units[0] if units else None)


_ADVICE = {
    (Kind.BANDS, Kind.NUMBER): "bands(x, P) asks them",
    (Kind.BANDS, Kind.BOOLEAN): "bands(x, P) asks them",
    (Kind.NUMBER, Kind.BANDS): "bands(x, P), where P is a parameter with bands",
    (Kind.DOCUMENT, Kind.BOOLEAN): "is_issued(x) or known(x)",
    (Kind.NUMBER, Kind.BOOLEAN): "compare it, as in x > 0",
    (Kind.DOCUMENT, Kind.NUMBER): "year_of(x)",
}


@cache
def _stated(units: str) -> tuple[tuple[str, ...], str]:
    """The names of the arguments' units and of the result's, as a row states them."""
    *arguments, _, result = units.split()
    return tuple(arguments), result


def _resulting(stated: str, units: Mapping[str, Unit | None]) -> Type | None:
    """A number of the unit that a row states; None if one that it is made of is not known."""
    if stated in _OWN_UNITS:
        return Type(Kind.NUMBER, _OWN_UNITS[stated])
    left, sign, right = stated.partition("*") if "*" in stated else stated.partition("/")
    if left not in units or (sign and right not in units):
        return None
    return Type(Kind.NUMBER, _multiplied(units[left], units[right], -1 if sign == "/" else 1) if sign else units[left])


def _multiplied(left: Unit | None, right: Unit | None, sign: int) -> Unit | None:
    if left is None and right is None:
        return None
    powers = dict(left or ())
    for unit, power in right or ():
        powers[unit] = powers.get(unit, 0) + sign * power
    return tuple(sorted((unit, power) for unit, power in powers.items() if power))


def _spoken(unit: Unit) -> str:
    if not unit:
        return "no unit"
    return " · ".join(name if power == 1 else f"{name}^{power}" for name, power in unit)


def _called(op: str) -> str:
    return "the sign -" if op == "neg" else op


def _usage(name: str) -> str | None:
    if name not in FUNCTIONS:
        return None
    function = FUNCTIONS[name]
    takes = [_KIND_WORDS[kind] for kind in function.takes] + ["…"] * function.variadic
    return f"{name}({', '.join(takes)})"
