"""A whole edition as one generated Python function, exact and as fast as one written by hand.

Every number is carried as an integer over a known scale (a rate of two decimals is its units over
100, the literal 0.005 is 5 over 1000), so additions, products and comparisons stay integer
arithmetic; only a division that is not at the root of a formula makes a `Fraction`. An expression
knows which variables make it null, and is tested for them once, where its value is wanted.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any
from zlib import crc32

from attrs import define, field, frozen

from cchc.formula.functions import COMPARISONS, FUNCTIONS
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.number import half_up

Get = Callable[[str], object]
"""The figure of an indicator as the report states it: int, Fraction, bool, status id, Document or None."""
Ask = Callable[[str, tuple[str, ...]], object]
"""The answer to a fact, or None."""
FigureOutcomes = tuple[tuple[int | None, ...], tuple[bool | None, ...]]
"""Computed values in units of their last decimal, and the outcomes of checks."""
WholeOutcomes = tuple[tuple[int | None, ...], dict[str, Any], list[int]]
"""Computed values in units of their last decimal, typed by id, and the places of the checks that fail."""
Run = Callable[[Get, Ask], FigureOutcomes]

Computed = tuple[str, Tree, int | None]
"""An indicator's id, its formula, and its decimals (None: a count)."""


@frozen
class Program:
    """A compiled edition; `run` gives the computed values (in units of their last decimal) and the
    outcomes of the checks, in order. It raises TypeError where a figure is not of its kind."""

    source: str
    inputs: tuple[str, ...]
    facts: tuple[Fact, ...]
    run: Run = field(eq=False, repr=False)


@frozen
class _Code:
    """Python text of a value times `scale`, right if none of `nulls` is None (or, where marked True, 0)."""

    text: str
    nulls: Mapping[str, bool]
    scale: int = 1

    @property
    def is_atom(self) -> bool:
        return self.text.isalnum()

    @property
    def test(self) -> str:
        return " or ".join(f"not {name}" if zero else f"{name} is None" for name, zero in self.nulls.items())

    @property
    def nullable(self) -> str:
        return f"None if {self.test} else {self.text}" if self.nulls else self.text


def compile_program(computed: Sequence[Computed], checks: Sequence[Tree]) -> Program:
    """Generate and compile the function of these formulas and checks, all of which have been type-checked.

    A formula stands after those that it is computed from; others see it rounded. Raises ValueError
    if it stands before. Ids reach the source only as `repr`, variables are numbered.
    """
    writer = _Writer({id for id, _, _ in computed})
    values = writer.values(computed)
    outcomes = [f"    {writer.code(check).nullable}," for check in checks]
    inputs = [f"{name} = get({id!r})" for id, name in writer.inputs.items()]
    facts = [f"{name} = fact({fact.function!r}, {fact.ids!r})" for fact, name in writer.facts.items()]
    source = _function("get, fact", [*inputs, *facts, *writer.lines, f"return {values}, (", *outcomes, ")"])
    return Program(source, tuple(writer.inputs), tuple(writer.facts), _compiled(source))


def compile_whole(
    computed: Sequence[Computed], checks: Sequence[Tree], given: Sequence[str], typed: Sequence[Mapping[Any, Any]]
) -> Callable[..., WholeOutcomes]:
    """The function of reports that give all of `given` and no other figure: it takes these, integers all, in order.

    It need test none for being there, and tells of the checks only which fail. `typed` has for
    each computed indicator its typed value by its integer or None. No check may ask for a fact.
    """
    writer = _Writer({id for id, _, _ in computed}, whole={id: f"g{place}" for place, id in enumerate(given)})
    values = writer.values(computed)
    writer.lines.append("broken = []")
    for place, check in enumerate(checks):
        code = writer.code(check)
        fails = f"({code.nullable}) is False" if code.nulls else f"not {code.text}"
        writer.lines.append(f"if {fails}: broken.append({place})")
    parameters = [*writer.whole.values(), *(f"{name}=None" for name in writer.inputs.values())]
    tables = {id(table): table for table in typed}
    named = {place: f"typed{number}" for number, place in enumerate(tables)}
    by_id = ", ".join(
        f"{name!r}: {named[id(table)]}[{writer.units[name].text}]"
        for (name, _, _), table in zip(computed, typed, strict=True)
    )
    source = _function(", ".join(parameters), [*writer.lines, f"return {values}, {{{by_id}}}, broken"])
    return _compiled(source, **dict(zip(named.values(), tables.values(), strict=True)))


