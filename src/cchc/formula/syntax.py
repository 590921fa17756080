"""From text to tree: Python's own expression parser behind two white lists.

First every token must be one that a formula may hold, so that what reaches `ast.parse` is short,
ASCII and plain, and an error points at the very character. Then every node must be a shape that a
formula may have. Whatever the text, the answer is a tree or a `FormulaError`.
"""

from __future__ import annotations

import ast
import keyword
import re
from fractions import Fraction

from attrs import evolve

from cchc.errors import FormulaError, did_you_mean
from cchc.formula.address import COUNT_ROWS, LONGEST, cell_of
from cchc.formula.functions import FUNCTIONS
from cchc.formula.tree import Apply, Fact, Name, Number, Span, Tree, Word, names_of
from cchc.record import define, frozen

LENGTH, DEPTH, NODES, DIGITS = 4_000, 40, 256, 18
"""The greatest length, nesting, number of nodes and digits of a literal: a formula stays bounded."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    | (?P<number>\.?[0-9][\w.]*)
    | (?P<cell>[A-Za-z_]\w*(\[\w*\])?\.[A-Za-z_]\w*)
    | (?P<name>[A-Za-z_]\w*)
    | (?P<word>'[^'\r\n]*'|"[^"\r\n]*")
    | (?P<refused>\*\*|//|:=|->|<<|>>|<>|=<|=>|&&|\|\|)
    | (?P<operator><=|>=|==|!=|[-+*/<>(),])
    | (?P<foreign>.)""",
    re.VERBOSE | re.ASCII | re.DOTALL,
)
NUMBER, ID = r"(0|[1-9][0-9]*)(\.[0-9]+)?", r"[a-z][a-z0-9]*(_[a-z0-9]+)*_?"
"""Regular expressions of a literal and of an id, in the dialect that JSON Schema shares."""
_NUMBER, _ID = re.compile(NUMBER), re.compile(ID)

PREVIOUS = "previous"
_PREFIXES = {"-", "+", "not", "("}
_ONE_LINE = str.maketrans("\t\r\n", "   ")

_OPERATIONS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "neg", ast.Not: "not", ast.And: "and",
    ast.Or: "or", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip

_REFUSED: dict[str, tuple[str, str | None]] = {
    "=": ("a formula may not assign", "equality is =="),
    ":=": ("a formula may not assign", "equality is =="),
    "**": ("a formula may not use a power", "multiply instead"),
    "^": ("a formula may not use a power", "multiply instead"),
    "//": ("a formula may not use whole division", "division is /"),
    "%": ("a formula may not use %", "a rate is percent(part, whole)"),
    ".": ("a formula may not use an attribute", "a name is one id; a decimal is 0.5"),
    "[": ("a formula may not use a subscript", "call a function with ( )"),
    "]": ("a formula may not use a subscript", "call a function with ( )"),
    "{": ("a formula may not use braces", "group with ( )"),
    "}": ("a formula may not use braces", "group with ( )"),
    "#": ("a formula may not hold a comment", "put it beside the formula"),
    ";": ("a formula is one expression", "part arguments by commas"),
    "<>": ("unknown operator <>", "use !="),
    "=<": ("unknown operator =<", "use <="),
    "=>": ("unknown operator =>", "use >=, or implies(a, b)"),
    "&&": ("unknown operator &&", "use and"),
    "||": ("unknown operator ||", "use or"),
    "&": ("a formula may not use bits", "use and"),
    "|": ("a formula may not use bits", "use or"),
    "~": ("a formula may not use bits", "use not"),
    "<<": ("a formula may not use bits", None),
    ">>": ("a formula may not use bits", None),
    "!": ("unknown operator !", "use not, or !="),
    "×": ("unknown operator ×", "use *"),
    "÷": ("unknown operator ÷", "use /"),
    ":": ("unknown operator :", "division is /"),
    "≤": ("unknown operator ≤", "use <="),
    "≥": ("unknown operator ≥", "use >="),
    "≠": ("unknown operator ≠", "use !="),
    "−": ("unknown operator −", "use -"),
    "–": ("unknown operator –", "use -"),
    "'": ("a status word is not closed", None),
    '"': ("a status word is not closed", None),
}  # fmt: skip

