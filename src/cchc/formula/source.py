"""The Python text of formulas: each a value's expression, with what must be computed before it.

Every number is carried as an integer over a known scale (a rate of two decimals is its units over
100, the literal 0.005 is 5 over 1000), so additions, products and comparisons stay integer
arithmetic; only a division that is not at the root of a formula makes a `Fraction`. An expression
knows which variables make it null, and is tested for them once, where its value is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import gcd, lcm

from cchc.formula.functions import COMPARISONS, FUNCTIONS, ROWS
from cchc.formula.meaning import FormulaOf, no_formula, uncovered, written_out
from cchc.formula.signature import Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word, names_of, walk
from cchc.record import define, field, frozen

Computed = tuple[str, Tree, int | None]
"""An indicator's id, its formula, and its decimals (None: a count)."""


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


@define(eq=False, repr=False)
class Writer:
    """Collects the lines of the generated function, and which variable holds what."""

    pending: set[str]
    given: Mapping[str, str] = field(factory=dict)
    """The variables of figures that are known to be there."""
    formula_of: FormulaOf = no_formula
    """The formulas of figures that are computed elsewhere."""
    lines: list[str] = field(factory=list)
    inputs: dict[str, str] = field(factory=dict)
    facts: dict[Fact, str] = field(factory=dict)
    called: dict[str, Callable[..., object]] = field(factory=dict)
    """What the generated function calls by name."""
    formulas: dict[str, Tree] = field(factory=dict)
    scaled: dict[str, _Code] = field(factory=dict)
    codes: dict[Tree, _Code] = field(factory=dict)
    temporaries: int = 0

    @property
    def reads(self) -> list[str]:
        """The lines that read the figures."""
        return [f"{name} = get({id!r})" for id, name in self.inputs.items()]

    def values(self, computed: Sequence[Computed]) -> str:
        """Append the lines that compute indicators; gives the tuple of them."""
        names = [self.compute(id, tree, decimals) for id, tree, decimals in computed]
        return f"({''.join(f'{name}, ' for name in names)})"

    def judged(self, checks: Sequence[Tree]) -> list[str]:
        """The lines that gather the places of the checks that fail."""
        codes = [self.check(check) for check in checks]
        holds = [f"({code.test} or {code.text})" if code.nulls else code.text for code in codes]
        return [f"if not {test}: broken.append({place})" for place, test in enumerate(holds)]

    def typed(self, id: str, table: str) -> str:
        """The typed value of a computed indicator."""
        code = self.scaled[id]
        return f"{table}[{code.text}]" + (
            f" if {code.text} is not None else {self.cause(self.formulas[id])}" if code.nulls else ""
        )

    def cause(self, formula: Tree) -> str:
        """Why a formula has no value, as the reference says; None where it takes an evaluation to tell."""
        match formula:
            case Apply(op, (part, Name() as whole)) if ROWS[op].ratio and _is_plain(part):
                otherwise = f"zero if {self.code(whole).text} == 0 else "
            case _ if _is_plain(formula):
                otherwise = ""
            case _:
                return "None"
        parts = {id: self.code(Name(id)) for id in names_of(formula)}
        lacking = [f"lacking[{id!r}] if {code.text} is None else " for id, code in parts.items() if code.nulls]
        return f"{otherwise}{''.join(lacking)}None"

    def check(self, tree: Tree) -> _Code:
        """The expression of a check."""
        return self.code(self.written_out(tree))

    def written_out(self, tree: Tree) -> Tree:
        """A formula of functions that have a way, or can be called."""
        return written_out(tree, WAYS, lambda id: self.formulas.get(id) or self.formula_of(id))

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
            case Apply():
                if tree not in self.codes:
                    code = self._applied(tree)
                    # Python's own parser allows 200 parentheses: a long text becomes a variable.
                    self.codes[tree] = self.atom(code) if len(code.text) > 200 else code
                return self.codes[tree]

    def _applied(self, tree: Apply) -> _Code:
        """A function by its own way, or else by calling what its row says it is exactly."""
        op, row = tree.op, ROWS[tree.op]
        codes = [self.code(arg) for arg in tree.args]
        if op in WAYS:
            return WAYS[op](self, *codes)
        if row.ratio:
            return _quotient(self, _scaled(codes[0], row.ratio), codes[1])
        if row.exact is None:
            raise uncovered(op, "generated Python")
        self.called[f"exactly_{op}"] = row.exact
        values = ", ".join(_exactly(code, kind) for code, kind in zip(codes, row.kinds(len(codes)), strict=True))
        together = _together(*codes)
        text = _Code(f"exactly_{op}({values})", together.nulls).nullable
        return self.keep(text, together if row.is_plain else _NULL)

    def _figure(self, id: str) -> _Code:
        if id in self.scaled:
            return self.scaled[id]
        if id in self.given:
            return _Code(self.given[id], {})
        if id in self.pending:
            raise ValueError(f"{id} is used before it is computed")
        name = self.inputs.setdefault(id, f"v{len(self.inputs)}")
        return _Code(name, {name: False})

    def compute(self, id: str, tree: Tree, decimals: int | None) -> str:
        """Append the lines that compute and round one indicator; gives its variable."""
        name, scale = f"c{len(self.scaled)}", 10 ** (decimals or 0)
        formula = self.written_out(tree)
        match formula:
            case Apply(op, (part, whole)) if ratio := ROWS[op].ratio:
                nulls = self._compute_rate(name, self.code(part), self.atom(self.code(whole)), ratio * scale)
            case _:
                nulls = self._compute_exact(name, self.code(formula), scale)
        self.pending.discard(id)
        self.formulas[id] = formula
        self.scaled[id] = _Code(name, {name: False} if nulls else {}, scale)
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
            self.lines.append(f"if type({name}) is not int and {name} is not None: {name} = nearest({name}, 1)")
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


