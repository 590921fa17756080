"""Formula trees as JSON, for apps in other languages.

A node is one of `{"number": "0.5"}`, `{"name": "id"}`, `{"word": "id"}`,
`{"op": "percent", "args": [node, …]}` and `{"fact": "printed", "ids": ["id", …]}`. The operators are
`+ - * / neg < <= == != > >= and or not` and the names of the pure functions. Spans are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cchc.errors import DataError, FormulaError, did_you_mean, quoted
from cchc.formula.address import CELL, COUNT, cell_of, counted
from cchc.formula.functions import FUNCTIONS, OPERATORS, PURE, ROWS, arity
from cchc.formula.questions import FACTS
from cchc.formula.signature import MOST_PLACES, Kind
from cchc.formula.syntax import DEPTH, NODES, NUMBER, is_id, is_number, parse
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word, decimal_text, read, walk
from cchc.record import frozen

Node = dict[str, object]

_SHAPES = ({"number"}, {"name"}, {"word"}, {"op", "args"}, {"fact", "ids"})
_OPS = (*OPERATORS, *(function.name for function in PURE))
_FACTS = tuple(function.name for function in FACTS)
_PLACES = tuple({"number": str(places)} for places in range(MOST_PLACES + 1))
_ID: Node = {"type": "string", "pattern": "^[a-z][a-z0-9]*(_[a-z0-9]+)*_?$"}
_NAME: Node = {"type": "string", "pattern": f"^([a-z][a-z0-9]*(_[a-z0-9]+)*_?|{CELL}|{COUNT})$"}
"""An id, the address of a figure of a table, or rows that are counted."""


def to_json(tree: Tree) -> Node:
    """The tree as dicts, lists and strings."""
    return read(tree, _Nodes())


def from_json(data: object) -> Tree:
    """The tree that such dicts describe; raises `DataError` with the path of what is wrong."""
    tree = _tree(data, "$", 1)
    if sum(1 for _ in walk(tree)) > 2 * NODES:
        raise DataError("the formula is too long")
    return tree


def tree_schema(reference: str) -> Node:
    """JSON Schema of a node; `reference` is the `$ref` under which the caller keeps it."""

    def shape(**properties: Node) -> Node:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    nodes: Node = {"type": "array", "items": {"$ref": reference}, "minItems": 1}
    return {
        "oneOf": [
            shape(number={"type": "string", "pattern": f"^{NUMBER}$"}),
            shape(name=_NAME),
            shape(word=_ID),
            shape(op={"enum": list(_OPS)}, args=nodes),
            shape(fact={"enum": list(_FACTS)}, ids={"type": "array", "items": _NAME}),
        ]
    }


@frozen
class _Nodes:
    def number(self, value: Fraction, /) -> Node:
        return {"number": decimal_text(value)}

    def name(self, id: str, /) -> Node:
        return {"name": id}

    def word(self, word: str, /) -> Node:
        return {"word": word}

    def apply(self, op: str, args: tuple[Node, ...], /) -> Node:
        return {"op": op, "args": list(args)}

    def fact(self, function: str, ids: tuple[str, ...], /) -> Node:
        return {"fact": function, "ids": list(ids)}


def _tree(data: object, path: str, depth: int) -> Tree:
    if not isinstance(data, Mapping) or set(data) not in _SHAPES:
        raise DataError("not a node of a formula", path, "its keys are number, name, word, op + args, or fact + ids")
    if depth > 2 * DEPTH + 2:
        raise DataError("the formula is nested too deeply", path)
    match data:
        case {"number": number}:
            return Number(_number(number, f"{path}.number"))
        case {"name": id}:
            return Name(_named(id, f"{path}.name"))
        case {"word": word}:
            return Word(_id(word, f"{path}.word"))
        case {"op": op, "args": args}:
            parts = _list(args, f"{path}.args")
            _check_call(op, _OPS, len(parts), f"{path}.op")
            _check_places(str(op), parts, path)
            return Apply(str(op), tuple(_tree(part, f"{path}.args[{n}]", depth + 1) for n, part in enumerate(parts)))
    function, ids = data["fact"], _list(data["ids"], f"{path}.ids")
    _check_call(function, _FACTS, len(ids), f"{path}.fact")
    return Fact(str(function), tuple(_named(id, f"{path}.ids[{n}]") for n, id in enumerate(ids)))


def _check_places(op: str, parts: list[object], path: str) -> None:
    """A number of decimals is written out, so that every reading knows it beforehand."""
    for place, (part, kind) in enumerate(zip(parts, ROWS[op].kinds(len(parts)), strict=True)):
        if kind is Kind.PLACES and part not in _PLACES:
            raise DataError(
                "not a number of decimals", f"{path}.args[{place}]", f'{{"number": "2"}}, at most {MOST_PLACES}'
            )


def _list(data: object, path: str) -> list[object]:
    if not isinstance(data, list | tuple):
        raise DataError("not a list", path)
    return list(data)


def _number(data: object, path: str) -> Fraction:
    if not isinstance(data, str) or not is_number(data):
        raise DataError("not a number of the formula language", path, 'a text such as "12" or "0.5"')
    return Fraction(data)


def _named(data: object, path: str) -> str:
    if isinstance(data, str) and (cell_of(data) is not None or counted(data) is not None):
        _checked(data, path)
        return data
    return _id(data, path)


def _checked(name: str, path: str) -> None:
    """Raises DataError for a name that counts rows by what is no condition."""
    try:
        parse(name, has_tables=True)
    except FormulaError as error:
        raise DataError(error.what, path, error.hint) from None


def _id(data: object, path: str) -> str:
    if not isinstance(data, str) or not is_id(data) or data in FUNCTIONS:
        raise DataError("not an id", path, "lower case, a to z, 0 to 9, _ between words")
    return data


def _check_call(name: object, known: tuple[str, ...], given: int, path: str) -> None:
    if not isinstance(name, str) or name not in known:
        raise DataError(f"unknown: {quoted(name)}", path, did_you_mean(name, known))
    least, most = arity(name)
    if given < least or (most is not None and given > most):
        raise DataError(f"{name} cannot take {given} arguments", path)