_KEYWORDS: dict[str, str] = {
    "if": "use if_(condition, then, otherwise)",
    "else": "use if_(condition, then, otherwise)",
    "is": "use ==",
    "in": "compare with == and or",
    "None": "use known(x) or is_reported(x)",
    "True": "a yes/no figure stands by itself",
    "False": "use not",
}


def is_taken(id: str) -> bool:
    """Whether a word means something in formulas, so that no figure can be called so."""
    return id in FUNCTIONS or keyword.iskeyword(id)


def parse(text: str, *, has_tables: bool = False) -> Tree:
    """The tree of a formula; raises `FormulaError`, which points at the fault, for anything else.

    Only where there are tables may it speak of their figures: `table[row].column`, `count_rows(…)`.
    """
    source = _Source(text, has_tables)
    line = _scan(source)
    indent = len(line) - len(line.lstrip())
    try:
        expression = ast.parse(line[indent:], mode="eval").body
        return _Builder(source, indent).build(expression, 1)
    except SyntaxError as error:
        raise _fault_of_syntax(source, error, indent) from None
    except (RecursionError, MemoryError):
        raise source.fault("nested too deeply", 0, len(text), "split the formula") from None
    except ValueError as error:
        raise source.fault(f"not a formula: {error}", 0, len(text)) from None


@frozen
class _Source:
    text: str
    has_tables: bool = False

    def fault(self, what: str, start: int, end: int, hint: str | None = None) -> FormulaError:
        # A control character or a lone surrogate would garble the terminal.
        shown = (char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in self.text)
        return FormulaError(what, "".join(shown), start, end, hint)


def _scan(source: _Source) -> str:
    """The text for `ast.parse`, character for character, once every token has been found lawful."""
    text = source.text
    if len(text) > LENGTH:
        what = f"a formula may have {LENGTH} characters, this has {len(text)}"
        raise _Source(text[:60] + "…").fault(what, 0, 61, "split it")
    nesting = run = 0
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match[0]
        if kind == "space":
            continue
        _check_token(source, kind, match)
        nesting += {"(": 1, ")": -1}.get(token, 0)
        run = run + 1 if token in _PREFIXES else 0
        if nesting > DEPTH or run > 2 * DEPTH:
            raise source.fault(f"nested more than {DEPTH} deep", match.start(), match.end(), "split the formula")
    if not text.strip():
        raise source.fault("the formula is empty", 0, 0)
    return text.translate(_ONE_LINE)


def _check_token(source: _Source, kind: str, match: re.Match[str]) -> None:
    token, (start, end) = match[0], match.span()
    if kind == "number":
        _check_number(source, token, start, end)
    elif kind == "name":
        _check_name(source, token, start, end)
    elif kind == "cell":
        _check_cell(source, token, start)
    elif kind == "word":
        if source.text[start - 1 : start].isalnum():
            raise source.fault("a formula may not use a string prefix", start - 1, end, "a status word is 'id'")
        if not _ID.fullmatch(token[1:-1]):
            raise source.fault("the only strings are ids of status words", start, end, "ASCII, lower case")
    elif kind in {"refused", "foreign"}:
        what, hint = _REFUSED.get(token, (f"a formula may not hold the character {token!a}", None))
        if token.isalpha():
            hint = "ids are ASCII: a to z, 0 to 9, _"
        raise source.fault(what, start, end, hint)


def _check_number(source: _Source, token: str, start: int, end: int) -> None:
    if not _NUMBER.fullmatch(token):
        hint = "a literal is written 12 or 0.5, without exponent, underscore or leading zero"
        raise source.fault("not a number of the formula language", start, end, hint)
    if len(token.replace(".", "")) > DIGITS:
        raise source.fault(f"a number may have {DIGITS} digits", start, end)