def _is_plain(tree: Tree) -> bool:
    """Whether it has a value wherever its figures have."""
    return all(
        isinstance(node, Name | Number) or (isinstance(node, Apply) and ROWS[node.op].is_plain) for node in walk(tree)
    )


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
    def write(_: Writer, *codes: _Code) -> _Code:
        texts, scale = _level(*codes)
        return _Code(f"({operator.join(texts)})", _together(*codes).nulls, scale)

    return write


def _compared(operator: str) -> _Way:
    def write(_: Writer, left: _Code, right: _Code) -> _Code:
        texts, _scale = _level(left, right)
        return _Code(f"({operator.join(texts)})", _together(left, right).nulls)

    return write


def _product(_: Writer, left: _Code, right: _Code) -> _Code:
    return _Code(f"({left.text} * {right.text})", _together(left, right).nulls, left.scale * right.scale)


def _quotient(writer: Writer, left: _Code, right: _Code) -> _Code:
    right = writer.atom(right)
    if right.text == "0":
        return writer.keep("None", _NULL)
    nulls = _together(left, _nonzero(right)).nulls
    if right.text.isdigit():
        return _Code(_times(left.text, right.scale), nulls, left.scale * int(right.text))
    up, down = _times(left.text, right.scale), _times(right.text, left.scale)
    return _Code(f"Fraction({up}, {down})", nulls)


def _scaled(code: _Code, factor: int) -> _Code:
    return code if factor == 1 else _Code(f"({_times(code.text, factor)})", code.nulls, code.scale)


def _exactly(code: _Code, kind: Kind) -> str:
    """A value as the reference sees it."""
    if kind not in (Kind.NUMBER, Kind.PLACES):
        return code.text
    return f"Fraction({code.text})" if code.scale == 1 else f"Fraction({code.text}, {code.scale})"


def _extreme(function: str, operator: str) -> _Way:
    def write(_: Writer, *codes: _Code) -> _Code:
        texts, scale = _level(*codes)
        if len(texts) == 1:
            return codes[0]
        if len(texts) == 2 and all(text.isalnum() for text in texts):
            text = f"({texts[0]} if {texts[0]} {operator} {texts[1]} else {texts[1]})"
        else:
            text = f"{function}({', '.join(texts)})"
        return _Code(text, _together(*codes).nulls, scale)

    return write