def _function(parameters: str, body: Sequence[str]) -> str:
    return "\n    ".join([f"def evaluate({parameters}):", *body]) + "\n"


def _compiled(source: str, **known: object) -> Callable[..., Any]:
    namespace: dict[str, Any] = {"Fraction": Fraction, "nearest": nearest, **known}
    exec(compile(source, _filename(source), "exec"), namespace)  # noqa: S102 - our own text, from validated trees
    function: Callable[..., Any] = namespace["evaluate"]
    return function


def nearest(numerator: int | Fraction, denominator: int | Fraction) -> int:
    """The integer nearest to a quotient, half away from zero; the generated function's rare branch."""
    if isinstance(numerator, int) and isinstance(denominator, int):
        return half_up(numerator, denominator)
    quotient = Fraction(numerator) / denominator
    return half_up(quotient.numerator, quotient.denominator)


def _filename(source: str) -> str:
    """Lets a traceback quote the generated line, as attrs does for its methods."""
    count = 0
    while True:
        name = f"<cchc formulas {crc32(source.encode()):08x}{'-' * count}>"
        entry = (len(source), None, source.splitlines(keepends=True), name)
        if linecache.cache.setdefault(name, entry) == entry:
            return name
        count += 1


@define
class _Writer:
    """Collects the lines of the generated function, and which variable holds what."""

    pending: set[str]
    whole: Mapping[str, str] = field(factory=dict)
    """The variables of figures that are known to be there."""
    lines: list[str] = field(factory=list)
    inputs: dict[str, str] = field(factory=dict)
    facts: dict[Fact, str] = field(factory=dict)
    units: dict[str, _Code] = field(factory=dict)
    codes: dict[Tree, _Code] = field(factory=dict)
    temporaries: int = 0

    def values(self, computed: Sequence[Computed]) -> str:
        """Append the lines that compute indicators; gives the tuple of them."""
        names = [self.compute(id, tree, decimals) for id, tree, decimals in computed]
        return f"({''.join(f'{name}, ' for name in names)})"

    def code(self, tree: Tree) -> _Code:
        """The expression of a tree; what it must compute beforehand is appended to `lines`."""
        match tree:
            case Number(value):
                return _Code(str(value.numerator), {}, value.denominator)
            case Name(id):
                return self._figure(id)
            case Word(word):
                return _Code(repr(word), {})
            case Fact(function):
                name = self.facts.setdefault(tree, f"f{len(self.facts)}")
                return _Code(name, {name: False} if FUNCTIONS[function].null else {})
            case Apply(op, args):
                if tree not in self.codes:
                    code = _WAYS[op](self, *(self.code(arg) for arg in args))
                    # Python's own parser allows 200 parentheses: a long text becomes a variable.
                    self.codes[tree] = self.atom(code) if len(code.text) > 200 else code
                return self.codes[tree]

    def _figure(self, id: str) -> _Code:
        if id in self.units:
            return self.units[id]
        if id in self.whole:
            return _Code(self.whole[id], {})
        if id in self.pending:
            raise ValueError(f"{id} is used before it is computed")
        name = self.inputs.setdefault(id, f"v{len(self.inputs)}")
        return _Code(name, {name: False})

    def compute(self, id: str, tree: Tree, decimals: int | None) -> str:
        """Append the lines that compute and round one indicator; gives its variable."""
        name, scale = f"c{len(self.units)}", 10 ** (decimals or 0)
        match tree:
            case Apply("percent", (part, whole)):
                nulls = self._compute_rate(name, self.code(part), self.atom(self.code(whole)), 100 * scale)
            case _:
                nulls = self._compute_exact(name, self.code(tree), scale)
        self.pending.discard(id)
        self.units[id] = _Code(name, {name: False} if nulls else {}, scale)
        return name

    def _compute_rate(self, name: str, part: _Code, whole: _Code, scale: int) -> Mapping[str, bool]:
        """Half away from zero in integers: adding half the denominator is right but for negative ties."""
        if whole.text == "0":
            self.lines.append(f"{name} = None")
            return {whole.text: True}
        nulls = _together(part, _nonzero(whole)).nulls
        up, down = _times(part.text, 2 * scale * whole.scale), _times(whole.text, part.scale)
        twice = _times(whole.text, 2 * part.scale)
        body = [
            f"{name} = ({up} + {down}) // ({twice})",
            f"if {name} <= 0 and {part.text}: {name} = nearest({up}, {twice})",
        ]
        if nulls:
            test = _Code("", nulls).test
            body = [f"if {test}: {name} = None", "else:", *(f"    {line}" for line in body)]
        self.lines.extend(body)
        return nulls

    def _compute_exact(self, name: str, code: _Code, scale: int) -> Mapping[str, bool]:
        common = gcd(scale, code.scale)
        text, rest = _times(code.text, scale // common), code.scale // common
        if rest == 1:
            self.lines.append(f"{name} = {_Code(text, code.nulls).nullable}")
            self.lines.append(f"if {name}.__class__ is not int and {name} is not None: {name} = nearest({name}, 1)")
        else:
            self.lines.append(f"{name} = {_Code(f'nearest({text}, {rest})', code.nulls).nullable}")
        return code.nulls

    def atom(self, code: _Code) -> _Code:
        """The same value in one variable (or literal), which is None where the value is null."""
        return code if code.is_atom else self.keep(code.nullable, code)

    def keep(self, text: str, like: _Code) -> _Code:
        """A new variable that holds `text`, null where that is None."""
        name = f"t{self.temporaries}"
        self.temporaries += 1
        self.lines.append(f"{name} = {text}")
        return _Code(name, {name: False} if like.nulls else {}, like.scale)


def _times(text: str, factor: int) -> str:
    if text.isdigit():
        return str(int(text) * factor)
    return text if factor == 1 else f"{text} * {factor}"


def _together(*codes: _Code) -> _Code:
    """No text, but the nulls of all in reading order."""
    nulls: dict[str, bool] = {}
    for code in codes:
        for name, zero in code.nulls.items():
            nulls[name] = zero or nulls.get(name, False)
    return _Code("", nulls)


def _nonzero(code: _Code) -> _Code:
    """An atom that makes the whole null where it is 0 as well."""
    return code if code.text.isdigit() else _Code(code.text, {code.text: True}, code.scale)


def _level(*codes: _Code) -> tuple[list[str], int]:
    """The texts brought to one scale."""
    scale = lcm(*(code.scale for code in codes))
    return [_times(code.text, scale // code.scale) for code in codes], scale


def _joined(operator: str) -> _Way:
    def write(_: _Writer, *codes: _Code) -> _Code:
        texts, scale = _level(*codes)
        return _Code(f"({operator.join(texts)})", _together(*codes).nulls, scale)

    return write


def _compared(operator: str) -> _Way:
    def write(_: _Writer, left: _Code, right: _Code) -> _Code:
        texts, _scale = _level(left, right)
        return _Code(f"({operator.join(texts)})", _together(left, right).nulls)

    return write


def _product(_: _Writer, left: _Code, right: _Code) -> _Code:
    return _Code(f"({left.text} * {right.text})", _together(left, right).nulls, left.scale * right.scale)


def _quotient(writer: _Writer, left: _Code, right: _Code) -> _Code:
    right = writer.atom(right)
    if right.text == "0":
        return writer.keep("None", _NULL)
    nulls = _together(left, _nonzero(right)).nulls
    if right.text.isdigit():
        return _Code(_times(left.text, right.scale), nulls, left.scale * int(right.text))
    up, down = _times(left.text, right.scale), _times(right.text, left.scale)
    return _Code(f"Fraction({up}, {down})", nulls)


def _percent(writer: _Writer, part: _Code, whole: _Code) -> _Code:
    return _quotient(writer, _Code(f"({_times(part.text, 100)})", part.nulls, part.scale), whole)


def _extreme(function: str, operator: str) -> _Way:
    def write(_: _Writer, *codes: _Code) -> _Code:
        texts, scale = _level(*codes)
        if len(texts) == 1:
            return codes[0]
        if len(texts) == 2 and all(text.isalnum() for text in texts):
            text = f"({texts[0]} if {texts[0]} {operator} {texts[1]} else {texts[1]})"
        else:
            text = f"{function}({', '.join(texts)})"
        return _Code(text, _together(*codes).nulls, scale)

    return write


def _wrapped(before: str, after: str) -> _Way:
    return lambda _, code: _Code(f"{before}{code.text}{after}", code.nulls, code.scale)


def _kleene(operator: str, combine: str) -> _Way:
    """Plain Python logic where operands are null together; else the truth table over variables."""

    def pair(writer: _Writer, left: _Code, right: _Code) -> _Code:
        left, right = writer.atom(left), writer.atom(right)
        return writer.keep(combine.format(left.text, right.text), _together(left, right))

    def write(writer: _Writer, *codes: _Code) -> _Code:
        alike: dict[frozenset[tuple[str, bool]], list[_Code]] = {}
        for code in codes:
            alike.setdefault(frozenset(code.nulls.items()), []).append(code)
        groups = [
            _Code(f"({f' {operator} '.join(code.text for code in group)})", group[0].nulls) if group[1:] else group[0]
            for group in alike.values()
        ]
        return reduce(lambda left, right: pair(writer, left, right), groups)

    return write


def _implies(writer: _Writer, condition: _Code, conclusion: _Code) -> _Code:
    if condition.nulls == conclusion.nulls:
        return _Code(f"(not {condition.text} or {conclusion.text})", condition.nulls)
    first, then = writer.atom(condition), writer.atom(conclusion)
    text = f"{then.text} if {first.text} else True if {first.text} is False or {then.text} else None"
    return writer.keep(text, _together(first, then))


def _choice(writer: _Writer, condition: _Code, then: _Code, otherwise: _Code) -> _Code:
    texts, scale = _level(then, otherwise)
    branches = [_Code(text, code.nulls).nullable for text, code in zip(texts, (then, otherwise), strict=True)]
    text = f"({branches[0]}) if {condition.text} else ({branches[1]})"
    if condition.nulls:
        text = f"None if {condition.test} else {text}"
    together = _together(condition, then, otherwise)
    return writer.keep(text, _Code("", together.nulls, scale))


def _known(_: _Writer, code: _Code) -> _Code:
    return _Code(f"(not ({code.test}))" if code.nulls else "True", {})


def _date_of(writer: _Writer, document: _Code) -> _Code:
    document = writer.atom(document)
    return writer.keep(_Code(f"{document.text}.date", document.nulls).nullable, _NULL)


def _year_of(writer: _Writer, document: _Code) -> _Code:
    document = writer.atom(document)
    text = f"({document.text}.date or {document.text}).year"
    return writer.keep(_Code(text, document.nulls).nullable, _NULL)


_Way = Callable[..., _Code]
_NULL = _Code("", {"null": False})

_WAYS: Mapping[str, _Way] = {
    "+": _joined(" + "),
    "-": _joined(" - "),
    "total": _joined(" + "),
    "*": _product,
    "/": _quotient,
    "neg": _wrapped("(-", ")"),
    "abs": _wrapped("abs(", ")"),
    "number": _wrapped("", ""),
    "percent": _percent,
    "min": _extreme("min", "<="),
    "max": _extreme("max", ">="),
    **{operator: _compared(f" {operator} ") for operator in COMPARISONS},
    "not": _wrapped("(not ", ")"),
    "and": _kleene("and", "{1} if {0} or {1} is False else {0}"),
    "or": _kleene("or", "{0} if {0} or {1} is False else {1}"),
    "implies": _implies,
    "if_": _choice,
    "known": _known,
    "date_of": _date_of,
    "year_of": _year_of,
}