def _check_cell(source: _Source, token: str, start: int) -> None:
    """The address of a figure of a table, made of ids; without tables an attribute or a subscript like any other."""
    if not source.has_tables:
        place = start + min(place for place in (token.find("["), token.find(".")) if place >= 0)
        raise source.fault(*_REFUSED[source.text[place]][:1], place, place + 1, _REFUSED[source.text[place]][1])
    for match in re.finditer(r"\w+", token):
        _check_name(source, match[0], start + match.start(), start + match.end())
    if cell_of(token) is None:
        raise source.fault(f"{token} is no figure of a table", start, start + len(token), "table[row].column")


def _check_name(source: _Source, token: str, start: int, end: int) -> None:
    if token in {"and", "or", "not"}:
        return
    if keyword.iskeyword(token):
        raise source.fault(f"a formula may not use the Python word {token}", start, end, _KEYWORDS.get(token))
    if not _ID.fullmatch(token):
        hint = did_you_mean(token.lower(), FUNCTIONS) or "ids are lower case, a to z, 0 to 9, single _ between words"
        raise source.fault(f"{token} is no id", start, end, hint)


def _fault_of_syntax(source: _Source, error: SyntaxError, indent: int) -> FormulaError:
    length = len(source.text)
    if not error.offset or error.lineno != 1:
        return source.fault("the formula ends too soon", length, length + 1)
    start = min(error.offset - 1 + indent, length)
    end = (error.end_offset or 0) - 1 + indent
    return source.fault(f"not a formula: {error.msg}", start, min(end, length) if end > start else start + 1)


def is_number(text: str) -> bool:
    """Whether a text is a literal of the formula language, bounded as all of them."""
    return _NUMBER.fullmatch(text) is not None and len(text.replace(".", "")) <= DIGITS


def is_id(text: str) -> bool:
    """Whether a text can be the id of an indicator or of a status word."""
    return _ID.fullmatch(text) is not None


def _operands(node: ast.UnaryOp | ast.BinOp | ast.BoolOp) -> list[ast.expr]:
    match node:
        case ast.UnaryOp():
            return [node.operand]
        case ast.BoolOp():
            return node.values
        case ast.BinOp(op=ast.Add()):
            return _summands(node)
        case _:
            return [node.left, node.right]


def _summands(node: ast.BinOp) -> list[ast.expr]:
    """The parts of a sum, however many: `a + b + c` is no nesting, `(a + b) + c` stays as it is written."""
    parts: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add) and left.col_offset == node.col_offset:
        parts.append(left.right)
        left = left.left
    return [left, *reversed(parts)]


def _is_id(node: ast.expr) -> bool:
    """Whether an argument is a name, or the address of a figure of a table."""
    return isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in FUNCTIONS)