def _rounded(_: Writer, number: _Code, places: _Code) -> _Code:
    scale = 10 ** int(places.text)
    common = gcd(scale, number.scale)
    text = f"nearest({_times(number.text, scale // common)}, {number.scale // common})"
    return _Code(text, number.nulls, scale)


def _wrapped(before: str, after: str) -> _Way:
    return lambda _, code: _Code(f"{before}{code.text}{after}", code.nulls, code.scale)


def _kleene(operator: str, combine: str) -> _Way:
    """Plain Python logic where operands are null together; else the truth table over variables."""

    def pair(writer: Writer, left: _Code, right: _Code) -> _Code:
        left, right = writer.atom(left), writer.atom(right)
        return writer.keep(combine.format(left.text, right.text), _together(left, right))

    def write(writer: Writer, *codes: _Code) -> _Code:
        alike: dict[frozenset[tuple[str, bool]], list[_Code]] = {}
        for code in codes:
            alike.setdefault(frozenset(code.nulls.items()), []).append(code)
        groups = [
            _Code(f"({f' {operator} '.join(code.text for code in group)})", group[0].nulls) if group[1:] else group[0]
            for group in alike.values()
        ]
        return reduce(lambda left, right: pair(writer, left, right), groups)

    return write


def _implies(writer: Writer, condition: _Code, conclusion: _Code) -> _Code:
    if condition.nulls == conclusion.nulls:
        return _Code(f"(not {condition.text} or {conclusion.text})", condition.nulls)
    first, then = writer.atom(condition), writer.atom(conclusion)
    text = f"{then.text} if {first.text} else True if {first.text} is False or {then.text} else None"
    return writer.keep(text, _together(first, then))


def _choice(writer: Writer, condition: _Code, then: _Code, otherwise: _Code) -> _Code:
    texts, scale = _level(then, otherwise)
    branches = [_Code(text, code.nulls).nullable for text, code in zip(texts, (then, otherwise), strict=True)]
    text = f"({branches[0]}) if {condition.text} else ({branches[1]})"
    if condition.nulls:
        text = f"None if {condition.test} else {text}"
    together = _together(condition, then, otherwise)
    return writer.keep(text, _Code("", together.nulls, scale))


def _known(_: Writer, code: _Code) -> _Code:
    return _Code(f"(not ({code.test}))" if code.nulls else "True", {})


def _date_of(writer: Writer, document: _Code) -> _Code:
    document = writer.atom(document)
    return writer.keep(_Code(f"{document.text}.date", document.nulls).nullable, _NULL)


def _year_of(writer: Writer, document: _Code) -> _Code:
    document = writer.atom(document)
    text = f"({document.text}.date or {document.text}).year"
    return writer.keep(_Code(text, document.nulls).nullable, _NULL)


_Way = Callable[..., _Code]
_NULL = _Code("", {"null": False})

WAYS: Mapping[str, _Way] = {
    "+": _joined(" + "),
    "-": _joined(" - "),
    "total": _joined(" + "),
    "*": _product,
    "neg": _wrapped("(-", ")"),
    "abs": _wrapped("abs(", ")"),
    "number": _wrapped("", ""),
    "min": _extreme("min", "<="),
    "max": _extreme("max", ">="),
    **{operator: _compared(f" {operator} ") for operator in COMPARISONS},
    "round": _rounded,
    "not": _wrapped("(not ", ")"),
    "and": _kleene("and", "{1} if {0} or {1} is False else {0}"),
    "or": _kleene("or", "{0} if {0} or {1} is False else {1}"),
    "implies": _implies,
    "if_": _choice,
    "known": _known,
    "date_of": _date_of,
    "year_of": _year_of,
}
"""Functions that have a way of their own, mostly because it is faster; the others are called by name."""
