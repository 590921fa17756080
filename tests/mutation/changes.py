"""Every small change of a function, by the operators of mutmut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import ndiff
from itertools import islice
from types import CodeType
from typing import Any

import libcst as cst
from attrs import frozen
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators
from mutmut.mutation.file_mutation import ChildReplacementTransformer
from tests.mutation.functions import Function

_ASIDE = ("assert_never", "cast", "isinstance", "len")
"""Calls that say nothing of their own, or that mutmut leaves alone too."""


@frozen
class Change:
    """A function otherwise in one place: the lines that the place is on, what stands there now, and the codes of the
    function and of those within it, as they are and as they become."""

    lines: range
    now: str
    codes: tuple[tuple[CodeType, CodeType], ...]


def _another_text(node: cst.BaseString) -> Iterable[cst.BaseString]:
    """A text with other letters around it: that it may be written small or large is no question of ours."""
    return islice(mutators.operator_string(node), 1)


def _nothing_given(node: cst.Call) -> Iterable[cst.Call]:
    """Nothing in an argument's place; one argument too few is refused by Python itself, or is what a default is for."""
    return (each for each in mutators.operator_arg_removal(node) if len(each.args) == len(node.args))


_OTHERWISE: dict[Callable[..., Any], Callable[..., Iterable[cst.CSTNode]]] = {
    mutators.operator_string: _another_text,
    mutators.operator_arg_removal: _nothing_given,
}
_OPERATORS = (
    *((kind, _OTHERWISE.get(operator, operator)) for kind, operator in mutators.mutation_operators),
    # What mutmut asks of `a if b else c` only.
    (cst.If, mutators.operator_if_exp),
    (cst.CompIf, mutators.operator_if_exp),
)


def changes(function: Function, filename: str) -> Iterator[Change]:
    """Each change that still compiles, in the order of the text."""
    wrapper = MetadataWrapper(cst.parse_module(function.text))
    found = _Places()
    wrapper.visit(found)
    was = _codes(function.text, filename, function.name)
    seen: dict[str, int] = {}
    for first, last, old, new in found.places:
        changed = wrapper.module.visit(ChildReplacementTransformer(old, new))
        now = _difference(function.text, changed.code)
        try:
            becomes = _codes(changed.code, filename, function.name)
        except SyntaxError:
            continue
        seen[now] = count = seen.get(now, 0) + 1
        lines = range(first + function.shift, last + function.shift + 1)
        pairs = zip(was, becomes, strict=False) if len(was) == len(becomes) else zip(was[:1], becomes[:1], strict=True)
        yield Change(lines, now if count == 1 else f"{now} ({count})", tuple(pairs))


class _Places(cst.CSTVisitor):
    """What may stand where in a function's body, with the lines from the beginning of its statement to its end."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.places: list[tuple[int, int, cst.CSTNode, Any]] = []
        self._begun = [0]

    def on_visit(self, node: cst.CSTNode) -> bool:
        # Decorators and defaults are used when the function is made, which it was before it is changed.
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Parameters) or _is_aside(node):
            return False
        where = self.get_metadata(PositionProvider, node, None)
        if isinstance(node, cst.BaseCompoundStatement | cst.BaseSmallStatement):
            self._begun.append(where.start.line)
        for kind, operator in _OPERATORS:
            if isinstance(node, kind):
                last = where.end.line if where is not None and not isinstance(node, cst.If) else self._begun[-1]
                self.places.extend((self._begun[-1], last, node, other) for other in operator(node))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.BaseCompoundStatement | cst.BaseSmallStatement):
            self._begun.pop()


def _is_aside(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _ASIDE


def _difference(before: str, after: str) -> str:
    """The lines that are new, or those that are gone."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    new, gone = ([line[2:].strip() for line in lines if line.startswith(sign)] for sign in ("+ ", "- "))
    return " ⏎ ".join(new) if new else f"without: {' ⏎ '.join(gone)}"


def _codes(text: str, filename: str, name: str) -> list[CodeType]:
    """The compiled code of the one function in a text, and of whatever is defined within it."""
    code = compile(text, filename, "exec")
    for part in name.partition("#")[0].split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == part)
    return list(_within(code))


def _within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _within(each)