@define(eq=False, repr=False)
class _Builder:
    """Turns Python's tree into ours, shape by shape; `size` counts nodes as a walk would meet them."""

    source: _Source
    indent: int
    size: int = 0

    def build(self, node: ast.expr, depth: int) -> Tree:
        span = self._span(node)
        if depth > DEPTH:
            raise self.source.fault(f"nested more than {DEPTH} deep", *span, "split the formula, or subtract a sum")
        self._grow(1, span)
        match node:
            case ast.Constant():
                return self._constant(node, span)
            case ast.Name(id):
                if id in FUNCTIONS:
                    raise self.source.fault(f"{id} is a function", *span, f"write {id}(…)")
                return Name(id, span)
            case ast.Attribute():
                return Name(self.source.text[slice(*span)], span)
            case ast.Call():
                return self._call(node, span, depth)
            case ast.UnaryOp(op=op) | ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in _OPERATIONS:
                args = tuple(self.build(part, depth + 1) for part in _operands(node))
                return Apply(_OPERATIONS[type(op)], args, span)
            case ast.Compare():
                return self._compare(node, span, depth)
        raise self._fault_of_shape(node, span)

    def _grow(self, parts: int, span: Span) -> None:
        self.size += parts
        if self.size > NODES:
            raise self.source.fault(f"a formula may have {NODES} parts", *span, "split it")

    def _span(self, node: ast.expr) -> Span:
        # The text is ASCII and one line by now, so Python's byte columns are characters.
        return node.col_offset + self.indent, (node.end_col_offset or node.col_offset) + self.indent

    def _constant(self, node: ast.Constant, span: Span) -> Tree:
        text = self.source.text[slice(*span)]
        if isinstance(node.value, str) and text[1:-1] == node.value:
            return Word(node.value, span)
        if isinstance(node.value, int | float) and _NUMBER.fullmatch(text):
            return Number(Fraction(text), span)
        raise self.source.fault("a formula may not join strings", *span, "one status word at a time")

    def _call(self, node: ast.Call, span: Span, depth: int) -> Tree:
        if not isinstance(node.func, ast.Name):
            raise self.source.fault("only a function of the formula language may be called", *self._span(node.func))
        name = node.func.id
        if name == COUNT_ROWS and self.source.has_tables:
            return self._count_rows(node, span, depth)
        function = FUNCTIONS.get(name)
        if function is None:
            hint = did_you_mean(name, FUNCTIONS)
            raise self._fault(f"there is no function {name}", node.func, hint)
        for keyword_argument in node.keywords:
            raise self._fault("arguments have no names", keyword_argument.value, "give them in order")
        if not function.fact:
            return Apply(name, tuple(self.build(arg, depth + 1) for arg in node.args), span)
        if name == PREVIOUS and len(node.args) == 1 and not _is_id(node.args[0]):
            tree = self.build(node.args[0], depth + 1)
            if not names_of(tree):
                raise self._fault(f"{name} takes ids of lines, not values", node.args[0])
            return self._before(tree, node.args[0])
        for arg in node.args:
            if not _is_id(arg):
                raise self._fault(f"{name} takes ids of lines, not values", arg)
        ids = tuple(self.source.text[slice(*self._span(arg))] for arg in node.args)
        return Fact(name, ids, span)

    def _before(self, tree: Tree, node: ast.expr) -> Tree:
        """An expression of what the report before says: each of its figures asked of that."""
        match tree:
            case Name(id):
                return Fact(PREVIOUS, (id,), tree.span)
            case Apply(_, args):
                return evolve(tree, args=tuple(self._before(arg, node) for arg in args))
            case Fact():
                raise self._fault("the report before is asked for figures, and for nothing else", node)
            case _:
                return tree

    def _count_rows(self, node: ast.Call, span: Span, depth: int) -> Tree:
        """Rows by a condition over the columns of one table: a name of its own, for it is no formula of this row."""
        if len(node.args) != 1 or node.keywords:
            raise self.source.fault("count_rows takes a condition", *span, "count_rows(table.column > 0)")
        self.build(node.args[0], depth + 1)
        text = " ".join(self.source.text[slice(*self._span(node.args[0]))].split())
        if len(text) > LONGEST or COUNT_ROWS in text:
            raise self.source.fault("the condition is too long, or counts rows itself", *span, "split the formula")
        return Name(f"{COUNT_ROWS}({text})", span)

    def _compare(self, node: ast.Compare, span: Span, depth: int) -> Tree:
        """A chain `a < b < c` means `a < b and b < c`; its middle is counted twice, as it is walked twice."""
        operands: list[Tree] = []
        for place, part in enumerate((node.left, *node.comparators)):
            before = self.size
            operands.append(self.build(part, depth + 1))
            if 0 < place < len(node.comparators):
                self._grow(self.size - before, self._span(part))
        links: list[Tree] = []
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if type(op) not in _OPERATIONS:
                raise self._fault_of_shape(node, span)
            links.append(Apply(_OPERATIONS[type(op)], (left, right), span))
        self._grow(len(links), span)
        return links[0] if len(links) == 1 else Apply("and", tuple(links), span)

    def _fault(self, what: str, node: ast.expr, hint: str | None = None) -> FormulaError:
        return self.source.fault(what, *self._span(node), hint)

    def _fault_of_shape(self, node: ast.expr, span: Span) -> FormulaError:
        match node:
            case ast.Tuple():
                return self.source.fault("a formula is one expression", *span, "a decimal is written 0.5")
            case ast.Starred():
                return self.source.fault("a formula may not spread arguments", *span, "give them one by one")
            case ast.UnaryOp(ast.UAdd()):
                return self.source.fault("a formula may not use + as a sign", *span, "leave it out")
        return self.source.fault(f"a formula may not use {type(node).__name__}", *span)
